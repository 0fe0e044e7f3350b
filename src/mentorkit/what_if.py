"""Scores with one thing changed, and what a set of pairs comes to for the aims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

import numpy as np

from mentorkit.arrays import ALL, Some
from mentorkit.assignment import Aims
from mentorkit.assignment.chains import Moves
from mentorkit.assignment.pairs import Ints
from mentorkit.constraints import Constraint
from mentorkit.decisions import Decision
from mentorkit.finding import Location
from mentorkit.grid import FULL, Floats, Grid
from mentorkit.locks import places
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.scores import POINT, Scores, score
from mentorkit.tabulate import closed_layer


def locked(scores: Scores, row: int, column: int | None) -> Scores:
    """The mentee locked to a mentor, whatever forbids it; None takes their lock away."""
    locks = {mentee: mentor for mentee, mentor in scores.locks.items() if mentee != row}
    if column is not None:
        locks[row] = column
    taken, found = Counter(locks.values()), list(scores.places)
    for mentor in (scores.locks.get(row), column):
        if mentor is None:
            continue
        own = 0
        if mentor not in scores.only_locked:
            own = places(scores.matching.capacity, scores.mentors[mentor])
        found[mentor] = max(own, taken[mentor])
    waived = {mentee: rules for mentee, rules in scores.waived.items() if mentee != row}
    return _sharing(scores, replace(scores, locks=locks, places=tuple(found), waived=waived))


def locked_by_key(
    program: Program, scores: Scores, mentors: Qualification, mentees: Qualification, mentee: str, mentor: str
) -> Scores:
    """The same for a mentor who is not in the scores, because they do not qualify."""
    nowhere = Location("")
    pairs = {scores.mentees[row].key: scores.mentors[column].key for row, column in scores.locks.items()}
    decisions = [Decision(*pair, "lock", nowhere) for pair in (pairs | {mentee: mentor}).items()]
    decisions += [
        Decision(scores.mentees[row].key, scores.mentors[column].key, "forbid", nowhere)
        for row, column in sorted(scores.forbidden)
    ]
    return score(program, scores.facts, mentors, mentees, decisions)[0]


def opened(scores: Scores, row: int, column: int) -> Scores:
    """One pair allowed that hard rules forbid."""
    found = replace(scores)
    vars(found)["grid"] = _Opened(scores, row, column)
    return found


def one_more_place(scores: Scores, column: int) -> Scores:
    """One more place at a mentor."""
    found = list(scores.places)
    found[column] += 1
    return _sharing(scores, replace(scores, places=tuple(found)))


def lower_floor(program: Program, scores: Scores, points: int) -> tuple[Program, Scores]:
    """The floor at so many points, for everybody."""
    matching = program.matching.model_copy(update={"floor": Decimal(points) / POINT})
    changed = program.model_copy(update={"matching": matching})
    return changed, _sharing(scores, replace(scores, matching=matching))


def _sharing(scores: Scores, changed: Scores) -> Scores:
    """The changed scores with the same grid: neither locks, places nor the floor are in it."""
    vars(changed)["grid"] = scores.grid
    return changed


class _Opened(Grid):
    """The grid with the points of one pair in place of what forbids it."""

    def __init__(self, scores: Scores, row: int, column: int) -> None:
        # A layer that names the pair, and adds nothing, makes both people one of a kind.
        layer = closed_layer([(row, column)], [], len(scores.mentees), len(scores.mentors))
        alone = replace(layer, own=np.zeros_like(layer.own))
        super().__init__([*scores.grid.layers, alone], scores.mentees, scores.mentors)
        self._pair = int(self.left[row]), int(self.right[column])
        self._points = scores.points_of(row, column)

    def block(self, rows: Ints, columns: Some = ALL) -> Floats:
        """The points of some kinds of mentees against some kinds of mentors, all unless told."""
        found = super().block(rows, columns)
        at = np.flatnonzero(rows == self._pair[0])
        if len(at):
            numbers = np.arange(len(self.right_first))[columns]
            found[np.ix_(at, np.flatnonzero(numbers == self._pair[1]))] = self._points
        return found


class Pairing(Protocol):
    """A set of pairs."""

    @property
    def scores(self) -> Scores:
        """What it was chosen by."""

    @property
    def points(self) -> Mapping[tuple[int, int], int]:
        """(mentee, mentor) to the pair's points, in order; locks included."""


@dataclass(frozen=True)
class Moved:
    """A set of pairs after some mentees have moved."""

    scores: Scores
    points: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, before: Pairing, moved: Moves) -> Moved:
        """The set that moves make of another one."""
        scores = before.scores
        points = {pair: each for pair, each in before.points.items() if pair[0] not in moved}
        for mentee, mentor in moved.items():
            if mentor is not None:
                points[mentee, mentor] = scores.points_of(mentee, mentor)
        return cls(scores, dict(sorted(points.items())))


def difference(before: Pairing, after: Pairing) -> Moves:
    """Every mentee of the same scores whose mentor is another one afterwards."""
    one, other = dict(before.points.keys()), dict(after.points.keys())
    rows = sorted(one.keys() | other.keys())
    return {row: other.get(row) for row in rows if one.get(row) != other.get(row)}


@dataclass(frozen=True)
class Outcome:
    """What a set of pairs comes to."""

    served: tuple[int, ...]
    """The matched mentees of each tier of `priority`."""
    matched: int
    total: int
    """Points, the cost of further mentees of one mentor taken off."""
    lowest: int | None
    """The fewest points of a pair that no decision made, where that is an aim."""
    order: tuple[int, ...]
    """The same in the order of the program's aims: higher is better."""
    worth: tuple[int, ...]
    """The same in numbers that prices bound, for changes around one mentee in the same order."""

    @classmethod
    def of(cls, program: Program, chosen: Pairing, decided: Collection[int] = ()) -> Outcome:
        """The outcome of a set of pairs, where `decided` names the mentees that decisions pair."""
        policy = program.matching.optimise
        aims = Aims.of(program.matching, chosen.scores)
        pairs = tuple(chosen.points)
        rows = [row for row, _ in pairs]
        tiers = np.bincount(aims.tier[rows], minlength=aims.tiers + 1)[: aims.tiers].tolist()
        total = sum(chosen.points.values())
        if policy != "stable":
            total -= aims.cost(column for _, column in pairs)
        undecided = [points for (row, _), points in chosen.points.items() if row not in decided]
        least = min(undecided, default=FULL + 1)
        served = int(aims.served[rows].sum())
        weight = served * aims.match + total * aims.point + len(pairs) * aims.extra
        order: tuple[int, ...]
        worth: tuple[int, ...]
        match policy:
            case "highest_total":
                order, worth = (*tiers, total, len(pairs)), (weight,)
            case "fair":
                order, worth = (*tiers, len(pairs), least, total), (served, least, total)
            case "fair_leximin":
                order, worth = (*tiers, len(pairs), *sorted(undecided), total), (served, least)
            case "stable":
                order, worth = (len(pairs), total), (len(pairs), total)
            case _:
                order, worth = (*tiers, len(pairs), total), (weight,)
        lowest = least if undecided and policy.startswith("fair") else None
        return cls(tuple(tiers), len(pairs), total, lowest, order, worth)


@dataclass(frozen=True)
class Difference:
    """How one outcome differs from another: what the other has more."""

    matched: int
    total: int
    """Points."""
    served: tuple[int, ...]
    lowest: int

    @classmethod
    def between(cls, now: Outcome, then: Outcome) -> Difference:
        """What is lost from now to then; below 0 what is won."""
        served = tuple(one - other for one, other in zip(now.served, then.served, strict=True))
        both = now.lowest is not None and then.lowest is not None
        lowest = (now.lowest or 0) - (then.lowest or 0) if both else 0
        return cls(now.matched - then.matched, now.total - then.total, served, lowest)

    @property
    def nothing(self) -> bool:
        """Whether both are equally good."""
        return not (self.matched or self.total or any(self.served) or self.lowest)


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentor changes; None for no mentor."""

    mentee: Person
    before: Person | None
    after: Person | None


def moves(now: Pairing, then: Pairing) -> tuple[Move, ...]:
    """Every mentee whose mentor changes, in the order of ids; mentees are the same, mentors may be others."""
    before, after = dict(now.points.keys()), dict(then.points.keys())
    one, other = now.scores.mentors, then.scores.mentors
    found = []
    for row in sorted(before.keys() | after.keys()):
        left, came = before.get(row), after.get(row)
        if one is other and left == came:
            continue
        pair = None if left is None else one[left], None if came is None else other[came]
        if _key(pair[0]) != _key(pair[1]):
            found.append(Move(then.scores.mentees[row], *pair))
    return tuple(found)


def _key(person: Person | None) -> str | None:
    return None if person is None else person.key


def allowed_points(scores: Scores, row: int) -> Ints:
    """[mentors]: the points of a mentee's pairs, below 0 where a rule or a decision forbids one; no floor."""
    grid = scores.grid
    return np.asarray(grid.block(grid.left[[row]])[0, grid.right], dtype=np.int64)


def broken(scores: Scores, row: int, column: int) -> Iterator[tuple[Constraint, bool]]:
    """The hard rules that forbid a pair, each with whether a blank cell does."""
    mentee, mentor = scores.mentees[row], scores.mentors[column]
    for _, never, rule in scores.matching.constraints():
        held = rule.holds(mentee, mentor, scores.facts)
        if held is None:
            if rule.blank_forbids(never):
                yield rule, True
        elif held is never:
            yield rule, False
