"""Rule at_most."""

from __future__ import annotations

from typing import ClassVar, Literal

from mentorkit.fields import FieldType, shown, spoken
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict, judged
from mentorkit.section import Number
from mentorkit.vocabulary import Facts


class AtMost(FieldRule):
    """A number is not above a value.

    {rule: at_most, field: current_mentees, value: 2}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("number",)

    rule: Literal["at_most"]
    value: Number
    """The highest number that meets the rule."""

    def bound(self, facts: Facts) -> Bound:
        return Bound(self.field, high=self.value)

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        number = person.number(self.field)
        if number is None:
            return None
        words = f"{spoken(self.field)} {shown(number)}"
        return judged(number <= self.value, words, f"{words}, at most {shown(self.value)} allowed")
