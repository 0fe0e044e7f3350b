"""Rule training_completed."""

from __future__ import annotations

from typing import ClassVar, Literal

from mentorkit.fields import FieldType, fold
from mentorkit.people import Person
from mentorkit.rules._base import FieldRule, Verdict
from mentorkit.section import Text
from mentorkit.vocabulary import Facts


class TrainingCompleted(FieldRule):
    """A training is among those completed; whoever lacks it is conditional on it.

    {rule: training_completed, training: mentor-basics}

    A blank cell means that none is completed.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("list",)

    rule: Literal["training_completed"]
    training: Text
    """The training, as rosters name it."""
    field: Text = "training_completed"
    """The list of completed trainings."""
    otherwise: Literal["conditional", "not_met"] = "conditional"
    """What whoever lacks it is: conditional on completing it, or not qualified yet."""

    @property
    def name(self) -> str:
        return f"training_completed {self.training}"

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        if fold(self.training) in map(fold, person.items(self.field)):
            return Verdict("met", f"{self.training} completed")
        if not person.knows(self.field) and self.unknown == "allow":
            return None
        return Verdict(self.otherwise, f"{self.training} not completed", self.training)
