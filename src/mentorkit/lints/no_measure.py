"""An objective without a measure.

Nobody can say at the end whether the program did what it was paid for, and next year's budget is
argued from anecdotes. A goal is specific when the figure that shows it is named before the start
(practice 1: goals that are specific and aligned with leadership).

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
        measure: {metric: bench_strength, baseline: 0.5, target: 2, by: 2027-12-17}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        if objective.measure is None:
            hint = "add measure: with metric, baseline, target and by"
            yield Remark(f'the objective "{objective.id}" has no measure', ("objectives", number), hint)


NO_MEASURE = Lint("MK112", Severity.WARNING, _check, __doc__)
