"""A program without objectives.

Whom to choose, whom to pair and what to say all follow from what the program is for. Without a goal
that the leadership shares, every pair is as good as the next and nobody can say later what the hours
were for (practice 1: goals that are specific and aligned with leadership).

Bad:

    objectives: []

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not program.objectives:
        path = ("objectives",) if "objectives" in program.model_fields_set else ()
        hint = "add objectives: with an id, a focus and a statement of what shall be different at the end"
        yield Remark("the program names no objectives", path, hint)


NO_OBJECTIVES = Lint("MK110", Severity.WARNING, _check, __doc__)
