"""What a report page is made of: funnel, goals, coverage, load, flows, and what may not be said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mentorkit.export.page_rows import rows
from mentorkit.figures import figures
from mentorkit.overview import KEY, Overview
from tests.conftest import run, write_program

LEVELS = "{levels: [one, two, three], fields: {rating: %s, grade: number}}"
MENTORS = """\
id,name,level,function,skills,capacity,rating
m1,Ann Lee,three,Sales,coaching; budgeting,2,5
m2,Bo Ek,two,IT,budgeting,1,5
m3,Cleo Day,two,IT,coaching,1,1
m4,Dan Orr,three,IT,,0,5
"""
MENTEES = """\
id,name,level,function,development_goals,rating
e1,Eve Fry,one,Sales,coaching,5
e2,Fay Gee,one,IT,budgeting; coaching,5
e3,Gus Hay,two,IT,coaching,5
e4,Hal Ivy,one,IT,coaching,5
e5,Ivo Jay,one,IT,budgeting,1
"""
COLUMNS = "{level: level, function: function}"
SECTIONS = {
    "rosters": f"{{mentors: {{file: mentors.csv, columns: {COLUMNS}}}, "
    f"mentees: {{file: mentees.csv, columns: {COLUMNS}}}}}",
    "objectives": "[{id: grow, focus: skill_development, statement: Ten more coaches, "
    "skills: [coaching, budgeting], measure: {metric: promotions, baseline: 0.5, target: 2}}]",
    "qualification": "{mentors: {require: [{rule: at_least, field: rating, value: 3}]}, "
    "mentees: {require: [{rule: at_least, field: rating, value: 3}]}}",
    "matching": "{criteria: [{kind: covers, mentee: development_goals, mentor: skills, weight: 3, "
    "serves: [grow]}, {kind: same, field: rating, weight: 1}]}",
}


def made(folder: Path, rating: str = "number", **changes: str) -> tuple[dict[str, Any], Overview]:
    """The document and the overview of a small run."""
    sections = {"vocabulary": LEVELS % rating, **SECTIONS, **changes}
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **sections)
    ran = run("match", "program.yaml", "--format", "json", cwd=folder)
    assert ran.code == 0, ran.err
    document: dict[str, Any] = json.loads(ran.out)
    return document, Overview.model_validate(document[KEY])


def test_the_funnel_counts_who_is_left_at_each_stage(tmp_path: Path) -> None:
    _, found = made(tmp_path, pool="{mentees: {size: 3}}")
    told = [(stage.name, stage.mentees, stage.mentors) for stage in found.stages]
    assert told == [
        ("invited", 5, 4),
        ("eligible", 4, 3),
        ("qualified", 4, 3),
        ("in the pool", 3, 3),
        ("matched", 3, 2),
    ]


def test_a_goal_has_what_serves_it(tmp_path: Path) -> None:
    _, found = made(tmp_path)
    (goal,) = found.goals
    assert (goal.focus, goal.measure, goal.baseline, goal.target) == (
        "skill development",
        "promotions",
        "0.5",
        "2",
    )
    assert goal.criteria == ("covers development_goals",)
    assert [(each.name, each.weight) for each in found.criteria] == [
        ("covers development_goals", 75.0),
        ("same rating", 25.0),
    ]


def test_coverage_counts_matched_mentees_and_their_own_mentors(tmp_path: Path) -> None:
    document, found = made(tmp_path)
    pairs = {(pair["mentee"], pair["mentor"]) for pair in document["pairs"]}
    wanted = {"e1": {"coaching"}, "e2": {"coaching", "budgeting"}, "e3": {"coaching"}, "e4": {"coaching"}}
    brought = {"m1": {"coaching", "budgeting"}, "m2": {"budgeting"}}
    for each in found.coverage:
        ours = [mentee for mentee, _ in pairs if each.skill in wanted[mentee]]
        met = [mentee for mentee, mentor in pairs if each.skill in wanted[mentee] & brought[mentor]]
        theirs = {mentor for _, mentor in pairs if each.skill in brought[mentor]}
        assert (each.wanted, each.met, each.mentors) == (len(ours), len(met), len(theirs))


def test_load_and_flows_add_up_to_the_pairs(tmp_path: Path) -> None:
    document, found = made(tmp_path)
    drawn = figures(document, found)
    assert drawn.load.names == ("no mentee", "1 mentee", "2 mentees")
    assert drawn.load.series == {"all places taken": (0, 1, 1), "places left": (0, 0, 0)}
    assert drawn.scores is not None
    assert sum(drawn.scores.series["pairs"]) == 3
    function, level = drawn.flows
    assert (function.field, sum(map(sum, function.counts))) == ("function", 3)
    assert level.mentors == ("two", "three")  # in the order of the vocabulary
    assert (drawn.policies, drawn.firmness) == (None, None)


@pytest.mark.parametrize(
    ("rating", "shown"),
    [
        pytest.param("number", True, id="both people of a pair may read it"),
        pytest.param("{type: number, readers: [sponsors]}", True, id="the sponsors may"),
        pytest.param("{type: number, readers: [mentees, administrators]}", False, id="one of a pair may"),
        pytest.param("{type: number, readers: [administrators]}", False, id="administrators alone"),
        pytest.param("{type: number, private: true}", False, id="private"),
    ],
)
def test_what_few_may_read_is_neither_a_value_nor_a_reason(tmp_path: Path, rating: str, shown: bool) -> None:
    document, found = made(tmp_path, rating)
    laid = rows(document, found)
    assert [each.shown for each in found.criteria] == [True, shown]
    assert all((pair[3][1] is not None) is shown and (pair[5][1] is not None) is shown for pair in laid.pairs)
    details = {found.mentees[gap[0]].id: gap[2] for gap in laid.unmatched}
    assert details["e5"] == (
        "rating 1, at least 3 needed" if shown else "by a rule on what is not shown here"
    )


RANKED = "rank_by: [{kind: availability, field: %s, none: 0, full: 9, weight: 1}]"


@pytest.mark.parametrize(
    ("pool", "detail"),
    [
        pytest.param(
            RANKED % "grade", "all 2 places are taken; the last went to", id="a rank that may be shown"
        ),
        pytest.param(RANKED % "rating", "all 2 places are taken", id="private ranks are not told of others"),
        pytest.param(
            "quotas: [{field: function, at_most: 1}]", "at most 1 of function IT", id="a known group"
        ),
        pytest.param("quotas: [{field: rating, at_most: 1}]", "", id="private groups are not named"),
    ],
)
def test_the_waiting_list_without_what_is_private(tmp_path: Path, pool: str, detail: str) -> None:
    sections = {**SECTIONS, "pool": f"{{mentees: {{size: 2, {pool}}}}}"}
    mentees = MENTEES.replace("rating", "rating,grade").replace(",5\n", ",5,4\n").replace(",1\n", ",1,1\n")
    vocabulary = LEVELS % "{type: number, private: true}"
    write_program(tmp_path, mentors=MENTORS, mentees=mentees, vocabulary=vocabulary, **sections)
    document = json.loads(run("match", "program.yaml", "--format", "json", cwd=tmp_path).out)
    found = rows(document, Overview.model_validate(document[KEY]))
    told = [gap[2].partition(": ")[2] for gap in found.unmatched if gap[1] == "not in the pool"]
    assert told
    assert any(text.startswith(detail) for text in told)
    assert any("went to" in text for text in told) is ("rating" not in pool)
    assert any(told) is bool(detail)
