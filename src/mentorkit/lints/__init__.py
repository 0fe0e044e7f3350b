"""What a careful consultant would ask about a program: one lint a file."""

from mentorkit.lints._base import Lint, Remark, RosterLint
from mentorkit.lints.no_measure import NO_MEASURE

LINTS: tuple[Lint, ...] = (
    NO_MEASURE,
)  # fmt: skip  # one a line, in the order of their codes
"""Lints of the program file."""

ROSTER_LINTS: tuple[RosterLint, ...] = ()
"""Lints of a program with its rosters."""

__all__ = ["LINTS", "ROSTER_LINTS", "Lint", "Remark", "RosterLint"]
