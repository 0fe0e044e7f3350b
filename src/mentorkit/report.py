"""Reports: titled listings of plain rows for people, and one document of plain data for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentorkit.finding import Finding

Cell = str | int | float | None
Document = dict[str, Any]
REASONS = {
    "not_eligible": "not eligible",
    "not_in_pool": "not in the pool",
    "no_eligible_mentor": "no mentor allowed",
    "below_floor": "best score below the floor",
    "tier": "others are served first",
    "quota": "a quota stands in the way",
    "places_full": "all places taken",
}
"""Why a mentee has no mentor, in words."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing: its name in files, and its title on screen, if it is shown there."""

    name: str
    title: str = ""
    number: bool = False
    decimals: int | None = None
    """How many decimals the screen shows; files have them all."""
    in_files: bool = True
    """Whether files have the column; the screen joins a name and an id that files keep apart."""


@dataclass(frozen=True)
class Listing:
    """Plain rows under a title; exporters and the terminal need know nothing else."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines that stand between the title and the rows on screen."""

    @property
    def on_screen(self) -> bool:
        """Whether any column has a title."""
        return any(column.title for column in self.columns)


@dataclass(frozen=True)
class Report:
    """What a command found: listings, sentences that sum them up, and the same as one document."""

    title: str
    listings: tuple[Listing, ...]
    document: Document
    summary: tuple[str, ...] = ()
    later: tuple[Callable[[], Listing], ...] = ()
    """Listings that files alone show, made when they are written."""

    def listing(self, name: str) -> Listing:
        """One of the listings."""
        return next(listing for listing in self.listings if listing.name == name)


def finding_document(finding: Finding) -> Document:
    """A finding as plain data."""
    place = finding.location
    found: Document = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }
    return (
        found
        | ({"sheet": place.sheet} if place.sheet else {})
        | ({"hint": finding.hint} if finding.hint else {})
    )


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def named(key: str, name: str | None) -> str:
    """A person on screen: the name and, in brackets, the id that decisions use."""
    return f"{name} ({key})" if name and name != key else key


def listing(
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Cell]],
    notes: tuple[str, ...] | list[str] = (),  # no text, whose letters would be lines
) -> Listing:
    """A listing from rows by column name."""
    cells = tuple(tuple(row.get(column.name) for column in columns) for row in rows)
    return Listing(name, title, tuple(columns), cells, tuple(notes))
