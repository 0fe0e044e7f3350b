"""The most that a change around one mentee can come to, read off the prices of the optimum before it.

Prices bound every set of pairs (Shapley and Shubik 1971), also after a small change: a pair that becomes
possible adds to the bound at most what it weighs above gain + price, one more place at most the price.
With the lowest prices that is exactly what the place brings (Demange, Gale and Sotomayor 1986); then the
old prices prove the new optimum too, and it consists of pairs that are worth gain + price.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mentorkit.assignment import Aims, Assignment, assign
from mentorkit.assignment.aims import SAFE
from mentorkit.assignment.pairs import Ints
from mentorkit.assignment.search import Optimum
from mentorkit.grid import FULL
from mentorkit.program import Program
from mentorkit.what_if import Outcome

Ceiling = tuple[int, ...]
"""A bound in the numbers of Outcome.worth."""


@dataclass(frozen=True)
class Prices:
    """The prices of an optimum of summed aims; `decided` names the mentees whom decisions pair."""

    program: Program
    assignment: Assignment
    optimum: Optimum
    """Of the assignment."""
    decided: Collection[int]

    @cached_property
    def outcome(self) -> Outcome:
        """What the optimum comes to."""
        return Outcome.of(self.program, self.assignment, self.decided)

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {mentee: row for row, mentee in enumerate(self.assignment.market.mentees.tolist())}

    @property
    def policy(self) -> str:
        """What is wanted; the prices of a fair set hold for pairs at or above the lowest score."""
        return self.program.matching.optimise

    def above(self, row: int, column: int, points: int) -> int:
        """What a mentee's pair weighs above gain + price."""
        return int(self.all_above(row, np.array([column]), np.array([points]))[0])

    def all_above(self, row: int, columns: Ints, points: Ints) -> Ints:
        """The same of pairs with some mentors."""
        market, optimum = self.assignment.market, self.optimum
        at = self._row_of[row]
        weights = points * market.unit + (market.base[at] + market.extra - optimum.gains[at])
        return np.asarray(weights - optimum.prices[columns])

    def brought(self, column: int) -> int:
        """What one more place at a mentor brings, exactly; below 0 where it is not worth its cost."""
        optimum, scores = self.optimum, self.assignment.scores
        cost = optimum.places.step if scores.places[column] else 0
        return int(optimum.prices[column]) - cost

    def forced(self, row: int, column: int, points: int) -> Ceiling:
        """Of sets with a pair that may be chosen already, for aims that sum up."""
        above = self.above(row, column, points)
        if self.policy != "fair":
            return (self.outcome.worth[0] + above,)
        # With a pair below it, the lowest score falls; with others the prices hold.
        served, least, total = self.outcome.worth
        return (served, least, total + above) if points >= least else (served, points, SAFE)

    def let_in(self, floor: int) -> int:
        """The highest points of a pair below this floor that a lower one might bring in; -1 for none."""
        market, optimum = self.assignment.market, self.optimum
        if self.policy.startswith("fair"):
            return floor - 1
        found = -1
        for start in range(0, market.size, market.grid.height):
            rows = np.arange(start, min(start + market.grid.height, market.size))
            points = market.grid.block(market.grid.left[market.mentees[rows]])[:, market.grid.right]
            points = points.astype(np.int64)
            above = points * market.unit + (market.base[rows] + market.extra - optimum.gains[rows])[:, None]
            there = (above >= optimum.prices) & (points >= 0) & (points < floor) & market.open
            found = max(found, int(points.max(where=there, initial=-1)))
        return found

    def reached(self, row: int) -> set[int]:
        """Mentors where one more place might let an unmatched mentee in.

        Somebody there goes to the new place, somebody else takes theirs and so on, by pairs worth
        gain + price alone; the chain begins with the mentee.
        """
        optimum, market = self.optimum, self.assignment.market
        held: dict[int, list[int]] = {}
        for mentee, mentor in self.assignment.pairs:
            if mentee in self._row_of:
                held.setdefault(mentor, []).append(self._row_of[mentee])
        found: set[int] = set()
        waiting = [self._row_of[row]]
        for at in waiting:  # which grows
            _, columns = optimum.tight.pairs(np.array([at]))
            for column in {*columns.tolist()} - found:
                found.add(column)
                waiting += held.get(column, [])
        # Mentors without a place are not among the pairs that were looked at, but have their prices.
        closed, rows = np.flatnonzero(~market.open), np.array(waiting)
        points = market.grid.block(market.grid.left[market.mentees[rows]], market.grid.right[closed])
        weights = points.astype(np.int64) * market.unit + (market.base[rows] + market.extra)[:, None]
        worth = optimum.prices[closed] + optimum.gains[rows][:, None]
        tight = ((weights == worth) & (points >= market.least)).any(axis=0)
        return found | set(closed[tight].tolist())


@dataclass(frozen=True)
class Most:
    """What a change may bring: the most that it can come to, and how many are served where that is sure."""

    worth: Ceiling
    serves: int | None = None
    """Of a fair optimum that keeps its lowest score: how many are served, in matches by tier."""
    exact: bool = False
    """Whether the optimum is worth just that, so that the old prices prove it."""


@dataclass(frozen=True)
class Fair:
    """What else bounds a fair optimum: prices of serving the most, and of serving them with higher scores."""

    prices: Prices
    most: Prices
    """Of most_matched, with no regard to the lowest score."""
    counted: tuple[int, ...]
    """[mentors]: the prices, in matches, that prove that higher scores serve fewer."""
    aims: Aims

    @classmethod
    def of(cls, prices: Prices) -> Fair:
        """Solves for the most that can be served."""
        program, scores = prices.program, prices.assignment.scores
        proof = next((each.prices for each in prices.assignment.certificates if each.aim == "lowest"), None)
        counted = (0,) * len(scores.mentors) if proof is None else tuple(proof.tolist())
        matching = program.matching.model_copy(update={"optimise": "most_matched"})
        most = program.model_copy(update={"matching": matching})
        found = assign(most, scores)
        optimum = found.optimum or prices.optimum  # most_matched always has one
        solved = Prices(most, found, optimum, prices.decided)
        return cls(prices, solved, counted, Aims.of(matching, scores))

    def opened(self, row: int, column: int, points: int) -> Most | None:
        """With a pair allowed that was not; None where the old optimum stays."""
        brought, most = (each.above(row, column, points) for each in (self.prices, self.most))
        served = int(self.aims.served[row]) - self.counted[column]
        return self._most(brought, most, served, points >= self.prices.outcome.worth[1])

    def placed(self, column: int) -> Most | None:
        """With one more place at a mentor; None where the old optimum stays."""
        brought, most = (each.brought(column) for each in (self.prices, self.most))
        found = self._most(brought, most, self.counted[column], True)
        return None if found is None else replace(found, exact=found.serves is not None)

    def _most(self, brought: int, most: int, served: int, high: bool) -> Most | None:
        """From what a change brings.

        `brought` and `most` are weights: for pairs at or above the lowest score, and for all; `served` are
        matches for pairs above it. `high` is said of a pair that becomes possible.
        """
        match, slack = self.aims.match, len(self.aims.served) * self.aims.spread
        now, least = self.prices.outcome.worth[:2]
        then = (self.most.outcome.worth[0] + max(most, 0) + slack) // match
        if high and now - 1 + max(served, 0) >= then:
            return Most((then, FULL + 1, SAFE))
        if then == now and not high:
            return None
        if self.prices.policy == "fair_leximin":  # the total, and so its prices, come last
            return Most((then, least))
        left = (now - then) * match + self.prices.outcome.total + max(brought, 0)
        if then == now and brought < 0:
            return None
        if high and left >= -slack:
            return Most((then, least, left), then)
        return Most((then, least - 1, SAFE))
