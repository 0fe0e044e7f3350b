"""The level gaps that the hard rules of matching leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentorkit.constraints import Constraint, LevelGap, Same
from mentorkit.finding import Steps
from mentorkit.program import Program


@dataclass(frozen=True, slots=True)
class GapRule:
    """A constraint on the levels of a pair as an interval; None is an open end."""

    path: Steps
    never: bool
    constraint: Constraint
    low: int | None
    high: int | None

    def allows(self, gap: int) -> bool:
        """Whether a mentor may be so many levels above the mentee."""
        inside = (self.low is None or gap >= self.low) and (self.high is None or gap <= self.high)
        return inside != self.never


def gap_rules(program: Program, field: str) -> list[GapRule]:
    """Every hard rule on the levels of one field."""
    found = []
    for path, never, constraint in program.matching.constraints():
        at = ("matching", *path)
        if isinstance(constraint, LevelGap) and constraint.field == field:
            found.append(GapRule(at, never, constraint, constraint.at_least, constraint.at_most))
        elif isinstance(constraint, Same) and {constraint.mentee_field, constraint.mentor_field} == {field}:
            found.append(GapRule(at, never, constraint, 0, 0))
    return found


def allowed_gaps(program: Program, rules: Sequence[GapRule]) -> list[int]:
    """The gaps between any two levels of the vocabulary that all these rules allow, rising."""
    top = len(program.vocabulary.levels) - 1
    return [gap for gap in range(-top, top + 1) if all(rule.allows(gap) for rule in rules)]


def has_levels(program: Program, field: str) -> bool:
    """Whether it is a field of career levels that the vocabulary lists."""
    known = program.vocabulary.known_fields.get(field)
    return known is not None and known.type == "level" and bool(known.levels)
