"""People to arrays: categories, sets and exact numbers, once for all mentees and mentors.

Every array is exact: counts stay far below 2**24 (float32) and 2**53 (float64), numbers become
integers of a common denominator, as Python's own integers where 64 bits might not hold a product.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Some = slice | NDArray[np.int64]
"""Some people, by their numbers."""
ALL = slice(None)
"""Everybody."""
SMALL = 2_000
"""Denominators below this, and remainders below twice this, have products that float32 holds exactly."""
EXACT = 10**9
"""Numerators and denominators below this, times 10**6 points, are exact in float64."""


@dataclass(frozen=True, slots=True)
class Fractions:
    """Values in [0, 1] of a block: [mentees x mentors], or shapes that broadcast to it."""

    numerator: Array
    denominator: Array
    known: Bools


@dataclass(frozen=True, slots=True)
class Truths:
    """Whether a condition holds for the pairs of a block, and where that can be said at all."""

    holds: Bools
    known: Bools


@dataclass(frozen=True, slots=True)
class Listed:
    """Values of listed pairs, and of all others by the group of the mentee and the group of the mentor."""

    left: NDArray[np.int64]
    """[mentees]: the group."""
    right: NDArray[np.int64]
    """[mentors]: the group."""
    rest: Fractions | Truths
    """[groups x groups]."""
    rows: NDArray[np.int64]
    """[listed], rising: the mentees."""
    columns: NDArray[np.int64]
    """[listed]: the mentors."""
    own: Fractions | Truths
    """[listed]."""


Block = Callable[[Some, Some], Fractions]
"""The values of some mentees against some mentors."""
TruthBlock = Callable[[Some, Some], Truths]
"""The same for a condition."""


def rounded(points: int, values: Fractions) -> Array:
    """Points x value, rounded half to even from the exact fraction; whole numbers of any type."""
    numerator, denominator = values.numerator, values.denominator
    if numerator.dtype == object or denominator.dtype == object:
        doubled = 2 * points * numerator
        whole = (doubled + denominator) // (2 * denominator)
        half = (doubled + denominator) % (2 * denominator) == 0
        return np.asarray(whole - (half & (whole % 2 == 1)), dtype=np.int64)
    if numerator.dtype == np.float32 and int(denominator.max(initial=1)) <= SMALL:
        # points = even * denominator + rest: the even multiples are whole, and rounding the small
        # remainder is exact in float32. Halves go to even as a whole, since the multiples are even.
        even = 2 * (points // (2 * denominator))
        rest = (points - even * denominator).astype(np.float32)
        part = numerator * rest
        part /= denominator.astype(np.float32)
        np.rint(part, out=part)
        part += numerator * even.astype(np.float32)
        return part
    # One correctly rounded division of exact integers: no other value lies near a half.
    return np.rint(points * numerator.astype(np.float64) / denominator)


def codes(
    left: Sequence[Hashable | None], right: Sequence[Hashable | None]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Equal numbers for equal values on both sides; -1 for None."""
    numbers: dict[Hashable, int] = {}
    sides = [
        np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in side], dtype=np.int32)
        for side in (left, right)
    ]
    return sides[0], sides[1]


def levels(ranks: Sequence[int | None]) -> tuple[NDArray[np.int32], Bools]:
    """Ranks of levels, 0 where unknown, and which are known."""
    numbers = np.array([0 if rank is None else rank for rank in ranks], dtype=np.int32)
    return numbers, np.array([rank is not None for rank in ranks], dtype=bool)


def memberships(
    left: Sequence[Sequence[tuple[str, int]]], right: Sequence[Collection[str]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weighted items of the left and plain items of the right over the items that both sides have.

    The product of the first with the second transposed sums the weights of common items.
    """
    named = {item for items in left for item, _ in items}
    both = [item for item in dict.fromkeys(chain.from_iterable(right)) if item in named]
    columns = dict(zip(both, range(len(both)), strict=True))
    ours = np.zeros((len(left), len(columns)), dtype=np.float32)
    theirs = np.zeros((len(right), len(columns)), dtype=np.float32)
    for row, items in enumerate(right):
        for item in items:
            if item in columns:
                theirs[row, columns[item]] = 1
    for row, weighted in enumerate(left):
        for item, weight in weighted:
            if item in columns:
                ours[row, columns[item]] = weight
    return ours, theirs


def common_scale(*numbers: Iterable[Decimal | Fraction | None]) -> int:
    """The factor that makes all the numbers whole."""
    return math.lcm(*{Fraction(n).denominator for some in numbers for n in some if n is not None})


def whole(numbers: Sequence[Decimal | Fraction | None], scale: int, limit: int) -> tuple[Array, Bools]:
    """The numbers times `scale` as integers, and which are known.

    int64, or Python's integers where a number times `limit` could leave what is exact.
    """
    scaled = [0 if n is None else int(Fraction(n) * scale) for n in numbers]
    most = max((abs(n) for n in scaled), default=0)
    kind = np.int64 if max(most, scale, limit) < EXACT else object
    return np.array(scaled, dtype=kind), np.array([n is not None for n in numbers], dtype=bool)


def pair_numbers(pairs: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and the columns of pairs."""
    both = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return both[:, 0], both[:, 1]


def outer(left: Bools, right: Bools) -> Bools:
    """Where both sides are true: [left x right]."""
    return np.asarray(left[:, None] & right[None, :], dtype=bool)
