"""A pool that does not ask who has time.

The ablest people are the busiest, and a pool that looks at talent alone fills with pairs that do not
meet. Practice 6 chooses the first people on objectives, skill and career level, and on availability.

Bad:

    vocabulary: {levels: [analyst, manager]}
    pool:
      mentees:
        require: [{rule: level_at_least, value: manager}]
        size: 20

Good:

    vocabulary: {levels: [analyst, manager], fields: {hours_a_month: number}}
    pool:
      mentees:
        require: [{rule: level_at_least, value: manager}]
        rank_by: [{kind: availability, field: hours_a_month, full: 4, weight: 1}]
        size: 20

The ranking `availability` asks who has time. A rule or another ranking counts as one of time where its name,
its field or its reason (`because`) has a word of time in it, such as availability, hours, calendar, workload
or capacity. So does a qualification rule of the same role: who gets into the pool has met it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.people import Role
from mentorkit.plans import PoolSide
from mentorkit.program import Program
from mentorkit.rules import Rule

TIME = re.compile(
    r"availab|workload|calendar|schedule|capacity"
    r"|(?<![a-z])(times?|hours?|minutes?|days?|weeks?|weekly|months?|monthly|slots?|free|busy)(?![a-z])"
)
"""What in a field's name or a rule's reason speaks of time (our choice)."""


def _check(program: Program) -> Iterator[Remark]:
    roles: tuple[Role, ...] = ("mentees", "mentors")
    for role in roles:
        side: PoolSide | None = getattr(program.pool, role, None)
        if side is None:
            continue
        rules = [*side.require, *(rule for _, _, rule in program.qualification_of(role).parts())]
        texts = [field for rank in side.rank_by for field in (rank.label, *rank.fields())]
        texts += [text for rule in rules for text in _texts(rule)]
        if not any(TIME.search(text.casefold()) for text in texts):
            hint = "require or rank by a field of time, such as availability"
            yield Remark(f"the pool of {role} does not look at who has time", ("pool", role), hint)


def _texts(rule: Rule) -> Iterator[str]:
    yield from rule.uses()
    yield rule.because or ""


POOL_IGNORES_AVAILABILITY = Lint("MK611", Severity.WARNING, _check, __doc__)
