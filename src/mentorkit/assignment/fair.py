"""Fair sets: the highest lowest score of those that serve the most mentees, and the next lowest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mentorkit.assignment.aims import Certificate
from mentorkit.assignment.cores import Core
from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.assignment.search import Optimum, search
from mentorkit.assignment.ties import refined
from mentorkit.assignment.watch import Stopped, Watch
from mentorkit.finding import CannotRun
from mentorkit.grid import FULL

FIRST = 64
"""Pairs of each mentee, the best ones, with which every threshold is begun."""


LEVELS = 1_500_000
"""Pairs up to which the next lowest scores are worked out one after another."""


def leximin(market: Market, served: Ints, places: Places, core: Core, watch: Watch) -> Optimum:
    """Of the largest sets those whose sorted scores are the highest, from the lowest on.

    As few pairs as possible have the lowest points, then as few the next lowest, and so on
    (lexicographic bottleneck assignment: Burkard and Rendl 1991). `market` has no pairs below the
    lowest. Raises CannotRun where too many pairs would have to be told apart, and Stopped.
    """
    best = search(_counting(market, served), Places(places.all, np.zeros_like(places.all)), core, watch)
    if not best.proven:
        raise Stopped
    if int(best.tight.sizes.sum()) > LEVELS:
        message = "fair_leximin has to tell more pairs apart than is within reach"
        raise CannotRun(f"{message} ({LEVELS:,}); optimise: fair gives the highest lowest score")
    rows, columns = best.tight.pairs(np.arange(market.size))
    keys = rows * market.width + columns
    order = np.argsort(keys)
    keys = keys[order]
    points: Ints = market.points(rows[order], columns[order])

    def scored(rows: Ints, columns: Ints) -> Ints:
        return np.asarray(points[np.searchsorted(keys, rows * market.width + columns)])

    level = -1
    while True:
        above = scored(best.rows, best.columns)
        above = above[above > level]
        if not len(above):
            return best
        before, level = level, int(above.min())
        rows, columns = best.tight.pairs(np.arange(market.size))
        some = scored(rows, columns)
        kept = (some <= before) | (some >= level)
        pairs = Pairs.of(rows[kept], columns[kept], some[kept], market.size, market.width)
        best = best.among(pairs)

        def higher(rows: Ints, columns: Ints, level: int = level) -> Ints:
            return np.asarray(scored(rows, columns) != level, dtype=np.int64)

        best = refined(best, higher, market.size + 2, core, watch)


def _counting(market: Market, served: Ints) -> Market:
    return replace(market, base=served, unit=0, extra=0, everybody=True)


def highest_lowest(
    market: Market, served: Ints, places: Places, core: Core, watch: Watch
) -> Certificate | None:
    """The highest points that the worst pair can have; None where nobody can be matched.

    Halves the scores between what is reached and what is not (the bottleneck assignment, Gross 1959): each is
    held against the most that can be served at all. The prices prove that pairs above serve fewer.
    """
    counting = _counting(market, served)
    anything = Places(places.all, np.zeros_like(places.all))
    scored = replace(market, base=np.zeros_like(served), unit=1, extra=0)
    best = scored.scan(np.zeros(market.width, dtype=np.int64), None, FIRST, watch)
    known = Pairs.of(best.rows, best.columns, best.weights, market.size, market.width)

    def at_least(points: int) -> Optimum:
        above = known.only(known.weights >= points)
        first = replace(above, weights=served[above.rows])
        found = search(replace(counting, least=points), anything, core, watch, first=first)
        if not found.proven:
            raise Stopped
        return found

    def worst(found: Optimum) -> int:
        order = np.argsort(found.rows)
        return int(market.points(found.rows[order], found.columns[order]).min())

    most = at_least(market.least)
    if not len(most.rows):
        return None
    low, high, beyond = worst(most), FULL + 1, None
    if len(most.rows) == market.size:  # nobody has more than their best
        high = int(best.best.min()) + 1
    levels = np.unique(known.weights)
    while beyond is None or high - low > 1:
        between = levels[(levels > low) & (levels < high)]
        # Pairs that are not known may score between, so that in the end the next higher points are tried.
        middle = int(between[len(between) // 2]) if len(between) else low + 1
        tried = at_least(middle)
        if tried.value == most.value:
            low = worst(tried)
        else:
            high, beyond = middle, tried
    above = replace(counting, least=low + 1)
    return Certificate("lowest", low, low, above.priced(beyond.prices, beyond.gains))
