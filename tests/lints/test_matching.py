"""Lints of matching: cases that say nothing, and what the others say."""

from __future__ import annotations

import pytest

from mentorkit.lints import Lint
from mentorkit.lints._subjects import on_communication, protected
from mentorkit.lints.decided_by_rules import DECIDED_BY_RULES
from mentorkit.lints.level_gap_unfit import LEVEL_GAP_UNFIT
from mentorkit.lints.many_places import MANY_PLACES
from mentorkit.lints.no_reporting_line_rule import NO_REPORTING_LINE_RULE
from mentorkit.lints.number_of_criteria import NUMBER_OF_CRITERIA
from mentorkit.lints.one_criterion_decides import ONE_CRITERION_DECIDES
from mentorkit.lints.protected_attribute import PROTECTED_ATTRIBUTE
from mentorkit.lints.protected_not_private import PROTECTED_NOT_PRIVATE
from mentorkit.lints.shared_mentor import SHARED_MENTOR
from mentorkit.lints.skills_not_heaviest import SKILLS_NOT_HEAVIEST
from tests.lints.said import said

LOCATION = "{kind: same, field: location, weight: 1}"
VOCABULARY = """{levels: [a, b, c, d, e, f, g], fields: {team: text, office: text, joined: date, age: number,
  age_group: text, wants_it: yes_no, native_language: text, topics_offered: list, topics_wanted: list,
  grade: level, talents: {type: list, skills: true}}}"""
SKILLS = "[{id: a, focus: skill_development, statement: Ten more coaches}]"
BENCH = "[{id: a, focus: succession_pipeline, statement: Two successors}]"
DEPTH = "[{id: a, focus: leadership_depth, statement: Two deep}]"
MIXED = f"{SKILLS[:-1]}, {BENCH[1:].replace('id: a', 'id: b')}"


def matching(*criteria: str, **parts: str) -> str:
    """A section of matching as YAML flow text."""
    keys = {**parts, "criteria": f"[{', '.join(criteria or [LOCATION])}]"}
    return f"{{{', '.join(f'{key}: {text}' for key, text in keys.items())}}}"


def weights(*numbers: float | str) -> list[str]:
    """Criteria of these weights."""
    fields = ["location", "function", "department", "level", "team", "office", "joined", "age_group"]
    return [
        f"{{kind: same, field: {field}, weight: {number}}}"
        for field, number in zip(fields, numbers, strict=False)
    ]


@pytest.mark.parametrize(
    ("count", "remark"),
    [
        (1, "one criterion does little to tell pairs apart; 3 to 6 are usual"),
        (2, "2 criteria do little to tell pairs apart; 3 to 6 are usual"),
        (3, None),
        (6, None),
        (7, "7 criteria dilute each other; 3 to 6 are usual"),
    ],
)
def test_number_of_criteria(count: int, remark: str | None) -> None:
    found = said(NUMBER_OF_CRITERIA, vocabulary=VOCABULARY, matching=matching(*weights(*[1] * count)))
    assert found == ([f"matching.criteria: {remark}"] if remark else [])


@pytest.mark.parametrize(
    ("numbers", "remark"),
    [
        pytest.param([1], None, id="a single one"),
        pytest.param([1, 1], None, id="half each"),
        pytest.param([20, 60, 20], None, id="60 %"),
        pytest.param(["high", "medium", "low"], None, id="5 of 9"),
        pytest.param([0.1, 0.2, 0.1], None, id="fractions"),
        pytest.param([19, 61, 20], '1: "same function" has 61 % of the weight', id="above"),
        pytest.param([399.9, 600.1], '1: "same function" has 60.1 % of the weight', id="just above"),
        pytest.param(["high", "low", "low"], '0: "same location" has 71.5 % of the weight', id="words"),
    ],
)
def test_one_criterion_decides(numbers: list[float | str], remark: str | None) -> None:
    found = said(ONE_CRITERION_DECIDES, vocabulary=VOCABULARY, matching=matching(*weights(*numbers)))
    assert found == ([f"matching.criteria.{remark} and all but decides alone"] if remark else [])


COVERS = "{kind: covers, mentee: development_goals, mentor: skills, weight: 40}"
HEAVY = "{kind: same, field: location, weight: 60}"
NO_SKILLS = "matching.criteria: no criterion looks at skills, which every objective is about"
LIGHTER = 'matching.criteria.1: "same location" weighs more than skills, which every objective is about'


@pytest.mark.parametrize(
    ("objectives", "criteria", "remarks"),
    [
        pytest.param(None, [COVERS, HEAVY], [], id="no objectives"),
        pytest.param("[]", [COVERS, HEAVY], [], id="blank objectives"),
        pytest.param(BENCH, [COVERS, HEAVY], [], id="another focus"),
        pytest.param(MIXED, [COVERS, HEAVY], [], id="one of two objectives"),
        pytest.param(SKILLS, [COVERS], [], id="skills alone"),
        pytest.param(SKILLS, [COVERS, HEAVY.replace("60", "40")], [], id="as heavy"),
        pytest.param(
            SKILLS,
            [COVERS, HEAVY, "{kind: overlap, field: talents, weight: 25}"],
            [],
            id="two on skills together",
        ),
        pytest.param(
            SKILLS,
            ["{kind: covers, mentee: topics_wanted, mentor: topics_offered, weight: 2}", LOCATION],
            [],
            id="topics of a form",
        ),
        pytest.param(
            SKILLS, [COVERS, "{kind: table, file: scores.csv, weight: 60}"], [], id="scores made elsewhere"
        ),
        pytest.param(SKILLS, [COVERS, HEAVY], [LIGHTER], id="lighter"),
        pytest.param(
            SKILLS,
            ["{kind: overlap, field: languages, weight: 60}", LOCATION],
            [NO_SKILLS],
            id="a list of something else",
        ),
        pytest.param(SKILLS, [LOCATION], [NO_SKILLS], id="no skills"),
    ],
)
def test_skills_not_heaviest(objectives: str | None, criteria: list[str], remarks: list[str]) -> None:
    found = said(
        SKILLS_NOT_HEAVIEST, vocabulary=VOCABULARY, objectives=objectives, matching=matching(*criteria)
    )
    assert found == remarks


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        pytest.param({"never": "[{rule: reporting_line}]"}, None, id="there"),
        pytest.param({"never": "[{rule: same, field: team}, {rule: reporting_line}]"}, None, id="second"),
        pytest.param({}, "matching", id="no rules"),
        pytest.param({"never": "[]"}, "matching", id="blank"),
        pytest.param({"never": "[{rule: same, field: department}]"}, "matching.never", id="a department"),
        pytest.param({"must": "[{rule: same, field: department}]"}, "matching", id="under must"),
    ],
)
def test_no_reporting_line_rule(parts: dict[str, str], path: str | None) -> None:
    found = said(NO_REPORTING_LINE_RULE, vocabulary=VOCABULARY, matching=matching(**parts))
    assert found == ([f"{path}: nothing keeps a mentor out of the mentee's reporting line"] if path else [])


def gap(**ends: int | str) -> str:
    """A level_gap rule."""
    return f"{{rule: level_gap, {', '.join(f'{key}: {value}' for key, value in ends.items())}}}"


OWN_LEVEL = "this lets a mentor be at the mentee's own level"
IDEAL = "{{kind: level_gap, ideal: {}, weight: 1}}"


@pytest.mark.parametrize(
    ("must", "never", "ideal", "remarks"),
    [
        pytest.param([], [], None, [], id="no rule"),
        pytest.param([gap(at_least=1, at_most=3)], [], None, [], id="one to three"),
        pytest.param([gap(at_least=1), gap(at_most=3)], [], None, [], id="two rules together"),
        pytest.param([gap(at_least=1)], [gap(at_least=4)], None, [], id="closed by never"),
        pytest.param([gap(at_most=3)], [gap(at_most=0)], None, [], id="opened by never"),
        pytest.param([gap(at_most=3)], ["{rule: same, field: level}"], None, [], id="never the same"),
        pytest.param([gap(at_most=-1)], [], None, [], id="reverse mentoring"),
        pytest.param([gap(at_least=1)], [], 2, [], id="an open end, steered"),
        pytest.param([gap(at_most=3)], [], 1, [], id="an open low end, steered"),
        pytest.param([], [gap(at_least=5)], None, [], id="only never"),
        pytest.param([gap(at_least=0, at_most=2)], [], None, [f"must.0: {OWN_LEVEL}"], id="from 0"),
        pytest.param([gap(at_least=0, at_most=2)], [], 1, [f"must.0: {OWN_LEVEL}"], id="from 0, steered"),
        pytest.param([gap(at_most=2)], [], None, [f"must.0: {OWN_LEVEL}"], id="an open low end"),
        pytest.param(["{rule: same, field: level}"], [], None, [f"must.0: {OWN_LEVEL}"], id="the same"),
        pytest.param(
            [gap(at_least=1, at_most=4)],
            [],
            2,
            ["must.0: this lets a mentor be 4 levels above the mentee"],
            id="to four",
        ),
        pytest.param(
            [gap(at_least=1)],
            [],
            None,
            ["must.0: this lets a mentor be 6 levels above the mentee"],
            id="open",
        ),
        pytest.param(
            [gap(at_least=1), gap(at_most=9)],
            [],
            None,
            ["must.1: this lets a mentor be 6 levels above the mentee"],
            id="beyond the levels",
        ),
        pytest.param(
            [gap(at_least=0)],
            [],
            None,
            [f"must.0: {OWN_LEVEL}", "must.0: this lets a mentor be 6 levels above the mentee"],
            id="both ends",
        ),
        pytest.param(
            [gap(field="grade", at_least=0, at_most=1)],
            [],
            None,
            [f"must.0: {OWN_LEVEL}"],
            id="another field",
        ),
        pytest.param([], [], 3, [], id="an ideal of three"),
        pytest.param([], [], -1, [], id="an ideal below"),
        pytest.param(
            [], [], 0, ['criteria.0: "level_gap" looks for mentors at the level of the mentee'], id="ideal 0"
        ),
        pytest.param(
            [], [], 4, ['criteria.0: "level_gap" looks for mentors 4 levels above the mentee'], id="ideal 4"
        ),
    ],
)
def test_level_gap_unfit(must: list[str], never: list[str], ideal: int | None, remarks: list[str]) -> None:
    section = matching(
        LOCATION if ideal is None else IDEAL.format(ideal),
        must=f"[{', '.join(must)}]",
        never=f"[{', '.join(never)}]",
    )
    found = said(LEVEL_GAP_UNFIT, vocabulary=VOCABULARY, matching=section)
    assert found == [f"matching.{remark}" for remark in remarks]


@pytest.mark.parametrize(
    ("objectives", "count"), [(SKILLS, 0), (BENCH, 2), (MIXED, 2)], ids=["skills", "bench", "mixed"]
)
def test_colleagues_may_teach_each_other(objectives: str, count: int) -> None:
    section = matching(IDEAL.format(0), must=f"[{gap(at_least=0, at_most=1)}]")
    assert len(said(LEVEL_GAP_UNFIT, vocabulary=VOCABULARY, objectives=objectives, matching=section)) == count


def test_four_levels_are_never_more_than_three_apart() -> None:
    section = matching(must=f"[{gap(at_least=1)}]")
    assert said(LEVEL_GAP_UNFIT, vocabulary="{levels: [a, b, c, d]}", matching=section) == []


@pytest.mark.parametrize(
    ("lint", "objectives", "capacity", "remarks"),
    [
        pytest.param(MANY_PLACES, None, None, [], id="no capacity"),
        pytest.param(MANY_PLACES, None, "{}", [], id="blank"),
        pytest.param(MANY_PLACES, None, "{default: 3}", [], id="three by default"),
        pytest.param(MANY_PLACES, None, "{default: 0, at_most: 3}", [], id="three at most"),
        pytest.param(
            MANY_PLACES,
            SKILLS,
            "{default: 4}",
            ["default: a mentor whose roster names no number gets 4 mentees"],
            id="four by default",
        ),
        pytest.param(MANY_PLACES, BENCH, "{default: 4}", [], id="what MK316 says"),
        pytest.param(MANY_PLACES, None, "{at_most: 4}", ["at_most: a mentor may have 4 mentees"], id="four"),
        pytest.param(
            MANY_PLACES,
            None,
            "{default: 5, at_most: 9}",
            [
                "default: a mentor whose roster names no number gets 5 mentees",
                "at_most: a mentor may have 9 mentees",
            ],
            id="both",
        ),
        pytest.param(SHARED_MENTOR, BENCH, None, [], id="one for each future leader"),
        pytest.param(SHARED_MENTOR, BENCH, "{default: 1, at_most: 3}", [], id="the roster may say more"),
        pytest.param(SHARED_MENTOR, None, "{default: 2}", [], id="no objectives"),
        pytest.param(SHARED_MENTOR, SKILLS, "{default: 2}", [], id="skills"),
        pytest.param(SHARED_MENTOR, MIXED, "{default: 2}", [], id="one of two objectives"),
        pytest.param(
            SHARED_MENTOR,
            BENCH,
            "{default: 2}",
            ["default: a mentor gets 2 future leaders unless the roster says otherwise"],
            id="two successors",
        ),
        pytest.param(
            SHARED_MENTOR,
            DEPTH,
            "{default: 4}",
            ["default: a mentor gets 4 future leaders unless the roster says otherwise"],
            id="four for depth",
        ),
    ],
)
def test_places(lint: Lint, objectives: str | None, capacity: str | None, remarks: list[str]) -> None:
    section = matching(**({"capacity": capacity} if capacity else {}))
    found = said(lint, objectives=objectives, matching=section)
    assert found == [f"matching.capacity.{remark}" for remark in remarks]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("age", "age"),
        ("age_group", "age"),
        ("AgeGroup", "age"),
        ("dateOfBirth", "birth"),
        ("Year of birth", "birth"),
        ("gender_identity", "gender"),
        ("sex", "sex"),
        ("ethnicity", "ethnicity"),
        ("race", "race"),
        ("religion_or_belief", "religion"),
        ("disability_2027", "disability"),
        ("is_disabled", "is disabled"),
        ("national-origin", "national origin"),
        ("marital_status", "marital"),
        ("pregnancy", "pregnancy"),
        ("sexual_orientation", "sexual"),
        ("veteran", "veteran"),
        ("language", ""),
        ("languages", ""),
        ("stage", ""),
        ("percentage", ""),
        ("manager", ""),
        ("trace", ""),
        ("Essex", ""),
        ("étage", ""),
        ("e\u0301age", ""),
        ("account_disabled", ""),
        ("national_team", ""),
        ("career_orientation", ""),
        ("tenure", ""),
        ("", ""),
    ],
)
def test_protected(name: str, word: str) -> None:
    assert protected(name) == word


@pytest.mark.parametrize(
    ("name", "about"), [("communication_rating", True), ("explainsClearly", True), ("community", False)]
)
def test_on_communication(name: str, about: bool) -> None:
    assert on_communication(name) is about


SAYS = 'decides by "{}", which the law of many countries protects'


@pytest.mark.parametrize(
    ("sections", "remarks"),
    [
        pytest.param({}, [], id="none"),
        pytest.param(
            {"matching": matching("{kind: same, field: native_language, weight: 1}")}, [], id="a language"
        ),
        pytest.param(
            {"matching": matching("{kind: same, field: age_group, weight: 1}")},
            ['matching.criteria.0: the criterion "same age_group" '],
            id="a criterion",
        ),
        pytest.param(
            {"matching": matching(LOCATION, "{kind: same, mentee: team, mentor: age_group, weight: 1}")},
            ['matching.criteria.1: the criterion "same team" '],
            id="one side of a criterion",
        ),
        pytest.param(
            {"matching": matching("{kind: closeness, name: near, field: age, full: 1, none: 9, weight: 1}")},
            ['matching.criteria.0: the criterion "near" '],
            id="a criterion with a name",
        ),
        pytest.param(
            {"matching": matching("{kind: same, field: age_group, weight: 1, asked_by: wants_it}")},
            ['matching.criteria.0: the criterion "same age_group" '],
            id="asked for",
        ),
        pytest.param(
            {
                "matching": matching(
                    never="[{rule: reporting_line}, {rule: same, field: age_group}]",
                    must="[{rule: within, field: age, at_most: 9}]",
                )
            },
            [
                'matching.never.1: the rule "same age_group" ',
                'matching.must.0: the rule "within age" ',
            ],
            id="hard rules",
        ),
        pytest.param(
            {"matching": matching(priority="[{field: team, value: x}, {field: age_group, value: old}]")},
            ["matching.priority.1: the priority "],
            id="priority",
        ),
        pytest.param(
            {
                "qualification": "{mentors: {require: [{rule: at_least, field: age, value: 30}], expertise:"
                " {rule: one_of, field: age_group, values: x}}, mentees: {require:"
                " [{rule: at_most, field: age, value: 30}]}}"
            },
            [
                'qualification.mentors.require.0: the rule "at_least age" ',
                'qualification.mentors.expertise.0: the rule "one_of age_group" ',
                'qualification.mentees.require.0: the rule "at_most age" ',
            ],
            id="qualification",
        ),
        pytest.param(
            {
                "pool": "{mentees: {require: [{rule: at_most, field: age, value: 30}],"
                " rank_by: [{kind: nine_box, field: team, best: [a], weight: 1},"
                " {kind: availability, field: age, full: 4, weight: 1}],"
                " quotas: [{field: team, at_least: 2}, {field: age, value: '30', at_most: 3}]}}"
            },
            [
                'pool.mentees.require.0: the rule "at_most age" ',
                "pool.mentees.rank_by.1: the ranking of the pool ",
                "pool.mentees.quotas.1: a quota of the pool ",
            ],
            id="pool",
        ),
    ],
)
def test_protected_attribute(sections: dict[str, str], remarks: list[str]) -> None:
    found = said(PROTECTED_ATTRIBUTE, vocabulary=VOCABULARY, **sections)
    assert [remark.partition("decides by")[0] for remark in found] == remarks
    assert all(any(remark.endswith(SAYS.format(field)) for field in ("age", "age_group")) for remark in found)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        pytest.param("{}", [], id="no fields"),
        pytest.param("{tenure: number, native_language: text}", [], id="others"),
        pytest.param("{age: {type: number, private: true}}", [], id="private"),
        pytest.param("{age: number, team: text, gender: text}", ["age", "gender"], id="two"),
        pytest.param("{gender: {type: text, private: false}}", ["gender"], id="open on purpose"),
    ],
)
def test_protected_not_private(fields: str, names: list[str]) -> None:
    assert said(PROTECTED_NOT_PRIVATE, vocabulary=f"{{fields: {fields}}}") == [
        f'vocabulary.fields.{name}: "{name}" is something that the law protects, and may be shown to others'
        for name in names
    ]


def test_no_vocabulary_has_nothing_private() -> None:
    assert said(PROTECTED_NOT_PRIVATE) == []


SAME = "{kind: same, field: team, weight: 1}"
SAME_LEVEL = "{kind: same, field: level, weight: 1}"
NEAR = "{kind: closeness, field: utc_offset, full: 2, none: 6, weight: 1}"
SHARED = "{kind: overlap, field: languages, weight: 1}"
WITHIN = "{{rule: within, field: utc_offset, at_most: {}}}"


@pytest.mark.parametrize(
    ("criterion", "never", "must", "remark"),
    [
        pytest.param(SAME, None, None, None, id="no rules"),
        pytest.param(SAME, "{rule: same, field: office}", None, None, id="another field"),
        pytest.param(SAME, "{rule: same, mentee: team, mentor: office}", None, None, id="another side"),
        pytest.param(SAME, "{rule: same, field: team}", None, (0, "never same team"), id="never"),
        pytest.param(SAME, None, "{rule: same, field: team}", (100, "must same team"), id="must"),
        pytest.param(
            SAME, None, "{rule: same, field: team, unknown: allow}", None, id="must lets blanks through"
        ),
        pytest.param(
            SAME.replace("}", ", unknown: 1}"),
            None,
            "{rule: same, field: team, unknown: allow}",
            (100, "must same team"),
            id="blanks count as much",
        ),
        pytest.param(
            SAME.replace("}", ", unknown: 0.5}"),
            "{rule: same, field: team}",
            None,
            None,
            id="never lets blanks through",
        ),
        pytest.param(
            SAME.replace("}", ", asked_by: wants_it}"),
            None,
            "{rule: same, field: team}",
            None,
            id="asked for",
        ),
        pytest.param(
            SAME.replace("}", ", asked_by: wants_it}"),
            "{rule: same, field: team}",
            None,
            (0, "never same team"),
            id="asked for in vain",
        ),
        pytest.param(
            SAME, None, "{rule: shares, field: team}", (100, "must shares team"), id="a text shared"
        ),
        pytest.param(SAME_LEVEL, None, gap(at_least=1), (0, "must level_gap"), id="the level, by a gap"),
        pytest.param(SAME_LEVEL, None, gap(at_least=0), None, id="the level may differ"),
        pytest.param(SAME_LEVEL, "{rule: same, field: level}", None, (0, "never same level"), id="the level"),
        pytest.param(
            "{kind: same, field: joined, weight: 1}",
            "{rule: within, field: joined, at_most: 5}",
            None,
            (0, "never within joined"),
            id="days apart",
        ),
        pytest.param(
            IDEAL.format(2),
            None,
            gap(at_least=1, at_most=1),
            (50, "must level_gap"),
            id="one gap",
        ),
        pytest.param(IDEAL.format(1), None, gap(at_least=1, at_most=2), None, id="two gaps"),
        pytest.param(IDEAL.format(1), None, gap(at_least=3), (0, "must level_gap"), id="out of reach"),
        pytest.param(
            IDEAL.format(1),
            gap(at_least=2),
            gap(at_least=1),
            (100, "never level_gap, must level_gap"),
            id="two rules",
        ),
        pytest.param(
            IDEAL.format(1), None, gap(field="grade", at_least=1, at_most=1), None, id="another level field"
        ),
        pytest.param(NEAR, None, WITHIN.format(2), (100, "must within utc_offset"), id="near in full"),
        pytest.param(NEAR, None, WITHIN.format(3), None, id="near in part"),
        pytest.param(NEAR, WITHIN.format(6), None, (0, "never within utc_offset"), id="far away"),
        pytest.param(NEAR, WITHIN.format(5), None, None, id="rather far"),
        pytest.param(
            NEAR, None, "{rule: same, field: utc_offset}", (100, "must same utc_offset"), id="the same number"
        ),
        pytest.param(NEAR, "{rule: same, field: utc_offset}", None, None, id="never the same number"),
        pytest.param(SHARED, None, "{rule: shares, field: languages}", None, id="something in common"),
        pytest.param(
            SHARED, "{rule: shares, field: languages}", None, (0, "never shares languages"), id="nothing"
        ),
        pytest.param(
            SHARED, "{rule: shares, field: languages, at_least: 2}", None, None, id="little in common"
        ),
        pytest.param(
            "{kind: covers, field: team, weight: 1}",
            None,
            "{rule: same, field: team}",
            (100, "must same team"),
            id="a text covered",
        ),
        pytest.param("{kind: preference, weight: 1}", "{rule: reporting_line}", None, None, id="no fields"),
        pytest.param(
            "{kind: lookup, field: team, table: {x: {x: 1}}, weight: 1}",
            None,
            "{rule: same, field: team}",
            None,
            id="a table of values",
        ),
    ],
)
def test_decided_by_rules(
    criterion: str, never: str | None, must: str | None, remark: tuple[int, str] | None
) -> None:
    rules = {key: f"[{text}]" for key, text in (("never", never), ("must", must)) if text}
    section = matching(LOCATION, criterion, **rules)
    found = said(DECIDED_BY_RULES, vocabulary=VOCABULARY, matching=section)
    assert [each.partition('" is ')[2] for each in found] == (
        [f'{remark[0]} % for every pair that "{remark[1]}" allows'] if remark else []
    )
    assert all(each.startswith("matching.criteria.1: ") for each in found)


def test_a_level_without_levels_is_a_text() -> None:
    section = matching(SAME_LEVEL, never="[{rule: same, field: level}]")
    assert len(said(DECIDED_BY_RULES, matching=section)) == 1
