"""Pools of a few people are those that brute force finds, and `verify` knows them from all others."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from mentorkit.fields import Value
from mentorkit.people import Person
from mentorkit.pool import Selection, costs, select, waits
from mentorkit.pooling import recorded
from mentorkit.program import Program
from mentorkit.qualification import qualify
from mentorkit.run import PoolProofRecord, PoolSideRecord
from mentorkit.verify.cast import Inputs
from mentorkit.verify.pool import side_wrong
from tests.properties.cohorts import roster
from tests.properties.pool_oracle import allowed, best

SITES, FUNCTIONS, LANGUAGES = ["Lyon", "Leeds", "Pune"], ["hr", "sales"], ["en", "fr", "pl"]
RANKINGS: list[dict[str, Any]] = [
    {"kind": "availability", "field": "hours", "full": 3, "weight": 7},
    {"kind": "skill_gaps", "weight": 3, "unknown": 0.5},
    {"kind": "function_at_risk", "weight": 2},
]
QUOTAS = st.builds(
    lambda field, value, limits: {"field": field, **value, **limits},
    st.sampled_from(["location", "function", "languages", "asked"]),
    st.sampled_from([{}, {}, {}, {"value": "LYON"}, {"value": "hr"}, {"value": "en"}, {"value": "yes"}]),
    st.sampled_from(
        [
            {"at_least": 1},
            {"at_least": 2},
            {"at_least": "20%"},
            {"at_most": 1},
            {"at_most": 2},
            {"at_most": "50%"},
            {"at_most": "33.4%"},
            {"at_least": 1, "at_most": 2},
            {"at_most": 0},
        ]
    ),
)


Case = tuple[Program, tuple[Person, ...], list[dict[str, Any]], int]
"""A program, its people, the quotas of its pool and the size."""


@st.composite
def people(draw: st.DrawFn, most: int = 8) -> tuple[Person, ...]:
    """Some people with blanks and ties."""
    found = []
    numbers = draw(st.lists(st.integers(0, 99), max_size=most, unique=True))
    for number in numbers:
        values: dict[str, Value | None] = {
            "location": draw(st.none() | st.sampled_from(SITES)),
            "function": draw(st.none() | st.sampled_from(FUNCTIONS)),
            "languages": draw(st.lists(st.sampled_from(LANGUAGES), unique=True).map(tuple)) or None,
            "asked": draw(st.none() | st.booleans()),
            "hours": draw(st.none() | st.integers(0, 4).map(Decimal)),
            "development_goals": draw(st.none() | st.sampled_from([("strategy",), ("lean", "strategy")])),
        }
        found.append(
            Person(f"e{number}", {name: value for name, value in values.items() if value is not None})
        )
    return tuple(found)


def program(quotas: list[dict[str, Any]], rankings: list[dict[str, Any]], size: int) -> Program:
    data = {
        "version": 1,
        "name": "Property",
        "vocabulary": {"fields": {"hours": "number", "asked": "yes_no"}},
        "objectives": [
            {
                "id": "bench",
                "focus": "succession_pipeline",
                "statement": "A bench",
                "skills": ["strategy", "lean"],
                "functions_at_risk": ["hr"],
            }
        ],
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "pool": {"mentees": {"rank_by": rankings, "quotas": quotas, "size": size}},
        "matching": {"criteria": [{"kind": "same", "field": "location", "weight": 1}]},
    }
    return Program.model_validate_json(json.dumps(data), strict=True)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A program with quotas that may contradict each other, and its people."""
    quotas = draw(st.lists(QUOTAS, max_size=4, unique_by=str))
    rankings = draw(st.lists(st.sampled_from(RANKINGS), max_size=3, unique_by=str))
    size = draw(st.integers(1, 9))
    return program(quotas, rankings, size), draw(people()), quotas, size


def selected(plan: Program, everybody: tuple[Person, ...]) -> tuple[Selection, list[str]]:
    facts = plan.facts()
    able = qualify(plan, roster("mentees", everybody), facts)
    pool, problems = select(plan, facts, None, able)
    assert pool.mentees is not None
    return pool.mentees, [problem.code for problem in problems]


@given(cases())
def test_the_pool_is_the_one_that_brute_force_finds(
    case: Case,
) -> None:
    plan, everybody, quotas, size = case
    found, problems = selected(plan, everybody)
    by_key = {each.person.key: each.points for each in found.applicants}
    wanted = best(everybody, by_key, quotas, size)
    if wanted is None:
        assert problems == ["MK602"]
        return
    assert problems == []
    assert found.keys == wanted.keys
    assert found.points == wanted.points
    assert found.proven


@given(cases())
def test_points_are_the_weighted_values(case: Case) -> None:
    """Weights are apportioned and parts are rounded: each entry is at most two points away."""
    plan, everybody, _, _ = case
    found, _ = selected(plan, everybody)
    ranking, facts = found.plan.rank_by, plan.facts()
    whole = sum(Fraction(each.stated) for each in ranking)
    for applicant in found.applicants:
        exact = Fraction(0)
        for each in ranking:
            value = each.value(applicant.person, facts)
            known = Fraction(each.unknown) if value is None else value
            exact += 1_000_000 * Fraction(each.stated) / whole * known
        assert abs(applicant.points - exact) < 2 * len(ranking) or not ranking


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case: Case, random: Any) -> None:
    plan, everybody, _, _ = case
    shuffled = list(everybody)
    random.shuffle(shuffled)
    one, other = (selected(plan, each)[0] for each in (everybody, tuple(shuffled)))
    assert recorded(one) == recorded(other)
    assert [each.person.id for each in one.applicants] == [each.person.id for each in other.applicants]
    assert waits(one) == waits(other)


@given(cases())
def test_what_a_quota_costs_is_what_it_costs(
    case: Case,
) -> None:
    plan, everybody, quotas, size = case
    found, problems = selected(plan, everybody)
    assume(not problems and quotas)
    by_key = {each.person.key: each.points for each in found.applicants}
    for cost in costs(found):
        left = [] if cost.quota is None else [quota for n, quota in enumerate(quotas) if n != cost.quota]
        wanted = best(everybody, by_key, left, size)
        assert wanted is not None
        then = (found.chosen | set(cost.come)) - set(cost.go)
        assert frozenset(found.applicants[number].person.key for number in then) == wanted.keys
        assert found.points + cost.points == wanted.points


@given(cases())
def test_everybody_who_waits_is_told_why(
    case: Case,
) -> None:
    """Who is outranked could take no place of somebody with fewer points; who could, a quota stops."""
    plan, everybody, quotas, size = case
    found, problems = selected(plan, everybody)
    assume(not problems)
    inside = [each.person for each in found.inside]
    for number, wait in waits(found).items():
        applicant = found.applicants[number]
        assert not allowed(everybody, [*inside, applicant.person], quotas, size) or len(inside) == size
        behind = [each for each in found.inside if each.points < applicant.points]
        if wait.cause in ("outranked", "draw"):
            assert not behind
            assert len(inside) == size
        for other in behind:
            instead = [person for person in inside if person is not other.person]
            assert not allowed(everybody, [*instead, applicant.person], quotas, size)


@given(cases(), st.data())
def test_verify_knows_the_pool_from_any_other(case: Case, data: st.DataObject) -> None:
    plan, everybody, quotas, size = case
    found, problems = selected(plan, everybody)
    assume(not problems)
    facts = plan.facts()
    inputs = Inputs(
        plan,
        facts,
        qualify(plan, roster("mentors", ()), facts),
        qualify(plan, roster("mentees", everybody), facts),
    )
    honest = PoolSideRecord.model_validate_json(json.dumps(recorded(found)))
    assert plan.pool is not None
    assert plan.pool.mentees is not None

    def wrong(said: PoolSideRecord) -> list[str]:
        assert plan.pool is not None
        assert plan.pool.mentees is not None
        return list(side_wrong(inputs, plan.pool.mentees, "mentees", said))

    assert wrong(honest) == []
    numbers = data.draw(st.sets(st.sampled_from(range(len(everybody))))) if everybody else set[int]()
    others = sorted((everybody[number] for number in numbers), key=lambda each: each.id)
    ids = tuple(person.id for person in others)
    points = {each.person.id: each.points for each in found.applicants}
    better_or_equal = allowed(everybody, others, quotas, size) and (
        len(others),
        sum(points[each] for each in ids),
    ) == (len(found.chosen), found.points)
    lie = honest.model_copy(update={"inside": ids})
    if not better_or_equal:
        assert wrong(lie), ids
    values = [len(others), sum(points[each] for each in ids)]
    consistent = tuple(valued(proof, value) for proof, value in zip(honest.proofs, values, strict=True))
    if not better_or_equal and all(proof.by == "prices" for proof in honest.proofs):
        assert wrong(lie.model_copy(update={"proofs": consistent})), ids


def valued(proof: PoolProofRecord, value: int) -> PoolProofRecord:
    """The proof with another value and bound, as somebody would write it who changed the pool."""
    return proof.model_copy(update={"value": value, "bound": value})
