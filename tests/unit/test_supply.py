"""Supply and demand, bars and kinds of mentors, on rosters small enough to count by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from mentorkit.assignment import Stopped, Watch, assign
from mentorkit.bars import Bar, bars, chosen
from mentorkit.fields import Value
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import Qualification, qualify
from mentorkit.recruits import FAIR_UP_TO, aimed, kinds, looked_at, recruits
from mentorkit.scores import POINT, Scores, score
from mentorkit.supply import Offer, Supply, Table, supply
from mentorkit.supply_words import moved, summary

LEVELS = ["analyst", "manager", "director"]
COVERS = {"kind": "covers", "mentee": "development_goals", "mentor": "skills", "weight": 1}
BAR = {"rule": "rating", "field": "rating", "at_least": 5, "conditional_from": 4, "after": "listening"}
OBJECTIVE = {
    "id": "bench",
    "focus": "leadership_depth",
    "statement": "More",
    "skills": ["strategy", "finance"],
}


def program(qualification: Mapping[str, Any] | None = None, **matching: Any) -> Program:
    data = {
        "version": 1,
        "name": "Test",
        "vocabulary": {
            "levels": LEVELS,
            "skills": {"strategy": ["planning"]},
            "fields": {"rating": "number", "years": "number"},
        },
        "objectives": [OBJECTIVE],
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "qualification": {"mentors": qualification or {"communication": BAR}},
        "matching": {"criteria": [COVERS], **matching},
    }
    return Program.model_validate_json(json.dumps(data), strict=True)


def people(prefix: str, rows: Sequence[Mapping[str, Value]]) -> tuple[Person, ...]:
    return tuple(Person(f"{prefix}{number}", row) for number, row in enumerate(rows))


def side(plan: Program, role: Any, rows: Sequence[Mapping[str, Value]]) -> Qualification:
    return qualify(plan, Roster(role, people(role[-2], rows)), plan.facts())


MENTORS: list[dict[str, Value]] = [
    {"skills": ("strategy",), "level": "director", "location": "Lyon", "rating": Decimal(6)},
    {"skills": ("strategy", "sales"), "level": "manager", "location": "lyon", "rating": Decimal(5)},
    {"skills": ("finance",), "level": "manager", "location": "Leeds", "rating": Decimal("4.5")},
    {"skills": ("finance",), "level": "analyst", "location": "Leeds", "rating": Decimal(3)},
    {"skills": ("coaching",), "location": "Oslo", "capacity": Decimal(3), "rating": Decimal(7)},
]
MENTEES: list[dict[str, Value]] = [
    {"development_goals": ("strategy", "finance"), "level": "analyst", "location": "Lyon"},
    {"development_goals": ("Finance",), "level": "analyst", "location": "Leeds"},
    {"development_goals": ("baking",), "level": "manager", "location": "Rome"},
    {"level": "director"},
]


def offered(plan: Program, mentees: Sequence[Mapping[str, Value]] = MENTEES) -> Supply:
    found = people("e", mentees)
    return supply(plan, plan.facts(), side(plan, "mentors", MENTORS), found)


def table(found: Supply, aspect: str) -> Table:
    return next(each for each in found.tables if each.aspect == aspect)


def rows(found: Table) -> list[tuple[str, int, int, int, int]]:
    return [
        (each.name, each.mentees, each.now.mentors, each.now.places, each.trained.places)
        for each in found.rows
    ]


def test_everybody() -> None:
    found = offered(program())
    assert found.everybody.now == Offer(3, 5)
    assert found.everybody.trained == Offer(4, 6)
    assert (found.everybody.mentees, found.everybody.ratio, found.conditional) == (4, Fraction(5, 4), 1)


def test_conditional_mentors_who_are_matched_already_offer_their_places_now() -> None:
    found = offered(program({"communication": BAR, "conditional": "match"}))
    assert found.everybody.now == found.everybody.trained == Offer(4, 6)


@pytest.mark.parametrize(
    ("aspect", "matching", "wanted"),
    [
        pytest.param(
            "objective",
            {},
            [("bench", 2, 2, 2, 3)],
            id="an objective is wanted and brought by any of its skills",
        ),
        pytest.param(
            "skill",
            {},
            [
                ("finance", 2, 0, 0, 1),
                ("baking", 1, 0, 0, 0),
                ("strategy", 1, 2, 2, 2),
                ("sales", 0, 1, 1, 1),
                ("coaching", 0, 1, 3, 3),
            ],
            id="skills: holes first, then what nobody wants",
        ),
        pytest.param(
            "location",
            {},
            [
                ("Leeds", 1, 0, 0, 1),
                ("Rome", 1, 0, 0, 0),
                ("Lyon", 1, 2, 2, 2),
                ("Oslo", 0, 1, 3, 3),
            ],
            id="locations in any spelling",
        ),
        pytest.param(
            "location",
            {"never": [{"rule": "same", "field": "location"}]},
            [("Lyon", 1, 1, 3, 4), ("Leeds", 1, 3, 5, 5), ("Rome", 1, 3, 5, 6)],
            id="a rule on locations decides who counts",
        ),
        pytest.param(
            "level",
            {},
            [("director", 1, 0, 0, 0), ("analyst", 2, 2, 2, 3), ("manager", 1, 1, 1, 1)],
            id="without a rule or a criterion, mentors above",
        ),
        pytest.param(
            "level",
            {"criteria": [COVERS, {"kind": "level_gap", "ideal": 2, "tolerance": 0, "weight": 1}]},
            [("director", 1, 0, 0, 0), ("manager", 1, 0, 0, 0), ("analyst", 2, 1, 1, 1)],
            id="a criterion on levels decides",
        ),
        pytest.param(
            "level",
            {"must": [{"rule": "level_gap", "at_least": 0, "at_most": 1}]},
            [("analyst", 2, 1, 1, 2), ("director", 1, 1, 1, 1), ("manager", 1, 2, 2, 3)],
            id="a rule on levels decides",
        ),
    ],
)
def test_rows(aspect: str, matching: dict[str, Any], wanted: list[tuple[str, int, int, int, int]]) -> None:
    assert rows(table(offered(program(**matching)), aspect)) == wanted


def test_what_nobody_says_anything_of_has_no_table() -> None:
    assert [each.aspect for each in offered(program()).tables] == ["objective", "skill", "level", "location"]


def test_who_says_nothing_and_who_finds_nobody() -> None:
    skills = table(offered(program()), "skill")
    assert (skills.blank, skills.cut_off) == (1, 2)


def test_skills_stand_where_the_criterion_looks() -> None:
    plan = program(criteria=[{**COVERS, "mentee": "skills"}])
    found = table(offered(plan, [{"skills": ("sales",), "development_goals": ("finance",)}]), "skill")
    assert ("sales", 1, 1, 1, 1) in rows(found)
    assert ("finance", 0, 0, 0, 1) in rows(found)


def matched(plan: Program, mentors: Qualification, mentees: Sequence[Mapping[str, Value]]) -> Scores:
    return score(plan, plan.facts(), mentors, side(plan, "mentees", mentees))[0]


def priced(
    plan: Program, mentors: Sequence[Mapping[str, Value]], mentees: Sequence[Mapping[str, Value]]
) -> list[Bar]:
    able = side(plan, "mentors", mentors)
    scores = matched(plan, able, mentees)
    return [*bars(plan, scores, assign(plan, scores), able, Watch())]


WISHES: list[dict[str, Value]] = [{"development_goals": ("strategy",)}, {"development_goals": ("finance",)}]


def test_every_number_of_the_roster_is_a_bar() -> None:
    (found,) = priced(program(), MENTORS, WISHES * 2)
    told = [
        (str(step.at), step.own, step.mentors, step.places, step.matched, step.mean, step.lowest)
        for step in found.steps
    ]
    full, none = 100 * POINT, 0
    assert told == [
        ("3", False, 5, 7, 4, Fraction(4 * full, 4), full),
        ("4.5", False, 4, 6, 4, Fraction(3 * full, 4), none),
        ("5", True, 3, 5, 4, Fraction(2 * full, 4), none),
        ("6", False, 2, 4, 4, Fraction(full, 4), none),
        ("7", False, 1, 3, 3, Fraction(0), none),
    ]
    assert found.left_out == 0


def test_numbers_of_those_whom_another_rule_excludes_are_no_bars() -> None:
    rules = {"require": [{"rule": "at_least", "field": "years", "value": 2}], "communication": BAR}
    mentors: list[dict[str, Value]] = [
        {"years": Decimal(1), "rating": Decimal(6)},
        {"years": Decimal(3), "rating": Decimal(5)},
        {"years": Decimal(4), "rating": Decimal(2)},
        {"rating": Decimal(7)},
    ]
    years, rating = priced(program(rules), mentors, WISHES)
    assert [str(step.at) for step in years.steps] == ["1", "2"]
    assert [str(step.at) for step in rating.steps] == ["2", "5"]
    assert [step.own for step in years.steps] == [False, True]


def test_a_limit_from_above() -> None:
    rules = {"require": [{"rule": "at_most", "field": "years", "value": 4}]}
    mentors: list[dict[str, Value]] = [{"years": Decimal(number)} for number in (1, 3, 9)]
    (found,) = priced(program(rules), mentors, WISHES * 2)
    assert [(int(step.at), step.mentors, step.matched) for step in found.steps] == [
        (1, 1, 1),
        (4, 2, 2),
        (9, 3, 3),
    ]
    assert [*moved(found)] == [
        (
            "years: lowering the limit from 4 to 1 would leave out 1 mentor and match 1 fewer mentee; "
            "the mean score would stay at 0.0."
        ),
        (
            "years: raising the limit from 4 to 9 would add 1 mentor and match 1 more mentee; "
            "the mean score would stay at 0.0."
        ),
    ]


def test_a_bar_in_words() -> None:
    (found,) = priced(program(), MENTORS, WISHES * 3)
    assert [*moved(found)] == [
        (
            "rating: lowering the bar from 5 to 4.5 would add 1 mentor and match 1 more mentee; "
            "the mean score would rise from 40.0 to 50.0."
        ),
        (
            "rating: raising the bar from 5 to 6 would leave out 1 mentor and match 1 fewer mentee; "
            "the mean score would fall from 40.0 to 25.0."
        ),
    ]


@pytest.mark.parametrize(
    ("own", "most", "wanted"),
    [
        pytest.param(5, 20, [*range(10)], id="few are all tried"),
        pytest.param(5, 3, [4, 5, 6], id="the own bar and its neighbours"),
        pytest.param(0, 4, [0, 1, 2, 9], id="at an end"),
        pytest.param(9, 4, [0, 7, 8, 9], id="at the other end"),
        pytest.param(5, 6, [0, 3, 4, 5, 6, 9], id="others evenly between"),
    ],
)
def test_chosen_bars(own: int, most: int, wanted: list[int]) -> None:
    found = chosen([Decimal(number) for number in range(10)], Decimal(own), most)
    assert [*map(int, found)] == wanted


def test_bars_end_when_somebody_wants_them_to() -> None:
    plan = program()
    able = side(plan, "mentors", MENTORS)
    scores = matched(plan, able, WISHES)
    with pytest.raises(Stopped):
        bars(plan, scores, assign(plan, scores), able, Watch(stop=lambda: True))


def test_kinds_are_what_decides_and_could_qualify() -> None:
    rules = {
        "require": [{"rule": "one_of", "field": "location", "values": ["Lyon", "Leeds"]}],
        "communication": BAR,
    }
    plan = program(
        rules,
        criteria=[
            COVERS,
            {"kind": "same", "field": "location", "weight": 1},
            {"kind": "preference", "weight": 1},
        ],
    )
    mentors: list[dict[str, Value]] = [
        {"skills": ("b", "A"), "location": "Lyon", "rating": Decimal(1), "level": "analyst"},
        {"skills": ("A", "b"), "location": "lyon", "rating": Decimal(7), "level": "director"},
        {"skills": ("c",), "location": "Leeds", "rating": Decimal(7)},
        {"skills": ("c",), "location": "Oslo", "rating": Decimal(7)},
    ]
    assert looked_at(plan) == ("skills", "location")
    found = kinds(plan, plan.facts(), side(plan, "mentors", mentors))
    assert [(dict(each.values), each.seen) for each in found] == [
        ({"skills": ("A", "b"), "location": "Lyon"}, 2),
        ({"skills": ("c",), "location": "Leeds"}, 1),
    ]


@pytest.mark.parametrize(
    ("optimise", "mentees", "under"),
    [
        pytest.param("fair", FAIR_UP_TO, "fair", id="few"),
        pytest.param("fair", FAIR_UP_TO + 1, "most_matched", id="many"),
        pytest.param("fair_leximin", FAIR_UP_TO + 1, "most_matched", id="leximin"),
        pytest.param("stable", FAIR_UP_TO + 1, "stable", id="stable"),
        pytest.param("highest_total", FAIR_UP_TO + 1, "highest_total", id="a policy with prices"),
    ],
)
def test_under_which_aims_others_are_matched(optimise: str, mentees: int, under: str) -> None:
    """A fair set matches as many as most_matched; which of the two is used is said."""
    plan = program({"communication": BAR}, optimise=optimise)
    able = side(plan, "mentors", MENTORS)
    scores = matched(plan, able, [WISHES[number % len(WISHES)] for number in range(mentees)])
    used, seen = aimed(plan, scores)
    assert (used.matching.optimise, seen.matching.optimise) == (under, under)
    now, found = assign(used, seen), supply(plan, scores.facts, able, scores.mentees)
    assert len(now.pairs) == len(assign(plan, scores).pairs) or optimise == "highest_total"
    more = recruits(used, seen, now, able, Watch())
    said = [each for each in summary(plan, found, now, [], more, None) if f"worked out under {under}" in each]
    assert len(said) == (under != optimise)


@pytest.mark.parametrize(
    ("matching", "way", "wanted"),
    [
        pytest.param(
            {},
            "prices",
            [("finance", 1, 100), ("sales strategy", 1, 100), ("strategy", 1, 100), ("coaching", 1, 0)],
            id="somebody comes from the coach, and somebody else goes there",
        ),
        pytest.param(
            {"capacity": {"default": 2}},
            "prices",
            [("finance", 0, 200), ("coaching", 0, 0)],
            id="where all are matched, score alone",
        ),
        pytest.param(
            {"optimise": "stable"},
            "solved",
            [("finance", 1, 100)],
            id="other policies are solved again",
        ),
        pytest.param({"optimise": "fair"}, "solved", [("finance", 1, 100)], id="fair"),
    ],
)
def test_whom_to_recruit(matching: dict[str, Any], way: str, wanted: list[tuple[str, int, int]]) -> None:
    plan = program({"communication": BAR}, **matching)
    able = side(plan, "mentors", MENTORS)
    scores = matched(plan, able, WISHES * 3)
    found = recruits(plan, scores, assign(plan, scores), able, Watch())
    told = [
        (" ".join(each.kind.person.items("skills")), each.matched, each.points / POINT)
        for each in found.found
    ]
    assert found.way == way
    assert found.kinds == 4
    assert told[: len(wanted)] == wanted
