"""Good and bad program files under cases/program: adding a regression is adding a file.

A file begins with what `check` is to find in it, in order: `# expect: CODE LINE:COLUMN MESSAGE`, and
below that `# hint: HINT` where there is one. A good file may expect notes and warnings, no errors.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.finding import CODES, CannotRun, Severity, in_order
from tests.conftest import TESTS

OF_REVIEW = ("MK013", "MK014")
"""What is said of ignores, once everything else is known: see test_review.py."""
CASES = TESTS / "cases" / "program"
GOOD = sorted(path.name for path in (CASES / "good").glob("*.yaml"))
BAD = sorted(path.name for path in (CASES / "bad").glob("*.yaml"))
_EXPECTED = re.compile(
    r"# expect: (?P<code>MK\d{3}) (?P<place>\d+:\d+) (?P<message>.+?)\n(# hint: (?P<hint>.+?)\n)?"
)


def expected(path: Path) -> list[tuple[str, str, str, str]]:
    """Code, line:column, message and hint of every finding that a file announces."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return [
        (match["code"], match["place"], match["message"], match["hint"] or "")
        for match in _EXPECTED.finditer(text)
    ]


def found(name: str) -> tuple[bool, list[tuple[str, str, str, str]]]:
    """Whether the program of a file can be used, and its findings."""
    definition, findings = load.program(name)
    places = [(each, each.location) for each in in_order(findings)]
    return definition is not None, [
        (each.code, f"{at.line}:{at.column}", each.message, each.hint) for each, at in places
    ]


@pytest.mark.parametrize("name", GOOD)
def test_good_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / "good")
    assert found(name) == (True, expected(CASES / "good" / name))


@pytest.mark.parametrize("name", BAD)
def test_bad_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / "bad")
    assert found(name) == (False, expected(CASES / "bad" / name))


@pytest.mark.parametrize("name", BAD)
def test_bad_program_expects_an_error(name: str) -> None:
    codes = {code for code, *_ in expected(CASES / "bad" / name)}
    assert Severity.ERROR in {CODES[code][0] for code in codes}


@pytest.mark.parametrize("code", [code for code in CODES if code < "MK400" and code not in OF_REVIEW])
def test_every_code_of_a_program_has_a_case(code: str) -> None:
    paths = [CASES / "good" / name for name in GOOD] + [CASES / "bad" / name for name in BAD]
    assert code in {announced for path in paths for announced, *_ in expected(path)}


def test_a_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRun, match=r"^there is no file gone\.yaml$"):
        load.program("gone.yaml")


def test_a_folder_is_not_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "programs").mkdir()
    with pytest.raises(CannotRun, match=r"^programs is a folder, not a file$"):
        load.program("programs")
