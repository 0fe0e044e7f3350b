"""An objective that is tied to no business plan.

A goal that stands in a plan of the business has a budget, a date and somebody who asks about it;
mentoring for its own sake is what is cut first (practices 1 and 4: goals aligned with leadership, and
a program that is communicated as a business strategy first and foremost). The plan is also the first
sentence of every message to managers.

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
        supports: Operations continuity plan 2027
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        if objective.supports is None:
            message = f'the objective "{objective.id}" belongs to no business plan'
            yield Remark(message, ("objectives", number), "add supports: with the plan that it belongs to")


NO_BUSINESS_PLAN = Lint("MK119", Severity.WARNING, _check, __doc__)
