"""Rule at_least."""

from __future__ import annotations

from typing import ClassVar, Literal

from mentorkit.fields import FieldType, shown, spoken
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict, judged
from mentorkit.section import Number
from mentorkit.vocabulary import Facts


class AtLeast(FieldRule):
    """A number is not below a value.

    {rule: at_least, field: tenure_years, value: 2, because: knows how decisions are made here}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("number",)

    rule: Literal["at_least"]
    value: Number
    """The lowest number that meets the rule."""

    def bound(self, facts: Facts) -> Bound:
        return Bound(self.field, low=self.value)

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        number = person.number(self.field)
        if number is None:
            return None
        words = f"{spoken(self.field)} {shown(number)}"
        return judged(number >= self.value, words, f"{words}, at least {shown(self.value)} needed")
