"""Constraint shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field as Limits

from mentorkit.constraints._base import Comparison
from mentorkit.fields import FieldType, fold
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import TruthBlock


class Shares(Comparison):
    """Both have something in common.

    {rule: shares, field: languages}

    With `mentee` and `mentor` it compares two fields:
    {rule: shares, mentee: development_goals, mentor: skills}.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("list", "ratings", "text")

    rule: Literal["shares"]
    at_least: Annotated[int, Limits(ge=1)] = 1
    """How many items in common (our choice: 1)."""

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        if not mentee.knows(self.mentee_field) or not mentor.knows(self.mentor_field):
            return None
        ours = {fold(item) for item in mentee.items(self.mentee_field)}
        theirs = {fold(item) for item in mentor.items(self.mentor_field)}
        return len(ours & theirs) >= self.at_least

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> TruthBlock:
        import numpy as np

        from mentorkit import arrays

        left = [{fold(item) for item in mentee.items(self.mentee_field)} for mentee in mentees]
        right = [{fold(item) for item in mentor.items(self.mentor_field)} for mentor in mentors]
        ours, theirs = arrays.memberships([[(item, 1) for item in items] for items in left], right)
        said = np.array([mentee.knows(self.mentee_field) for mentee in mentees], dtype=bool)
        said_theirs = np.array([mentor.knows(self.mentor_field) for mentor in mentors], dtype=bool)

        def truths(rows: arrays.Some, columns: arrays.Some) -> arrays.Truths:
            return arrays.Truths(
                ours[rows] @ theirs[columns].T >= self.at_least,
                arrays.outer(said[rows], said_theirs[columns]),
            )

        return truths
