"""A run that is less than the best does not verify, whatever the policy and whatever its certificates say."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentorkit.people import Person
from mentorkit.verify import Verdict, verify
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import TABLE, markets
from tests.properties.oracle import Pairs, best
from tests.properties.stable_oracle import sets_of_pairs
from tests.verify.honest import Document, document, honest, inputs_of, market_of, run_of, waiving

SUMS = ("most_matched", "highest_total", "fair")
"""Policies of which prices prove every aim. Of fair_leximin they prove the lowest score; stable has none."""


def checked(cohort: Cohort, told: Document) -> Verdict:
    inputs = inputs_of(cohort)
    return verify(run_of(told, inputs), inputs)


def aims(cohort: Cohort, pairs: Pairs) -> tuple[Any, ...]:
    """What is maximised, in order."""
    here = market_of(cohort)
    total, lowest = here.total(pairs), here.lowest(pairs) or 0
    tiers = here.served(pairs)[: here.entries]
    match here.optimise:
        case "highest_total":
            return (*tiers, total, len(pairs))
        case "fair":
            return (*tiers, len(pairs), lowest, total)
        case _:
            return (*tiers, len(pairs), total)


def claimed(cohort: Cohort, pairs: Pairs) -> Document:
    """What a run says that has these pairs, and claims that the proofs of the best are its own."""
    here = market_of(cohort)
    true = honest(cohort)
    as_stable = replace(here, optimise="stable")
    told = document(cohort, as_stable, pairs)
    served = [here.entries + (here.optimise != "highest_total") - tier for tier in here.tiers]
    values = {
        "tiers": sum(served[mentee] for mentee, _ in pairs),
        "count": len(pairs),
        "lowest": (here.lowest(pairs) or 0) / 10_000,
        "total": here.total(pairs) / 10_000,
    }
    told["optimise"], told["proven"] = here.optimise, True
    told["certificates"] = [
        {**each, "value": values[each["aim"]], "bound": values[each["aim"]]} for each in true["certificates"]
    ]
    if here.entries:
        told["certificates"][0]["served"] = here.served(pairs)
    return told


@pytest.mark.parametrize("optimise", SUMS)
@given(data=st.data())
@settings(max_examples=25, phases=[Phase.generate])
def test_less_than_the_best_is_found(optimise: str, data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets(optimise, mentees=4, mentors=3)))
    here = market_of(cohort)
    most = aims(cohort, best(here))
    worse = [pairs for pairs in sets_of_pairs(here) if aims(cohort, pairs) != most]
    for pairs in worse[:: max(1, len(worse) // 8)]:
        assert not checked(cohort, claimed(cohort, pairs)).holds


@given(data=st.data())
@settings(max_examples=20, phases=[Phase.generate])
def test_pairs_that_are_not_stable_are_found(data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets("stable", mentees=4, mentors=3)))
    here = market_of(cohort)
    for pairs in sets_of_pairs(here):
        told = document(cohort, here, pairs)
        verdict = checked(cohort, told)
        assert verdict.holds  # it says itself how many block
        if told["blocking_pairs"]:
            assert not told["proven"]
            told |= {"blocking_pairs": 0, "proven": True}
            told["certificates"] = [{"aim": "stable", "value": 0, "bound": 0, "proven": True}]
            assert not checked(cohort, told).holds


def cohort(**matching: Any) -> Cohort:
    """Four mentees, three mentors with two places each, and points that make every aim matter."""
    points = {
        "e1": (900_000, 500_000, None),
        "e2": (850_000, 300_000, None),
        "e3": (None, 700_000, 200_000),
        "e4": (100_000, None, 600_000),
    }
    mentors = tuple(Person(name, {"capacity": Decimal(2)}) for name in ("m1", "m2", "m3"))
    tiers = {"e1": "finance", "e2": "operations", "e3": "finance", "e4": "operations"}
    mentees = tuple(Person(name, {"function": tiers[name]}) for name in points)
    table = {
        (mentee, f"m{number}"): Fraction(value)
        for mentee, row in points.items()
        for number, value in enumerate(row, 1)
        if value is not None
    }
    plan = program(criteria=[TABLE], floor=5, capacity={"default": 2}, **matching)
    return Cohort(plan, mentors, mentees, table)


TIERED: dict[str, Any] = {"priority": [{"field": "function", "value": "Finance"}], "balance": {"spread": 10}}
CHANGES: dict[str, tuple[str, str, object]] = {
    "fewer served of the first tier": ("tiers", "served", [1, 3]),
    "tiers not said": ("tiers", "served", None),
    "tiers of two entries": ("tiers", "served", [2, 2, 0]),
    "a higher value of tiers": ("tiers", "value", 7),
    "a lower bound of tiers": ("tiers", "bound", 5),
    "tiers not proven": ("tiers", "proven", False),
    "a higher lowest score": ("lowest", "value", 90.0),
    "a lower lowest score": ("lowest", "value", 10.0),
    "another bound of the lowest": ("lowest", "bound", 99.0),
    "the lowest not proven": ("lowest", "proven", False),
    "no prices for the lowest": ("lowest", "prices", None),
    "prices that prove nothing of the lowest": ("lowest", "prices", {"m1": 50, "m2": 50, "m3": 50}),
    "a total without what the spread costs": ("total", "value", 290.0),
    "a stranger's price": ("lowest", "prices", {"m9": 1}),
}


@pytest.mark.parametrize(
    ("name", "optimise"),
    [
        (name, optimise)
        for name, change in CHANGES.items()
        for optimise in ("most_matched", "highest_total", "fair", "fair_leximin")
        if change[0] != "lowest" or optimise.startswith("fair")
    ],
)
def test_a_changed_certificate_is_found(name: str, optimise: str) -> None:
    here = cohort(optimise=optimise, **TIERED)
    true = honest(here)
    assert checked(here, true).findings == []
    aim, key, value = CHANGES[name]
    told = copy.deepcopy(true)
    for certificate in told["certificates"]:
        if certificate["aim"] == aim:
            certificate |= {key: value}
    assert told != true
    assert not checked(here, told).holds


@pytest.mark.parametrize(
    "other",
    [
        {"priority": []},
        {"priority": [{"field": "function", "value": "operations"}]},
        {"balance": None},
        {"balance": {"spread": 11}},
        {"optimise": "most_matched"},
        {"optimise": "stable"},
    ],
    ids=str,
)
def test_a_run_of_other_aims_is_found(other: dict[str, Any]) -> None:
    before = {"optimise": "fair", **TIERED}
    after = {key: value for key, value in (before | other).items() if value is not None}
    assert not checked(cohort(**after), honest(cohort(**before))).holds
