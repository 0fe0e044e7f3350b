"""A first cycle without a pilot pool.

A program is judged by its first cohort. One that is chosen, people of high potential with time, a
need that the objectives name and a mentor who fits, shows what mentoring can do and finds the faults
of the plan while they are small (practice 6: begin with a specific pool of mentees and mentors).

Bad:

    cycle: 1

Good:

    cycle: 1
    pool:
      mentees: {rank_by: [{kind: availability, full: 3, weight: 1}], size: 20}
      mentors: {rank_by: [{kind: availability, full: 3, weight: 1}], size: 20}

`pool` chooses the people, and `match` pairs those. Where they were chosen before they stood in the rosters,
say so in an ignore. From the second cycle on (`cycle: 2`) no pool is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    pool = program.pool
    if program.cycle == 1 and (pool is None or (pool.mentees is None and pool.mentors is None)):
        hint = (
            "add pool: with what ranks its people and how many they are, or say in an ignore who chose them"
        )
        said = "nothing says who is chosen for the first cycle: it has no pilot pool"
        yield Remark(said, () if pool is None else ("pool",), hint)


NO_POOL = Lint("MK610", Severity.NOTE, _check, __doc__)
