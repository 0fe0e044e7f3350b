"""The heaviest set among some pairs, exactly, by one of two solvers.

Both are given integer weights and return a heaviest set of pairs within everyone's places; which of
several equally heavy ones is theirs to choose, and settled later.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.grid import ranges

Core = Literal["scipy", "ortools"]
Flags = NDArray[np.bool_]
LARGE = 1 << 50
"""scipy computes in float64, whose dual values stay within the weights: exact far below 2**53."""
ROUNDS = 20
"""How often it is looked who has one mentor left, once others have theirs."""
FARTHER = 8
"""How many times the highest weight being matched is worth where everybody should be; only a first try."""


def installed() -> Core:
    """The faster core of those that are there: OR-tools comes with mentorkit[scale]."""
    return "ortools" if find_spec("ortools") else "scipy"


def heaviest(pairs: Pairs, places: Places, core: Core, must: Flags, known: Ints | None = None) -> Ints:
    """The positions of the chosen pairs, rising. Raises OverflowError beyond the core's numbers.

    Where some set matches everybody whom `must` names, [mentees], the caller's weights make every set
    without one of them lighter: then whoever has one pair left has it, and where all must be matched,
    weights matter only against each mentee's others. `known` are positions of such a set.
    """
    most = np.minimum(places.all, np.bincount(pairs.columns, minlength=len(places.first)))
    if not most.any():
        return np.zeros(0, dtype=np.int64)
    if must.any():
        found = _with_all(pairs, places, most, core, must & (np.diff(pairs.starts) > 0), known)
        if found is not None:
            return found
    return _solved(pairs, places, most, core)


def _with_all(
    pairs: Pairs, places: Places, most: Ints, core: Core, must: Flags, known: Ints | None
) -> Ints | None:
    """The heaviest set in which everybody is matched who must be; None where there is none."""
    if int(most.sum()) < int(must.sum()):
        return None
    if known is not None and not np.bincount(pairs.rows[known], minlength=len(must))[must].all():
        known = None
    undecided, left = must.copy(), most.copy()
    there = most[pairs.columns] > 0
    forced = [np.zeros(0, dtype=np.int64)]
    for _ in range(ROUNDS):
        alone = undecided & (np.bincount(pairs.rows[there], minlength=len(must)) == 1)
        if not alone.any():
            break
        at = np.flatnonzero(there & alone[pairs.rows])
        forced.append(at)
        left -= np.bincount(pairs.columns[at], minlength=len(left))
        if left.min() < 0:
            return None
        undecided &= ~alone
        there &= ~alone[pairs.rows] & (left[pairs.columns] > 0)
    rest, some = pairs.only(there), np.flatnonzero(there)
    if len(some):
        first = np.maximum(places.first - (most - left), 0)
        spare = Places(first, places.all - (most - left) - first, places.step)
        if np.array_equal(np.diff(rest.starts) > 0, undecided):
            held = None if known is None else np.searchsorted(some, known[there[known]])
            found = _against_others(rest, spare, left, core, held)
        else:
            found = _solved(rest, spare, left, core)
        if found is None:
            return None
        forced.append(some[found])
    chosen = np.sort(np.concatenate(forced))
    return chosen if np.bincount(pairs.rows[chosen], minlength=len(must))[must].all() else None


def _against_others(pairs: Pairs, places: Places, most: Ints, core: Core, known: Ints | None) -> Ints | None:
    """With everybody matched: what a mentee weighs in all pairs alike does not matter."""
    busy = np.flatnonzero(np.diff(pairs.starts))
    least = np.minimum.reduceat(pairs.weights, pairs.starts[busy])
    lighter = pairs.weights - np.repeat(least, np.diff(pairs.starts)[busy])
    if core == "ortools":
        return _flow(pairs, lighter, places, most, busy, alone=False)
    return _matching(pairs, lighter, places, most, busy, known, alone=False)


def _solved(pairs: Pairs, places: Places, most: Ints, core: Core) -> Ints:
    """Anybody may stay unmatched."""
    busy = np.flatnonzero(np.diff(pairs.starts))
    if core == "ortools":
        found = _flow(pairs, pairs.weights, places, most, busy, alone=True)
    else:
        found = _matching(pairs, pairs.weights, places, most, busy, None, alone=True)
    if found is None:
        raise AssertionError("being unmatched is always possible")
    return found


def _matching(
    pairs: Pairs, weights: Ints, places: Places, most: Ints, busy: Ints, known: Ints | None, *, alone: bool
) -> Ints | None:
    """Scipy's sparse assignment (Jonker and Volgenant's method).

    A mentor stands there once for every place. Before it begins, the solver looks for any full set, which
    can take exponential time (scipy issue 26147). So every mentee has a place of their own called
    unmatched; or, where a full set is `known`, mentees and the places that they hold have the same
    numbers, in which order it is found at once. Costs are above 0, which the solver takes for no pair;
    without `alone`, being unmatched costs so much that hardly anybody is, and None where somebody is.
    Mentors begin with about as many places as a fair share would fill; only those who fill them get more.
    """
    width, highest, size = len(most), int(np.max(weights)), len(busy)
    dear = (0 if alone else FARTHER * (highest + places.step + 1)) + highest + 1
    if dear + highest + places.step > LARGE:
        if alone:
            raise OverflowError(f"weights above {LARGE} are beyond exact float64")
        return None
    own = 0 if known is not None else size
    tried = np.minimum(most, max(8, 5 * size // (4 * int(np.count_nonzero(most)))))
    if known is not None:
        tried = np.maximum(tried, np.bincount(pairs.columns[known], minlength=width))
    while True:
        first = np.concatenate([[0], np.cumsum(tried)])
        number = _numbered(pairs, first, known)
        times = tried[pairs.columns]
        turn = ranges(np.zeros(len(times), dtype=np.int64), times).astype(np.int32)
        columns = number[np.repeat(first[pairs.columns].astype(np.int32), times) + turn]
        costs = np.repeat((highest + 1 - weights).astype(np.float64), times)
        if places.step:
            costs += places.step * (turn >= np.repeat(places.first[pairs.columns], times))
        ends = np.append(pairs.starts[busy], pairs.starts[-1])
        starts = np.concatenate([[0], np.cumsum(times)])[ends]
        if own:
            columns = np.insert(columns, starts[1:], np.arange(first[-1], first[-1] + own))
            costs = np.insert(costs, starts[1:], dear)
            starts += np.arange(size + 1)
        matrix = csr_array((costs, columns, starts.astype(np.int32)), shape=(size, int(first[-1]) + own))
        matrix.sort_indices()
        chosen, taken = min_weight_full_bipartite_matching(matrix)
        paired = taken < first[-1]
        mentors = np.searchsorted(first, np.argsort(number)[taken[paired]], side="right") - 1
        full = (tried < most) & (np.bincount(mentors, minlength=width) == tried)
        if not full.any():
            if not alone and not paired.all():
                return None
            return pairs.positions(busy[chosen[paired]], mentors, width)
        tried = np.where(full, np.minimum(most, 2 * tried), tried)


def _numbered(pairs: Pairs, first: Ints, known: Ints | None) -> NDArray[np.int32]:
    """[places]: their numbers; those that the known pairs hold come first, in the order of the mentees."""
    places = np.arange(int(first[-1]), dtype=np.int32)
    if known is None:
        return places
    mentors = pairs.columns[known]
    order = np.argsort(mentors, kind="stable")
    held = np.empty_like(mentors)
    held[order] = ranges(first[:-1], np.bincount(mentors, minlength=len(first) - 1))
    number = np.empty_like(places)
    number[held] = np.arange(len(held))
    number[np.setdiff1d(places, held, assume_unique=True)] = np.arange(len(held), len(places))
    return number


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
