"""Reports as rich tables: the width of the terminal (or of COLUMNS), unabridged where output is piped."""

from __future__ import annotations

import os
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mentorkit.formats import safe
from mentorkit.report import Cell, Column, Listing, Report

NARROWEST = 20
"""Below this COLUMNS is not a width that anybody means."""
UNABRIDGED = 100_000
"""Columns of a piped table, which neither cuts nor folds a cell."""

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
            console.print(_table(listing))
    console.print()
    for sentence in report.summary:
        console.print(Text(safe(sentence)))


def _table(listing: Listing) -> Table:
    title = f"{listing.title} ({len(listing.rows)})"
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    shown = [
        (number, column)
        for number, column in enumerate(listing.columns)
        if column.title and any(row[number] not in (None, "") for row in listing.rows)
    ]
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
