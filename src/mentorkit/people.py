"""People as records: one row of a roster each, and the roster that they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as defaulted
from decimal import Decimal
from functools import cached_property
from typing import Literal

from mentorkit.fields import Value, fold
from mentorkit.finding import Location

Role = Literal["mentors", "mentees", "people"]


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a roster. Blank fields are None, or empty for what may hold several items."""

    id: str
    values: Mapping[str, Value] = defaulted(default_factory=dict)
    at: Location = defaulted(default=Location(""))
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
