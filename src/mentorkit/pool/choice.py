"""The exact choice: of all sets of people within some limits the largest, then the one with the most points.

scipy's `milp` (HiGHS) finds the set. Its numbers are floating point, so nothing is believed that does not
hold in whole numbers: the set is held against the limits, and the prices of the limits, rounded to whole
points, bound what any set can reach (linear programming duality). Where everybody is in one group each of at
most two fields, the limits are those of a network and the bound is always reached; else it may not be, and a
second search for anything better must fail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mentorkit.pool.quotas import SIZE, Limit
from mentorkit.under_way import along

BITS = 20
"""Bits of a hash that are summed at once: sums over 10,000 people are far below what floating point holds."""
SLICES = 3
"""How often the next so many bits decide between what is still equal."""
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Aim:
    """What was reached for one aim, and what proves that nothing is better."""

    aim: str
    value: int
    bound: int
    proven: bool
    by: Literal["prices", "search"]
    """Whether the prices prove it, or a search for anything better that found nothing."""
    prices: Mapping[int, int]
    """Number of a limit to its price: how much one more person would add; below 0 for what it forces in."""


@dataclass(frozen=True)
class Choice:
    """The people who are chosen, by number, and the proof."""

    chosen: frozenset[int]
    aims: tuple[Aim, ...]


@dataclass(frozen=True)
class Contradiction:
    """Limits that cannot hold together."""

    quotas: tuple[int, ...]
    """The fewest quotas (SIZE among them) that contradict each other."""
    short: int
    """How many people of the groups that must be in are too many."""


class _NotWhole(Exception):
    """The solver's set reaches what it must in floating point, and not in whole numbers."""


@dataclass(frozen=True)
class _Room:
    """What may still be chosen: the people's bounds and the limits."""

    lower: Ints
    upper: Ints
    limits: tuple[Limit, ...]
    beyond: tuple[tuple[Ints, int], ...] = ()
    """Weights and how much of them a set must reach, where prices did not settle an aim."""


def number_of(key: str) -> int:
    """The draw: the first BITS x SLICES bits of the SHA-256 of a normalised id, as a number."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") >> 64 - BITS * SLICES


def choose(
    points: Sequence[int], keys: Sequence[str], limits: Sequence[Limit], staying: frozenset[int]
) -> Choice | Contradiction:
    """The largest set within the limits, of these the one with the most points, then with the highest hashes.

    `staying` are in whatever happens. Hashes are summed BITS at a time, the upper bits first.
    """
    count = len(points)
    lower = np.array([number in staying for number in range(count)], dtype=np.int64)
    room = _Room(lower, np.ones(count, dtype=np.int64), tuple(limits))
    if _best(np.zeros(count, dtype=np.int64), room) is None:
        return _contradiction(room)
    hashes = [number_of(key) for key in keys]
    weights = [("count", [1] * count), ("points", list(points))]
    for level in range(1, SLICES + 1):
        shift = BITS * (SLICES - level)
        weights.append((f"draw {level}", [each >> shift & ((1 << BITS) - 1) for each in hashes]))
    aims: list[Aim] = []
    found = lower
    for name, numbers in along("choosing the pool", weights):
        if len(aims) < 2 or not _is_settled(room):  # count and points are always told
            aim, found, room = _settled(name, np.array(numbers, dtype=np.int64), room, found)
            aims.append(aim)
    return Choice(frozenset(np.flatnonzero(found).tolist()), tuple(aims))


def _is_settled(room: _Room) -> bool:
    return bool((room.lower == room.upper).all())


def _settled(name: str, weights: Ints, room: _Room, before: Ints) -> tuple[Aim, Ints, _Room]:
    """The best set for one aim, and the room that is left to those that are as good.

    `before` is a set in that room; it stands where the solver's numbers leave open whether there is more.
    """
    prices = _prices(weights, room)
    bound, proven, found = _bound(weights, prices, room), True, before
    try:
        better = _best(weights, room)
        while better is not None:
            found = better
            least = int(weights @ found) + 1
            if bound < least:
                break
            # Prices do not prove it: look for anything better until there is nothing.
            better = _best(weights, replace(room, beyond=(*room.beyond, (weights, least))))
    except _NotWhole:
        proven = False
    value = int(weights @ found)
    closed = bound == value
    at_price = {number: price for number, price in enumerate(prices.tolist()) if price}
    proven = proven or closed
    limit = value if proven else bound
    aim = Aim(name, value, limit, proven, "prices" if closed else "search", at_price if closed else {})
    if closed:
        return aim, found, _equally_good(weights, prices, room)
    return aim, found, replace(room, beyond=(*room.beyond, (weights, value)))


def _best(weights: Ints, room: _Room) -> Ints | None:
    """The set of the highest weight, 0 or 1 for everybody; None where no set is within the limits.

    Raises _NotWhole.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    if not room.limits:
        return np.where(weights > 0, room.upper, room.lower)
    if not len(weights):
        return weights if all(limit.low <= 0 for limit in room.limits) else None
    matrix, low, high = _matrix(room)
    done = milp(
        -weights.astype(float),
        integrality=np.ones(len(weights), dtype=np.int64),
        bounds=Bounds(room.lower, room.upper),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0.0},
    )
    if done.status == 2:  # no set is within the limits
        return None
    if done.x is None:
        raise ArithmeticError(f"the solver gave up: {done.message}")
    found = np.rint(done.x).astype(np.int64)
    for limit in room.limits:
        chosen = int(found[list(limit.members)].sum())
        if not limit.low <= chosen <= limit.high:
            raise ArithmeticError("the solver's set is outside the limits")
    for over, least in room.beyond:
        if int(over @ found) < least:
            raise _NotWhole
    return found


def _matrix(room: _Room) -> tuple[Any, NDArray[np.float64], NDArray[np.float64]]:
    """The limits as rows: [limits x people], the fewest and the most."""
    from scipy.sparse import csr_array

    sizes = [len(limit.members) for limit in room.limits]
    rows = np.repeat(np.arange(len(sizes)), sizes)
    columns = np.concatenate([np.array(limit.members, dtype=np.int64) for limit in room.limits])
    values = np.ones(len(columns))
    low = [float(limit.low) for limit in room.limits]
    high = [float(limit.high) for limit in room.limits]
    for number, (weights, least) in enumerate(room.beyond, start=len(sizes)):
        rows = np.concatenate([rows, np.full(len(weights), number)])
        columns = np.concatenate([columns, np.arange(len(weights))])
        values = np.concatenate([values, weights.astype(float)])
        low.append(float(least))
        high.append(np.inf)
    shape = (len(low), len(room.lower))
    return csr_array((values, (rows, columns)), shape=shape), np.array(low), np.array(high)


def _prices(weights: Ints, room: _Room) -> Ints:
    """Each limit's price, rounded to a whole number; any prices bound, the best ones bound well."""
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    prices = np.zeros(len(room.limits), dtype=np.int64)
    if not len(weights) or room.beyond:
        return prices
    matrix, low, high = _matrix(room)
    done = linprog(
        -weights.astype(float),
        A_ub=vstack([matrix, -matrix]),
        b_ub=np.concatenate([high, -low]),
        bounds=list(zip(room.lower.tolist(), room.upper.tolist(), strict=True)),
        method="highs-ds",
    )
    if done.status != 0:
        return prices
    most, least = np.split(-done.ineqlin.marginals, 2)
    return np.asarray(np.rint(most - least), dtype=np.int64)


def _left(weights: Ints, prices: Ints, room: _Room) -> Ints:
    """What everybody is worth beyond the prices of the limits that they fall under."""
    left = weights.copy()
    for limit, price in zip(room.limits, prices.tolist(), strict=True):
        if price:
            left[list(limit.members)] -= price
    return left


def _bound(weights: Ints, prices: Ints, room: _Room) -> int:
    """What no set can exceed: the limits at their prices, and what people are worth beyond."""
    left = _left(weights, prices, room)
    people = int(np.where(left > 0, left * room.upper, left * room.lower).sum())
    return people + sum(
        int(price) * (limit.high if price > 0 else limit.low)
        for limit, price in zip(room.limits, prices.tolist(), strict=True)
    )


def _equally_good(weights: Ints, prices: Ints, room: _Room) -> _Room:
    """The room of exactly those sets that reach the bound (complementary slackness)."""
    left = _left(weights, prices, room)
    limits = tuple(
        replace(
            limit, low=limit.high if price > 0 else limit.low, high=limit.low if price < 0 else limit.high
        )
        for limit, price in zip(room.limits, prices.tolist(), strict=True)
    )
    lower = np.where(left > 0, room.upper, room.lower)
    upper = np.where(left < 0, room.lower, room.upper)
    return replace(room, lower=lower, upper=upper, limits=limits)


def _contradiction(room: _Room) -> Contradiction:
    """The fewest quotas that contradict each other: each in turn is left out where that changes nothing."""
    nothing = np.zeros(len(room.lower), dtype=np.int64)
    kept = list(dict.fromkeys(limit.quota for limit in room.limits))
    for quota in tuple(kept):
        rest = tuple(limit for limit in room.limits if limit.quota in kept and limit.quota != quota)
        if _best(nothing, replace(room, limits=rest)) is None:
            kept.remove(quota)
    limits = tuple(limit for limit in room.limits if limit.quota in kept)
    return Contradiction(tuple(kept), _short(replace(room, limits=limits)))


def _short(room: _Room) -> int:
    """How many people are missing at least from the groups that must be in."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack

    if not len(room.lower):
        return sum(limit.low for limit in room.limits)
    matrix, low, high = _matrix(room)
    people, rows = len(room.lower), len(room.limits)
    missing = csr_array(np.diag(np.ones(rows)))
    done = milp(
        np.concatenate([np.zeros(people), np.ones(rows)]),
        integrality=np.ones(people + rows, dtype=np.int64),
        bounds=Bounds(
            np.concatenate([room.lower, np.zeros(rows)]), np.concatenate([room.upper, np.maximum(low, 0.0)])
        ),
        constraints=[
            LinearConstraint(hstack([matrix, missing]), low, np.full(rows, np.inf)),
            LinearConstraint(hstack([matrix, 0 * missing]), np.full(rows, -np.inf), high),
        ],
    )
    if done.x is None:
        raise ArithmeticError(f"the solver gave up: {done.message}")
    return round(float(done.fun))


__all__ = ["SIZE", "Aim", "Choice", "Contradiction", "choose", "number_of"]
