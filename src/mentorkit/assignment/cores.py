"""The heaviest set among some pairs, exactly, by one of two solvers.

Both are given integer weights and return a heaviest set of pairs within everyone's places; which of
several equally heavy ones is theirs to choose, and settled later.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.matching import matching
from mentorkit.assignment.pairs import Ints, Pairs, Places

Core = Literal["scipy", "ortools"]
Flags = NDArray[np.bool_]
ROUNDS = 20
"""How often it is looked who has one mentor left, once others have theirs."""


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
    return matching(pairs, lighter, places, most, known, alone=False)


def _solved(pairs: Pairs, places: Places, most: Ints, core: Core) -> Ints:
    """Anybody may stay unmatched."""
    busy = np.flatnonzero(np.diff(pairs.starts))
    if core == "ortools":
        found = _flow(pairs, pairs.weights, places, most, busy, alone=True)
    else:
        found = matching(pairs, pairs.weights, places, most, None, alone=True)
    if found is None:
        raise AssertionError("being unmatched is always possible")
    return found


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
