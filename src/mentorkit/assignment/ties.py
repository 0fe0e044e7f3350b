"""The tie rule: of all optimal sets of pairs, the one with the highest sums of hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.cores import Core
from mentorkit.assignment.pairs import Ints, Pairs, Places, Scan, Web
from mentorkit.assignment.search import Optimum, search
from mentorkit.assignment.watch import Stopped, Watch

BITS = 31
"""Bits of a hash that are summed at once; the next as many decide between equal sums."""
OUTWEIGHS = 16
"""How many times the highest hash a condition weighs at first; more where that was too little."""
PIECE = 1 << 16
"""Pairs that are looked at together."""
Hashes = NDArray[np.uint64]
Weigh = Callable[[Ints, Ints], Ints]
"""Rows and columns of pairs to weights."""


def tie_rule(mentees: Hashes, mentors: Hashes) -> Iterator[Weigh]:
    """What a pair weighs for the tie rule, first things first: the upper bits of its hash, then the next."""
    for shift in (64 - BITS, 64 - 2 * BITS):

        def hashed(rows: Ints, columns: Ints, shift: int = shift) -> Ints:
            mixed = hashes(mentees[rows], mentors[columns]) >> np.uint64(shift)
            return (mixed & np.uint64((1 << BITS) - 1)).astype(np.int64)

        yield hashed


def canonical(best: Optimum, mentees: Hashes, mentors: Hashes, core: Core, watch: Watch) -> tuple[Ints, Ints]:
    """The pairs of the tie rule, as rows and columns: first by the upper bits of all hashes, then by more."""
    for weigh in tie_rule(mentees, mentors):
        best = refined(best, weigh, 1 << BITS, core, watch)
    order = np.lexsort((best.columns, best.rows))
    return best.rows[order], best.columns[order]


def refined(best: Optimum, weigh: Weigh, highest: int, core: Core, watch: Watch) -> Optimum:
    """Of all equally good sets, those in which pairs weigh the most, by weights from 0 to below `highest`.

    Every optimum consists of tight pairs (weight = price + gain), matches everybody who gains, fills
    every place that costs less than its price and none that costs more. Among all sets that do, the
    weights decide. Raises Stopped.
    """
    places = best.places
    needed = places.first * (best.prices > 0) + places.more * (best.prices > places.step)
    allowed = places.first + places.more * (best.prices >= places.step)
    matched = best.gains > 0
    outweighs = OUTWEIGHS
    while True:
        condition = outweighs * highest
        bonus = condition * (1 + matched)
        rows = np.arange(len(matched))
        source = Tangle(best.tight, rows, weigh, bonus, allowed > 0, matched)
        weights = source.weighed(best.rows, best.columns)
        known = Pairs.of(best.rows, best.columns, weights, source.size, source.width)
        found = search(source, Places(needed, allowed - needed, condition), core, watch, known=known)
        there = np.bincount(found.rows, minlength=len(matched)) > 0
        if not found.proven:
            raise Stopped
        if found.value == found.bound and there[matched].all() and (found.loads >= needed).all():
            return found
        outweighs *= OUTWEIGHS


def digests(keys: Sequence[str]) -> Hashes:
    """The first eight bytes of the SHA-256 of each normalised id, as a big-endian number."""
    found = [hashlib.sha256(key.encode()).digest()[:8] for key in keys]
    return np.frombuffer(b"".join(found), dtype=">u8").astype(np.uint64)


def hashes(mentees: Hashes, mentors: Hashes) -> Hashes:
    """64 bits for each pair: a + 3b of the two digests, mixed by SplitMix64 (Steele, Lea and Flood 2014)."""
    z = mentees + np.uint64(3) * mentors + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@dataclass(frozen=True)
class Tangle:
    """Equally good pairs, weighed anew piece by piece at every look."""

    web: Web
    rows: Ints
    """[mentees]: their numbers, as `weigh` knows them."""
    weigh: Weigh
    bonus: Ints
    """[mentees]: what the weight of each of their pairs has beyond."""
    open: NDArray[np.bool_]
    must: NDArray[np.bool_]
    """[mentees]: who is matched in every optimum."""
    point: int = 1
    plain: bool = False
    level: bool = False

    @property
    def size(self) -> int:
        """How many mentees."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """How many mentors."""
        return self.web.width

    @property
    def total(self) -> int:
        """How many pairs."""
        return int(self.web.sizes.sum())

    def some(self, rows: Ints | slice) -> Tangle:
        """Some of the mentees."""
        web = replace(self.web, kind=self.web.kind[rows])
        return replace(self, web=web, rows=self.rows[rows], bonus=self.bonus[rows], must=self.must[rows])

    def having(self, places: Places) -> Tangle:
        """Only mentors who have places there."""
        return replace(self, open=self.open & (places.all > 0))

    def crowds(self, places: Places) -> None:  # other sources ask what there is to hold
        """Nothing: every pair has a weight of its own."""

    def even(self, prices: Ints) -> Ints:
        """The prices: everybody has weights of their own."""
        return prices

    def _pieces(self) -> list[Ints]:
        ends = np.cumsum(self.web.sizes)
        cuts = np.searchsorted(ends, np.arange(PIECE, int(ends[-1]) if len(ends) else 0, PIECE))
        return [each for each in np.split(np.arange(self.size), np.unique(cuts)) if len(each)]

    def weighed(self, rows: Ints, columns: Ints) -> Ints:
        """The weights of some pairs."""
        return self.weigh(self.rows[rows], columns) + self.bonus[rows] + 1

    def _weighed(self, rows: Ints) -> tuple[Ints, Ints, Ints]:
        at, columns = self.web.pairs(rows)
        there = self.open[columns]
        at, columns = at[there], columns[there]
        return rows[at], columns, self.weighed(rows[at], columns)

    def everything(self) -> Pairs:
        """All pairs, where they are few."""
        return Pairs.of(*self._weighed(np.arange(self.size)), self.size, self.width)

    def priced(self, prices: Ints, gains: Ints, known: NDArray[np.bool_]) -> Ints:
        """The prices; for mentors not known, the lowest at which no mentee would gain more than now."""
        most = np.where(known, prices, 0)
        others = replace(self, open=~known)
        for rows in self._pieces():
            at, columns, weights = others._weighed(rows)
            np.maximum.at(most, columns, weights - gains[at])
        return most

    def scan(
        self,
        prices: Ints,
        gains: Ints | None,
        count: int,
        watch: Watch,
        margin: int = 0,
        only: Ints | None = None,
    ) -> Scan:
        """Up to `count` of each mentee's best pairs above the gains; the last two are not needed here."""
        best = np.zeros(self.size, dtype=np.int64)
        found: list[tuple[Ints, Ints, Ints]] = []
        for rows in self._pieces():
            watch.scanned(int(rows[0]), self.size)
            at, columns, weights = self._weighed(rows)
            above = weights - prices[columns]
            np.maximum.at(best, at, above)
            beating = np.flatnonzero(above > gains[at]) if gains is not None else np.arange(len(at))
            kept = beating[_first_of_each(at[beating], above[beating], count)]
            found.append((at[kept], columns[kept], weights[kept]))
        rows, columns, weights = (np.concatenate([best[:0], *(each[n] for each in found)]) for n in range(3))
        return Scan(rows, columns, weights, best, None)

    def tight(self, prices: Ints, gains: Ints) -> Web:
        """The pairs that are worth exactly gain + price."""
        found = []
        for rows in self._pieces():
            at, columns, weights = self._weighed(rows)
            equal = weights == prices[columns] + gains[at]
            found.append((at[equal], columns[equal]))
        at, columns = (np.concatenate([self.bonus[:0], *(each[n] for each in found)]) for n in (0, 1))
        return Web.of(Pairs.of(at, columns, columns, self.size, self.width), self.width)


def _first_of_each(rows: Ints, values: Ints, count: int) -> Ints:
    """Positions of about the `count` highest values of each row; rows are in rising order."""
    if not len(rows):
        return rows
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    sizes = np.diff(np.append(starts, len(rows)))
    number = np.repeat(np.arange(len(starts)), sizes)
    large = sizes > 8 * count
    kept = np.arange(len(rows))
    if large.any():
        # The best of 4 x count groups of each large row tell about where its highest values begin.
        cuts = starts[large][:, None] + sizes[large][:, None] * np.arange(4 * count + 1) // (4 * count)
        tops = np.maximum.reduceat(np.append(values, 0), cuts.ravel()).reshape(cuts.shape)[:, :-1]
        bar = np.full(len(starts), np.iinfo(np.int64).min)
        bar[large] = np.partition(tops, -count, axis=1)[:, -count]
        kept = np.flatnonzero(values >= bar[number])
    order = np.lexsort((-values[kept], number[kept]))
    begins = np.searchsorted(number[kept], np.arange(len(starts)))
    rank = np.arange(len(order)) - begins[number[kept]]
    return np.asarray(kept[order[rank < count]])
