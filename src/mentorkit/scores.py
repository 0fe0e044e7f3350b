"""Scores: ids to indices once, integer points and the mask of allowed pairs in blocks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentorkit.arrays import Block, Rows, TruthBlock, rounded, scattered
from mentorkit.constraints import Constraint
from mentorkit.criteria import WORDS, Criterion, Part
from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.locks import locks, places
from mentorkit.people import Person
from mentorkit.program import Matching, Program
from mentorkit.qualification import Qualification
from mentorkit.vocabulary import Facts

FULL = 1_000_000
"""The points of a pair that has 1 in every criterion; a score is points / 10,000."""
POINT = 10_000
"""The points of one unit of score."""
HEIGHT = 128
"""Mentees in a block: the arrays of one block stay in the processor's cache."""


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
    """What one hard rule excludes in a block, and for which pairs it is known to hold or not."""

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

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Each criterion's points; together exactly FULL."""
        return apportion(self.matching.criteria)

    @cached_property
    def _blocks(self) -> list[Block]:
        return [
            criterion.block(self.mentees, self.mentors, self.facts) for criterion in self.matching.criteria
        ]

    @cached_property
    def _asked(self) -> list[NDArray[np.bool_] | None]:
        return [
            None
            if criterion.asked_by is None
            else np.array([criterion.counts_for(mentee) for mentee in self.mentees], dtype=bool)
            for criterion in self.matching.criteria
        ]

    @cached_property
    def _truths(self) -> list[tuple[Constraint, bool, TruthBlock]]:
        return [
            (constraint, never, constraint.block(self.mentees, self.mentors, self.facts))
            for _, never, constraint in self.matching.constraints()
        ]

    @cached_property
    def _closed(self) -> Callable[[Rows], NDArray[np.int64]]:
        """1 where a decision or the person forbids the pair, whatever the rules say."""
        closed = {*self.forbidden, *same_person(self.mentees, self.mentors)}
        return scattered(len(self.mentees), [(*pair, 1) for pair in closed], len(self.mentors))

    def chunks(self) -> Iterator[Rows]:
        """All mentees in blocks of HEIGHT."""
        for start in range(0, len(self.mentees), HEIGHT):
            yield slice(start, min(start + HEIGHT, len(self.mentees)))

    def block(self, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Points and the mask of allowed pairs, [mentees x mentors]; the floor is not in the mask."""
        return self.total(rows), self.allowed(rows)

    def total(self, rows: Rows) -> NDArray[np.int64]:
        """The points of a block: the sum of its parts."""
        total = np.zeros((rows.stop - rows.start, len(self.mentors)), dtype=np.int64)
        for part in self.part_points(rows):
            total += part
        return total

    def part_points(self, rows: Rows) -> Iterator[NDArray[np.int64]]:
        """The points of each criterion in a block, in shapes that broadcast to it."""
        for criterion, points, block, asked in zip(
            self.matching.criteria, self.points, self._blocks, self._asked, strict=True
        ):
            values = block(rows)
            blank = round(points * Fraction(criterion.unknown))
            part = np.where(values.known, rounded(points, values), blank)
            yield part if asked is None else np.where(asked[rows, None], part, 0)

    def allowed(self, rows: Rows) -> NDArray[np.bool_]:
        """Which pairs of a block no hard rule and no decision forbids; of a locked mentee, the lock."""
        mask = np.asarray(self._closed(rows) == 0, dtype=bool)
        for exclusion in self.exclusions(rows):
            mask &= ~exclusion.excluded
        mask[:, list(self.only_locked)] = False
        for row in range(rows.start, rows.stop):
            if row in self.locks:
                mask[row - rows.start] = False
                mask[row - rows.start, self.locks[row]] = True
        return mask

    def exclusions(self, rows: Rows) -> Iterator[Exclusion]:
        """Which pairs of a block each hard rule excludes by itself."""
        for constraint, never, block in self._truths:
            truths = block(rows)
            blank = constraint.blank_forbids(never)
            excluded = truths.holds if never else ~truths.holds
            yield Exclusion(constraint, np.where(truths.known, excluded, blank), truths.known)

    def unchecked(self) -> dict[str, int]:
        """Each `never` rule that blanks left open, with the number of pairs it could not check."""
        counts: dict[str, int] = {}
        for constraint, never, block in self._truths:
            if never and not constraint.blank_forbids(never):
                blank = sum(int((~block(rows).known).sum()) for rows in self.chunks())
                if blank:
                    counts[constraint.name] = counts.get(constraint.name, 0) + blank
        return counts

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
) -> tuple[Scores, list[Finding]]:
    """The scores of everybody who may be matched, and what is wrong with the decisions."""
    matching = program.matching
    by_lock = [each for each in decisions if each.decision == "lock"]
    points = {
        (each.mentee, each.mentor): _points(
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
        ),
        findings,
    )


def same_person(mentees: Sequence[Person], mentors: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """(mentee, mentor) who are one person: the same id, or an e-mail address that nobody else has."""
    columns = {mentor.key: column for column, mentor in enumerate(mentors)}
    mails = [Counter(fold(each.text("email") or "") for each in side) for side in (mentees, mentors)]
    by_mail = {
        mail: column
        for column, mentor in enumerate(mentors)
        if (mail := fold(mentor.text("email") or "")) and mails[0][mail] == mails[1][mail] == 1
    }
    for row, mentee in enumerate(mentees):
        mail = fold(mentee.text("email") or "")
        found = {columns.get(mentee.key), by_mail.get(mail)} - {None}
        yield from ((row, column) for column in found if column is not None)


def lowest_points(matching: Matching) -> int:
    """The fewest points that a pair may have: the floor, rounded up to whole points."""
    return math.ceil(matching.floor * (FULL // 100))


def _points(matching: Matching, facts: Facts, mentee: Person, mentor: Person) -> int:
    return sum(
        round(points * criterion.part(mentee, mentor, facts).value)
        for criterion, points in zip(matching.criteria, apportion(matching.criteria), strict=True)
    )


def apportion(criteria: Sequence[Criterion]) -> tuple[int, ...]:
    """Weights as integers that sum to exactly FULL: largest remainder (Hamilton), ties in file order."""
    weights = [Fraction(WORDS.get(str(each.weight), each.weight)) for each in criteria]
    shares = [FULL * weight / sum(weights) for weight in weights]
    points = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda n: points[n] - shares[n])
    for number in by_remainder[: FULL - sum(points)]:
        points[number] += 1
    return tuple(points)
