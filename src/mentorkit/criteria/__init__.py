"""Matching criteria: one class a file; a value in [0, 1] for a mentee and a mentor, and why."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from mentorkit.criteria._base import Criterion, Part
from mentorkit.criteria.closeness import Closeness
from mentorkit.criteria.covers import Covers
from mentorkit.criteria.function_at_risk import FunctionAtRisk
from mentorkit.criteria.level_gap import LevelGap
from mentorkit.criteria.lookup import Lookup
from mentorkit.criteria.overlap import Overlap
from mentorkit.criteria.preference import Preference
from mentorkit.criteria.role_successor import RoleSuccessor
from mentorkit.criteria.same import Same
from mentorkit.criteria.table import Table

CRITERIA = (
    Closeness,
    Covers,
    FunctionAtRisk,
    LevelGap,
    Lookup,
    Overlap,
    Preference,
    RoleSuccessor,
    Same,
    Table,
)

if TYPE_CHECKING:
    AnyCriterion = Criterion
else:
    AnyCriterion = Annotated[Union[CRITERIA], Discriminator("kind")]  # noqa: UP007  # made from the tuple

__all__ = [
    "CRITERIA",
    "AnyCriterion",
    "Covers",
    "Criterion",
    "Overlap",
    "Part",
    "Preference",
    "RoleSuccessor",
    "Same",
    "Table",
]
