"""Ranking brings_skills."""

from __future__ import annotations

from typing import Literal

from mentorkit.people import Person
from mentorkit.ranking._base import SkillRanking
from mentorkit.section import Text
from mentorkit.vocabulary import Facts


class BringsSkills(SkillRanking):
    """The skills that the objectives target and the person brings.

    {kind: brings_skills, field: skills, weight: 60, serves: [plant-manager-bench]}

    The share of the objectives' skills that stand in the person's list. Without `serves`, the skills of
    every objective count.
    """

    kind: Literal["brings_skills"]
    field: Text = "skills"
    """The list of what the person can pass on."""

    def sentence(self, person: Person, facts: Facts) -> str:
        return f"brings {self.said(person, facts)}"
