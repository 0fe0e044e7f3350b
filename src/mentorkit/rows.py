"""Files that are no rosters: typed cells a row, and several rows may be about one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mentorkit.columns import ALIASES, ColumnMap
from mentorkit.fields import Field, Value, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.reading import bind, cells
from mentorkit.tables import Table
from mentorkit.under_way import along

WHO: tuple[str, ...] = ("person", "id", "email", "name")
"""Columns that say whom a row is about, in the order in which they are believed."""
_PERSON = ("person", "learner", "participant", "trainee", "attendee", "respondent", "user", "username")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: field to value, absent where blank, and where each stands."""

    values: Mapping[str, Value]
    table: Table
    line: int
    columns: Mapping[str, tuple[int, ...]]

    def text(self, field: str) -> str | None:
        """A text."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def number(self, field: str) -> Decimal | None:
        """A number."""
        value = self.values.get(field)
        return value if isinstance(value, Decimal) else None

    def date(self, field: str) -> dt.date | None:
        """A date."""
        value = self.values.get(field)
        return value if isinstance(value, dt.date) else None

    def at(self, field: str = "") -> Location:
        """The cell of a field, or the row."""
        return self.table.at(self.line, self.columns[field][0] if field in self.columns else None)

    @property
    def who(self) -> Iterator[tuple[str, str]]:
        """Column and text of everything that says whom the row is about."""
        return ((field, text) for field in WHO if (text := self.text(field)))

    def key(self, names: Mapping[str, Sequence[str]]) -> str | None:
        """The key of the one person whom the row names; what is believed first decides."""
        for _, text in self.who:
            keys = names.get(fold(text), ())
            if len(keys) == 1:
                return keys[0]
        return None


@dataclass(frozen=True)
class Shape:
    """What a sort of file holds beside the person: its fields, their headings, and what must be there."""

    fields: Mapping[str, Field]
    aliases: Mapping[str, Sequence[str]]
    needed: tuple[tuple[str, ...], ...] = ()
    """Of each choice of fields one must have a column."""
    named: bool = True
    """Whether a column must say who it is."""

    @property
    def known(self) -> dict[str, Field]:
        """All fields, those of the person first."""
        return {name: Field(name) for name in WHO} | dict(self.fields)


def read(
    tables: Sequence[Table],
    shape: Shape,
    maps: Mapping[str, ColumnMap],
    places: Mapping[str, Location],
) -> tuple[tuple[Row, ...], list[Finding]]:
    """All rows of some tables in file order; a cell that cannot be read is blank, with a finding."""
    findings: list[Finding] = []
    found: list[Row] = []
    aliases = {"person": _PERSON, **{name: ALIASES[name] for name in WHO[1:]}, **shape.aliases}
    for table in tables:
        bound = bind(table, shape.known, maps, places, findings, aliases)
        lacking = _lacking(table, shape, bound.keys(), maps)
        findings += lacking
        if lacking:
            continue
        values, _ = cells(table, shape.known, bound, findings)
        columns = {name: tuple(at) for name, (_, at) in bound.items()}
        for number, line in enumerate(along("reading rows", table.frame.index)):
            row = {name: value for name, all_ in values.items() if (value := all_[number]) is not None}
            found.append(Row(row, table, int(line), columns))
    return tuple(found), findings


def _lacking(
    table: Table, shape: Shape, bound: Collection[str], maps: Mapping[str, ColumnMap]
) -> list[Finding]:
    """A finding for every choice of columns of which none is there and none is mapped."""
    there = {*bound, *maps}
    choices = [WHO, *shape.needed] if shape.named else list(shape.needed)
    found = []
    for choice in choices:
        if not there & set(choice):
            what = "an id, an e-mail address or a name" if choice is WHO else " or ".join(choice)
            key = choice[0]
            hint = f'if one does, say so under columns: {{{key}: "Heading"}}'
            near = nearest(key, filter(None, table.headings))
            place = table.at(table.heading_line)
            found.append(Finding("MK804", f"no column holds {what}", place, f"{hint}; {near}"))
    return found
