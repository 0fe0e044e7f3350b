"""The heaviest set among some pairs by scipy's sparse assignment (Jonker and Volgenant's method).

A mentor stands there once for every place. Before it begins, the solver looks for any full set, which can
take exponential time (scipy issue 26147). So every mentee has a place of their own called unmatched; or,
where a full set is known, mentees stand in the order of the places that they hold, in which that set is
found at once. Costs are above 0, which the solver takes for no pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.grid import ranges

LARGE = 1 << 50
"""scipy computes in float64, whose dual values stay within the weights: exact far below 2**53."""
FARTHER = 8
"""How many times the highest weight being matched is worth where everybody should be; only a first try."""


def matching(
    pairs: Pairs, weights: Ints, places: Places, most: Ints, known: Ints | None, *, alone: bool
) -> Ints | None:
    """The positions of the heaviest set, rising. Raises OverflowError beyond exact numbers.

    Without `alone`, being unmatched costs so much that hardly anybody is, and None where somebody is.
    `known` are the positions of a set in which everybody is matched.
    """
    highest = int(np.max(weights))
    dear = (0 if alone else FARTHER * (highest + places.step + 1)) + highest + 1
    if dear + highest + places.step > LARGE:
        if alone:
            raise OverflowError(f"weights above {LARGE} are beyond exact float64")
        return None
    tried = _first_tried(pairs, most, known)
    while True:
        table = Table.of(pairs, tried, known)
        costs = table.each(highest + 1 - weights, dear)
        if places.step:
            costs += np.append(places.step * table.later(places), np.zeros(table.own))[table.columns]
        chosen, _ = table.solved(costs)
        full = (tried < most) & (np.bincount(pairs.columns[chosen], minlength=len(most)) == tried)
        if not full.any():
            return chosen if alone or len(chosen) == len(table.rows) else None
        tried = np.where(full, np.minimum(most, 2 * tried), tried)


def renewed(pairs: Pairs, places: Places, known: Ints, prices: Ints, fall: int) -> Ints | None:
    """The positions of the heaviest set, rising, found faster from prices near to its own; None if it is not.

    What places cost is taken off the weights, which changes no set in which all of them are taken: of
    the sets in which places whose price is above `fall` stay taken, the solver finds the heaviest, and
    where all of them do, there is no heavier one. `known` are the positions of a set in which everybody
    with a pair is matched.
    """
    if np.max(pairs.weights) > LARGE:
        return None
    most = np.minimum(places.all, np.bincount(pairs.columns, minlength=len(places.first)))
    tried = _first_tried(pairs, most, known)
    table = Table.of(pairs, tried, known)
    later = places.step * table.later(places)
    firm = np.maximum(prices[table.mentors] - later - fall, 0)
    offers = table.each(pairs.weights) - (later + firm)[table.columns]
    costs = np.repeat(np.maximum.reduceat(offers, table.starts[:-1]), np.diff(table.starts))
    costs += 1 - offers
    if max(np.max(costs), np.max(firm)) > LARGE:
        return None
    chosen, taken = table.solved(costs)
    left = np.delete(firm, taken)
    loads = np.bincount(pairs.columns[chosen], minlength=len(most))
    return chosen if not left.any() and not ((tried < most) & (loads == tried)).any() else None


def _first_tried(pairs: Pairs, most: Ints, known: Ints | None) -> Ints:
    """[mentors]: about as many places as a fair share would fill; only those who fill them get more."""
    tried = np.minimum(most, max(8, 5 * len(pairs.starts) // (4 * int(np.count_nonzero(most)))))
    if known is None:
        return tried
    return np.maximum(tried, np.bincount(pairs.columns[known], minlength=len(most)))


@dataclass(frozen=True)
class Table:
    """Pairs as the solver wants them: rows of mentees who have pairs, columns of places."""

    pairs: Pairs
    mentors: Ints
    """[places]: whose each is."""
    first: Ints
    """[mentors + 1]: where each one's places begin."""
    rows: Ints
    """[rows]: the mentees."""
    at: Ints
    """[pairs]: their positions, row by row; -1 for being left out, which ends a row unless a set is known."""
    times: Ints
    """[pairs]: how many places each stands for."""
    starts: NDArray[np.int32]
    """[rows + 1]."""
    columns: NDArray[np.int32]
    """The place of each number in the table; those of being left out come after all others."""

    @classmethod
    def of(cls, pairs: Pairs, tried: Ints, known: Ints | None) -> Self:
        """So many places of each mentor."""
        rows = np.flatnonzero(np.diff(pairs.starts))
        first = np.concatenate([[0], np.cumsum(tried)])
        if known is None:
            ends = pairs.starts[rows + 1]
            at = np.insert(np.arange(len(pairs.rows)), ends, -1)
            begin = np.insert(first[pairs.columns], ends, first[-1] + np.arange(len(rows)))
            times = np.insert(tried[pairs.columns], ends, 1)
            sizes = np.diff(pairs.starts)[rows] + 1
        else:
            rows = rows[np.argsort(pairs.columns[known], kind="stable")]
            sizes = pairs.starts[rows + 1] - pairs.starts[rows]
            at = ranges(pairs.starts[rows], sizes)
            begin, times = first[pairs.columns[at]], tried[pairs.columns[at]]
        starts = np.concatenate([[0], np.cumsum(times)])[np.concatenate([[0], np.cumsum(sizes)])]
        mentors = np.repeat(np.arange(len(tried)), tried)
        columns = ranges(begin.astype(np.int32), times)
        return cls(pairs, mentors, first, rows, at, times, starts.astype(np.int32), columns)

    @property
    def own(self) -> int:
        """How many columns stand for being left out."""
        return len(self.at) - len(self.pairs.rows)

    def each(self, numbers: Ints, dear: int = 0) -> NDArray[np.float64]:
        """A number of each pair, for all the places it stands for; `dear` for being left out."""
        return np.repeat(np.append(numbers, dear).astype(np.float64)[self.at], self.times)

    def later(self, places: Places) -> NDArray[np.bool_]:
        """[places]: which of them are not among their mentor's first."""
        return np.arange(len(self.mentors)) - self.first[self.mentors] >= places.first[self.mentors]

    def solved(self, costs: NDArray[np.float64]) -> tuple[Ints, Ints]:
        """The pairs of the cheapest full set, their positions rising, and the places they take."""
        from scipy.sparse import csr_array  # here, since OR-tools does without
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        shape = len(self.rows), len(self.mentors) + self.own
        chosen, taken = min_weight_full_bipartite_matching(
            csr_array((costs, self.columns, self.starts), shape)
        )
        there = taken < len(self.mentors)
        used: Ints = taken[there].astype(np.int64)
        mentors = self.mentors[used]
        return self.pairs.positions(self.rows[chosen[there]], mentors, len(self.first) - 1), used
