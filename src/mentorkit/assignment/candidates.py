"""The pairs that may be chosen, as a sparse matrix row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.scores import Scores, lowest_points

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Candidates:
    """Allowed pairs at or above the floor, ordered by mentee, then mentor."""

    starts: Ints
    """[mentees + 1]: where each mentee's pairs begin."""
    rows: Ints
    """[pairs]: the mentee."""
    columns: Ints
    """[pairs]: the mentor."""
    points: Ints
    """[pairs]: 0 to 10**6."""
    mentors: int
    """How many mentors there are, with or without pairs."""

    def only(self, keep: NDArray[np.bool_]) -> Candidates:
        """Some of the pairs."""
        counts = np.concatenate([[0], np.cumsum(keep)])
        return Candidates(
            counts[self.starts], self.rows[keep], self.columns[keep], self.points[keep], self.mentors
        )


def collect(scores: Scores) -> Candidates:
    """The pairs of all mentees whom no lock decides."""
    least = lowest_points(scores.matching)
    locked = np.array(sorted(scores.locks), dtype=np.int64)
    rows, columns, points = [], [], []
    for chunk in scores.chunks():
        values, allowed = scores.block(chunk)
        allowed &= values >= least
        inside = locked[(locked >= chunk.start) & (locked < chunk.stop)]
        allowed[inside - chunk.start] = False
        some_rows, some_columns = np.nonzero(allowed)
        rows.append(some_rows + chunk.start)
        columns.append(some_columns)
        points.append(values[some_rows, some_columns])
    empty = np.zeros(0, dtype=np.int64)
    all_rows = np.concatenate([empty, *rows])
    starts = np.searchsorted(all_rows, np.arange(len(scores.mentees) + 1))
    return Candidates(
        starts,
        all_rows,
        np.concatenate([empty, *columns]),
        np.concatenate([empty, *points]),
        len(scores.mentors),
    )
