"""Tables in a terminal: which columns give way, and that words stay whole as long as they can."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from mentorkit import terminal
from mentorkit.report import Column, Report, listing

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
