"""Some pairs with their weights, row by row, and the places that mentors have for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.grid import ranges

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """How many mentees each mentor may take; the later places may cost something."""

    first: Ints
    """[mentors]: places that cost nothing."""
    more: Ints
    """[mentors]: places after those."""
    step: int = 0
    """The weight that each of the later places costs."""

    @property
    def all(self) -> Ints:
        """[mentors]: places of either sort."""
        return self.first + self.more

    def share(self, part: int) -> Places:
        """One place in so many, spread over the mentors in their order."""

        def every(counts: Ints) -> Ints:
            return np.diff(np.concatenate([[0], np.cumsum(counts) // part]))

        return Places(every(self.first), every(self.more), self.step)

    def cost(self, loads: Ints) -> int:
        """The weight that so many mentees of each mentor cost."""
        return self.step * int(np.maximum(loads - self.first, 0).sum())

    def worth(self, prices: Ints) -> int:
        """What all places are worth at a price for each mentor's: the mentors' side of a bound."""
        later = self.more * np.maximum(prices - self.step, 0)
        return int((self.first * prices).sum()) + int(later.sum())


@dataclass(frozen=True)
class Pairs:
    """Pairs that may be chosen, ordered by mentee, then mentor, each once."""

    starts: Ints
    """[mentees + 1]: where each mentee's pairs begin."""
    rows: Ints
    """[pairs]: the mentee."""
    columns: Ints
    """[pairs]: the mentor."""
    weights: Ints
    """[pairs]: what choosing the pair is worth, 0 or more."""

    @classmethod
    def of(cls, rows: Ints, columns: Ints, weights: Ints, mentees: int, mentors: int) -> Pairs:
        """Pairs in any order, some of them perhaps twice."""
        return cls._of(rows * max(mentors, 1) + columns, weights, mentees, mentors)

    @classmethod
    def _of(cls, keys: Ints, weights: Ints, mentees: int, mentors: int) -> Pairs:
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        once = np.append(keys[:1] >= 0, keys[1:] != keys[:-1])
        keys, first = keys[once], order[once]
        rows, columns = np.divmod(keys, max(mentors, 1))
        return cls(np.searchsorted(rows, np.arange(mentees + 1)), rows, columns, weights[first])

    def only(self, keep: NDArray[np.bool_]) -> Pairs:
        """Some of the pairs."""
        if keep.all():
            return self
        counts = np.concatenate([[0], np.cumsum(keep)])
        return Pairs(counts[self.starts], self.rows[keep], self.columns[keep], self.weights[keep])

    def joined(self, rows: Ints, columns: Ints, weights: Ints, mentors: int) -> Pairs:
        """These pairs and more."""
        keys = np.concatenate([self.rows * mentors + self.columns, rows * mentors + columns])
        both = np.concatenate([self.weights, weights])
        return Pairs._of(keys, both, len(self.starts) - 1, mentors)

    def positions(self, mentees: Ints, mentors: Ints, width: int) -> Ints:
        """Where pairs that are among these stand, in rising order."""
        found = np.searchsorted(self.rows * width + self.columns, mentees * width + mentors)
        return np.asarray(np.sort(found), dtype=np.int64)


@dataclass(frozen=True)
class Web:
    """Pairs without weights, written once for mentees who have the same."""

    kind: Ints
    """[mentees]."""
    starts: Ints
    """[kinds + 1]: where each kind's mentors begin."""
    columns: Ints
    """The mentors, kind by kind."""
    width: int
    """How many mentors there are."""

    @classmethod
    def of(cls, pairs: Pairs, width: int) -> Web:
        """The same pairs, every mentee one of a kind."""
        return cls(np.arange(len(pairs.starts) - 1), pairs.starts, pairs.columns, width)

    @classmethod
    def empty(cls, mentees: int, mentors: int) -> Web:
        """No pairs."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(np.zeros(mentees, dtype=np.int64), np.zeros(2, dtype=np.int64), nothing, mentors)

    @property
    def sizes(self) -> Ints:
        """[mentees]: how many pairs each has."""
        return np.diff(self.starts)[self.kind]

    def pairs(self, mentees: Ints) -> tuple[Ints, Ints]:
        """The pairs of some mentees: positions among those, and mentors."""
        sizes = self.sizes[mentees]
        at = ranges(self.starts[self.kind[mentees]], sizes)
        return np.repeat(np.arange(len(mentees)), sizes), self.columns[at]


@dataclass(frozen=True)
class Groups:
    """People numbered by kind, and the members of each kind."""

    kind: Ints
    """[people]."""
    starts: Ints
    """[kinds + 1]: where each kind's members begin."""
    members: Ints
    """[people]: their numbers, kind by kind."""

    @classmethod
    def of(cls, kind: Ints, count: int) -> Groups:
        """People of given kinds; -1 for people left out."""
        members = np.argsort(kind, kind="stable")
        starts = np.searchsorted(kind[members], np.arange(count + 1))
        return cls(kind, starts, members)

    def ordered(self, prices: Ints) -> Groups:
        """The members of each kind from the cheapest on."""
        order = np.lexsort((prices[self.members], self.kind[self.members]))
        return Groups(self.kind, self.starts, self.members[order])


@dataclass(frozen=True)
class Scan:
    """What one look at pairs under given prices found."""

    rows: Ints
    """[pairs]: mentees of pairs that are worth more than gain + price - margin."""
    columns: Ints
    weights: Ints
    best: Ints
    """[mentees]: the most that any mentor offers above their price, at least 0."""
    rest: Ints | None
    """[mentees]: no other of the pairs that were looked at is worth more above its price; None if unknown."""
