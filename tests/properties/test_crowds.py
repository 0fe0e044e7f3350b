"""A flow between kinds of people finds the optimum over all people, at the same prices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit.assignment import assign, crowds
from mentorkit.assignment.cores import heaviest
from mentorkit.assignment.crowds import Crowds, settled
from mentorkit.assignment.pairs import Groups, Pairs, Places
from mentorkit.assignment.prices import Holdings, gains, lowest
from mentorkit.assignment.watch import Watch
from tests.properties.cohorts import Cohort
from tests.properties.markets import markets
from tests.properties.test_search import told


def crowd(seed: int, most: int, distinct: int, step: int) -> tuple[Crowds, Places, Pairs]:
    """Kinds of people, their places, and the same people one by one."""
    chance = np.random.default_rng(seed)
    weights = chance.integers(0, distinct, size=(chance.integers(1, 7), chance.integers(1, 7)), endpoint=True)
    weights = np.where(chance.random(weights.shape) < 0.3, -1, weights)
    mentee_kinds = chance.integers(0, weights.shape[0], size=chance.integers(0, 25))
    mentor_kinds = chance.integers(-1, weights.shape[1], size=chance.integers(1, 12))
    free = chance.integers(0, most, size=len(mentor_kinds), endpoint=True) * (mentor_kinds >= 0)
    first = np.minimum(free, chance.integers(0, 3, size=len(free))) if step else free
    each = weights[mentee_kinds][:, mentor_kinds]
    rows, columns = np.nonzero((each >= 0) & (mentor_kinds >= 0))
    pairs = Pairs.of(rows, columns, each[rows, columns], len(mentee_kinds), len(mentor_kinds))
    ours, theirs = Groups.of(mentee_kinds, weights.shape[0]), Groups.of(mentor_kinds, weights.shape[1])
    return Crowds(ours, theirs, weights), Places(first, free - first, step), pairs


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([1, 3, 1000]),
    st.sampled_from([1, 3, 1_000_000]),
    st.sampled_from([0, 2, 300_000]),
)
def test_a_flow_between_kinds_is_the_optimum_of_people(
    seed: int, most: int, distinct: int, step: int
) -> None:
    kinds, places, pairs = crowd(seed, most, distinct, step)
    found = settled(kinds, places, Watch())
    assert found is not None
    assert found.proven
    width = len(places.first)
    loads = np.bincount(found.columns, minlength=width)
    assert (loads <= places.all).all()
    assert np.bincount(found.rows, minlength=1).max() <= 1
    keys = pairs.rows * width + pairs.columns
    at = np.searchsorted(keys, found.rows * width + found.columns)
    assert (pairs.weights[at] == found.weights).all()
    chosen = heaviest(pairs, places, "scipy", np.zeros(len(pairs.starts) - 1, dtype=bool))
    holdings = Holdings.of(pairs, chosen, width)
    assert int(found.weights.sum()) - places.cost(loads) == int(pairs.weights[chosen].sum()) - places.cost(
        holdings.loads
    )
    prices = lowest(pairs, places, holdings)
    assert (found.gains == gains(pairs, prices)).all()
    with_a_place = places.all > 0
    assert (found.prices[with_a_place] == prices[with_a_place]).all()


@given(st.integers(0, 2**32 - 1), st.integers(0, 8), st.sampled_from([0, 2]))
def test_stopped_early_the_prices_still_bound_every_set(seed: int, steps: int, step: int) -> None:
    kinds, places, pairs = crowd(seed, 3, 1_000, step)
    asked = iter(range(1_000))
    found = settled(kinds, places, Watch(stop=lambda: next(asked) >= steps))
    best = settled(kinds, places, Watch())
    assert found is not None
    assert best is not None

    def worth(rows: int, columns: np.ndarray) -> int:
        return rows - places.cost(np.bincount(columns, minlength=len(places.first)))

    bound = places.worth(found.prices) + int(found.gains.sum())
    assert bound >= worth(int(best.weights.sum()), best.columns)
    assert bound >= worth(int(found.weights.sum()), found.columns)
    assert (gains(pairs, found.prices) <= found.gains).all()


@contextmanager
def always() -> Iterator[None]:
    """Everybody is seen as one of a kind of people, however few are alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "ALIKE", 0)
        yield


@given(st.sampled_from(["most_matched", "highest_total", "fair", "fair_leximin"]).flatmap(markets))
def test_kinds_give_the_same_pairs_and_prices_as_people(cohort: Cohort) -> None:
    scores = cohort.scores()
    by_people = assign(cohort.program, scores, core="scipy")
    with always():
        by_kinds = assign(cohort.program, scores, core="scipy")
    assert told(by_kinds) == told(by_people)
    assert by_kinds.proven


@given(st.sampled_from(["most_matched", "highest_total"]).flatmap(markets))
def test_too_many_steps_are_left_to_the_search(cohort: Cohort) -> None:
    scores = cohort.scores()
    by_people = assign(cohort.program, scores, core="scipy")
    with always(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "WORK", -1)
        searched = assign(cohort.program, scores, core="scipy")
    assert told(searched) == told(by_people)
