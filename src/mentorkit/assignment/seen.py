"""What earlier looks at all pairs still say, so that a later one need only look at some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.blocks import joined
from mentorkit.assignment.crowds import Crowds
from mentorkit.assignment.pairs import Ints, Pairs, Places, Scan, Web
from mentorkit.assignment.watch import Watch

MANY = 64
"""Pairs that a look brings of each mentee at most, or about as many."""


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

    def crowds(self, places: Places) -> Crowds | None:
        """All pairs by kinds of people, where those are few for so many people or places."""

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
class Seen:
    """Every pair that is not among the known ones was worth at most price + rest."""

    prices: Ints
    rest: Ints
    """[mentees]."""

    def below(self, gains: Ints) -> bool:
        """Whether none of those pairs is worth as much as gain + price, at these prices."""
        return bool((self.rest < gains).all())


@dataclass(frozen=True)
class Look:
    """What a look at some pairs found, and what now is known of all."""

    pairs: Pairs
    seen: Seen
    best: Ints
    """[mentees]: the most that any mentor offers above the price."""


def look_again(
    source: Source, pairs: Pairs, prices: Ints, gains: Ints, seen: Seen, margin: int, watch: Watch
) -> Look | None:
    """Only at pairs whose two sides fell so far that they might be worth it; None if too many did.

    A mentor who costs less than when all pairs were seen offers so much more. Up to some `reach` that is
    made up for by how far each mentee's other pairs fell short; mentees with less room than that are
    looked at against everybody, mentors who fell by more with everybody.
    """
    room, cheaper = gains - seen.rest, np.maximum(seen.prices - prices, 0)
    reach = _least_work(room, cheaper)
    short, fallen = room <= reach, cheaper > reach
    rows, columns = np.flatnonzero(short), np.flatnonzero(fallen)
    if 2 * (len(rows) * source.width + len(columns) * source.size) > source.size * source.width:
        return None
    rest, best = seen.rest + int(cheaper[~fallen].max(initial=0)), gains.copy()
    found = [(pairs.rows, pairs.columns, pairs.weights)]
    if len(columns):
        scan = source.scan(prices, np.minimum(gains, rest), MANY, watch, 0, columns)
        if scan.rest is None:
            return None
        found.append((scan.rows, scan.columns, scan.weights))
        rest, best = np.maximum(rest, scan.rest), np.maximum(best, scan.best)
    if len(rows):
        scan = source.some(rows).scan(prices, gains[rows], MANY, watch, margin)
        if scan.rest is None:
            return None
        found.append((rows[scan.rows], scan.columns, scan.weights))
        rest[rows], best[rows] = scan.rest, np.maximum(best[rows], scan.best)
    # Pairs that are no nearer than those of which only this is known need not be known better. But tight
    # ones stay: prices rise from look to look for as long as the set of pairs does not, and so an end comes.
    far = np.minimum(rest, gains - max(margin, 1))
    kept: list[tuple[Ints, ...]] = []
    for rows, columns, weights in found:
        near = weights - prices[columns] > far[rows]
        kept.append((rows[near], columns[near], weights[near]))
    rows, columns, weights = joined(kept, 3)
    return Look(Pairs.of(rows, columns, weights, source.size, source.width), Seen(prices, rest), best)


def _least_work(room: Ints, cheaper: Ints) -> int:
    """The reach at which the fewest pairs are looked at."""
    reaches, rooms = np.sort(cheaper), np.sort(room)
    rows = np.searchsorted(rooms, reaches, side="right") * len(cheaper)
    columns = (len(cheaper) - np.searchsorted(reaches, reaches, side="right")) * len(room)
    return int(reaches[np.argmin(rows + columns)]) if len(reaches) else 0
