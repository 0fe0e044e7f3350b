"""Criterion closeness."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field as Limits
from pydantic import model_validator

from mentorkit.criteria._base import Comparison
from mentorkit.fields import FieldType, shown, spoken
from mentorkit.people import Person
from mentorkit.section import Number
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class Closeness(Comparison):
    """How near two numbers (or dates, in days) are.

    {kind: closeness, field: utc_offset, full: 0, none: 6, weight: 10}

    1 where they differ by `full` or less, 0 from `none` on, linear between.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("number", "date")

    kind: Literal["closeness"]
    full: Number = Limits(ge=0)
    """The difference that still counts in full."""
    none: Number = Limits(gt=0)
    """The difference from which on nothing counts."""

    @model_validator(mode="after")
    def _rising(self) -> Closeness:
        if self.none <= self.full:
            raise ValueError("none must be above full")
        return self

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        ours, theirs = mentee.number(self.mentee_field), mentor.number(self.mentor_field)
        if ours is None or theirs is None:
            return None
        distance, full, none = (
            abs(Fraction(ours) - Fraction(theirs)),
            Fraction(self.full),
            Fraction(self.none),
        )
        return min(Fraction(1), max(Fraction(0), (none - distance) / (none - full)))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        left = [mentee.number(self.mentee_field) for mentee in mentees]
        right = [mentor.number(self.mentor_field) for mentor in mentors]
        scale = arrays.common_scale(left, right, [self.full, self.none])
        full, none = int(Fraction(self.full) * scale), int(Fraction(self.none) * scale)
        ours, ours_known = arrays.whole(left, scale, none)
        theirs, theirs_known = arrays.whole(right, scale, none)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            near = none - np.abs(ours[rows, None] - theirs[None, columns])
            known = arrays.outer(ours_known[rows], theirs_known[columns])
            return arrays.Fractions(np.clip(near, 0, none - full), np.array([none - full], near.dtype), known)

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        ours, theirs = mentee.number(self.mentee_field), mentor.number(self.mentor_field)
        if ours is None or theirs is None:
            return "not known"
        days = " days" if mentee.date(self.mentee_field) else ""
        return f"{spoken(self.mentee_field)} {shown(abs(ours - theirs))}{days} apart"
