"""Constraint within."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field as Limits

from mentorkit.constraints._base import Comparison
from mentorkit.fields import FieldType
from mentorkit.people import Person
from mentorkit.section import Number
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import TruthBlock


class Within(Comparison):
    """Two numbers (or dates, in days) differ by no more than so much.

    {rule: within, field: utc_offset, at_most: 3}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("number", "date")

    rule: Literal["within"]
    at_most: Number = Limits(ge=0)
    """The largest difference."""

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        ours, theirs = mentee.number(self.mentee_field), mentor.number(self.mentor_field)
        if ours is None or theirs is None:
            return None
        return abs(Fraction(ours) - Fraction(theirs)) <= Fraction(self.at_most)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> TruthBlock:
        import numpy as np

        from mentorkit import arrays

        left = [mentee.number(self.mentee_field) for mentee in mentees]
        right = [mentor.number(self.mentor_field) for mentor in mentors]
        scale = arrays.common_scale(left, right, [self.at_most])
        limit = int(Fraction(self.at_most) * scale)
        ours, ours_known = arrays.whole(left, scale, limit)
        theirs, theirs_known = arrays.whole(right, scale, limit)

        def truths(rows: arrays.Some, columns: arrays.Some) -> arrays.Truths:
            known = arrays.outer(ours_known[rows], theirs_known[columns])
            near = np.abs(ours[rows, None] - theirs[None, columns]) <= limit
            return arrays.Truths(near.astype(bool) & known, known)

        return truths
