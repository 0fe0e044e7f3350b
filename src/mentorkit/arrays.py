"""People to arrays: categories, sets and exact numbers, once for all mentees and mentors.

Every array is exact: counts stay far below 2**24 (float32) and 2**53 (float64), numbers become
integers of a common denominator, as Python's own integers where 64 bits might not hold a product.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Rows = slice
"""Some mentees, as a slice of their order."""
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


Block = Callable[[Rows], Fractions]
"""The values of some mentees against all mentors."""
TruthBlock = Callable[[Rows], Truths]
"""The same for a condition."""


def rounded(points: int, values: Fractions) -> NDArray[np.int64]:
    """Points x value, rounded half to even from the exact fraction."""
    numerator, denominator = values.numerator, values.denominator
    if numerator.dtype != object:
        # One correctly rounded division of exact integers: no other value lies near a half.
        return np.rint(points * numerator.astype(np.float64) / denominator).astype(np.int64)
    doubled = 2 * points * numerator
    whole = (doubled + denominator) // (2 * denominator)
    half = (doubled + denominator) % (2 * denominator) == 0
    return np.asarray(whole - (half & (whole % 2 == 1)), dtype=np.int64)


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
    left: Sequence[Sequence[tuple[str, int]]], right: Sequence[Iterable[str]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weighted items of the left and plain items of the right over the items that both sides have.

    The product of the first with the second transposed sums the weights of common items.
    """
    named = {item for items in left for item, _ in items}
    columns: dict[str, int] = {}
    at = [
        (row, columns.setdefault(item, len(columns)))
        for row, items in enumerate(right)
        for item in items
        if item in named
    ]
    ours = np.zeros((len(left), len(columns)), dtype=np.float32)
    theirs = np.zeros((len(right), len(columns)), dtype=np.float32)
    for row, column in at:
        theirs[row, column] = 1
    for row, items in enumerate(left):
        for item, weight in items:
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


def scattered(rows: int, entries: Sequence[tuple[int, int, Any]], width: int) -> Callable[[Rows], Array]:
    """The dense rows of a sparse matrix of (row, column, value); the rest is 0."""
    ordered = sorted(entries, key=lambda entry: entry[:2])
    at = np.array([entry[0] for entry in ordered], dtype=np.int64)
    columns = np.array([entry[1] for entry in ordered], dtype=np.int64)
    big = any(abs(entry[2]) >= EXACT for entry in ordered)
    values = np.array([entry[2] for entry in ordered], dtype=object if big else np.int64)
    starts = np.searchsorted(at, np.arange(rows + 1))

    def dense(some: Rows) -> Array:
        first, last = int(starts[some.start]), int(starts[some.stop])
        block = np.zeros((some.stop - some.start, width), dtype=values.dtype)
        block[at[first:last] - some.start, columns[first:last]] = values[first:last]
        return block

    return dense


def outer(left: Bools, right: Bools) -> Bools:
    """Where both sides are true: [left x right]."""
    return np.asarray(left[:, None] & right[None, :], dtype=bool)
