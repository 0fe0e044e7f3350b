"""The brute force of the other tests, held against plain enumeration and another solver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from mentorkit.people import Person
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import POLICIES, TABLE, courtships, markets
from tests.properties.oracle import Market, Pairs, best, market, tie_break
from tests.properties.stable_oracle import blocking, sets_of_pairs, stable_sets

Ints = NDArray[np.int64]
FEWER = settings(max_examples=settings().max_examples // 2)
"""Half as many examples as the profile has: the brute force is held against itself here."""


def worth(market: Market, pairs: Pairs) -> tuple[Any, ...]:
    """The aims as the design words them, in their order, and the ties."""
    served, total = market.served(pairs)[: market.entries], market.total(pairs)
    free = pairs - market.held
    ascending = sorted(market.points[pair] for pair in free)
    hashes = [tie_break(market.mentees[mentee], market.mentors[mentor]) for mentee, mentor in free]
    ties = tuple(map(sum, zip(*hashes, strict=True)))
    match market.optimise:
        case "most_matched":
            return served, len(pairs), total, ties
        case "highest_total":
            return served, total, len(pairs), ties
        case "fair":
            return served, len(pairs), ascending[:1], total, ties
    return served, len(pairs), ascending, total, ties


@pytest.mark.parametrize("optimise", POLICIES[:-1])
@FEWER
@given(data=st.data())
def test_the_best_set_is_the_best_of_all_sets(optimise: str, data: st.DataObject) -> None:
    few = market(data.draw(markets(optimise, mentees=4, mentors=4)))
    found = best(few)
    every = list(sets_of_pairs(few))
    assert found in every
    assert worth(few, found) == max(worth(few, pairs) for pairs in every)


@pytest.mark.parametrize("optimise", POLICIES[:2])
@FEWER
@given(data=st.data())
def test_the_highest_sum_is_an_integer_program_s(optimise: str, data: st.DataObject) -> None:
    drawn = market(data.draw(markets(optimise)))
    some = replace(drawn, entries=0, tiers=(0,) * len(drawn.tiers))
    assume(some.choosable)
    pairs, mentors = sorted(some.choosable), len(some.mentors)
    rows = np.zeros((len(some.mentees), len(pairs) + mentors))
    places = np.zeros((mentors, len(pairs) + mentors))
    further = np.zeros((mentors, len(pairs) + mentors))
    for at, (row, column) in enumerate(pairs):
        rows[row, at] = places[column, at] = further[column, at] = 1
    further[:, len(pairs) :] = -np.eye(mentors)
    held = np.array([some.loads(some.held)[column] for column in range(mentors)])
    points = np.array([some.points[pair] for pair in pairs] + [-some.spread] * mentors)
    count = np.array([1] * len(pairs) + [0] * mentors)
    limits = [
        LinearConstraint(rows, ub=1),
        LinearConstraint(places, ub=np.array(some.places) - held),
        LinearConstraint(further, ub=1 - held),  # the number of further mentees is at least load - 1
    ]
    first, second = (count, points) if optimise == "most_matched" else (points, count)

    def highest(values: Ints) -> int:
        whole = Bounds(0, [1] * len(pairs) + [99] * mentors)
        kinds = np.ones(len(values), dtype=np.int64)
        solved = milp(
            -values, integrality=kinds, bounds=whole, constraints=limits, options={"mip_rel_gap": 0.0}
        )
        assert solved.fun is not None
        return round(-solved.fun)

    reached = highest(first)
    limits.append(LinearConstraint(first, lb=reached - 0.5))
    theirs = [reached, highest(second)]
    found = best(some) - some.held
    held_points = sum(some.points[pair] for pair in some.held)  # which the integer program does not have
    ours = [len(found), some.total(found | some.held) - held_points]
    assert ours == (theirs if optimise == "most_matched" else theirs[::-1])


@given(courtships() | markets("stable", mentees=5, mentors=4, distinct=True))
def test_mentees_proposing_in_turn_reach_a_stable_set_that_is_best_for_all_of_them(cohort: Cohort) -> None:
    """Gale and Shapley's own procedure, one proposal at a time."""
    some = market(cohort)
    loads = some.loads(some.held)
    free = {column: places - loads[column] for column, places in enumerate(some.places)}
    holding: dict[int, set[int]] = {column: set() for column in free}
    lists = {
        row: sorted((pair for pair in some.choosable if pair[0] == row), key=some.mentee_likes)
        for row in range(len(some.mentees))
    }
    waiting = list(lists)
    while waiting:
        row = waiting.pop()
        if not lists[row]:
            continue
        mentor = lists[row].pop()[1]
        holding[mentor].add(row)
        if len(holding[mentor]) > free[mentor]:
            last = min(holding[mentor], key=lambda mentee: some.mentor_likes((mentee, mentor)))
            holding[mentor].remove(last)
            waiting.append(last)
    found = some.held | {(row, mentor) for mentor, rows in holding.items() for row in rows}
    assert not blocking(some, found)
    every = stable_sets(some)
    assert found in every
    for other in every:
        assert dict(other).keys() == dict(found).keys()
        for mentee, mentor in other - some.held:
            assert some.mentee_likes((mentee, dict(found)[mentee])) >= some.mentee_likes((mentee, mentor))


def test_a_worked_example_of_blocking_pairs() -> None:
    plan = program(criteria=[TABLE], optimise="stable")
    table = {("e0", "m0"): 5, ("e0", "m1"): 3, ("e1", "m0"): 4, ("e1", "m1"): 3}
    mentees = (Person("e0"), Person("e1", {"preferences": ("M1", "M0")}))
    cohort = Cohort(plan, (Person("m0"), Person("m1")), mentees, {k: Fraction(v) for k, v in table.items()})
    some = market(cohort)
    assert blocking(some, frozenset({(0, 1), (1, 0)})) == {(0, 0)}  # m1 likes e0 and e1 equally
    assert blocking(some, frozenset({(0, 0), (1, 1)})) == frozenset()
    assert blocking(some, frozenset({(1, 0)})) == {(0, 0), (0, 1), (1, 1)}
