"""All pairs that may be chosen, scanned in blocks and never held at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.blocks import heaviest, joined, offered
from mentorkit.assignment.crowds import Crowds, worth_it
from mentorkit.assignment.pairs import Groups, Ints, Pairs, Places, Scan, Web
from mentorkit.assignment.threads import in_turn
from mentorkit.assignment.watch import Watch
from mentorkit.grid import BLOCK, Grid, joint, ranges

NEVER = -(1 << 58)
"""Less than any gain."""
SHORT = float(1 << 22)
"""Prices that differ by less fit into float32 beside the points, all of them exact below 2**24."""
LONG = 1e17
"""The same for float64: above every weight."""


@dataclass(frozen=True)
class Market:
    """Mentees who may be given one of the mentors, and what each pair weighs.

    A pair of `points` weighs base + points x unit + extra; pairs below `least` points, forbidden ones
    among them, and pairs with mentors who have no place may not be chosen.
    """

    grid: Grid
    mentees: Ints
    """[rows]: the mentees' numbers in the grid."""
    base: Ints
    """[rows]."""
    open: NDArray[np.bool_]
    """[mentors]: whether they have a place."""
    least: int = 0
    unit: int = 1
    extra: int = 0
    everybody: bool = True
    """Whether a set with all mentees outweighs any without one of them."""

    @property
    def size(self) -> int:
        """How many mentees."""
        return len(self.mentees)

    @property
    def width(self) -> int:
        """How many mentors."""
        return len(self.open)

    @property
    def total(self) -> int:
        """How many pairs at most."""
        return self.size * self.width

    @property
    def must(self) -> NDArray[np.bool_]:
        """[rows]: a set in which all of them are matched outweighs any other, where there is one."""
        return np.full(self.size, self.everybody)

    @cached_property
    def ours(self) -> Groups:
        """The kinds of mentees: the same in the grid and in their base."""
        bases, code = np.unique(self.base, return_inverse=True)
        kind, first = joint(self.grid.left[self.mentees], code) if len(bases) > 1 else _renumbered(self)
        return Groups.of(kind, len(first))

    @cached_property
    def theirs(self) -> Groups:
        """The kinds of mentors who have a place, as the grid numbers them."""
        return Groups.of(np.where(self.open, self.grid.right, -1), len(self.grid.right_first))

    def some(self, rows: Ints | slice) -> Market:
        """Some of the mentees."""
        return replace(self, mentees=self.mentees[rows], base=self.base[rows])

    def having(self, places: Places) -> Market:
        """Only mentors who have places there."""
        return replace(self, open=self.open & (places.all > 0))

    def even(self, prices: Ints) -> Ints:
        """The prices, the same for all mentors of a kind: the lowest of theirs."""
        return np.take(self._kind_prices(prices), self.grid.right)

    @property
    def point(self) -> int:
        """The weight of a point."""
        return self.unit

    @property
    def plain(self) -> bool:
        """Whether everybody is one of a kind."""
        return len(self.ours.starts) > self.size and len(self.theirs.starts) > self.width

    @property
    def level(self) -> bool:
        """Whether very many pairs weigh the same."""
        return not self.plain

    def crowds(self, places: Places) -> Crowds | None:
        """All pairs by kinds, where those are few for so many people or places."""
        kinds = (len(self.ours.starts) - 1) * (len(self.theirs.starts) - 1)
        if not worth_it(kinds, self.total, self.width, int(np.minimum(places.all, self.size).sum())):
            return None
        first = self.ours.members[self.ours.starts[:-1]]
        points = self.grid.block(self.grid.left[self.mentees[first]])
        weights = points.astype(np.int64) * self.unit + self.extra + self.base[first][:, None]
        return Crowds(self.ours, self.theirs, np.where(points < self.least, -1, weights))

    def everything(self) -> Pairs:
        """All pairs, where they are few."""
        points = self.grid.block(self.grid.left[self.mentees])[:, self.grid.right]
        rows, columns = np.nonzero((points >= self.least) & self.open)
        weights = points[rows, columns].astype(np.int64) * self.unit + self.extra + self.base[rows]
        return Pairs(np.searchsorted(rows, np.arange(self.size + 1)), rows, columns, weights)

    def priced(self, prices: Ints, gains: Ints, known: NDArray[np.bool_] | None = None) -> Ints:
        """The prices; for mentors not known, the lowest at which no mentee would gain more than now.

        Unless told otherwise, prices are known of the mentors who have a place.
        """
        others = np.flatnonzero(~(self.open if known is None else known))
        found = prices.copy()
        found[others] = self._asked(gains, others) if len(others) else 0
        return found

    def _asked(self, gains: Ints, only: Ints) -> Ints:
        kinds, place = np.unique(self.grid.right[only], return_inverse=True)
        beyond = self.base + self.extra - gains
        short = self.unit == 1 and int(np.abs(beyond).max(initial=0)) < SHORT
        reach = SHORT if short else LONG
        kind: type[np.floating] = np.float32 if short else np.float64
        asked = -beyond.astype(kind)[:, None]

        def look(start: int) -> NDArray[np.floating]:
            rows = slice(start, start + self.grid.height)
            points = self.grid.block(self.grid.left[self.mentees[rows]], kinds)
            return np.asarray(offered(points, asked[rows], self.unit, self.least, -2 * reach).max(axis=0))

        most = np.full(len(kinds), 0, dtype=kind)
        for top in in_turn(look, range(0, self.size, self.grid.height)):
            np.maximum(most, top, out=most)
        return np.take(most.astype(np.int64), place)

    def points(self, rows: Ints, columns: Ints) -> Ints:
        """The points of some pairs, which are ordered by row."""
        found = np.zeros(len(rows), dtype=np.int64)
        for start in range(0, self.size, self.grid.height):
            some = np.arange(start, min(start + self.grid.height, self.size))
            block = self.grid.block(self.grid.left[self.mentees[some]])
            first, last = np.searchsorted(rows, [start, start + len(some)])
            found[first:last] = block[rows[first:last] - start, self.grid.right[columns[first:last]]]
        return found

    def _kind_prices(self, prices: Ints) -> Ints:
        lowest = np.full(len(self.theirs.starts) - 1, -NEVER, dtype=np.int64)
        np.minimum.at(lowest, self.grid.right[self.open], prices[self.open])
        return lowest

    def scan(
        self,
        prices: Ints,
        gains: Ints | None,
        count: int,
        watch: Watch,
        margin: int = 0,
        only: Ints | None = None,
    ) -> Scan:
        """Up to `count` of each mentee's best pairs worth more than gain + price - margin.

        Without gains, simply the best; with `only`, those with some mentors alone.
        """
        theirs = self.theirs.ordered(prices)
        kind_prices = self._kind_prices(prices)
        there = kind_prices < -NEVER
        columns: Ints | slice = slice(None)
        if only is not None:
            columns = np.unique(self.grid.right[only[self.open[only]]])
        low, high = int(kind_prices[there].min(initial=-NEVER)), int(kind_prices[there].max(initial=0))
        short = self.unit == 1 and high - low < SHORT
        reach = SHORT if short else LONG
        kind: type[np.floating] = np.float32 if short else np.float64
        asked: NDArray[np.floating] = np.where(there, kind_prices - low, 2 * reach)[columns].astype(kind)
        first = self.ours.members[self.ours.starts[:-1]]
        wide = self.width if only is None else len(only)
        step = max(self.grid.height, BLOCK // max(wide, 1))
        shift = self.base[first] + self.extra - low
        floor = np.full(len(first), NEVER, dtype=np.int64)
        if gains is not None:
            floor = np.minimum.reduceat(gains[self.ours.members], self.ours.starts[:-1])
        limit = np.clip(floor - shift - margin, -reach, 2 * reach).astype(asked.dtype)
        best = np.zeros(len(first), dtype=np.int64)
        found: list[tuple[Ints, ...]] = []
        rest = limit.copy()

        def look(start: int) -> tuple[Ints, ...]:
            at = np.arange(start, min(start + step, len(first)))
            points = self.grid.block(self.grid.left[self.mentees[first[at]]], columns)
            above = offered(points, asked, self.unit, self.least, -2 * reach)
            top = above.max(axis=1, initial=-2 * reach)
            best[at] = np.where(top > -reach, np.maximum(top.astype(np.int64) + shift[at], 0), 0)
            some = np.flatnonzero(top > limit[at])
            rows, mentors, rest[at[some]] = heaviest(above[some], limit[at][some], count, at[some])
            values = above[some[rows], mentors].astype(np.int64) + shift[at[some[rows]]]
            kinds = mentors if isinstance(columns, slice) else columns[mentors]
            return at[some[rows]], kinds, values

        for done, pairs in enumerate(in_turn(look, range(0, len(first), step))):
            watch.scanned(done * step, len(first))
            found.append(pairs)
        people = self._people(found, kind_prices, prices, theirs, gains, count, margin)
        left = np.where(rest > -reach, rest.astype(np.int64) + shift, NEVER)
        known = left[self.ours.kind] if self.plain else None
        return Scan(*people, best[self.ours.kind], known)

    def _people(
        self,
        found: list[tuple[Ints, ...]],
        kind_prices: Ints,
        prices: Ints,
        theirs: Groups,
        gains: Ints | None,
        count: int,
        margin: int,
    ) -> tuple[Ints, Ints, Ints]:
        """Pairs of kinds as pairs of people: those of a kind take turns at the cheapest of the other."""
        ours, others, values = joined(found, 3)
        if self.plain:
            columns = theirs.members[theirs.starts[others]]
            return self.ours.members[self.ours.starts[ours]], columns, values + prices[columns]
        cheap = prices[theirs.members] == kind_prices[theirs.kind[theirs.members]]
        there = np.concatenate([[0], np.cumsum(cheap)])
        cheapest = there[theirs.starts[1:]] - there[theirs.starts[:-1]]
        sizes = self.ours.starts[ours + 1] - self.ours.starts[ours]
        turn = ranges(np.zeros(len(ours), dtype=np.int64), sizes)
        rows = self.ours.members[np.repeat(self.ours.starts[ours], sizes) + turn]
        origin = np.repeat(np.arange(len(ours)), sizes)
        if gains is not None:
            wants = gains[rows] < values[origin] + margin
            rows, origin, turn = rows[wants], origin[wants], turn[wants]
        chosen = np.bincount(ours, minlength=len(self.ours.starts))
        each = np.minimum(cheapest[others], np.maximum(1, count // np.maximum(chosen[ours], 1)))[origin]
        again = np.repeat(np.arange(len(rows)), each)
        place = ranges(turn * each, each) % np.repeat(cheapest[others[origin]], each)
        columns = theirs.members[theirs.starts[others[origin]][again] + place]
        weights = (values + kind_prices[others])[origin[again]]
        return rows[again], columns, weights

    def near(self, prices: Ints, gains: Ints, margin: int, most: int) -> Pairs | None:
        """All pairs worth gain + price - margin or more; None where they are more than `most`."""
        found: list[tuple[Ints, ...]] = []
        many = 0
        for start in range(0, self.size, self.grid.height):
            rows = np.arange(start, min(start + self.grid.height, self.size))
            points = self.grid.block(self.grid.left[self.mentees[rows]])[:, self.grid.right]
            weights = points * np.float64(self.unit) + (self.base[rows] + self.extra)[:, None]
            slack = weights - prices - gains[rows, None]
            at, columns = np.nonzero((slack >= -margin) & (points >= self.least) & self.open)
            found.append((rows[at], columns, weights[at, columns].astype(np.int64)))
            many += len(at)
            if many > most:
                return None
        rows, columns, values = joined(found, 3)
        return Pairs.of(rows, columns, values, self.size, self.width)

    def tight(self, prices: Ints, gains: Ints) -> Web:
        """The pairs that are worth exactly gain + price, the same for all mentees of a kind."""
        kind_prices = self._kind_prices(prices)
        first = self.ours.members[self.ours.starts[:-1]]
        floor = np.minimum.reduceat(gains[self.ours.members], self.ours.starts[:-1])
        asked = np.where(kind_prices < -NEVER, kind_prices, LONG) - self.extra

        def look(start: int) -> tuple[Ints, ...]:
            at = np.arange(start, min(start + self.grid.height, len(first)))
            points = self.grid.block(self.grid.left[self.mentees[first[at]]])
            above = points * np.float64(self.unit) - asked
            equal = (above == (floor - self.base[first])[at][:, None]) & (points >= self.least)
            rows, columns = np.nonzero(equal)
            return at[rows], columns

        kinds, others = joined([*in_turn(look, range(0, len(first), self.grid.height))], 2)
        sizes = self.theirs.starts[others + 1] - self.theirs.starts[others]
        columns = self.theirs.members[ranges(self.theirs.starts[others], sizes)]
        starts = np.searchsorted(np.repeat(kinds, sizes), np.arange(len(first) + 1))
        return Web(self.ours.kind, starts, columns, self.width)


def _renumbered(market: Market) -> tuple[Ints, Ints]:
    kinds, first, code = np.unique(market.grid.left[market.mentees], return_index=True, return_inverse=True)
    return code.astype(np.int64), first.astype(np.int64) if len(kinds) else first
