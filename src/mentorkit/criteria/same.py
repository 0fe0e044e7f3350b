"""Criterion same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from mentorkit.criteria._base import Comparison
from mentorkit.fields import FieldType, spoken
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class Same(Comparison):
    """Both have the same value.

    {kind: same, field: location, weight: 15}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("text", "level", "yes_no", "number", "date")

    kind: Literal["same"]

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        ours, theirs = mentee.category(self.mentee_field), mentor.category(self.mentor_field)
        return None if ours is None or theirs is None else Fraction(ours == theirs)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        ours, theirs = arrays.codes(
            [mentee.category(self.mentee_field) for mentee in mentees],
            [mentor.category(self.mentor_field) for mentor in mentors],
        )

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            equal = ours[rows, None] == theirs[None, columns]
            known = arrays.outer(ours[rows] >= 0, theirs[columns] >= 0)
            return arrays.Fractions(equal.astype(np.float32), np.ones(1), known)

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        value = mentor.values[self.mentor_field]
        if self.value(mentee, mentor, facts):
            return f"same {spoken(self.mentee_field)}: {value}"
        return f"different {spoken(self.mentee_field)}: {mentee.values[self.mentee_field]} and {value}"
