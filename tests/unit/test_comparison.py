"""Policies side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from mentorkit import comparison
from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.comparison import Comparison, compare
from mentorkit.comparison_report import with_policies
from mentorkit.finding import CannotRun
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.report import Report
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import POLICIES, TABLE

POINTS = {
    ("e0", "m0"): Fraction(900_000),
    ("e0", "m1"): Fraction(10_000),
    ("e1", "m0"): Fraction(100_000),
    ("e2", "m2"): Fraction(500_000),
}
"""Everybody matched costs e0 the best mentor; without e1 the total is higher."""


def cohort(**matching: Any) -> Cohort:
    """Three mentees and three mentors; pairs below 0.001 are below the floor."""
    plan = program(criteria=[TABLE], floor=0.001, **matching)
    mentors, mentees = (tuple(Person(f"{side}{n}") for n in range(3)) for side in "me")
    return Cohort(plan, mentors, mentees, POINTS)


def compared(found: Cohort, watch: Watch | None = None) -> Comparison:
    scores = found.scores()
    return compare(found.program, scores, assign(found.program, scores), watch or Watch())


@pytest.mark.parametrize("own", POLICIES)
def test_each_policy_is_what_the_program_would_make_of_it(own: str) -> None:
    found = compared(cohort(optimise=own))
    assert found.own == own
    assert [each.optimise for each in found.outcomes] == list(POLICIES)
    assert found.left_out == {}
    mine = {*assign(cohort(optimise=own).program, cohort().scores()).pairs}
    for each in found.outcomes:
        other = cohort(optimise=each.optimise)
        pairs = assign(other.program, other.scores()).pairs
        assert each.assignment.pairs == pairs
        assert each.same == len(mine & {*pairs})
        assert each.assignment.proven


def test_what_stands_in_the_document() -> None:
    report = with_policies(Report("", (), {"kept": 1}, ("before",)), compared(cohort()))
    assert report.document["kept"] == 1
    assert report.document["policies"] == [
        row("most_matched", 3, 61.0, 20.3333, 1.0, 1, 3),
        row("highest_total", 2, 140.0, 70.0, 50.0, 0, 1),
        row("fair", 3, 61.0, 20.3333, 1.0, 1, 3),
        row("fair_leximin", 3, 61.0, 20.3333, 1.0, 1, 3),
        row("stable", 2, 140.0, 70.0, 50.0, 0, 1),
    ]
    listing = report.listing("policies")
    others = [column.name for column in listing.columns].index("other_pairs")
    assert [each[others] for each in listing.rows] == [0, 1, 0, 0, 1]
    assert report.summary[0] == "before"


def row(
    optimise: str, matched: int, score: float, mean: float, lowest: float, blocking: int, same: int
) -> dict[str, Any]:
    return {
        "optimise": optimise,
        "matched": matched,
        "score": score,
        "mean": mean,
        "lowest": lowest,
        "blocking_pairs": blocking,
        "same_pairs": same,
        "proven": True,
    }


def test_where_nobody_can_be_matched_there_is_no_mean() -> None:
    found = with_policies(Report("", (), {}), compared(cohort(capacity={"default": 0})))
    assert [(each["matched"], each["mean"]) for each in found.document["policies"]] == [(0, None)] * 5


@pytest.mark.parametrize(
    ("matching", "why"),
    [
        ({"priority": [{"field": "asked", "value": "yes"}]}, "priority"),
        ({"balance": {"spread": 5}}, "balance"),
        (
            {"priority": [{"field": "asked", "value": "yes"}], "balance": {"spread": 5}},
            "priority and balance",
        ),
    ],
)
def test_stable_is_left_out_where_it_cannot_be(matching: dict[str, Any], why: str) -> None:
    found = compared(cohort(**matching))
    scores_alone = {"fair_leximin": "fair_leximin follows scores alone and cannot keep to balance"}
    left_out = {"stable": f"a stable set cannot keep to {why}"} | (
        scores_alone if "balance" in matching else {}
    )
    assert [each.optimise for each in found.outcomes] == [each for each in POLICIES if each not in left_out]
    assert found.left_out == left_out
    said = with_policies(Report("", (), {}), found).summary
    assert f"stable is left out: a stable set cannot keep to {why}." in said


def test_the_program_s_own_policy_is_there_even_where_all_others_are_stopped() -> None:
    found = compared(cohort(optimise="fair"), Watch(stop=lambda: True))
    assert [each.optimise for each in found.outcomes] == ["fair"]
    assert found.left_out == dict.fromkeys(
        ["most_matched", "highest_total", "fair_leximin", "stable"],
        "the search was stopped before it had pairs",
    )


def test_a_policy_beyond_the_solver_is_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def limited(plan: Program, *rest: Any, **more: Any) -> Assignment:
        if plan.matching.optimise == "highest_total":
            raise CannotRun("too many mentees")
        if plan.matching.optimise == "fair":
            raise Stopped
        return assign(plan, *rest, **more)

    monkeypatch.setattr(comparison, "assign", limited)
    found = compared(cohort())
    assert [each.optimise for each in found.outcomes] == ["most_matched", "fair_leximin", "stable"]
    assert found.left_out["highest_total"] == "too many mentees"
    assert found.left_out["fair"] == "the search was stopped before it had pairs"
