"""Constraint same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from mentorkit.constraints._base import Comparison
from mentorkit.fields import FieldType
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import TruthBlock


class Same(Comparison):
    """Both have the same value.

    {rule: same, field: department}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("text", "level", "yes_no", "number", "date")

    rule: Literal["same"]

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        ours, theirs = mentee.category(self.mentee_field), mentor.category(self.mentor_field)
        return None if ours is None or theirs is None else ours == theirs

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> TruthBlock:
        from mentorkit import arrays

        ours, theirs = arrays.codes(
            [mentee.category(self.mentee_field) for mentee in mentees],
            [mentor.category(self.mentor_field) for mentor in mentors],
        )

        def truths(rows: arrays.Some, columns: arrays.Some) -> arrays.Truths:
            known = arrays.outer(ours[rows] >= 0, theirs[columns] >= 0)
            return arrays.Truths((ours[rows, None] == theirs[None, columns]) & known, known)

        return truths
