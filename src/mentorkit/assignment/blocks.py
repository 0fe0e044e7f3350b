"""What a block of pairs offers above prices, and the best of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.pairs import Ints


def offered(
    points: NDArray[np.float32], asked: NDArray[np.floating], unit: int, least: int, never: float
) -> NDArray[np.floating]:
    """What pairs offer above the prices, `never` and less where they may not be chosen."""
    if asked.dtype == np.float32:
        if least:
            points += (points < least) * np.float32(never)
        points -= asked
        return points
    above = points * np.float64(unit)
    above -= asked
    np.copyto(above, never, where=points < least)
    return above


def heaviest(
    values: NDArray[np.floating], limit: NDArray[np.floating], count: int, turns: Ints
) -> tuple[Ints, Ints, NDArray[np.floating]]:
    """About `count` of each row's highest values above its limit, and [rows] what no other is above.

    The highest of the best of 4 x count groups of columns are among the highest of all, and quick to
    find. Where very many are equal, rows begin at different columns, so that not all try the same.
    """
    height, width = values.shape
    groups = 4 * count
    above = values > limit[:, None]
    bar = limit
    whole = int(above.sum()) <= count * height
    if not whole and width > 2 * groups:
        even = width // groups * groups
        tops = values[:, :even].reshape(height, -1, groups).max(axis=1)
        tops = np.concatenate([tops, values[:, even:]], axis=1)
        bar = np.maximum(limit, np.partition(tops, -count, axis=1)[:, -count])
        above &= values >= bar[:, None]
    rows, columns = np.divmod(np.flatnonzero(above), width)
    if not whole and len(rows) > 2 * count * height:
        turned = (columns - turns[rows] * 7_919) % width
        order = np.lexsort((turned, -values[rows, columns], rows))
        starts = np.searchsorted(rows, np.arange(height))
        first = np.arange(len(order)) - starts[rows] < count
        bar = bar.copy()
        np.maximum.at(bar, rows[order[~first]], values[rows[order[~first]], columns[order[~first]]])
        rows, columns = rows[order[first]], columns[order[first]]
    return rows, columns, bar


def joined(some: list[tuple[Ints, ...]], width: int) -> tuple[Ints, ...]:
    """So many arrays of each piece, one piece after another."""
    empty = np.zeros(0, dtype=np.int64)
    return tuple(np.concatenate([empty, *(each[at] for each in some)]) for at in range(width))
