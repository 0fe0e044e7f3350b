"""More than one mentee a mentor in a program for future leaders.

Whoever prepares a successor opens doors, shares confidences and vouches for a person. Two mentees of
one mentor who may be after the same role are rivals. Where every objective builds a succession
pipeline or leadership depth, one each is the rule (our choice), and a mentor who wants two says so in
the roster.

Bad:

    objectives:
      - {id: bench, focus: succession_pipeline, statement: Two successors for every plant manager}
    matching:
      capacity: {default: 2}
      criteria:
        - {kind: same, field: location, weight: 1}

Good:

    objectives:
      - {id: bench, focus: succession_pipeline, statement: Two successors for every plant manager}
    matching:
      capacity: {default: 1}
      criteria:
        - {kind: same, field: location, weight: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._focus import for_high_potentials
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    default = program.matching.capacity.default
    if default > 1 and for_high_potentials(program):
        message = f"a mentor gets {default} future leaders unless the roster says otherwise"
        hint = "set default: 1, and let the roster name the mentors who take more"
        yield Remark(message, ("matching", "capacity", "default"), hint)


SHARED_MENTOR = Lint("MK316", Severity.NOTE, _check, __doc__)
