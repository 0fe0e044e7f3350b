"""`check --trace` from end to end: what stands on stdout, what on stderr, and the exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.test_other_commands import HEAVY
from tests.conftest import ROOT, run, write, write_program

GOAL = "[{id: bench, focus: succession_pipeline, statement: Two a plant, skills: [coaching]}]"


def test_the_chain_is_a_table_and_findings_are_talk(tmp_path: Path) -> None:
    write_program(tmp_path, objectives=GOAL)
    ran = run("check", "program.yaml", "--trace", cwd=tmp_path)
    assert ran.code == 0
    lines = [line.strip() for line in ran.out.splitlines()]
    at = lines.index("bench: Two a plant")
    assert lines[at + 1 : at + 3] == ["measure: none", "message: none"]
    assert ["coaching", "none", "none", "none"] in [line.split() for line in lines[at:]]
    assert "same location" in ran.out
    assert "MK" not in ran.out
    assert "warning MK130" in ran.err


def test_the_chain_as_a_document(tmp_path: Path) -> None:
    write_program(tmp_path, objectives=GOAL)
    ran = run("check", "program.yaml", "--trace", "--format", "json", cwd=tmp_path)
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found["program"] == "Test"
    assert [chain["skill"] for chain in found["objectives"][0]["chains"]] == ["coaching"]
    assert found["criteria"] == [{"criterion": "same location", "share": 100.0, "serves": []}]
    assert found["holes"]["mentor_rule"] == 1


def test_piped_and_in_a_terminal_the_chain_reads_well(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = run("check", "programs/emerging-leaders.yaml", "--trace", cwd=ROOT).out
    assert max(map(len, piped.splitlines())) < 160
    assert piped.count("Your mentor and the role you are preparing for (mentees)") == 2  # once a goal
    narrow = subprocess.run(
        [sys.executable, "-m", "mentorkit", "check", "programs/emerging-leaders.yaml", "--trace"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
    ).stdout
    assert max(len(line.rstrip()) for line in narrow.splitlines()) <= 100
    told = {word for word in narrow.split() if set(word) != {"─"}}
    assert told <= set(piped.split())  # no word is cut


def test_findings_still_decide_the_exit_code(tmp_path: Path) -> None:
    write_program(tmp_path, objectives=GOAL)
    assert run("check", "program.yaml", "--trace", "--fail-on", "warning", cwd=tmp_path).code == 1


def test_a_program_with_errors_has_no_chain(tmp_path: Path) -> None:
    write_program(tmp_path, nmae="x")
    ran = run("check", "program.yaml", "--trace", cwd=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "error MK005" in ran.err
    ran = run("check", "program.yaml", "--trace", "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    assert json.loads(ran.out)["totals"]["errors"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["program.yaml", "other.yaml"], "--trace needs one program, not several", id="two"),
        pytest.param(["."], "--trace needs one program, not several", id="a folder of two"),
        pytest.param(["program.yaml", "--format", "sarif"], "--trace prints a table", id="another form"),
        pytest.param(["missing.yaml"], "missing.yaml", id="no file"),
    ],
)
def test_what_cannot_be_traced(tmp_path: Path, arguments: list[str], message: str) -> None:
    program = write_program(tmp_path)
    write(tmp_path / "other.yaml", program.read_bytes())
    ran = run("check", *arguments, "--trace", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_in_a_workflow_the_chain_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    write_program(tmp_path, objectives=GOAL)
    ran = run("check", "program.yaml", "--trace", cwd=tmp_path)
    assert ran.code == 0
    assert "::" not in ran.out
    assert "Two a plant" in ran.out


def test_the_chain_imports_no_numbers() -> None:
    code = (
        "import sys; sys.argv = ['mentorkit', 'check', 'programs/emerging-leaders.yaml', '--trace']\n"
        "from mentorkit.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "sys.stderr.write('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "plant-manager-bench" in done.stdout
    assert not set(done.stderr.splitlines()[-1].split()) & HEAVY
