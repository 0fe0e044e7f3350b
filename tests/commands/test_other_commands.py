"""qualify and scores from end to end, and the edge of the command line."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, run, write_program

HEAVY = {"pandas", "numpy", "scipy", "python_calamine", "jinja2", "matplotlib"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "programs/emerging-leaders.yaml"],
        ["explain", "MK112"],
        ["--help"],
        ["match", "--help"],
        ["scores", "--help"],
        ["why", "--help"],
        ["verify", "--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_what_needs_no_roster_imports_no_numbers(arguments: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['mentorkit', *{arguments!r}]\n"
        "from mentorkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "sys.stderr.write('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "mentorkit" in loaded
    assert not loaded & HEAVY


def test_the_list_of_commands_cuts_no_sentence() -> None:
    out = " ".join(run("--help", cwd=ROOT).out.split())
    assert "..." not in out.partition("Commands:")[2]
    assert "who is left out and why, and the proof." in out


def test_qualify_tables(golden: Callable[[str, str], None]) -> None:
    ran = run("qualify", "programs/emerging-leaders.yaml", cwd=ROOT)
    assert ran.code == 0
    golden("qualify-emerging-leaders.txt", ran.out)


def test_qualify_as_json_and_csv(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors="id,name,skills,rating,years\nm1,Ann,coaching,5,1\nm2,Bo,budgeting,4,3\nm3,Cy,coaching,,3\n",
        vocabulary="{skills: [coaching, budgeting, strategy], fields: {rating: number, years: number}}",
        objectives="[{id: bench, focus: leadership_depth, statement: More, skills: [coaching, strategy]}]",
        qualification="{mentors: {require: [{rule: at_least, field: years, value: 2}], "
        "expertise: {rule: covers_objectives}, "
        "communication: {rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening}}}",
    )
    ran = run("qualify", "program.yaml", "--of", "mentors", "--format", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert {each["id"]: each["state"] for each in found["people"]} == {
        "m1": "not_yet",
        "m2": "not_yet",
        "m3": "not_yet",
    }
    assert found["totals"] == {"people": 3, "qualified": 0, "conditional": 0, "not_yet": 3}
    assert found["missing_skills"] == {"bench": ["coaching", "strategy"]}
    assert found["people"][0]["brings"] == {"bench": ["coaching"]}
    assert [(rule["part"], rule["passed"], rule["outcome"]) for rule in found["people"][1]["rules"]] == [
        ("require", True, "met"),
        ("expertise", False, "not_met"),
        ("communication", False, "conditional"),
    ]
    assert found["people"][2]["rules"][2]["outcome"] == "not_known"
    ran = run("qualify", "program.yaml", "--of", "mentors", "--format", "csv", cwd=tmp_path)
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert len(rows) == 9
    assert rows[0] == {
        "role": "mentor",
        "id": "m1",
        "name": "Ann",
        "state": "not_yet",
        "part": "require",
        "rule": "at_least years",
        "outcome": "not_met",
        "reason": "years 1, at least 2 needed",
    }


def test_qualify_of_one_role_needs_only_its_roster(tmp_path: Path) -> None:
    write_program(tmp_path)
    (tmp_path / "mentees.csv").unlink()
    assert run("qualify", "program.yaml", "--of", "mentors", cwd=tmp_path).code == 0
    assert run("qualify", "program.yaml", "--of", "mentees", cwd=tmp_path).code == 2


def test_scores_sum_over_their_parts() -> None:
    ran = run("scores", "programs/emerging-leaders.yaml", "--parts", cwd=ROOT)
    rows = list(csv.reader(ran.out.splitlines()))
    assert rows[0][:3] == ["mentee", "mentor", "score"]
    assert len(rows) > 30
    for row in rows[1:]:
        points = [round(float(cell) * 10_000) for cell in row[2:]]
        assert points[0] == sum(points[1:])


def test_scores_and_match_agree() -> None:
    ran = run("scores", "programs/emerging-leaders.yaml", cwd=ROOT)
    by_pair = {(row[0], row[1]): float(row[2]) for row in list(csv.reader(ran.out.splitlines()))[1:]}
    matched = json.loads(run("match", "programs/emerging-leaders.yaml", "--format", "json", cwd=ROOT).out)
    for pair in matched["pairs"]:
        assert by_pair[pair["mentee"], pair["mentor"]] == pair["score"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere.yaml"], "mentorkit: there is no file nowhere.yaml\n"),
        (["match", "."], "mentorkit: . is a folder, not a file; its program is program.yaml\n"),
        (
            ["match", "program.yaml", "--mentors", "nobody.csv"],
            "mentorkit: there is no file nobody.csv\n",
        ),
    ],
    ids=["no program", "a folder", "no roster"],
)
def test_what_cannot_run_ends_with_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    write_program(tmp_path)
    ran = run(*arguments, cwd=tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", message)


def test_a_bad_option_ends_with_2(tmp_path: Path) -> None:
    write_program(tmp_path)
    ran = run("match", "program.yaml", "--frmat", "json", cwd=tmp_path)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "--frmat" in ran.err


def test_a_bug_ends_with_3_and_a_log_without_roster_contents(tmp_path: Path) -> None:
    write_program(tmp_path)
    code = (
        "import sys, mentorkit.qualification as q\n"
        "def broken(*_): raise KeyError('Ann Lee')\n"
        "q.qualify = broken\n"
        "sys.argv = ['mentorkit', 'qualify', 'program.yaml']\n"
        "from mentorkit.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)},
    )
    assert done.returncode == 3
    assert done.stderr.startswith("mentorkit: this is a bug in mentorkit (KeyError);")
    (log,) = tmp_path.glob("mentorkit-bug-*.log")
    text = log.read_text(encoding="utf-8")
    assert "KeyError at:" in text
    assert "Ann" not in text


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="Windows has no such signal")
def test_a_reader_that_stops_early_is_told_nothing(tmp_path: Path) -> None:
    people = "".join(f"p{n},Lyon\n" for n in range(400))
    write_program(
        tmp_path, mentors="id,location\n" + people.replace("p", "m"), mentees="id,location\n" + people
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "mentorkit", "scores", "program.yaml"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"mentee,mentor,score\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == -signal.SIGPIPE
