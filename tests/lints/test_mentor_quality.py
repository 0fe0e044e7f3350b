"""Lints of mentor quality: cases that say nothing, and what the others say."""

from __future__ import annotations

import pytest

from mentorkit.lints.bar_excludes_nobody import BAR_EXCLUDES_NOBODY
from mentorkit.lints.communication_traded import COMMUNICATION_TRADED
from mentorkit.lints.no_communication_rule import NO_COMMUNICATION_RULE
from mentorkit.lints.no_expertise_rule import NO_EXPERTISE_RULE
from mentorkit.lints.self_rating_alone import SELF_RATING_ALONE
from tests.lints.said import said

VOCABULARY = """{levels: [junior, senior, lead], skills: {Coaching: [mentoring], Budgeting: []}, fields: {
  tenure: number, endorsed: yes_no, trainings_given: {type: list, skills: true, rated_by: self},
  communication_rating: {type: number, from: 1, to: 7}, review: {type: number, from: 1, to: 5},
  own_view: {type: number, rated_by: self}, manager_view: {type: number, rated_by: manager},
  cleared: {type: yes_no, rated_by: assessor}, communication_style: text,
  competencies: {type: ratings, from: 0, to: 4}}}"""
OBJECTIVES = "[{id: a, focus: skill_development, statement: Ten more coaches, skills: [Coaching, Budgeting]}]"
MENTORS = "qualification.mentors"


def mentors(**parts: str) -> str:
    """A qualification of mentors as YAML flow text."""
    return f"{{mentors: {{{', '.join(f'{part}: {text}' for part, text in parts.items())}}}}}"


@pytest.mark.parametrize(
    "qualification",
    [
        pytest.param(mentors(expertise="{rule: covers_objectives}"), id="expertise"),
        pytest.param(mentors(expertise="{rule: answered_yes, field: endorsed}"), id="any rule counts"),
        pytest.param(mentors(require="[{rule: covers_objectives}]"), id="covers under require"),
        pytest.param(mentors(require="[{rule: one_of, field: skills, values: Coaching}]"), id="one_of"),
        pytest.param(
            mentors(require="[{rule: rating, field: competencies, of: Coaching, at_least: 2}]"), id="ratings"
        ),
    ],
)
def test_expertise_is_asked_for(qualification: str) -> None:
    found = said(NO_EXPERTISE_RULE, vocabulary=VOCABULARY, objectives=OBJECTIVES, qualification=qualification)
    assert found == []


@pytest.mark.parametrize(
    "qualification",
    [
        pytest.param(None, id="no qualification"),
        pytest.param("{}", id="a blank qualification"),
        pytest.param(mentors(), id="blank mentors"),
        pytest.param(mentors(expertise="[]"), id="no rules"),
        pytest.param(mentors(require="[{rule: at_least, field: tenure, value: 2}]"), id="other rules"),
        pytest.param(
            mentors(communication="{rule: rating, field: communication_rating, at_least: 5}"),
            id="only communication",
        ),
        pytest.param(
            "{mentees: {require: [{rule: one_of, field: skills, values: Coaching}]}}", id="mentees' skills"
        ),
    ],
)
def test_no_expertise_rule(qualification: str | None) -> None:
    found = said(NO_EXPERTISE_RULE, vocabulary=VOCABULARY, qualification=qualification)
    assert found == [f"{MENTORS}: no rule asks for a mentor's expertise"]


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        pytest.param("{rule: shares, mentee: development_goals, mentor: skills}", 0, id="skills"),
        pytest.param("{rule: shares, field: languages}", 1, id="languages"),
    ],
)
def test_a_pair_rule_on_skills_stands_for_expertise(rule: str, count: int) -> None:
    matching = f"{{must: [{rule}], criteria: [{{kind: same, field: location, weight: 1}}]}}"
    assert len(said(NO_EXPERTISE_RULE, matching=matching)) == count


@pytest.mark.parametrize(
    ("qualification", "count"),
    [
        pytest.param(None, 1, id="no qualification"),
        pytest.param(mentors(), 1, id="blank mentors"),
        pytest.param(mentors(communication="[]"), 1, id="no rules"),
        pytest.param(mentors(expertise="{rule: at_least, field: tenure, value: 2}"), 1, id="only expertise"),
        pytest.param(mentors(require="[{rule: training_completed, training: Talks}]"), 1, id="a training"),
        pytest.param(mentors(communication="{rule: answered_yes, field: endorsed}"), 0, id="any rule counts"),
        pytest.param(
            mentors(require="[{rule: at_least, field: communication_rating, value: 5}]"), 0, id="require"
        ),
        pytest.param(
            mentors(expertise="[{rule: rating, field: competencies, of: Communication, at_least: 2}]"),
            0,
            id="one of several ratings",
        ),
    ],
)
def test_no_communication_rule(qualification: str | None, count: int) -> None:
    found = said(NO_COMMUNICATION_RULE, vocabulary=VOCABULARY, qualification=qualification)
    assert found == [f"{MENTORS}: no rule asks whether a mentor can pass skills on"] * count


@pytest.mark.parametrize(
    ("qualification", "places"),
    [
        pytest.param(None, [], id="no qualification"),
        pytest.param(
            mentors(communication="{rule: rating, field: manager_view, at_least: 3}"), [], id="by the manager"
        ),
        pytest.param(
            mentors(communication="{rule: rating, field: review, at_least: 3}"), [], id="nobody says by whom"
        ),
        pytest.param(
            mentors(
                communication="[{rule: rating, field: own_view, at_least: 3},"
                " {rule: rating, field: manager_view, at_least: 3}]"
            ),
            [],
            id="both views",
        ),
        pytest.param(
            mentors(
                require="[{rule: answered_yes, field: cleared}]",
                communication="{rule: rating, field: own_view, at_least: 3}",
            ),
            [],
            id="an assessor for all",
        ),
        pytest.param(
            mentors(
                require="[{rule: at_least, field: own_view, value: 3}]",
                expertise="{rule: rating, field: manager_view, at_least: 3}",
            ),
            [],
            id="required, and seconded anywhere",
        ),
        pytest.param(
            "{mentees: {require: [{rule: at_least, field: own_view, value: 3}]}}", [], id="mentees may"
        ),
        pytest.param(
            mentors(communication="{rule: rating, field: own_view, at_least: 3}"),
            ["communication.0 own_view"],
            id="alone",
        ),
        pytest.param(
            mentors(
                expertise="{rule: rating, field: manager_view, at_least: 3}",
                communication="{rule: rating, field: own_view, at_least: 3}",
            ),
            ["communication.0 own_view"],
            id="seconded in something else",
        ),
        pytest.param(
            mentors(
                require="[{rule: at_least, field: tenure, value: 2},"
                " {rule: at_least, field: own_view, value: 3}]"
            ),
            ["require.1 own_view"],
            id="a number that is no rating seconds nothing",
        ),
        pytest.param(
            mentors(expertise="{rule: one_of, field: trainings_given, values: Coaching}"),
            ["expertise.0 trainings_given"],
            id="a list",
        ),
    ],
)
def test_self_rating_alone(qualification: str | None, places: list[str]) -> None:
    remarks = [
        f'{MENTORS}.{path}: "{field}" is what mentors say of themselves, and nobody else is asked'
        for path, field in (place.split() for place in places)
    ]
    assert said(SELF_RATING_ALONE, vocabulary=VOCABULARY, qualification=qualification) == remarks


@pytest.mark.parametrize(
    ("expertise", "communication", "remarks"),
    [
        pytest.param("[]", "[]", [], id="no bars"),
        pytest.param(
            "{rule: covers_objectives}",
            "{rule: rating, field: communication_rating, at_least: 5}",
            [],
            id="two fields",
        ),
        pytest.param(
            "{rule: rating, field: competencies, of: Budgeting, at_least: 2}",
            "{rule: rating, field: competencies, of: Coaching, at_least: 2}",
            [],
            id="two ratings of one field",
        ),
        pytest.param(
            "{rule: rating, field: competencies, at_least: 2}",
            "{rule: rating, field: competencies, of: Coaching, at_least: 3}",
            [],
            id="the lowest rating and one by itself",
        ),
        pytest.param(
            "{rule: one_of, field: skills, values: Budgeting}",
            "{rule: one_of, field: skills, values: Coaching}",
            [],
            id="two answers in one list",
        ),
        pytest.param(
            "{rule: rating, field: review, at_least: 4}",
            "[{rule: rating, field: review, at_least: 3}, {rule: rating, field: competencies, at_least: 2}]",
            [],
            id="one bar is on communication alone",
        ),
        pytest.param(
            "{rule: rating, field: review, at_least: 4}",
            "{rule: rating, field: review, at_least: 3}",
            ["0 review"],
            id="one rating",
        ),
        pytest.param(
            "{rule: at_least, field: review, value: 4}",
            "{rule: rating, field: review, at_least: 3}",
            ["0 review"],
            id="one number, two rules",
        ),
        pytest.param(
            "{rule: rating, field: competencies, of: all, at_least: 3}",
            "{rule: rating, field: competencies, of: All, at_least: 3}",
            ["0 competencies of All"],
            id="a rating of all",
        ),
        pytest.param(
            "{rule: rating, field: competencies, at_least: 3}",
            "{rule: rating, field: competencies, at_least: 3}",
            ["0 competencies"],
            id="the lowest rating twice",
        ),
        pytest.param(
            "{rule: one_of, field: skills, values: [Coaching, Budgeting]}",
            "{rule: one_of, field: skills, values: mentoring}",
            ["0 skills"],
            id="one answer, by another word",
        ),
        pytest.param(
            "{rule: covers_objectives}", "{rule: covers_objectives}", ["0 skills"], id="objectives twice"
        ),
        pytest.param(
            "[{rule: covers_objectives}, {rule: rating, field: review, at_least: 4}]",
            "[{rule: rating, field: review, at_least: 3}, {rule: covers_objectives}]",
            ["0 review", "1 skills"],
            id="every bar",
        ),
    ],
)
def test_communication_traded(expertise: str, communication: str, remarks: list[str]) -> None:
    found = said(
        COMMUNICATION_TRADED,
        vocabulary=VOCABULARY,
        objectives=OBJECTIVES,
        qualification=mentors(expertise=expertise, communication=communication),
    )
    expected = [
        f'{MENTORS}.communication.{place}: "{what}" decides on expertise and on communication at once'
        for place, what in (remark.split(" ", 1) for remark in remarks)
    ]
    assert found == expected


CLOSE = "{kind: closeness, field: communication_rating, full: 0, none: 6, weight: 1}"


@pytest.mark.parametrize(
    ("criterion", "qualification", "remarks", "missing"),
    [
        pytest.param(CLOSE, None, 1, 0, id="points only"),
        pytest.param(
            CLOSE,
            mentors(communication="{rule: rating, field: communication_rating, at_least: 4}"),
            0,
            0,
            id="points above a bar",
        ),
        pytest.param(
            "{kind: same, field: communication_style, weight: 1}", None, 0, 1, id="a style is no rating"
        ),
        pytest.param("{kind: preference, weight: 1}", None, 0, 1, id="no field"),
    ],
)
def test_communication_as_a_criterion(
    criterion: str, qualification: str | None, remarks: int, missing: int
) -> None:
    sections = {
        "vocabulary": VOCABULARY,
        "qualification": qualification,
        "matching": f"{{criteria: [{{kind: same, field: location, weight: 1}}, {criterion}]}}",
    }
    found = said(COMMUNICATION_TRADED, **sections)
    assert len(found) == remarks
    assert all(remark.startswith("matching.criteria.1: ") for remark in found)
    # One thing is said once.
    assert len(said(NO_COMMUNICATION_RULE, **sections)) == missing


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        pytest.param("{rule: rating, field: communication_rating, at_least: 2}", None, id="a bar"),
        pytest.param("{rule: at_least, field: tenure, value: 0}", None, id="no scale"),
        pytest.param("{rule: at_most, field: review, value: 4}", None, id="a ceiling"),
        pytest.param("{rule: level_at_least, value: senior}", None, id="a level"),
        pytest.param("{rule: level_at_most, value: senior}", None, id="a highest level"),
        pytest.param("{rule: one_of, field: level, values: [junior, lead]}", None, id="some levels"),
        pytest.param("{rule: on_or_before, field: hire_date, value: 2030-01-01}", None, id="a date"),
        pytest.param("{rule: covers_objectives}", None, id="objectives"),
        pytest.param("{rule: answered_yes, field: endorsed}", None, id="yes"),
        pytest.param(
            "{rule: rating, field: competencies, of: Coaching, at_least: 1}",
            None,
            id="one of several ratings",
        ),
        pytest.param(
            "{rule: rating, field: communication_rating, at_least: 5, conditional_from: 2, after: Talks}",
            None,
            id="a training lifts some",
        ),
        pytest.param(
            "{rule: rating, field: communication_rating, at_least: 1}",
            '1 is enough, and "communication_rating" starts at 1',
            id="the lowest rating",
        ),
        pytest.param(
            "{rule: at_least, field: review, value: 0.5}",
            '0.5 is enough, and "review" starts at 1',
            id="below the scale",
        ),
        pytest.param(
            "{rule: at_most, field: review, value: 5}",
            '5 is still allowed, and "review" ends at 5',
            id="the highest number",
        ),
        pytest.param(
            "{rule: at_least, field: capacity, value: 0}",
            '0 is enough, and "capacity" starts at 0',
            id="a built-in field",
        ),
        pytest.param(
            "{rule: rating, field: competencies, of: Coaching, at_least: 0}",
            '0 is enough, and "competencies" starts at 0',
            id="the lowest of one rating",
        ),
        pytest.param(
            "{rule: rating, field: communication_rating, at_least: 5, conditional_from: 1, after: Talks}",
            'with the training, 1 is enough, and "communication_rating" starts at 1',
            id="a training lifts all",
        ),
        pytest.param(
            "{rule: level_at_least, value: junior}", '"junior" is the lowest level', id="lowest level"
        ),
        pytest.param("{rule: level_at_most, value: lead}", '"lead" is the highest level', id="highest level"),
        pytest.param(
            "{rule: one_of, field: level, values: [lead, junior, senior]}",
            "the rule lists every level",
            id="all levels",
        ),
    ],
)
@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("{{mentors: {{require: [{}]}}}}", f"{MENTORS}.require.0"),
        ("{{mentors: {{communication: {}}}}}", f"{MENTORS}.communication.0"),
        ("{{mentees: {{require: [{}]}}}}", "qualification.mentees.require.0"),
    ],
)
def test_bar_excludes_nobody(rule: str, why: str | None, section: str, path: str) -> None:
    found = said(
        BAR_EXCLUDES_NOBODY,
        vocabulary=VOCABULARY,
        objectives=OBJECTIVES,
        qualification=section.format(rule),
    )
    assert found == ([f"{path}: this excludes nobody: {why}"] if why else [])


def test_a_bar_of_the_pool_excludes_nobody() -> None:
    pool = (
        "{mentees: {require: [{rule: level_at_least, value: senior}, {rule: level_at_least, value: junior}]}}"
    )
    found = said(BAR_EXCLUDES_NOBODY, vocabulary=VOCABULARY, pool=pool)
    assert found == ['pool.mentees.require.1: this excludes nobody: "junior" is the lowest level']


def test_no_qualification_has_no_bar() -> None:
    assert said(BAR_EXCLUDES_NOBODY) == []
