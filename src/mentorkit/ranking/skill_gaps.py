"""Ranking skill_gaps."""

from __future__ import annotations

from typing import Literal

from mentorkit.people import Person
from mentorkit.ranking._base import SkillRanking
from mentorkit.section import Text
from mentorkit.vocabulary import Facts


class SkillGaps(SkillRanking):
    """The skills that the objectives target and the person asks for.

    {kind: skill_gaps, field: development_goals, weight: 30, serves: [plant-manager-bench]}

    The share of the objectives' skills that stand in the person's list. Without `serves`, the skills of
    every objective count.
    """

    kind: Literal["skill_gaps"]
    field: Text = "development_goals"
    """The list of what the person wants to learn."""

    def sentence(self, person: Person, facts: Facts) -> str:
        return f"asks for {self.said(person, facts)}"
