"""check from end to end: what it takes, what it leaves out, how it prints, how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mentorkit.cli import app
from mentorkit.finding import CannotRun
from tests.conftest import Ran, program_text, run, write, write_program

BARE = "[{id: a, focus: skill_development, statement: Ten more coaches}]"
"""An objective without a measure: MK112 on the line of the objectives, which is the fifth."""
NO_MEASURE = 'the objective "a" has no measure'

Check = Callable[..., Ran]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """`mentorkit check ARGS` in an empty folder, within this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def checked(*arguments: str) -> Ran:
        try:
            code = int(app(["check", *arguments], standalone_mode=False) or 0)
        except CannotRun as error:
            code = 2
            sys.stderr.write(f"mentorkit: {error}\n")
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return checked


def found(ran: Ran) -> list[str]:
    """The findings of a json document as `file:line CODE`."""
    return [f"{each['file']}:{each['line']} {each['code']}" for each in json.loads(ran.out)["findings"]]


def program(path: Path, text: str = "", **sections: str | None) -> Path:
    """A minimal program, or this text, in a folder that is made where it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, text or program_text(**sections))


# What is checked


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Programs, a vocabulary, files of other tools and what nobody should look at."""
    program(tmp_path / "b.yaml", objectives=BARE)
    program(tmp_path / "a.yml", objectives=BARE)
    program(tmp_path / "sub" / "c.yaml", vocabulary="words.yaml", objectives=BARE)
    program(tmp_path / "sub" / "words.yaml", "skills: [coaching]\n")
    program(tmp_path / "sub" / "broken.yaml", "matching: [\n")
    program(tmp_path / "compose.yaml", 'version: "3"\nservices: {a: &x {image: b}, c: *x}\n')
    program(tmp_path / "list.yml", "- a\n- b\n")
    program(tmp_path / "notes.txt", "matching: [\n")
    program(tmp_path / ".hidden" / "d.yaml", "matching: [\n")
    program(tmp_path / ".pre-commit-config.yaml", "matching: [\n")
    return tmp_path


ALL = ["a.yml:5 MK112", "b.yaml:5 MK112", "sub/broken.yaml:2 MK002", "sub/c.yaml:6 MK112"]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param(["."], ALL, id="folder"),
        pytest.param(["**/*.y*ml"], ALL, id="pattern"),
        pytest.param(["*.yaml"], ALL[1:2], id="pattern of one folder"),
        pytest.param(["s*"], ALL[2:], id="pattern of folders"),
        pytest.param(["sub", "a.yml", "."], ALL, id="what is named twice is checked once"),
        pytest.param(["sub/../b.yaml", "b.yaml"], ["b.yaml:5 MK112"], id="two ways to one file"),
        pytest.param(["sub/broken.yaml", "b.yaml"], ALL[1:3], id="a broken one hides nothing"),
        pytest.param(["sub/words.yaml"], ["sub/words.yaml:1 MK006"], id="a vocabulary that is named"),
    ],
)
def test_arguments(check: Check, tree: Path, arguments: list[str], wanted: list[str]) -> None:
    assert found(check(*arguments, "--select", "MK112", "--format", "json")) == wanted


def test_files_of_other_tools_are_counted(check: Check, tree: Path) -> None:
    ran = check(".", "--select", "MK112")
    assert (ran.code, ran.err) == (1, "2 YAML files passed by: no program, no vocabulary of one\n")


@pytest.mark.parametrize(
    ("arguments", "code", "wanted"),
    [
        pytest.param(["sub/words.yaml"], 0, [], id="a vocabulary alone"),
        pytest.param(["other.yaml"], 0, [], id="of another tool"),
        pytest.param(["sub/words.yaml", "b.yaml"], 0, ["b.yaml:5 MK112"], id="beside a program"),
        pytest.param(["sub/broken.yaml"], 1, ["sub/broken.yaml:2 MK002"], id="no YAML"),
    ],
)
def test_a_hook_names_every_file_and_means_programs(
    check: Check, tree: Path, arguments: list[str], code: int, wanted: list[str]
) -> None:
    program(tree / "other.yaml", "services: {a: b}\n")
    ran = check("--only-programs", *arguments, "--select", "MK112", "--format", "json")
    assert (ran.code, found(ran)) == (code, wanted)


def test_a_file_with_an_odd_name_is_no_pattern(check: Check, tmp_path: Path) -> None:
    program(tmp_path / "a[1].yaml", objectives=BARE)
    assert found(check("a[1].yaml", "--select", "MK112", "--format", "json")) == ["a[1].yaml:5 MK112"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["gone.yaml"], "there is no file gone.yaml", id="no file"),
        pytest.param(["gone*.yaml"], "no file matches gone*.yaml", id="no match"),
        pytest.param(["empty"], "there is no YAML file in empty", id="an empty folder"),
        pytest.param(["words"], "there is no program in words", id="a folder without a program"),
        pytest.param(
            ["gone.yaml", "lost.yaml"], "there is no file gone.yaml; there is no file lost.yaml", id="two"
        ),
        pytest.param(
            ["b.yaml", "--select", "MK1,XY"],
            '--select: there is no code "XY"; known: ',
            id="unknown code",
        ),
        pytest.param(
            ["b.yaml", "--ignore", "MK1122"],
            '--ignore: there is no code "MK1122"; did you mean "MK112"?',
            id="unknown code, nearly one",
        ),
        pytest.param(
            ["b.yaml", "--ignore", "MK304"],
            "--ignore MK304: MK304 is an error, and errors are always shown",
            id="an error cannot be left out",
        ),
        pytest.param(
            ["b.yaml", "c.yaml", "--mentors", "m.csv"],
            "--mentors, --mentees and --people need one program, not several",
            id="rosters of several programs",
        ),
    ],
)
def test_cannot_run(check: Check, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "empty").mkdir()
    program(tmp_path / "words" / "words.yaml", "skills: [coaching]\n")
    write_program(tmp_path)
    for name in ("b.yaml", "c.yaml"):
        program(tmp_path / name)
    write(tmp_path / "m.csv", "id,name,location\nm1,Ann,Lyon\n")
    ran = check(*arguments)
    assert (ran.code, ran.err.splitlines()[-1][: len(message) + 11]) == (2, f"mentorkit: {message}")


def test_what_cannot_be_read_hides_no_finding(check: Check, tmp_path: Path) -> None:
    program(tmp_path / "a.yaml", objectives=BARE)
    program(tmp_path / "z.yaml", "matching: [\n")
    ran = check("a.yaml", "gone.yaml", "z.yaml", "--select", "MK112", "--format", "json")
    assert (ran.code, found(ran)) == (2, ["a.yaml:5 MK112", "z.yaml:2 MK002"])
    assert ran.err == "mentorkit: there is no file gone.yaml\n"


def test_findings_are_in_order_whatever_the_arguments(check: Check, tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml"):
        program(tmp_path / name, objectives=BARE)
    assert check("b.yaml", "a.yaml").out == check("a.yaml", "b.yaml").out


@pytest.mark.parametrize(
    ("name", "shown", "code"),
    [
        pytest.param([], "<stdin>", 1, id="paths start where the command runs"),
        pytest.param(["--stdin-name", "sub/p.yaml"], "sub/p.yaml", 0, id="paths start at the name"),
    ],
)
def test_standard_input(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: list[str], shown: str, code: int
) -> None:
    text = program_text(vocabulary="words.yaml", objectives=BARE)
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "words.yaml", "skills: [coaching]\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    ran = check("-", *name, "--select", "MK112")
    assert ran.code == code
    assert ran.out.startswith(f"{shown}:")


def test_standard_input_of_a_process(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mentorkit", "check", "-", "--format", "json"],
        input=b"\xef\xbb\xbfmatching: [\xc3\xa9\n",
        cwd=tmp_path,
        capture_output=True,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["findings"][0]["file"] == "<stdin>"


# What is left out


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        pytest.param([], ["MK110", "MK117"], id="everything"),
        pytest.param(["--select", "MK110"], ["MK110"], id="one"),
        pytest.param(["--select", "mk110, MK117"], ["MK110", "MK117"], id="two between commas"),
        pytest.param(["--select", "MK110", "--select", "MK117"], ["MK110", "MK117"], id="two options"),
        pytest.param(["--select", "MK11", "--ignore", "MK117"], ["MK110"], id="the longer ignore wins"),
        pytest.param(["--select", "MK117", "--ignore", "MK11"], ["MK117"], id="the longer select wins"),
        pytest.param(["--ignore", "MK11"], [], id="a family"),
        pytest.param(["--select", "MK11", "--ignore", "MK11"], [], id="of two alike ignore wins"),
    ],
)
def test_select_and_ignore(check: Check, tmp_path: Path, options: list[str], codes: list[str]) -> None:
    write_program(tmp_path)
    ran = check("program.yaml", "--format", "json", *options)
    listed = [each["code"] for each in json.loads(ran.out)["findings"]]
    assert [code for code in listed if code in ("MK110", "MK117")] == codes


def test_errors_are_always_shown(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    ran = check("program.yaml", "--select", "MK4", "--ignore", "MK0", "--format", "json")
    assert (ran.code, found(ran)) == (1, ["program.yaml:5 MK005"])


def test_a_comment_ignores_and_is_held_to_it(check: Check, tmp_path: Path) -> None:
    text = program_text(objectives=BARE)
    head, objectives = text.rsplit("\n", 2)[0], text.rsplit("\n", 2)[1]
    program(
        tmp_path / "p.yaml",
        f"{head}\n# mentorkit: ignore[MK112] the board reads the figure itself\n{objectives}\n"
        "expect: {lowest_score: 1} # mentorkit: ignore[MK113]\n",
    )
    ran = check("p.yaml", "--select", "MK0,MK112,MK113", "--format", "json")
    assert (ran.code, found(ran)) == (0, ["p.yaml:7 MK013", "p.yaml:7 MK014"])


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("error", 0), ("warning", 1), ("note", 1), ("never", 0)],
    ids=lambda value: str(value),
)
def test_fail_on(check: Check, tmp_path: Path, fail_on: str, code: int) -> None:
    write_program(tmp_path, objectives=BARE)
    assert check("program.yaml", "--select", "MK112", "--fail-on", fail_on).code == code


def test_fail_on_note(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path, training="{mentors: [{name: Talks, required: false}]}")
    assert check("program.yaml", "--select", "MK514", "--fail-on", "warning").code == 0
    assert check("program.yaml", "--select", "MK514", "--fail-on", "note").code == 1
    assert check("program.yaml", "--select", "MK514", "--fail-on", "never").code == 0


def test_a_broken_program_may_pass_too(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    assert check("program.yaml", "--fail-on", "never").code == 0


# Rosters


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--rosters"], id="the program's own"),
        pytest.param(["--mentors", "mentors.csv", "--mentees", "mentees.csv"], id="named"),
    ],
)
def test_rosters_are_read_where_asked(check: Check, tmp_path: Path, options: list[str]) -> None:
    write_program(tmp_path, mentees="id,name,location\ne1,Cy,Lyon\ne1,Di,Leeds\n")
    assert check("program.yaml", "--select", "MK112").code == 0
    ran = check("program.yaml", "--select", "MK112", "--format", "json", *options)
    assert ran.code == 1
    assert {each["file"] for each in json.loads(ran.out)["findings"]} == {"mentees.csv"}


def test_a_roster_that_is_not_there(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path)
    (tmp_path / "mentees.csv").unlink()
    ran = check("program.yaml", "--rosters")
    assert (ran.code, ran.err) == (2, "mentorkit: there is no file mentees.csv\n")


# Formats


def test_text_shows_the_line(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    ran = check("program.yaml")
    assert ran.out == (
        'program.yaml:5:1: error MK005 unknown key "nmae"\n'
        "    5 | nmae: x\n"
        "      | ^\n"
        '    did you mean "name"?\n'
        "1 error\n"
    )


def test_nothing_in_the_way(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path)
    ran = check("program.yaml", "--select", "MK112")
    assert (ran.code, ran.out, ran.err) == (0, "", "1 program checked, nothing in the way\n")


def test_github_is_the_format_of_its_workflows(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(tmp_path, nmae="x")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check(str(tmp_path / "program.yaml")).out == (
        "::error file=program.yaml,line=5,col=1,title=mentorkit MK005::"
        'unknown key "nmae"%0Adid you mean "name"?\n'
    )
    assert check("program.yaml", "--format", "text").out.startswith("program.yaml:5:1: error")


def test_junit_has_a_case_for_every_file(check: Check, tmp_path: Path) -> None:
    program(tmp_path / "a.yaml")
    program(tmp_path / "b.yaml", nmae="x")
    ran = check("a.yaml", "b.yaml", "gone.yaml", "--select", "MK112", "--format", "junit")
    suite = ElementTree.fromstring(ran.out)[0]  # noqa: S314  # our own
    assert ran.code == 2
    assert {case.attrib["name"]: [part.tag for part in case] for case in suite} == {
        "a.yaml": [],
        "b.yaml": ["failure"],
        "unreadable 1": ["error"],
    }


def test_sarif_has_paths_of_the_checkout(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    found = json.loads(check(str(tmp_path / "program.yaml"), "--format", "sarif").out)["runs"][0]
    assert found["artifacts"] == [{"location": {"uri": "program.yaml"}}]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may read everything")
def test_a_file_that_may_not_be_read(check: Check, tmp_path: Path) -> None:
    write_program(tmp_path)
    program(tmp_path / "secret.yaml").chmod(0)
    ran = check(".", "--select", "MK112")
    assert (ran.code, ran.err) == (2, "mentorkit: secret.yaml cannot be read: Permission denied\n")


def test_the_whole_process(tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    ran = run("check", "program.yaml", "gone.yaml", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "mentorkit: there is no file gone.yaml\n")
    assert ran.out.startswith("program.yaml:5:1: error MK005")
