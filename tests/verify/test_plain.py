"""The plain formula is the definition: row by row what `value()` and `holds()` say pair by pair."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

import mentorkit
from mentorkit.people import Person
from mentorkit.verify.cast import cast
from mentorkit.verify.plain import truth_row
from mentorkit.verify.plain_points import points_row, weight_points
from tests.properties.cohorts import Cohort, cohorts, program
from tests.properties.oracle import shares
from tests.verify.honest import inputs_of, waiving

OWN = (
    "run",
    *(
        f"verify.{name}"
        for name in (
            *("_verify", "outcome", "listed", "certified", "proofs", "aims", "wishes"),
            *("cast", "plain", "plain_points"),
        )
    ),
)
"""The modules of `verify`."""


@given(cohorts())
@settings(max_examples=60, phases=[Phase.generate])
def test_rows_are_the_definitions(drawn: Cohort) -> None:
    cohort = waiving(drawn)
    everybody = cast(inputs_of(cohort))
    matching, facts = cohort.program.matching, everybody.inputs.facts
    assert everybody.weights == shares(matching.criteria)
    for number, mentee in enumerate(everybody.mentees):
        points, allowed = everybody.points(number).tolist(), everybody.allowed(number).tolist()
        for other, mentor in enumerate(everybody.mentors):
            assert points[other] == everybody.points_of(number, other)
            may = (number, other) not in everybody.forbidden and mentee.key != mentor.key
            for _, never, rule in matching.constraints():
                held = rule.holds(mentee, mentor, facts)
                may &= not rule.blank_forbids(never) if held is None else held is not never
            assert allowed[other] == (may and other not in everybody.only_locked)


@pytest.mark.parametrize("scale", ["1", "0.1", "0.123456789", "123456789.123", "999999999999", "1e-12"])
@pytest.mark.parametrize("points", [1, 333_333, 1_000_000])
def test_numbers_of_any_size_are_exact(scale: str, points: int) -> None:
    """Halves, thirds and numbers that 64 bits would not hold."""
    unit = Decimal(scale)
    near = {"full": float(unit), "none": float(4 * unit)}
    plan = program(
        criteria=[{"kind": "closeness", "field": "tenure", "weight": 1} | near],
        never=[{"rule": "within", "field": "tenure", "at_most": float(2 * unit)}],
    )
    numbers = [unit * n / 2 for n in range(12)] + [unit / 3, unit * 10**9]
    mentors = [Person(f"m{n}", {"tenure": number}) for n, number in enumerate(numbers)] + [Person("m99")]
    criterion, rule, facts = plan.matching.criteria[0], plan.matching.never[0], plan.facts()
    row, truths = points_row(criterion, points, mentors, facts), truth_row(rule, mentors, facts)
    for mentee in (Person("e1", {"tenure": unit}), Person("e2", {"tenure": Decimal("7.7")}), Person("e3")):
        values = [criterion.value(mentee, mentor, facts) or Fraction(0) for mentor in mentors]
        assert row(mentee).tolist() == [round(points * value) for value in values]
        holds, known = truths(mentee)
        found = [bool(h) if k else None for h, k in zip(holds, known, strict=True)]
        assert found == [rule.holds(mentee, mentor, facts) for mentor in mentors]


def test_weights_that_leave_a_remainder() -> None:
    same = {"kind": "same", "field": "function"}
    thirds = program(criteria=[same | {"weight": 1, "name": name} for name in "abc"]).matching.criteria
    assert weight_points(thirds) == [333_334, 333_333, 333_333]


def test_nothing_that_match_computes_with_is_loaded() -> None:
    names = ", ".join(f"mentorkit.{name}" for name in OWN)
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, {names}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    foreign = {"scores", "assignment", "match_report", "unmatched", "report", "tabulate", "grid", "locks"}
    assert not {f"mentorkit.{name}" for name in foreign} & set(found)
    assert "scipy" not in found
    for name in OWN:
        text = (Path(mentorkit.__file__).parent / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert ".block(" not in text
