"""What a pool is ranked by: one class a file; a value in [0, 1] for a person, and why."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from mentorkit.ranking._base import CODES, Ranking
from mentorkit.ranking.availability import TimeAvailable
from mentorkit.ranking.brings_skills import BringsSkills
from mentorkit.ranking.function_at_risk import AtRiskFunction
from mentorkit.ranking.level import CareerLevel
from mentorkit.ranking.nine_box import NineBox
from mentorkit.ranking.skill_gaps import SkillGaps

RANKINGS = (
    TimeAvailable,
    BringsSkills,
    AtRiskFunction,
    CareerLevel,
    NineBox,
    SkillGaps,
)

if TYPE_CHECKING:
    AnyRanking = Ranking
else:
    AnyRanking = Annotated[Union[RANKINGS], Discriminator("kind")]  # noqa: UP007  # made from the tuple

__all__ = ["CODES", "RANKINGS", "AnyRanking", "Ranking", "TimeAvailable"]
