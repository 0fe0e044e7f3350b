"""role_successor and function_at_risk by exit risk: values with their sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest

from mentorkit.people import Person
from mentorkit.reporting_lines import ReportingLines
from mentorkit.vocabulary import Bench
from tests.lints.said import program

SUCCESSION = (
    "{critical_roles: [{title: Head, function: Ops, incumbent: m1, exit_risk: medium}, "
    "{title: CFO, function: Finance, incumbent: m2, exit_risk: high}, {title: Site, function: Ops, "
    "exit_risk: low}, {title: Chief, function: IT, exit_risk: high}]}"
)
BENCH = Bench(
    {"e1": {"head": "now", "cfo": "one_to_two_years"}, "e2": {"cfo": "now"}, "m3": {"head": "now"}},
    {"head": {"m1": "incumbent", "m3": "former"}, "cfo": {"m2": "incumbent", "m3": "former"}},
)
LINES = ReportingLines({"e1": ("m2",), "m1": ("e2",)}, frozenset(["e2", "m3"]))


@pytest.mark.parametrize(
    ("mentee", "mentor", "value", "sentence"),
    [
        pytest.param("e1", "m1", 1, "stands for Head, which the mentor has", id="the incumbent"),
        pytest.param(
            "e1", "m2", 0, "stands for CFO, which the mentor has, but in one reporting line", id="boss"
        ),
        pytest.param("e2", "m1", 0, "the mentor knows no role the mentee stands for", id="another role"),
        pytest.param("e3", "m1", 0, "stands for no critical role", id="no candidate"),
        pytest.param("e2", "m3", None, "", id="lines that end too early"),
        pytest.param("e2", "m2", None, "", id="lines that end too early for the mentee"),
        pytest.param("m3", "m1", None, "", id="a candidate who had it"),
    ],
)
def test_role_successor(mentee: str, mentor: str, value: int | None, sentence: str) -> None:
    plan = program(succession=SUCCESSION, matching="{criteria: [{kind: role_successor, weight: 1}]}")
    criterion, facts = plan.matching.criteria[0], plan.facts(LINES, None, BENCH)
    pair = Person(mentee), Person(mentor)
    assert criterion.value(*pair, facts) == value
    assert criterion.confidential
    if value is not None:
        assert criterion.sentence(*pair, facts) == sentence


def test_several_roles_are_told_in_the_order_of_the_program() -> None:
    plan = program(succession=SUCCESSION, matching="{criteria: [{kind: role_successor, weight: 1}]}")
    lines = ReportingLines({}, frozenset())
    found = plan.matching.criteria[0].sentence(Person("e1"), Person("m3"), plan.facts(lines, None, BENCH))
    assert found == "stands for Head, CFO, which the mentor had"


@pytest.mark.parametrize(
    ("weigh", "function", "value", "sentence"),
    [
        pytest.param("", "ops", Fraction(1), "mentor in ops, at risk", id="not weighed"),
        pytest.param(
            ", weigh: exit_risk", "ops", Fraction(2, 3), "mentor in ops, at risk: medium", id="medium"
        ),
        pytest.param(
            ", weigh: exit_risk", "Finance", Fraction(1), "mentor in Finance, at risk: high", id="high"
        ),
        pytest.param(
            ", weigh: exit_risk", "Law", Fraction(1, 3), "mentor in Law, at risk: low", id="not said"
        ),
        pytest.param(
            ", weigh: exit_risk", "IT", Fraction(0), "mentor in IT, not at risk", id="of no objective"
        ),
    ],
)
def test_function_at_risk(weigh: str, function: str, value: Fraction, sentence: str) -> None:
    plan = program(
        succession=SUCCESSION,
        objectives="[{id: a, focus: leadership_depth, statement: S, functions_at_risk: [Ops, Finance, Law]}]",
        matching=f"{{criteria: [{{kind: function_at_risk, weight: 1{weigh}}}]}}",
    )
    criterion, pair = plan.matching.criteria[0], (Person("e1"), Person("m1", {"function": function}))
    assert criterion.value(*pair, plan.facts()) == value
    assert criterion.sentence(*pair, plan.facts()) == sentence
    assert criterion.confidential is bool(weigh)


def test_a_blank_function_is_unknown() -> None:
    objective = "[{id: a, focus: leadership_depth, statement: More, functions_at_risk: [Ops]}]"
    plan = program(objectives=objective, matching="{criteria: [{kind: function_at_risk, weight: 1}]}")
    assert plan.matching.criteria[0].value(Person("e1"), Person("m1"), plan.facts()) is None
