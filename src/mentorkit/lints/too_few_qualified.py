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

Counted are the people whom `match` would match: those of the pool, where there is one. A pool of mentees
without a `size` takes as many as there are places, and nothing is said. `mentorkit qualify` says what each
of the others lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.locks import places
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import Qualification, qualify
from mentorkit.report import counted
from mentorkit.vocabulary import Facts


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    facts = program.facts()
    offering, asking = qualify(program, mentors, facts), qualify(program, mentees, facts)
    if program.pool is not None and (program.pool.mentees or program.pool.mentors):
        yield from _of_the_pool(program, facts, offering, asking)
        return
    if len(offering.matchable) == len(mentors.people):
        return  # then MK834 counts the same places
    offered, in_all = _places(program, offering.matchable), _places(program, mentors.people)
    wanted = len(asking.matchable)
    if offered < wanted:
        said = (
            f"{counted(in_all, 'place')}, but only {offered:,} of mentors who qualify, "
            f"for {counted(wanted, 'mentee')} who {'qualifies' if wanted == 1 else 'qualify'}"
        )
        yield Remark(said, ("qualification", "mentors"), _hint(offering))


def _of_the_pool(
    program: Program, facts: Facts, offering: Qualification, asking: Qualification
) -> Iterator[Remark]:
    """The same of those who are in the pool of either side, or qualify where a side is not chosen."""
    if program.pool is None or (program.pool.mentees and program.pool.mentees.size is None):
        return  # the places are the size
    from mentorkit.pool import select

    pool, problems = select(program, facts, offering, asking)
    if problems:
        return  # MK602 says so
    mentors = [each.person for each in pool.mentors.inside] if pool.mentors else offering.matchable
    offered = _places(program, mentors)
    wanted = len(pool.mentees.chosen) if pool.mentees else len(asking.matchable)
    if offered < wanted:
        whose = "mentors in the pool" if pool.mentors else "mentors who qualify"
        who = "in the pool" if pool.mentees else f"who {'qualifies' if wanted == 1 else 'qualify'}"
        said = f"only {counted(offered, 'place')} of {whose} for {counted(wanted, 'mentee')} {who}"
        path = ("pool", "mentees", "size") if pool.mentees else ("pool", "mentors")
        yield Remark(said, path, _hint(offering))


def _places(program: Program, people: Iterable[Person]) -> int:
    return sum(places(program.matching.capacity, each) for each in people)


def _hint(offering: Qualification) -> str:
    waiting = 0 if "conditional" in offering.matched_states else offering.totals["conditional"]
    wait = f"{counted(waiting, 'mentor')} would qualify after a training; " if waiting else ""
    return f"{wait}mentorkit qualify says what each of the others lacks"


TOO_FEW_QUALIFIED = RosterLint("MK836", Severity.WARNING, _check, __doc__)
