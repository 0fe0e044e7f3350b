"""The proofs of a run worked out again: gains, bounds, blocking pairs and what no exchange can improve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mentorkit.under_way import along
from mentorkit.verify.aims import Aims
from mentorkit.verify.cast import Cast
from mentorkit.verify.plain import Ints
from mentorkit.verify.wishes import Wishes


@dataclass(frozen=True)
class Chosen:
    """The pairs of a run as numbers: only people who may take part, each mentee once."""

    mentor_of: Mapping[int, int]
    points: Mapping[int, int]
    """Matched mentee to the points of the pair."""
    loads: Counter[int]

    def free(self, cast: Cast) -> dict[int, int]:
        """The points of the pairs that no lock decided."""
        return {mentee: points for mentee, points in self.points.items() if mentee not in cast.locks}


@dataclass
class Scan:
    """What one walk through the mentees found; each list is by mentee."""

    seen: Sequence[int]
    possible: int = 0
    """Pairs that may be chosen."""
    gains: dict[int, int] = field(default_factory=dict)
    lowest_gains: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    """What stands in the way of a mentee: nobody allowed, the floor, or places."""
    blocking: int = 0
    unchecked: Counter[str] = field(default_factory=Counter)
    open_to: dict[int, NDArray[np.uint8]] = field(default_factory=dict)
    """Whom the mentees may have, a bit a mentor; only where exchanges are looked for."""


def walk(
    cast: Cast,
    aims: Aims,
    chosen: Chosen,
    seen: Sequence[int],
    prices: Sequence[int] | None,
    lowest: tuple[int, Sequence[int]] | None,
    *,
    keep: bool,
    bonus: int = 0,
) -> Scan:
    """Work out some mentees' rows once, for all that is checked in them.

    `prices` are each mentor's in the combined weights; `lowest` the lowest points and the prices that
    prove it; `keep` whether the possible pairs are kept for `exchange`; `bonus` what a living pair weighs
    more.
    """
    scan = Scan(seen)
    wishes = Wishes(cast, dict(chosen.mentor_of), dict(chosen.points))
    dear = None if prices is None else aims.numbers(prices)
    cover = None if lowest is None else aims.numbers(lowest[1])
    for mentee in along("checking all pairs of each mentee", seen):
        allowed = cast.allowed(mentee, scan.unchecked)
        if mentee in cast.locks:
            continue
        points = cast.points(mentee)
        choosable = allowed & (points >= cast.least)
        scan.possible += int(choosable.sum())
        scan.reasons[mentee] = "no_eligible_mentor" if not allowed.any() else "below_floor"
        scan.blocking += wishes.blocking(mentee, points, choosable)
        if keep:
            scan.open_to[mentee] = np.packbits(choosable)
        if choosable.any():
            scan.reasons[mentee] = "places_full"
        if dear is not None:
            at_least = choosable if lowest is None else choosable & (points >= lowest[0])
            offers = aims.weights(mentee, points.astype(dear.dtype)) - dear
            if bonus and mentee in cast.living:
                offers[cast.living[mentee]] += bonus
            scan.gains[mentee] = _most(offers, at_least)
        if cover is not None and lowest is not None:
            above = choosable & (points > lowest[0])
            scan.lowest_gains[mentee] = _most(aims.served(mentee) - cover, above)
    return scan


def _most(numbers: Ints, where: NDArray[np.bool_]) -> int:
    some = numbers[where]
    return max(0, int(some.max())) if len(some) else 0


def places_worth(cast: Cast, aims: Aims, prices: Sequence[int], *, costs: bool = True) -> int:
    """What the free places are worth under the prices: each its price less what it costs, if above 0."""
    taken = Counter(lock.mentor for lock in cast.locks.values())
    total = 0
    for mentor, price in enumerate(prices):
        first, last = taken[mentor] + 1, cast.places[mentor]
        if price > 0 and first <= last:
            at_first = max(0, price - (aims.cost(first) if costs else 0))
            further = max(0, price - (aims.cost(2) if costs else 0))
            total += at_first + (last - first) * further
    return total


def weight_of(cast: Cast, aims: Aims, chosen: Chosen) -> int:
    """The combined weight of the pairs that no lock decided, less what their places cost."""
    weights = sum(
        aims.served(mentee) * aims.served_unit + points * aims.unit + int(aims.total_first)
        for mentee, points in chosen.free(cast).items()
    )
    taken = Counter(lock.mentor for lock in cast.locks.values())
    costs = sum(
        aims.cost(place)
        for mentor, load in chosen.loads.items()
        for place in range(taken[mentor] + 1, load + 1)
    )
    return weights - costs


def exchange(cast: Cast, aims: Aims, chosen: Chosen, scan: Scan) -> bool:
    """Whether an unmatched mentee could get a place, or take that of a mentee of a later tier.

    Follows who could give way to whom. Sets of mentees that can be matched together form a matroid, so a set
    that no such exchange improves serves the tiers best, and matches the most (Rado 1957).
    """
    holders: dict[int, list[int]] = {}
    for mentee in chosen.free(cast):
        holders.setdefault(chosen.mentor_of[mentee], []).append(mentee)
    waiting = [mentee for mentee in scan.open_to if mentee not in chosen.mentor_of]
    for worth in sorted({aims.served(mentee) for mentee in waiting}):
        start = [mentee for mentee in waiting if aims.served(mentee) == worth]
        if _reaches(cast, aims, chosen, scan, holders, start, worth):
            return True
    return False


def _reaches(
    cast: Cast,
    aims: Aims,
    chosen: Chosen,
    scan: Scan,
    holders: Mapping[int, list[int]],
    start: Iterable[int],
    worth: int,
) -> bool:
    new = np.ones(len(cast.mentors), dtype=bool)
    queue = list(start)
    for mentee in queue:
        row = np.unpackbits(scan.open_to[mentee], count=len(cast.mentors)).astype(bool) & new
        for mentor in np.flatnonzero(row).tolist():
            if chosen.loads[mentor] < cast.places[mentor]:
                return True
            if any(aims.served(holder) < worth for holder in holders.get(mentor, ())):
                return True
            queue += holders.get(mentor, ())
        new &= ~row
    return False
