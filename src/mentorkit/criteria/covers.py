"""Criterion covers."""

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


class Covers(Comparison):
    """The share of the mentee's wishes that the mentor brings.

    {kind: covers, mentee: development_goals, mentor: skills, ordered: true, weight: 35}

    Of n wishes, wish k weighs n + 1 - k with `ordered: true`, else every wish weighs 1. Where the
    wishes are ratings, k is 1 + how many are rated higher: equal ratings weigh the same.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("list", "ratings", "text")

    kind: Literal["covers"]
    ordered: bool = False
    """Whether earlier wishes weigh more."""

    def _wishes(self, mentee: Person) -> list[tuple[str, int]]:
        items, ratings = mentee.items(self.mentee_field), mentee.ratings(self.mentee_field)
        above = {item: sum(rating > ratings[item] for rating in ratings.values()) for item in ratings}
        return [
            (fold(item), len(items) - above.get(item, place) if self.ordered else 1)
            for place, item in enumerate(items)
        ]

    def _brought(self, mentor: Person) -> set[str]:
        return {fold(item) for item in mentor.items(self.mentor_field)}

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        wishes, brought = self._wishes(mentee), self._brought(mentor)
        if not wishes or not mentor.knows(self.mentor_field):
            return None
        met = sum(weight for wish, weight in wishes if wish in brought)
        return Fraction(met, sum(weight for _, weight in wishes))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        wishes = [self._wishes(mentee) for mentee in mentees]
        ours, theirs = arrays.memberships(wishes, [self._brought(mentor) for mentor in mentors])
        total = np.array([sum(weight for _, weight in some) for some in wishes], dtype=np.int64)
        answered = np.array([mentor.knows(self.mentor_field) for mentor in mentors], dtype=bool)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            whole = np.maximum(total[rows], 1)[:, None]
            known = arrays.outer(total[rows] > 0, answered[columns])
            return arrays.Fractions(ours[rows] @ theirs[columns].T, whole, known)

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        brought = self._brought(mentor)
        wishes = mentee.items(self.mentee_field)
        met = [wish for wish in wishes if fold(wish) in brought]
        named = f" ({', '.join(met)})" if met else ""
        return f"{len(met)} of {len(wishes)} {spoken(self.mentee_field)}{named}"
