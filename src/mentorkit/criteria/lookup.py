"""Criterion lookup."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from mentorkit.criteria._base import Comparison
from mentorkit.fields import FieldType, fold, shown
from mentorkit.people import Person
from mentorkit.section import Share
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class Lookup(Comparison):
    """A table over the mentee's value and the mentor's.

    {kind: lookup, field: function, table: {operations: {finance: 0.5, logistics: 1}}, weight: 10}

    The outer keys are the mentee's values, the inner keys the mentor's; `otherwise` for the rest.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("text", "level", "yes_no")

    kind: Literal["lookup"]
    table: dict[str, dict[str, Share]]
    """The mentee's value to the mentor's value to a number from 0 to 1."""
    otherwise: Share = Decimal(0)
    """The number for values that are not in the table."""

    @cached_property
    def _folded(self) -> dict[str, dict[str, Decimal]]:
        return {fold(a): {fold(b): number for b, number in row.items()} for a, row in self.table.items()}

    def _word(self, person: Person, field: str) -> str | None:
        answer = person.yes(field)
        return person.category(field) if answer is None else ("yes" if answer else "no")

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        ours, theirs = self._word(mentee, self.mentee_field), self._word(mentor, self.mentor_field)
        if ours is None or theirs is None:
            return None
        return Fraction(self._folded.get(ours, {}).get(theirs, self.otherwise))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        left = [self._word(mentee, self.mentee_field) for mentee in mentees]
        right = [self._word(mentor, self.mentor_field) for mentor in mentors]
        ours, theirs = arrays.codes(left, right)
        words = {**dict(zip(left, ours, strict=True)), **dict(zip(right, theirs, strict=True))}
        cells = {(words.get(a), words.get(b)): n for a, row in self._folded.items() for b, n in row.items()}
        scale = arrays.common_scale([self.otherwise, *cells.values()])
        kind = np.int64 if scale < arrays.EXACT else object
        known_words = sum(word is not None for word in words)
        grid = np.full((known_words + 1, known_words + 1), int(Fraction(self.otherwise) * scale), dtype=kind)
        for (a, b), number in cells.items():
            if a is not None and b is not None:
                grid[a, b] = int(Fraction(number) * scale)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            known = arrays.outer(ours[rows] >= 0, theirs[columns] >= 0)
            return arrays.Fractions(
                grid[np.ix_(ours[rows], theirs[columns])], np.array([scale], dtype=kind), known
            )

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        words = f"{mentee.values[self.mentee_field]} with {mentor.values[self.mentor_field]}"
        value = self.value(mentee, mentor, facts) or Fraction(0)
        return f"{self.label}: {words} counts {shown(Decimal(value.numerator) / value.denominator)}"
