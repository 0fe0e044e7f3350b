"""The optimum over many pairs from few of them: solve, price, add the pairs that beat the prices, repeat.

Column generation (Gilmore and Gomory 1961): pairs that the prices rule out never reach the solver,
and where no pair beats the prices, the optimum over some pairs is the optimum over all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from mentorkit.assignment.cores import Core, heaviest
from mentorkit.assignment.crowds import Settled, settled
from mentorkit.assignment.matching import renewed
from mentorkit.assignment.pairs import Ints, Pairs, Places, Web
from mentorkit.assignment.prices import Holdings, gains, lowest
from mentorkit.assignment.seen import MANY, Look, Seen, Source, look_again
from mentorkit.assignment.watch import Stopped, Watch

FEW, EACH = 60_000, 4
"""Pairs, in all or of each mentee, that are all given to the solver at once; more are searched."""
FIRST, MORE = 12, 16
"""Pairs of each mentee that are tried first, and added later; each time twice as many."""
NEAR = 80_000
"""A scan also brings pairs that are so many points below their price.

No other pair can matter before prices have moved by as much, so later rounds look at few pairs."""
CROWD = 40_000
"""Near pairs grow with the mentees: for twice as many, half as far is far enough, and so on."""
SAMPLE = 5
"""One mentee in so many makes the prices by which the first pairs are chosen."""
ALONE, WIDE = 500, 128
"""A sample of so many mentees is itself begun without prices, with so many pairs of each."""


@dataclass(frozen=True)
class Optimum:
    """The heaviest set of pairs that was found, and the prices that bound all sets."""

    rows: Ints
    columns: Ints
    weights: Ints
    """[chosen]."""
    prices: Ints
    """[mentors]: the lowest that prove the optimum."""
    gains: Ints
    """[mentees]."""
    places: Places
    proven: bool
    """Whether the search came to its end; if not, the bound still holds."""
    web: Callable[[], Web]
    """Makes `tight`, which not everybody asks for."""

    @cached_property
    def tight(self) -> Web:
        """The pairs that are worth gain + price: every optimum consists of such pairs."""
        return self.web()

    @classmethod
    def of(cls, pairs: Pairs, chosen: Ints, prices: Ints, gains: Ints, places: Places) -> Optimum:
        """Chosen pairs that are an optimum among some pairs."""
        three = pairs.rows[chosen], pairs.columns[chosen], pairs.weights[chosen]
        return cls(*three, prices, gains, places, True, lambda: Web.empty(len(gains), len(prices)))

    @classmethod
    def by_kinds(cls, flow: Settled, source: Source, places: Places) -> Optimum:
        """What a flow between kinds of people settled. Raises Stopped where that is nothing."""
        if not flow.proven and not len(flow.rows):
            raise Stopped
        found = flow.rows, flow.columns, flow.weights, flow.prices, flow.gains, places, flow.proven
        return cls(*found, lambda: source.tight(flow.prices, flow.gains))

    def among(self, tight: Pairs) -> Optimum:
        """The same, where it is known which pairs are tight."""
        web = Web.of(tight, len(self.prices))
        return replace(self, web=lambda: web)

    @property
    def loads(self) -> Ints:
        """[mentors]: how many mentees each has."""
        return np.bincount(self.columns, minlength=len(self.prices))

    @property
    def value(self) -> int:
        """What the pairs weigh, costs of places taken off."""
        return int(self.weights.sum()) - self.places.cost(self.loads)

    @property
    def bound(self) -> int:
        """The weight that no set of pairs can exceed."""
        return self.places.worth(self.prices) + int(self.gains.sum())


def search(
    source: Source,
    places: Places,
    core: Core,
    watch: Watch,
    *,
    first: Pairs | None = None,
    known: Pairs | None = None,
) -> Optimum:
    """An optimum over all pairs of the source; stopped early, the best so far with its bound.

    `first` are pairs to begin with, `known` a set of pairs that could be chosen. Raises Stopped where
    nothing was found yet.
    """
    crowds = source.crowds(places)
    flow = None if crowds is None else settled(crowds, places, watch)
    if flow is not None:
        return Optimum.by_kinds(flow, source, places)
    if source.level:
        core = "scipy"  # measured: several times faster there
    small = _few(source)
    seen: Seen | None = None
    if small:
        pairs = source.everything()
    elif first is not None:
        pairs = first
    else:
        begun = _first_prices(source, places, core)
        found = source.scan(begun, None, FIRST, watch)
        pairs = Pairs.of(found.rows, found.columns, found.weights, source.size, source.width)
        seen = None if found.rest is None else Seen(begun, found.rest)
        if known is not None:
            pairs = known.joined(found.rows, found.columns, found.weights, source.width)
        del found, begun
    near = NEAR // max(1, source.size // CROWD) * source.point
    margin, count = near if source.plain else 0, MORE
    best: Optimum | None = None
    solved: Optimum | None = None
    fall = 0
    while True:
        chosen = _chosen(source, pairs, places, core, known, solved, fall)
        prices = lowest(pairs, places, Holdings.of(pairs, chosen, source.width))
        least = gains(pairs, prices)
        solved = Optimum.of(pairs, chosen, prices, least, places)
        known = Pairs.of(solved.rows, solved.columns, solved.weights, source.size, source.width)
        if small:
            return solved.among(_tight(pairs, prices, least))
        try:
            look: Look | None = None
            if seen is not None:
                look = look_again(source, pairs, prices, least, seen, margin, watch)
            if look is not None:
                pairs, seen = look.pairs, look.seen
                best = replace(solved, gains=look.best, proven=False)
            else:
                scan = source.scan(prices, least, MANY if margin else count, watch, margin)
                best = replace(solved, gains=scan.best, proven=False)
                kept = pairs
                if scan.rest is not None:
                    kept = _tight(pairs, prices, least)
                    seen, margin = Seen(prices, scan.rest), 2 * margin
                else:
                    seen, margin, count = None, 0, 2 * count
                pairs = kept.joined(scan.rows, scan.columns, scan.weights, source.width)
            fall = int((best.gains - least).max(initial=0))
            if not fall:
                if seen is None or not seen.below(least):
                    return replace(solved, web=partial(source.tight, prices, least))
                return solved.among(_tight(pairs, prices, least))
        except Stopped:
            if best is None:  # one look at all pairs says how good these are
                least = source.scan(prices, None, 1, Watch()).best
                best = replace(solved, gains=least, proven=False)
            return best


def _chosen(
    source: Source,
    pairs: Pairs,
    places: Places,
    core: Core,
    known: Pairs | None,
    before: Optimum | None,
    fall: int,
) -> Ints:
    """The positions of an optimum among some pairs, which hold those of the last one.

    Under its prices, pairs that fall short by more than all there is to gain are in no better set. And
    prices hardly fall by more than `fall`, by which somebody gains too little under them.
    """
    if known is None or before is None:
        at = None if known is None else pairs.positions(known.rows, known.columns, source.width)
        return heaviest(pairs, places, core, source.must, at)
    most = gains(pairs, before.prices)
    gap = places.worth(before.prices) + int(most.sum()) - before.value
    near = most[pairs.rows] + before.prices[pairs.columns] - pairs.weights <= gap
    few = pairs.only(near)
    at = few.positions(known.rows, known.columns, source.width)
    if not source.plain and len(at) == source.size and source.must.all():
        found = renewed(few, places, at, before.prices, fall)
        if found is not None:
            return np.asarray(np.flatnonzero(near)[found])
    return np.flatnonzero(near)[heaviest(few, places, core, source.must, at)]


def _few(source: Source) -> bool:
    return source.total <= max(FEW, EACH * source.size)


def _tight(pairs: Pairs, prices: Ints, least: Ints) -> Pairs:
    """Those that are worth exactly gain + price."""
    return pairs.only(pairs.weights == prices[pairs.columns] + least[pairs.rows])


def _first_prices(source: Source, places: Places, core: Core) -> Ints:
    """Prices of a small copy of the problem, itself begun with a smaller one where it is large."""
    few, share = source.some(slice(None, None, SAMPLE)), places.share(SAMPLE)
    there, quiet = few.having(share), Watch()
    if _few(few):
        pairs = there.everything()
    else:
        alone = few.size <= ALONE
        prices = np.zeros(source.width, dtype=np.int64) if alone else _first_prices(few, share, core)
        found = there.scan(prices, None, WIDE if alone else 2 * FIRST, quiet)
        pairs = Pairs.of(found.rows, found.columns, found.weights, few.size, few.width)
    held = Holdings.of(pairs, heaviest(pairs, share, core, few.must), source.width)
    prices = lowest(pairs, share, held)
    return source.even(few.priced(prices, gains(pairs, prices), share.all > 0))
