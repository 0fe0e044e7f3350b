"""Rule on_or_before."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Literal

from mentorkit.fields import FieldType, spoken
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict, judged
from mentorkit.vocabulary import Facts


class OnOrBefore(FieldRule):
    """A date is not after a day.

    {rule: on_or_before, field: hire_date, value: 2025-01-01, because: two years in the house}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("date",)

    rule: Literal["on_or_before"]
    value: dt.date
    """The last day that meets the rule."""

    def bound(self, facts: Facts) -> Bound:
        return Bound(self.field, high=Decimal(self.value.toordinal()))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        date = person.date(self.field)
        if date is None:
            return None
        words = f"{spoken(self.field)} {date}"
        return judged(date <= self.value, words, f"{words}; on or before {self.value} needed")
