"""Rule level_at_most."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from mentorkit.people import Person
from mentorkit.rules._base import Bound, LevelRule, Verdict, judged
from mentorkit.vocabulary import Facts


class LevelAtMost(LevelRule):
    """A career level is not above a level of the vocabulary.

    {rule: level_at_most, value: senior manager}
    """

    rule: Literal["level_at_most"]

    def bound(self, facts: Facts) -> Bound | None:
        rank = facts.rank(self.value)
        return None if rank is None else Bound(self.field, high=Decimal(rank))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        ranks = self.ranks(person, facts)
        if ranks is None:
            return None
        words = f"is {person.text(self.field)}"
        return judged(ranks[0] <= ranks[1], words, f"{words}, {self.value} or below needed")
