"""Fewer places of mentors who qualify than mentees who do.

Mentors who are not yet qualified, or wait for a training, have no mentees, whatever number stands in
the roster. The places that are left may be far fewer than the roster promises, and the mentees who find
none of them hear it last. Lowering the bar is the wrong cure (practice 2: quality over quantity):
a training that mentors wait for can be held before the launch, and others can be asked.

Bad:

    mentors.csv            qualification:
    id,capacity,years        mentors:
    m1,2,1                     require:
    m2,1,4                       - {rule: at_least, field: years, value: 2}

    mentees.csv
    id
    e1
    e2

Good:

    mentors.csv
    id,capacity,years
    m1,2,3
    m2,1,4

Counted are the people whom `match` would match. `mentorkit qualify` says what each of the others lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.locks import places
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import qualify
from mentorkit.report import counted


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    facts = program.facts()
    offering, asking = qualify(program, mentors, facts), qualify(program, mentees, facts)
    if len(offering.matchable) == len(mentors.people):
        return  # then MK834 counts the same places

    def count(people: tuple[Person, ...]) -> int:
        return sum(places(program.matching.capacity, each) for each in people)

    offered, wanted, in_all = count(offering.matchable), len(asking.matchable), count(mentors.people)
    if offered < wanted:
        said = (
            f"{counted(in_all, 'place')}, but only {offered:,} of mentors who qualify, "
            f"for {counted(wanted, 'mentee')} who {'qualifies' if wanted == 1 else 'qualify'}"
        )
        waiting = 0 if "conditional" in offering.matched_states else offering.totals["conditional"]
        yield Remark(said, ("qualification", "mentors"), _hint(waiting))


def _hint(waiting: int) -> str:
    wait = f"{counted(waiting, 'mentor')} would qualify after a training; " if waiting else ""
    return f"{wait}mentorkit qualify says what each of the others lacks"


TOO_FEW_QUALIFIED = RosterLint("MK836", Severity.WARNING, _check, __doc__)
