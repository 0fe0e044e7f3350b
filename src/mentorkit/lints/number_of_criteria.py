"""Fewer than three or more than six criteria.

With one or two, most pairs score alike and the best of them is a matter of chance. With seven or
more, each counts so little that nobody can say afterwards why two people were paired. Three to six is
what practice settled on (Insala 2016).

Bad:

    matching:
      criteria:
        - {kind: same, field: location, weight: 1}

Good:

    matching:
      criteria:
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 50}
        - {kind: overlap, field: languages, weight: 30}
        - {kind: same, field: location, weight: 20}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program

FEWEST, MOST = 3, 6
"""How many criteria are enough to tell pairs apart, and few enough to explain them (Insala 2016)."""


def _check(program: Program) -> Iterator[Remark]:
    count = len(program.matching.criteria)
    path = ("matching", "criteria")
    if count < FEWEST:
        what = "one criterion does" if count == 1 else f"{count} criteria do"
        message = f"{what} little to tell pairs apart; {FEWEST} to {MOST} are usual"
        yield Remark(message, path, "what else makes a pair good for the goals?")
    elif count > MOST:
        message = f"{count} criteria dilute each other; {FEWEST} to {MOST} are usual"
        yield Remark(message, path, "leave out those that serve no objective")


NUMBER_OF_CRITERIA = Lint("MK310", Severity.NOTE, _check, __doc__)
