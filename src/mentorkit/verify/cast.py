"""Everyone who may be matched, with places, decisions and rules, worked out for `verify` from the inputs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.previous import Previous
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.verify.plain import POINT, Bools, Ints, TruthRow, truth_row
from mentorkit.verify.plain_points import PointsRow, counted, points_row, weight_points
from mentorkit.vocabulary import Facts


@dataclass(frozen=True)
class Inputs:
    """What a run was made from, read again."""

    program: Program
    facts: Facts
    mentors: Qualification
    mentees: Qualification
    decisions: tuple[Decision, ...] = ()
    carried: Carried | None = None
    """What is taken over from a previous run, where one is followed."""
    listed: Mapping[str, frozenset[str] | None] | None = None
    """Role to the keys of those whom a list names that was given in place of the program's pool."""


@dataclass(frozen=True)
class Carried:
    """The pairs of a previous run by normalised ids: which live on, why not the others, what must be kept."""

    previous: Previous
    living: frozenset[tuple[str, str]]
    reasons: Mapping[tuple[str, str], str]
    apart: tuple[tuple[str, str], ...]
    moves: int
    most: int
    """How many living pairs can go on at once."""
    keep: int | None
    """How many of them, locked ones apart, must; None where all of them are as good as locked."""


@dataclass(frozen=True)
class Lock:
    """A pair decided by hand, the rules that it breaks, and those of them that it does not waive."""

    mentor: int
    broken: tuple[str, ...]
    unwaived: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True)
class Cast:
    """Mentees and mentors who may be matched or are locked; everywhere below they are numbers.

    Everything is in the order of the normalised ids.
    """

    inputs: Inputs
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    places: tuple[int, ...]
    """Each mentor's places, those that locks take included."""
    locks: Mapping[int, Lock]
    """Mentee to lock."""
    forbidden: frozenset[tuple[int, int]]
    only_locked: frozenset[int]
    """Mentors who do not qualify and are here for their locks alone."""
    living: Mapping[int, int] = field(default_factory=dict)
    """Mentee to mentor: pairs of the previous run that may go on, those of locked mentees apart."""

    @property
    def keep(self) -> int | None:
        """How many living pairs must be kept; None where that is no choice."""
        return self.inputs.carried.keep if self.inputs.carried else None

    @cached_property
    def weights(self) -> list[int]:
        """Each criterion's points."""
        return weight_points(self.inputs.program.matching.criteria)

    @cached_property
    def least(self) -> int:
        """The fewest points that a pair may have: the floor in whole points."""
        return math.ceil(Fraction(self.inputs.program.matching.floor) * POINT)

    @cached_property
    def _points(self) -> list[PointsRow]:
        criteria, facts = self.inputs.program.matching.criteria, self.inputs.facts
        return [points_row(c, p, self.mentors, facts) for c, p in zip(criteria, self.weights, strict=True)]

    @cached_property
    def _rules(self) -> list[tuple[str, bool, bool, TruthRow]]:
        return [
            (rule.name, never, rule.blank_forbids(never), truth_row(rule, self.mentors, self.inputs.facts))
            for _, never, rule in self.inputs.program.matching.constraints()
        ]

    @cached_property
    def closed(self) -> dict[int, list[int]]:
        """Mentee to the mentors whom a decision forbids, and who are the mentee."""
        found: dict[int, list[int]] = {}
        for mentee, mentor in (*self.forbidden, *_oneself(self.mentees, self.mentors)):
            found.setdefault(mentee, []).append(mentor)
        return found

    def points(self, mentee: int) -> Ints:
        """A mentee's points with every mentor."""
        total = np.zeros(len(self.mentors), dtype=np.int64)
        for row in self._points:
            total += row(self.mentees[mentee])
        return total

    def points_of(self, mentee: int, mentor: int) -> int:
        """The points of one pair, from the criteria's definitions."""
        return definition_points(self.inputs, self.weights, self.mentees[mentee], self.mentors[mentor])

    def allowed(self, mentee: int, unchecked: Counter[str] | None = None) -> Bools:
        """Whom no rule and no decision forbids to a mentee; counts what `never` rules could not check."""
        mask = np.ones(len(self.mentors), dtype=bool)
        for name, never, blank_forbids, row in self._rules:
            holds, known = row(self.mentees[mentee])
            mask &= np.where(known, holds != never, not blank_forbids)
            if unchecked is not None and never and not blank_forbids:
                unchecked[name] += int(len(known) - known.sum())
        mask[self.closed.get(mentee, [])] = False
        mask[list(self.only_locked)] = False
        return mask


def definition_points(inputs: Inputs, weights: Sequence[int], mentee: Person, mentor: Person) -> int:
    """The points of a pair, each part rounded half to even."""
    criteria = inputs.program.matching.criteria
    return sum(
        round(points * counted(criterion, mentee, mentor, inputs.facts))
        for criterion, points in zip(criteria, weights, strict=True)
    )


def cast(inputs: Inputs) -> Cast:
    """Everyone whom the inputs let take part."""
    able = {each.key: each for each in inputs.mentees.matchable}
    open_to = {each.key: each for each in inputs.mentors.matchable}
    locked = [each for each in inputs.decisions if each.decision == "lock"]
    everybody = able | {each.mentee: inputs.mentees.by_key[each.mentee].person for each in locked}
    mentors = open_to | {each.mentor: inputs.mentors.by_key[each.mentor].person for each in locked}
    mentee_at = {key: number for number, key in enumerate(sorted(everybody))}
    mentor_at = {key: number for number, key in enumerate(sorted(mentors))}
    locks = {
        mentee_at[lock.decision.mentee]: lock
        for lock in _locks(inputs, locked, everybody, mentors, mentor_at)
    }
    taken = Counter(lock.mentor for lock in locks.values())
    places = [places_of(inputs.program, mentors[key]) if key in open_to else 0 for key in mentor_at]
    return Cast(
        inputs,
        tuple(everybody[key] for key in mentee_at),
        tuple(mentors[key] for key in mentor_at),
        tuple(max(own, taken[number]) for number, own in enumerate(places)),
        locks,
        frozenset(
            (mentee_at[each.mentee], mentor_at[each.mentor])
            for each in inputs.decisions
            if each.decision == "forbid" and each.mentee in mentee_at and each.mentor in mentor_at
        ),
        frozenset(number for key, number in mentor_at.items() if key not in open_to),
        {
            mentee_at[mentee]: mentor_at[mentor]
            for mentee, mentor in (inputs.carried.living if inputs.carried else ())
            if mentee in mentee_at and mentor in mentor_at and mentee_at[mentee] not in locks
        },
    )


def places_of(program: Program, mentor: Person) -> int:
    """The roster's number of places or the default, never above the program's limit."""
    limits, own = program.matching.capacity, mentor.number("capacity")
    wanted = limits.default if own is None else int(own)
    return min(wanted, wanted if limits.at_most is None else limits.at_most)


def _locks(
    inputs: Inputs,
    decisions: Sequence[Decision],
    mentees: Mapping[str, Person],
    mentors: Mapping[str, Person],
    mentor_at: Mapping[str, int],
) -> Iterator[Lock]:
    """Each locked pair once; of several rows for one pair the last says what is waived."""
    matching, facts = inputs.program.matching, inputs.facts
    weights = weight_points(matching.criteria)
    taken: Counter[str] = Counter()
    for decision in {(each.mentee, each.mentor): each for each in decisions}.values():
        mentee, mentor = mentees[decision.mentee], mentors[decision.mentor]
        broken = []
        for _, never, rule in matching.constraints():
            held = rule.holds(mentee, mentor, facts)
            if rule.blank_forbids(never) if held is None else held is never:
                broken.append(rule.name)
        if mentee.key == mentor.key:
            broken.append("oneself")
        sides = (inputs.mentees, mentee.key), (inputs.mentors, mentor.key)
        if any(role.by_key[key].state not in role.matched_states for role, key in sides):
            broken.append("qualification")
        if any(key in (role.outside or {}) for role, key in sides):
            broken.append("pool")
        if definition_points(inputs, weights, mentee, mentor) < math.ceil(Fraction(matching.floor) * POINT):
            broken.append("floor")
        taken[mentor.key] += 1
        if taken[mentor.key] > places_of(inputs.program, mentor):
            broken.append("capacity")
        waived = {fold(word) for word in decision.waive}
        names = tuple(dict.fromkeys(broken))
        yield Lock(
            mentor_at[mentor.key], names, tuple(name for name in names if fold(name) not in waived), decision
        )


def _oneself(mentees: Sequence[Person], mentors: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Pairs of one person: of one id, or of an e-mail address that nobody else of either side has."""
    sides = [[fold(person.text("email") or "") for person in side] for side in (mentees, mentors)]
    counts = [Counter(side) for side in sides]
    ids = {person.key: number for number, person in enumerate(mentors)}
    mails = {mail: number for number, mail in enumerate(sides[1])}
    for number, (person, mail) in enumerate(zip(mentees, sides[0], strict=True)):
        if person.key in ids:
            yield number, ids[person.key]
        if mail and counts[0][mail] == counts[1][mail] == 1:
            yield number, mails[mail]
