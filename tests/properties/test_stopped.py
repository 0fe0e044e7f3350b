"""A search that is stopped says no more than it knows."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit.assignment import Stopped, Watch, _assign, assign
from mentorkit.assignment.search import Optimum, search
from mentorkit.grid import FULL
from tests.properties.cohorts import Cohort
from tests.properties.markets import POLICIES, markets
from tests.properties.test_crowds import always
from tests.properties.test_search import tiny_steps

How = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize("how", [always, tiny_steps])
@settings(max_examples=settings().max_examples // 5)
@given(st.sampled_from(POLICIES).flatmap(markets))
def test_stopped_at_any_moment_a_set_has_a_bound_that_holds(how: How, cohort: Cohort) -> None:
    scores, asked = cohort.scores(), count()
    with how():
        best = assign(cohort.program, scores, core="scipy", watch=Watch(stop=lambda: next(asked) < 0))
    wanted = [(each.aim, each.value) for each in best.certificates]
    assert best.final
    for moment in range(next(asked)):
        try:
            with how():
                found = assign(cohort.program, scores, core="scipy", watch=stopping(moment))
        except Stopped:
            continue
        assert list(found.pairs) == sorted(found.pairs)
        assert not found.final or found.pairs == best.pairs
        first = found.certificates[0]
        assert (first.aim, first.bound) >= wanted[0]
        assert not found.proven or [(each.aim, each.value) for each in found.certificates] == wanted


def stopping(moment: int) -> Watch:
    """A watch that says stop when it is asked for the last time of so many and one."""
    asked = count()
    return Watch(stop=lambda: next(asked) >= moment)


@given(markets("fair_leximin"))
def test_a_total_at_its_bound_does_not_prove_sorted_scores(cohort: Cohort) -> None:
    def stopped(*given: Any) -> Optimum:
        best = search(*given)
        assert best.value == best.bound
        return replace(best, proven=False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_assign, "search", stopped)
        scores = cohort.scores()
        found = assign(cohort.program, scores, core="scipy")
    free = [mentee for mentee in range(len(scores.mentees)) if mentee not in scores.locks]
    reached = sum(points for (mentee, _), points in found.points.items() if mentee in free)
    assert found.proven == (reached == FULL * len(free))  # nothing is better than all that there is
    assert not found.final
