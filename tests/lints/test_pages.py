"""The pages of lints: all registered, all with a first line and examples, and the examples hold."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from mentorkit import lints
from mentorkit.finding import CODES, Severity
from mentorkit.lints import LINTS, ROSTER_LINTS, Lint, RosterLint
from tests.conftest import SECTIONS
from tests.lints.said import program

EVERY: tuple[Lint | RosterLint, ...] = (*LINTS, *ROSTER_LINTS)
DRAWER = Path(lints.__file__).parent
FILES = sorted(path.stem for path in DRAWER.glob("*.py") if not path.stem.startswith("_"))
FAMILIES = "123456"
"""The first digits of the codes of lints; those of rosters are MK83x."""


def sections(block: str) -> dict[str, str]:
    """The top-level sections of a page's example, each with its value as text."""
    parts = re.split(r"^(\w+):", textwrap.dedent(block), flags=re.MULTILINE)
    assert parts[0].strip() == "", f"an example is made of whole sections, not {parts[0]!r}"
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    return {key: value.rstrip().lstrip(" ") for key, value in found.items()}


def example(page: str, which: str) -> dict[str, str]:
    """The sections of the block below `Bad:` or `Good:`."""
    match = re.search(rf"^{which}:\n\n((?:    .*\n|\n)+)", page + "\n", flags=re.MULTILINE)
    assert match, f"the page has no block below {which}:"
    return sections(match[1])


def remarks(lint: Lint, block: dict[str, str]) -> list[str]:
    """What a lint says of the minimal program with the sections of an example in place of its own."""
    return [remark.message for remark in lint.check(program(**block))]


def code(lint: Lint | RosterLint) -> str:
    return lint.code


@pytest.mark.parametrize("lint", EVERY, ids=code)
def test_a_page_begins_with_what_is_wrong(lint: Lint | RosterLint) -> None:
    first, below, *_ = [*lint.page.strip().splitlines(), "", ""]
    assert first[0].isupper()
    assert first.endswith(".")
    assert len(first) <= 110
    assert below == ""
    assert "Bad:" in lint.page
    assert "Good:" in lint.page


@pytest.mark.parametrize("lint", LINTS, ids=code)
def test_the_bad_example_is_bad(lint: Lint) -> None:
    assert remarks(lint, example(lint.page, "Bad"))


@pytest.mark.parametrize("lint", LINTS, ids=code)
def test_the_good_example_is_good(lint: Lint) -> None:
    assert remarks(lint, example(lint.page, "Good")) == []


@pytest.mark.parametrize("lint", LINTS, ids=code)
def test_remarks_are_for_people(lint: Lint) -> None:
    for remark in lint.check(program(**example(lint.page, "Bad"))):
        assert remark.message
        assert not remark.message.endswith(".")
        assert "\n" not in remark.message + remark.hint
        assert remark.place is None


def test_codes_rise_and_are_of_lints_alone() -> None:
    codes = [lint.code for lint in EVERY]
    assert codes == sorted(set(codes))
    assert not set(codes) & set(CODES)
    assert all(re.fullmatch(rf"MK[{FAMILIES}]\d\d", lint.code) for lint in LINTS)
    assert all(re.fullmatch(r"MK83\d", lint.code) for lint in ROSTER_LINTS)


def test_no_lint_is_an_error() -> None:
    assert {lint.severity for lint in EVERY} <= {Severity.WARNING, Severity.NOTE}


def test_every_file_of_the_drawer_is_registered() -> None:
    pages = {lint.page for lint in EVERY}
    missing = [
        name
        for name in FILES
        if (DRAWER / f"{name}.py").read_text(encoding="utf-8").split('"""')[1] not in pages
    ]
    assert missing == []
    assert len(pages) == len(EVERY) == len(FILES)


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        ("    name: x\n", {"name": "x"}),
        (
            "    objectives:\n      - id: a\n\n    close: 2027-01-01\n",
            {"objectives": "\n  - id: a", "close": "2027-01-01"},
        ),
    ],
    ids=["a value in its line", "two sections"],
)
def test_sections(block: str, wanted: dict[str, str]) -> None:
    assert sections(block) == wanted


def test_the_minimal_program_has_no_example_of_its_own() -> None:
    assert set(SECTIONS) == {"version", "name", "rosters", "matching"}
