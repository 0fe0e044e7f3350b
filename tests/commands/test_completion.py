"""What a shell is offered: ids, codes, runs and names of the program at hand, and never an error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, run, write_program

HARBOUR = "programs/harbour.yaml"
CODE = "from mentorkit.cli import app; app(prog_name='mentorkit')"


def asked(*words: str, shell: str = "bash", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The answer of the command line to a shell; the last word is the one that is completed."""
    line = " ".join(["mentorkit", *words])
    environment = os.environ | {
        "_MENTORKIT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words)),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
    }
    return subprocess.run(
        [sys.executable, "-c", CODE], cwd=cwd, env=environment, capture_output=True, encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        pytest.param(["why", HARBOUR, "--mentee", "NK103"], ["NK1030", "NK1032"], id="mentees"),
        pytest.param(["why", HARBOUR, "--mentee", "NK1032", "--mentor", "NK109"], ["NK1090"], id="mentors"),
        pytest.param(
            ["why", "programs/civil-service.yaml", "--mentor", "kofi"],
            ["kofi.amankwah@example.org"],
            id="who has no id but an address",
        ),
        pytest.param(["explain", "MK11"], ["MK110", "MK112"], id="codes"),
        pytest.param(["check", "--select", "MK3,MK11"], ["MK3,MK112"], id="one more code"),
        pytest.param(["match", HARBOUR, "--format", ""], ["table", "json", "csv"], id="formats"),
        pytest.param(["diff", "programs/h"], ["programs/harbour.yaml"], id="programs"),
        pytest.param(["export", "nowhere", "--to", "c"], ["chronus"], id="exports"),
        pytest.param(["export", "nowhere", "--heading", "mentee_e"], ["mentee_email="], id="fields"),
        pytest.param(["mat"], ["match"], id="commands"),
    ],
)
def test_words_that_begin_so(words: list[str], wanted: list[str]) -> None:
    done = asked(*words)
    offered = done.stdout.split()
    assert done.stderr == ""
    assert [each for each in wanted if each not in offered] == []
    assert all(each.startswith(words[-1]) for each in offered)


@pytest.mark.parametrize(
    ("shell", "wanted"),
    [
        ("bash", "NK1032"),
        ("zsh", '"NK1032":"Otieno Juma"'),
        ("fish", "NK1032\tOtieno Juma"),
        ("powershell", "NK1032:::Otieno Juma"),
        ("pwsh", "NK1032:::Otieno Juma"),
    ],
)
def test_every_shell_is_answered_and_shows_the_name_where_it_can(shell: str, wanted: str) -> None:
    assert wanted in asked("why", HARBOUR, "--mentee", "NK103", shell=shell).stdout


@pytest.mark.parametrize(
    ("program", "mentees"),
    [
        pytest.param("matching: [", "id\ne1\n", id="no YAML"),
        pytest.param("rosters: 7\n", "id\ne1\n", id="not a program"),
        pytest.param("rosters: {mentees: {file: nobody.csv}}\n", "id\ne1\n", id="no roster"),
        pytest.param("rosters: {mentees: {file: mentees.csv}}\n", "", id="nothing in the roster"),
        pytest.param("rosters: {mentees: {file: mentees.csv}}\n", "\x00\x01", id="no text"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_what_is_broken_is_met_with_silence(tmp_path: Path, program: str, mentees: str, shell: str) -> None:
    (tmp_path / "program.yaml").write_text(program, encoding="utf-8")
    (tmp_path / "mentees.csv").write_text(mentees, encoding="utf-8")
    done = asked("why", "program.yaml", "--mentee", "e", shell=shell, cwd=tmp_path)
    assert (done.stdout.strip(), done.stderr) == ("" if shell == "bash" else "_files", "")


def test_the_roster_of_the_command_line_and_mapped_headings(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        rosters="{mentors: {file: mentors.csv}, mentees: {file: mentees.csv, header_row: 2, "
        "columns: {id: Number, name: {columns: [First, Last]}}}}",
        mentees="All mentees\nFirst,Last,Number\nCy,Roe,e1\n",
    )
    (tmp_path / "more.csv").write_text("x\nNumber,First,Last\ne77,Di,Fox\n", encoding="utf-8")
    ours = asked("why", "program.yaml", "--mentee", "e", shell="fish", cwd=tmp_path)
    assert ours.stdout == "e1\tCy Roe\n"
    others = asked(
        "why", "program.yaml", "--mentees", "more.csv", "--mentee", "e", shell="fish", cwd=tmp_path
    )
    assert others.stdout == "e77\tDi Fox\n"


def test_names_and_ids_are_words_to_the_shell_and_nothing_else(tmp_path: Path) -> None:
    write_program(
        tmp_path, mentees='id,name\n$(touch x),Ann\n`y`,Bo\n"a"" b",Cy\ne4,"[/red] $(z) \'""; Eve"\n'
    )
    done = asked("why", "program.yaml", "--mentee", "", shell="zsh", cwd=tmp_path)
    assert done.stdout.strip() == '_arguments \'*: :(("e4":"/red z Eve"))\''


def test_folders_with_a_run(tmp_path: Path) -> None:
    write_program(tmp_path)
    assert run("match", "program.yaml", "--out", "runs/first", cwd=tmp_path).code == 0
    (tmp_path / "other").mkdir()
    for words in (["verify"], ["report"], ["approve"], ["match", "program.yaml", "--previous"]):
        assert asked(*words, "r", cwd=tmp_path).stdout == "runs/first\n"
    assert asked("verify", "runs/", cwd=tmp_path).stdout == "runs/first\n"
    assert asked("diff", "", cwd=tmp_path).stdout.split() == ["program.yaml", "runs/first"]


def test_ids_need_no_numbers(tmp_path: Path) -> None:
    code = (
        "import sys\ntry:\n    exec(sys.argv.pop())\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    environment = os.environ | {
        "_MENTORKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": f"mentorkit why {HARBOUR} --mentee NK103",
        "COMP_CWORD": "4",
    }
    done = subprocess.run(
        [sys.executable, "-c", code, CODE], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    assert "NK1032" in done.stdout
    assert not {"pandas", "numpy", "scipy"} & set(done.stderr.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_shell_has_a_script(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env=os.environ | {"_MENTORKIT_COMPLETE": f"source_{shell}"},
        capture_output=True,
        encoding="utf-8",
    )
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in done.stdout
    assert "--install-completion" in run("--help", cwd=ROOT).out
