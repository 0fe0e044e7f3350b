"""The chain of mentees who move after one change leads to what solving again gives."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from benchmarks import cohorts as crowds
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, assign, chains, margins
from mentorkit.assignment.chains import Chains, Moves
from mentorkit.scores import Scores, lowest_points, same_person
from mentorkit.trial import Trial, above_lowest
from mentorkit.what_if import locked, one_more_place, opened
from tests.properties.cohorts import Cohort
from tests.properties.markets import markets, ordinary
from tests.properties.test_why import ruled

POLICIES = ["most_matched", "highest_total", "fair"]
SETTINGS = settings(max_examples=settings().max_examples // 2)


def after(now: Assignment, moves: Moves) -> list[tuple[int, int]]:
    """The pairs once everybody has moved."""
    found: dict[int, int | None] = {**dict(now.pairs), **moves}
    return sorted((mentee, mentor) for mentee, mentor in found.items() if mentor is not None)


def solved(cohort: Cohort, now: Assignment, changed: Scores) -> list[tuple[int, int]]:
    """The optimum of changed scores; of fair ones that with the lowest score there is."""
    plan = cohort.program
    if plan.matching.optimise == "fair":
        plan = above_lowest(plan, now.chosen_from.least)
    return sorted(assign(plan, changed).pairs)


def chained(cohort: Cohort) -> tuple[Assignment, Chains] | None:
    now = assign(cohort.program, cohort.scores())
    found = Chains.of(now)
    return None if found is None else (now, found)


@pytest.mark.parametrize("optimise", POLICIES)
@SETTINGS
@given(data=st.data())
def test_one_more_place(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise) | ordinary(optimise))
    if (found := chained(cohort)) is None:
        return
    now, ways = found
    for mentor in range(len(now.scores.mentors)):
        if mentor not in now.scores.only_locked and (moves := ways.placed(mentor)) is not None:
            assert after(now, moves) == solved(cohort, now, one_more_place(now.scores, mentor))


@pytest.mark.parametrize("optimise", POLICIES)
@SETTINGS
@given(data=st.data())
def test_one_more_pair(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(ruled(optimise) | markets(optimise))
    if (found := chained(cohort)) is None:
        return
    now, ways = found
    scores, oneself = now.scores, set(same_person(now.scores.mentees, now.scores.mentors))
    for mentee in now.market.mentees.tolist():
        points = scores.grid.block(scores.grid.left[[mentee]])[0, scores.grid.right]
        for mentor in np.flatnonzero((points < 0) & now.market.open).tolist():
            if mentor in scores.only_locked or (mentee, mentor) in oneself:
                continue
            if scores.points_of(mentee, mentor) < lowest_points(scores.matching):
                continue
            moves = ways.opened(mentee, mentor, scores.points_of(mentee, mentor))
            if moves is not None:
                assert after(now, moves) == solved(cohort, now, opened(scores, mentee, mentor))


@pytest.mark.parametrize("optimise", POLICIES)
@SETTINGS
@given(data=st.data())
def test_a_forced_pair(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise) | ordinary(optimise) | ruled(optimise))
    if (found := chained(cohort)) is None:
        return
    now, ways = found
    own = dict(now.pairs)
    for mentee in now.market.mentees.tolist():
        for mentor in range(len(now.scores.mentors)):
            if own.get(mentee) == mentor:
                continue
            moves = ways.forced(mentee, mentor, now.scores.points_of(mentee, mentor))
            if moves is not None:
                assert after(now, moves) == solved(cohort, now, locked(now.scores, mentee, mentor))


@pytest.mark.parametrize("steps", [margins.STEPS, 0], ids=["straight", "by way of the kinds"])
@pytest.mark.parametrize("kind", ["real", "coarse"])
def test_larger_cohorts(kind: str, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(margins, "STEPS", steps)
    monkeypatch.setattr(chains, "PIECE", 7)
    crowd = crowds.cohort(kind, 90)
    scores = replace(crowd.scores(), places=(1,) * 45)
    now = assign(crowd.program, scores)
    ways = Chains.of(now)
    assert ways is not None
    own, changed = dict(now.pairs), 0

    def solved(changed: Scores) -> list[tuple[int, int]]:
        return sorted(assign(crowd.program, changed).pairs)

    for mentor in Random(1).sample(range(45), 15):  # noqa: S311  # no secrets
        moves = ways.placed(mentor)
        assert moves is not None
        assert after(now, moves) == solved(one_more_place(scores, mentor))
        kind_of = scores.grid.right[mentor]
        for mentee in range(mentor % 5, 90, 5):
            points = scores.points_of(mentee, mentor)
            if own.get(mentee) != mentor:
                moves = ways.forced(mentee, mentor, points)
                assert moves is None or after(now, moves) == solved(replace(scores, locks={mentee: mentor}))
                changed += moves is not None
            if mentee not in own and scores.grid.block(scores.grid.left[[mentee]])[0, kind_of] < 0:
                moves = ways.opened(mentee, mentor, points)
                assert moves is not None
                assert after(now, moves) == solved(opened(scores, mentee, mentor))
    assert changed > 10


def test_it_is_said_where_too_many_steps_are_equally_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MOST", 0)
    crowd = crowds.cohort("coarse", 60)
    scores = replace(crowd.scores(), places=(1,) * 30)
    ways = Chains.of(assign(crowd.program, scores))
    assert ways is not None
    assert ways.placed(0) is None
    assert ways.opened(0, 0, 10) is None
    assert ways.forced(0, 0, 10) is None


def test_changes_are_told_unasked_only_where_chains_tell_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = crowds.cohort("coarse", 60)
    now = assign(crowd.program, replace(crowd.scores(), places=(1,) * 30))
    assert now.optimum is not None
    near = margins.Margins.of(now, now.optimum)
    assert Trial(crowd.program, now, near).quick
    monkeypatch.setattr(chains, "MOST", 0)
    assert not Trial(crowd.program, now, near).quick
