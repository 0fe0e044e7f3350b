"""Hypothesis strategies: cohorts whose points and ties are made directly, for the policies of matching.

Sizes are drawn, so that a failure shrinks to few people; all else comes from one drawn chance. Drawn piece by
piece, too many cohorts are alike, and the policies too seldom differ in what they call for.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, Literal

from hypothesis import strategies as st

from mentorkit.decisions import Decision
from mentorkit.fields import Value, fold
from mentorkit.finding import Location
from mentorkit.people import Person
from mentorkit.program import QualificationRules
from tests.properties.cohorts import FUNCTIONS, LEVELS, Cohort, cohorts, program

POLICIES = ("most_matched", "highest_total", "fair", "fair_leximin", "stable")
TABLE = {"kind": "table", "file": "elsewhere.csv", "from": 0, "to": 1_000_000, "weight": 1}
"""Points made elsewhere: the only criterion, so that a pair's points are exactly the number in the table."""
PALETTES = (
    (500_000,),
    (0, 1),
    (1, 2, 3),
    (0, 500_000, 1_000_000),
    (999_999, 1_000_000),
    (10, 400_000, 500_000, 1_000_000),
    (0, 10, 250_001, 250_002, 400_000, 500_000, 900_000, 1_000_000),
    range(0, 1_000_001, 37),
)
"""Few distinct points make many equally good sets; points next to each other tell them apart again."""
PRIORITY: list[dict[str, Any]] = [
    {"field": "function", "value": "Operations"},
    {"field": "level", "value": "LEAD"},
    {"field": "asked", "value": "yes"},
    {"field": "function", "value": "finance"},
]
SPREADS: tuple[float, ...] = (0, 0.0001, 5, 25, 50, 100, 150)
FLOORS: tuple[float, ...] = (0, 0, 0, 0, 0.0002, 25.0001)
ASKED = QualificationRules.model_validate_json(
    '{"mentors": {"require": [{"rule": "answered_yes", "field": "asked"}]}, "mentees": {"require": ['
    '{"rule": "one_of", "field": "function", "values": ["finance", "operations"]}]}}',
    strict=True,
)
"""Rules that some people do not meet."""
CHANCE = st.randoms(use_true_random=True)


def markets(
    optimise: str, *, mentees: int = 7, mentors: int = 7, distinct: bool = False
) -> st.SearchStrategy[Cohort]:
    """Cohorts of up to so many people whose points stand in a table; all of them distinct if asked."""
    applicants, advisers = (
        st.sampled_from([*range(1, most + 1), *[*range(most // 2 + 1, most + 1)] * 4])
        for most in (mentees, mentors)
    )
    return st.builds(_market, CHANCE, st.just(optimise), applicants, advisers, st.just(distinct))


@st.composite
def ordinary(draw: st.DrawFn, optimise: str) -> Cohort:
    """A cohort of ordinary criteria and rules."""
    return draw(cohorts(**_aims(draw(CHANCE), optimise)))


def _aims(chance: Random, optimise: str) -> dict[str, Any]:
    """The parts of a matching section that decide what the best set is."""
    if optimise == "stable":
        return {"optimise": optimise}
    tiers = chance.sample(PRIORITY, chance.choice([0, 0, 1, 2, 3]))
    even = chance.random() < 0.6 and optimise != "fair_leximin"
    balance = {"balance": {"spread": chance.choice(SPREADS)}} if even else {}
    return {"optimise": optimise, "priority": tiers, **balance}


def _market(chance: Random, optimise: str, mentees: int, mentors: int, distinct: bool) -> Cohort:
    applicants = [f"e{n}" for n in range(mentees)]
    advisers = [f"m{n}" for n in range(mentors)]
    if chance.random() < 0.1:
        advisers[0] = "E0"  # somebody who is on both sides
    wishes = optimise == "stable" or chance.random() < 0.5
    pairs = [(one, fold(other)) for one, other in product(applicants, advisers)]
    points = chance.sample(range(300_000, 1_000_000), len(pairs)) if distinct else _points(chance, len(pairs))
    closed = chance.choice([0, 0.2, 0.4, 0.6])
    table = {pair: None if chance.random() < closed else n for pair, n in zip(pairs, points, strict=True)}
    plan = program(
        criteria=[TABLE],
        floor=chance.choice(FLOORS),
        capacity={"default": chance.choice([1, 1, 1, 2, 0]), **chance.choice([{}, {"at_most": 2}])},
        **_aims(chance, optimise),
    )
    if chance.random() < 0.15:
        plan = plan.model_copy(update={"qualification": ASKED})
    return Cohort(
        plan,
        tuple(_mentor(chance, key, applicants if wishes else []) for key in advisers),
        tuple(_mentee(chance, key, advisers if wishes else []) for key in applicants),
        {pair: Fraction(number) for pair, number in table.items() if number is not None},
        _decisions(chance, table),
    )


def _points(chance: Random, size: int) -> list[int]:
    """Points from one palette, in some cohorts higher for the first pairs: the same are wanted by all."""
    palette = chance.choice(PALETTES)
    points = chance.choices(palette, k=size)
    return sorted(points, reverse=True) if chance.random() < 0.2 else points


def _wishes(chance: Random, others: Sequence[str]) -> tuple[str, ...]:
    """All or some of the others, in an order; spelled otherwise than in their own rows."""
    count = chance.choice([len(others), chance.randint(0, len(others))])
    return tuple(f" {key.upper()}" for key in chance.sample(others, count))


def _person(key: str, **values: Value | None) -> Person:
    return Person(key, {field: value for field, value in values.items() if value is not None and value != ()})


def _mentor(chance: Random, key: str, others: Sequence[str]) -> Person:
    places = chance.choice([None, None, 1, 1, 2, 3, 0])
    return _person(
        key,
        capacity=None if places is None else Decimal(places),
        asked=chance.choice([True, True, True, False, None]),
        preferences=_wishes(chance, others),
    )


def _mentee(chance: Random, key: str, others: Sequence[str]) -> Person:
    return _person(
        key,
        function=chance.choice([*FUNCTIONS, *FUNCTIONS, None]),
        level=chance.choice([LEVELS[0], LEVELS[2], None]),
        asked=chance.choice([True, False, None]),
        preferences=_wishes(chance, others),
    )


def _decisions(chance: Random, table: dict[tuple[str, str], int | None]) -> tuple[Decision, ...]:
    """Forbids where the table has no points; up to two locks that waive what they break."""
    found = [_decided(pair, "forbid") for pair, points in table.items() if points is None]
    open_to = {pair[0]: pair for pair, points in table.items() if points is not None and pair[0] != pair[1]}
    few = min(len(open_to), chance.choice([0, 0, 0, 1, 2]))
    return (*found, *(_decided(open_to[key], "lock") for key in chance.sample(sorted(open_to), few)))


def _decided(pair: tuple[str, str], word: Literal["lock", "forbid"]) -> Decision:
    return Decision(*pair, word, Location("decisions.csv"), waive=("floor", "capacity", "qualification"))


def courtships(most: int = 5) -> st.SearchStrategy[Cohort]:
    """As many mentees as mentors, everybody naming everybody: often several sets of pairs are stable."""
    return st.builds(_courtship, CHANCE, st.integers(2, most))


def _courtship(chance: Random, size: int) -> Cohort:
    applicants, advisers = [f"e{n}" for n in range(size)], [f"m{n}" for n in range(size)]

    def person(key: str, others: Sequence[str]) -> Person:
        places = Decimal(chance.choice([1, 1, 1, 2]))
        return _person(key, capacity=places, preferences=tuple(chance.sample(others, size)))

    pairs = product(applicants, advisers)
    points = chance.sample(range(1, 1_000_000), size * size)
    return Cohort(
        program(criteria=[TABLE], optimise="stable"),
        tuple(person(key, applicants) for key in advisers),
        tuple(person(key, advisers) for key in applicants),
        {pair: Fraction(number) for pair, number in zip(pairs, points, strict=True)},
    )
