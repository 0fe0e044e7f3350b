"""Findings: how a place is written, how they are sorted, which word is suggested."""

from __future__ import annotations

import pytest

from mentorkit.finding import Finding, Location, Severity, column_letters, has_errors, in_order, nearest


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Location("m.csv"), "m.csv"),
        (Location("m.csv", 17), "m.csv:17:1"),
        (Location("m.csv", 17, 4), "m.csv:17:4"),
        (Location("m.xlsx", 17, 4, "Sheet1"), "m.xlsx:Sheet1!D17"),
        (Location("m.xlsx", 17, 0, "Sheet1"), "m.xlsx:Sheet1!A17"),
        (Location("m.xlsx", 0, 0, "Sheet1"), "m.xlsx"),
    ],
)
def test_place(place: Location, text: str) -> None:
    assert str(place) == text


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA")]
)
def test_column_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_order_is_by_file_line_column_and_code_without_repeats() -> None:
    wanted = [
        Finding("MK806", "x", Location("a.csv", 2, 9)),
        Finding("MK803", "x", Location("a.csv", 10, 1)),
        Finding("MK807", "x", Location("a.csv", 10, 1)),
        Finding("MK807", "x", Location("a.csv", 10, 2)),
        Finding("MK001", "x", Location("b.yaml")),
    ]
    assert in_order([*reversed(wanted), wanted[0]]) == wanted


@pytest.mark.parametrize(
    ("code", "severity", "error"),
    [("MK805", Severity.ERROR, True), ("MK811", Severity.WARNING, False), ("MK815", Severity.NOTE, False)],
)
def test_severity_comes_from_the_code(code: str, severity: Severity, error: bool) -> None:
    finding = Finding(code, "x", Location("a"))
    assert (finding.severity, has_errors([finding])) == (severity, error)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("colum", ["column", "columns", "grid"], 'did you mean "column"?'),
        ("MANAGR", ["analyst", "Manager"], 'did you mean "Manager"?'),
        ("xyz", ["analyst", "manager"], "known: analyst, manager"),
        ("xyz", [], ""),
        ("xyz", [f"word {n}" for n in range(12)], "known: " + ", ".join(f"word {n}" for n in range(12))),
        (
            "xyz",
            [f"word {n}" for n in range(13)],
            "known: " + ", ".join(f"word {n}" for n in range(12)) + ", …",
        ),
    ],
)
def test_nearest(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint
