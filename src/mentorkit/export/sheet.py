"""The sheets of a workbook as plain values: headings, rows, and the cells that people fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mentorkit.columns import squash
from mentorkit.report import Cell, Listing

Entry = Literal["", "decision", "waive", "mentee", "mentor", "reason", "by"]
Line = tuple[str, Cell]
"""A label and what stands beside it."""

RULES = "Rules"
"""The sheet whose first column names the rules that a lock may waive."""
DECIDING: tuple[Entry, ...] = ("decision", "waive", "reason", "by")
"""What a decision has beside the two people."""
HEADINGS: dict[Entry, str] = {
    "decision": "Decision",
    "waive": "Waive",
    "mentee": "Mentee id",
    "mentor": "Mentor id",
    "reason": "Reason",
    "by": "By",
}
"""Headings by which `match --decisions` finds a decision again."""
OTHERWISE = {
    "decision": "Decided",
    "waive": "May be waived",
    "reason": "Reason given",
    "by": "Decided by",
    "menteeid": "Mentee's id",
    "mentorid": "Mentor's id",
    "mentee": "The mentee",
    "mentor": "The mentor",
}
"""What other columns are called that would be read as part of a decision."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, how its numbers look, and whether people fill it in."""

    heading: str
    number: str = ""
    """The format of its numbers, as spreadsheets write it."""
    bar: float | None = None
    """The number at which a bar fills the cell; None for no bars."""
    entry: Entry = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading in the first row."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    frozen: int = 0
    """Columns that stay in sight, counted from the left."""
    spare: int = 0
    """Blank rows below, to be filled in."""
    printed: int = 0
    """Columns that are printed, counted from the left; 0 for all."""


@dataclass(frozen=True, slots=True)
class Front:
    """The first sheet: lines to read, by section."""

    name: str
    title: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def entries(*names: Entry) -> list[SheetColumn]:
    """Columns to be filled in."""
    return [SheetColumn(HEADINGS[name], entry=name) for name in names]


def heading(name: str, title: str = "") -> str:
    """The heading of a listing's column: people are named by id, and nothing else reads like a decision."""
    return f"{name.capitalize()} id" if name in ("mentee", "mentor") else apart(title or name)


def apart(words: str) -> str:
    """Words as a heading that is not read as part of a decision."""
    said = words.replace("_", " ")
    return OTHERWISE.get(squash(said)) or said[:1].upper() + said[1:]


def of_listing(listing: Listing, name: str, titles: Sequence[str] = ()) -> Sheet:
    """A listing as it stands in files, as a sheet; `titles` stand in place of its headings from the left."""
    kept = [number for number, column in enumerate(listing.columns) if column.in_files]
    columns = [
        SheetColumn(heading(column.name, column.title), "0.0000" if column.decimals else "")
        for column in (listing.columns[number] for number in kept)
    ]
    columns[: len(titles)] = [SheetColumn(title) for title in titles]
    return Sheet(name, tuple(columns), tuple(tuple(row[n] for n in kept) for row in listing.rows))
