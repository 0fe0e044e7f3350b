"""One criterion with more than 60 % of the weight.

It decides alone, and the others only break ties: a pair that is best in all of them still loses to
one that is best in it. That may be meant; then the others can go, or become hard rules. The line at
60 % is our choice.

The words high, medium and low count 5, 3 and 1. A single criterion is MK310's matter.

Bad:

    matching:
      criteria:
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 80}
        - {kind: overlap, field: languages, weight: 10}
        - {kind: same, field: location, weight: 10}

Good:

    matching:
      criteria:
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 50}
        - {kind: overlap, field: languages, weight: 30}
        - {kind: same, field: location, weight: 20}
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from mentorkit.fields import shown
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program

MOST = Fraction(60, 100)
"""The largest share of the weight that leaves something to the others (our choice)."""


def _check(program: Program) -> Iterator[Remark]:
    criteria = program.matching.criteria
    total = sum(Fraction(criterion.stated) for criterion in criteria)
    for number, criterion in enumerate(criteria):
        share = Fraction(criterion.stated) / total
        if len(criteria) > 1 and share > MOST:
            # Rounded up, so that a share just above the line is not shown as 60 %.
            percent = shown(Decimal(math.ceil(share * 1000)) / 10)
            message = f'"{criterion.label}" has {percent} % of the weight and all but decides alone'
            hint = "give the others more, or make what must hold a rule under must:"
            yield Remark(message, ("matching", "criteria", number), hint)


ONE_CRITERION_DECIDES = Lint("MK311", Severity.NOTE, _check, __doc__)
