"""Rule on_or_after."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar, Literal

from mentorkit.fields import FieldType, spoken
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict, judged
from mentorkit.vocabulary import Facts


class OnOrAfter(FieldRule):
    """A date is not before a day.

    {rule: on_or_after, field: available_from, value: 2027-01-11}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("date",)

    rule: Literal["on_or_after"]
    value: dt.date
    """The first day that meets the rule."""

    def bound(self, facts: Facts) -> Bound:
        return Bound(self.field, low=Decimal(self.value.toordinal()))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        date = person.date(self.field)
        if date is None:
            return None
        words = f"{spoken(self.field)} {date}"
        return judged(date >= self.value, words, f"{words}; on or after {self.value} needed")
