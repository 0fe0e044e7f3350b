"""A measure that is read only after the program has closed.

By then the team has moved on, the sponsors have decided on the next cycle, and nobody is left to act on
the figure (our choice). Promotions and retention do show late; then give the close as the date of a
first reading, or ignore this with the name of whoever reads the figure afterwards. A date before
the launch is an error (MK010).

Bad:

    launch: 2027-01-11
    close: 2027-12-17
    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        measure: {metric: bench_strength, baseline: 0.5, target: 2, by: 2028-12-17}

Good:

    launch: 2027-01-11
    close: 2027-12-17
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
        by = objective.measure and objective.measure.by
        if by and program.close and by > program.close:
            message = f'"{objective.id}" is measured on {by}, after the program closes on {program.close}'
            hint = "choose a date up to the close, or say in an ignore who reads the figure later"
            yield Remark(message, ("objectives", number, "measure", "by"), hint)


MEASURED_AFTER_CLOSE = Lint("MK115", Severity.NOTE, _check, __doc__)
