"""Searching with few pairs at a time finds the optimum over all of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorkit.assignment import assign, search
from mentorkit.assignment.candidates import Candidates
from mentorkit.assignment.prices import bound
from mentorkit.assignment.solver import solve
from tests.properties.cohorts import Cohort, cohorts


@given(cohorts())
def test_one_pair_at_a_time_gives_the_same_pairs(cohort: Cohort) -> None:
    scores = cohort.scores()
    at_once = assign(cohort.program, scores)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FEW", -1)
        patch.setattr(search, "FIRST", 1)
        patch.setattr(search, "MORE", 1)
        patch.setattr(search, "SAMPLE", 2)
        grown = assign(cohort.program, scores)
    assert grown.pairs == at_once.pairs
    assert grown.proven


@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 3, 1000]), st.sampled_from([3, 1_000_000]))
def test_the_total_is_scipy_s_dense_solver_s(seed: int, places: int, distinct: int) -> None:
    chance = np.random.default_rng(seed)
    mentees, mentors = 60, 25
    weights = chance.integers(1, distinct, size=(mentees, mentors), endpoint=True)
    weights[chance.random(weights.shape) < 0.3] = 0  # not allowed
    capacity = chance.integers(0, places, size=mentors, endpoint=True)
    rows, columns = np.nonzero(weights)
    starts = np.searchsorted(rows, np.arange(mentees + 1))
    candidates = Candidates(starts, rows, columns, weights[rows, columns], mentors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FEW", 50)
        patch.setattr(search, "FIRST", 2)
        patch.setattr(search, "MORE", 2)
        best = search.search(candidates, capacity, candidates.points)
    copied = np.repeat(weights, np.minimum(capacity, mentees), axis=1)
    chosen = linear_sum_assignment(copied, maximize=True)
    total = int(candidates.points[best.chosen].sum())
    assert total == int(copied[chosen].sum())
    assert total == bound(capacity, best.prices, best.gains)
    assert (np.bincount(columns[best.chosen], minlength=mentors) <= capacity).all()


def test_mentors_whom_everybody_ranks_alike_take_few_rounds() -> None:
    """The worst for growing: each mentee's best pairs are everybody's best pairs."""
    people = 400
    rows, columns = (grid.ravel() for grid in np.indices((people, people)))
    weights = 1_000_000 - columns * 1_000
    candidates = Candidates(np.arange(people + 1) * people, rows, columns, weights, people)
    rounds = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FEW", 0)
        patch.setattr(search, "solve", lambda *given: [rounds.append(1), solve(*given)][1])  # type: ignore[func-returns-value]
        best = search.search(candidates, np.ones(people, dtype=np.int64), weights)
    assert len(best.chosen) == people
    assert len(rounds) <= 8
