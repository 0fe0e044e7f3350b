"""Sets of pairs in which no two would rather have each other."""

from __future__ import annotations

from collections.abc import Iterator
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
    mentee_keys: NDArray[np.uint64]
    mentor_keys: NDArray[np.uint64]

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


def blocking_pairs(ranks: Ranks, rows: Ints, columns: Ints, places: Ints) -> int:
    """How many pairs that may be chosen would rather have each other than what they have.

    A mentor with a free place takes anybody; locked pairs are nobody's choice.
    """
    size, step = ranks.market.size, ranks.market.grid.height
    own = np.full(size, ANYBODY, dtype=np.int64)
    worst = np.where(places > 0, ANYBODY, NOBODY).astype(np.int64)
    by_row = np.argsort(rows, kind="stable")
    chosen = np.full(size, -1, dtype=np.int64)
    chosen[rows[by_row]] = columns[by_row]
    full = np.bincount(columns, minlength=len(places)) >= places
    theirs_of = np.zeros(size, dtype=np.int64)
    for start, (ours, theirs, _) in _blocks(ranks, size, step):
        some = np.arange(start, start + len(ours))
        has = chosen[some] >= 0
        at = np.flatnonzero(has), chosen[some[has]]
        own[some[has]], theirs_of[some[has]] = ours[at], theirs[at]
    held = np.full(len(places), NOBODY, dtype=np.int64)
    np.minimum.at(held, columns, theirs_of[rows])
    worst = np.where(full & (places > 0), held, worst)
    count = 0
    for start, (ours, theirs, may) in _blocks(ranks, size, step):
        mine = own[start : start + len(ours), None]
        count += int(((ours > mine) & (theirs > worst) & may).sum())
    return count


def _blocks(ranks: Ranks, size: int, step: int) -> Iterator[tuple[int, Block]]:
    starts = range(0, size, step)
    found = in_turn(lambda start: ranks.block(np.arange(start, min(start + step, size))), starts)
    return zip(starts, found, strict=True)


def propose(ranks: Ranks, places: Ints) -> tuple[Ints, Ints]:
    """Rows and columns of the stable set that is best for the mentees.

    Mentees propose and mentors keep the best so far (deferred acceptance, Gale and Shapley 1962),
    all who are free at once. Equal ranks are settled by the hash of the pair.
    """
    size, width = ranks.market.size, len(places)
    held: list[list[tuple[int, int, int]]] = [[] for _ in range(width)]
    bar = np.where(places > 0, ANYBODY, NOBODY).astype(np.int64)
    bar_hash = np.zeros(width, dtype=np.uint64)
    free = np.arange(size)
    while len(free):
        asked, ranked, keys = _proposals(ranks, free, bar, bar_hash)
        left = []
        for row, column, rank, key in zip(
            free.tolist(), asked.tolist(), ranked.tolist(), keys.tolist(), strict=True
        ):
            if column < 0:
                continue
            held[column].append((rank, key, row))
        for column in np.unique(asked[asked >= 0]).tolist():
            kept = sorted(held[column], reverse=True)
            left += [row for _, _, row in kept[places[column] :]]
            held[column] = kept[: places[column]]
            if len(held[column]) == places[column]:
                bar[column], bar_hash[column] = held[column][-1][:2]
        free = np.array(sorted(left), dtype=np.int64)
    pairs = sorted((row, column) for column, some in enumerate(held) for _, _, row in some)
    both = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return both[:, 0], both[:, 1]


def _proposals(
    ranks: Ranks, free: Ints, bar: Ints, bar_hash: NDArray[np.uint64]
) -> tuple[Ints, Ints, NDArray[np.uint64]]:
    """Each free mentee's best mentor who would take them (-1: none), that mentor's rank of them, the hash."""
    step = ranks.market.grid.height
    asked = np.full(len(free), -1, dtype=np.int64)
    ranked = np.zeros(len(free), dtype=np.int64)
    keys = np.zeros(len(free), dtype=np.uint64)
    for start in range(0, len(free), step):
        rows = free[start : start + step]
        ours, theirs, may = ranks.block(rows)
        equal = np.flatnonzero((theirs == bar) & may)
        may &= theirs > bar
        at, columns = np.divmod(equal, len(bar))
        better = hashes(ranks.mentee_keys[rows[at]], ranks.mentor_keys[columns]) > bar_hash[columns]
        may[at[better], columns[better]] = True
        wanted = np.where(may, ours, ANYBODY)
        top = wanted.max(axis=1, initial=ANYBODY)
        at, columns = np.nonzero((wanted == top[:, None]) & may)
        mixed = hashes(ranks.mentee_keys[rows[at]], ranks.mentor_keys[columns])
        order = np.lexsort((mixed, at))
        last = order[np.flatnonzero(np.diff(at[order], append=-1))]
        asked[start + at[last]] = columns[last]
        ranked[start + at[last]] = theirs[at[last], columns[last]]
        keys[start + at[last]] = mixed[last]
    return asked, ranked, keys
