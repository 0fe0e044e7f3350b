"""Lints of objectives and sponsors: cases that say nothing, and what the others say."""

from __future__ import annotations

import pytest

from mentorkit.lints import LINTS, Lint
from mentorkit.lints.approved_after_launch import APPROVED_AFTER_LAUNCH
from mentorkit.lints.incomplete_measure import INCOMPLETE_MEASURE
from mentorkit.lints.measured_after_close import MEASURED_AFTER_CLOSE
from mentorkit.lints.no_business_plan import NO_BUSINESS_PLAN
from mentorkit.lints.no_measure import NO_MEASURE
from mentorkit.lints.no_objectives import NO_OBJECTIVES
from mentorkit.lints.no_owner import NO_OWNER
from mentorkit.lints.no_skills import NO_SKILLS
from mentorkit.lints.not_approved import NOT_APPROVED
from mentorkit.lints.target_is_baseline import TARGET_IS_BASELINE
from mentorkit.lints.vague_statement import VAGUE_STATEMENT
from tests.lints.said import said

MEASURED = "{id: a, focus: skill_development, statement: Ten more coaches, measure: {metric: own}}"
BARE = "{id: a, focus: skill_development, statement: Ten more coaches}"


def objective(name: str = "a", **keys: str) -> str:
    """An objective as flow text, bare but for these keys."""
    known = {"id": name, "focus": "leadership_depth", "statement": "Ten more coaches", **keys}
    return "{" + ", ".join(f"{key}: {value}" for key, value in known.items()) + "}"


def measured(text: str, name: str = "a") -> str:
    return objective(name, measure="{" + text + "}")


@pytest.mark.parametrize(
    ("objectives", "remarks"),
    [
        pytest.param(f"[{BARE}]", [], id="one"),
        pytest.param(None, [": the program names no objectives"], id="no section"),
        pytest.param("[]", ["objectives: the program names no objectives"], id="an empty section"),
    ],
)
def test_no_objectives(objectives: str | None, remarks: list[str]) -> None:
    assert said(NO_OBJECTIVES, objectives=objectives) == remarks


@pytest.mark.parametrize(
    "statement",
    [
        "Ten more coaches",
        "Improve leadership by 10 %",
        "Two leaders more in every team",
        "Every plant-manager role has two successors who are ready now.",
        "Nine in ten of the people on the succession list are still with us a year later.",
        "Every department has three candidates for each senior post who were mentored outside it.",
        "Better ward managers",
        "Improve customer service",
        "Improve negotiation",
        "Improve people development",
        "Improve TEAM leadership",
        "Strengthen leadership in People & Culture",
        "Více vedoucích z vlastních řad",
        "後継者を育てる",
    ],
)
def test_statements_that_say_something(statement: str) -> None:
    found = objective(statement=f'"{statement}"', functions_at_risk="[People & Culture]")
    vocabulary = "{skills: {people development: [], leading teams: [team leadership]}}"
    assert said(VAGUE_STATEMENT, objectives=f"[{found}]", vocabulary=vocabulary) == []


@pytest.mark.parametrize(
    "statement",
    [
        "Improve leadership",
        "Improve leadership.",
        "IMPROVE  LEADERSHIP!",
        "We will develop our future leaders",
        "Build a stronger succession pipeline",
        "Better leadership skills for everyone",
        "Unlock the potential of our people",
        "Increase our organization's performance",
        "Leadership",
        "TBD",
        "to be defined",
        "...",
    ],
)
def test_vague_statements(statement: str) -> None:
    # What else the objective holds does not make the sentence say more; nor does a skill as vague as it.
    found = objective(statement=f'"{statement}"', skills="[leadership, coaching]", owner="COO")
    assert said(VAGUE_STATEMENT, objectives=f"[{objective('b')}, {found}]") == [
        f'objectives.1.statement: "{statement}" names no figure, skill, role or function'
    ]


@pytest.mark.parametrize(
    ("objectives", "remarks"),
    [
        pytest.param(None, [], id="no objectives"),
        pytest.param(f"[{MEASURED}]", [], id="a measure"),
        pytest.param(f"[{BARE}]", ['objectives.0: the objective "a" has no measure'], id="none"),
    ],
)
def test_no_measure(objectives: str | None, remarks: list[str]) -> None:
    assert said(NO_MEASURE, objectives=objectives) == remarks


FULL = "baseline: 0.5, target: 2, by: 2027-12-17"


@pytest.mark.parametrize(
    ("measure", "lacks"),
    [
        pytest.param(f"metric: bench_strength, {FULL}", None, id="complete"),
        pytest.param(f"metric: own, label: coaches, {FULL}", None, id="complete, of our own"),
        pytest.param(
            "metric: retention, baseline: 0, target: 0.5, by: 2027-12-17", None, id="a baseline of 0"
        ),
        pytest.param("metric: matched_rate, target: 0.9, by: 2027-12-17", None, id="no rate before"),
        pytest.param("metric: retention, target: 2, by: 2027-12-17", "no baseline", id="no baseline"),
        pytest.param("metric: retention, baseline: 2, by: 2027-12-17", "no target", id="no target"),
        pytest.param("metric: retention, baseline: 1, target: 2", "no date", id="no date"),
        pytest.param("metric: promotions, by: 2027-12-17", "no baseline and no target", id="two"),
        pytest.param("metric: skill_gain", "no baseline, no target and no date", id="three"),
        pytest.param(f"metric: own, {FULL}", "no label that says what is measured", id="no label"),
        pytest.param("metric: matched_rate", "no target and no date", id="a rate without a target"),
    ],
)
def test_incomplete_measure(measure: str, lacks: str | None) -> None:
    remarks = [f'objectives.1.measure: the measure of "b" has {lacks}'] if lacks else []
    assert said(INCOMPLETE_MEASURE, objectives=f"[{BARE}, {measured(measure, 'b')}]") == remarks


def test_the_rate_of_the_cycle_before_is_a_baseline() -> None:
    objectives = f"[{measured('metric: matched_rate, target: 0.9, by: 2027-12-17')}]"
    assert said(INCOMPLETE_MEASURE, objectives=objectives, cycle="2") == [
        'objectives.0.measure: the measure of "a" has no baseline'
    ]


@pytest.mark.parametrize(
    ("measure", "said_of"),
    [
        pytest.param("baseline: 1, target: 2", None, id="more"),
        pytest.param("baseline: 2, target: 1", None, id="less"),
        pytest.param("baseline: 0.30000000000000004, target: 0.3", None, id="all but equal"),
        pytest.param("target: 2", None, id="no baseline"),
        pytest.param("baseline: 2", None, id="no target"),
        pytest.param("label: x", None, id="neither"),
        pytest.param("baseline: 2, target: 2", "2", id="equal"),
        pytest.param("baseline: 0.50, target: 0.5", "0.5", id="equal, written otherwise"),
        pytest.param("baseline: 0, target: 0.0", "0", id="nothing"),
    ],
)
def test_target_is_baseline(measure: str, said_of: str | None) -> None:
    remark = f'objectives.0.measure.target: the target of "a" is {said_of}, which is where it stands today'
    objectives = f"[{measured(f'metric: own, {measure}')}]"
    assert said(TARGET_IS_BASELINE, objectives=objectives) == ([remark] if said_of else [])


AT = "objectives.0.measure.by:"


@pytest.mark.parametrize(
    ("by", "close", "remarks"),
    [
        pytest.param("2027-12-16", "2027-12-17", [], id="before the close"),
        pytest.param("2027-12-17", "2027-12-17", [], id="on the last day"),
        pytest.param("2030-01-01", None, [], id="no close"),
        pytest.param(None, "2027-12-17", [], id="no date"),
        pytest.param(
            "2027-12-18",
            "2027-12-17",
            [f'{AT} "a" is measured on 2027-12-18, after the program closes on 2027-12-17'],
            id="a day late",
        ),
    ],
)
def test_measured_after_close(by: str | None, close: str | None, remarks: list[str]) -> None:
    measure = measured("metric: retention" + (f", by: {by}" if by else ""))
    assert said(MEASURED_AFTER_CLOSE, objectives=f"[{measure}, {objective('b')}]", close=close) == remarks


@pytest.mark.parametrize(
    ("lint", "key", "remark"),
    [
        pytest.param(NO_OWNER, "owner: COO", 'nobody answers for the objective "b"', id="owner"),
        pytest.param(
            NO_BUSINESS_PLAN,
            "supports: Plan 2027",
            'the objective "b" belongs to no business plan',
            id="business plan",
        ),
        pytest.param(
            NO_SKILLS,
            "skills: [coaching]",
            'the objective "b" names no skill that mentors pass on',
            id="skills",
        ),
    ],
)
def test_what_every_objective_has(lint: Lint, key: str, remark: str) -> None:
    full = objective(**dict([key.split(": ")]))
    assert said(lint) == []
    assert said(lint, objectives="[]") == []
    assert said(lint, objectives=f"[{full}]") == []
    assert said(lint, objectives=f"[{full}, {objective('b')}]") == [f"objectives.1: {remark}"]


def test_an_empty_list_names_no_skill() -> None:
    assert len(said(NO_SKILLS, objectives=f"[{objective(skills='[]')}]")) == 1


NOT_DATED = "sponsors: no date says that"


@pytest.mark.parametrize(
    ("sponsors", "remarks"),
    [
        pytest.param("[{name: Di, approved: 2026-11-02}]", [], id="approved"),
        pytest.param("[{name: Al}, {name: Di, approved: 2026-11-02}]", [], id="one of two"),
        pytest.param(None, [": no sponsor in the leadership stands behind the program"], id="nobody"),
        pytest.param("[]", [": no sponsor in the leadership stands behind the program"], id="an empty list"),
        pytest.param("[{name: Di, role: COO}]", [f'{NOT_DATED} "Di" approved the program'], id="no date"),
        pytest.param(
            "[{name: Di}, {name: Al}]", [f'{NOT_DATED} "Di" or "Al" approved the program'], id="two, no date"
        ),
    ],
)
def test_not_approved(sponsors: str | None, remarks: list[str]) -> None:
    assert said(NOT_APPROVED, sponsors=sponsors) == remarks


@pytest.mark.parametrize(
    ("sponsors", "launch", "late"),
    [
        pytest.param(None, "2027-01-11", [], id="nobody"),
        pytest.param("[{name: Di}]", "2027-01-11", [], id="no date"),
        pytest.param("[{name: Di, approved: 2027-02-01}]", None, [], id="no launch"),
        pytest.param("[{name: Di, approved: 2027-01-11}]", "2027-01-11", [], id="on the day"),
        pytest.param(
            "[{name: Di, approved: 2027-02-01}, {name: Al, approved: 2026-12-01}]",
            "2027-01-11",
            [],
            id="one joins later",
        ),
        pytest.param("[{name: Di, approved: 2027-02-01}]", "2027-01-11", ["0 Di 2027-02-01"], id="late"),
        pytest.param(
            "[{name: Di, approved: 2027-02-01}, {name: Al}, {name: Bo, approved: 2027-01-12}]",
            "2027-01-11",
            ["0 Di 2027-02-01", "2 Bo 2027-01-12"],
            id="both late",
        ),
    ],
)
def test_approved_after_launch(sponsors: str | None, launch: str | None, late: list[str]) -> None:
    expected = [
        f'sponsors.{number}.approved: "{name}" approves the program on {day}, after it launches on {launch}'
        for number, name, day in (each.split() for each in late)
    ]
    assert said(APPROVED_AFTER_LAUNCH, sponsors=sponsors, launch=launch) == expected


def test_a_goal_with_everything_has_no_remark() -> None:
    full = objective(
        supports="Operations plan",
        owner="COO",
        skills="[coaching]",
        measure="{metric: own, label: coaches, baseline: 4, target: 14, by: 2027-12-17}",
    )
    sections = {
        "objectives": f"[{full}]",
        "sponsors": "[{name: Di, approved: 2026-11-02}]",
        "launch": "2027-01-11",
        "close": "2027-12-17",
    }
    goals = [lint for lint in LINTS if "MK110" <= lint.code <= "MK120"]
    assert len(goals) == 11
    assert [remark for lint in goals for remark in said(lint, **sections)] == []
