"""Weights as whole points that sum to exactly all there are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

FULL = 1_000_000
"""The points of somebody, or of a pair, that has 1 everywhere."""
POINT = 10_000
"""The points of one unit of score."""


def apportion(weights: Sequence[Fraction]) -> tuple[int, ...]:
    """Weights as integers that sum to exactly FULL: largest remainder (Hamilton), ties in file order."""
    shares = [FULL * weight / sum(weights) for weight in weights]
    points = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda n: points[n] - shares[n])
    for number in by_remainder[: FULL - sum(points)]:
        points[number] += 1
    return tuple(points)
