"""Criterion overlap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from mentorkit.criteria._base import Comparison
from mentorkit.fields import FieldType, fold, spoken
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class Overlap(Comparison):
    """What both have in common, as a share of what either has (Jaccard 1912).

    {kind: overlap, field: languages, weight: 10}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("list", "ratings")

    kind: Literal["overlap"]

    def _sets(self, mentee: Person, mentor: Person) -> tuple[set[str], set[str]]:
        return (
            {fold(item) for item in mentee.items(self.mentee_field)},
            {fold(item) for item in mentor.items(self.mentor_field)},
        )

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        if not mentee.knows(self.mentee_field) or not mentor.knows(self.mentor_field):
            return None
        ours, theirs = self._sets(mentee, mentor)
        return Fraction(len(ours & theirs), max(len(ours | theirs), 1))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        left = [{fold(item) for item in mentee.items(self.mentee_field)} for mentee in mentees]
        right = [{fold(item) for item in mentor.items(self.mentor_field)} for mentor in mentors]
        ours, theirs = arrays.memberships([[(item, 1) for item in items] for items in left], right)
        many = np.array([len(items) for items in left]), np.array([len(items) for items in right])
        said = np.array([mentee.knows(self.mentee_field) for mentee in mentees], dtype=bool)
        said_theirs = np.array([mentor.knows(self.mentor_field) for mentor in mentors], dtype=bool)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            common = ours[rows] @ theirs[columns].T
            either = np.maximum(many[0][rows, None] + many[1][None, columns] - common, 1)
            return arrays.Fractions(common, either, arrays.outer(said[rows], said_theirs[columns]))

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        theirs = self._sets(mentee, mentor)[1]
        common = [item for item in mentee.items(self.mentee_field) if fold(item) in theirs]
        return f"{spoken(self.mentee_field)} in common: {', '.join(common) or 'none'}"
