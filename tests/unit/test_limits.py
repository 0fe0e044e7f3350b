"""Where numbers end: aims too large for 64 bits or for a core are refused, never computed wrongly."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from mentorkit.assignment import Aims, assign, search
from mentorkit.assignment import aims as aims_of
from mentorkit.finding import CannotRun
from mentorkit.people import Person
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import TABLE
from tests.properties.test_search import told


def cohort(tiers: int, *, mentees: int = 30, optimise: str = "highest_total", spread: int = 10_000) -> Cohort:
    """Half as many mentors as mentees, any points, and so many tiers of mentees."""
    chance = Random(tiers)  # noqa: S311  # people, not secrets
    applicants = [
        Person(f"e{n}", {"function": f"function {chance.randrange(tiers + 1)}"}) for n in range(mentees)
    ]
    advisers = [Person(f"m{n}") for n in range(mentees // 2)]
    points = {(e.key, m.key): Fraction(chance.randrange(1_000_001)) for e in applicants for m in advisers}
    aims: dict[str, Any] = {
        "optimise": optimise,
        "priority": [{"field": "function", "value": f"function {n}"} for n in range(tiers)],
        "balance": {"spread": spread},
        "capacity": {"default": 2},
    }
    return Cohort(program(criteria=[TABLE], **aims), tuple(advisers), tuple(applicants), points)


def weights(some: Cohort) -> Aims:
    return Aims.of(some.program.matching, some.scores())


@pytest.mark.parametrize("optimise", ["most_matched", "highest_total", "fair"])
def test_sums_of_weights_stay_below_the_limit_or_are_refused(
    optimise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = cohort(3, optimise=optimise)
    aims, many = weights(some), len(some.mentees) + 1
    highest = int(aims.served.max()) * aims.match + 1_000_000 * aims.point + aims.extra
    monkeypatch.setattr(aims_of, "SAFE", many * highest)
    with pytest.raises(
        CannotRun, match="30 mentees with these aims are more than 64-bit integers can compare"
    ):
        weights(some)
    monkeypatch.setattr(aims_of, "SAFE", 2 * many * (highest + aims.match))
    assert weights(some) is not None


def test_weights_beyond_scipy_s_floats_are_refused() -> None:
    some = cohort(9_000)
    assert weights(some).match * 9_000 > 1 << 50
    with pytest.raises(CannotRun, match="these aims need larger numbers than the solver has"):
        assign(some.program, some.scores(), core="scipy")


@pytest.mark.parametrize("tiers", [40, 1_500, 20_000])
def test_large_weights_give_the_same_pairs_at_once_and_in_steps(
    tiers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ortools")
    some = cohort(tiers)
    at_once = assign(some.program, some.scores(), core="ortools")
    assert at_once.proven
    monkeypatch.setattr(search, "FEW", -1)
    assert told(assign(some.program, some.scores(), core="ortools")) == told(at_once)


def test_a_core_s_own_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """OR-tools multiplies costs by the number of people, and says so where that is too much."""
    pytest.importorskip("ortools")
    monkeypatch.setattr(aims_of, "SAFE", 1 << 100)
    some = cohort(2, mentees=300, spread=0)
    monkeypatch.setattr(aims_of, "FULL", 10**13)
    with pytest.raises(CannotRun, match="the flow solver ended with BAD_COST_RANGE"):
        assign(some.program, some.scores(), core="ortools")


def test_the_highest_total_of_many_mentees_needs_no_weight_of_a_match() -> None:
    """Without tiers a match weighs nothing, so that it must not count towards the limit."""
    plan = program(criteria=[{"kind": "same", "field": "function", "weight": 1}], optimise="highest_total")
    some = Cohort(plan, (Person("m0"),), tuple(Person(f"e{n}") for n in range(20_000)), {})
    assert weights(some).point == 2 * 20_001
