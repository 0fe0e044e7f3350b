"""Ranking availability."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from mentorkit.fields import shown, spoken
from mentorkit.people import Person
from mentorkit.ranking._base import CODES, Ranking
from mentorkit.section import Number, Problem, Text
from mentorkit.vocabulary import Facts


class TimeAvailable(Ranking):
    """Who has time: a number such as hours a month, or how many times a list names.

    {kind: availability, field: hours_per_month, none: 0, full: 4, weight: 10}

    0 at `none` and beyond, 1 at `full` and beyond, linear between.
    """

    kind: Literal["availability"]
    field: Text = "availability"
    """A number, or a list whose items are counted."""
    none: Number = Decimal(0)
    """The number that counts 0."""
    full: Number
    """The number that counts 1."""

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["number", "list"], CODES)
        if self.none == self.full:
            message = f"none and full are both {shown(self.full)}"
            yield Problem("MK203", message, ("full",), "say which number counts 0 and which counts 1")

    def _number(self, person: Person) -> Decimal | None:
        if not person.knows(self.field):
            return None
        number = person.number(self.field)
        return Decimal(len(person.items(self.field))) if number is None else number

    def value(self, person: Person, facts: Facts) -> Fraction | None:
        number = self._number(person)
        if number is None:
            return None
        share = Fraction(number - self.none) / Fraction(self.full - self.none)
        return min(max(share, Fraction(0)), Fraction(1))

    def sentence(self, person: Person, facts: Facts) -> str:
        number = shown(self._number(person) or Decimal(0))
        return f"{spoken(self.field)} {number}, {shown(self.full)} is full"
