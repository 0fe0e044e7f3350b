"""Fewer places than mentees.

Somebody will be left without a mentor however well the rest is matched. That is no mistake, but it
is better known when mentors can still be asked than when the letters go out; until then `priority`
and the qualification of mentees say who is served first (practice 2: quality over quantity, so fewer
mentees rather than weaker mentors).

Bad:

    mentees.csv     mentors.csv
    id              id,capacity
    e1              m1,1
    e2

Good:

    mentees.csv     mentors.csv
    id              id,capacity
    e1              m1,2
    e2

Counted are all people of the rosters; MK836 counts those who qualify. A pool of mentees takes no more than
its `size`; without one it takes as many as there are places, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.locks import places
from mentorkit.people import Roster
from mentorkit.program import Program
from mentorkit.report import counted


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    wanted = len(mentees.people)
    pool = program.pool.mentees if program.pool else None
    if pool is not None:
        if pool.size is None:
            return  # the places are the size
        wanted = min(wanted, pool.size)
    offered = sum(places(program.matching.capacity, mentor) for mentor in mentors.people)
    if offered < wanted:
        share = offered * 100 // wanted / 100  # never rounded up to the 1 that it does not reach
        said = f"{counted(offered, 'place')} for {counted(wanted, 'mentee')}: {share:.2f} each"
        hint = "ask for more mentors, or say under priority who is served first"
        yield Remark(said, ("matching", "capacity"), hint)


TOO_FEW_PLACES = RosterLint("MK834", Severity.WARNING, _check, __doc__)
