"""A pool of more mentees than its mentors have places.

Whoever is chosen for the first cohort and then gets no mentor has been promised something. Quality
comes before quantity (practices 2 and 6): choose fewer mentees, or find the mentors first.

Bad:

    pool:
      mentees: {size: 30}
      mentors: {size: 12}
    matching:
      capacity: {default: 1, at_most: 2}
      criteria: [{kind: same, field: location, weight: 1}]

Good:

    pool:
      mentees: {size: 24}
      mentors: {size: 12}
    matching:
      capacity: {default: 1, at_most: 2}
      criteria: [{kind: same, field: location, weight: 1}]

A mentor counts with the most places that the program lets anyone have, `at_most`, and with `default`
where there is no such limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    pool, capacity = program.pool, program.matching.capacity
    mentees = pool.mentees.size if pool and pool.mentees else None
    mentors = pool.mentors.size if pool and pool.mentors else None
    if mentees is None or mentors is None:
        return
    each = capacity.default if capacity.at_most is None else capacity.at_most
    if mentees > mentors * each:
        offered = f"{mentors} mentors of {each} place{'s' * (each != 1)} each"
        said = f"{mentees} mentees in the pool for {offered}: {mentees - mentors * each} too many"
        hint = "take fewer mentees or more mentors"
        yield Remark(said, ("pool", "mentees", "size"), hint)


POOL_ABOVE_PLACES = Lint("MK612", Severity.WARNING, _check, __doc__)
