"""`mentorkit diff` from end to end, with a real git repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_other_commands import HEAVY
from tests.conftest import ROOT, program_text, run, write, write_program

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
YEARS = {
    "vocabulary": "{fields: {years: number}}",
    "qualification": "{mentors: {require: [{rule: at_least, field: years, value: 2}]}}",
}
MENTORS = "id,name,location,years\nm1,Ann Lee,Lyon,2\nm2,Bo Ek,Leeds,5\n"


def git(folder: Path, *arguments: str) -> str:
    """Git's answer, with nobody's own settings."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *who, *arguments],
        cwd=folder,
        env=os.environ | nobody,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a committed program in a folder; its rosters are not in git."""
    git(tmp_path, "init", "-q")
    folder = tmp_path / "programs"
    folder.mkdir()
    write_program(folder, mentors=MENTORS, **YEARS)
    git(tmp_path, "add", "programs/program.yaml")
    git(tmp_path, "commit", "-qm", "The program")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def test_two_programs(tmp_path: Path) -> None:
    write(tmp_path / "old.yaml", program_text(**YEARS))
    write(tmp_path / "new.yaml", "# a comment\n" + program_text(**YEARS).replace("value: 2", "value: 3"))
    ran = run("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Test\nold.yaml → new.yaml\n1 change: 1 tightened\n\nQualification\n"
        "  tightened  rule at_least years for mentors: value 2 → 3\n"
    )


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        pytest.param("name: B", ["--exit-code"], 1, id="changed"),
        pytest.param("name: B", [], 0, id="changed, not asked"),
        pytest.param("name:   Test  # a comment", ["--exit-code"], 0, id="not changed"),
    ],
)
def test_exit_code(tmp_path: Path, new: str, options: list[str], code: int) -> None:
    write(tmp_path / "old.yaml", program_text())
    write(tmp_path / "new.yaml", program_text().replace("name: Test", new))
    assert run("diff", "old.yaml", "new.yaml", *options, cwd=tmp_path).code == code


def test_json(tmp_path: Path) -> None:
    write_program(tmp_path, mentors=MENTORS, **YEARS)
    write(tmp_path / "new.yaml", program_text(**YEARS).replace("value: 2", "value: 3"))
    ran = run("diff", "program.yaml", "new.yaml", "--rosters", "--format", "json", cwd=tmp_path)
    found: dict[str, Any] = json.loads(ran.out)
    assert list(found) == ["mentorkit", "program", "old", "new", "changes", "totals", "rosters"]
    assert found["changes"] == [
        {
            "section": "qualification",
            "change": "tightened",
            "subject": "rule at_least years for mentors",
            "details": [{"key": "value", "old": 2, "new": 3}],
            "sentence": "rule at_least years for mentors: value 2 → 3",
        }
    ]
    rosters = found["rosters"]
    assert rosters["states"] == [
        {
            "role": "mentors",
            "person": {"id": "m1", "name": "Ann Lee"},
            "old": "qualified",
            "new": "not_yet",
            "reason": "years 2, at least 3 needed",
        }
    ]
    assert [(each["mentee"]["id"], each["old"], each["new"]) for each in rosters["pairings"]] == [
        ("e1", {"id": "m1", "name": "Ann Lee"}, None)
    ]
    assert rosters["before"] == {"mentees": 2, "matched": 2, "mean": 100.0, "lowest": 100.0}
    assert rosters["after"] == {"mentees": 2, "matched": 1, "mean": 100.0, "lowest": 100.0}


def test_the_figures_are_those_of_match(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "programs", tmp_path / "programs")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    new, old = "programs/civil-service.yaml", "programs/old.yaml"
    shutil.copy(tmp_path / new, tmp_path / old)
    edit(tmp_path / new, "weight: 4", "weight: 1")
    ran = run("diff", old, new, "--rosters", "--format", "json", cwd=tmp_path)
    found = json.loads(ran.out)["rosters"]
    runs = {}
    for side, path in (("before", old), ("after", new)):
        matched = json.loads(run("match", path, "--format", "json", cwd=tmp_path).out)
        totals = matched["totals"]
        assert found[side] == {name: totals[name] for name in ("mentees", "matched", "mean", "lowest")}
        runs[side] = {pair["mentee"]: pair["mentor"] for pair in matched["pairs"]}
    moved = {
        mentee: (runs["before"].get(mentee), runs["after"].get(mentee))
        for mentee in {*runs["before"], *runs["after"]}
        if runs["before"].get(mentee) != runs["after"].get(mentee)
    }
    assert moved == {
        each["mentee"]["id"]: (each["old"] and each["old"]["id"], each["new"] and each["new"]["id"])
        for each in found["pairings"]
    }


@needs_git
@pytest.mark.parametrize("folder", [".", "programs"])
def test_against_a_revision(repository: Path, folder: str) -> None:
    edit(repository / "programs" / "program.yaml", "value: 2", "value: 1")
    path = "program.yaml" if folder == "programs" else "programs/program.yaml"
    ran = run("diff", "--against", "HEAD", path, "--exit-code", cwd=repository / folder)
    assert ran.code == 1, ran.err
    assert ran.out.splitlines()[1:] == [
        f"{path} at HEAD → {path}",
        "1 change: 1 loosened",
        "",
        "Qualification",
        "  loosened   rule at_least years for mentors: value 2 → 1",
    ]


@needs_git
def test_in_a_hook_of_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hooks run with GIT_DIR set, often relative to the top of the repository."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert run("diff", "--against", "main", "programs/program.yaml", cwd=repository).code == 0


@needs_git
def test_the_shared_vocabulary_of_the_revision(repository: Path) -> None:
    (repository / "shared").mkdir()
    words = write(repository / "shared" / "words.yaml", "fields: {years: number}\nlevels: [a, b]\n")
    program = repository / "programs" / "program.yaml"
    edit(program, "{fields: {years: number}}", "../shared/words.yaml")
    git(repository, "add", "programs/program.yaml", "shared")
    git(repository, "commit", "-qm", "Words of all")
    edit(words, "[a, b]", "[a, b, c]")
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", cwd=repository)
    assert "changed    levels: adds c, now a, b, c" in ran.out
    shutil.rmtree(repository / "shared")  # and where the working tree has it no more
    write(program, program_text(**YEARS))
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", cwd=repository)
    assert "removed    levels: a, b" in ran.out


@needs_git
def test_rosters_of_the_working_tree_serve_both(repository: Path) -> None:
    folder = repository / "programs"
    (folder / "mentors.csv").rename(folder / "mentors-2027.csv")
    edit(folder / "program.yaml", "mentors.csv", "mentors-2027.csv")
    edit(folder / "program.yaml", "value: 2", "value: 3")
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", "--rosters", cwd=repository)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("What it does to the people\n")[1].splitlines() == [
        "  matched       2 of 2 → 1 of 2",
        "  mean score    100.0 → 100.0",
        "  lowest score  100.0 → 100.0",
        "",
        "1 person whose state changes",
        "  mentor Ann Lee (m1): qualified → not yet (years 2, at least 3 needed)",
        "",
        "1 person whose mentor changes",
        (
            "  Cy Roe (e1): Ann Lee (m1) 100.0 → no mentor (1 mentor allowed; all places taken; the last "
            "place of the best, Bo Ek (m2), who scores 0.0, went at 100.0)"
        ),
    ]


@needs_git
def test_a_changed_column_map_shows_in_the_states(repository: Path) -> None:
    folder = repository / "programs"
    write(folder / "mentors.csv", "id,name,location,years,Tenure\nm1,Ann Lee,Lyon,2,1\nm2,Bo Ek,Leeds,5,5\n")
    edit(folder / "program.yaml", "{file: mentors.csv}", "{file: mentors.csv, columns: {years: Tenure}}")
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", "--rosters", cwd=repository)
    assert "mentor Ann Lee (m1): qualified → not yet (years 1, at least 2 needed)" in ran.out


@needs_git
def test_headings_that_the_old_program_does_not_know(repository: Path) -> None:
    folder = repository / "programs"
    write(folder / "mentors.csv", MENTORS.replace("years", "Tenure"))
    edit(folder / "program.yaml", "{file: mentors.csv}", "{file: mentors.csv, columns: {years: Tenure}}")
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", "--rosters", cwd=repository)
    assert ran.code == 0
    assert "note: the old program cannot read these rosters (programs/mentors.csv:1:1: no column" in ran.out
    assert "Nobody's state changes" in ran.out


def test_rosters_on_the_command_line(tmp_path: Path) -> None:
    write_program(tmp_path, mentors=MENTORS, **YEARS)
    write(tmp_path / "new.yaml", program_text(**YEARS).replace("value: 2", "value: 6"))
    write(tmp_path / "other.csv", "id,location,years\nx1,Lyon,7\n")
    ran = run("diff", "program.yaml", "new.yaml", "--mentors", "other.csv", cwd=tmp_path)
    assert "  matched       1 of 2 → 1 of 2" in ran.out
    assert "Nobody's state changes" in ran.out
    assert "Nobody's mentor changes" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "said", "kept"),
    [
        pytest.param(
            "{matched: 100%}",
            "{matched: 100%}",
            [
                "promise matched  kept (100%, got 100%) → broken (100%, got 50%)",
                "promise broken: matched 100%, got 50%, kept before",
            ],
            (True, False),
            id="broken by the change",
        ),
        pytest.param(
            "{lowest_score: 100}",
            "{matched: 2, lowest_score: 100}",
            [
                "promise matched       not promised → broken (2, got 1)",
                "promise lowest score  kept (100, got 100) → kept (100, got 100)",
                "promise broken: matched 2, got 1",
            ],
            (None, False),
            id="a new one",
        ),
        pytest.param(
            "{matched: 3}",
            "{matched: 3}",
            ["promise broken: matched 3, got 1, as before"],
            (False, False),
            id="broken before, too",
        ),
        pytest.param(
            "{matched: 2}",
            "{matched: 1}",
            ["promise matched  kept (2, got 2) → kept (1, got 1)"],
            (True, True),
            id="kept",
        ),
    ],
)
def test_promises_before_and_after(
    tmp_path: Path, old: str, new: str, said: list[str], kept: tuple[bool | None, bool]
) -> None:
    write_program(tmp_path, mentors=MENTORS, **YEARS, expect=old)
    write(tmp_path / "new.yaml", program_text(**YEARS, expect=new).replace("value: 2", "value: 3"))
    args = "diff", "program.yaml", "new.yaml", "--rosters"
    out = run(*args, cwd=tmp_path).out
    assert [line for line in said if f"  {line}" not in out.splitlines()] == []
    assert out.count("promise broken: ") == sum("broken: " in line for line in said)
    found = json.loads(run(*args, "--format", "json", cwd=tmp_path).out)["rosters"]["promises"]
    first = found[0]
    assert first["promise"] == "matched"
    assert (first["old"] and first["old"]["kept"], first["new"]["kept"]) == kept
    markdown = run(*args, "--format", "markdown", cwd=tmp_path).out
    assert [line for line in said if "broken: " in line and f"**{line}**" not in markdown] == []
    assert "| promise matched | " in markdown


def test_markdown(tmp_path: Path) -> None:
    write_program(tmp_path, mentors=MENTORS.replace("Ann Lee", "Ann | @lee"), **YEARS)
    write(tmp_path / "new.yaml", program_text(**YEARS).replace("value: 2", "value: 3"))
    ran = run("diff", "program.yaml", "new.yaml", "--rosters", "--format", "markdown", cwd=tmp_path)
    assert ran.out.splitlines() == [
        "## Changes of Test",
        "",
        "program.yaml → new.yaml: **1 change: 1 tightened**",
        "",
        "### Qualification",
        "",
        "|  | What | How |",
        "|---|---|---|",
        "| **tightened** | rule at_least years for mentors | value 2 → 3 |",
        "",
        "### What it does to the people",
        "",
        "|  | Before | After |",
        "|---|---|---|",
        "| matched | 2 of 2 | 1 of 2 |",
        "| mean score | 100.0 | 100.0 |",
        "| lowest score | 100.0 | 100.0 |",
        "",
        "<details>",
        "<summary>1 person whose state changes</summary>",
        "",
        "| Who | State | Why |",
        "|---|---|---|",
        r"| mentor Ann \| @<!-- -->lee (m1) | qualified → not yet | years 2, at least 3 needed |",
        "",
        "</details>",
        "",
        "<details>",
        "<summary>1 person whose mentor changes</summary>",
        "",
        "| Who | Mentor | Why |",
        "|---|---|---|",
        (
            r"| Cy Roe (e1) | Ann \| @<!-- -->lee (m1) 100.0 → no mentor | 1 mentor allowed; all places "
            "taken; the last place of the best, Bo Ek (m2), who scores 0.0, went at 100.0 |"
        ),
        "",
        "</details>",
    ]


def test_errors_of_either_program(tmp_path: Path) -> None:
    write(tmp_path / "old.yaml", program_text(nmae="x"))
    write(tmp_path / "new.yaml", program_text(version="2"))
    ran = run("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert [line.split(" ")[0] for line in ran.err.splitlines() if "MK" in line] == [
        "new.yaml:1:10:",
        "old.yaml:5:1:",
    ]
    ran = run("diff", "old.yaml", "new.yaml", "--format", "json", cwd=tmp_path)
    assert [each["code"] for each in json.loads(ran.out)["findings"]] == ["MK007", "MK005"]


@needs_git
def test_errors_of_the_revision_say_so(repository: Path) -> None:
    program = repository / "programs" / "program.yaml"
    write(program, program_text(nmae="x"))
    git(repository, "commit", "-qam", "A slip")
    write(program, program_text())
    ran = run("diff", "--against", "HEAD", "programs/program.yaml", cwd=repository)
    assert ran.code == 1
    assert ran.err.startswith('HEAD:programs/program.yaml:5:1: error MK005 unknown key "nmae"')


@needs_git
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--against", "nope", "programs/program.yaml"],
            'git knows no revision "nope" here; a shallow clone has to fetch it first',
        ),
        (
            ["--against=--help", "programs/program.yaml"],
            'git knows no revision "--help" here; a shallow clone has to fetch it first',
        ),
        (
            ["--against", "HEAD:programs", "programs/program.yaml"],
            'git knows no revision "HEAD:programs" here; a shallow clone has to fetch it first',
        ),
        (
            ["--against", "HEAD", "programs/new.yaml"],
            "programs/new.yaml is not a file of the revision HEAD",
        ),
        (
            ["--against", "HEAD", "programs/shared.yaml"],
            "programs/words.yaml is not a file of the revision HEAD",
        ),
        (["--against", "HEAD", "gone.yaml"], "there is no file gone.yaml"),
        (
            ["programs/program.yaml"],
            (
                "name two programs, the old and the new one; --against REV compares one program with what "
                "git has of it"
            ),
        ),
        (
            ["--against", "HEAD", "programs/program.yaml", "programs/new.yaml"],
            "name one program; --against REV compares one program with what git has of it",
        ),
    ],
    ids=["revision", "option", "tree", "new file", "vocabulary", "no file", "one program", "two programs"],
)
def test_what_cannot_run(repository: Path, arguments: list[str], message: str) -> None:
    write(repository / "programs" / "new.yaml", program_text())
    write(repository / "programs" / "shared.yaml", program_text(vocabulary="words.yaml"))
    git(repository, "add", "programs/shared.yaml")
    git(repository, "commit", "-qm", "Without its words")
    write(repository / "programs" / "words.yaml", "levels: [a, b]\n")
    ran = run("diff", *arguments, cwd=repository)
    assert (ran.code, ran.out, ran.err) == (2, "", f"mentorkit: {message}\n")


@needs_git
def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_program(tmp_path)
    ran = run("diff", "--against", "HEAD", "program.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (
        2,
        "mentorkit: . is not in a git repository; --against compares with what git has\n",
    )


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = run("diff", "--against", "HEAD", "program.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (
        2,
        "mentorkit: git is not installed here, or not found; --against needs it\n",
    )


def test_without_rosters_it_imports_no_numbers(tmp_path: Path) -> None:
    write_program(tmp_path)
    code = (
        "import sys; sys.argv = ['mentorkit', 'diff', 'program.yaml', 'program.yaml']\n"
        "from mentorkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert "mentorkit" in done.stderr.split()
    assert not HEAVY & set(done.stderr.split())
