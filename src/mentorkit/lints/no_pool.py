"""A first cycle without a pilot pool.

A program is judged by its first cohort. One that is chosen, people of high potential with time, a
need that the objectives name and a mentor who fits, shows what mentoring can do and finds the faults
of the plan while they are small (practice 6: begin with a specific pool of mentees and mentors).

Bad:

    cycle: 1

Good:

    cycle: 1
    pool:
      mentees: {rank_by: [{field: availability}], size: 20}
      mentors: {rank_by: [{field: availability}], size: 20}

`check` reviews a pool, and no command selects one yet: `match` refuses a program that asks for it.
Until then choose the people by the rosters, and say so in an ignore. From the second cycle on
(`cycle: 2`) no pool is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    pool = program.pool
    if program.cycle == 1 and (pool is None or (pool.mentees is None and pool.mentors is None)):
        hint = "say in an ignore how its people are chosen; pool: is reviewed, but no command selects it yet"
        said = "nothing says who is chosen for the first cycle: it has no pilot pool"
        yield Remark(said, () if pool is None else ("pool",), hint)


NO_POOL = Lint("MK610", Severity.NOTE, _check, __doc__)
