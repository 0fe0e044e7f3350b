"""`mentorkit report`: the page of a run folder, made again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentorkit.run import digest, written
from tests.conftest import ROOT, run, write_program


def folder(place: Path) -> Path:
    """A run folder."""
    write_program(place)
    assert run("match", "program.yaml", "--out", "run", cwd=place).code == 0
    return place / "run"


@pytest.mark.parametrize(
    ("program", "options"),
    [
        pytest.param("civil-service", (), id="a plain run"),
        pytest.param("harbour", ("--compare", "--robust", "2"), id="with all that may be asked for"),
        pytest.param("harbour", ("--decisions", "examples/harbour/decisions.csv"), id="with decisions"),
    ],
)
def test_it_is_the_page_that_match_wrote(tmp_path: Path, program: str, options: tuple[str, ...]) -> None:
    made = tmp_path / "run"
    ran = run("match", f"programs/{program}.yaml", *options, "--out", str(made), cwd=ROOT)
    assert ran.code == 0, ran.err
    before = (made / "report.html").read_bytes()
    assert run("report", str(made), "--out", str(tmp_path / "page.html"), cwd=ROOT).code == 0
    assert (tmp_path / "page.html").read_bytes() == before
    assert run("report", str(made / "run.json"), cwd=ROOT).out.encode() == before
    assert run("verify", str(made), cwd=ROOT).code == 0


def rehashed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """A record changed with its own hash made to fit."""

    def changed(path: Path) -> object:
        document = json.loads(path.read_bytes())
        del document["sha256"]
        change(document)
        return path.write_bytes(written(document | {"sha256": digest(written(document))}))

    return changed


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes().replace(b"Cy Roe", b"Cy Rot")),
            "was changed since it was written",
            id="a byte changed",
        ),
        pytest.param(
            rehashed(lambda document: document.pop("overview")),
            "without what a page needs; match --out writes it again",
            id="from before there were pages",
        ),
        pytest.param(
            rehashed(lambda document: document["overview"].pop("stages")),
            "not the record of a run: overview: stages: Field required",
            id="half an overview",
        ),
        pytest.param(
            rehashed(lambda document: document["overview"].update(mentees=[])),
            "it does not say who e1 is",
            id="people missing",
        ),
        pytest.param(
            rehashed(lambda document: document["overview"].update(criteria=[])),
            "pairs have other criteria than the overview",
            id="criteria missing",
        ),
        pytest.param(
            rehashed(lambda document: document.update(policies=[{"optimise": 1}])),
            "not the record of a run: policies: 0: optimise",
            id="policies that are none",
        ),
        pytest.param(lambda path: path.unlink(), "there is no run at run", id="no run"),
    ],
)
def test_a_run_that_cannot_be_shown(tmp_path: Path, change: Callable[[Path], object], message: str) -> None:
    change(folder(tmp_path) / "run.json")
    ran = run("report", "run", "--out", "page.html", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("name", ["run.json", "pairs.csv", "report.html"])
def test_it_does_not_replace_a_file_of_the_run(tmp_path: Path, name: str) -> None:
    file = folder(tmp_path) / name
    before = file.read_bytes()
    ran = run("report", "run", "--out", f"run/{name}", cwd=tmp_path)
    assert ran.code == 2
    assert "is a file of the run; name another" in ran.err
    assert file.read_bytes() == before


def test_a_page_that_was_changed_is_found_by_verify(tmp_path: Path) -> None:
    file = folder(tmp_path) / "report.html"
    file.write_bytes(file.read_bytes().replace(b"Cy Roe", b"Cy Rot"))
    ran = run("verify", "run", cwd=tmp_path)
    assert ran.code == 1
    assert "report.html" in ran.err


def test_pairs_alone_wait_for_no_drawing(tmp_path: Path) -> None:
    write_program(tmp_path)
    script = (
        "import sys; sys.argv = ['mentorkit', 'match', 'program.yaml']\n"
        "import mentorkit.cli\n"
        "try:\n    mentorkit.cli.main()\n"
        "except SystemExit:\n    pass\n"
        "sys.stderr.write(','.join({'matplotlib', 'jinja2', 'xlsxwriter', 'itables'} & {*sys.modules}))\n"
    )
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
