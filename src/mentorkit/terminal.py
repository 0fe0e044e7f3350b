"""Reports as rich tables: the width of the terminal (or of COLUMNS), unabridged where output is piped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Literal, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mentorkit.formats import safe
from mentorkit.report import Cell, Column, Listing, Report

NARROWEST = 20
"""Below this COLUMNS is not a width that anybody means."""
UNABRIDGED = 100_000
"""Columns of a piped table, which neither cuts nor folds a cell."""

INDENT = 2
"""Blanks before a note."""
APART, EDGES = 3, 2
"""Signs between two columns, and around the table."""
ORDINARY, FOLDED = 16, 6
"""Signs of the longest ordinary word, and what a longer one is folded to at least."""

_STYLES = {"qualified": "green", "kept": "green", "not yet": "red", "broken": "red"}


def show(report: Report, stream: TextIO) -> None:
    """Print a report."""
    columns = os.environ.get("COLUMNS", "")
    asked = int(columns) if columns.isdecimal() and int(columns) >= NARROWEST else None
    console = Console(file=stream, width=asked if asked or stream.isatty() else UNABRIDGED, highlight=False)
    console.print(Text(safe(report.title), style="bold"))
    for listing in report.listings:
        if listing.on_screen and listing.rows:
            console.print()
            for line in _heading(listing):
                console.print(line)
            console.print(_table(listing, console.width))
    console.print()
    for sentence in report.summary:
        console.print(Text(safe(sentence)))


def _heading(listing: Listing) -> Iterator[RenderableType]:
    """The title with the number of rows, or with the notes that stand under it."""
    count = "" if listing.notes else f" ({len(listing.rows)})"
    yield Text(safe(f"{listing.title}{count}"), style="bold")
    yield from (Padding(Text(safe(note)), (0, 0, 0, INDENT), expand=False) for note in listing.notes)


def _table(listing: Listing, width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown = [
        (number, column)
        for number, column in enumerate(listing.columns)
        if column.title and any(row[number] not in (None, "") for row in listing.rows)
    ]
    cells = [[_cell(row[number], column) for number, column in shown] for row in listing.rows]
    heads = [Text(column.title) for _, column in shown]
    widths = _widths([*zip(heads, *cells, strict=True)], width)
    for (_, column), own in zip(shown, widths, strict=True):
        side: Literal["left", "right"] = "right" if column.number else "left"
        table.add_column(column.title, justify=side, overflow="fold", width=own)
    for row in cells:
        table.add_row(*row)
    return table


def _widths(columns: Sequence[Sequence[Text]], width: int) -> list[int]:
    """Each column's width: as its cells need, and where that is too much, none below its longest word.

    Where even that is too much, ids and e-mail addresses are folded first, which nobody reads as words.
    """
    room = width - APART * (len(columns) - 1) - EDGES
    whole = [max(max(map(cell_len, each.plain.split("\n"))) for each in cells) for cells in columns]
    words = [max(max(map(cell_len, each.plain.split()), default=0) for each in cells) for cells in columns]
    least = [each if each <= ORDINARY else FOLDED for each in words]
    if sum(least) > room:
        least = [1] * len(columns)
    return _fitting(whole, _fitting(words, least, room), room)


def _fitting(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """What is wanted, the widest cut to one width that fits into the room, and none below the least."""
    for most in range(max(wanted, default=0), 0, -1):
        found = [max(floor, min(each, most)) for each, floor in zip(wanted, least, strict=True)]
        left = room - sum(found)
        if left >= 0:
            for number, each in enumerate(wanted):
                if found[number] < each and left:
                    found[number], left = found[number] + 1, left - 1
            return found
    return list(least)


def _cell(cell: Cell, column: Column) -> Text:
    if cell is None:
        return Text("")
    if column.decimals is not None and isinstance(cell, int | float):
        return Text(f"{cell:.{column.decimals}f}")
    words = safe(str(cell))
    style = next((style for word, style in _STYLES.items() if words == word), "")
    return Text(words, style="yellow" if words.startswith("conditional") else style)
