"""Criterion table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from pydantic import Field as Limits
from pydantic import model_validator

from mentorkit.criteria._base import Criterion
from mentorkit.fields import shown
from mentorkit.people import Person
from mentorkit.section import Number, Text
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Listed


class Table(Criterion):
    """Scores made elsewhere: a CSV of mentee, mentor and value.

    {kind: table, file: ../examples/assessment.csv, from: 0, to: 100, weight: 40}

    `from` counts 0 and `to` counts 1, linear between; pairs that are not in the file are unknown.
    """

    kind: Literal["table"]
    file: Text
    """The CSV, relative to the program file; headings mentee, mentor, value."""
    zero: Number = Limits(Decimal(0), alias="from")
    """The number that counts 0."""
    one: Number = Limits(Decimal(1), alias="to")
    """The number that counts 1; below `from` where less is better."""

    @model_validator(mode="after")
    def _apart(self) -> Table:
        if self.zero == self.one:
            raise ValueError("from and to must differ")
        return self

    def looks_at(self) -> tuple[str, str] | None:
        return None

    @property
    def label(self) -> str:
        return self.name or f"table {self.file.rpartition('/')[2]}"

    def _number(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        return facts.tables.get(self.file, {}).get((mentee.key, mentor.key))

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        number = self._number(mentee, mentor, facts)
        if number is None:
            return None
        zero, one = Fraction(self.zero), Fraction(self.one)
        return min(Fraction(1), max(Fraction(0), (number - zero) / (one - zero)))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Listed:
        import numpy as np

        from mentorkit import arrays

        rows_at = {mentee.key: row for row, mentee in enumerate(mentees)}
        columns_at = {mentor.key: column for column, mentor in enumerate(mentors)}
        numbers = facts.tables.get(self.file, {})
        scale = arrays.common_scale(numbers.values(), [self.zero, self.one])
        zero, one = Fraction(self.zero), Fraction(self.one)
        sign, span = (1 if one > zero else -1), int(abs(one - zero) * scale)
        entries = sorted(
            (rows_at[a], columns_at[b], min(span, max(0, sign * int((number - zero) * scale))))
            for (a, b), number in numbers.items()
            if a in rows_at and b in columns_at
        )
        rows, columns = arrays.pair_numbers([entry[:2] for entry in entries])
        kind = np.int64 if span < arrays.EXACT else object
        tops = np.array([entry[2] for entry in entries], dtype=kind)
        known = np.ones(len(entries), dtype=bool)
        own = arrays.Fractions(tops, np.full(len(entries), span, dtype=kind), known)
        rest = arrays.Fractions(np.zeros((1, 1)), np.ones((1, 1)), np.zeros((1, 1), dtype=bool))
        same = np.zeros(len(mentees), dtype=np.int64), np.zeros(len(mentors), dtype=np.int64)
        return arrays.Listed(*same, rest, rows, columns, own)

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        number = self._number(mentee, mentor, facts) or Fraction(0)
        return f"{self.label.removeprefix('table ')}: {shown(Decimal(number.numerator) / number.denominator)}"
