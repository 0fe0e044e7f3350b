"""Reports on a screen: as wide as the terminal (or COLUMNS), a row a line where output is piped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from mentorkit.formats import safe
from mentorkit.layout import Head, Layout, Piece, folded, laid_out, lines_of, rule, unfolded
from mentorkit.report import Cell, Column, Listing, Report

NARROWEST = 20
"""Below this COLUMNS is not a width that anybody means."""
INDENT = 2
"""Blanks before a note."""

STATES = {
    "green": ("qualified", "kept", "met", "on track", "holds", "ready", "finished"),
    "yellow": ("waiting", "stalled", "not known"),
    "red": ("not yet", "broken", "behind", "does not hold", "nobody", "nobody ready now"),
}
"""Cells that say how something stands, by colour; nothing else has one. The word itself says it all."""
_COLOURS = {word: colour for colour, words in STATES.items() for word in words}


def show(report: Report, stream: TextIO) -> None:
    """Print a report."""
    columns = os.environ.get("COLUMNS", "")
    asked = int(columns) if columns.isdecimal() and int(columns) >= NARROWEST else None
    console = Console(file=stream, width=asked, highlight=False, soft_wrap=True, emoji=False, markup=False)
    width = console.width if asked or stream.isatty() else None
    for line in _lines(report, width):
        if console.color_system is None or console.no_color:
            stream.write("".join(text for text, _ in line).rstrip() + "\n")
        else:
            console.print(Text.assemble(*line))


Styled = list[tuple[str, str]]
"""A line: texts, each with its style."""


def _lines(report: Report, width: int | None) -> Iterator[Styled]:
    yield from _sentence(report.title, width, style="bold")
    for listing in report.listings:
        if listing.on_screen and listing.rows:
            yield []
            count = "" if listing.notes else f" ({len(listing.rows)})"
            yield from _sentence(f"{listing.title}{count}", width, style="bold")
            for note in listing.notes:
                yield from _sentence(note, width, indent=INDENT)
            yield []
            yield from _table(listing, width)
            yield []
    yield []
    for sentence in report.summary:
        yield from _sentence(sentence, width)


def _sentence(text: str, width: int | None, *, indent: int = 0, style: str = "") -> Iterator[Styled]:
    said = safe(text)
    for line in said.split("\n") if width is None else folded(said, width - indent):
        yield [(" " * indent + line, style)]


def _table(listing: Listing, width: int | None) -> Iterator[Styled]:
    """The rows under their titles, without columns that are blank in every row."""
    shown = [
        (number, column)
        for number, column in enumerate(listing.columns)
        if column.title and any(row[number] not in (None, "") for row in listing.rows)
    ]
    heads = [Head(column.title, column.number) for _, column in shown]
    rows = [[_cell(row[number], column) for number, column in shown] for row in listing.rows]
    if width is None:
        rows = [["; ".join(cell.split("\n")) for cell in row] for row in rows]
        width, layout = 0, unfolded(heads, rows)
    else:
        layout = laid_out(heads, rows, width)
    yield from _drawn(layout, heads, rows, width)


def _drawn(
    layout: Layout, heads: Sequence[Head], rows: Sequence[Sequence[str]], width: int
) -> Iterator[Styled]:
    titles = ["" if at in layout.below else head.title for at, head in enumerate(heads)]
    for line in lines_of(layout, heads, titles, width):
        yield [(text, "bold") for text, _ in line]
    yield [(rule(layout), "")]
    for row in rows:
        for line in lines_of(layout, heads, row, width):
            yield [_styled(piece, row) for piece in line]


def _styled(piece: Piece, row: Sequence[str]) -> tuple[str, str]:
    text, at = piece
    if at is None:
        return text, ""
    return text, "yellow" if row[at].startswith("conditional") else _COLOURS.get(row[at], "")


def _cell(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if column.decimals is not None and isinstance(cell, int | float):
        return f"{cell:.{column.decimals}f}"
    return safe(str(cell))
