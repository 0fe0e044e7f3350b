"""Rule level_at_most."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from mentorkit.fields import FieldType
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict, judged
from mentorkit.section import Problem, Text
from mentorkit.vocabulary import Facts


class LevelAtMost(FieldRule):
    """A career level is not above a level of the vocabulary.

    {rule: level_at_most, value: senior manager}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("level",)

    rule: Literal["level_at_most"]
    field: Text = "level"
    """A level field."""
    value: Text
    """The highest level that meets the rule."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        yield from facts.unknown_level(self.value, "MK204", ("value",))

    def bound(self, facts: Facts) -> Bound | None:
        rank = facts.rank(self.value)
        return None if rank is None else Bound(self.field, high=Decimal(rank))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        level = person.text(self.field)
        rank, wanted = facts.rank(level), facts.rank(self.value)
        if rank is None or wanted is None:
            return None
        return judged(rank <= wanted, f"is {level}", f"is {level}, {self.value} or below needed")
