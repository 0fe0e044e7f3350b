"""Rule level_at_least."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from mentorkit.people import Person
from mentorkit.rules._base import Bound, LevelRule, Verdict, judged
from mentorkit.vocabulary import Facts


class LevelAtLeast(LevelRule):
    """A career level is not below a level of the vocabulary.

    {rule: level_at_least, value: manager}
    """

    rule: Literal["level_at_least"]

    def bound(self, facts: Facts) -> Bound | None:
        rank = facts.rank(self.value)
        return None if rank is None else Bound(self.field, low=Decimal(rank))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        ranks = self.ranks(person, facts)
        if ranks is None:
            return None
        words = f"is {person.text(self.field)}"
        return judged(ranks[0] >= ranks[1], words, f"{words}, {self.value} or above needed")
