"""All pairs that may be chosen, some of which weigh more by a bonus: those of a previous run that live on.

Every mentee has at most one such pair. Whoever is in one is of a kind of their own, since the bonus tells
them from everybody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Pairs, Places, Scan, Web
from mentorkit.assignment.watch import Watch
from mentorkit.grid import Grid, Layer
from mentorkit.people import Person

NOBODY = -1


def apart(
    grid: Grid, pairs: list[tuple[int, int]], mentees: tuple[Person, ...], mentors: tuple[Person, ...]
) -> Grid:
    """The same points, with everybody of these pairs one of a kind."""
    both = np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2)
    nothing = np.zeros((1, 1), dtype=np.float32)
    left, right = np.zeros(len(mentees), dtype=np.int64), np.zeros(len(mentors), dtype=np.int64)
    own = np.zeros(len(pairs), dtype=np.float32)
    listed = Layer(left, right, nothing, rows=both[:, 0], columns=both[:, 1], own=own)
    return Grid([*grid.layers, listed], mentees, mentors)


@dataclass(frozen=True)
class Favoured:
    """A market in which the living pairs weigh more."""

    market: Market
    mentor: Ints
    """[rows]: the mentor of the living pair, NOBODY where there is none."""
    weights: Ints
    """[rows]: what that pair weighs, bonus included."""
    seen: list[tuple[Ints, Ints, Ints]] | None = None
    """Where scans of all mentees leave what they bring, without a bonus; a later search begins there."""

    @property
    def size(self) -> int:
        """How many mentees."""
        return self.market.size

    @property
    def width(self) -> int:
        """How many mentors."""
        return self.market.width

    @property
    def total(self) -> int:
        """How many pairs at most."""
        return self.market.total

    @property
    def point(self) -> int:
        """The weight of a point."""
        return self.market.point

    @property
    def plain(self) -> bool:
        """Whether everybody is one of a kind."""
        return self.market.plain

    @property
    def level(self) -> bool:
        """Whether very many pairs weigh the same."""
        return self.market.level

    def crowds(self, places: Places) -> None:  # other sources ask what there is to hold
        """Nothing: a living pair weighs more than others of its kind."""

    @property
    def must(self) -> NDArray[np.bool_]:
        """[rows]: nobody; a mentee may be left out so that another one keeps their mentor."""
        return np.zeros(self.size, dtype=bool)

    def some(self, rows: Ints | slice) -> Favoured:
        """Some of the mentees."""
        market = self.market.some(rows)
        return replace(self, market=market, mentor=self.mentor[rows], weights=self.weights[rows], seen=None)

    def having(self, places: Places) -> Favoured:
        """Only mentors who have places there."""
        return replace(self, market=self.market.having(places), seen=None)

    def even(self, prices: Ints) -> Ints:
        """The prices, the same for all mentors of a kind."""
        return self.market.even(prices)

    @property
    def living(self) -> Ints:
        """The rows whose living pair may be chosen."""
        there = np.flatnonzero(self.mentor != NOBODY)
        return np.asarray(there[self.market.open[self.mentor[there]]])

    def is_living(self, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
        """Which of some pairs are living ones."""
        return np.asarray(self.mentor[rows] == columns)

    def weighed(self, rows: Ints, columns: Ints, weights: Ints) -> Ints:
        """Weights of pairs with the bonus of those that live."""
        return np.where(self.is_living(rows, columns), self.weights[rows], weights)

    def everything(self) -> Pairs:
        """All pairs, where they are few."""
        pairs = self.market.everything()
        return replace(pairs, weights=self.weighed(pairs.rows, pairs.columns, pairs.weights))

    def priced(self, prices: Ints, gains: Ints, known: NDArray[np.bool_] | None = None) -> Ints:
        """The prices; for mentors not known, the lowest at which no mentee would gain more than now."""
        found = self.market.priced(prices, gains, known)
        rows = np.flatnonzero(self.mentor != NOBODY)
        rows = rows[~(self.market.open if known is None else known)[self.mentor[rows]]]
        np.maximum.at(found, self.mentor[rows], self.weights[rows] - gains[rows])
        return found

    def scan(
        self,
        prices: Ints,
        gains: Ints | None,
        count: int,
        watch: Watch,
        margin: int = 0,
        only: Ints | None = None,
    ) -> Scan:
        """Up to `count` of each mentee's best pairs worth more than gain + price - margin, or living."""
        found = self.market.scan(prices, gains, count, watch, margin, only)
        rows = self.living if only is None else self.living[np.isin(self.mentor[self.living], only)]
        above = self.weights[rows] - prices[self.mentor[rows]]
        best = found.best.copy()
        np.maximum.at(best, rows, above)
        if gains is not None:
            rows = rows[above > gains[rows] - margin]
        other = ~self.is_living(found.rows, found.columns)
        if self.seen is not None:
            self.seen.append((found.rows[other], found.columns[other], found.weights[other]))
        return Scan(
            np.concatenate([found.rows[other], rows]),
            np.concatenate([found.columns[other], self.mentor[rows]]),
            np.concatenate([found.weights[other], self.weights[rows]]),
            best,
            found.rest,
        )

    def tight(self, prices: Ints, gains: Ints) -> Web:
        """The pairs that are worth exactly gain + price."""
        web, rows = self.market.tight(prices, gains), self.living
        alone = np.full(len(web.starts) - 1, NOBODY, dtype=np.int64)
        alone[web.kind[rows]] = self.mentor[rows]
        kinds = np.repeat(np.arange(len(alone)), np.diff(web.starts))
        other = alone[kinds] != web.columns
        rows = rows[self.weights[rows] == gains[rows] + prices[self.mentor[rows]]]
        kinds = np.concatenate([kinds[other], web.kind[rows]])
        columns = np.concatenate([web.columns[other], self.mentor[rows]])
        order = np.lexsort((columns, kinds))
        starts = np.searchsorted(kinds[order], np.arange(len(web.starts)))
        return Web(web.kind, starts, columns[order], web.width)

    def near(self, prices: Ints, gains: Ints, margin: int, most: int) -> Pairs | None:
        """All pairs worth gain + price - margin or more; None where they are more than `most`."""
        found = self.market.near(prices, gains, margin, most)
        if found is None:
            return None
        other, rows = ~self.is_living(found.rows, found.columns), self.living
        rows = rows[self.weights[rows] >= gains[rows] + prices[self.mentor[rows]] - margin]
        return Pairs.of(
            np.concatenate([found.rows[other], rows]),
            np.concatenate([found.columns[other], self.mentor[rows]]),
            np.concatenate([found.weights[other], self.weights[rows]]),
            self.size,
            self.width,
        )
