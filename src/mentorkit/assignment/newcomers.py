"""What one more mentor would bring everyone, exactly, from the prices of an optimum.

A first place brings the most that any mentee's pair there weighs above the mentee's gain: under the lowest
prices a gain is what all others would win if that mentee went (Leonard 1983). Each further place brings the
best path in what is left (successive shortest paths: Ahuja, Magnanti and Orlin 1993): somebody comes to the
new place, somebody else takes theirs and so on, until a place stays empty or somebody without a mentor has
one. Slack (gain + price - weight) is what a step costs, and never below 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mentorkit.assignment._assign import Assignment
from mentorkit.assignment.pairs import Ints
from mentorkit.assignment.search import Optimum
from mentorkit.grid import Grid

FAR = 1 << 61
"""Farther than any path, and far enough from the end of int64 to be added to a price."""
BEYOND = np.iinfo(np.int64).max
HELD = 1_000
"""Columns of weights that are kept."""
Brought = tuple[int, int]
"""Matched mentees, and points of the total with the cost of further mentees taken off."""


class Newcomers:
    """An optimum by count and total that is proven, and mentors of whom one at a time may come."""

    def __init__(self, assignment: Assignment, optimum: Optimum, grid: Grid) -> None:
        """`grid` has the assignment's mentees and, in place of its mentors, those who may come."""
        self.optimum, self._aims = optimum, assignment.aims
        self._market = market = assignment.market
        self._theirs = replace(market, grid=grid, open=np.zeros(len(grid.right), dtype=np.bool_))
        row_of = {mentee: row for row, mentee in enumerate(market.mentees.tolist())}
        self.mentor_of = np.full(market.size, -1, dtype=np.int64)
        """[rows]: the mentor, -1 for none."""
        for mentee, mentor in assignment.pairs:
            if mentee in row_of:
                self.mentor_of[row_of[mentee]] = mentor
        self._columns: dict[int, Ints] = {}

    def first(self) -> Ints:
        """[newcomers]: what one place of each brings, in weights."""
        nothing = np.zeros(self._theirs.width, dtype=np.int64)
        return self._theirs.priced(nothing, self.optimum.gains)

    def brought(self, newcomer: int, places: int) -> Brought:
        """What so many places of one newcomer bring."""
        grid = self._theirs.grid
        weights = self._weights(grid, int(grid.right[newcomer]))
        matched = points = 0
        for weight in _Filling.of(self, weights, places).steps():
            more, higher = self._told(weight)
            matched, points = matched + more, points + higher
        return matched, points

    def _told(self, weight: int) -> Brought:
        """One place's weight as matched mentees and points; it costs nobody theirs."""
        aims = self._aims
        served = (weight + aims.match // 2) // aims.match
        left = weight - served * aims.match
        if aims.total_first:
            points, matched = divmod(left, aims.point)
            return matched, points
        return int(served > 0), left

    def column(self, mentor: int) -> Ints:
        """[rows]: the weights of a mentor who is there."""
        kind = self.kind(mentor)
        if kind not in self._columns:
            if len(self._columns) >= HELD:
                self._columns.clear()
            self._columns[kind] = self._weights(self._market.grid, kind)
        return self._columns[kind]

    def kind(self, mentor: int) -> int:
        """The kind of a mentor who is there."""
        return int(self._market.grid.right[mentor])

    def _weights(self, grid: Grid, kind: int) -> Ints:
        """[rows]: what every mentee's pair with a kind of mentor weighs; -FAR where it may not be chosen."""
        market = self._market
        points = grid.block(grid.left[market.mentees], np.array([kind]))[:, 0]
        weights = points.astype(np.int64) * market.unit + market.base + market.extra
        return np.where(points >= market.least, weights, -FAR)


@dataclass
class _Filling:
    """The places of one newcomer, filled one after another; the newcomer is the last of the mentors."""

    market: Newcomers
    weights: Ints
    """[rows]: of pairs with the newcomer."""
    places: int
    mentor_of: Ints
    """[rows]: the mentor, -1 for none."""
    gains: Ints
    prices: Ints
    loads: Ints
    first: Ints
    """[mentors + 1]: places that cost nothing."""
    step: int
    """What each of the others costs."""

    @classmethod
    def of(cls, market: Newcomers, weights: Ints, places: int) -> _Filling:
        """The optimum, and a newcomer with empty places at the price of the first."""
        best = market.optimum
        price = max(0, int((weights - best.gains).max(initial=0)))
        loads = np.bincount(market.mentor_of[market.mentor_of >= 0], minlength=len(best.prices))
        step = best.places.step
        return cls(
            market,
            weights,
            places,
            market.mentor_of.copy(),
            best.gains.copy(),
            np.append(best.prices, price),
            np.append(loads, 0),
            np.append(best.places.first, 1 if step else places),
            step,
        )

    def steps(self) -> Iterator[int]:
        """What each place brings, as long as one does."""
        for place in range(self.places):
            cost = self.step if place >= self.first[-1] else 0
            if not self._filled(cost):
                return
            yield int(self.prices[-1]) - cost

    def _filled(self, cost: int) -> bool:
        """One mentee more for the newcomer, by the cheapest path; False where none is worth it."""
        new = len(self.prices) - 1
        worth = int(self.prices[new]) - cost
        spared = np.where(self.loads > self.first, self.step, 0)
        far = self.gains + self.prices[new] - self.weights
        # The mentor to whom each mentee would go, and the mentee who would leave each mentor.
        to, left = np.full(len(far), new), np.full(new + 1, -1)
        away = np.full(new + 1, FAR)
        away[new] = 0
        open_ = self.mentor_of != new
        looked: dict[int, int] = {}
        shortest, end, emptied = worth, -1, -1
        while open_.any():
            row = int(np.where(open_, far, BEYOND).argmin())
            if far[row] >= shortest:
                break
            mentor = int(self.mentor_of[row])
            if mentor < 0:
                shortest, end, emptied = int(far[row]), row, -1
                break
            theirs = self.mentor_of == mentor
            open_ &= ~theirs
            far[theirs] = away[mentor] = far[row]
            left[mentor] = row
            empty = int(away[mentor] + self.prices[mentor] - spared[mentor])
            if empty < shortest:
                shortest, end, emptied = empty, row, mentor
            # Mentors of a kind have the same weights: only a lower price makes another look worth it.
            start = int(away[mentor] + self.prices[mentor])
            if start < looked.get(self.market.kind(mentor), FAR):
                looked[self.market.kind(mentor)] = start
                by = start + self.gains - self.market.column(mentor)
                nearer = open_ & (by < far)
                far[nearer], to[nearer] = by[nearer], mentor
        if end < 0:
            return False
        self._moved(end, to, left)
        if emptied >= 0:
            self.loads[emptied] -= 1
        self.loads[new] += 1
        self.gains += np.maximum(shortest - far, 0)
        self.prices -= np.maximum(shortest - away, 0)
        return True

    def _moved(self, row: int, to: Ints, left: Ints) -> None:
        """Everybody on the path to the mentor they go to, from its end to the newcomer."""
        new = len(self.prices) - 1
        while True:
            mentor = int(to[row])
            self.mentor_of[row] = mentor
            if mentor == new:
                return
            row = int(left[mentor])
