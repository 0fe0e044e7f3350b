"""An objective that no criterion and no rule serves.

The goal stands in the program, but people would be chosen and paired in just the same way without it;
at best it comes true by chance (practice 3: matching criteria follow from the goals). A criterion
serves the objectives that it lists under `serves`; `function_at_risk` without it serves all that
name a function; `covers_objectives` serves all whose skills it counts, and `one_of` those with a
function or a skill that it names.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
    matching:
      criteria:
        - {kind: same, field: location, weight: 1}

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
    for number, objective in enumerate(program.objectives):
        if links.serving_criteria(program, objective) or links.serving_rules(program, objective):
            continue
        message = f'no criterion and no rule serves the objective "{objective.id}"'
        hint = (
            f"add serves: [{objective.id}] to the criteria that further it, or a criterion or rule that does"
        )
        yield Remark(message, ("objectives", number), hint)


OBJECTIVE_WITHOUT_SUPPORT = Lint("MK130", Severity.WARNING, _check, __doc__)
