"""The heaviest set among some pairs, exactly, by one of two solvers.

Both are given integer weights and return a heaviest set of pairs within everyone's places; which of
several equally heavy ones is theirs to choose, and settled later.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.grid import ranges

Core = Literal["scipy", "ortools"]
LARGE = 1 << 50
"""scipy computes in float64, whose dual values stay within the weights: exact far below 2**53."""
FARTHER = 8
"""How many times the highest weight being matched is worth where everybody should be; only a first try."""


def installed() -> Core:
    """The faster core of those that are there: OR-tools comes with mentorkit[scale]."""
    return "ortools" if find_spec("ortools") else "scipy"


def heaviest(pairs: Pairs, places: Places, core: Core, *, everybody: bool) -> Ints:
    """The positions of the chosen pairs, rising. Raises OverflowError beyond the core's numbers.

    `everybody` says that a set with all mentees outweighs any without one of them; where such a set
    exists, weights matter only against each mentee's others, which are small and quick to compare.
    """
    width = len(places.first)
    most = np.minimum(places.all, np.bincount(pairs.columns, minlength=width))
    sizes = np.diff(pairs.starts)
    busy = np.flatnonzero(sizes)
    if not len(busy) or not most.any():
        return np.zeros(0, dtype=np.int64)
    solve = _flow if core == "ortools" else _matching
    if everybody and int(most.sum()) >= len(busy):
        least = np.minimum.reduceat(pairs.weights, pairs.starts[busy])
        found = solve(pairs, pairs.weights - np.repeat(least, sizes[busy]), places, most, busy, alone=False)
        if found is not None:
            return found
    found = solve(pairs, pairs.weights, places, most, busy, alone=True)
    if found is None:
        raise AssertionError("being unmatched is always possible")
    return found


def _matching(
    pairs: Pairs, weights: Ints, places: Places, most: Ints, busy: Ints, *, alone: bool
) -> Ints | None:
    """Scipy's sparse assignment (Jonker and Volgenant's method).

    A mentor stands there once for every place, and every mentee has a place of their own called
    unmatched: so a full matching always exists, forbidden pairs are not there at all, and the solver's
    own search for one ends at once (it can take exponential time otherwise: scipy issue 26147).
    Weights are raised above 0, which the solver takes for no pair; without `alone`, so far that
    hardly anybody stays unmatched, and None where somebody does. Mentors begin with about as many
    places as a fair share would fill; only those who fill them get more.
    """
    width = len(most)
    number = np.zeros(len(pairs.starts) - 1, dtype=np.int64)
    number[busy] = np.arange(len(busy))
    lift = places.step + 1
    if int(np.max(weights)) + lift > LARGE:
        raise OverflowError(f"weights above {LARGE} are beyond exact float64")
    far = 0 if alone else FARTHER * (int(np.max(weights)) + lift)
    if far > LARGE:
        return None
    tried = np.minimum(most, max(8, 5 * len(busy) // (4 * int(np.count_nonzero(most)))))
    while True:
        first = np.concatenate([[0], np.cumsum(tried)])
        times = tried[pairs.columns]
        origin = np.repeat(np.arange(len(times)), times)
        turn = ranges(np.zeros(len(times), dtype=np.int64), times)
        values = weights[origin] + lift + far
        if places.step:
            values -= places.step * (turn >= places.first[pairs.columns[origin]])
        rows = number[pairs.rows[origin]].astype(np.int32)
        columns = (first[pairs.columns[origin]] + turn).astype(np.int32)
        size = int(first[-1]) + len(busy)
        values = np.concatenate([values, np.full(len(busy), lift)])
        rows = np.concatenate([rows, np.arange(len(busy), dtype=np.int32)])
        columns = np.concatenate([columns, np.arange(first[-1], size, dtype=np.int32)])
        matrix = csr_array((values.astype(np.float64), (rows, columns)), shape=(len(busy), size))
        chosen, taken = min_weight_full_bipartite_matching(matrix, maximize=True)
        paired = taken < first[-1]
        mentors = np.searchsorted(first, taken[paired], side="right") - 1
        full = (tried < most) & (np.bincount(mentors, minlength=width) == tried)
        if not full.any():
            if not alone and not paired.all():
                return None
            return pairs.positions(busy[chosen[paired]], mentors, width)
        tried = np.where(full, np.minimum(most, 2 * tried), tried)


def _flow(pairs: Pairs, weights: Ints, places: Places, most: Ints, busy: Ints, *, alone: bool) -> Ints | None:
    """OR-tools' minimum cost flow: mentees to mentors to the sink, or with `alone` straight to it."""
    from ortools.graph.python import min_cost_flow  # type: ignore[import-untyped]  # it has no types

    width, height = len(most), len(pairs.starts) - 1
    some = np.flatnonzero(most)
    sink = height + width
    flow = min_cost_flow.SimpleMinCostFlow()
    add = flow.add_arcs_with_capacity_and_unit_cost
    arcs = add(pairs.rows, height + pairs.columns, np.ones(len(pairs.rows), dtype=np.int64), -weights)
    first = np.minimum(places.first, most)[some]
    add(height + some, np.full(len(some), sink), first, np.zeros(len(some), dtype=np.int64))
    if places.step:
        more = most[some] - first
        add(height + some, np.full(len(some), sink), more, np.full(len(some), places.step))
    if alone:
        ones = np.ones(len(busy), dtype=np.int64)
        add(busy, np.full(len(busy), sink), ones, 0 * ones)
    supplies = np.ones(len(busy) + 1, dtype=np.int64)
    supplies[-1] = -len(busy)
    flow.set_nodes_supplies(np.append(busy, sink), supplies)
    status = flow.solve()
    if status == flow.INFEASIBLE:
        return None
    if status != flow.OPTIMAL:
        raise OverflowError(f"the flow solver ended with {status.name}")
    return np.flatnonzero(flow.flows(arcs))
