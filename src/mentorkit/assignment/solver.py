"""The heaviest set of pairs within everyone's places, exactly."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from mentorkit.assignment.candidates import Candidates, Ints


def solve(candidates: Candidates, places: Ints, weights: Ints) -> Ints:
    """The chosen pairs' positions among the candidates; weights are positive integers.

    A mentor with several places stands there once a place, and every mentee has a place of their
    own called unmatched, of weight 1 while every pair's weight is raised by 1: so a full matching
    always exists, and forbidden pairs are not there at all.
    """
    wanted = np.bincount(candidates.columns, minlength=candidates.mentors)
    copies = np.minimum(places, wanted)
    first = np.concatenate([[0], np.cumsum(copies)])
    waiting = np.flatnonzero(np.diff(candidates.starts))
    if not len(waiting) or not first[-1]:
        return np.zeros(0, dtype=np.int64)
    number = np.zeros(len(candidates.starts) - 1, dtype=np.int64)
    number[waiting] = np.arange(len(waiting))
    times = copies[candidates.columns]
    origin = np.repeat(np.arange(len(times)), times)
    turn = np.arange(len(origin)) - np.repeat(np.cumsum(times) - times, times)
    columns = first[candidates.columns[origin]] + turn
    rows = number[candidates.rows[origin]]
    alone = np.arange(len(waiting))
    matrix = csr_array(
        (
            np.concatenate([weights[origin] + 1, np.ones(len(waiting), dtype=np.int64)]).astype(np.float64),
            (np.concatenate([rows, alone]), np.concatenate([columns, first[-1] + alone])),
        ),
        shape=(len(waiting), int(first[-1]) + len(waiting)),
    )
    some_rows, some_columns = min_weight_full_bipartite_matching(matrix, maximize=True)
    paired = some_columns < first[-1]
    mentees = waiting[some_rows[paired]]
    mentors = np.searchsorted(first, some_columns[paired], side="right") - 1
    return positions(candidates, mentees, mentors)


def positions(candidates: Candidates, mentees: Ints, mentors: Ints) -> Ints:
    """Where pairs stand among the candidates; they are ordered by mentee, then mentor."""
    wide = candidates.mentors
    order = candidates.rows * wide + candidates.columns
    return np.asarray(np.sort(np.searchsorted(order, mentees * wide + mentors)), dtype=np.int64)
