"""Forged proofs: right for some of the possible pairs, and passed off as right for all of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentorkit.decisions import Decision
from mentorkit.finding import Location
from mentorkit.people import Person
from mentorkit.verify import Verdict, verify
from mentorkit.verify.cast import cast
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import TABLE, markets
from tests.properties.oracle import Market, Pairs, best
from tests.verify.honest import (
    certificates,
    document,
    honest,
    inputs_of,
    market_of,
    named,
    run_of,
    waiving,
)


def forged(cohort: Cohort, some: Market, pairs: Pairs) -> Verdict:
    """What becomes of a run with these pairs, whose proofs know of some of the possible pairs only."""
    told = document(cohort, replace(market_of(cohort), optimise="stable"), pairs)
    told |= {"optimise": some.optimise, "proven": True}
    told["certificates"] = [named(cohort, some, each) for each in certificates(some, pairs)]
    inputs = inputs_of(cohort)
    return verify(run_of(told, inputs), inputs)


def at_least(here: Market, points: int) -> Market:
    return replace(here, choosable=frozenset(pair for pair in here.choosable if here.points[pair] >= points))


@given(data=st.data())
@settings(max_examples=40, phases=[Phase.generate])
def test_a_higher_lowest_score_for_fewer_mentees(data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets("fair", mentees=5, mentors=4)))
    here = market_of(cohort)
    for points in sorted({here.points[pair] for pair in here.choosable}):
        some = at_least(here, points)
        pairs = best(some)
        if here.lowest(pairs) is None:
            continue
        same = here.served(pairs) == here.served(best(here)) and here.lowest(pairs) == here.lowest(best(here))
        assert forged(cohort, some, pairs).holds == same


@given(data=st.data())
@settings(max_examples=40, phases=[Phase.generate])
def test_a_higher_total_with_a_lower_lowest_score(data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets("fair", mentees=5, mentors=4)))
    here = market_of(cohort)
    pairs = best(replace(here, optimise="most_matched"))
    assert forged(cohort, here, pairs).holds == (here.lowest(pairs) == here.lowest(best(here)))


def few(points: dict[str, tuple[int | None, ...]], **matching: Any) -> Cohort:
    """Mentees in tiers by their number, and mentors with a place each."""
    table = {
        (mentee, f"m{number}"): Fraction(value)
        for mentee, row in points.items()
        for number, value in enumerate(row)
        if value is not None
    }
    width = len(next(iter(points.values())))
    mentees = tuple(Person(name, {"function": name}) for name in points)
    plan = program(criteria=[TABLE], floor=10, **matching)
    return Cohort(plan, tuple(Person(f"m{number}") for number in range(width)), mentees, table)


def test_a_later_tier_instead_of_an_earlier_one() -> None:
    """E0 comes first, and could have its place by a change of e1; the forger leaves e0's pair out."""
    points: dict[str, tuple[int | None, ...]] = {
        "e0": (300_000, None),
        "e1": (900_000, 800_000),
        "e2": (None, 900_000),
    }
    cohort = few(points, optimise="fair", priority=[{"field": "function", "value": "e0"}])
    here = market_of(cohort)
    some = at_least(here, 800_000)
    assert len(best(some)) == len(best(here)) == 2
    verdict = forged(cohort, some, best(some))
    assert any("nothing that is given proves the bound of tiers" in each.message for each in verdict.findings)
    assert forged(cohort, here, best(here)).holds


def test_one_address_of_several_people_keeps_nobody_apart() -> None:
    mail = {"email": "family@example.org"}
    cohort = few({"e0": (500_000,), "e1": (500_000,)})
    shared = replace(
        cohort,
        mentors=(Person("m0", mail),),
        mentees=(Person("e0", mail), Person("e1", mail)),
    )
    assert cast(inputs_of(shared)).closed == {}
    two = replace(shared, mentors=(Person("m0", mail), Person("m1", mail)))
    assert cast(inputs_of(two)).closed == {}
    alone = replace(shared, mentees=(Person("e0", mail), Person("e1")))
    assert cast(inputs_of(alone)).closed == {0: [0]}


def test_a_weaker_bound_that_is_called_one_holds() -> None:
    """What an interrupted run says: prices that prove less, its bounds read off them, and not proven."""
    cohort = few({"e0": (700_000, 400_000), "e1": (600_000, 500_000), "e2": (200_000, 300_000)})
    lock = Decision("e2", "m1", "lock", Location("decisions.csv"))
    three = (*cohort.mentors, Person("m2", {"capacity": Decimal(1)}))
    cohort = replace(cohort, decisions=(lock,), mentors=three)
    told = honest(cohort)
    assert told["totals"]["score"] == 100  # e2's lock, and one of the others
    told["proven"] = False
    count, total = told["certificates"]
    total |= {"prices": {}, "gains": {"e0": 8_700_000, "e1": 8_600_000}}
    count |= {"bound": 3, "proven": False}
    total |= {"bound": (2 * 1_000_000 + 300_000) / 10_000, "proven": False}
    inputs = inputs_of(cohort)
    assert verify(run_of(told, inputs), inputs).findings == []
    total["bound"] = 150.0
    assert not verify(run_of(told, inputs), inputs).holds
