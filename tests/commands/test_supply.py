"""`mentorkit supply` from end to end."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mentorkit.cli import app
from tests.conftest import ROOT, run, write, write_program

LEADERS = "programs/emerging-leaders.yaml"
MENTORS = (
    "id,name,email,location,skills,rating\n"
    "m1,Ann Lee,ann@example.org,Lyon,coaching,6\n"
    "m2,Bo Ek,bo@example.org,Leeds,=budgeting,5\n"
    "m3,Cy Roe,cy@example.org,Lyon,budgeting,4\n"
)
MENTEES = (
    "id,name,email,location,development_goals\n"
    "e1,Di Fox,di@example.org,Lyon,budgeting\n"
    "e2,Ed Gil,ed@example.org,Oslo,coaching\n"
    "e3,Flo Hy,flo@example.org,Leeds,budgeting\n"
)
SECTIONS = {
    "vocabulary": "{fields: {rating: {type: number, from: 1, to: 7}}}",
    "qualification": "{mentors: {communication: {rule: rating, field: rating, at_least: 5, "
    "conditional_from: 4, after: listening}}}",
    "matching": "{criteria: [{kind: covers, mentee: development_goals, mentor: skills, weight: 3}, "
    "{kind: same, field: location, weight: 1}]}",
}


def program(folder: Path, **changes: str) -> None:
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **{**SECTIONS, **changes})


def told(*args: str, cwd: Path = ROOT) -> dict[str, Any]:
    ran = run("supply", *args, "--format", "json", cwd=cwd)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_document(tmp_path: Path) -> None:
    program(tmp_path)
    found = told("program.yaml", cwd=tmp_path)
    assert found["totals"] == {
        "mentees": 3,
        "mentors": 2,
        "places": 2,
        "places_per_mentee": 0.6667,
        "mentors_if_trained": 3,
        "places_if_trained": 3,
        "matched": 2,
        "conditional": 1,
    }
    skills = {each["name"]: each for each in found["places"] if each["aspect"] == "skill"}
    assert skills["budgeting"]["mentees"] == 2
    assert skills["budgeting"]["places"] == 0
    assert skills["budgeting"]["places_if_trained"] == 1
    assert [(each["bar"], each["own"], each["matched"]) for each in found["bars"]] == [
        (4, "no", 3),
        (5, "yes", 2),
        (6, "no", 1),
    ]
    recruits = found["recruits"]
    assert (recruits["looked_at"], recruits["places"], recruits["way"]) == (
        ["skills", "location"],
        1,
        "prices",
    )
    best = {"kind": {"skills": ["budgeting"], "location": "Lyon"}, "in_roster": 1, "more_matched": 1}
    assert recruits["found"][0] == {**best, "more_score": 100.0}


def test_the_programs_own_bar_is_what_match_finds() -> None:
    found = told(LEADERS)
    totals = json.loads(run("match", LEADERS, "--format", "json", cwd=ROOT).out)["totals"]
    own = [each for each in found["bars"] if each["own"] == "yes"]
    assert len(own) == 2
    for each in own:
        assert (each["matched"], each["mean"], each["lowest"]) == (
            totals["matched"],
            totals["mean"],
            totals["lowest"],
        )


def test_a_bar_is_what_match_finds_with_it(tmp_path: Path) -> None:
    text = (ROOT / LEADERS).read_text(encoding="utf-8").replace("../examples", str(ROOT / "examples"))
    write(
        tmp_path / "program.yaml",
        text.replace("at_least: 5, conditional_from", "at_least: 6, conditional_from"),
    )
    totals = json.loads(run("match", "program.yaml", "--format", "json", cwd=tmp_path).out)["totals"]
    (found,) = (each for each in told(LEADERS)["bars"] if each["bar"] == 6 and "rating" in each["rule"])
    assert (found["matched"], found["mean"], found["lowest"]) == (
        totals["matched"],
        totals["mean"],
        totals["lowest"],
    )


def test_somebody_recruited_brings_what_was_said(tmp_path: Path) -> None:
    program(tmp_path)
    best = told("program.yaml", cwd=tmp_path)["recruits"]["found"][0]
    before = json.loads(run("match", "program.yaml", "--format", "json", cwd=tmp_path).out)["totals"]
    program(tmp_path)
    write(tmp_path / "mentors.csv", MENTORS + "m4,Gi Ho,gi@example.org,Lyon,budgeting,7\n")
    after = json.loads(run("match", "program.yaml", "--format", "json", cwd=tmp_path).out)["totals"]
    assert after["matched"] - before["matched"] == best["more_matched"]
    assert after["score"] - before["score"] == best["more_score"]


@pytest.mark.parametrize(
    ("part", "heading", "count"),
    [
        pytest.param("places", "aspect,name,mentees,mentors,places,places_per_mentee", 6, id="places"),
        pytest.param("bars", "part,rule,bar,own,mentors,places,matched,mean,lowest", 3, id="bars"),
        pytest.param("recruits", "in_roster,more_matched,more_score,skills,location", 3, id="recruits"),
    ],
)
def test_csv_of_a_part(tmp_path: Path, part: str, heading: str, count: int) -> None:
    program(tmp_path)
    ran = run("supply", "program.yaml", "--format", "csv", "--part", part, "--limit", "1", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith(heading)
    assert len([*csv.DictReader(ran.out.splitlines())]) == count


def test_files_are_written_together(tmp_path: Path) -> None:
    program(tmp_path)
    ran = run("supply", "program.yaml", "--out", "found", "--limit", "1", cwd=tmp_path)
    assert ran.code == 0
    assert "wrote found: places.csv, bars.csv, recruits.csv" in ran.err
    assert {each.name for each in (tmp_path / "found").iterdir()} == {
        "places.csv",
        "bars.csv",
        "recruits.csv",
    }
    text = (tmp_path / "found" / "recruits.csv").read_text(encoding="utf-8-sig")
    assert "'=budgeting" in text
    assert len([*csv.DictReader(text.splitlines())]) == 3
    write(tmp_path / "found" / "bars.csv", "mine")
    again = run("supply", "program.yaml", "--out", "found", cwd=tmp_path)
    assert again.code == 2
    assert "found holds places.csv, bars.csv, recruits.csv already" in again.err
    assert (tmp_path / "found" / "bars.csv").read_text(encoding="utf-8") == "mine"
    assert run("supply", "program.yaml", "--out", "found", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "found" / "bars.csv").read_text(encoding="utf-8") != "mine"


def test_the_screen_ends_where_it_is_told_to(tmp_path: Path) -> None:
    program(tmp_path)
    ran = run("supply", "program.yaml", "--limit", "1", cwd=tmp_path)
    assert "Skills: who wants it, who brings it (1)" in ran.out
    assert "Tables end after 1 row; --limit shows more, csv and json all." in ran.out
    assert "Tables end" not in run("supply", "program.yaml", "--limit", "50", cwd=tmp_path).out


def test_what_an_administrator_would_pass_on(tmp_path: Path) -> None:
    program(tmp_path)
    out = run("supply", "program.yaml", cwd=tmp_path).out
    for sentence in (
        "2 places of 2 mentors for 3 mentees (0.67 each); 3 if 1 conditional mentor finished the training",
        "There is no place for the mentees of skill budgeting (2 mentees); location Oslo (1 mentee).",
        "Conditional mentors, once trained, would close skill budgeting.",
        "rating: lowering the bar from 5 to 4 would add 1 mentor and match 1 more mentee",
        "one more mentor with skills budgeting, location Lyon would match 1 more mentee and add 100.0 points",
    ):
        assert sentence in out


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"qualification": "{}"}, "3 places of 3 mentors for 3 mentees (1.00 each).", id="no bars"
        ),
        pytest.param(
            {"matching": "{optimise: stable, " + SECTIONS["matching"][1:]},
            "Of 3 kinds, each was matched again under stable.",
            id="another policy",
        ),
        pytest.param(
            {"matching": "{capacity: {default: 0}, " + SECTIONS["matching"][1:]},
            "no kind of mentor in the roster would bring anything more",
            id="no places",
        ),
    ],
)
def test_other_programs(tmp_path: Path, changes: dict[str, str], sentence: str) -> None:
    program(tmp_path, **changes)
    ran = run("supply", "program.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert sentence in ran.out


@pytest.mark.parametrize(
    ("mentors", "mentees"),
    [
        pytest.param(MENTORS, MENTEES.split("\n", 1)[0] + "\n", id="no mentees"),
        pytest.param(MENTORS.split("\n", 1)[0] + "\n", MENTEES, id="no mentors"),
    ],
)
def test_nobody_is_no_bug(tmp_path: Path, mentors: str, mentees: str) -> None:
    write_program(tmp_path, mentors=mentors, mentees=mentees, **SECTIONS)
    for form in ("table", "json", "csv"):
        ran = run("supply", "program.yaml", "--format", form, cwd=tmp_path)
        assert ran.code in (0, 1), ran.err
        assert "bug" not in ran.err


def test_faulty_rosters_end_it(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors=MENTORS.replace("Lyon,coaching,6", "Lyon,coaching,high"),
        mentees=MENTEES,
        **SECTIONS,
    )
    ran = run("supply", "program.yaml", "--out", "found", cwd=tmp_path)
    assert ran.code == 1
    assert "mentors.csv:2:6" in ran.err
    assert not (tmp_path / "found").exists()


def test_ctrl_c_shows_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path)

    def pressed(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("mentorkit.bars._reached", pressed)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        ran = CliRunner().invoke(app, ["supply", "program.yaml", "--out", "found"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert ran.exit_code == 130
    assert "interrupted; nothing is shown or written" in ran.output
    assert not (tmp_path / "found").exists()


def test_help_imports_no_numbers() -> None:
    code = (
        "import sys; sys.argv = ['mentorkit', 'supply', '--help']\n"
        "from mentorkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "assert not {'pandas', 'numpy', 'scipy'} & {*sys.modules}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
