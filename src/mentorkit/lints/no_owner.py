"""An objective that nobody answers for.

A goal without an owner in the business is a goal of the personnel department alone: nobody clears the
way when a manager holds a mentee back, and nobody has to explain the figure at the end (practice 1:
goals aligned with leadership). The owner is a person or a role, better in the line than in the
program office.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        owner: Chief Operating Officer
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        if objective.owner is None:
            message = f'nobody answers for the objective "{objective.id}"'
            yield Remark(message, ("objectives", number), "add owner: with a person or a role")


NO_OWNER = Lint("MK116", Severity.WARNING, _check, __doc__)
