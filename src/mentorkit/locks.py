"""Locked pairs held against every rule before anything is solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import Finding, nearest
from mentorkit.people import Person
from mentorkit.program import Capacity, Program
from mentorkit.qualification import Qualification
from mentorkit.vocabulary import Facts

GENERAL = {
    "qualification": "one of the two does not qualify, or not yet",
    "pool": "one of the two is not in the pool",
    "capacity": "the mentor has no place left",
    "floor": "the score of the two is below the floor",
}
"""What a lock may waive beside the constraints of the program, with what it means."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A pair decided by hand, and the rules that it breaks with leave."""

    mentee: Person
    mentor: Person
    waived: tuple[str, ...]


def places(capacity: Capacity, mentor: Person) -> int:
    """A mentor's places: the roster's number or the default, cut at the program's limit."""
    own = mentor.number("capacity")
    wanted = capacity.default if own is None else int(own)
    return wanted if capacity.at_most is None else min(wanted, capacity.at_most)


def waivable(program: Program) -> dict[str, str]:
    """What a lock may waive, with what it says where that is known."""
    said: dict[str, str] = {}
    for _, never, rule in program.matching.constraints():
        said.setdefault(rule.name, rule.because or f"what a pair must {'never' if never else 'always'} be")
    return said | GENERAL


def locks(
    program: Program,
    facts: Facts,
    mentors: Qualification,
    mentees: Qualification,
    decisions: Sequence[Decision],
    points: Mapping[tuple[str, str], int],
    floor: int,
) -> tuple[tuple[Lock, ...], list[Finding]]:
    """The locks that hold; a finding for each rule that one breaks and does not waive.

    `points` are the points of each locked pair by keys, and `floor` the fewest that a pair may have.
    """
    found: list[Lock] = []
    findings: list[Finding] = []
    names = list(waivable(program))
    taken: Counter[str] = Counter()
    wanted = {(each.mentee, each.mentor): each for each in decisions if each.decision == "lock"}
    for decision in wanted.values():
        mentor = mentors.by_key[decision.mentor]
        mentee = mentees.by_key[decision.mentee]
        for word in decision.waive:
            if fold(word) not in map(fold, names):
                hint = nearest(word, names)
                findings.append(Finding("MK902", f'there is no rule "{word}" to waive', decision.at, hint))
        broken = dict(broken_rules(program, facts, mentee.person, mentor.person))
        for standing, role in ((mentee, mentees), (mentor, mentors)):
            if standing.state not in role.matched_states:
                broken.setdefault("qualification", f'"{standing.person.id}" {standing.reason}')
            elif standing.person.key in (role.outside or {}):
                broken.setdefault("pool", f'"{standing.person.id}" is not in the pool')
        if points[decision.mentee, decision.mentor] < floor:
            broken["floor"] = (
                f"the score {points[decision.mentee, decision.mentor] / 10_000} is below the floor"
            )
        taken[decision.mentor] += 1
        available = places(program.matching.capacity, mentor.person)
        if taken[decision.mentor] > available:
            broken["capacity"] = f'"{mentor.person.id}" has {available}, this lock needs one more'
        waived = {fold(word) for word in decision.waive}
        for rule, why in broken.items():
            if fold(rule) not in waived:
                code = "MK905" if rule == "capacity" else "MK904"
                hint = "" if rule == "oneself" else f'put "{rule}" into the waive column if that is meant'
                findings.append(Finding(code, f"the lock breaks {rule}: {why}", decision.at, hint))
        found.append(Lock(mentee.person, mentor.person, tuple(broken)))
    return tuple(found), findings


def broken_rules(program: Program, facts: Facts, mentee: Person, mentor: Person) -> Iterator[tuple[str, str]]:
    """The hard rules that a pair breaks, each with why; among them `oneself`."""
    for _, never, constraint in program.matching.constraints():
        held = constraint.holds(mentee, mentor, facts)
        if held is None:
            if constraint.blank_forbids(never):
                yield constraint.name, "it cannot be checked, a cell is blank"
        elif held is never:
            yield constraint.name, constraint.because or ("it holds" if never else "it does not hold")
    if mentee.key == mentor.key:
        yield "oneself", "nobody is paired with themself"
