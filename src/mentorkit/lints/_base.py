"""What every lint shares: the remark it makes, and what the two sorts of lint look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mentorkit.finding import Location, Severity, Steps
from mentorkit.people import Roster
from mentorkit.program import Program


@dataclass(frozen=True, slots=True)
class Remark:
    """What a lint says, and where: a path from the top of the program file, or a place in a roster."""

    message: str
    path: Steps = ()
    """Of something that is missing, the path of what lacks it."""
    hint: str = ""
    place: Location | None = None
    """A place in a roster, instead of the path."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One thing that a careful consultant would ask about."""

    code: str
    severity: Severity
    check: Callable[[Program], Iterator[Remark]]
    page: str
    """The docstring of its module: a first line that says what is wrong, then why it matters with the
    source, a bad and a good example."""


@dataclass(frozen=True, slots=True)
class RosterLint:
    """The same of a program and its people."""

    code: str
    severity: Severity
    check: Callable[[Program, Roster, Roster], Iterator[Remark]]
    """Of the program, the mentors and the mentees."""
    page: str
