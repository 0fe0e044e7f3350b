"""Cohorts that lead the engine along its edges: long chains of ties, dead ends, and nobody at all."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorkit.assignment import Assignment, assign, threads
from mentorkit.assignment.aims import Aims
from mentorkit.assignment.cores import heaviest
from mentorkit.assignment.pairs import Pairs, Places
from mentorkit.assignment.ties import digests, hashes
from mentorkit.decisions import Decision
from mentorkit.finding import Location
from mentorkit.people import Person
from mentorkit.scores import Scores, lowest_points
from tests.properties.cohorts import FUNCTIONS, LEVELS, SKILLS, Cohort, program
from tests.properties.markets import POLICIES, TABLE, ordinary
from tests.properties.test_search import CORES, Core, tiny_steps, told

SAME = {"kind": "same", "field": "function", "weight": 1}
SUMS = POLICIES[:-1]
"""All but stable: their optimum is the highest of something."""


def persuasive(size: int) -> tuple[list[str], list[str]]:
    """Ids of mentees and mentors, mentee k of whom the hashes would rather give mentor k - 1 than k."""

    def bits(mentee: str, mentor: str) -> int:
        return int(hashes(digests([mentee]), digests([mentor]))[0] >> np.uint64(33))

    mentees, mentors = ["e0"], ["m0"]
    for number in range(1, size):
        names = [(f"e{number}x{a}", f"m{number}x{b}") for a in range(200) for b in range(3)]
        before = mentors[-1]
        mentee, mentor = max(names, key=lambda pair: bits(pair[0], before) - bits(*pair))
        mentees.append(mentee)
        mentors.append(mentor)
    return mentees, mentors


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("size", [12, 19, 20, 45])
def test_a_long_chain_of_persuasive_hashes_leaves_nobody_out(core: Core, size: int) -> None:
    """Leaving out the first mentee would let all others have the mentor of the higher hash."""
    mentees, mentors = persuasive(size)
    allowed = {(mentees[k], mentors[j]) for k in range(size) for j in (k - 1, k) if j >= 0}
    at = Location("decisions.csv")
    forbids = [Decision(e, m, "forbid", at) for e in mentees for m in mentors if (e, m) not in allowed]
    people = tuple(map(Person, mentors)), tuple(map(Person, mentees))
    points = dict.fromkeys(allowed, Fraction(500_000))
    cohort = Cohort(program(criteria=[TABLE]), *people, points, tuple(forbids))
    assignment = assign(cohort.program, cohort.scores(), core=core)
    assert len(assignment.pairs) == size
    assert assignment.proven


def test_a_long_chain_of_neighbours_is_matched() -> None:
    """Every mentee may have two mentors, all scores are the same, and one set alone matches everybody."""
    mentors = tuple(Person(f"m1-{k}", {"tenure": Decimal(k) + Decimal("0.5")}) for k in range(800))
    tenures = [*map(Decimal, range(1, 800)), Decimal("799.9")]
    mentees = tuple(Person(f"e1-{k}", {"tenure": tenure}) for k, tenure in enumerate(tenures))
    plan = program(criteria=[SAME], must=[{"rule": "within", "field": "tenure", "at_most": 0.5}])
    cohort = Cohort(plan, mentors, mentees, {})
    assignment = assign(plan, cohort.scores())
    assert len(assignment.pairs) == 800
    assert assignment.proven


@pytest.mark.parametrize("core", CORES)
@pytest.mark.parametrize("depth", [8, 26])
def test_dead_ends_do_not_double_the_time(core: Core, depth: int) -> None:
    """A ladder without a free place beside a chain that has one: scipy's search for a full matching
    walks every way down the ladder, twice as many for every rung (scipy issue 26147)."""
    own = [(2 * rung + side, 2 * rung + side) for rung in range(depth) for side in (0, 1)]
    across = [
        (2 * rung + side, 2 * rung + 2 + other)
        for rung in range(depth - 1)
        for side in (0, 1)
        for other in (0, 1)
    ]
    chain = [(2 * depth + link, 2 * depth + link + more) for link in range(depth) for more in (0, 1)]
    last = 3 * depth
    ends = [(last, 0), (last, 1), (last + 1, 2 * depth), (last + 2, last + 1), (last + 2, last + 2)]
    both = np.array([*own, *across, *chain, *ends])
    size = last + 3
    pairs = Pairs.of(both[:, 0], both[:, 1], np.ones(len(both), dtype=np.int64), size, size)
    places = Places(np.ones(size, dtype=np.int64), np.zeros(size, dtype=np.int64))
    began = time.process_time()
    chosen = heaviest(pairs, places, core, np.ones(len(pairs.starts) - 1, dtype=bool))
    assert time.process_time() - began < 0.6
    assert len(chosen) == size - 1


@pytest.mark.parametrize("core", CORES)
@settings(max_examples=settings().max_examples // 2)
@given(st.sampled_from(SUMS).flatmap(ordinary), st.sampled_from([0, 60_000, 2_000_000]))
def test_few_pairs_at_a_time_are_enough_where_people_are_alike(core: Core, cohort: Cohort, near: int) -> None:
    at_once = assign(cohort.program, cohort.scores(), core="scipy")
    with tiny_steps(near):
        grown = assign(cohort.program, cohort.scores(), core=core)
    assert told(grown) == told(at_once)
    assert grown.proven


def crowd(seed: int, optimise: str) -> Cohort:
    """Up to 150 mentees and 70 mentors: few kinds of them, some listed pairs, locks, tiers, a spread."""
    chance = Random(seed)  # noqa: S311  # people, not secrets
    applicants = [f"e{n}" for n in range(chance.randint(60, 150))]
    advisers = [f"m{n}" for n in range(chance.randint(5, 70))]

    def person(key: str, others: list[str], places: list[int]) -> Person:
        values: dict[str, Any] = {
            "level": chance.choice([*LEVELS, None]),
            "function": chance.choice([*FUNCTIONS, None]),
            "skills": tuple(chance.sample(SKILLS, chance.randint(1, 3))),
            "development_goals": tuple(chance.sample(SKILLS, chance.randint(1, 3))),
            "asked": chance.choice([True, False, None]),
            "preferences": tuple(chance.sample(others, 2)) if chance.random() < 0.1 else None,
            "capacity": Decimal(chance.choice(places)) if places else None,
        }
        return Person(key, {field: value for field, value in values.items() if value is not None})

    tiers = [{"field": "function", "value": "operations"}, {"field": "asked", "value": "yes"}]
    aims: dict[str, Any] = {"optimise": optimise}
    if optimise != "stable":
        aims["priority"] = chance.sample(tiers, chance.choice([0, 1, 2]))
    if optimise in ("most_matched", "highest_total", "fair"):
        aims["balance"] = {"spread": chance.choice([0, 0.0001, 20, 100])}
    criteria: list[dict[str, Any]] = [
        {"kind": "covers", "mentee": "development_goals", "mentor": "skills"},
        {"kind": "level_gap", "ideal": 1},
        {"kind": "preference"},
        {"kind": "function_at_risk", "of": "mentee"},
    ]
    plan = program(
        criteria=[each | {"weight": chance.randint(1, 9)} for each in chance.sample(criteria, 2)],
        never=chance.choice([[], [{"rule": "same", "field": "level"}]]),
        floor=chance.choice([0, 0, 30]),
        **aims,
    )
    locked = chance.sample(applicants, 4)
    waive = ("same level", "floor", "capacity")
    at = Location("decisions.csv")
    return Cohort(
        plan,
        tuple(person(key, applicants, [0, 1, 1, 2, 3, 40]) for key in advisers),
        tuple(person(key, advisers, []) for key in applicants),
        {},
        tuple(Decision(key, chance.choice(advisers), "lock", at, waive=waive) for key in locked),
    )


def heaviest_densely(assignment: Assignment, scores: Scores, aims: Aims) -> float:
    """The highest weight of all pairs but locks, by scipy's dense solver with a column for every place."""
    points, may = scores.block(slice(0, len(scores.mentees)))
    lowest = [each.value for each in assignment.certificates if each.aim == "lowest"]
    may &= points >= max([lowest_points(scores.matching), *lowest])
    free = [row for row in range(len(scores.mentees)) if row not in scores.locks]
    weights = aims.served[:, None] * aims.match + points * aims.point + aims.extra
    places = aims.places(scores)
    copies = np.minimum(places.all, len(free))
    turn = np.concatenate([np.arange(many) for many in copies])
    costs = places.step * (turn >= np.repeat(places.first, copies))
    dense = np.where(np.repeat(may, copies, axis=1), np.repeat(weights, copies, axis=1) - costs, 0)[free]
    dense = np.maximum(dense, 0).astype(np.float64)
    return float(dense[linear_sum_assignment(dense, maximize=True)].sum())


def keys(cohort: Cohort, **how: Any) -> set[tuple[str, str]]:
    scores = cohort.scores()
    pairs = assign(cohort.program, scores, **how).pairs
    return {(scores.mentees[row].key, scores.mentors[column].key) for row, column in pairs}


@pytest.mark.parametrize("optimise", POLICIES)
@pytest.mark.parametrize("seed", range(6))
def test_a_crowd_s_optimum_is_the_dense_solver_s_and_the_same_however_it_is_found(
    optimise: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort = crowd(seed, optimise)
    scores = cohort.scores()
    assignment = assign(cohort.program, scores)
    assert assignment.proven
    if optimise not in ("stable", "fair_leximin"):  # whose sums are not the highest
        aims = Aims.of(cohort.program.matching, scores)
        free = [pair for pair in assignment.pairs if pair[0] not in scores.locks]
        loads = np.bincount([mentor for _, mentor in free], minlength=len(scores.mentors))
        weight = sum(
            int(aims.served[pair[0]]) * aims.match + assignment.points[pair] * aims.point + aims.extra
            for pair in free
        )
        assert weight - aims.places(scores).cost(loads) == heaviest_densely(assignment, scores, aims)
    pairs = keys(cohort)
    with tiny_steps():
        assert keys(cohort) == pairs
    chance = Random(seed)  # noqa: S311  # an order, not a secret
    mixed = replace(
        cohort,
        mentors=tuple(chance.sample(cohort.mentors, len(cohort.mentors))),
        mentees=tuple(chance.sample(cohort.mentees, len(cohort.mentees))),
    )
    monkeypatch.setattr(threads, "MOST_CORES", 1)
    assert keys(mixed, core="scipy") == pairs


@pytest.mark.parametrize("optimise", POLICIES)
@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize(
    ("mentees", "mentors", "places", "matched"),
    [
        (0, 3, 1, 0),
        (3, 0, 1, 0),
        (1, 1, 1, 1),
        (1, 1, 0, 0),
        (40, 30, 0, 0),
        (40, 2, 1000, 40),
        (40, 20, 1, 20),
        (40, 60, 1, 40),
    ],
)
def test_where_everybody_is_alike_places_decide(
    optimise: str, small: bool, mentees: int, mentors: int, places: int, matched: int
) -> None:
    plan = program(criteria=[SAME], optimise=optimise, capacity={"default": places})
    everybody = {"function": "finance"}
    advisers = tuple(Person(f"m{n}", everybody) for n in range(mentors))
    cohort = Cohort(plan, advisers, tuple(Person(f"e{n}", everybody) for n in range(mentees)), {})
    if small:
        assignment = assign(plan, cohort.scores())
    else:
        with tiny_steps():
            assignment = assign(plan, cohort.scores())
    assert len(assignment.pairs) == matched
    assert set(assignment.points.values()) <= {1_000_000}
    assert assignment.proven


@pytest.mark.parametrize("optimise", POLICIES)
def test_two_groups_without_a_pair_between_them_are_matched_apart(optimise: str) -> None:
    plan = program(criteria=[SAME], must=[{"rule": "same", "field": "level"}], optimise=optimise)

    def people(prefix: str, many: dict[str, int]) -> tuple[Person, ...]:
        return tuple(
            Person(f"{prefix}{level}{n}", {"level": level})
            for level, size in many.items()
            for n in range(size)
        )

    cohort = Cohort(plan, people("m", {"lead": 3, "junior": 30}), people("e", {"lead": 20, "junior": 8}), {})
    assignment = assign(plan, cohort.scores())
    assert len(assignment.pairs) == 3 + 8
    assert set(assignment.points.values()) == {0}
    assert assignment.proven
