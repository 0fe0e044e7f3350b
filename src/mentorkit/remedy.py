"""The cheapest single change that would give an unmatched mentee a mentor: each is tried, none is guessed.

Prices say beforehand what a change can bring at most, and which cannot place the mentee: with one more
place the optimum is worth its lowest price more (Demange, Gale and Sotomayor 1986), so that the old
prices prove the new optimum too, which then consists of pairs that are worth gain + price.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mentorkit.assignment import Assignment, assign
from mentorkit.assignment.stable import NAMED
from mentorkit.ceilings import Most, Prices
from mentorkit.grid import FORBIDDEN
from mentorkit.people import Person
from mentorkit.scores import Scores, lowest_points
from mentorkit.trial import Trial
from mentorkit.what_if import (
    Difference,
    Move,
    Outcome,
    Pairing,
    allowed_points,
    broken,
    lower_floor,
    moves,
)

Kind = Literal["waive", "place", "floor"]
KINDS: tuple[Kind, ...] = ("waive", "place", "floor")
"""In the order in which equally good changes are preferred."""


@dataclass(frozen=True)
class Remedy:
    """A single change after which a mentee has a mentor."""

    kind: Kind
    mentor: Person | None
    """Whose rule is waived for the mentee, or who gets one more place; None for the floor."""
    rule: str
    """The rule that is waived, or nothing."""
    floor: int
    """The floor in points, as it is or lowered."""
    given: Person
    """The mentor whom the mentee gets."""
    points: int
    """Of that pair."""
    loss: Difference
    """What everybody loses; below 0 what they win."""
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class _Change:
    kind: Kind
    column: int = -1
    """The mentor; -1 for the floor."""
    points: int = 0
    """Of the mentee with that mentor."""
    rule: str = ""
    floor: int | None = None
    most: Most | None = None
    """What the new optimum can come to, where prices say."""


@dataclass(frozen=True)
class _Found:
    remedy: Remedy
    worth: tuple[int, ...]
    rank: tuple[object, ...]
    """The best change has the lowest."""


def remedy(trial: Trial, row: int) -> Remedy | None:
    """The change after which the optimum, ties settled, has the mentee and is the best by the aims.

    Of equally good ones that with the fewest moves, then a waived rule, a place, the floor, then by the
    mentor's id. Only the highest floor that places the mentee counts. None where no change does.
    """
    now = trial.now
    changes = [*_waivers(trial, row), *_places(now, row)]
    changes = _wanted(now, row, changes) if trial.prices is None else _promising(trial, row, changes)
    best: _Found | None = None
    for change in changes:
        if best is not None and change.most is not None and change.most.worth < best.worth:
            break
        if change.kind == "waive":
            rules = {rule.name for rule, _ in broken(now.scores, row, change.column)}
            if len(rules) != 1:
                continue
            change = replace(change, rule=rules.pop())
            then = trial.opened(row, change.column, change.points, change.most)
        else:
            then = trial.placed(change.column, change.most)
        found = _tried(trial, row, change, then)
        if found is not None and (best is None or found.rank < best.rank):
            best = found
    found = _lowered(trial, row)
    if found is not None and (best is None or found.rank < best.rank):
        best = found
    return None if best is None else best.remedy


def _tried(trial: Trial, row: int, change: _Change, then: Pairing) -> _Found | None:
    """What a change comes to; None where the mentee stays unmatched."""
    scores = trial.now.scores
    column = next((mentor for mentee, mentor in then.points if mentee == row), None)
    if column is None:
        return None
    after = Outcome.of(trial.program, then, scores.locks)
    moved, mentor = moves(trial.now, then), None if change.column < 0 else scores.mentors[change.column]
    found = Remedy(
        change.kind,
        mentor,
        change.rule,
        lowest_points(scores.matching) if change.floor is None else change.floor,
        scores.mentors[column],
        then.points[row, column],
        Difference.between(trial.outcome, after),
        moved,
    )
    rank = [-aim for aim in after.order], len(moved), KINDS.index(change.kind), mentor.key if mentor else ""
    return _Found(found, after.worth, rank)


def _waivers(trial: Trial, row: int) -> Iterator[_Change]:
    """Mentors with a place whom hard rules alone exclude, one rule or more."""
    scores = trial.now.scores
    points = allowed_points(scores, row)
    columns = np.flatnonzero((points < 0) & trial.now.market.open)
    left = points[columns] % -int(FORBIDDEN)  # what criteria add, whatever number of rules forbids
    kept = left >= lowest_points(scores.matching)
    if trial.prices is not None and trial.fair is None:
        kept &= trial.prices.all_above(row, columns, left) >= 0
    for column, own in zip(columns[kept].tolist(), left[kept].tolist(), strict=True):
        pair = row, column
        if column not in scores.only_locked and pair not in scores.forbidden and pair not in trial.oneself:
            yield _Change("waive", column, points=own)


def _places(now: Assignment, row: int) -> Iterator[_Change]:
    """Mentors whom the mentee may have."""
    points = allowed_points(now.scores, row)
    for column in np.flatnonzero(points >= lowest_points(now.scores.matching)).tolist():
        yield _Change("place", column, points=int(points[column]))


def _full(now: Assignment, column: int) -> bool:
    return sum(mentor == column for _, mentor in now.pairs) >= now.scores.places[column]


def _promising(trial: Trial, row: int, changes: list[_Change]) -> list[_Change]:
    """Those that prices do not rule out, the most promising first."""
    prices, fair, found = trial.prices, trial.fair, list[_Change]()
    if prices is None:
        return changes
    reached, worth = prices.reached(row), prices.outcome.worth[0]
    for change in changes:
        column, points, most = change.column, change.points, None
        if change.kind == "waive":
            if fair is not None:
                most = fair.opened(row, column, points)
            elif (above := prices.above(row, column, points)) >= 0:
                most = Most((worth + above,))
        elif fair is not None:
            most = fair.placed(column)
        elif (above := prices.brought(column)) >= 0:
            most = Most((worth + above,), exact=True)
        # Where the old prices prove the new optimum, the mentee must be reached by pairs that they allow.
        if most is not None and not (most.exact and column not in reached):
            found.append(replace(change, most=most))
    return sorted(found, key=lambda each: [-most for most in each.most.worth] if each.most else [])


def _wanted(now: Assignment, row: int, changes: list[_Change]) -> list[_Change]:
    """Those that change a stable set: a pair of whom the mentor wants the mentee, a place where none is free.

    In a stable set mentors hold the best of all who asked them, and all who are unmatched did.
    """
    scores = now.scores
    worst: dict[int, int] = {}
    for (mentee, mentor), points in now.points.items():
        if mentee not in scores.locks:
            liked = _liking(scores, mentee, mentor, points)
            worst[mentor] = min(liked, worst.get(mentor, liked))

    def wanted(change: _Change) -> bool:
        column = change.column
        if not _full(now, column):
            return change.kind == "waive"
        liked = _liking(scores, row, column, change.points)
        return change.kind == "place" or liked >= worst.get(column, liked)

    return [change for change in changes if wanted(change)]


def _liking(scores: Scores, row: int, column: int, points: int) -> int:
    """How much a mentor likes a mentee."""
    return scores.wishes.get((row, column), (0, 0))[1] * NAMED + points


def _lowered(trial: Trial, row: int) -> _Found | None:
    """The highest floor, among the scores of the mentee's pairs below it, that places the mentee.

    Floors are passed over where no pair that they let in is worth its gain + price.
    """
    program, now = trial.program, trial.now
    scores, points = now.scores, allowed_points(now.scores, row)
    floor, last = lowest_points(scores.matching), now
    mine = np.unique(points[(points >= 0) & (points < floor) & now.market.open])[::-1].tolist()
    highest = floor
    while mine:
        if last.optimum is not None:
            highest = Prices(program, last, last.optimum, scores.locks.keys()).let_in(floor)
        mine = [lower for lower in mine if lower <= highest]
        if mine:
            floor, *mine = mine
            last = assign(*lower_floor(program, scores, floor))
            found = _tried(trial, row, _Change("floor", floor=floor), last)
            if found is not None:
                return found
    return None
