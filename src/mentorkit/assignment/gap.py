"""The best set of pairs where prices leave a gap, among the few pairs that the gap leaves possible.

A set that is better than the best known one falls short of the bound by less than the gap. What it falls
short by is the sum of its pairs' slack (gain + price - weight), of the gains of whoever it leaves out, of the
prices of places that it leaves empty, and of the bonus of every living pair above those that must be kept.
All of these are 0 or more, so that only pairs, people and places within the gap need be looked at; the
rest is a small integer program, solved by branch and bound (HiGHS: Huangfu and Hall 2018).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from mentorkit.assignment.favoured import Favoured
from mentorkit.assignment.pairs import Ints, Pairs
from mentorkit.assignment.search import Optimum

MOST = 60_000
"""Pairs within the gap that are searched; where there are more, the bound stands."""
NODES = 20_000
"""Branches that are looked at; a number of steps, so that every machine comes to the same end."""
OPTIMAL, NOTHING = 0, 2
"""How milp says that it found the best, and that there is none."""
LARGE = 10**12
"""Gaps above this are beyond what the search computes exactly."""


@dataclass(frozen=True)
class Best:
    """What a search of the gap found."""

    rows: Ints
    columns: Ints
    short: int
    """How much the set falls short of the bound."""
    whole: bool
    """Whether the search came to its end: nothing better exists."""


def closed(source: Favoured, best: Optimum, bonus: int, keep: int, gap: int) -> Best | None:
    """The set that falls least short of the bound, less than the gap; None where the search cannot be made.

    `best` is the optimum with the bonus; at least `keep` living pairs must be in the set. Of a search that
    found nothing better, the pairs are none and it falls short by the gap.
    """
    if gap > LARGE:
        return None
    near = source.near(best.prices, best.gains, gap - 1, MOST)
    if near is None:
        return None
    program = _Program(source, near, best, bonus, keep, gap)
    chosen, whole = program.solved()
    short = gap if chosen is None else program.short(chosen)
    if chosen is None or short >= gap:
        none = np.zeros(0, dtype=np.int64)
        return Best(none, none, gap, whole)
    return Best(near.rows[chosen], near.columns[chosen], short, whole)


class _Program:
    """Variables: the pairs; who is left out; empty first places; later places against their price."""

    def __init__(self, source: Favoured, near: Pairs, best: Optimum, bonus: int, keep: int, gap: int) -> None:
        self.near, self.places, self.keep, self.bonus, self.gap = near, best.places, keep, bonus, gap
        self.prices, self.gains = best.prices, best.gains
        self.slack = best.gains[near.rows] + best.prices[near.columns] - near.weights
        self.living = source.is_living(near.rows, near.columns)
        self.size, self.width = source.size, source.width

    def solved(self) -> tuple[Ints | None, bool]:
        """The positions of the chosen pairs, None for no set within the gap; whether the search ended."""
        places, step = self.places, self.places.step
        count = len(self.near.rows)
        dear = self.prices > step
        later = np.where(dear, self.prices - step, step - self.prices) * (places.more > 0)
        costs = np.concatenate([self.slack, self.gains, self.prices, later, [self.bonus]])
        upper = np.concatenate(
            [
                np.ones(count, dtype=np.int64),
                np.ones(self.size, dtype=np.int64),
                places.first,
                places.more,
                [self.size],
            ]
        )
        upper = np.where(costs >= self.gap, 0, upper)  # what costs the whole gap cannot be
        at = np.arange(count)
        ones = np.ones(count)
        by_mentee = csr_array((ones, (self.near.rows, at)), shape=(self.size, count))
        by_mentor = csr_array((ones, (self.near.columns, at)), shape=(self.width, count))
        living = csr_array(self.living[None, :].astype(float))
        none = csr_array((self.size, self.width))
        # One mentor a mentee, or left out.
        first = hstack([by_mentee, _eye(self.size), none, none, csr_array((self.size, 1))])
        # Mentees = first places - empty ones + later ones; of those the variable counts the filled ones, or
        # where the price is above their cost the empty ones.
        sign = np.where(dear, 1.0, -1.0)
        second = hstack(
            [
                by_mentor,
                csr_array((self.width, self.size)),
                _eye(self.width),
                csr_array((sign, (np.arange(self.width), np.arange(self.width))), shape=(self.width,) * 2),
                csr_array((self.width, 1)),
            ]
        )
        full = places.first + np.where(dear, places.more, 0)
        third = hstack([living, csr_array((1, self.size + 2 * self.width)), csr_array([[-1.0]])])
        whole = vstack([first, second, third]).tocsc()
        right = np.concatenate([np.ones(self.size), full, [self.keep]]).astype(float)
        found = milp(
            costs.astype(float),
            integrality=np.ones(len(costs), dtype=np.int64),
            bounds=Bounds(np.zeros(len(costs)), upper.astype(float)),
            constraints=LinearConstraint(whole, right, right),
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )
        chosen = None if found.x is None else np.flatnonzero(np.rint(found.x[:count]) > 0)
        return chosen, found.status in (OPTIMAL, NOTHING)

    def short(self, chosen: Ints) -> int:
        """What a set falls short of the bound by, in integers."""
        matched = np.zeros(self.size, dtype=bool)
        matched[self.near.rows[chosen]] = True
        loads = np.bincount(self.near.columns[chosen], minlength=self.width)
        worth = self.places.worth(self.prices) - int((self.prices * loads).sum())
        kept = int(self.living[chosen].sum())
        fits = kept >= self.keep and bool((loads <= self.places.all).all())
        if not fits or len(set(self.near.rows[chosen].tolist())) < len(chosen):
            return self.gap  # rounding made it no set of pairs
        return (
            int(self.slack[chosen].sum())
            + int(self.gains[~matched].sum())
            + worth
            + self.places.cost(loads)
            + self.bonus * (kept - self.keep)
        )


def _eye(size: int) -> csr_array[np.float64]:
    at = np.arange(size)
    return csr_array((np.ones(size), (at, at)), shape=(size, size))
