"""Objectives on a day: every measure by hand, and the line from baseline to target."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from mentorkit.finding import Location
from mentorkit.logs import Reading
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.targets import Known, Target, on_the_line, targets
from mentorkit.vocabulary import Measure

LAUNCH, BY = dt.date(2027, 1, 1), dt.date(2027, 4, 11)  # 100 days
TODAY = dt.date(2027, 2, 20)  # half way


def measure(**said: Any) -> Measure:
    return Measure.model_validate({"metric": "own", **said})


def target(metric: str, today: dt.date = TODAY, **said: Any) -> Target:
    own = {"baseline": 0, "target": 10, "by": BY.isoformat(), **said.pop("measure", {})}
    data = {
        "version": 1,
        "name": "Test",
        "launch": LAUNCH.isoformat(),
        "vocabulary": {"skills": {"coaching": ["guiding"], "planning": []}},
        "objectives": [
            {
                "id": "goal",
                "focus": "leadership_depth",
                "statement": "More",
                "skills": ["guiding", "planning"],
                "measure": {"metric": metric, **own},
            }
        ],
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "matching": {"criteria": [{"kind": "same", "field": "location", "weight": 1}]},
    }
    program = Program.model_validate_json(json.dumps(data), strict=True)
    known: dict[str, Any] = {
        "today": today,
        "matched": (30, 40),
        "mentees": (Person("e1"), Person("e2")),
        "later": None,
        "before": True,
        "left": frozenset(),
        "bench": {},
        "readings": (),
        "ratings": ("ratings",),
        "levels": ("low", "middle", "high"),
    }
    (found,) = targets(program, Known(**known | said))
    return found


@pytest.mark.parametrize(
    ("said", "day", "wanted"),
    [
        pytest.param({"baseline": 2, "target": 12}, LAUNCH, 2, id="at launch the baseline"),
        pytest.param({"baseline": 2, "target": 12}, TODAY, 7, id="half way"),
        pytest.param({"baseline": 2, "target": 12}, BY, 12, id="on the date the target"),
        pytest.param({"baseline": 2, "target": 12}, dt.date(2028, 1, 1), 12, id="and after it"),
        pytest.param({"baseline": 2, "target": 12}, dt.date(2026, 1, 1), 2, id="before launch the baseline"),
        pytest.param({"baseline": 9, "target": 4}, TODAY, Fraction(13, 2), id="falling"),
        pytest.param({"target": 4}, TODAY, None, id="no baseline"),
        pytest.param({"target": 4}, BY, 4, id="no baseline, on the date"),
        pytest.param({"baseline": 9}, TODAY, None, id="no target"),
    ],
)
def test_the_line(said: dict[str, Any], day: dt.date, wanted: Any) -> None:
    assert on_the_line(measure(by=BY, **said), LAUNCH, day) == wanted


def test_without_a_launch_there_is_no_line() -> None:
    assert on_the_line(measure(by=BY, baseline=0, target=4), None, TODAY) is None


def reading(value: str, month: int = 2, day: int = 20) -> Reading:
    return Reading("goal", dt.date(2027, month, day), Decimal(value), Location("r.csv", 2, 3))


@pytest.mark.parametrize(
    ("value", "said", "state"),
    [
        ("10", {}, "met"),
        ("5", {}, "on_track"),
        ("4.99", {}, "behind"),
        ("4", {"baseline": 10, "target": 4}, "met"),
        ("7", {"baseline": 10, "target": 4}, "on_track"),
        ("7.5", {"baseline": 10, "target": 4}, "behind"),
        ("5", {"baseline": None}, "open"),
        ("5", {"target": None}, "open"),
    ],
)
def test_met_on_track_or_behind(value: str, said: dict[str, Any], state: str) -> None:
    found = target("own", measure=said, readings=[reading(value)])
    assert (found.state, found.value) == (state, Fraction(value))


def test_a_reading_is_held_against_the_line_of_its_own_day() -> None:
    found = target("own", readings=[reading("1", 1, 11), reading("9", 3, 1)])
    assert (found.value, found.on, found.expected) == (Fraction(1), dt.date(2027, 1, 11), Fraction(1))
    assert found.state == "on_track"
    assert found.how == "the reading of 2027-01-11, r.csv:2:3"


LATER = {
    "e1": Person("e1", {"level": "high", "ratings": {"coaching": Decimal(4), "budgets": Decimal(5)}}),
    "e2": Person("e2", {"level": "low", "ratings": {"coaching": Decimal(3), "planning": Decimal(5)}}),
}
THEN = (
    Person("e1", {"level": "middle", "ratings": {"coaching": Decimal(2), "budgets": Decimal(1)}}),
    Person("e2", {"level": "middle", "ratings": {"coaching": Decimal(3), "planning": Decimal(4)}}),
    Person("e3", {"level": "low"}),
)
BOTH: dict[str, Any] = {"later": LATER, "mentees": THEN, "left": frozenset(["e3"])}


@pytest.mark.parametrize(
    ("metric", "said", "value", "how"),
    [
        pytest.param(
            "matched_rate",
            {"measure": {"target": 0.9}},
            Fraction(3, 4),
            "30 of 40 mentees of the roster are matched in the run",
            id="matched",
        ),
        pytest.param(
            "matched_rate",
            {"measure": {"target": 90}},
            75,
            "30 of 40 mentees of the roster are matched in the run, in per cent as the target is",
            id="matched, in per cent",
        ),
        pytest.param(
            "matched_rate", {"matched": (0, 0)}, None, "not known: there is nobody to count", id="nobody"
        ),
        pytest.param(
            "retention",
            {**BOTH, "measure": {"target": 1}},
            Fraction(2, 3),
            "2 of 3 matched mentees are still in the rosters of today",
            id="stayed",
        ),
        pytest.param(
            "retention", {}, None, "not known: no later roster says who is still there", id="no later roster"
        ),
        pytest.param(
            "promotions",
            BOTH,
            1,
            "1 of 2 matched mentees stand at a higher level than in the roster of the run",
            id="risen",
        ),
        pytest.param(
            "promotions",
            {**BOTH, "measure": {"target": 0.6}},
            Fraction(1, 2),
            "1 of 2 matched mentees stand at a higher level than in the roster of the run",
            id="risen, a share",
        ),
        pytest.param(
            "promotions",
            {**BOTH, "before": False},
            None,
            "not known: the roster of the run is not what it was",
            id="the roster of the run has changed",
        ),
        pytest.param(
            "promotions", {}, None, "not known: no later roster to compare with", id="nothing to compare"
        ),
        pytest.param(
            "promotions",
            {"later": {"e1": Person("e1")}},
            None,
            "not known: no level stands in both rosters",
            id="no levels",
        ),
        pytest.param(
            "skill_gain",
            BOTH,
            1,
            "mean of 3 ratings of 2 matched mentees, now less then, in coaching, planning",
            id="ratings",
        ),
        pytest.param(
            "skill_gain",
            {
                "later": {
                    "e1": Person("e1", {"skills": ("Coaching", "Planning")}),
                    "e2": Person("e2", {"skills": ("Coaching",)}),
                },
                "mentees": (
                    Person("e1", {"skills": ("Planning",)}),
                    Person("e2", {"skills": ("Coaching", "x")}),
                ),
            },
            Fraction(1, 2),
            "skills of the objective that 2 matched mentees have listed since, per mentee",
            id="lists",
        ),
        pytest.param(
            "skill_gain",
            {"later": {}},
            None,
            "not known: no rating or list of these skills stands in both rosters",
            id="no ratings",
        ),
        pytest.param(
            "bench_strength",
            {"bench": {"goal": (Fraction(3, 8), 8)}},
            Fraction(3, 8),
            "ready-now successors of 8 critical roles, per role, as the candidates stand",
            id="bench",
        ),
        pytest.param(
            "bench_strength",
            {},
            None,
            "not known: no succession candidates for roles of this objective",
            id="no candidates",
        ),
        pytest.param(
            "bench_strength",
            {"readings": [reading("2")]},
            2,
            "the reading of 2027-02-20, r.csv:2:3; bench_strength itself is not known: "
            "no succession candidates for roles of this objective",
            id="a reading instead",
        ),
        pytest.param("own", {}, None, "not known: there is no reading of it yet", id="no reading"),
        pytest.param(
            "own",
            {"readings": [reading("2", 3, 1)]},
            None,
            "not known: there is no reading of it yet",
            id="a reading to come",
        ),
    ],
)
def test_measures(metric: str, said: dict[str, Any], value: Any, how: str) -> None:
    found = target(metric, **said)
    assert (found.value, found.how) == (value, how)
    assert (found.state == "not_known") == (value is None)
