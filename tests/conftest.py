"""What tests of all folders share: small programs and rosters, the command line, golden files."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import settings

from mentorkit.finding import Finding, in_order

settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile("default")

os.environ.pop("COLUMNS", None)  # how wide the screen is of whoever runs the tests is no matter

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
"""Rosters that are no part of the project; tests that read them skip where they are absent."""

SECTIONS: dict[str, str] = {
    "version": "1",
    "name": "Test",
    "rosters": "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv}}",
    "matching": "{criteria: [{kind: same, field: location, weight: 1}]}",
}
MENTORS = "id,name,email,location\nm1,Ann Lee,ann@example.org,Lyon\nm2,Bo Ek,bo@example.org,Leeds\n"
MENTEES = "id,name,email,location\ne1,Cy Roe,cy@example.org,Lyon\ne2,Di Fox,di@example.org,Leeds\n"


def program_text(**changes: str | None) -> str:
    """A minimal program, a section a line; a change replaces or adds a section, None removes it."""
    sections = {key: text for key, text in {**SECTIONS, **changes}.items() if text is not None}
    return "".join(f"{key}: {text}\n" for key, text in sections.items())


def write_program(
    folder: Path, *, mentors: str | bytes = MENTORS, mentees: str | bytes = MENTEES, **changes: str | None
) -> Path:
    """A minimal program and its rosters as files; returns the program's path."""
    write(folder / "mentors.csv", mentors)
    write(folder / "mentees.csv", mentees)
    return write(folder / "program.yaml", program_text(**changes))


def write(path: Path, content: str | bytes) -> Path:
    """A file with exactly these bytes, or this text as UTF-8."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """An Excel file with typed cells; None is a cell that is not there."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, cells in enumerate(rows):
                for x, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(y, x, cell)
    return stream.getvalue()


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings in order as `place CODE message`; a path starts where the command runs."""
    return [f"{each.location} {each.code} {each.message}" for each in in_order(findings)]


@dataclass(frozen=True)
class Ran:
    """What a command ended with."""

    code: int
    out: str
    err: str


def run(*args: str, cwd: Path) -> Ran:
    """`python -m mentorkit ARGS` in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mentorkit", *args],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={name: value for name, value in os.environ.items() if name not in ("COLUMNS", "GITHUB_ACTIONS")},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files instead of comparing them")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def golden(update_golden: bool) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text is what tests/golden/NAME holds; `pytest --update` writes it."""

    def compare(name: str, text: str) -> None:
        path = TESTS / "golden" / name
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, text)
        assert text == path.read_bytes().decode()

    return compare
