"""What changes would cost or bring everyone, exactly, from the prices of an optimum.

Giving a mentee another mentor moves others on: somebody there goes elsewhere, until the place that
was left is filled. Each step costs its slack (gain + price - weight, never below 0), so the loss of
all is a shortest path from mentor to mentor (residual networks: Ahuja, Magnanti and Orlin 1993).
Slack is known for all pairs within a reach of tight; what lies beyond costs more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from mentorkit.assignment._assign import Assignment
from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Pairs
from mentorkit.assignment.search import Optimum
from mentorkit.grid import FULL, ranges

MOST = 400_000
"""Pairs of kinds of mentees that are looked at: those within a full score of tight, or within half as much
until so few are."""
STEPS = 400_000
"""Steps from mentor to mentor; where there are more, they go by way of the kinds."""
SMALL = 700
"""Mentors (and kinds on the way) up to whom all distances are computed at once (Floyd 1962); else one by one
(Dijkstra 1959)."""
Costs = NDArray[np.float64]


@dataclass(frozen=True)
class Alternative:
    """Another mentor for a mentee, and what choosing them would cost everyone."""

    mentor: int
    points: int
    """Of the pair."""
    loss: int
    """Points of total score, with nobody fewer matched."""


@dataclass(frozen=True)
class Margins:
    """The margins of a proven optimum by count and total."""

    optimum: Optimum
    market: Market
    mentor_of: Ints
    """[rows]: the mentor, or the number of mentors for none."""
    near: Pairs
    """Pairs of kinds of mentees: people of a kind have the same pairs and gain the same."""
    points: int
    """Points within which losses are exact."""
    slack: Ints
    """[near pairs]: what each is short of gain + price."""

    @classmethod
    def of(cls, assignment: Assignment, optimum: Optimum) -> Margins | None:
        """Looks at all pairs; None where more than MOST are just as good as those that were chosen."""
        market = assignment.chosen_from
        row_of = {mentee: row for row, mentee in enumerate(market.mentees.tolist())}
        mentor_of = np.full(market.size, market.width, dtype=np.int64)
        for mentee, mentor in assignment.pairs:
            if mentee in row_of:
                mentor_of[row_of[mentee]] = mentor
        first = market.ours.members[market.ours.starts[:-1]]
        points = FULL
        while True:
            reach = _reach(points, market)
            near = market.some(first).near(optimum.prices, optimum.gains[first], reach, MOST)
            if near is not None:
                slack = optimum.gains[first][near.rows] + optimum.prices[near.columns] - near.weights
                return cls(optimum, market, mentor_of, near, points, slack)
            if not points:
                return None
            points //= 2

    @cached_property
    def _steps(self) -> csr_array[np.float64]:
        """From mentor to mentor, the first after them for none: what moving one mentee on costs at least.

        Where those would be too many steps, they go by way of the kinds, which come last.
        """
        best, places, width = self.optimum, self.optimum.places, self.market.width
        loads = np.bincount(self.mentor_of, minlength=width + 1)[:-1]
        matched = np.flatnonzero(self.mentor_of < width)
        free, used = np.flatnonzero(loads < places.all), np.flatnonzero(loads > 0)
        following = np.where(loads >= places.first, places.step, 0)
        last = np.where(loads > places.first, places.step, 0)
        kinds = len(self.near.starts) - 1
        held = np.unique(self.mentor_of * kinds + self.market.ours.kind)
        mentors, kind = held // max(kinds, 1), held % max(kinds, 1)
        sizes = np.diff(self.near.starts)
        if int(sizes[kind].sum()) <= STEPS:
            at = ranges(self.near.starts[kind], sizes[kind])
            size = width + 1
            start, end, cost = np.repeat(mentors, sizes[kind]), self.near.columns[at], self.slack[at]
        else:
            size = width + 1 + kinds
            start = np.concatenate([mentors, width + 1 + self.near.rows])
            end = np.concatenate([width + 1 + kind, self.near.columns])
            cost = np.concatenate([np.zeros(len(held), dtype=np.int64), self.slack])
        start = np.concatenate([start, self.mentor_of[matched], free, np.full(len(used), width)])
        end = np.concatenate([end, np.full(len(matched) + len(free), width), used])
        cost = np.concatenate(
            [cost, best.gains[matched], following[free] - best.prices[free], best.prices[used] - last[used]]
        )
        kept = (cost <= _reach(self.points, self.market)) & (start != end)
        start, end, cost = start[kept], end[kept], cost[kept]
        order = np.lexsort((cost, end, start))
        first = order[np.flatnonzero(np.diff(start[order] * size + end[order], prepend=-1))]
        return csr_array((cost[first].astype(np.float64), (end[first], start[first])), shape=(size, size))

    @cached_property
    def _all(self) -> Costs:
        """Distances between all mentors, where they are few: [to, from]."""
        steps = self._steps
        found = np.full(steps.shape, np.inf)
        rows = np.repeat(np.arange(steps.shape[0]), np.diff(steps.indptr))
        found[rows, steps.indices] = steps.data
        np.fill_diagonal(found, 0)
        through = np.empty_like(found)
        for middle in range(len(found)):
            np.add(found[:, middle, None], found[None, middle, :], out=through)
            np.minimum(found, through, out=found)
        return found

    def to(self, mentor: int) -> Costs:
        """[mentors + 1, or more]: what one mentee too many at each mentor and too few at this cost everyone.

        The first after the mentors is for one too many unmatched. Infinite stands for more than the reach.
        """
        if self._steps.shape[0] <= SMALL:
            return np.asarray(self._all[mentor])
        limit = float(_reach(self.points, self.market))
        found: Costs = dijkstra(self._steps, indices=np.array([mentor]), limit=limit)[0]
        return found

    def alternatives(self, count: int) -> Iterator[tuple[int, list[Alternative]]]:
        """For each mentee who was not locked, the mentors that come next, the cheapest for everyone first."""
        unit, limit = self.market.unit, _reach(self.points, self.market)
        by_mentor = np.argsort(self.mentor_of, kind="stable")
        costs, last = np.zeros(0), -1
        for row in by_mentor.tolist():
            own = int(self.mentor_of[row])
            if own != last:
                costs, last = self.to(own), own
            kind = self.market.ours.kind[row]
            at = np.arange(self.near.starts[kind], self.near.starts[kind + 1])
            at = at[self.near.columns[at] != own]
            mentors = self.near.columns[at]
            loss = self.slack[at] + costs[mentors]
            some = loss <= limit
            if np.count_nonzero(some) > count:
                some &= loss <= np.partition(loss[some], count - 1)[count - 1]
            at, mentors, loss = at[some], mentors[some], loss[some]
            points = (self.near.weights[at] - self.market.base[row] - self.market.extra) // unit
            order = np.lexsort((mentors, -points, loss))[:count].tolist()
            found = [Alternative(int(mentors[n]), int(points[n]), _whole(loss[n], unit)) for n in order]
            yield int(self.market.mentees[row]), found


def _reach(points: int, market: Market) -> int:
    """The weight of so many points, and of a pair of no points that is more or fewer."""
    return points * market.unit + market.unit // 2


def _whole(loss: float, unit: int) -> int:
    """The points of a loss; one more or one fewer pair of no points does not count."""
    return round(loss / unit)


def one_more_place(assignment: Assignment, optimum: Optimum) -> list[tuple[int, int, int]]:
    """(mentor, matches, points): what one more place there would bring everyone, the most first.

    The lowest prices of an optimum are just that for a mentor whose places are all taken (Demange,
    Gale and Sotomayor 1986). Matches are weighed by tier, where there are tiers.
    """
    loads = np.bincount([mentor for _, mentor in assignment.pairs], minlength=len(optimum.prices))
    full = loads >= np.array(assignment.scores.places)
    cost = np.where(loads > 0, optimum.places.step, 0)
    brings = np.where(full, np.maximum(optimum.prices - cost, 0), 0)
    found = []
    for mentor in np.lexsort((np.arange(len(brings)), -brings)).tolist():
        if not brings[mentor]:
            break
        found.append((mentor, *assignment.aims.told(int(brings[mentor]))))
    return found
