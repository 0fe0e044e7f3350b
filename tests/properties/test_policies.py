"""Every policy's promise, against brute force."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, assign
from mentorkit.decisions import Decision
from mentorkit.finding import Location
from mentorkit.people import Person
from mentorkit.program import Balance
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import POLICIES, SPREADS, TABLE, courtships, markets, ordinary
from tests.properties.oracle import Market, Pairs, best, market
from tests.properties.stable_oracle import blocking, stable_sets

SUMS = POLICIES[:-1]
"""The policies whose optimum is a highest sum; stable is the other one."""
MORE = settings(max_examples=settings().max_examples * 2)
"""Twice as many examples as the profile has, where policies are told apart."""
FEWER = settings(max_examples=settings().max_examples // 2)
"""Half as many examples as the profile has, where each is solved several times."""


def solved(cohort: Cohort) -> Assignment:
    return assign(cohort.program, cohort.scores())


def keys(cohort: Cohort) -> set[tuple[str, str]]:
    """The chosen pairs by normalised id."""
    scores = cohort.scores()
    pairs = assign(cohort.program, scores).pairs
    return {(scores.mentees[row].key, scores.mentors[column].key) for row, column in pairs}


def reached(market: Market, pairs: Pairs) -> dict[str, Any]:
    """What a set of pairs comes to for each aim of the policy, in their order."""
    served, count, total = market.served(pairs), len(pairs), market.total(pairs)
    first = market.entries + (market.optimise != "highest_total")
    tiers = sum(number * (first - tier) for tier, number in enumerate(served))
    found: dict[str, Any] = {"tiers": tiers} if market.entries else {}
    if market.optimise == "highest_total":
        return found | {"total": total, "count": count}
    found["count"] = count
    if market.optimise in ("fair", "fair_leximin") and market.lowest(pairs) is not None:
        found["lowest"] = market.lowest(pairs)
    return found | {"total": total}


def holds(cohort: Cohort) -> None:
    """The pairs are brute force's, and the certificates say what they come to, proven."""
    expected, scores = market(cohort), cohort.scores()
    assert [each.key for each in scores.mentees] == list(expected.mentees)
    assert [each.key for each in scores.mentors] == list(expected.mentors)
    assignment = assign(cohort.program, scores)
    pairs, wanted = frozenset(assignment.pairs), best(expected)
    assert expected.served(pairs) == expected.served(wanted)
    assert reached(expected, pairs) == reached(expected, wanted)
    if expected.optimise == "fair_leximin":
        assert ascending(expected, pairs) == ascending(expected, wanted)
    assert pairs == wanted
    assert {pair: expected.points[pair] for pair in pairs} == dict(assignment.points)
    assert assignment.blocking == len(blocking(expected, pairs))
    found = [(each.aim, each.value) for each in assignment.certificates]
    assert found == list(reached(expected, wanted).items())
    open_ended = [each.aim for each in assignment.certificates if each.value != each.bound]
    if expected.optimise == "fair_leximin":
        # A total bought with lower points further up may be higher: prices alone cannot rule it out.
        assert open_ended in ([], ["total"])
        assert all(each.value <= each.bound for each in assignment.certificates)
    else:
        assert open_ended == []
        assert assignment.proven


def ascending(market: Market, pairs: Pairs) -> list[int]:
    return sorted(market.points[pair] for pair in pairs - market.held)


@pytest.mark.parametrize("optimise", SUMS)
@MORE
@given(data=st.data())
def test_the_pairs_are_brute_force_s(optimise: str, data: st.DataObject) -> None:
    holds(data.draw(markets(optimise)))


@pytest.mark.parametrize("optimise", SUMS)
@FEWER
@given(data=st.data())
def test_with_ordinary_criteria_and_rules_the_pairs_are_brute_force_s(
    optimise: str, data: st.DataObject
) -> None:
    holds(data.draw(ordinary(optimise)))


@given(st.data())
def test_no_pair_blocks_a_stable_set(data: st.DataObject) -> None:
    cohort = data.draw(markets("stable") | ordinary("stable") | courtships())
    expected, assignment = market(cohort), solved(cohort)
    pairs = frozenset(assignment.pairs)
    assert expected.held <= pairs <= expected.held | expected.choosable
    assert len(pairs) == len(dict(pairs))
    assert all(load <= expected.places[mentor] for mentor, load in expected.loads(pairs).items())
    assert blocking(expected, pairs) == frozenset()
    assert assignment.blocking == 0
    assert [(each.aim, each.value, each.bound) for each in assignment.certificates] == [("stable", 0, 0)]
    assert assignment.proven


@given(courtships() | markets("stable", mentees=5, mentors=4, distinct=True))
def test_where_nobody_is_indifferent_every_mentee_does_as_well_as_in_any_stable_set(cohort: Cohort) -> None:
    expected = market(cohort)
    assert expected.strict
    pairs = frozenset(solved(cohort).pairs)
    every = stable_sets(expected)
    assert pairs in every
    mentor_of = dict(pairs)
    for other in every:
        assert dict(other).keys() == mentor_of.keys()  # the same people are matched in all stable sets
        for mentee, mentor in other - expected.held:
            mine = expected.mentee_likes((mentee, mentor_of[mentee]))
            assert mine >= expected.mentee_likes((mentee, mentor))


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data())
def test_the_order_of_rows_changes_no_pair(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise))
    chance: random.Random = data.draw(st.randoms(use_true_random=False))

    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(rows, len(rows)))

    mixed = replace(
        cohort,
        mentors=shuffled(cohort.mentors),
        mentees=shuffled(cohort.mentees),
        decisions=shuffled(cohort.decisions),
        elsewhere=dict(shuffled(tuple(cohort.elsewhere.items()))),
    )
    assert keys(mixed) == keys(cohort)


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data())
def test_a_mentor_whom_nobody_may_have_changes_no_pair(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise))
    key = data.draw(st.sampled_from(["a0", "m1x", "z9"]))  # before, among and after the others
    why = data.draw(st.sampled_from(["forbidden", "no places"]))
    places = Decimal(0 if why == "no places" else 2)
    grown = replace(cohort, mentors=(*cohort.mentors, Person(key, {"capacity": places, "asked": True})))
    if why == "forbidden":
        at = Location("decisions.csv")
        forbids = (Decision(mentee.key, key, "forbid", at) for mentee in cohort.mentees)
        grown = replace(grown, decisions=(*cohort.decisions, *forbids))
    assert keys(grown) == keys(cohort)


@given(markets("most_matched"), st.sampled_from(SPREADS[1:]), st.sampled_from(SPREADS[1:]))
def test_a_spread_leaves_the_count_and_evens_the_loads(cohort: Cohort, one: float, other: float) -> None:
    """The further mentees, beyond the first of each mentor, are never more under the higher spread."""
    plain = market(cohort)
    counts, further = [], []
    for spread in (0.0, *sorted([one, other])):
        balance = Balance.model_validate_json(f'{{"spread": {spread:f}}}', strict=True)
        matching = cohort.program.matching.model_copy(update={"balance": balance})
        spreading = replace(cohort, program=cohort.program.model_copy(update={"matching": matching}))
        pairs = solved(spreading).pairs
        counts.append(plain.served(pairs))
        further.append(sum(load - 1 for load in plain.loads(pairs).values()))
    assert counts == counts[:1] * 3
    assert further == sorted(further, reverse=True)


@pytest.mark.parametrize("optimise", SUMS)
def test_a_tier_is_served_before_points_are_counted(optimise: str) -> None:
    """Who waited last year gets the only place, though somebody else would have the better score."""
    plan = program(criteria=[TABLE], optimise=optimise, priority=[{"field": "asked", "value": "yes"}])
    mentees = (Person("e0"), Person("e1", {"asked": True}), Person("e2", {"asked": False}))
    table = {("e0", "m0"): Fraction(1_000_000), ("e1", "m0"): Fraction(1), ("e2", "m0"): Fraction(9)}
    assert keys(Cohort(plan, (Person("m0"),), mentees, table)) == {("e1", "m0")}
