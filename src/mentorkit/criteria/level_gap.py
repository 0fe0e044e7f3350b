"""Criterion level_gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as Limits

from mentorkit.criteria._base import Criterion
from mentorkit.people import Person
from mentorkit.section import Problem, Text
from mentorkit.sides import CODES, Need
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class LevelGap(Criterion):
    """How near the mentor's level is to an ideal number of levels above the mentee's.

    {kind: level_gap, ideal: 2, weight: 20}

    1 at `ideal`, less 1 / (tolerance + 1) for every level off it.
    """

    kind: Literal["level_gap"]
    field: Text = "level"
    """A level field."""
    ideal: Annotated[int, Limits(ge=-20, le=20)]
    """Levels that the mentor should be above the mentee; 1, the next career level, where nothing speaks
    against it (Insala 2016)."""
    tolerance: Annotated[int, Limits(ge=0, le=20)] = 1
    """Levels off the ideal that still count something (our choice: 1)."""

    @property
    def label(self) -> str:
        return self.name or ("level_gap" if self.field == "level" else f"level_gap {self.field}")

    def looks_at(self) -> tuple[str, str] | None:
        return self.field, self.field

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", self.field),), (("mentors", self.field),), *super().needs())

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["level"], CODES)
        yield from super().problems(facts)

    def _gap(self, mentee: Person, mentor: Person, facts: Facts) -> int | None:
        ours, theirs = facts.rank(mentee.text(self.field)), facts.rank(mentor.text(self.field))
        return None if ours is None or theirs is None else theirs - ours

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        gap = self._gap(mentee, mentor, facts)
        if gap is None:
            return None
        return max(Fraction(0), 1 - Fraction(abs(gap - self.ideal), self.tolerance + 1))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        ours, ours_known = arrays.levels([facts.rank(mentee.text(self.field)) for mentee in mentees])
        theirs, theirs_known = arrays.levels([facts.rank(mentor.text(self.field)) for mentor in mentors])
        steps = self.tolerance + 1

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            off = np.abs(theirs[None, columns] - ours[rows, None] - self.ideal)
            known = arrays.outer(ours_known[rows], theirs_known[columns])
            return arrays.Fractions(np.maximum(steps - off, 0), np.full(1, steps), known)

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        gap = self._gap(mentee, mentor, facts) or 0
        words = f"{abs(gap)} level{'s' * (abs(gap) != 1)} {'above' if gap > 0 else 'below'}"
        return f"{words if gap else 'same level'} ({mentee.text(self.field)}, {mentor.text(self.field)})"
