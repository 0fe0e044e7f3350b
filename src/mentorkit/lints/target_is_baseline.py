"""A target equal to the baseline.

The goal is reached on the day it is written down, whatever the program does, so the figure cannot show
that mentoring was worth it (practice 1: specific goals). Mostly the baseline was copied and never
raised. Where holding a figure is the goal, say so in the statement, and ignore this with that reason.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        measure: {metric: bench_strength, baseline: 2, target: 2, by: 2027-12-17}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        measure: {metric: bench_strength, baseline: 0.5, target: 2, by: 2027-12-17}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.fields import shown
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        measure = objective.measure
        if measure and measure.target is not None and measure.target == measure.baseline:
            message = (
                f'the target of "{objective.id}" is {shown(measure.target)}, which is where it stands today'
            )
            hint = "set the target that the program is to reach, or mend the baseline"
            yield Remark(message, ("objectives", number, "measure", "target"), hint)


TARGET_IS_BASELINE = Lint("MK114", Severity.WARNING, _check, __doc__)
