"""The optimum among the sets that keep enough of the pairs of a previous run.

A bonus for every living pair that is kept makes the condition part of the weight: the heaviest set with a
bonus, less the bonus times the pairs that must be kept, bounds all sets that keep enough (Everett 1963). The
bonus with the lowest bound is found by following the corners of the bound (Eisner and Severance 1976).
Where a set reaches that bound it is an optimum. Where none does, a search of the pairs that the gap leaves
possible finds the optimum, or ends with the best set and the bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from mentorkit.assignment import gap as gaps
from mentorkit.assignment.cores import Core
from mentorkit.assignment.favoured import NOBODY, Favoured, apart
from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.assignment.search import Optimum, search
from mentorkit.assignment.steps import between
from mentorkit.assignment.ties import Hashes, canonical, refined
from mentorkit.assignment.watch import Stopped, Watch
from mentorkit.finding import CannotRun
from mentorkit.grid import FULL
from mentorkit.people import Person

NEAR = 80_000
"""Points below their price within which pairs that were seen are looked at first with another bonus."""
FAR = 2 * FULL
"""Points of a bonus that is tried before the one at which everything is surely kept."""
LARGEST = 1 << 62
"""Sums of weights stay below this, bonuses included."""


@dataclass(frozen=True)
class Set:
    """A set of pairs that keeps enough."""

    rows: Ints
    columns: Ints
    weight: int
    """Without bonuses."""


@dataclass(frozen=True)
class Kept:
    """The best set that keeps enough pairs, and what proves it."""

    rows: Ints
    columns: Ints
    bound: int
    """The weight that no set that keeps enough can exceed."""
    bonus: int
    best: Optimum
    """The optimum with that bonus: its prices and gains prove the bound."""
    searched: bool
    """Whether nothing better exists: by the bound, or by a search of the gap."""
    ties_settled: bool
    """Whether the tie rule was not stopped."""


class Keeping:
    """The search for the bonus."""

    def __init__(
        self,
        market: Market,
        living: Mapping[int, int],
        people: tuple[tuple[Person, ...], tuple[Person, ...]],
        keep: int,
        places: Places,
        ties: tuple[Hashes, Hashes],
        core: Core,
        watch: Watch,
    ) -> None:
        """`living` has the rows of the market and the mentors; `ties` the digests of both sides."""
        pairs = [(int(market.mentees[row]), mentor) for row, mentor in living.items()]
        self.market = replace(market, grid=apart(market.grid, pairs, *people))
        self.places, self.keep, self.ties, self.core, self.watch = places, keep, ties, core, watch
        self.mentor = np.full(market.size, NOBODY, dtype=np.int64)
        self.mentor[list(living)] = list(living.values())
        rows = np.flatnonzero(self.mentor != NOBODY)
        points = self.market.points(rows, self.mentor[rows])
        self.own = np.zeros(market.size, dtype=np.int64)
        self.own[rows] = points * market.unit + market.extra + market.base[rows]
        self.rough: Set | None = None
        """The best that any search came by, ties not settled."""
        self.found: Set | None = None
        """The best of those that are told apart by what they keep, and by the tie rule."""
        self.proof: tuple[int, int, Optimum] | None = None
        """The lowest bound, with its bonus."""
        self.seen: list[tuple[Ints, Ints, Ints]] = []
        self.solved_at: dict[int, Optimum] = {}

    def solved(self) -> Kept:
        """The best set and its bound. Raises Stopped where there is none yet, CannotRun beyond 64 bits."""
        ties_settled = True
        try:
            self._follow()
        except Stopped:
            ties_settled = False
            if self.rough is None or self.proof is None:
                raise
        if self.proof is None:
            raise AssertionError("a search has a bound")
        bound, bonus, best = self.proof
        searched = self._reached() or self._closed()
        found = self._best()
        if found is None:
            raise AssertionError("all living pairs can be kept at once")
        return Kept(found.rows, found.columns, bound, bonus, best, searched, ties_settled)

    def _follow(self) -> None:
        """Bonuses from none to one at which everything is kept, until a set reaches the lowest bound."""
        low = self._at(0)
        self._take(0, low)
        if self.found is not None:
            return
        most = min(FAR * self.market.unit, self._most())
        high = self._at(most)
        if self._line(most, high)[0] < self.keep:
            most = self._most()
            high = self._at(most)
        ends = [(0, self._line(0, low)), (most, self._line(most, high))]
        best = self.solved_at
        while ends[1][0] - ends[0][0] > 1 and not self._reached():
            (low_bonus, (low_kept, low_weight)), (high_bonus, (high_kept, high_weight)) = ends
            exact, rest = divmod(low_weight - high_weight, high_kept - low_kept)
            bonus = min(max(exact, low_bonus + 1), high_bonus - 1)
            kept, weight = self._line(bonus, self._at(bonus))
            corner = max(low_weight + bonus * low_kept, high_weight + bonus * high_kept)
            ends[kept >= self.keep] = bonus, (kept, weight)
            if weight + bonus * kept == corner and exact == bonus:
                if rest:
                    self._at(bonus + 1)
                break
        first = self.proof[1] if self.proof else most
        for bonus in dict.fromkeys([first, first + 1, ends[1][0]]):
            if bonus and bonus in best:
                self._take(bonus, best[bonus])

    def _source(self, bonus: int) -> Favoured:
        weights = np.where(self.mentor != NOBODY, self.own + bonus, 0)
        return Favoured(self.market, self.mentor, weights, self.seen)

    def _first(self, bonus: int) -> Pairs | None:
        """The pairs to begin with: those seen that lie near the prices of the next bonus; all living ones."""
        if not self.seen or not self.solved_at:
            return None
        next_to = min(self.solved_at, key=lambda known: abs(known - bonus))
        best = self.solved_at[next_to]
        rows, columns, weights = (np.concatenate([each[n] for each in self.seen]) for n in range(3))
        _, once = np.unique(rows * self.market.width + columns, return_index=True)
        rows, columns, weights = rows[once], columns[once], weights[once]
        self.seen[:] = [(rows, columns, weights)]
        short = best.gains[rows] + best.prices[columns] - weights
        near = short <= NEAR * self.market.unit + abs(bonus - next_to)
        source = self._source(bonus)
        living = source.living
        return Pairs.of(
            np.concatenate([rows[near], living]),
            np.concatenate([columns[near], self.mentor[living]]),
            np.concatenate([weights[near], source.weights[living]]),
            self.market.size,
            self.market.width,
        )

    def _at(self, bonus: int) -> Optimum:
        """The optimum with a bonus, its bound noted."""
        source = self._source(bonus)
        best = search(source, self.places, self.core, self.watch, first=self._first(bonus))
        best = replace(best, prices=source.priced(best.prices, best.gains))
        bound = best.bound - bonus * self.keep
        if self.proof is None or bound < self.proof[0]:
            self.proof = bound, bonus, best
        self.rough = self._better(self.rough, best.rows, best.columns)
        if not best.proven:
            raise Stopped
        self.solved_at[bonus] = best
        return best

    def _most(self) -> int:
        """A bonus for which any living pair is worth the two others that it may stand in the way of."""
        highest = int(self.market.base.max(initial=0)) + self.market.unit * FULL + self.market.extra
        most = 2 * highest + 2 * self.places.step + 1
        if (self.market.size + 1) * (most + highest) >= LARGEST:
            raise CannotRun("keeping pairs with these aims needs larger numbers than 64 bits hold")
        return most

    def _kept(self, rows: Ints, columns: Ints) -> int:
        return int((self.mentor[rows] == columns).sum())

    def _weight(self, rows: Ints, columns: Ints) -> int:
        """What some pairs weigh, costs taken off, without bonuses."""
        order = np.lexsort((columns, rows))
        rows, columns = rows[order], columns[order]
        points = self.market.points(rows, columns)
        loads = np.bincount(columns, minlength=self.market.width)
        each = points * self.market.unit + self.market.extra + self.market.base[rows]
        return int(each.sum()) - self.places.cost(loads)

    def _line(self, bonus: int, best: Optimum) -> tuple[int, int]:
        """How many living pairs an optimum keeps, and its weight without bonuses."""
        kept = self._kept(best.rows, best.columns)
        return kept, best.value - bonus * kept

    def _better(self, known: Set | None, rows: Ints, columns: Ints) -> Set | None:
        """The set, where it keeps enough and is heavier than the known one."""
        if self._kept(rows, columns) < self.keep:
            return known
        found = Set(rows, columns, self._weight(rows, columns))
        return found if known is None or found.weight > known.weight else known

    def _best(self) -> Set | None:
        if self.rough is None or self.found is None:
            return self.found or self.rough
        return self.rough if self.rough.weight > self.found.weight else self.found

    def _reached(self) -> bool:
        best = self._best()
        return best is not None and self.proof is not None and best.weight == self.proof[0]

    def _take(self, bonus: int, best: Optimum) -> None:
        """Note the sets, of all that are best with a bonus, that keep the most, the fewest, and just enough.

        Equally good ones are told apart by what they keep, then by the tie rule.
        """
        most = self._preferring(best, keeping=True)
        if self._kept(*most) < self.keep:
            return
        if bonus and self._kept(*most) > self.keep:
            most = between(self._preferring(best, keeping=False), most, self.mentor, self.keep)
        self.found = self._better(self.found, *most)

    def _preferring(self, best: Optimum, *, keeping: bool) -> tuple[Ints, Ints]:
        def weigh(rows: Ints, columns: Ints) -> Ints:
            return np.asarray((self.mentor[rows] == columns) == keeping, dtype=np.int64)

        chosen = refined(best, weigh, 2, self.core, self.watch)
        mentees, mentors = self.ties
        return canonical(chosen, mentees, mentors, self.core, self.watch)

    def _closed(self) -> bool:
        """Search the gap; whether nothing better exists then."""
        known = self._best()
        if known is None or self.proof is None or not self.proof[2].proven:
            return False
        bound, bonus, best = self.proof
        found = gaps.closed(self._source(bonus), best, bonus, self.keep, bound - known.weight)
        if found is None:
            return False
        if len(found.rows):
            self.found = self._better(known, found.rows, found.columns)
        return found.whole
