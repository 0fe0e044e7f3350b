"""What changes are said to cost or bring is what solving again gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit import margins_report
from mentorkit.assignment import Assignment, assign, margins
from mentorkit.assignment.margins import Margins, one_more_place
from mentorkit.people import Person
from mentorkit.scores import Scores
from mentorkit.trial import Trial
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import markets

POLICIES = st.sampled_from(["most_matched", "highest_total"])


def reached(assignment: Assignment) -> tuple[int, int]:
    """Served mentees, weighed by tier (and all of them after the total), and the total less its costs."""
    aims = assignment.aims
    served = sum(aims.served[mentee] for mentee, _ in assignment.pairs)
    total = sum(assignment.points.values()) - aims.cost(mentor for _, mentor in assignment.pairs)
    return int(served), total


def forced(scores: Scores, mentee: int, mentor: int) -> Scores:
    """The same with a pair that is chosen by hand."""
    return replace(scores, locks={**scores.locks, mentee: mentor})


def test_alternatives_are_the_same_by_way_of_the_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one by one as all at once."""
    people = [Random(seed).choices(["finance", "it", "law"], k=12) for seed in range(40)]  # noqa: S311  # no secrets
    for functions in people:
        some = _alike(functions)
        found = assign(some.program, some.scores())
        assert found.optimum is not None
        plain = Margins.of(found, found.optimum)
        assert plain is not None
        told = dict(plain.alternatives(99))
        with monkeypatch.context() as patch:
            patch.setattr(margins, "STEPS", 0)
            patch.setattr(margins, "TOGETHER", 1)
            again = Margins.of(found, found.optimum)
            assert again is not None
            assert dict(again.alternatives(99)) == told


def test_no_alternatives_where_too_many_are_just_as_good(monkeypatch: pytest.MonkeyPatch) -> None:
    some = _alike(["finance"] * 12)
    found = assign(some.program, some.scores())
    assert found.optimum is not None
    monkeypatch.setattr(margins, "MOST", 3)
    assert Margins.of(found, found.optimum) is None


def _alike(functions: list[str]) -> Cohort:
    """Mentees and two thirds as many mentors, of whom nothing is known but the function."""
    mentees = tuple(Person(f"e{n}", {"function": each}) for n, each in enumerate(functions))
    mentors = tuple(Person(f"m{n}", {"function": each}) for n, each in enumerate(functions[::-1][:8]))
    criteria = [{"kind": "same", "field": "function", "weight": 1}]
    return Cohort(program(criteria=criteria), mentors, mentees, {})


@given(POLICIES.flatmap(markets))
def test_every_alternative_costs_what_forcing_it_costs(cohort: Cohort) -> None:
    scores = cohort.scores()
    found = assign(cohort.program, scores)
    assert found.optimum is not None
    before = reached(found)
    exact = Margins.of(found, found.optimum)
    assert exact is not None
    matched = dict(found.pairs)
    for mentee, alternatives in exact.alternatives(99):
        told = {each.mentor: each for each in alternatives}
        assert [each.loss for each in alternatives] == sorted(each.loss for each in alternatives)
        for mentor in range(len(scores.mentors)):
            if mentor == matched.get(mentee) or not scores.places[mentor]:
                continue
            points, allowed = scores.block(slice(mentee, mentee + 1))
            if not allowed[0, mentor] or points[0, mentor] < found.chosen_from.least:
                assert mentor not in told
                continue
            if Counter(scores.locks.values())[mentor] >= scores.places[mentor]:
                continue
            after = reached(assign(cohort.program, forced(scores, mentee, mentor)))
            if mentor in told:
                assert told[mentor].points == points[0, mentor]
                assert after[1] == before[1] - told[mentor].loss
                assert after[0] == before[0]
            else:
                assert after[0] < before[0] or before[1] - after[1] > exact.points


@given(POLICIES.flatmap(lambda policy: markets(policy) | markets(policy, mentees=1, mentors=2)))
def test_one_more_place_brings_what_solving_again_brings(cohort: Cohort) -> None:
    scores = cohort.scores()
    found = assign(cohort.program, scores)
    assert found.optimum is not None
    before = reached(found)
    told = {mentor: gain for mentor, *gain in one_more_place(found, found.optimum)}
    for mentor in range(len(scores.mentors)):
        if mentor in scores.only_locked:
            continue
        places = tuple(count + (at == mentor) for at, count in enumerate(scores.places))
        again = assign(cohort.program, replace(scores, places=places))
        more = reached(again)
        also = len(again.pairs) - len(found.pairs) if found.aims.total_first else 0
        gain = [more[0] - before[0] + also, more[1] - before[1]]
        assert told.get(mentor, [0, 0]) == gain


@given(POLICIES.flatmap(markets))
def test_what_is_said_of_one_more_place_holds_with_tiers_too(cohort: Cohort) -> None:
    scores = cohort.scores()
    found = assign(cohort.program, scores)
    before = totals(found)
    numbers = {person.id: number for number, person in enumerate(scores.mentors)}
    for said in margins_report.more_places(Trial(cohort.program, found)):
        more = numbers[said["mentor"]]
        places = tuple(count + (at == more) for at, count in enumerate(scores.places))
        after = totals(assign(cohort.program, replace(scores, places=places)))
        assert [said["matched"], said["score"]] == [after[0] - before[0], (after[1] - before[1]) / 10_000]


def totals(assignment: Assignment) -> tuple[int, int]:
    """Matched mentees, and the total less its costs."""
    return len(assignment.pairs), reached(assignment)[1]
