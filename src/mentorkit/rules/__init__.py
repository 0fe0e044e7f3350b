"""Qualification rules: one class a file; a person meets a rule, meets it after a training, or not."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from mentorkit.rules._base import CODES, Bound, Outcome, Rule, Verdict
from mentorkit.rules.answered_yes import AnsweredYes
from mentorkit.rules.at_least import AtLeast
from mentorkit.rules.at_most import AtMost
from mentorkit.rules.covers_objectives import CoversObjectives, brought
from mentorkit.rules.level_at_least import LevelAtLeast
from mentorkit.rules.level_at_most import LevelAtMost
from mentorkit.rules.on_or_after import OnOrAfter
from mentorkit.rules.on_or_before import OnOrBefore
from mentorkit.rules.one_of import OneOf
from mentorkit.rules.rating import Rating
from mentorkit.rules.training_completed import TrainingCompleted

RULES = (
    AnsweredYes,
    AtLeast,
    AtMost,
    CoversObjectives,
    LevelAtLeast,
    LevelAtMost,
    OnOrAfter,
    OnOrBefore,
    OneOf,
    Rating,
    TrainingCompleted,
)

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[RULES], Discriminator("rule")]  # noqa: UP007  # made from the tuple

__all__ = ["CODES", "RULES", "AnyRule", "Bound", "Outcome", "Rating", "Rule", "Verdict", "brought"]
