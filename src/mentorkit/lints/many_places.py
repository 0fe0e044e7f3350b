"""Mentors who may have more than three mentees.

An hour every other week for each of four people, with what it takes to prepare, is a day a month that
nobody has twice. Pairs of overcommitted mentors meet less and end early; a few mentees who are really
mentored are worth more (practice 2: quality over quantity). Three is our choice.

It looks at what the program itself allows: `default` for mentors whose roster names no number, and
`at_most`. Without `at_most` a mentor's own word in the roster counts, and nothing is said.

Bad:

    matching:
      capacity: {default: 1, at_most: 5}
      criteria:
        - {kind: same, field: location, weight: 1}

Good:

    matching:
      capacity: {default: 1, at_most: 3}
      criteria:
        - {kind: same, field: location, weight: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._focus import for_high_potentials
from mentorkit.program import Program

MOST = 3
"""Mentees that one mentor can do justice to (our choice)."""


def _check(program: Program) -> Iterator[Remark]:
    capacity = program.matching.capacity
    path = ("matching", "capacity")
    hint = f"allow {MOST} or fewer"
    if capacity.default > MOST and not for_high_potentials(program):  # MK316 asks for fewer still
        message = f"a mentor whose roster names no number gets {capacity.default} mentees"
        yield Remark(message, (*path, "default"), hint)
    if capacity.at_most is not None and capacity.at_most > MOST:
        yield Remark(f"a mentor may have {capacity.at_most} mentees", (*path, "at_most"), hint)


MANY_PLACES = Lint("MK315", Severity.WARNING, _check, __doc__)
