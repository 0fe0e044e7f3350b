"""Tables to people: headings matched to fields, cells read, one person a row, every fault found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from mentorkit.columns import ColumnMap, default_map, grid_columns, reader, squash
from mentorkit.fields import Field, UnreadableCell, Value, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.tables import Table

Role = Literal["mentors", "mentees", "people"]


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a roster. Blank fields are None, or empty for what may hold several items."""

    id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    at: Location = Location("")
    key: str = ""
    """The id without case, spaces and Unicode variants: the same key is the same person."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", fold(self.id))

    @property
    def name(self) -> str:
        """The name, or the id where none is known."""
        return self.text("name") or self.id

    def knows(self, field: str) -> bool:
        """Whether the cell is filled."""
        return field in self.values

    def text(self, field: str) -> str | None:
        """A text or level."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def number(self, field: str) -> Decimal | None:
        """A number; a date counts as its day number."""
        value = self.values.get(field)
        if isinstance(value, dt.date):
            return Decimal(value.toordinal())
        return value if isinstance(value, Decimal) else None

    def date(self, field: str) -> dt.date | None:
        """A date."""
        value = self.values.get(field)
        return value if isinstance(value, dt.date) else None

    def yes(self, field: str) -> bool | None:
        """The answer to a yes-or-no question."""
        value = self.values.get(field)
        return value if isinstance(value, bool) else None

    def ratings(self, field: str) -> Mapping[str, Decimal]:
        """What was rated, and how high."""
        value = self.values.get(field)
        return value if isinstance(value, Mapping) else {}

    def items(self, field: str) -> tuple[str, ...]:
        """The items of a list, in order; of ratings, what is rated above 0, best first; a text itself."""
        value = self.values.get(field)
        if isinstance(value, tuple):
            return value
        if isinstance(value, Mapping):
            rated = sorted(value.items(), key=lambda pair: -pair[1])
            return tuple(name for name, rating in rated if rating > 0)
        return (value,) if isinstance(value, str) else ()

    def category(self, field: str) -> str | None:
        """A value of any type as a text that is equal where the values are."""
        value = self.values.get(field)
        if value is None:
            return None
        if isinstance(value, tuple | Mapping):
            return "\n".join(sorted(fold(item) for item in self.items(field)))
        return fold(str(value.normalize() if isinstance(value, Decimal) else value))


def names_of(people: Iterable[Person]) -> dict[str, str]:
    """Folded id, e-mail and name to key; an id wins over an e-mail, and that over a name.

    A name that several people have names nobody.
    """
    by_id, by_mail, by_name = dict[str, str](), dict[str, str](), dict[str, set[str]]()
    for person in people:
        by_id[person.key] = person.key
        if mail := person.text("email"):
            by_mail.setdefault(fold(mail), person.key)
        if name := person.text("name"):
            by_name.setdefault(fold(name), set()).add(person.key)
    alone = {name: next(iter(keys)) for name, keys in by_name.items() if len(keys) == 1}
    return alone | by_mail | by_id


@dataclass(frozen=True)
class Roster:
    """The people of one role, in file order, and where each field stands in each file."""

    role: Role
    people: tuple[Person, ...]
    columns: Mapping[tuple[str, str], Mapping[str, int]]
    """(file, sheet) to field to its first column, counted from 0."""
    headings: Mapping[tuple[str, str], tuple[Location, tuple[str, ...]]]
    """(file, sheet) to the place of the heading row, and the headings."""

    @cached_property
    def by_key(self) -> dict[str, Person]:
        """The people by their normalised id."""
        return {person.key: person for person in self.people}

    @cached_property
    def names(self) -> dict[str, str]:
        """What the people may be called, folded, and their keys."""
        return names_of(self.people)

    def has(self, field: str) -> bool:
        """Whether every file of the roster has a column for the field."""
        return all(field in columns for columns in self.columns.values())

    def locate(self, person: Person, field: str) -> Location:
        """The cell of a person's field."""
        at = person.at
        column = self.columns.get((at.file, at.sheet), {}).get(field, 0)
        return Location(at.file, at.line, column + 1, at.sheet)


def read(
    tables: Sequence[Table],
    role: Role,
    fields: Mapping[str, Field],
    maps: Mapping[str, ColumnMap],
    places: Mapping[str, Location],
) -> tuple[Roster, list[Finding]]:
    """All tables of a role as one roster.

    `maps` are the program's column maps and `places` where the program states each of them. A cell
    that cannot be read is blank, with a finding; whoever stands there a second time is left out.
    """
    findings: list[Finding] = []
    people: dict[str, Person] = {}
    columns: dict[tuple[str, str], Mapping[str, int]] = {}
    headings: dict[tuple[str, str], tuple[Location, tuple[str, ...]]] = {}
    for table in tables:
        bound = _bind(table, fields, maps, places, findings)
        columns[table.file, table.sheet] = {name: next(iter(at)) for name, (_, at) in bound.items()}
        headings[table.file, table.sheet] = (table.at(table.heading_line), table.headings)
        if not bound.keys() & {"id", "email"}:
            if not any(finding.code == "MK806" for finding in findings):
                findings.append(_no_id(table))
            continue
        found = list(_people(table, fields, bound, findings))
        wrong = _wrong_id(table, found, bound)
        if wrong:
            findings.append(wrong)
            continue
        for person in found:
            first = people.setdefault(person.key, person)
            if first is not person:
                findings.append(_twice(person, first, table, columns[table.file, table.sheet]))
    if tables and not people and not findings:
        findings.append(Finding("MK816", "the roster has headings but no people", Location(tables[0].file)))
    return Roster(role, tuple(people.values()), columns, headings), findings


Bound = dict[str, tuple[ColumnMap, dict[int, str]]]
"""Field to its map and its columns, each with what the cell is about."""


def _bind(
    table: Table,
    fields: Mapping[str, Field],
    maps: Mapping[str, ColumnMap],
    places: Mapping[str, Location],
    findings: list[Finding],
) -> Bound:
    headings: dict[str, list[int]] = {}
    for column, heading in enumerate(table.headings):
        if heading:
            headings.setdefault(squash(heading) or heading, []).append(column)
    taken = {squash(name) for rule in maps.values() for name in rule.headings}
    bound: Bound = {}
    for field in fields:
        if field in maps:
            rules, place = [maps[field]], places.get(field, table.at(table.heading_line))
        else:
            free = {name: at for name, at in headings.items() if name not in taken}
            rules, place = default_map(field, free), table.at(table.heading_line)
        if len(rules) > 1:
            shown = " and ".join(f'"{table.headings[headings[rule.headings[0]][0]]}"' for rule in rules)
            hint = f"say which in the program: columns: {{{field}: HEADING}}"
            findings.append(Finding("MK805", f"{shown} could both be {field}", place, hint))
        elif rules:
            columns = _columns(rules[0], table, headings, place, findings)
            if columns:
                bound[field] = rules[0], columns
    return bound


def _columns(
    rule: ColumnMap,
    table: Table,
    headings: Mapping[str, Sequence[int]],
    place: Location,
    findings: list[Finding],
) -> dict[int, str]:
    if rule.grid is not None:
        columns = grid_columns(rule.grid, table.headings)
        if not columns:
            message = f'no heading of {table.file} matches the grid "{rule.grid}"'
            findings.append(Finding("MK806", message, place, nearest(rule.grid, table.headings)))
        return columns
    columns = {}
    for heading in rule.headings:
        exact = [
            n for n, name in enumerate(table.headings) if " ".join(name.split()) == " ".join(heading.split())
        ]
        at = exact or headings.get(squash(heading) or heading, [])
        if len(at) != 1:
            what = f"stands {len(at)} times in" if at else "is not a heading of"
            hint = "rename one of the columns" if at else nearest(heading, filter(None, table.headings))
            code = "MK805" if at else "MK806"
            findings.append(Finding(code, f'"{heading}" {what} {table.file}', place, hint))
        else:
            columns[at[0]] = rule.names.get(heading, heading)
    return columns if len(columns) == len(rule.headings) else {}


def _people(
    table: Table, fields: Mapping[str, Field], bound: Bound, findings: list[Finding]
) -> Iterator[Person]:
    lines = [int(line) for line in table.frame.index]
    filled: dict[str, list[Value | None]] = {}
    faulty: set[int] = set()
    for name, (rule, columns) in bound.items():
        convert = reader(fields[name], rule, list(columns.values()))
        seen: dict[tuple[str, ...], Value | UnreadableCell | None] = {}
        values: list[Value | None] = []
        for line, cells in zip(
            lines, zip(*(table.frame[column] for column in columns), strict=True), strict=True
        ):
            if cells not in seen:
                try:
                    seen[cells] = convert(cells)
                except UnreadableCell as error:
                    seen[cells] = error
            value = seen[cells]
            if isinstance(value, UnreadableCell):
                place = table.at(line, _guilty(columns, cells, value))
                findings.append(Finding("MK807", f"{name}: {value.message}", place, value.hint))
                faulty.add(line)
                value = None
            values.append(value)
        filled[name] = values
    for number, line in enumerate(lines):
        row = ((name, values[number]) for name, values in filled.items())
        known = {name: value for name, value in row if value is not None}
        identity = known.get("id") or known.get("email")
        if not isinstance(identity, str):
            if line not in faulty:  # the id itself may be what could not be read
                findings.append(Finding("MK808", "the row has neither id nor e-mail", table.at(line)))
        else:
            yield Person(identity, known, table.at(line))


def _guilty(columns: Mapping[int, str], cells: tuple[str, ...], error: UnreadableCell) -> int:
    """The column whose cell the message quotes, else the first."""
    return next(
        (
            column
            for column, cell in zip(columns, cells, strict=True)
            if cell and f'"{cell}"' in error.message
        ),
        next(iter(columns)),
    )


def _no_id(table: Table) -> Finding:
    hint = 'add one, or say which column it is: columns: {id: "Heading"}'
    near = nearest("employee id", filter(None, table.headings))
    message = "no column holds an id or an e-mail address"
    return Finding("MK804", message, table.at(table.heading_line), f"{hint}; {near}")


def _twice(person: Person, first: Person, table: Table, columns: Mapping[str, int]) -> Finding:
    where = f"line {first.at.line}" if first.at.file == person.at.file else str(first.at)
    message = f'"{person.id}" stands here a second time; the first is on {where}'
    return Finding("MK809", message, table.at(person.at.line, columns.get("id", columns.get("email"))))


def _wrong_id(table: Table, people: Sequence[Person], bound: Bound) -> Finding | None:
    """A finding where the id column cannot be one: more than a tenth of its values repeat."""
    counts = Counter(person.key for person in people)
    repeated = len(people) - len(counts)
    if repeated < 2 or repeated * 10 <= len(people):
        return None
    field = "id" if "id" in bound else "email"
    columns = bound[field][1]
    heading = " + ".join(f'"{table.headings[column]}"' for column in columns)
    commonest, count = max(counts.items(), key=lambda pair: pair[1])
    shown = next(person.id for person in people if person.key == commonest)
    message = f'{heading} cannot be the id: "{shown}" stands in {count} of {len(people)} rows'
    unique = [
        name
        for column, name in enumerate(table.headings)
        if name and column not in columns and _all_different(table.frame[column])
    ]
    likely = sorted(unique, key=lambda name: not any(word in fold(name) for word in ("mail", "id", "number")))
    hint = f'"{likely[0]}" is different in every row: columns: {{id: "{likely[0]}"}}' if likely else ""
    return Finding("MK810", message, table.at(table.heading_line, next(iter(columns))), hint)


def _all_different(cells: Iterable[str]) -> bool:
    keys = [fold(cell) for cell in cells]
    return all(keys) and len(set(keys)) == len(keys)
