"""Ranking level."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field as Limits

from mentorkit.people import Person
from mentorkit.ranking._base import CODES, Ranking
from mentorkit.section import Problem, Text
from mentorkit.vocabulary import Facts


class CareerLevel(Ranking):
    """How near a person's career level is to the one that the program is for.

    {kind: level, ideal: team lead, tolerance: 2, weight: 10}

    1 at `ideal`, less 1 / (tolerance + 1) for every level off it.
    """

    kind: Literal["level"]
    field: Text = "level"
    """A level field."""
    ideal: Text
    """The level that counts most."""
    tolerance: Annotated[int, Limits(ge=0, le=20)] = 1
    """Levels off the ideal that still count something (our choice: 1)."""

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["level"], CODES)
        yield from facts.unknown_level(self.ideal, "MK204", ("ideal",))

    def _off(self, person: Person, facts: Facts) -> int | None:
        own, ideal = facts.rank(person.text(self.field)), facts.rank(self.ideal)
        return None if own is None or ideal is None else own - ideal

    def value(self, person: Person, facts: Facts) -> Fraction | None:
        off = self._off(person, facts)
        return None if off is None else max(Fraction(0), 1 - Fraction(abs(off), self.tolerance + 1))

    def sentence(self, person: Person, facts: Facts) -> str:
        off, own = self._off(person, facts) or 0, person.text(self.field)
        words = f"{abs(off)} level{'s' * (abs(off) != 1)} {'above' if off > 0 else 'below'} {self.ideal}"
        return f"{own}, {words}" if off else f"{own}, the level that is looked for"
