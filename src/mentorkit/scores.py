"""Scores: ids to indices once, integer points and the mask of allowed pairs in blocks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as defaulted
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentorkit import weights
from mentorkit.arrays import Truths
from mentorkit.constraints import Constraint
from mentorkit.criteria import Criterion, Part, Preference
from mentorkit.criteria.preference import PREFERENCES, named
from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.grid import FULL, Grid, Layer
from mentorkit.locks import locks, places
from mentorkit.people import Person
from mentorkit.program import Matching, Program
from mentorkit.qualification import Qualification
from mentorkit.tabulate import Crowd, closed_layer, constraint_layer, criterion_layer, excluded, unknown_layer
from mentorkit.vocabulary import Facts
from mentorkit.weights import POINT as POINT


@dataclass(frozen=True)
class PairPart:
    """One criterion's share in a pair's points."""

    criterion: str
    weight: Fraction
    """Per cent of the whole."""
    points: int
    part: Part


@dataclass(frozen=True)
class Exclusion:
    """Which mentors one hard rule excludes for a mentee, and of whom that is known."""

    rule: Constraint
    excluded: NDArray[np.bool_]
    known: NDArray[np.bool_]


@dataclass(frozen=True)
class Scores:
    """The scores of everybody who may be matched; mentees and mentors are sorted by key.

    The whole matrix never exists: `block` makes some mentees' rows against all mentors.
    """

    matching: Matching
    facts: Facts
    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]
    places: tuple[int, ...]
    """Each mentor's places, those that locks take included."""
    locks: Mapping[int, int]
    """Mentee to mentor, decided by hand."""
    waived: Mapping[int, tuple[str, ...]]
    """Locked mentee to the rules that its lock breaks."""
    forbidden: frozenset[tuple[int, int]]
    """Pairs that a decision forbids."""
    only_locked: frozenset[int]
    """Mentors who do not qualify and are here only for their locks."""
    living: Mapping[int, int] = defaulted(default_factory=dict)
    """Mentee to mentor: pairs of the previous run that may go on, locked ones included."""
    apart: frozenset[tuple[int, int]] = frozenset()
    """Those of the forbidden pairs that have ended in an earlier run."""
    kept: frozenset[int] = frozenset()
    """Mentees whose lock nobody decided: it keeps a living pair."""
    keep: int | None = None
    """How many living pairs of mentees who are not locked every set of pairs must have; None where the locks
    keep all that are kept."""

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Each criterion's points; together exactly FULL."""
        return apportion(self.matching.criteria)

    @cached_property
    def _crowd(self) -> Crowd:
        return Crowd(self.mentees, self.mentors, self.facts)

    @cached_property
    def criteria_layers(self) -> list[Layer]:
        """What each criterion adds to a pair's points."""
        both = zip(self.matching.criteria, self.points, strict=True)
        return [criterion_layer(criterion, points, self._crowd) for criterion, points in both]

    @cached_property
    def grid(self) -> Grid:
        """The points of all pairs, below 0 where a rule, a decision or the person forbids one.

        Locks are not in it: their mentees are beyond choice.
        """
        rules = [constraint_layer(rule, never, self._crowd) for _, never, rule in self.matching.constraints()]
        closed = {*self.forbidden, *same_person(self.mentees, self.mentors)}
        by_hand = closed_layer([*closed], [*self.only_locked], len(self.mentees), len(self.mentors))
        return Grid([*self.criteria_layers, *rules, by_hand], self.mentees, self.mentors)

    @cached_property
    def wishes(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Pairs of whom one named the other: n + 1 - rank among the n the mentee named, and the mentor."""
        asked = (each for each in self.matching.criteria if isinstance(each, Preference))
        field = next((each.field for each in asked), PREFERENCES)
        ours = {(i, j): points for i, j, points in named(field, self.mentees, self.mentors)}
        theirs = {(i, j): points for j, i, points in named(field, self.mentors, self.mentees)}
        return {pair: (ours.get(pair, 0), theirs.get(pair, 0)) for pair in sorted({*ours, *theirs})}

    def chunks(self) -> Iterator[slice]:
        """All mentees in blocks."""
        height = self.grid.height
        for start in range(0, len(self.mentees), height):
            yield slice(start, min(start + height, len(self.mentees)))

    def block(self, rows: slice) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Points of the allowed pairs (else 0) and their mask, [mentees x mentors]; the floor is not in it.

        Of a locked mentee, only the lock is allowed.
        """
        points = self.grid.block(self.grid.left[rows])[:, self.grid.right].astype(np.int64)
        for row in range(rows.start, rows.stop):
            if row in self.locks:
                points[row - rows.start] = -1
                lock = self.locks[row]
                points[row - rows.start, lock] = self.points_of(row, lock)
        return np.maximum(points, 0), points >= 0

    def part_points(self, rows: slice) -> Iterator[NDArray[np.float32]]:
        """The points of each criterion in a block, in shapes that broadcast to it."""
        for part in self.criteria_layers:
            grid = Grid([part], self.mentees, self.mentors)
            yield grid.block(grid.left[rows])[:, grid.right]

    def exclusions(self, row: int) -> Iterator[Exclusion]:
        """Which mentors each hard rule excludes for a mentee by itself."""
        mentee = self.mentees[row]
        for _, never, rule in self.matching.constraints():
            held = [rule.holds(mentee, mentor, self.facts) for mentor in self.mentors]
            known = np.array([each is not None for each in held], dtype=bool)
            truths = Truths(np.array([each is True for each in held], dtype=bool), known)
            yield Exclusion(rule, excluded(truths, never, rule.blank_forbids(never)), known)

    def unchecked(self) -> dict[str, int]:
        """Each `never` rule that blanks left open, with the number of pairs it could not check."""
        counts: dict[str, int] = {}
        for _, never, rule in self.matching.constraints():
            if never and not rule.blank_forbids(never):
                blank = Grid([unknown_layer(rule, self._crowd)], self.mentees, self.mentors).sum()
                if blank:
                    counts[rule.name] = counts.get(rule.name, 0) + blank
        return counts

    def points_of(self, mentee: int, mentor: int) -> int:
        """The points of one pair, allowed or not, from the criteria's definitions."""
        return sum(part.points for part in self.parts(mentee, mentor))

    def parts(self, mentee: int, mentor: int) -> tuple[PairPart, ...]:
        """The parts of one pair, from the criteria's definitions."""
        found = []
        for criterion, points in zip(self.matching.criteria, self.points, strict=True):
            part = criterion.part(self.mentees[mentee], self.mentors[mentor], self.facts)
            weight = Fraction(points, FULL // 100)
            found.append(PairPart(criterion.label, weight, round(points * part.value), part))
        return tuple(found)


def score(
    program: Program,
    facts: Facts,
    mentors: Qualification,
    mentees: Qualification,
    decisions: Sequence[Decision] = (),
    living: Sequence[tuple[str, str]] = (),
    keep: int | None = None,
) -> tuple[Scores, list[Finding]]:
    """The scores of everybody who may be matched, and what is wrong with the decisions.

    `living` are the keys of pairs of a previous run that may go on; at least `keep` of those that no lock
    decides must.
    """
    matching = program.matching
    by_lock = [each for each in decisions if each.decision == "lock"]
    points = {
        (each.mentee, each.mentor): pair_points(
            matching, facts, mentees.by_key[each.mentee].person, mentors.by_key[each.mentor].person
        )
        for each in by_lock
    }
    floor = lowest_points(matching)
    held, findings = locks(program, facts, mentors, mentees, decisions, points, floor)
    some_mentees = {each.key: each for each in (*mentees.matchable, *(lock.mentee for lock in held))}
    some_mentors = {each.key: each for each in (*mentors.matchable, *(lock.mentor for lock in held))}
    rows = {key: row for row, key in enumerate(sorted(some_mentees))}
    columns = {key: column for column, key in enumerate(sorted(some_mentors))}
    by_hand = Counter(lock.mentor.key for lock in held)
    matchable = {mentor.key for mentor in mentors.matchable}
    own = {key: places(matching.capacity, some_mentors[key]) if key in matchable else 0 for key in columns}
    return (
        Scores(
            matching,
            facts,
            tuple(some_mentees[key] for key in rows),
            tuple(some_mentors[key] for key in columns),
            tuple(max(own[key], by_hand[key]) for key in columns),
            {rows[lock.mentee.key]: columns[lock.mentor.key] for lock in held},
            {rows[lock.mentee.key]: lock.waived for lock in held if lock.waived},
            frozenset(
                (rows[each.mentee], columns[each.mentor])
                for each in decisions
                if each.decision == "forbid" and each.mentee in rows and each.mentor in columns
            ),
            frozenset(columns.values()) - {columns[key] for key in matchable},
            {rows[mentee]: columns[mentor] for mentee, mentor in living},
            frozenset(
                (rows[each.mentee], columns[each.mentor])
                for each in decisions
                if each.decision == "forbid" and each.kept and each.mentee in rows and each.mentor in columns
            ),
            frozenset(rows[each.mentee] for each in by_lock if each.kept),
            keep,
        ),
        findings,
    )


def same_person(mentees: Sequence[Person], mentors: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """(mentee, mentor) who are one person: the same id, or an e-mail address that nobody else has."""
    columns = {mentor.key: column for column, mentor in enumerate(mentors)}
    pairs = {(row, columns[each.key]) for row, each in enumerate(mentees) if each.key in columns}
    by_mail: list[dict[str, list[int]]] = [{}, {}]
    for side, people in zip(by_mail, (mentees, mentors), strict=True):
        for number, person in enumerate(people):
            if mail := person.text("email"):
                side.setdefault(fold(mail), []).append(number)
    for mail in by_mail[0].keys() & by_mail[1].keys():
        rows, theirs = by_mail[0][mail], by_mail[1][mail]
        if len(rows) == len(theirs) == 1:
            pairs.add((rows[0], theirs[0]))
    yield from sorted(pairs)


def lowest_points(matching: Matching) -> int:
    """The fewest points that a pair may have: the floor, rounded up to whole points."""
    return math.ceil(matching.floor * (FULL // 100))


def pair_points(matching: Matching, facts: Facts, mentee: Person, mentor: Person) -> int:
    """The points of any two people, from the criteria's definitions."""
    return sum(
        round(points * criterion.part(mentee, mentor, facts).value)
        for criterion, points in zip(matching.criteria, apportion(matching.criteria), strict=True)
    )


def apportion(criteria: Sequence[Criterion]) -> tuple[int, ...]:
    """Weights as integers that sum to exactly FULL: largest remainder (Hamilton), ties in file order."""
    return weights.apportion([Fraction(each.stated) for each in criteria])
