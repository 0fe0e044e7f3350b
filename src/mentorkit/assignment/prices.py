"""Prices that prove an optimum: linear programming duality in integers.

For any price v_j >= 0 per mentor, no set of pairs weighs more than
sum of places_j * v_j + sum over mentees of max(0, max_j (w_ij - v_j)).
Where that equals what the chosen pairs weigh, they are an optimum (Shapley and Shubik 1971).
"""

from __future__ import annotations

import numpy as np

from mentorkit.assignment.candidates import Candidates, Ints


def lowest_prices(candidates: Candidates, places: Ints, weights: Ints, chosen: Ints) -> Ints:
    """The lowest prices under which everybody is content with an optimum, [mentors].

    Bellman-Ford from below: a mentor costs at least what an unmatched mentee would gain, and what
    a matched mentee would gain by changing. Ends because an optimum leaves no gain in a circle.
    """
    prices = np.zeros(len(places), dtype=np.int64)
    mentor_of = np.full(len(candidates.starts) - 1, -1, dtype=np.int64)
    worth = np.zeros(len(mentor_of), dtype=np.int64)
    mentor_of[candidates.rows[chosen]] = candidates.columns[chosen]
    worth[candidates.rows[chosen]] = weights[chosen]
    with_pairs = np.flatnonzero(np.diff(candidates.starts))
    by_mentor = np.argsort(mentor_of, kind="stable")
    group = np.searchsorted(mentor_of[by_mentor], np.arange(len(places) + 1))
    moved = with_pairs
    while len(moved):
        mine = np.where(mentor_of[moved] >= 0, worth[moved] - prices[mentor_of[moved]], 0)
        sizes = candidates.starts[moved + 1] - candidates.starts[moved]
        at = np.repeat(candidates.starts[moved] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        asked = weights[at] - np.repeat(mine, sizes)
        before = prices.copy()
        np.maximum.at(prices, candidates.columns[at], asked)
        risen = np.flatnonzero(prices > before)
        holders = [by_mentor[group[mentor] : group[mentor + 1]] for mentor in risen]
        moved = np.concatenate([np.zeros(0, dtype=np.int64), *holders])
    return prices


def utilities(candidates: Candidates, weights: Ints, prices: Ints) -> Ints:
    """What each mentee gains at most under the prices, [mentees]; 0 for being unmatched."""
    gains = np.zeros(len(candidates.starts) - 1, dtype=np.int64)
    np.maximum.at(gains, candidates.rows, weights - prices[candidates.columns])
    return gains


def bound(places: Ints, prices: Ints, gains: Ints) -> int:
    """The weight that no set of pairs can exceed."""
    return int((places * prices).sum()) + int(gains.sum())
