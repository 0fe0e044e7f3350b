"""Reports as rich tables: the width of the terminal, or unabridged where output is piped."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mentorkit.formats import safe
from mentorkit.report import Cell, Column, Listing, Report

UNABRIDGED = 100_000
"""Columns of a piped table, which never cuts or folds a cell."""

_STYLES = {"qualified": "green", "kept": "green", "not yet": "red", "broken": "red"}


def show(report: Report, stream: TextIO) -> None:
    """Print a report."""
    terminal = stream.isatty()
    console = Console(file=stream, width=None if terminal else UNABRIDGED, highlight=False)
    console.print(Text(safe(report.title), style="bold"))
    for listing in report.listings:
        if listing.on_screen and listing.rows:
            console.print()
            console.print(_table(listing))
    console.print()
    for sentence in report.summary:
        console.print(Text(safe(sentence)))


def _table(listing: Listing) -> Table:
    table = Table(title=f"{listing.title} ({len(listing.rows)})", title_justify="left", title_style="bold")
    shown = [(number, column) for number, column in enumerate(listing.columns) if column.title]
    for _, column in shown:
        table.add_column(column.title, justify="right" if column.number else "left", overflow="fold")
    for row in listing.rows:
        table.add_row(*(_cell(row[number], column) for number, column in shown))
    return table


def _cell(cell: Cell, column: Column) -> Text:
    if cell is None:
        return Text("")
    if column.decimals is not None and isinstance(cell, int | float):
        return Text(f"{cell:.{column.decimals}f}")
    words = safe(str(cell))
    style = next((style for word, style in _STYLES.items() if words == word), "")
    return Text(words, style="yellow" if words.startswith("conditional") else style)
