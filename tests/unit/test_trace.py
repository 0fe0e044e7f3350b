"""The chain from goals to messages as a report: its rows, its holes, and what a file has of it."""

from __future__ import annotations

import pytest

from mentorkit.trace import trace
from mentorkit.wording import mentions, words
from tests.lints.said import program

FULL = {
    "vocabulary": "{skills: {strategic planning: [strategy], coaching: []}}",
    "objectives": (
        "[{id: bench, focus: succession_pipeline, statement: Two successors a plant, "
        "skills: [strategy, coaching, Strategic Planning], "
        "measure: {metric: bench_strength, baseline: 0.5, target: 2, by: 2027-12-17}}]"
    ),
    "qualification": "{mentors: {expertise: {rule: covers_objectives, at_least: 2, each: true}}}",
    "matching": (
        "{criteria: ["
        "{kind: covers, mentee: development_goals, mentor: skills, weight: high, serves: [bench]}, "
        "{kind: same, field: location, weight: low}]}"
    ),
    "training": "{mentees: [{name: plans, teaches: [strategy]}], managers: [{name: coaching-for-managers}]}",
    "communication": "{messages: [{audience: managers, subject: Why an hour a week, serves: [bench]}]}",
}
MEASURE = "bench strength: from 0.5 to 2 by 2027-12-17"
RULE = "covers_objectives skills: 2 skills of every objective"
SAID = "Why an hour a week (managers)"


def test_a_row_for_every_skill() -> None:
    report = trace(program(**FULL))
    listing = report.listing("trace")
    names = [column.name for column in listing.columns if column.in_files]
    assert names == [
        "objective",
        "statement",
        "measure",
        "skill",
        "mentor_rule",
        "criterion",
        "training",
        "message",
    ]
    of = [dict(zip((column.name for column in listing.columns), row, strict=True)) for row in listing.rows]
    covers = "covers development_goals"
    assert [[row[name] for name in names[2:]] for row in of] == [
        [MEASURE, "strategic planning", RULE, covers, "plans (mentees)", SAID],
        [MEASURE, "coaching", RULE, covers, "coaching-for-managers (managers)", SAID],
    ]
    assert {row["objective"] for row in of} == {"bench"}
    assert not listing.on_screen


def test_a_goal_is_read_once_on_screen_and_so_is_what_all_its_skills_share() -> None:
    goal = trace(program(**FULL)).listing("goal bench")
    assert goal.title == "bench: Two successors a plant"
    assert goal.notes == (f"measure: {MEASURE}", f"message: {SAID}")
    assert [column.title for column in goal.columns] == ["Skill", "Mentor rule", "Criterion", "Training"]
    assert [row[0] for row in goal.rows] == ["strategic planning", "coaching"]


@pytest.mark.parametrize(
    ("messages", "notes", "title", "cells"),
    [
        pytest.param("[]", ["message: none"], "Training", None, id="no message"),
        pytest.param(
            "[{audience: mentors, subject: How coaching works}]",
            [],
            "Message",
            ["none", "How coaching works (mentors)"],
            id="of one skill",
        ),
        pytest.param(
            "[{audience: managers, subject: Why an hour a week, serves: [bench]}, "
            "{audience: mentors, subject: How coaching works}]",
            [f"message: {SAID}"],
            "Further message",
            ["none", "How coaching works (mentors)"],
            id="of all and of one",
        ),
    ],
)
def test_messages_of_some_skills(
    messages: str, notes: list[str], title: str, cells: list[str] | None
) -> None:
    goal = trace(program(**{**FULL, "communication": f"{{messages: {messages}}}"})).listing("goal bench")
    assert list(goal.notes) == [f"measure: {MEASURE}", *notes]
    assert goal.columns[-1].title == title
    assert cells is None or [row[-1] for row in goal.rows] == cells


def test_criteria_with_their_share_and_what_they_serve() -> None:
    assert trace(program(**FULL)).listing("criteria").rows == (
        ("covers development_goals", 83.3, "bench"),
        ("same location", 16.7, "none"),
    )


COMPLETE = {
    "measure": 0,
    "skill": 0,
    "mentor_rule": 0,
    "criterion": 0,
    "training": 0,
    "message": 0,
    "aimless_criteria": 1,
}


@pytest.mark.parametrize(
    ("changes", "holes", "summary"),
    [
        pytest.param({}, {}, "1 hole: 1 criterion without a goal.", id="complete"),
        pytest.param(
            {"matching": FULL["matching"].replace("weight: low", "weight: low, serves: [bench]")},
            {"aimless_criteria": 0},
            "The chain has no holes.",
            id="no holes",
        ),
        pytest.param(
            {"training": None},
            {"training": 2},
            "3 holes: no training for 2 rows, 1 criterion without a goal.",
            id="no training",
        ),
        pytest.param(
            {"qualification": None, "communication": None},
            {"mentor_rule": 2, "message": 2},
            "5 holes: no mentor rule for 2 rows, no message for 2 rows, 1 criterion without a goal.",
            id="no rule and no message",
        ),
        pytest.param(
            {"matching": "{criteria: [{kind: same, field: location, weight: 1, serves: [bench]}]}"},
            {"criterion": 2, "aimless_criteria": 0},
            "2 holes: no criterion for 2 rows.",
            id="a criterion that rewards no skill",
        ),
        pytest.param(
            {
                "objectives": "[{id: bench, focus: leadership_depth, statement: Two a plant}]",
                "qualification": None,
            },
            {"measure": 1, "skill": 1, "mentor_rule": 1, "training": 1},
            "5 holes: no measure for 1 objective, no skill for 1 objective, no mentor rule for 1 row, "
            "no training for 1 row, 1 criterion without a goal.",
            id="a bare objective",
        ),
    ],
)
def test_holes_are_counted(changes: dict[str, str | None], holes: dict[str, int], summary: str) -> None:
    report = trace(program(**{**FULL, **changes}))
    assert report.document["holes"] == {**COMPLETE, **holes}
    assert report.summary == (summary,)


def test_a_hole_is_a_word() -> None:
    bare = "[{id: a, focus: leadership_depth, statement: Two a plant, measure: {metric: own, label: seats}}]"
    report = trace(program(objectives=bare))
    assert report.listing("trace").rows == (
        (
            "a",
            "Two a plant",
            "seats: from none to none by none",
            *["none"] * 5,
        ),
    )
    assert report.document["objectives"] == [
        {
            "id": "a",
            "statement": "Two a plant",
            "measure": "seats: from none to none by none",
            "chains": [{"skill": None, "mentor_rules": [], "criteria": [], "trainings": [], "messages": []}],
        }
    ]


def test_an_objective_without_skills_shows_what_serves_it() -> None:
    report = trace(
        program(
            objectives="[{id: a, focus: leadership_depth, statement: Two, functions_at_risk: [HR]}]",
            qualification=(
                "{mentors: {require: [{rule: one_of, field: function, values: [HR]}]}, "
                "mentees: {require: [{rule: one_of, field: department, values: [HR]}]}}"
            ),
            matching="{criteria: [{kind: function_at_risk, weight: 1}]}",
        )
    )
    (chain,) = report.document["objectives"][0]["chains"]
    assert (chain["mentor_rules"], chain["criteria"]) == (["one_of function"], ["function_at_risk"])
    assert report.listing("criteria").rows == (("function_at_risk", 100.0, "a"),)


def test_without_objectives_there_is_nothing_to_trace() -> None:
    report = trace(program())
    assert report.listing("trace").rows == ()
    assert report.summary == ("The program names no objectives; nothing can be traced.",)


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        pytest.param("Our Strategic  Planning day", "strategic planning", True, id="words in a row"),
        pytest.param("strategic-planning_rating", "Strategic planning", True, id="joined by signs"),
        pytest.param("planning, then strategic", "strategic planning", False, id="another order"),
        pytest.param("coaches", "coach", False, id="part of a word"),
        pytest.param("P&L for all", "P&L", True, id="signs in the phrase"),
        pytest.param("anything", "&", False, id="no word to look for"),
        pytest.param("!", "&", False, id="no words at all"),
        pytest.param("\uff23oaching", "coaching", True, id="another form of the same letters"),
    ],
)
def test_mentions(text: str, phrase: str, found: bool) -> None:
    assert mentions(text, phrase) is found


def test_words_of_a_text() -> None:
    assert words("In our_team: 10 %, Žáček's") == ("in", "our", "team", "10", "žáček", "s")
