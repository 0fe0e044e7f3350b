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
from mentorkit.finding import Location, nearest
from mentorkit.tables import Table

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


def bearers(people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    """Folded id, e-mail and name to the keys of those who bear it; ids win over e-mails, those over names."""
    by_id, by_mail, by_name = (dict[str, dict[str, None]]() for _ in range(3))
    for person in people:
        by_id[person.key] = {person.key: None}
        for field, known in (("email", by_mail), ("name", by_name)):
            if text := person.text(field):
                known.setdefault(fold(text), {})[person.key] = None
    return {text: tuple(keys) for text, keys in (by_name | by_mail | by_id).items()}


@dataclass(frozen=True)
class Roster:
    """The people of one role, in file order, and where each field stands in each file."""

    role: Role
    people: tuple[Person, ...]
    columns: Mapping[tuple[str, str], Mapping[str, tuple[int, ...]]] = defaulted(default_factory=dict)
    """(file, sheet) to field to its columns, counted from 0."""
    tables: Mapping[tuple[str, str], Table] = defaulted(default_factory=dict)
    """(file, sheet) to the table as it was read."""

    @cached_property
    def by_key(self) -> dict[str, Person]:
        """The people by their normalised id."""
        return {person.key: person for person in self.people}

    @cached_property
    def bearers(self) -> dict[str, tuple[str, ...]]:
        """What the people may be called, folded, and the keys of those who bear it."""
        return bearers(self.people)

    def called(self, text: str) -> str | None:
        """The key of the one person of this id, e-mail or name; None for nobody and for several."""
        keys = self.bearers.get(fold(text), ())
        return keys[0] if len(keys) == 1 else None

    def near(self, text: str) -> str:
        """A `did you mean` hint with the nearest name, id or e-mail address; nothing where none is near."""
        # Names first, as those are misspelt most, and only so many words are looked through.
        called = [
            *(name for person in self.people if (name := person.text("name"))),
            *(person.id for person in self.people),
            *(mail for person in self.people if (mail := person.text("email"))),
        ]
        hint = nearest(text, called)
        return hint if hint.startswith("did") else ""  # else it is a list of everybody

    def has(self, field: str) -> bool:
        """Whether every file of the roster has a column for the field."""
        return all(field in columns for columns in self.columns.values())

    def locate(self, person: Person, field: str, text: str = "") -> Location:
        """The cell of a person's field; of several columns the one that holds the text."""
        at = person.at
        columns = self.columns.get((at.file, at.sheet), {}).get(field, (0,))
        if len(columns) > 1 and text:
            cells = self.tables[at.file, at.sheet].frame.loc[at.line]
            columns = tuple(each for each in columns if fold(text) in fold(str(cells[each]))) or columns
        return Location(at.file, at.line, columns[0] + 1, at.sheet)
