"""What one more mentor would bring is what solving again with them finds; bars are real optima."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from benchmarks import cohorts as crowds
from hypothesis import given
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, assign
from mentorkit.assignment.newcomers import Newcomers
from mentorkit.other_mentors import with_mentors
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.recruits import NEWCOMER, kinds
from mentorkit.scores import Scores
from mentorkit.what_if import Outcome
from tests.properties.cohorts import Cohort, cohorts, people


@st.composite
def markets(draw: st.DrawFn) -> tuple[Cohort, Person, int]:
    """A cohort of any aims that sum up, with somebody who may come and some places for them."""
    fixed: dict[str, Any] = draw(
        st.sampled_from(
            [
                {},
                {"balance": {"spread": 5}},
                {"balance": {"spread": 40}},
                {"priority": [{"field": "function", "value": "finance"}]},
                {
                    "priority": [
                        {"field": "level", "value": "junior"},
                        {"field": "function", "value": "finance"},
                    ],
                    "balance": {"spread": 12.5},
                },
            ]
        )
    )
    cohort = draw(cohorts(least=1, most=6, **fixed))
    (person,) = draw(people("x", ["nobody"], 1, 1))
    values = {name: value for name, value in person.values.items() if name not in ("manager", "preferences")}
    places = draw(st.integers(0, 4))
    return cohort, Person(NEWCOMER, values), places


def among_newcomers(scores: Scores, *newcomers: Person) -> Scores:
    return replace(
        scores,
        mentors=newcomers,
        places=(1,) * len(newcomers),
        locks={},
        waived={},
        forbidden=frozenset(),
        only_locked=frozenset(),
    )


def solved_again(program: Program, scores: Scores, person: Person, places: int) -> Assignment:
    """The optimum with somebody more who has so many places."""
    able = [each for column, each in enumerate(scores.mentors) if column not in scores.only_locked]
    changed = with_mentors(scores, [*able, person])
    column = [each.id for each in changed.mentors].index(NEWCOMER)
    found = tuple(places if at == column else each for at, each in enumerate(changed.places))
    return assign(program, replace(changed, places=found))


def difference(program: Program, now: Assignment, then: Assignment) -> tuple[int, int]:
    before, after = (Outcome.of(program, each, now.scores.locks) for each in (now, then))
    return after.matched - before.matched, after.total - before.total


@given(markets())
def test_what_a_newcomer_brings_is_what_solving_again_finds(market: tuple[Cohort, Person, int]) -> None:
    cohort, person, places = market
    scores = cohort.scores()
    now = assign(cohort.program, scores)
    assert now.optimum is not None
    newcomers = Newcomers(now, now.optimum, among_newcomers(scores, person).grid)
    then = solved_again(cohort.program, scores, person, places)
    assert newcomers.brought(0, places) == difference(cohort.program, now, then)


@pytest.mark.parametrize("kind", ["real", "coarse", "grades"])
@pytest.mark.parametrize("share", [0.1, 0.4, 1], ids="{:.0%} of the mentors".format)
def test_the_same_in_a_crowd(kind: str, share: float) -> None:
    """Paths are longer here, and there are more places than mentees who may have them."""
    crowd = crowds.cohort(kind, 40, seed=3)
    scores = crowd.scores()
    scores = with_mentors(scores, scores.mentors[: int(share * len(scores.mentors))])
    now = assign(crowd.program, scores)
    assert now.optimum is not None
    some = [each.person for each in kinds(crowd.program, crowd.facts, crowd.mentors)[::6]]
    newcomers = Newcomers(now, now.optimum, among_newcomers(scores, *some).grid)
    for number, person in enumerate(some):
        for places in (1, 3, 40):
            then = solved_again(crowd.program, scores, person, places)
            assert newcomers.brought(number, places) == difference(crowd.program, now, then)


@given(cohorts(most=6))
def test_the_same_mentors_are_the_same_scores(cohort: Cohort) -> None:
    scores = cohort.scores()
    able = [each for column, each in enumerate(scores.mentors) if column not in scores.only_locked]
    again = with_mentors(scores, reversed(able))
    assert replace(again, matching=scores.matching) == scores
