"""The highest lowest score among the sets that serve the most mentees, and its proof."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mentorkit.assignment.aims import Certificate
from mentorkit.assignment.cores import Core
from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.assignment.search import Optimum, search
from mentorkit.assignment.watch import Watch
from mentorkit.grid import FULL

FIRST = 64
"""Pairs of each mentee, the best ones, with which every threshold is begun."""


def highest_lowest(
    market: Market, served: Ints, places: Places, core: Core, watch: Watch
) -> Certificate | None:
    """The highest points that the worst pair can have; None where nobody can be matched.

    Halves the range of thresholds (the bottleneck assignment, Gross 1959): each is held against the
    most that can be served at all. The prices prove that pairs above the threshold serve fewer.
    """
    counting = replace(market, base=served, unit=0, extra=0, everybody=True)
    anything = Places(places.all, np.zeros_like(places.all))
    scored = replace(market, base=np.zeros_like(served), unit=1, extra=0)
    best = scored.scan(np.zeros(market.width, dtype=np.int64), None, FIRST, watch)
    known = Pairs.of(best.rows, best.columns, best.weights, market.size, market.width)

    def at_least(points: int) -> Optimum:
        above = known.only(known.weights >= points)
        start = replace(above, weights=served[above.rows])
        return search(replace(counting, least=points), anything, core, watch, start, sample=False)

    most = at_least(market.least)
    if not len(most.rows):
        return None
    low, high = market.least, FULL + 1
    beyond = at_least(high)
    while high - low > 1:
        middle = (low + high) // 2
        tried = at_least(middle)
        if tried.value == most.value:
            low = middle
        else:
            high, beyond = middle, tried
    above = replace(counting, least=low + 1)
    return Certificate("lowest", low, low, above.priced(beyond.prices, beyond.gains))
