"""Constraint level_gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, model_validator

from mentorkit.constraints._base import Constraint
from mentorkit.people import Person
from mentorkit.section import Problem, Text
from mentorkit.sides import CODES, Need
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import TruthBlock


class LevelGap(Constraint):
    """The mentor is so many levels above the mentee.

    {rule: level_gap, at_least: 1, at_most: 3}

    Below 0 the mentor may be junior to the mentee.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]}
    )

    rule: Literal["level_gap"]
    field: Text = "level"
    """A level field."""
    at_least: int | None = None
    """The fewest levels above."""
    at_most: int | None = None
    """The most levels above."""

    @model_validator(mode="after")
    def _interval(self) -> LevelGap:
        if self.at_least is None and self.at_most is None:
            raise ValueError("needs at_least, at_most or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"at_least {self.at_least} is above at_most {self.at_most}")
        return self

    @property
    def name(self) -> str:
        return "level_gap" if self.field == "level" else f"level_gap {self.field}"

    def looks_at(self) -> tuple[str, str] | None:
        return self.field, self.field

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", self.field),), (("mentors", self.field),))

    def problems(self, facts: Facts) -> Iterator[Problem]:
        return facts.misfits(self.field, ["level"], CODES)

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        ours, theirs = facts.rank(mentee.text(self.field)), facts.rank(mentor.text(self.field))
        if ours is None or theirs is None:
            return None
        gap = theirs - ours
        enough = self.at_least is None or gap >= self.at_least
        return enough and (self.at_most is None or gap <= self.at_most)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> TruthBlock:
        from mentorkit import arrays

        ours, ours_known = arrays.levels([facts.rank(mentee.text(self.field)) for mentee in mentees])
        theirs, theirs_known = arrays.levels([facts.rank(mentor.text(self.field)) for mentor in mentors])
        low = -5_000 if self.at_least is None else self.at_least
        high = 5_000 if self.at_most is None else self.at_most

        def truths(rows: arrays.Some, columns: arrays.Some) -> arrays.Truths:
            gap = theirs[None, columns] - ours[rows, None]
            known = arrays.outer(ours_known[rows], theirs_known[columns])
            return arrays.Truths((gap >= low) & (gap <= high) & known, known)

        return truths
