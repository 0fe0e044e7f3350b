"""Tables of reports to DataFrames, and DataFrames to rosters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from mentorkit.definition import Held
from mentorkit.finding import CannotRun, Finding, in_order
from mentorkit.report import Listing
from mentorkit.workbooks import as_text

FINDING = ("severity", "code", "message", "hint", "file", "sheet", "line", "column")
"""The columns of findings."""


def frame(listing: Listing) -> pd.DataFrame:
    """A listing as files have it: columns by name, numbers as numbers, None where a cell is blank."""
    kept = [number for number, column in enumerate(listing.columns) if column.in_files]
    names = [listing.columns[number].name for number in kept]
    return pd.DataFrame([[row[number] for number in kept] for row in listing.rows], columns=names)


def finding_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings, a row each, in the order of their places; lines and columns count from 1."""
    rows = [
        (
            each.severity.value,
            each.code,
            each.message,
            each.hint,
            each.location.file,
            each.location.sheet,
            each.location.line,
            each.location.column,
        )
        for each in in_order(findings)
    ]
    return pd.DataFrame(rows, columns=list(FINDING))


def held(table: pd.DataFrame, what: str) -> Held:
    """A DataFrame as rows of text, as a file would hold them; its first row is line 2, as in a spreadsheet.

    A named index is a column. Raises CannotRun where a cell is nothing that a roster can hold.
    """
    if table.columns.nlevels > 1 or table.index.nlevels > 1:
        raise CannotRun(f"the {what} need one row of headings and one index; use reset_index() first")
    if table.index.name is not None:
        table = table.reset_index()
    name = f"{what} (DataFrame)"
    rows = [tuple(str(heading) for heading in table.columns)]
    columns = [table.iloc[:, number].tolist() for number in range(table.shape[1])]
    for number, cells in enumerate(zip(*columns, strict=True)):
        rows.append(tuple(_text(cell, f"{name}:{number + 2}") for cell in cells))
    return Held(name, tuple(rows))


def _text(cell: Any, place: str) -> str:
    if isinstance(cell, list | tuple | set | frozenset):
        items: Sequence[Any] = sorted(cell, key=str) if isinstance(cell, set | frozenset) else list(cell)
        return "; ".join(_text(item, place) for item in items)
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return ""
    if isinstance(cell, str | bool | int | float | Decimal | dt.date | dt.time):
        return as_text(cell)
    raise CannotRun(f"{place}: a cell holds a {type(cell).__name__}; write texts, numbers, dates or lists")
