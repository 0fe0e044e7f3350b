"""Tables in a terminal: which columns give way, and that words stay whole as long as they can."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import get_args, get_origin, get_type_hints

import pytest
from rich.cells import cell_len

from mentorkit import terminal
from mentorkit.report import Cell, Column, Report, listing

GOALS = "2 of 3 development goals (strategic planning)"
WHO = "Aleksandra Kowalczyk (00031)"


def shown(monkeypatch: pytest.MonkeyPatch, width: int, *cells: str, notes: tuple[str, ...] = ()) -> list[str]:
    """The lines of a table of one row, without the blanks at their ends."""
    monkeypatch.setenv("COLUMNS", str(width))
    columns = [Column(f"c{number}", "C") for number in range(len(cells))]
    row = {f"c{number}": cell for number, cell in enumerate(cells)}
    stream = io.StringIO()
    terminal.show(Report("R", (listing("x", "Title", columns, [row], notes),), {}), stream)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("width", "cells", "whole"),
    [
        pytest.param(100, [WHO, GOALS], [WHO, GOALS], id="room for all"),
        pytest.param(40, [WHO, GOALS], ["Kowalczyk", "development", "strategic"], id="words"),
        pytest.param(
            40,
            ["x" * 60, "targeted-skills", GOALS],
            ["targeted-skills", "development"],
            id="one word too long",
        ),
        pytest.param(
            40, ["Zoë Çelik-Ångström", "日本語 日本語", GOALS], ["Çelik-Ångström", "日本語"], id="wide signs"
        ),
    ],
)
def test_words_stay_whole(
    monkeypatch: pytest.MonkeyPatch, width: int, cells: list[str], whole: list[str]
) -> None:
    lines = shown(monkeypatch, width, *cells)
    assert [text for text in whole if not any(text in line for line in lines)] == []
    assert all(cell_len(line) <= width for line in lines)


def test_where_nothing_fits_words_are_cut_and_no_cell_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, 20, *["abcdefghij"] * 5)
    assert sum(line.count("a") for line in lines[5:]) == 5


def test_notes_stand_under_the_title(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, 40, "a", notes=("measure: ready-now successors per plant-manager role",))
    assert lines[2:5] == ["Title", "  measure: ready-now successors per", "  plant-manager role"]


WIDTHS = (40, 60, 80, 100, 160)
WHY = "2 of 3 development goals (strategic planning, people development); 2 levels above (analyst, manager)"
NAMES = (
    "Zoë Çelik-Ångström (zoe.celik-angstrom@example.org)",
    WHO,
    "日本語 日本語 (p-7)",
    "<script> [red] (e3)",
)


def table(rows: int = 12) -> Report:
    """Pairs with everything that is hard to fit."""
    columns = [
        Column("mentee", "Mentee"),
        Column("mentor", "Mentor"),
        Column("score", "Score", number=True, decimals=1),
        Column("why", "Why"),
        Column("next", "Next best"),
    ]
    cells = [
        {
            "mentee": NAMES[number % len(NAMES)],
            "mentor": NAMES[(number + 1) % len(NAMES)],
            "score": number * 9.05,
            "why": WHY,
            "next": f"{WHO}, costs {number}.0" if number % 3 else None,
        }
        for number in range(rows)
    ]
    return Report("Pairs", (listing("pairs", "Pairs", columns, cells),), {}, (WHY,))


def printed(monkeypatch: pytest.MonkeyPatch, report: Report, width: int | None) -> list[str]:
    if width is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    terminal.show(report, stream)
    return stream.getvalue().splitlines()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_screen_and_no_cell_is_lost(
    monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    lines = printed(monkeypatch, table(), width)
    assert max(map(cell_len, lines)) <= width
    words = "".join(lines)
    for name in NAMES:  # of each name every word, as often as it stands in the rows
        for word in name.split(" ("):
            assert words.replace(" ", "").count(word.replace(" ", "").rstrip(")")) >= 3
    assert sum(line.count("development") for line in lines) >= 24


@pytest.mark.parametrize(
    ("width", "most"),
    [pytest.param(60, 8, id="60"), pytest.param(80, 6, id="80"), pytest.param(100, 5, id="100")],
)
def test_rows_of_much_text_are_not_tall(monkeypatch: pytest.MonkeyPatch, width: int, most: int) -> None:
    """Beside each other, the five columns would take 9 lines a row at 80."""
    lines = printed(monkeypatch, table(120), width)
    assert len(lines) / 120 <= most


def test_one_tall_cell_sends_its_column_under_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty short cells make rows that are not tall on the average."""
    columns = [Column("who", "Who"), Column("detail", "In detail"), Column("helps", "What would help")]
    cells: list[dict[str, Cell]] = [{"who": f"Ann {n}", "detail": "short", "helps": WHY} for n in range(20)]
    cells[3]["detail"] = "; ".join([WHY] * 4)
    lines = printed(monkeypatch, Report("T", (listing("t", "T", columns, cells),), {}), 100)
    assert sum(line.startswith("   In detail: ") for line in lines) == 20


def test_what_stands_under_a_row_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = printed(monkeypatch, table(1), 80)
    assert any(line.startswith("   Why: 2 of 3 development goals") for line in lines)
    assert not any("Why" in line for line in lines[:4])


def test_short_cells_under_a_row_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, 30, "a" * 10, "bcdefghij", "bcdefghij", "x y z", "q r s")
    assert any(line.count("C: ") == 2 for line in lines)


def test_piped_a_row_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("who", "Who"), Column("rules", "Rules")]
    rows = [{"who": WHO * 9, "rules": "✓ one\n✗ two"}, {"who": "b", "rules": "✓ one"}]
    lines = printed(monkeypatch, Report("R", (listing("x", "T", columns, rows),), {}), None)
    assert lines[6:8] == [f" {WHO * 9}   ✓ one; ✗ two", f" b{' ' * (len(WHO * 9) + 2)}✓ one"]


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        pytest.param({}, True, id="a terminal"),
        pytest.param({"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param({"TERM": "dumb"}, False, id="a dumb terminal"),
    ],
)
def test_a_state_has_a_colour_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], coloured: bool
) -> None:
    for name, value in ({"TERM": "xterm", "COLUMNS": "80"} | environment).items():
        monkeypatch.setenv(name, value)
    rows = [{"who": "Ann", "state": "broken"}, {"who": "kept by Bo", "state": "kept"}]
    columns = [Column("who", "Who"), Column("state", "State")]
    stream = Screen()
    terminal.show(Report("R", (listing("x", "T", columns, rows),), {}), stream)
    said = stream.getvalue()
    assert ("\x1b[31mbroken\x1b[0m" in said) is coloured
    assert ("\x1b" in said) is coloured
    assert "\x1b[32mkept\x1b[0m by" not in said


def test_no_report_prints_a_text_for_notes_letter_by_letter() -> None:
    """mypy refuses a text where notes are wanted; this holds what it checks against."""
    hints = get_type_hints(listing)
    assert str not in get_args(hints["notes"])
    assert not any(get_origin(each) is Sequence for each in get_args(hints["notes"]))
