"""Lints of the chain from goals to messages: what counts as a link, and what is missing."""

from __future__ import annotations

import pytest

from mentorkit.lints import LINTS
from mentorkit.lints.criterion_without_objective import CRITERION_WITHOUT_OBJECTIVE
from mentorkit.lints.objective_not_announced import OBJECTIVE_NOT_ANNOUNCED
from mentorkit.lints.objective_without_support import OBJECTIVE_WITHOUT_SUPPORT
from mentorkit.lints.skill_not_required import SKILL_NOT_REQUIRED
from mentorkit.lints.skill_not_rewarded import SKILL_NOT_REWARDED
from mentorkit.lints.skill_not_taught import SKILL_NOT_TAUGHT
from tests.lints.said import said

VOCABULARY = (
    "{skills: {strategic planning: [strategy], coaching: []}, fields: {"
    "topics: list, offers: {type: list, skills: true}, offices: list, coaching_rating: number, "
    "reviews: {type: ratings, from: 1, to: 5}}}"
)
PLAIN = "{kind: same, field: location, weight: 1}"


def objectives(*more: str) -> str:
    """An objective `a` with these keys, as a list."""
    return (
        "[{" + ", ".join(["id: a", "focus: succession_pipeline", "statement: Ten successors", *more]) + "}]"
    )


def matching(*criteria: str, rest: str = "") -> str:
    return f"{{criteria: [{', '.join(criteria)}]{rest}}}"


def expertise(rule: str) -> str:
    return f"{{mentors: {{expertise: {rule}}}}}"


NO_SUPPORT = ['objectives.0: no criterion and no rule serves the objective "a"']
RISK = "{kind: function_at_risk, weight: 1}"


@pytest.mark.parametrize(
    ("keys", "criterion", "qualification", "remarks"),
    [
        pytest.param([], "{kind: same, field: location, weight: 1, serves: [a]}", None, [], id="a criterion"),
        pytest.param(["functions_at_risk: [HR]"], RISK, None, [], id="function_at_risk serves all"),
        pytest.param(
            ["skills: [coaching]"], PLAIN, expertise("{rule: covers_objectives}"), [], id="covers_objectives"
        ),
        pytest.param(
            ["skills: [coaching]"],
            PLAIN,
            expertise("{rule: one_of, field: skills, values: [Coaching]}"),
            [],
            id="a rule that names a skill",
        ),
        pytest.param(
            ["functions_at_risk: [HR]"],
            PLAIN,
            "{mentees: {require: [{rule: one_of, field: function, values: [hr]}]}}",
            [],
            id="a rule that chooses by function",
        ),
        pytest.param(
            ["skills: [coaching]"],
            PLAIN,
            "{mentees: {require: [{rule: one_of, field: development_goals, values: [coaching]}]}}",
            [],
            id="a rule of mentees that names a skill",
        ),
        pytest.param([], PLAIN, None, NO_SUPPORT, id="nothing"),
        pytest.param(["skills: [coaching]"], PLAIN, None, NO_SUPPORT, id="skills that nobody asks for"),
        pytest.param(
            ["functions_at_risk: [HR]"],
            PLAIN,
            "{mentees: {require: [{rule: one_of, field: function, values: [Sales]}]}}",
            NO_SUPPORT,
            id="a rule that chooses another function",
        ),
        pytest.param(
            [], PLAIN, "{mentors: {require: [{rule: answered_yes, field: asked}]}}", NO_SUPPORT, id="any rule"
        ),
    ],
)
def test_objective_without_support(
    keys: list[str], criterion: str, qualification: str | None, remarks: list[str]
) -> None:
    found = said(
        OBJECTIVE_WITHOUT_SUPPORT,
        objectives=objectives(*keys),
        matching=matching(criterion),
        qualification=qualification,
        vocabulary="{fields: {asked: yes_no}}",
    )
    assert found == remarks


@pytest.mark.parametrize("role", ["mentors", "mentees"])
def test_a_rule_of_the_pool_serves(role: str) -> None:
    pool = f"{{{role}: {{require: [{{rule: one_of, field: function, values: [HR]}}]}}}}"
    goals = objectives("functions_at_risk: [HR]")
    assert said(OBJECTIVE_WITHOUT_SUPPORT, objectives=goals, pool=pool) == []


def test_function_at_risk_serves_only_what_it_names() -> None:
    a, b = (
        f"{{id: {name}, focus: leadership_depth, statement: Ten, functions_at_risk: [HR]}}" for name in "ab"
    )
    served = matching("{kind: function_at_risk, weight: 1, serves: [a]}")
    assert said(OBJECTIVE_WITHOUT_SUPPORT, objectives=f"[{a}, {b}]", matching=served) == [
        'objectives.1: no criterion and no rule serves the objective "b"'
    ]


def test_each_objective_needs_support_of_its_own() -> None:
    two = (
        "[{id: a, focus: leadership_depth, statement: Ten}, {id: b, focus: leadership_depth, statement: Two}]"
    )
    served = matching("{kind: same, field: location, weight: 1, serves: [a]}")
    assert said(OBJECTIVE_WITHOUT_SUPPORT, objectives=two, matching=served) == [
        'objectives.1: no criterion and no rule serves the objective "b"'
    ]
    assert said(OBJECTIVE_WITHOUT_SUPPORT) == []


@pytest.mark.parametrize(
    ("goals", "criteria", "remarks"),
    [
        pytest.param(None, [PLAIN], [], id="no objectives"),
        pytest.param("[]", [PLAIN], [], id="an empty list of objectives"),
        pytest.param(
            objectives(), ["{kind: same, field: location, weight: 1, serves: [a]}"], [], id="serves"
        ),
        pytest.param(objectives("functions_at_risk: [HR]"), [RISK], [], id="function_at_risk serves all"),
        pytest.param(
            objectives(),
            ["{kind: same, field: function, weight: 1, serves: [a]}", PLAIN],
            ['matching.criteria.1: the criterion "same location" serves no objective'],
            id="one of two",
        ),
        pytest.param(
            objectives(),
            ["{kind: preference, weight: 1, name: wishes, serves: []}"],
            ['matching.criteria.0: the criterion "wishes" serves no objective'],
            id="an empty list",
        ),
    ],
)
def test_criterion_without_objective(goals: str | None, criteria: list[str], remarks: list[str]) -> None:
    assert said(CRITERION_WITHOUT_OBJECTIVE, objectives=goals, matching=matching(*criteria)) == remarks


def lacking(what: str, skill: str = "strategic planning", place: int = 0) -> list[str]:
    """The remark on one skill of objective `a`."""
    return [f'objectives.0.skills.{place}: {what} "{skill}", a skill of the objective "a"']


NOT_ASKED = "no mentor must bring"
BOTH = '"strategic planning" or "coaching"'


@pytest.mark.parametrize(
    ("rules", "remarks"),
    [
        pytest.param("{rule: covers_objectives}", [], id="covers_objectives"),
        pytest.param("{rule: covers_objectives, at_least: 2, each: true}", [], id="all of them"),
        pytest.param(
            "{rule: one_of, field: skills, values: [strategy, COACHING]}", [], id="named, or a synonym"
        ),
        pytest.param(
            "[{rule: one_of, field: skills, values: [strategy]}, "
            "{rule: at_least, field: coaching_rating, value: 4}]",
            [],
            id="a field of the skill",
        ),
        pytest.param(
            "[{rule: one_of, field: skills, values: [strategy]}, "
            "{rule: rating, field: reviews, of: coaching, at_least: 4}]",
            [],
            id="a rating of the skill",
        ),
        pytest.param(
            "[{rule: one_of, field: skills, values: [strategy]}, "
            "{rule: training_completed, training: module-7}]",
            [],
            id="a required training that teaches it",
        ),
        pytest.param(
            "{rule: one_of, field: skills, values: [coaching]}", lacking(NOT_ASKED), id="only the other"
        ),
        pytest.param(
            "{rule: one_of, field: skills, values: [strategic planning]}",
            lacking(NOT_ASKED, "coaching", 1),
            id="only the first",
        ),
        pytest.param(
            "{rule: answered_yes, field: expert}",
            [f'objectives.0.skills: {NOT_ASKED} {BOTH}, skills of the objective "a"'],
            id="a rule on something else",
        ),
    ],
)
def test_skill_not_required(rules: str, remarks: list[str]) -> None:
    found = said(
        SKILL_NOT_REQUIRED,
        objectives=objectives("skills: [strategic planning, coaching]"),
        qualification=expertise(rules),
        vocabulary=VOCABULARY.replace("topics: list", "expert: yes_no"),
        training="{mentors: [{name: module-7, teaches: [coaching]}]}",
    )
    assert found == remarks


@pytest.mark.parametrize(
    "qualification",
    [
        pytest.param(None, id="no section"),
        pytest.param(
            "{mentors: {communication: {rule: rating, field: rated, at_least: 3}}}", id="no expertise"
        ),
    ],
)
def test_a_missing_expertise_rule_is_another_lint(qualification: str | None) -> None:
    found = said(
        SKILL_NOT_REQUIRED,
        objectives=objectives("skills: [coaching]"),
        qualification=qualification,
        vocabulary="{fields: {rated: number}}",
    )
    assert found == []


def test_an_objective_with_fewer_skills_than_the_rule_counts() -> None:
    two = (
        "[{id: a, focus: skill_development, statement: Ten, skills: [coaching, strategy]}, "
        "{id: b, focus: skill_development, statement: Two, skills: [selling]}]"
    )
    rule = expertise("{rule: covers_objectives, at_least: 2}")
    assert said(SKILL_NOT_REQUIRED, objectives=two, qualification=rule) == [
        f'objectives.1.skills.0: {NOT_ASKED} "selling", a skill of the objective "b"'
    ]


NOT_REWARDED = "no criterion rewards"
GOALS = "{kind: covers, mentee: development_goals, mentor: skills, weight: 1"


@pytest.mark.parametrize(
    ("criterion", "remarks"),
    [
        pytest.param(f"{GOALS}, serves: [a]}}", [], id="covers"),
        pytest.param(f"{GOALS}}}", [], id="covers that does not say what it serves"),
        pytest.param("{kind: overlap, field: skills, weight: 1, serves: [a]}", [], id="overlap"),
        pytest.param("{kind: overlap, field: offers, weight: 1}", [], id="a field of skills of our own"),
        pytest.param("{kind: overlap, field: topics, weight: 1, serves: [a]}", [], id="a list that serves"),
        pytest.param("{kind: table, file: t.csv, weight: 1, serves: [a]}", [], id="an assessment"),
        pytest.param(
            "{kind: preference, name: strategy talks, weight: 1, serves: [a]}", [], id="a name that says it"
        ),
        pytest.param(f"{GOALS}, serves: [b]}}", lacking(NOT_REWARDED), id="serves another"),
        pytest.param(PLAIN, lacking(NOT_REWARDED), id="something else"),
        pytest.param(
            "{kind: overlap, field: languages, weight: 1, serves: [a]}", lacking(NOT_REWARDED), id="no skills"
        ),
        pytest.param(
            "{kind: overlap, field: offices, weight: 1}", lacking(NOT_REWARDED), id="a list of others"
        ),
        pytest.param(
            "{kind: table, file: t.csv, weight: 1}", lacking(NOT_REWARDED), id="a table of anything"
        ),
        pytest.param(
            "{kind: closeness, field: coaching_rating, full: 0, none: 2, weight: 1, serves: [a]}",
            lacking(NOT_REWARDED),
            id="a rating of another skill",
        ),
    ],
)
def test_skill_not_rewarded(criterion: str, remarks: list[str]) -> None:
    goals = objectives("skills: [strategic planning]")
    goals = goals[:-1] + ", {id: b, focus: leadership_depth, statement: Two}]"
    found = said(SKILL_NOT_REWARDED, objectives=goals, matching=matching(criterion), vocabulary=VOCABULARY)
    assert found == remarks


@pytest.mark.parametrize(
    ("training", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("{}", [], id="an empty section"),
        pytest.param("{mentors: []}", [], id="no trainings"),
        pytest.param("{mentees: [{name: x, teaches: [strategic planning]}]}", [], id="taught"),
        pytest.param("{managers: [{name: x, teaches: [Strategy]}]}", [], id="taught, by a synonym"),
        pytest.param("{mentors: [{name: Strategic-planning basics}]}", [], id="in its name"),
        pytest.param(
            "{mentors: [{name: x, teaches: [coaching]}], mentees: [{name: strategically}]}",
            lacking("no training teaches"),
            id="others",
        ),
    ],
)
def test_skill_not_taught(training: str | None, remarks: list[str]) -> None:
    found = said(
        SKILL_NOT_TAUGHT,
        objectives=objectives("skills: [strategic planning]"),
        training=training,
        vocabulary=VOCABULARY,
    )
    assert found == remarks


def test_a_skill_is_known_by_any_of_its_words() -> None:
    assert (
        said(
            SKILL_NOT_TAUGHT,
            objectives=objectives("skills: [strategy]"),
            training="{mentees: [{name: Strategic planning}]}",
            vocabulary=VOCABULARY,
        )
        == []
    )


SILENT = ['objectives.0: no message mentions the objective "a-goal"']


@pytest.mark.parametrize(
    ("messages", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("[]", [], id="no messages"),
        pytest.param("[{audience: mentees, subject: Hello, serves: [a-goal]}]", [], id="serves"),
        pytest.param("[{audience: mentees, subject: A goal for all}]", [], id="named in the subject"),
        pytest.param(
            "[{audience: mentees, subject: Coaching and strategy}]", [], id="every skill named in a subject"
        ),
        pytest.param("[{audience: mentees, subject: Hello}]", SILENT, id="none"),
        pytest.param("[{audience: mentees, subject: Hello, serves: []}]", SILENT, id="an empty list"),
        pytest.param(
            "[{audience: mentors, subject: How you coach}, {audience: mentees, subject: Our strategy}]",
            ['objectives.0.skills.1: no message mentions "coaching", a skill of the objective "a-goal"'],
            id="one skill of two",
        ),
    ],
)
def test_objective_not_announced(messages: str | None, remarks: list[str]) -> None:
    goals = objectives("skills: [strategic planning, coaching]").replace("id: a", "id: a-goal")
    found = said(
        OBJECTIVE_NOT_ANNOUNCED,
        objectives=goals,
        communication=None if messages is None else f"{{messages: {messages}}}",
        vocabulary=VOCABULARY,
    )
    assert found == remarks


def test_without_objectives_nothing_is_traced() -> None:
    sections = {
        "objectives": "[]",
        "training": "{mentors: [{name: x}]}",
        "communication": "{messages: [{audience: mentees, subject: Hello}]}",
        "vocabulary": "{fields: {expert: yes_no}}",
        "qualification": expertise("{rule: answered_yes, field: expert}"),
    }
    chain = [lint for lint in LINTS if "MK130" <= lint.code <= "MK135"]
    assert len(chain) == 6
    assert [remark for lint in chain for remark in said(lint, **sections)] == []
