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
TOGETHER = 64
"""Mentors to whom distances are computed at once."""
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
    def empty(self) -> tuple[Ints, Ints, Ints]:
        """Steps of empty places, from whom, to whom and the cost: where one is filled, or left empty."""
        best, places, width = self.optimum, self.optimum.places, self.market.width
        loads = np.bincount(self.mentor_of, minlength=width + 1)[:-1]
        free, used = np.flatnonzero(loads < places.all), np.flatnonzero(loads > 0)
        following = np.where(loads >= places.first, places.step, 0)
        last = np.where(loads > places.first, places.step, 0)
        return (
            np.concatenate([free, np.full(len(used), width)]),
            np.concatenate([np.full(len(free), width), used]),
            np.concatenate([following[free] - best.prices[free], best.prices[used] - last[used]]),
        )

    @cached_property
    def _steps(self) -> csr_array[np.float64]:
        """[to, from] each mentor, the first after them for nobody: what moving one mentee on costs at least.

        Where those would be too many steps, they go by way of the kinds, which come last.
        """
        width = self.market.width
        matched = np.flatnonzero(self.mentor_of < width)
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
        left, came, spent = self.empty
        start = np.concatenate([start, self.mentor_of[matched], left])
        end = np.concatenate([end, np.full(len(matched), width), came])
        cost = np.concatenate([cost, self.optimum.gains[matched], spent])
        kept = (cost <= self.reach) & (start != end)
        return _cheapest(start[kept], end[kept], cost[kept], size)

    @property
    def reach(self) -> int:
        """The weight within which losses are exact."""
        return _reach(self.points, self.market)

    @cached_property
    def to_nobody(self) -> Costs:
        """[mentors + 1, or more]: what one mentee too many at each mentor costs everyone.

        The first after the mentors stands for nobody, infinite for more than the reach.
        """
        return self._distances(self._steps)

    @cached_property
    def from_nobody(self) -> Costs:
        """[mentors + 1, or more]: what one mentee too few at each mentor costs everyone."""
        return self._distances(self._steps.T.tocsr())

    def _distances(self, steps: csr_array[np.float64]) -> Costs:
        found: Costs = dijkstra(steps, indices=np.array([self.market.width]), limit=float(self.reach))[0]
        return found

    @cached_property
    def _aside(self) -> tuple[csr_array[np.float64], Costs]:
        """Steps past nobody, each costing more by how much farther from nobody it ends; and how far all are.

        What leads to a mentor and is cheaper than by way of nobody then costs less than that mentor's own
        way to nobody (potentials: Johnson 1977), so that little has to be searched.
        """
        steps, far = self._steps.tocoo(), np.minimum(self.to_nobody, float(self.reach))
        end, start = steps.row, steps.col
        cost = steps.data + far[end] - far[start]
        kept = (end != self.market.width) & (start != self.market.width)
        both = end[kept], start[kept]
        return csr_array((cost[kept], both), shape=steps.shape), far

    def to(self, mentors: Ints) -> Costs:
        """[these, mentors + 1, or more]: what one mentee too few at these and too many at each cost everyone.

        The first after the mentors stands for nobody, who is none of these; infinite for more than the reach.
        """
        steps, far = self._aside
        by_nobody = self.from_nobody[mentors]
        limit = float(np.minimum(far[mentors] + by_nobody, self.reach).max())
        found: Costs = dijkstra(steps, indices=mentors, limit=limit)
        found += far - far[mentors, None]
        found = np.minimum(found, self.to_nobody + by_nobody[:, None])
        return np.where(found <= self.reach, found, np.inf)

    def alternatives(self, count: int) -> Iterator[tuple[int, list[Alternative]]]:
        """For each mentee with a mentor and no lock, those who come next, the cheapest for everyone first."""
        by_mentor = np.argsort(self.mentor_of, kind="stable")
        starts = np.searchsorted(self.mentor_of[by_mentor], np.arange(self.market.width + 1))
        mentors = np.flatnonzero(np.diff(starts))
        mentors = mentors[np.argsort(self.to_nobody[mentors], kind="stable")]
        for begin in range(0, len(mentors), TOGETHER):
            some = mentors[begin : begin + TOGETHER]
            for own, costs in zip(some.tolist(), self.to(some), strict=True):
                for row in by_mentor[starts[own] : starts[own + 1]].tolist():
                    yield self._next(row, costs, count)

    def _next(self, row: int, costs: Costs, count: int) -> tuple[int, list[Alternative]]:
        unit, kind = self.market.unit, self.market.ours.kind[row]
        at = np.arange(self.near.starts[kind], self.near.starts[kind + 1])
        at = at[self.near.columns[at] != self.mentor_of[row]]
        mentors = self.near.columns[at]
        loss = self.slack[at] + costs[mentors]
        some = loss <= self.reach
        if np.count_nonzero(some) > count:
            some &= loss <= np.partition(loss[some], count - 1)[count - 1]
        at, mentors, loss = at[some], mentors[some], loss[some]
        points = (self.near.weights[at] - self.market.base[row] - self.market.extra) // unit
        order = np.lexsort((mentors, -points, loss))[:count].tolist()
        found = [Alternative(int(mentors[n]), int(points[n]), _whole(loss[n], unit)) for n in order]
        return int(self.market.mentees[row]), found


def _cheapest(start: Ints, end: Ints, cost: Ints, size: int) -> csr_array[np.float64]:
    """[to, from]: of several steps between the same two the cheapest."""
    order = np.lexsort((cost, end, start))
    first = order[np.flatnonzero(np.diff(start[order] * size + end[order], prepend=-1))]
    return csr_array((cost[first].astype(np.float64), (end[first], start[first])), shape=(size, size))


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
