"""What becomes of an optimum after one change: the chain of mentees who move on.

A pair that becomes possible, a pair that is forced, or one more place is one more step in the network in
which mentees move from mentor to mentor. The new optimum differs from the old one by the cheapest circle
through that step (Ahuja, Magnanti and Orlin 1993), or by nothing where every circle costs something. Steps
are compared by what they cost, then by the hashes of the tie rule: as the old set is the tie rule's, no other
circle brings anything, and the new set is the tie rule's too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment._assign import Assignment
from mentorkit.assignment.blocks import joined
from mentorkit.assignment.margins import Costs, Margins
from mentorkit.assignment.pairs import Ints
from mentorkit.assignment.ties import Weigh, digests, tie_rule
from mentorkit.grid import ranges

PIECE = 1 << 18
"""Steps that are looked at together."""
MOST = 1 << 20
"""Steps that may be equally cheap on the way to one mentor."""
UNREACHED = -(1 << 62)
"""Less than any sum of hashes."""
PLACE = -1
"""Stands for no mentee: an empty place moves."""
Moves = Mapping[int, int | None]
"""Mentee to their new mentor, None for nobody, by the numbers of the scores."""
Worth = tuple[int, int, int]
"""What a circle brings: in weight, then in the sums of the tie rule."""


@dataclass(frozen=True)
class Steps:
    """Mentees, or empty places, who may move on."""

    start: Ints
    end: Ints
    row: Ints
    """The mentee, or PLACE."""

    def only(self, keep: NDArray[np.bool_]) -> Steps:
        """Some of the steps."""
        return Steps(self.start[keep], self.end[keep], self.row[keep])


@dataclass(frozen=True)
class Ways:
    """The best ways from every mentor to one, the root; or backwards, along which mentees come from there."""

    far: Costs
    """[mentors + 1]: what each costs; infinite beyond the reach."""
    hashes: tuple[Ints, ...]
    """[mentors + 1] for each sum of the tie rule: what each brings."""
    steps: Steps
    """Towards the root."""
    next: Ints
    """[mentors + 1]: the step that each begins with."""
    backwards: bool


class Chains:
    """A proven optimum that the tie rule chose, and what one change makes of it."""

    def __init__(self, assignment: Assignment, margins: Margins) -> None:
        """Nothing is worked out before it is asked for."""
        self._scores, self._margins, self._market = assignment.scores, margins, margins.market
        self._nobody = margins.market.width
        self._row_of = {mentee: row for row, mentee in enumerate(self._market.mentees.tolist())}

    @classmethod
    def of(cls, assignment: Assignment, margins: Margins | None = None) -> Chains | None:
        """None where the optimum has no prices, the tie rule has not chosen, or too many pairs are alike."""
        fair = assignment.scores.matching.optimise == "fair_leximin"  # its pairs are not those of the prices
        if assignment.optimum is None or not assignment.final or fair:
            return None
        margins = margins or Margins.of(assignment, assignment.optimum)
        return None if margins is None else cls(assignment, margins)

    @property
    def whole(self) -> bool:
        """Whether all ways to nobody and from nobody could be told apart."""
        return self._to_nobody is not None and self._from_nobody is not None

    def forced(self, mentee: int, mentor: int, points: int) -> Moves | None:
        """Who moves if a mentee must have another mentor, who has a place that no lock takes.

        The mentee included; None where that costs more than the reach.
        """
        row = self._row_of[mentee]
        ways = self._ways_to(int(self._margins.mentor_of[row])) if self._market.open[mentor] else None
        if ways is None or not np.isfinite(ways.far[mentor]):
            return None
        return self._circle(ways, row, mentor, points)[1]

    def opened(self, mentee: int, mentor: int, points: int) -> Moves | None:
        """Who moves if a pair becomes possible; None where that cannot be said within the reach."""
        row = self._row_of[mentee]
        ways = self._ways_to(int(self._margins.mentor_of[row]))
        if points < self._market.least:
            return {}
        if ways is None:
            return None
        if not np.isfinite(ways.far[mentor]):
            return {} if self._above(row, mentor, points) <= self._margins.reach else None
        worth, moves = self._circle(ways, row, mentor, points)
        return moves if worth > (0, 0, 0) else {}

    def placed(self, mentor: int) -> Moves | None:
        """Who moves if a mentor has one more place; None where that cannot be said within the reach."""
        best, market, ways = self._margins.optimum, self._market, self._from_nobody
        if ways is None:
            return None
        brought = int(best.prices[mentor]) - (best.places.step if self._scores.places[mentor] else 0)
        own = self._margins.mentor_of
        points = market.grid.block(market.grid.left[market.mentees], market.grid.right[[mentor]])[:, 0]
        weights = points.astype(np.int64) * market.unit + market.base + market.extra
        far = best.gains + best.prices[mentor] - weights + ways.far[own]
        far[(points < market.least) | (own == mentor)] = np.inf
        shortest = far.min(initial=np.inf)
        if not np.isfinite(shortest):
            return {} if brought <= self._margins.reach else None
        rows = np.flatnonzero(far == shortest)
        sums = self._sums(ways, own[rows], rows, own[rows], np.full(len(rows), mentor))
        at = int(np.lexsort(sums[::-1])[-1])
        row, (upper, lower) = int(rows[at]), (int(each[at]) for each in sums)
        if (brought - int(shortest), upper, lower) <= (0, 0, 0):
            return {}
        return {**self._moves(ways, int(own[row]), self._nobody), self._mentee(row): mentor}

    def _circle(self, ways: Ways, row: int, mentor: int, points: int) -> tuple[Worth, Moves]:
        """To a mentor within reach, and from there to where the mentee was."""
        own = int(self._margins.mentor_of[row])
        first = (np.array([each]) for each in (row, own, mentor))
        upper, lower = self._sums(ways, np.array([mentor]), *first)
        weight = self._above(row, mentor, points) - int(ways.far[mentor])
        moves = {**self._moves(ways, mentor, own), self._mentee(row): mentor}
        return (weight, int(upper[0]), int(lower[0])), moves

    def _sums(self, ways: Ways, mentors: Ints, rows: Ints, start: Ints, end: Ints) -> list[Ints]:
        """Each sum of the tie rule for a step and the way on from some mentors."""
        both = zip(self._rule, ways.hashes, strict=True)
        return [self._brings(weigh, rows, start, end) + way[mentors] for weigh, way in both]

    def _above(self, row: int, mentor: int, points: int) -> int:
        """What a pair weighs above gain + price."""
        market, best = self._market, self._margins.optimum
        weight = int(market.base[row]) + points * market.unit + market.extra
        return weight - int(best.gains[row]) - int(best.prices[mentor])

    def _mentee(self, row: int) -> int:
        return int(self._market.mentees[row])

    def _moves(self, ways: Ways, mentor: int, end: int) -> dict[int, int | None]:
        """Who moves along a way."""
        found: dict[int, int | None] = {}
        while mentor != end:
            step = int(ways.next[mentor])
            row, onward = int(ways.steps.row[step]), int(ways.steps.end[step])
            if row != PLACE:
                to = mentor if ways.backwards else onward
                found[self._mentee(row)] = None if to == self._nobody else to
            mentor = onward
        return found

    def _ways_to(self, mentor: int) -> Ways | None:
        if mentor == self._nobody:
            return self._to_nobody
        return self._ways(self._margins.to(np.array([mentor]))[0], mentor)

    @cached_property
    def _to_nobody(self) -> Ways | None:
        return self._ways(self._margins.to_nobody, self._nobody)

    @cached_property
    def _from_nobody(self) -> Ways | None:
        return self._ways(self._margins.from_nobody, self._nobody, backwards=True)

    def _ways(self, far: Costs, root: int, *, backwards: bool = False) -> Ways | None:
        """Of the cheapest ways to or from a mentor those that the tie rule chooses; None for too many."""
        far = far[: self._nobody + 1]
        steps = self._cheapest(far, root, backwards)
        if steps is None:
            return None
        sums = []
        for weigh in self._rule:
            brings = self._brings(weigh, steps.row, steps.start, steps.end) * (-1 if backwards else 1)
            most = _highest(steps, brings, root, len(far))
            steps = steps.only(
                (most[steps.end] > UNREACHED) & (most[steps.start] == most[steps.end] + brings)
            )
            sums.append(most)
        return Ways(far, tuple(sums), steps, _begun(steps, root, len(far)), backwards)

    def _cheapest(self, far: Costs, root: int, backwards: bool) -> Steps | None:
        """The steps of which the cheapest ways consist; None for too many."""
        margins, nobody = self._margins, self._nobody
        kind, starts, own = self._market.ours.kind, margins.near.starts, margins.mentor_of
        sizes = np.diff(starts)[kind]
        ends = np.cumsum(sizes)
        cuts = np.searchsorted(ends, np.arange(PIECE, int(ends[-1]) if len(ends) else 0, PIECE))
        found: list[tuple[Ints, ...]] = []
        many = 0

        def keep(start: Ints, end: Ints, cost: Ints, row: Ints) -> None:
            start, end = (end, start) if backwards else (start, end)
            on = (far[start] == cost + far[end]) & (far[start] < np.inf) & (start != root) & (start != end)
            found.append((start[on], end[on], row[on]))

        for rows in np.split(np.arange(len(sizes)), np.unique(cuts)):
            at = ranges(starts[kind[rows]], sizes[rows])
            row = np.repeat(rows, sizes[rows])
            keep(own[row], margins.near.columns[at], margins.slack[at], row)
            many += len(found[-1][0])
            if many > MOST:
                return None
        matched = np.flatnonzero(own < nobody)
        keep(own[matched], np.full(len(matched), nobody), margins.optimum.gains[matched], matched)
        start, end, cost = margins.empty
        keep(start, end, cost, np.full(len(start), PLACE))
        return Steps(*joined(found, 3))

    def _brings(self, weigh: Weigh, rows: Ints, start: Ints, end: Ints) -> Ints:
        """By how much a sum of the tie rule grows where mentees move on."""
        found = np.zeros(len(rows), dtype=np.int64)
        for mentors, sign in ((end, 1), (start, -1)):
            there = (rows != PLACE) & (mentors != self._nobody)
            found[there] += sign * weigh(rows[there], mentors[there])
        return found

    @cached_property
    def _rule(self) -> list[Weigh]:
        mentees = digests([self._scores.mentees[row].key for row in self._market.mentees.tolist()])
        return [*tie_rule(mentees, digests([person.key for person in self._scores.mentors]))]


def _highest(steps: Steps, brings: Ints, root: int, size: int) -> Ints:
    """[nodes]: the most that a way to the root brings (Bellman and Ford); no circle brings anything."""
    order, starts = _by_end(steps, size)
    found = np.full(size, UNREACHED)
    found[root] = 0
    moved = np.array([root])
    while len(moved):
        at = order[ranges(starts[moved], starts[moved + 1] - starts[moved])]
        sums = found[steps.end[at]] + brings[at]
        better = sums > found[steps.start[at]]
        np.maximum.at(found, steps.start[at[better]], sums[better])
        moved = np.unique(steps.start[at[better]])
    return found


def _begun(steps: Steps, root: int, size: int) -> Ints:
    """[nodes]: a step with which a way of the fewest steps to the root begins; -1 where there is none."""
    order, starts = _by_end(steps, size)
    found = np.full(size, -1)
    moved = np.array([root])
    while len(moved):
        at = order[ranges(starts[moved], starts[moved + 1] - starts[moved])]
        at = at[found[steps.start[at]] < 0]
        found[steps.start[at]] = at
        moved = np.unique(steps.start[at])
    return found


def _by_end(steps: Steps, size: int) -> tuple[Ints, Ints]:
    """The steps ordered by where they end, and [nodes + 1] where each node's begin."""
    order = np.argsort(steps.end, kind="stable")
    return order, np.searchsorted(steps.end[order], np.arange(size + 1))
