"""The optimum of larger cohorts, against other people's solvers and against optima planted beforehand.

MENTORKIT_INSTANCES says how many random cohorts are solved; each is made from its number alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from mentorkit.assignment import assign
from mentorkit.decisions import Decision
from mentorkit.finding import Location
from mentorkit.people import Person
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import TABLE

INSTANCES = int(os.environ.get("MENTORKIT_INSTANCES", "500"))
BATCH = 25
"""Cohorts in one test."""
AT = Location("decisions.csv")
Ints = NDArray[np.int64]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Instance:
    """A random cohort as arrays, for solvers that know nothing of people."""

    optimise: str
    points: Ints
    """[mentees x mentors]."""
    allowed: NDArray[np.bool_]
    """[mentees x mentors]."""
    places: Ints
    tiers: Ints
    """Each mentee's, 0 or 1 where there are two."""
    entries: int
    """How many entries `priority` has: 0 or 1."""
    spread: int
    """Points that a further mentee of one mentor costs."""

    @property
    def unit(self) -> int:
        """What a point weighs in `weights`."""
        return len(self.points) + 1 if self.optimise == "highest_total" else 1

    def weights(self) -> Ints:
        """The aims of the policy in one number for each pair, 0 where it is not allowed."""
        mentees, highest = len(self.points), self.optimise == "highest_total"
        base = (mentees + 1) * self.unit * (10**6 + self.spread)
        served = (self.entries - self.tiers + (not highest))[:, None]
        weights = served * base + self.points * self.unit + int(highest)
        return np.asarray(np.where(self.allowed, weights, 0), dtype=np.int64)

    def reached(self, pairs: Iterable[tuple[int, int]]) -> tuple[list[int], int, int]:
        """Matched mentees of each tier, matched mentees, and the total less what the spread costs."""
        pairs = list(pairs)
        tiers = Counter(int(self.tiers[row]) for row, _ in pairs)
        loads = Counter(column for _, column in pairs)
        total = sum(int(self.points[pair]) for pair in pairs)
        return (
            [tiers[tier] for tier in range(self.entries + 1)],
            len(pairs),
            total - self.spread * (len(pairs) - len(loads)),
        )

    def cohort(self) -> Cohort:
        """The same as people with a table of points and decisions."""
        mentees, mentors = self.points.shape
        plan = program(
            criteria=[TABLE],
            optimise=self.optimise,
            priority=[{"field": "function", "value": "finance"}] * self.entries,
            **({"balance": {"spread": self.spread / 10_000}} if self.spread else {}),
        )
        functions = ["finance", "operations"]
        table = {
            (f"e{row}", f"m{column}"): Fraction(int(self.points[row, column]))
            for row, column in np.argwhere(self.allowed).tolist()
        }
        closed = np.argwhere(~self.allowed).tolist()
        return Cohort(
            plan,
            tuple(Person(f"m{n}", {"capacity": Decimal(int(self.places[n]))}) for n in range(mentors)),
            tuple(Person(f"e{n}", {"function": functions[self.tiers[n]]}) for n in range(mentees)),
            table,
            tuple(Decision(f"e{row}", f"m{column}", "forbid", AT) for row, column in closed),
        )


def instance(number: int, optimise: str) -> Instance:
    """A cohort of 5 to 60 mentees, made from its number."""
    chance = np.random.default_rng(number)
    mentees = int(chance.integers(5, 60, endpoint=True))
    mentors = int(chance.integers(1, max(2, mentees * 2 // 3), endpoint=True))
    most = int(chance.choice([1, 2, 3, 8]))
    palette = chance.integers(0, 10**6, size=int(chance.choice([2, 4, 5_000])), endpoint=True)
    entries = int(number % 4 == 3)
    return Instance(
        optimise,
        chance.choice(palette, size=(mentees, mentors)),
        chance.random((mentees, mentors)) >= chance.choice([0.0, 0.3, 0.7, 0.95]),
        chance.integers(0, most, size=mentors, endpoint=True),
        chance.integers(0, 1, size=mentees, endpoint=True) * entries,
        entries,
        int(chance.choice([1, 50_000, 1_500_000])) if number % 3 == 2 else 0,
    )


def scipy_s(given: Instance, weights: Ints) -> Pairs:
    """The heaviest set of pairs of scipy's dense solver, a column for every place; 0 stands for unmatched."""
    columns = np.repeat(np.arange(len(given.places)), given.places)
    further = np.concatenate([np.arange(count) > 0 for count in given.places] + [np.zeros(0, bool)])
    worth = np.maximum(weights[:, columns] - further * given.spread * given.unit, 0)
    rows, places = linear_sum_assignment(worth, maximize=True)
    chosen = worth[rows, places] > 0
    return list(zip(rows[chosen].tolist(), columns[places[chosen]].tolist(), strict=True))


def or_tools(given: Instance, weights: Ints) -> Pairs:
    """The same by the cheapest flow from mentees to mentors; who flows past them is unmatched."""
    flows = pytest.importorskip("ortools.graph.python.min_cost_flow")
    mentees, mentors = weights.shape
    network, sink = flows.SimpleMinCostFlow(), mentees + mentors
    pairs = np.argwhere(weights > 0)
    arcs = [
        network.add_arc_with_capacity_and_unit_cost(row, mentees + column, 1, -int(weights[row, column]))
        for row, column in pairs.tolist()
    ]
    for row in range(mentees):
        network.add_arc_with_capacity_and_unit_cost(row, sink, 1, 0)
        network.set_node_supply(row, 1)
    network.set_node_supply(sink, -mentees)
    cost = given.spread * given.unit
    for column, places in enumerate(given.places.tolist()):
        network.add_arc_with_capacity_and_unit_cost(mentees + column, sink, min(places, 1), 0)
        network.add_arc_with_capacity_and_unit_cost(mentees + column, sink, max(places - 1, 0), cost)
    assert network.solve() == network.OPTIMAL
    return [
        (row, column) for arc, (row, column) in zip(arcs, pairs.tolist(), strict=True) if network.flow(arc)
    ]


PEERS: dict[str, Callable[[Instance, Ints], Pairs]] = {"scipy": scipy_s, "or_tools": or_tools}


@lru_cache(maxsize=3 * BATCH)
def solved(number: int, optimise: str) -> tuple[Instance, Pairs]:
    """A cohort and mentorkit's pairs of it, proven."""
    given = instance(number, optimise)
    cohort = given.cohort()
    scores = cohort.scores()
    assignment = assign(cohort.program, scores)
    assert assignment.proven, f"cohort {number}, {optimise}"
    rows = [int(person.key[1:]) for person in scores.mentees]
    columns = [int(person.key[1:]) for person in scores.mentors]
    return given, [(rows[row], columns[column]) for row, column in assignment.pairs]


def batches(count: int) -> list[Any]:
    """The numbers of the cohorts, some to a test."""
    starts = range(0, count, BATCH)
    return [
        pytest.param(range(n, min(n + BATCH, count)), id=f"{n}-{min(n + BATCH, count) - 1}") for n in starts
    ]


@pytest.mark.parametrize("peer", PEERS)
@pytest.mark.parametrize("numbers", batches(INSTANCES))
def test_the_sums_are_another_solver_s(numbers: range, peer: str) -> None:
    for number in numbers:
        for optimise in ("most_matched", "highest_total"):
            given, pairs = solved(number, optimise)
            theirs = PEERS[peer](given, given.weights())
            assert given.reached(pairs) == given.reached(theirs), f"cohort {number}, {optimise}"
            assert all(given.allowed[pair] for pair in pairs)
            loads = Counter(column for _, column in pairs)
            assert all(load <= given.places[column] for column, load in loads.items())


@pytest.mark.parametrize("numbers", batches(INSTANCES // 5))
def test_the_fairest_lowest_points_are_found_by_trying_all(numbers: range) -> None:
    for number in numbers:
        given, pairs = solved(number, "fair")
        weights = given.weights()
        most = given.reached(scipy_s(given, weights))[0]
        levels = np.unique(given.points[given.allowed])
        low, high = 0, len(levels)  # the lowest level works; one above the highest does not
        while low + 1 < high:
            middle = (low + high) // 2
            found = scipy_s(given, np.where(given.points >= levels[middle], weights, 0))
            low, high = (middle, high) if given.reached(found)[0] == most else (low, middle)
        if sum(most):
            assert min(int(given.points[pair]) for pair in pairs) == levels[low], f"cohort {number}"
            kept = np.where(given.points >= levels[low], weights, 0)
            assert given.reached(pairs) == given.reached(scipy_s(given, kept)), f"cohort {number}"


@pytest.mark.parametrize("optimise", ["most_matched", "highest_total"])
@pytest.mark.parametrize("places", [1, 3])
@pytest.mark.parametrize(("mentees", "slack"), [(30, 1), (30, 40), (99, 2), (150, 40)])
def test_a_planted_optimum_is_found(mentees: int, slack: int, places: int, optimise: str) -> None:
    """Costs of 1 to 100, as in the OR-Library's assignment problems, and prices u, v that nobody can beat.

    Every cost is at least u + v, and equal along one full set of pairs: that set costs the least that any
    can (Koenig and Egervary), and so does mentorkit's, whichever it is.
    """
    mentors = mentees // places
    chance = np.random.default_rng([mentees, slack, places])
    u = chance.integers(1, 30, size=mentees, endpoint=True)
    v = chance.integers(0, 30, size=mentors, endpoint=True)
    costs = u[:, None] + v[None, :] + chance.integers(0, slack, size=(mentees, mentors), endpoint=True)
    planted = chance.permutation(np.repeat(np.arange(mentors), places))
    costs[np.arange(mentees), planted] = u + v[planted]
    least = int(u.sum() + places * v.sum())
    cheap = {"kind": "table", "file": "elsewhere.csv", "from": 100, "to": 0, "weight": 1}
    cohort = Cohort(
        program(criteria=[cheap], capacity={"default": places}, optimise=optimise),
        tuple(Person(f"m{n}") for n in range(mentors)),
        tuple(Person(f"e{n}") for n in range(mentees)),
        {(f"e{row}", f"m{column}"): Fraction(int(cost)) for (row, column), cost in np.ndenumerate(costs)},
    )
    assignment = assign(cohort.program, cohort.scores())
    assert len(assignment.pairs) == mentees
    assert sum(assignment.points.values()) == 10_000 * (100 * mentees - least)
    assert assignment.proven
