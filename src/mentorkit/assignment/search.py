"""The optimum over many pairs from few of them: solve, price, add the pairs that beat the prices, repeat.

Column generation (Gilmore and Gomory 1961): pairs that the prices rule out never reach the solver,
and where no pair beats the prices, the optimum over some pairs is the optimum over all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.cores import Core, heaviest
from mentorkit.assignment.pairs import Ints, Pairs, Places, Scan, Web
from mentorkit.assignment.prices import Holdings, gains, lowest
from mentorkit.assignment.watch import Stopped, Watch

FEW, EACH = 60_000, 4
"""Pairs, in all or of each mentee, that are all given to the solver at once; more are searched."""
FIRST, MORE = 16, 16
"""Pairs of each mentee that are tried first, and added later; each time twice as many."""
NEAR, MANY = 80_000, 64
"""A scan also brings pairs that are so many points below their price, up to so many of each mentee.

No other pair can matter before prices have moved by as much, so later rounds look at few pairs."""
CROWD = 40_000
"""Near pairs grow with the mentees: for twice as many, half as far is far enough, and so on."""
SAMPLE = 5
"""One mentee in so many makes the prices by which the first pairs are chosen."""
ALONE, WIDE = 500, 128
"""A sample of so many mentees is itself begun without prices, with so many pairs of each."""


class Source(Protocol):
    """Pairs that may be chosen, few or many."""

    @property
    def size(self) -> int:
        """How many mentees."""

    @property
    def width(self) -> int:
        """How many mentors."""

    @property
    def total(self) -> int:
        """How many pairs at most."""

    @property
    def point(self) -> int:
        """The weight of a point."""

    @property
    def plain(self) -> bool:
        """Whether everybody is one of a kind, so that few pairs are near any price."""

    @property
    def level(self) -> bool:
        """Whether very many pairs weigh the same."""

    @property
    def must(self) -> NDArray[np.bool_]:
        """[mentees]: a set in which all of them are matched outweighs any other, where there is one."""

    def some(self, rows: Ints | slice) -> Self:
        """Some of the mentees."""

    def having(self, places: Places) -> Self:
        """Only mentors who have places there."""

    def even(self, prices: Ints) -> Ints:
        """Prices without differences between people who are alike."""

    def everything(self) -> Pairs:
        """All pairs, where they are few."""

    def priced(self, prices: Ints, gains: Ints, known: NDArray[np.bool_]) -> Ints:
        """The prices; for mentors not known, the lowest at which no mentee would gain more than now."""

    def scan(
        self,
        prices: Ints,
        gains: Ints | None,
        count: int,
        watch: Watch,
        margin: int = 0,
        only: Ints | None = None,
    ) -> Scan:
        """Up to `count` of each mentee's best pairs worth more than gain + price - margin."""

    def tight(self, prices: Ints, gains: Ints) -> Web:
        """The pairs that are worth exactly gain + price."""


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
    tight: Web
    """The pairs that are worth gain + price: every optimum consists of such pairs."""

    @classmethod
    def of(cls, pairs: Pairs, chosen: Ints, prices: Ints, gains: Ints, places: Places) -> Optimum:
        """Chosen pairs that are an optimum among some pairs."""
        three = pairs.rows[chosen], pairs.columns[chosen], pairs.weights[chosen]
        nothing = np.zeros(0, dtype=np.int64)
        empty = Web(np.zeros(len(gains), dtype=np.int64), np.zeros(2, dtype=np.int64), nothing, len(prices))
        return cls(*three, prices, gains, places, True, empty)

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


@dataclass(frozen=True)
class _Seen:
    """Every pair that is not among the known ones was worth at most gain + price - margin."""

    prices: Ints
    gains: Ints
    margin: int


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
    if source.level:
        core = "scipy"  # measured: several times faster there
    small = _few(source)
    if small:
        pairs = source.everything()
    elif first is not None:
        pairs = first
    else:
        found = source.scan(_first_prices(source, places, core), None, FIRST, watch)
        pairs = Pairs.of(found.rows, found.columns, found.weights, source.size, source.width)
        if known is not None:
            pairs = known.joined(found.rows, found.columns, found.weights, source.width)
    seen: _Seen | None = None
    near = NEAR // max(1, source.size // CROWD) * source.point
    margin, count = near if source.plain else 0, MORE
    best: Optimum | None = None
    solved: Optimum | None = None
    while True:
        chosen = _chosen(source, pairs, places, core, known, solved)
        prices = lowest(pairs, places, Holdings.of(pairs, chosen, source.width))
        least = gains(pairs, prices)
        solved = Optimum.of(pairs, chosen, prices, least, places)
        known = Pairs.of(solved.rows, solved.columns, solved.weights, source.size, source.width)
        if small:
            return replace(solved, tight=_tight(pairs, prices, least))
        try:
            again = _look_again(source, pairs, prices, least, seen, watch) if seen is not None else None
            if again is not None:
                pairs, seen, beaten = again
            else:
                scan = source.scan(prices, least, MANY if margin else count, watch, margin)
                best, beaten = replace(solved, gains=scan.best, proven=False), scan.beaten
                kept = pairs
                if margin and scan.whole:
                    kept = known
                    seen, margin = _Seen(prices, least, margin), 2 * margin
                else:
                    seen, margin, count = None, 0, 2 * count
                pairs = kept.joined(scan.rows, scan.columns, scan.weights, source.width)
            if not beaten:
                web = source.tight(prices, least) if seen is None else _tight(pairs, prices, least)
                return replace(solved, tight=web)
        except Stopped:
            if best is None:  # one look at all pairs says how good these are
                least = source.scan(prices, None, 1, Watch()).best
                best = replace(solved, gains=least, proven=False)
            return best


def _chosen(
    source: Source, pairs: Pairs, places: Places, core: Core, known: Pairs | None, before: Optimum | None
) -> Ints:
    """The positions of an optimum among some pairs, which hold those of the last one.

    Under its prices, pairs that fall short by more than all there is to gain are in no better set.
    """
    if known is None or before is None:
        at = None if known is None else pairs.positions(known.rows, known.columns, source.width)
        return heaviest(pairs, places, core, source.must, at)
    most = gains(pairs, before.prices)
    gap = places.worth(before.prices) + int(most.sum()) - before.value
    near = most[pairs.rows] + before.prices[pairs.columns] - pairs.weights <= gap
    few = pairs.only(near)
    at = few.positions(known.rows, known.columns, source.width)
    return np.flatnonzero(near)[heaviest(few, places, core, source.must, at)]


def _few(source: Source) -> bool:
    return source.total <= max(FEW, EACH * source.size)


def _look_again(
    source: Source, pairs: Pairs, prices: Ints, least: Ints, seen: _Seen, watch: Watch
) -> tuple[Pairs, _Seen, bool] | None:
    """Only at pairs whose two sides fell so far that they might be worth it; None if too many did."""
    lost, cheaper = np.maximum(seen.gains - least, 0), np.maximum(seen.prices - prices, 0)
    rows, columns = np.flatnonzero(2 * lost >= seen.margin), np.flatnonzero(2 * cheaper >= seen.margin)
    if len(rows) * 4 > source.size or len(columns) * 8 > source.width:
        return None
    lost[rows], cheaper[columns] = 0, 0
    margin = seen.margin - int(lost.max(initial=0)) - int(cheaper.max(initial=0))
    beaten = False
    for at, only in ((rows, None), (np.arange(source.size), columns)):
        if len(at) and (only is None or len(only)):
            part = source.some(at) if only is None else source
            scan = part.scan(prices, least[at], MANY, watch, margin, only)
            if not scan.whole:
                return None
            pairs = pairs.joined(at[scan.rows], scan.columns, scan.weights, source.width)
            beaten = beaten or scan.beaten
    return pairs, _Seen(prices, least, margin), beaten


def _tight(pairs: Pairs, prices: Ints, least: Ints) -> Web:
    kept = pairs.only(pairs.weights == prices[pairs.columns] + least[pairs.rows])
    return Web.of(kept, len(prices))


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
