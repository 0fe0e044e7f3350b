"""Pairs as other systems take them: the two people, their score, and what may be said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mentorkit.export_checks import OF_A_PAIR, sided
from mentorkit.fields import Value, fold, shown
from mentorkit.people import Person, Role
from mentorkit.program import Program
from mentorkit.recipients import Cast
from mentorkit.run import PairRecord


@dataclass(frozen=True)
class Connection:
    """One pair of a run."""

    mentee: Person
    mentor: Person
    record: PairRecord

    @property
    def name(self) -> str:
        """What the pair is called; never the beginning of a formula, unless a name is."""
        return f"{self.mentor.name} and {self.mentee.name}"


@dataclass(frozen=True)
class Handover:
    """All pairs of a run, in its order."""

    cast: Cast
    connections: tuple[Connection, ...]

    @property
    def program(self) -> Program:
        """The program that made them."""
        return self.cast.program

    @cached_property
    def people(self) -> dict[str, tuple[Person, tuple[Role, ...]]]:
        """Everybody in a pair by key, with their roles: mentors first, then mentees."""
        roles: dict[str, dict[Role, Person]] = {}
        for each in self.connections:
            roles.setdefault(each.mentor.key, {}).setdefault("mentors", each.mentor)
        for each in self.connections:
            roles.setdefault(each.mentee.key, {}).setdefault("mentees", each.mentee)
        return {key: (next(iter(found.values())), tuple(found)) for key, found in roles.items()}

    def manager_id(self, person: Person) -> str:
        """The id of a person's manager; blank where no roster has a manager of that name."""
        text = person.text("manager")
        boss = self.cast.called(text) if text else None
        return boss.id if boss else ""


def handover(cast: Cast) -> Handover:
    """The pairs of the run that a cast was made for."""
    records = cast.outcome.record.pairs if cast.outcome else ()
    mentees, mentors = cast.mentees.by_key, cast.mentors.by_key

    def whole(own: Mapping[str, Person], id_: str) -> Person:
        person = own[fold(id_)]
        known = cast.by_key[person.key].values
        return Person(person.id, {**known, **person.values}, person.at)

    return Handover(
        cast,
        tuple(Connection(whole(mentees, each.mentee), whole(mentors, each.mentor), each) for each in records),
    )


def cell(handed: Handover, pair: Connection, field: str) -> str:
    """What stands in a column of an export, as text: dates ISO, scores with all decimals."""
    program = handed.program
    of_pair: dict[str, Callable[[], str]] = {
        "connection": lambda: pair.name,
        "program": lambda: program.name,
        "launch": lambda: plain(program.launch),
        "close": lambda: plain(program.close),
        "score": lambda: f"{pair.record.score:.4f}",
    }
    assert of_pair.keys() == set(OF_A_PAIR)  # noqa: S101  # one list of names
    if field in of_pair:
        return of_pair[field]()
    side, name = sided(field)
    person = pair.mentee if side == "mentee" else pair.mentor
    if name == "id":
        return person.id
    return handed.manager_id(person) if name == "manager" else plain(person.values.get(name))


def plain(value: Value | None) -> str:
    """A value as other programs read it: a point for the fraction, ISO dates, yes or no, `; ` in lists."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return shown(value)
        case dt.date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
        case Mapping():
            return "; ".join(f"{name}: {shown(number)}" for name, number in value.items())
        case _:
            return value


def columns_read(columns: Iterable[str]) -> set[str]:
    """The roster fields that columns show."""
    return {sided(field)[1] for field in columns if field not in OF_A_PAIR}
