"""Prices that prove an optimum: linear programming duality in integers.

For any price v_j >= 0 per mentor, no set of pairs weighs more, costs of later places taken off, than
what all places are worth at the prices + sum over mentees of max(0, max_j (w_ij - v_j)).
Where that equals what the chosen pairs weigh, they are an optimum (Shapley and Shubik 1971). The
lowest such prices are unique, and a mentor's is what one more place there would be worth to all;
the highest are unique too, and what the loss of a place would cost (Demange, Gale and Sotomayor 1986).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.grid import ranges

HIGH = 1 << 61
"""No price: above every weight, and far enough from the end of int64 to be added to one."""


@dataclass(frozen=True)
class Holdings:
    """Who holds whom in an optimum."""

    mentor: Ints
    """[mentees]: their mentor, -1 for none."""
    worth: Ints
    """[mentees]: the weight of their pair, 0 for none."""
    loads: Ints
    """[mentors]: how many mentees they hold."""

    @classmethod
    def of(cls, pairs: Pairs, chosen: Ints, mentors: int) -> Holdings:
        """The holdings of chosen pairs."""
        mentor = np.full(len(pairs.starts) - 1, -1, dtype=np.int64)
        worth = np.zeros(len(mentor), dtype=np.int64)
        mentor[pairs.rows[chosen]] = pairs.columns[chosen]
        worth[pairs.rows[chosen]] = pairs.weights[chosen]
        return cls(mentor, worth, np.bincount(pairs.columns[chosen], minlength=mentors))


def lowest(pairs: Pairs, places: Places, held: Holdings) -> Ints:
    """The lowest prices under which everybody is content with an optimum, [mentors].

    Bellman-Ford from below: a mentor costs at least what an unmatched mentee would gain, and what
    a matched mentee would gain by changing. Ends because an optimum leaves no gain in a circle.
    """
    prices = np.where(held.loads > places.first, places.step, 0).astype(np.int64)
    by_mentor = np.argsort(held.mentor, kind="stable")
    group = np.searchsorted(held.mentor[by_mentor], np.arange(len(prices) + 1))
    moved = np.flatnonzero(np.diff(pairs.starts))
    while len(moved):
        has = held.mentor[moved] >= 0
        mine = np.where(has, held.worth[moved] - prices[held.mentor[moved]], 0)
        sizes = pairs.starts[moved + 1] - pairs.starts[moved]
        at = ranges(pairs.starts[moved], sizes)
        asked = pairs.weights[at] - np.repeat(mine, sizes)
        columns = pairs.columns[at]
        rising = asked > prices[columns]
        before = prices.copy()
        np.maximum.at(prices, columns[rising], asked[rising])
        risen = np.flatnonzero(prices > before)
        moved = by_mentor[ranges(group[risen], group[risen + 1] - group[risen])]
    return prices


def gains(pairs: Pairs, prices: Ints) -> Ints:
    """What each mentee gains at most under the prices, [mentees]; 0 for being unmatched."""
    found = np.zeros(len(pairs.starts) - 1, dtype=np.int64)
    busy = np.flatnonzero(np.diff(pairs.starts))
    if len(busy):
        best = np.maximum.reduceat(pairs.weights - prices[pairs.columns], pairs.starts[busy])
        found[busy] = np.maximum(best, 0)
    return found
