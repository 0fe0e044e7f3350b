"""A criterion that serves no objective.

Its weight is taken from those that do, so it should be there for a reason (practice 3: matching criteria
follow from the goals). Common hours, places and wishes make meetings possible and are reason enough:
keep their weight small, and ignore this with the reason. Programs without objectives are not asked.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
    matching:
      criteria:
        - {kind: same, field: function, weight: 1}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
    matching:
      criteria:
        - {kind: same, field: function, weight: 1, serves: [bench]}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import links
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not program.objectives:
        return
    for number, criterion in enumerate(program.matching.criteria):
        if not links.served(program, criterion):
            message = f'the criterion "{criterion.label}" serves no objective'
            hint = "add serves: with the ids of the objectives that it furthers, or leave the criterion out"
            yield Remark(message, ("matching", "criteria", number), hint)


CRITERION_WITHOUT_OBJECTIVE = Lint("MK131", Severity.NOTE, _check, __doc__)
