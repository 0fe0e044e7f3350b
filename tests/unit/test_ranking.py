"""What each kind of ranking makes of a person: the value, and the sentence that says why."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from mentorkit.fields import Value
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.ranking import RANKINGS, AnyRanking, Ranking
from mentorkit.vocabulary import Facts

PROGRAM = {
    "version": 1,
    "name": "Test",
    "vocabulary": {
        "levels": ["analyst", "team lead", "manager", "director"],
        "skills": {"strategy": ["strategic thinking"], "lean": [], "coaching": []},
        "fields": {
            "performance": {"type": "number", "from": 1, "to": 5},
            "potential": {"type": "number", "from": 0, "to": 2},
            "box": "text",
            "hours": "number",
        },
    },
    "objectives": [
        {
            "id": "bench",
            "focus": "succession_pipeline",
            "statement": "A bench",
            "skills": ["strategic thinking", "lean"],
            "functions_at_risk": ["Operations"],
        },
        {
            "id": "depth",
            "focus": "leadership_depth",
            "statement": "Depth",
            "skills": ["lean", "coaching"],
            "functions_at_risk": ["finance", "hr"],
        },
    ],
    "succession": {
        "critical_roles": [
            {"title": "Plant head", "function": "operations", "exit_risk": "low"},
            {"title": "COO", "function": "operations", "exit_risk": "high"},
            {"title": "CFO", "function": "Finance", "exit_risk": "medium"},
        ]
    },
    "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
    "matching": {"criteria": [{"kind": "same", "field": "location", "weight": 1}]},
}
BOX: dict[str, Any] = {"kind": "nine_box", "field": "box", "best": ["Star", "high potential", "core"]}
GRID: dict[str, Any] = {"kind": "nine_box", "performance": "performance", "potential": "potential"}
RISK: dict[str, Any] = {"kind": "function_at_risk"}
LEVEL: dict[str, Any] = {"kind": "level", "ideal": "manager"}
TIME: dict[str, Any] = {"kind": "availability", "field": "hours", "none": 1, "full": 5}


def facts() -> Facts:
    return Program.model_validate_json(json.dumps(PROGRAM), strict=True).facts()


def ranking(data: dict[str, Any]) -> Ranking:
    made: Ranking = TypeAdapter(AnyRanking).validate_json(json.dumps({"weight": 1, **data}), strict=True)
    return made


@pytest.mark.parametrize(
    ("data", "values", "value", "sentence"),
    [
        pytest.param(
            GRID,
            {"performance": Decimal(5), "potential": Decimal(2)},
            1,
            "performance 5 of 5, potential 2 of 2",
            id="top right",
        ),
        pytest.param(
            GRID,
            {"performance": Decimal(1), "potential": Decimal(0)},
            0,
            "performance 1 of 5, potential 0 of 2",
            id="bottom left",
        ),
        pytest.param(
            GRID,
            {"performance": Decimal(4), "potential": Decimal("0.5")},
            Fraction(1, 2),
            "performance 4 of 5, potential 0.5 of 2",
            id="between",
        ),
        pytest.param(BOX, {"box": "star"}, 1, "box star, number 1 of 3", id="best box"),
        pytest.param(BOX, {"box": "Core"}, Fraction(1, 3), "box Core, number 3 of 3", id="last box"),
        pytest.param(BOX, {"box": "risk"}, 0, "box risk, none of 3", id="another box"),
        pytest.param(
            {"kind": "skill_gaps"},
            {"development_goals": ("Lean", "sailing")},
            Fraction(1, 3),
            "asks for 1 of 3 targeted skills: lean",
            id="gaps of all objectives",
        ),
        pytest.param(
            {"kind": "skill_gaps", "serves": ["bench"]},
            {"development_goals": ("lean", "strategy")},
            1,
            "asks for 2 of 2 targeted skills: strategy, lean",
            id="gaps of one objective",
        ),
        pytest.param(
            {"kind": "skill_gaps"},
            {"development_goals": ()},
            0,
            "asks for 0 of 3 targeted skills",
            id="no gap",
        ),
        pytest.param(
            {"kind": "brings_skills", "serves": ["depth"]},
            {"skills": ("coaching", "strategy")},
            Fraction(1, 2),
            "brings 1 of 2 targeted skills: coaching",
            id="skills",
        ),
        pytest.param(
            {"kind": "brings_skills"},
            {"skills": {"lean": Decimal(3), "coaching": Decimal(0)}},
            Fraction(1, 3),
            "brings 1 of 3 targeted skills: lean",
            id="rated skills",
        ),
        pytest.param(RISK, {"function": "operations"}, 1, "operations, at risk", id="at risk"),
        pytest.param(
            {**RISK, "serves": ["depth"]},
            {"function": "operations"},
            0,
            "operations, not at risk",
            id="not at risk",
        ),
        pytest.param(
            {**RISK, "weigh": "exit_risk"},
            {"function": "Operations"},
            1,
            "Operations, at risk: high",
            id="high",
        ),
        pytest.param(
            {**RISK, "weigh": "exit_risk"},
            {"function": "finance"},
            Fraction(2, 3),
            "finance, at risk: medium",
            id="medium",
        ),
        pytest.param(
            {**RISK, "weigh": "exit_risk"},
            {"function": "HR"},
            Fraction(1, 3),
            "HR, at risk: low",
            id="not said",
        ),
        pytest.param(LEVEL, {"level": "manager"}, 1, "manager, the level that is looked for", id="the level"),
        pytest.param(
            LEVEL,
            {"level": "director"},
            Fraction(1, 2),
            "director, 1 level above manager",
            id="a level above",
        ),
        pytest.param(
            LEVEL, {"level": "analyst"}, 0, "analyst, 2 levels below manager", id="two levels below"
        ),
        pytest.param(
            {**LEVEL, "tolerance": 2},
            {"level": "analyst"},
            Fraction(1, 3),
            "analyst, 2 levels below manager",
            id="tolerance",
        ),
        pytest.param(TIME, {"hours": Decimal(2)}, Fraction(1, 4), "hours 2, 5 is full", id="some hours"),
        pytest.param(TIME, {"hours": Decimal(0)}, 0, "hours 0, 5 is full", id="below none"),
        pytest.param(TIME, {"hours": Decimal(9)}, 1, "hours 9, 5 is full", id="beyond full"),
        pytest.param(
            {**TIME, "none": 6, "full": 2},
            {"hours": Decimal(5)},
            Fraction(1, 4),
            "hours 5, 2 is full",
            id="falling",
        ),
        pytest.param(
            {"kind": "availability", "full": 4},
            {"availability": ("mon", "tue", "fri")},
            Fraction(3, 4),
            "availability 3, 4 is full",
            id="times in a list",
        ),
    ],
)
def test_value(data: dict[str, Any], values: dict[str, Value], value: Fraction | int, sentence: str) -> None:
    part = ranking(data).part(Person("x", values), facts())
    assert (part.value, part.sentence, part.unknown) == (value, sentence, False)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(GRID, "potential not known, counts 0", id="nine_box"),
        pytest.param(BOX, "box not known, counts 0", id="nine_box by name"),
        pytest.param({"kind": "skill_gaps"}, "development goals not known, counts 0", id="skill_gaps"),
        pytest.param(
            {"kind": "brings_skills", "unknown": 0.5}, "skills not known, counts 0.5", id="brings_skills"
        ),
        pytest.param(RISK, "function not known, counts 0", id="function_at_risk"),
        pytest.param({**LEVEL, "unknown": 1}, "level not known, counts 1", id="level"),
        pytest.param(TIME, "hours not known, counts 0", id="availability"),
    ],
)
def test_blank(data: dict[str, Any], sentence: str) -> None:
    part = ranking(data).part(Person("x", {"performance": Decimal(3)}), facts())
    assert (part.value, part.sentence, part.unknown) == (
        Fraction(str(data.get("unknown", 0))),
        sentence,
        True,
    )


def test_every_kind_has_a_case() -> None:
    kinds = {kind.model_fields["kind"].annotation.__args__[0] for kind in RANKINGS}  # type: ignore[union-attr]
    assert kinds == {"nine_box", "skill_gaps", "brings_skills", "function_at_risk", "level", "availability"}


@pytest.mark.parametrize(
    ("data", "label"),
    [
        pytest.param(TIME, "availability hours", id="another field"),
        pytest.param({"kind": "availability", "full": 4}, "availability", id="the usual field"),
        pytest.param(GRID, "nine_box", id="two fields"),
        pytest.param({**LEVEL, "name": "rank"}, "rank", id="a name"),
    ],
)
def test_label(data: dict[str, Any], label: str) -> None:
    assert ranking(data).label == label
