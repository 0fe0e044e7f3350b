"""CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from mentorkit.report import Cell, Listing

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")


def listing_csv(listing: Listing) -> str:
    """A listing with its column names."""
    kept = [number for number, column in enumerate(listing.columns) if column.in_files]
    heading = [listing.columns[number].name for number in kept]
    columns = [(number, listing.columns[number].decimals is not None) for number in kept]
    return rows_csv(
        [heading, *([_whole(row[n]) if score else row[n] for n, score in columns] for row in listing.rows)]
    )


def _whole(score: Cell) -> Cell:
    """A score with all its decimals."""
    return f"{score:.4f}" if isinstance(score, float) else score


def rows_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as comma-separated text; cells that a spreadsheet would take for a formula are guarded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def guarded(cell: Cell) -> Cell:
    """The cell, with an apostrophe before what would become a formula (CWE-1236)."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def for_spreadsheets(text: str) -> bytes:
    """UTF-8 with the mark by which Excel knows it."""
    return text.encode("utf-8-sig", "replace")
