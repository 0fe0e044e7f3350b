"""Searching with few pairs at a time finds the optimum over all of them, whichever core solves."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorkit.assignment import Assignment, assign, crowds, search, seen, ties
from mentorkit.assignment.cores import heaviest
from mentorkit.assignment.matching import renewed
from mentorkit.assignment.pairs import Ints, Pairs, Places
from mentorkit.assignment.prices import Holdings, gains, lowest
from tests.properties.cohorts import Cohort
from tests.properties.markets import markets

CORES: list[Any] = [
    "scipy",
    pytest.param(
        "ortools",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("ortools") is None, reason="OR-tools comes with mentorkit[scale]"
        ),
    ),
]
POLICIES = st.sampled_from(["most_matched", "highest_total", "fair"])
Core = Literal["scipy", "ortools"]


@contextmanager
def tiny_steps(near: int = 60_000) -> Iterator[None]:
    """Every search begins with a sample and one pair of each mentee, brings few at a time, and is no flow."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "FEW": -1,
            "EACH": 0,
            "FIRST": 1,
            "MORE": 1,
            "SAMPLE": 2,
            "MANY": 2,
            "NEAR": near,
        }.items():
            patch.setattr(search, name, value)
        patch.setattr(crowds, "LARGEST", -1)
        patch.setattr(seen, "MANY", 2)
        patch.setattr(search, "ALONE", 1)
        patch.setattr(search, "WIDE", 1)
        patch.setattr(ties, "OUTWEIGHS", 2)
        patch.setattr(ties, "PIECE", 3)
        yield


def told(assignment: Assignment) -> list[Any]:
    """Everything that has to be the same however it was found."""
    certificates = [
        (
            each.aim,
            each.value,
            each.bound,
            each.served,
            None if each.prices is None or each.aim == "lowest" else each.prices.tolist(),
        )
        for each in assignment.certificates
    ]
    return [assignment.pairs, assignment.points, certificates, assignment.blocking]


@pytest.mark.parametrize("core", CORES)
@given(POLICIES.flatmap(markets), st.sampled_from([0, 60_000, 2_000_000]))
def test_few_pairs_at_a_time_give_the_same_pairs_and_prices(core: Core, cohort: Cohort, near: int) -> None:
    scores = cohort.scores()
    at_once = assign(cohort.program, scores, core="scipy")
    with tiny_steps(near):
        grown = assign(cohort.program, scores, core=core)
    assert told(grown) == told(at_once)
    assert grown.proven


@pytest.mark.parametrize("core", CORES)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([1, 3, 1000]),
    st.sampled_from([3, 1_000_000]),
    st.sampled_from([0, 2, 300_000]),
)
def test_a_core_s_total_is_scipy_s_dense_solver_s(
    core: Core, seed: int, most: int, distinct: int, step: int
) -> None:
    chance = np.random.default_rng(seed)
    mentees, mentors = 40, 15
    weights = chance.integers(1, distinct, size=(mentees, mentors), endpoint=True)
    weights[chance.random(weights.shape) < 0.3] = 0  # not allowed
    free = chance.integers(0, most, size=mentors, endpoint=True)
    first = np.minimum(free, chance.integers(0, 2, size=mentors)) if step else free
    places = Places(first, free - first, step)
    rows, columns = np.nonzero(weights)
    pairs = Pairs.of(rows, columns, weights[rows, columns], mentees, mentors)
    chosen = heaviest(pairs, places, core, np.zeros(len(pairs.starts) - 1, dtype=bool))
    loads = np.bincount(pairs.columns[chosen], minlength=mentors)
    assert (loads <= free).all()
    assert np.bincount(pairs.rows[chosen], minlength=mentees).max(initial=0) <= 1
    value = int(pairs.weights[chosen].sum()) - places.cost(loads)
    prices = lowest(pairs, places, Holdings.of(pairs, chosen, mentors))
    assert value == places.worth(prices) + int(gains(pairs, prices).sum())
    copies = np.minimum(free, mentees)
    dense = np.repeat(weights, copies, axis=1).astype(float)
    turn = np.concatenate([np.arange(many) for many in copies] or [np.zeros(0)])
    dense = np.where(dense > 0, dense - step * (turn >= np.repeat(first, copies)), 0).clip(min=0)
    expected = dense[linear_sum_assignment(dense, maximize=True)].sum()
    assert value == expected


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("seed", range(12))
def test_who_must_be_matched_and_what_is_known_change_no_optimum(core: Core, seed: int) -> None:
    chance = np.random.default_rng(seed)
    mentees, mentors, outweighs = 30, 12, 10_000
    must = chance.random(mentees) < (1, 0.7, 0.3)[seed % 3]
    there = chance.random((mentees, mentors)) < (0.08, 0.3)[seed % 2]
    rows, columns = np.nonzero(there)
    places = Places(chance.integers(0, 4, size=mentors, endpoint=True), np.zeros(mentors, dtype=np.int64))

    def pairs() -> Pairs:
        weights = chance.integers(1, 9, size=len(rows)) + outweighs * must[rows]
        return Pairs.of(rows, columns, weights, mentees, mentors)

    nobody = np.zeros(mentees, dtype=bool)
    known = heaviest(pairs(), places, core, nobody)
    weighed = pairs()
    expected = int(weighed.weights[heaviest(weighed, places, core, nobody)].sum())
    for before in (None, known):
        chosen = heaviest(weighed, places, core, must, before)
        assert (np.bincount(columns[chosen], minlength=mentors) <= places.all).all()
        assert np.bincount(rows[chosen]).max(initial=0) <= 1
        assert int(weighed.weights[chosen].sum()) == expected


@pytest.mark.parametrize("core", CORES)
def test_perfect_sets_are_found_where_they_outweigh_all_others(core: Core) -> None:
    # The perfect set is the lighter by plain weights, so the caller's word on who must be matched decides.
    rows, columns, weights = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([105, 101, 101])
    pairs = Pairs.of(rows, columns, weights, 2, 2)
    places = Places(np.array([1, 1]), np.array([0, 0]))
    assert heaviest(pairs, places, core, np.ones(len(pairs.starts) - 1, dtype=bool)).tolist() == [1, 2]


@given(st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 20, 400]), st.sampled_from([0, 30]))
def test_a_set_found_from_prices_that_are_near_is_the_heaviest(seed: int, fall: int, step: int) -> None:
    chance = np.random.default_rng(seed)
    mentees, mentors = int(chance.integers(1, 30)), int(chance.integers(1, 12))
    home = chance.integers(0, mentors, size=mentees)
    there = chance.random((mentees, mentors)) < chance.choice([0.1, 0.4, 0.9])
    there[np.arange(mentees), home] = True
    free = np.bincount(home, minlength=mentors) + chance.integers(0, 3, size=mentors)
    first = np.minimum(free, chance.integers(0, 3, size=mentors)) if step else free
    places = Places(first, free - first, step)
    rows, columns = np.nonzero(there)
    outweighs = 10_000  # a set in which everybody is matched is worth more than any other
    pairs = Pairs.of(rows, columns, outweighs + chance.integers(0, 500, size=len(rows)), mentees, mentors)
    known = pairs.positions(np.arange(mentees), home, mentors)
    prices = chance.integers(0, 500, size=mentors) * chance.integers(0, 2, size=mentors)
    best = heaviest(pairs, places, "scipy", np.ones(mentees, dtype=bool))
    if chance.random() < 0.8:  # near to those that prove the optimum
        prices = prices // 50 + lowest(pairs, places, Holdings.of(pairs, best, mentors))

    def value(chosen: Ints) -> int:
        return int(pairs.weights[chosen].sum()) - places.cost(
            np.bincount(pairs.columns[chosen], minlength=mentors)
        )

    found = renewed(pairs, places, known, prices, fall)
    event("found" if found is not None else "not found")
    if found is not None:
        assert np.bincount(pairs.rows[found], minlength=mentees).tolist() == [1] * mentees
        assert (np.bincount(pairs.columns[found], minlength=mentors) <= free).all()
        assert value(found) == value(best)


def test_prices_that_prove_an_optimum_find_it() -> None:
    rows, columns, weights = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([9, 5, 8, 1])
    pairs = Pairs.of(rows, columns, weights, 2, 2)
    places = Places(np.array([1, 1]), np.array([0, 0]))
    known = np.array([0, 3])
    for prices, fall in (([4, 0], 0), ([4, 3], 3)):  # in the second, the price of an empty place fell
        found = renewed(pairs, places, known, np.array(prices), fall)
        assert found is not None
        assert found.tolist() == [1, 2]
