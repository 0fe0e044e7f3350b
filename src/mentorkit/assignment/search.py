"""The optimum over many pairs from few of them: solve, price, add the pairs that beat the prices, repeat.

Column generation (Gilmore and Gomory 1961): pairs that the prices rule out never reach the solver,
and where no pair beats the prices, the optimum over some pairs is the optimum over all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.candidates import Candidates, Ints
from mentorkit.assignment.prices import lowest_prices, utilities
from mentorkit.assignment.solver import solve

FEW = 200_000
"""Pairs, each place of a mentor counted, that are solved at once (measured: no gain below)."""
FIRST, MORE = 32, 16
"""Pairs of each mentee that are tried first, and added in the second round (measured best of 8 to 32).

Every round adds twice as many as the last, so that few rounds see all that could matter."""
MOST = 5_000_000
"""Pairs, each place counted, that the first round may hold: some 200 MB in the solver."""
SAMPLE = 5
"""One mentee in so many makes the prices by which the first pairs are chosen."""


@dataclass(frozen=True)
class Optimum:
    """A heaviest set of pairs and the prices that prove it."""

    chosen: Ints
    """Positions among the candidates."""
    prices: Ints
    """[mentors]."""
    gains: Ints
    """[mentees]."""


def search(candidates: Candidates, places: Ints, weights: Ints) -> Optimum:
    """An optimum over all candidates."""
    keep = np.ones(len(weights), dtype=bool)
    if int(places[candidates.columns].sum()) > FEW:
        first = _sample_prices(candidates, places, weights)
        keep = _heaviest(candidates, weights - first[candidates.columns], _first(candidates, places))
    more = MORE
    while True:
        some, heavy = candidates.only(keep), weights[keep]
        chosen = solve(some, places, heavy)
        prices = lowest_prices(some, places, heavy, chosen)
        gains = utilities(some, heavy, prices)
        beaten = weights - gains[candidates.rows] - prices[candidates.columns]
        beating = beaten > 0
        if not beating.any():
            return Optimum(np.flatnonzero(keep)[chosen], prices, gains)
        new = candidates.only(beating)
        keep[np.flatnonzero(beating)[_heaviest(new, beaten[beating], more)]] = True
        more *= 2


def _first(candidates: Candidates, places: Ints) -> int:
    """FIRST, or fewer where mentors have so many places that their copies would fill the memory."""
    mentees, pairs = int((np.diff(candidates.starts) > 0).sum()), len(candidates.columns)
    size = int(np.minimum(places, mentees)[candidates.columns].sum())
    return max(2, min(FIRST, MOST * pairs // max(mentees * size, 1)))


def _sample_prices(candidates: Candidates, places: Ints, weights: Ints) -> Ints:
    """Prices of a small copy of the problem: every fifth mentee and a fifth of the places."""
    sampled = candidates.rows % SAMPLE == 0
    share = np.diff(np.concatenate([[0], np.cumsum(places) // SAMPLE]))
    some, heavy = candidates.only(sampled), weights[sampled]
    few = _heaviest(some, heavy, SAMPLE * _first(some, share))
    some, heavy = some.only(few), heavy[few]
    return lowest_prices(some, share, heavy, solve(some, share, heavy))


def _heaviest(candidates: Candidates, values: Ints, count: int) -> NDArray[np.bool_]:
    """Each mentee's pairs of the highest values.

    Where many are equal, mentees begin to look at different mentors, so that not all try the same.
    """
    keep = np.ones(len(values), dtype=bool)
    for row in np.flatnonzero(np.diff(candidates.starts) > count):
        start, stop = candidates.starts[row], candidates.starts[row + 1]
        turn = row * 7919 % (stop - start)
        mine = np.roll(values[start:stop], turn)
        few = np.argpartition(mine, -count)[-count:]
        keep[start:stop] = False
        keep[start + (few - turn) % (stop - start)] = True
    return keep
