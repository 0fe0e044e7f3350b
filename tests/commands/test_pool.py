"""A pool, which no command selects yet: reviewed by `check`, refused by what makes or proves pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import run, write_program

POOL = "{mentees: {rank_by: [{field: availability}], size: 1}}"


@pytest.mark.parametrize(
    "arguments",
    [["match", "program.yaml"], ["scores", "program.yaml"], ["why", "program.yaml", "--mentee", "e1"]],
    ids=lambda arguments: arguments[0],
)
def test_pairs_are_not_made_without_regard_to_a_pool(arguments: list[str], tmp_path: Path) -> None:
    write_program(tmp_path, pool=POOL)
    ran = run(*arguments, cwd=tmp_path)
    assert ran.code == 1
    assert "program.yaml:5:7: error MK009 selecting a pool is not yet available" in ran.err
    assert ran.out == ""


def test_match_refuses_in_json_and_writes_no_run(tmp_path: Path) -> None:
    write_program(tmp_path, pool=POOL)
    ran = run("match", "program.yaml", "--format", "json", "--out", "run", cwd=tmp_path)
    assert ran.code == 1
    assert "MK009" in [each["code"] for each in json.loads(ran.out)["findings"]]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("command", ["check", "qualify"])
def test_what_makes_no_pairs_goes_on(command: str, tmp_path: Path) -> None:
    write_program(tmp_path, pool=POOL)
    ran = run(command, "program.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "MK009" not in ran.out + ran.err
    assert "note MK012 pool is checked here" in ran.out + ran.err


def test_a_run_whose_program_has_a_pool_by_now_is_not_proven(tmp_path: Path) -> None:
    write_program(tmp_path)
    assert run("match", "program.yaml", "--out", "run", cwd=tmp_path).code == 0
    assert run("verify", "run", cwd=tmp_path).code == 0
    write_program(tmp_path, pool=POOL)
    ran = run("verify", "run", cwd=tmp_path)
    assert ran.code == 1
    assert "MK009" in ran.err
    assert "MK911" in ran.err
