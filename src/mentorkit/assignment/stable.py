"""Sets of pairs in which no two would rather have each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints
from mentorkit.assignment.threads import in_turn
from mentorkit.assignment.ties import digests, hashes
from mentorkit.grid import ranges
from mentorkit.scores import Scores

NAMED = 1 << 20
"""A person who was named stands above all others: above every number of points."""
NOBODY, ANYBODY = 1 << 60, -1
"""What a newcomer must exceed: where nobody is wanted, and where there is a free place."""
NONE = -1
"""No mentor."""
FEW, LISTED = 16, 1 << 18
"""Mentors that each mentee's list has at least, and that all lists have together where mentees are few."""
Keys = NDArray[np.uint64]
Block = tuple[Ints, Ints, NDArray[np.bool_]]


@dataclass(frozen=True)
class Ranks:
    """How much everybody wants everybody: by their own named wishes in order, then by points."""

    market: Market
    starts: Ints
    """[mentees + 1]: where each mentee's pairs with a wish begin."""
    columns: Ints
    ours: Ints
    """[pairs with a wish]: what the mentee's wish adds."""
    theirs: Ints
    """[pairs with a wish]: what the mentor's wish adds."""
    mentee_keys: Keys
    mentor_keys: Keys

    @classmethod
    def of(cls, scores: Scores, market: Market) -> Ranks:
        """The ranks of the market's mentees."""
        wishes = scores.wishes
        rows = np.array([row for row, _ in wishes], dtype=np.int64)
        row_of = np.full(len(scores.mentees), -1, dtype=np.int64)
        row_of[market.mentees] = np.arange(market.size)
        there = row_of[rows] >= 0
        both = np.array([*wishes.values()], dtype=np.int64).reshape(len(rows), 2)[there]
        starts = np.searchsorted(row_of[rows[there]], np.arange(market.size + 1))
        columns = np.array([column for _, column in wishes], dtype=np.int64)[there]
        mentees = digests([scores.mentees[row].key for row in market.mentees.tolist()])
        mentors = digests([person.key for person in scores.mentors])
        return cls(market, starts, columns, both[:, 0] * NAMED, both[:, 1] * NAMED, mentees, mentors)

    def of_pairs(self, rows: Ints, columns: Ints, points: Ints) -> tuple[Ints, Ints]:
        """The mentees' and the mentors' ranks of each other in some pairs of so many points."""
        wished = (
            np.repeat(np.arange(self.market.size), np.diff(self.starts)) * self.market.width + self.columns
        )
        _, at, wish = np.intersect1d(rows * self.market.width + columns, wished, return_indices=True)
        ours, theirs = points.copy(), points.copy()
        ours[at] += self.ours[wish]
        theirs[at] += self.theirs[wish]
        return ours, theirs

    def block(self, rows: Ints) -> Block:
        """The mentees' and the mentors' ranks of each other, and which pairs may be chosen."""
        market = self.market
        points = market.grid.block(market.grid.left[market.mentees[rows]])[:, market.grid.right]
        may = (points >= market.least) & market.open
        ours = points.astype(np.int64)
        theirs = ours.copy()
        sizes = self.starts[rows + 1] - self.starts[rows]
        if sizes.any():
            at = ranges(self.starts[rows], sizes)
            pair = np.repeat(np.arange(len(rows)), sizes), self.columns[at]
            ours[pair] += self.ours[at]
            theirs[pair] += self.theirs[at]
        return ours, theirs, may


def blocking_pairs(ranks: Ranks, rows: Ints, columns: Ints, points: Ints, places: Ints) -> int:
    """How many pairs that may be chosen would rather have each other than what they have.

    A mentor with a free place takes anybody; locked pairs are nobody's choice. `points` are those of the
    chosen pairs.
    """
    size, step = ranks.market.size, ranks.market.grid.height
    ours, theirs = ranks.of_pairs(rows, columns, points)
    own = np.full(size, ANYBODY, dtype=np.int64)
    own[rows] = ours
    worst = np.full(len(places), NOBODY, dtype=np.int64)
    np.minimum.at(worst, columns, theirs)
    worst[np.bincount(columns, minlength=len(places)) < places] = ANYBODY

    def blocking(start: int) -> int:
        some = np.arange(start, min(start + step, size))
        ours, theirs, may = ranks.block(some)
        return int(((ours > own[some, None]) & (theirs > worst) & may).sum())

    return sum(in_turn(blocking, range(0, size, step)))


def propose(ranks: Ranks, places: Ints) -> tuple[Ints, Ints]:
    """Rows and columns of the stable set that is best for the mentees.

    Mentees propose and mentors keep the best so far (deferred acceptance, Gale and Shapley 1962),
    all who are free at once. Equal ranks are settled by the hash of the pair.
    """
    width = len(places)
    held: list[list[tuple[int, int, int]]] = [[] for _ in range(width)]
    bars = Bars(np.where(places > 0, ANYBODY, NOBODY).astype(np.int64), np.zeros(width, dtype=np.uint64))
    wishes = Wishes(ranks, bars)
    free = np.arange(ranks.market.size)
    while len(free):
        asked, ranked, keys = wishes.next(free)
        left = []
        for row, column, rank, key in zip(
            free.tolist(), asked.tolist(), ranked.tolist(), keys.tolist(), strict=True
        ):
            if column != NONE:
                held[column].append((rank, key, row))
        for column in np.unique(asked[asked != NONE]).tolist():
            kept = sorted(held[column], reverse=True)
            left += [row for _, _, row in kept[places[column] :]]
            held[column] = kept[: places[column]]
            if len(held[column]) == places[column]:
                bars.rank[column], bars.key[column] = held[column][-1][:2]
        free = np.array(sorted(left), dtype=np.int64)
    pairs = sorted((row, column) for column, some in enumerate(held) for _, _, row in some)
    both = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return both[:, 0], both[:, 1]


@dataclass(frozen=True)
class Bars:
    """[mentors]: rank and hash that a newcomer must exceed. Bars only rise."""

    rank: Ints
    key: Keys


class Wishes:
    """Each mentee's best mentors, from the best on; the next are looked up once all of those have refused."""

    def __init__(self, ranks: Ranks, bars: Bars) -> None:
        """Nothing is looked up yet."""
        size, width = ranks.market.size, ranks.market.width
        self._ranks, self._bars = ranks, bars
        self._many = max(1, min(width, max(FEW, LISTED // max(size, 1))))
        self._columns = np.full((size, self._many + 1), NONE, dtype=np.int64)
        """NONE ends a list."""
        self._liked = np.zeros((size, self._many + 1), dtype=np.int64)
        """How much those mentors want the mentee."""
        self._at = np.zeros(size, dtype=np.int64)
        """[mentees]: who stands before that has refused."""
        self._more = np.ones(size, dtype=np.bool_)
        """[mentees]: whether others may follow those of the list."""

    def next(self, rows: Ints) -> tuple[Ints, Ints, Keys]:
        """Each mentee's best mentor who would take them, else NONE; that mentor's rank of them, the hash."""
        waiting = rows
        while len(waiting):
            ended = self._columns[waiting, self._at[waiting]] == NONE
            over = waiting[ended & self._more[waiting]]
            self._look_up(over)
            there = waiting[~ended]
            refused = there[~self._taken(there)]
            self._at[refused] += 1
            waiting = np.concatenate([refused, over])
        asked = self._columns[rows, self._at[rows]]
        there, keys = asked != NONE, np.zeros(len(rows), dtype=np.uint64)
        keys[there] = self._keys(rows[there], asked[there])
        return asked, self._liked[rows, self._at[rows]], keys

    def _taken(self, rows: Ints) -> NDArray[np.bool_]:
        """Whether the next on the list would take the mentee."""
        columns, liked = (each[rows, self._at[rows]] for each in (self._columns, self._liked))
        bar, equal = self._bars.rank[columns], self._keys(rows, columns) > self._bars.key[columns]
        return np.asarray((liked > bar) | ((liked == bar) & equal))

    def _keys(self, rows: Ints, columns: Ints) -> Keys:
        return hashes(self._ranks.mentee_keys[rows], self._ranks.mentor_keys[columns])

    def _look_up(self, rows: Ints) -> None:
        """The best of those who would take these mentees now."""
        step = self._ranks.market.grid.height
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            ours, theirs, may = self._ranks.block(some)
            at, columns = np.nonzero((theirs == self._bars.rank) & may)
            equal = self._keys(some[at], columns) > self._bars.key[columns]
            may &= theirs > self._bars.rank
            may[at, columns] = equal
            there = may.sum(axis=1)
            if self._many < may.shape[1]:
                wanted = np.where(may, ours, ANYBODY)
                may &= wanted >= np.partition(wanted, -self._many, axis=1)[:, -self._many, None]
            at, columns = np.nonzero(may)
            order = np.lexsort((~self._keys(some[at], columns), -ours[at, columns], at))
            at, columns = at[order], columns[order]
            place = np.arange(len(at)) - np.searchsorted(at, np.arange(len(some)))[at]
            first = place < self._many
            at, columns, place = at[first], columns[first], place[first]
            self._columns[some] = NONE
            self._columns[some[at], place] = columns
            self._liked[some[at], place] = theirs[at, columns]
            self._more[some] = there > np.bincount(at, minlength=len(some))
            self._at[some] = 0
