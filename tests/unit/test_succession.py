"""Candidates and incumbents to the bench of every critical role, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit import bench as lists
from mentorkit import tables
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.rows import read
from mentorkit.succession import Benches, at_once, benches
from tests.conftest import told
from tests.lints.said import program

ROLES = (
    "{critical_roles: [{title: Head, function: Ops, incumbent: Ann Lee, former: [m2], exit_risk: high, "
    "leaves_on: 2029-01-01}, {title: CFO, function: Finance, skills: [budgets]}, "
    "{title: Head of IT, function: Ops, exit_risk: low}]%s}"
)
OBJECTIVES = (
    "[{id: ops, focus: succession_pipeline, statement: More, functions_at_risk: [OPS]},"
    " {id: money, focus: leadership_depth, statement: More, skills: [budgeting]},"
    " {id: rest, focus: leadership_depth, statement: More, skills: [talks]}]"
)
VOCABULARY = "{skills: {budgeting: [budgets], talks: }}"
PEOPLE = {
    each.key: each
    for each in (
        Person("m1", {"name": "Ann Lee"}),
        Person("m2", {"name": "Bo Ek"}),
        *(Person(f"e{n}", {"name": f"Cy {n}"}) for n in range(4)),
    )
}
TODAY = dt.date(2027, 1, 1)


def rows_of(text: str, rest: str = "") -> tuple[Any, Any, list[Finding]]:
    plan = program(succession=ROLES % rest, objectives=OBJECTIVES, vocabulary=VOCABULARY)
    assert plan.succession is not None
    table, wrong = tables.parse(text.encode(), "candidates.csv")
    assert table is not None
    rows, more = read([table], lists.shape(), {}, {})
    found, findings = lists.candidates(plan.succession, rows, list(PEOPLE.values()))
    return plan, found, [*wrong, *more, *findings]


def made(
    entries: Mapping[str, Mapping[str, str]], pairs: dict[str, str] | None = None, rest: str = ""
) -> Benches:
    lines = [f"{who},{role},{when}" for who, roles in entries.items() for role, when in roles.items()]
    plan, found, findings = rows_of("\n".join(["person,role,readiness", *lines]) + "\n", rest)
    assert findings == []
    bench, problems = lists.bench(plan.succession, found, list(PEOPLE.values()))
    assert problems == []
    return benches(plan, bench, found, PEOPLE, {"e0", "e1", "e2", "e3"}, pairs, TODAY)


SOME = {
    "e0": {"Head": "now", "Head of IT": "3-5 years"},
    "e1": {"Head": "1-2 years", "CFO": "Ready now"},
    "m2": {"Head": "three_to_five_years"},
}


def test_the_bench_as_it_stands() -> None:
    found = made(SOME, {})
    by_title = {each.role.title: each for each in found.roles}
    head = by_title["Head"]
    assert [(each.id, each.readiness) for each in head.successors] == [
        ("e0", "now"), ("e1", "one_to_two_years"), ("m2", "three_to_five_years"),
    ]  # fmt: skip
    assert (head.ready, head.in_time, head.state) == (1, 2, "short")
    assert head.incumbent is PEOPLE["m1"]
    assert (by_title["CFO"].state, by_title["Head of IT"].state) == ("short", "nobody_ready")
    assert (by_title["CFO"].in_time, by_title["CFO"].incumbent) == (None, None)
    assert [each.role.title for each in found.roles] == ["Head of IT", "Head", "CFO"]
    assert found.strength == (Fraction(2, 3), Fraction(2, 3))
    assert [(each.name, each.before) for each in found.functions] == [("Ops", Fraction(1, 2)), ("Finance", 1)]
    assert [(each.name, each.before) for each in found.objectives] == [("ops", Fraction(1, 2)), ("money", 1)]


@pytest.mark.parametrize(
    ("pairs", "rest", "expected"),
    [
        pytest.param({}, "", [0, 1, 1], id="nobody matched"),
        pytest.param({"e1": "m2"}, "", [0, 2, 1], id="one step"),
        pytest.param({"e0": "m1", "m2": "m1"}, "", [0, 1, 1], id="a step that is too short"),
        pytest.param({"e0": "m1", "m2": "m1"}, ", advance: 2", [1, 2, 1], id="two steps"),
        pytest.param({"e1": "m2"}, ", advance: 0", [0, 1, 1], id="no step"),
        pytest.param(None, "", [0, 2, 1], id="without a run all mentees move"),
    ],
)
def test_what_is_expected(pairs: dict[str, str] | None, rest: str, expected: list[int]) -> None:
    found = made(SOME, pairs, rest)
    assert [each.ready_after for each in found.roles] == expected
    assert found.from_run is (pairs is not None)


def test_which_pairs_build_which_bench() -> None:
    found = made(SOME, {"e0": "m1", "e1": "m2", "e2": "m1"})
    built = {
        (each.role.title, one.id, one.mentor, one.knows)
        for each in found.roles
        for one in each.successors
        if one.mentor
    }
    assert built == {
        ("Head", "e0", "m1", "incumbent"),
        ("Head of IT", "e0", "m1", None),
        ("Head", "e1", "m2", "former"),
        ("CFO", "e1", "m2", None),
    }


@pytest.mark.parametrize(
    ("entries", "reliances"),
    [
        pytest.param({"e0": {"Head": "now", "CFO": "1-2"}}, [], id="two roles, alone ready for one"),
        pytest.param({"e0": {"Head": "now", "CFO": "now"}}, [("e0", 2, 2)], id="alone ready for two"),
        pytest.param(
            {"e0": {"Head": "now", "CFO": "now"}, "e1": {"CFO": "now"}}, [], id="not alone for one of two"
        ),
        pytest.param(
            {"e0": {"Head": "3-5", "CFO": "3-5", "Head of IT": "now"}}, [("e0", 3, 1)], id="three roles"
        ),
    ],
)
def test_single_points_of_failure(
    entries: dict[str, dict[str, str]], reliances: list[tuple[str, int, int]]
) -> None:
    found = made(entries).reliances
    assert [(each.successor.id, len(each.roles), len(each.alone)) for each in found] == reliances


def test_nobody_succeeds_themself() -> None:
    found = made({"m1": {"Head": "now", "CFO": "now"}})
    assert {each.role.title: each.ready for each in found.roles} == {"Head": 0, "CFO": 1, "Head of IT": 0}


@given(st.lists(st.sets(st.sampled_from("abcde")), max_size=6))
def test_filled_at_once_is_the_most(roles: list[set[str]]) -> None:
    assert at_once(roles) == _by_choice(roles)


def _by_choice(roles: list[set[str]], taken: frozenset[str] = frozenset()) -> int:
    if not roles:
        return 0
    without = _by_choice(roles[1:], taken)
    return max([without, *(1 + _by_choice(roles[1:], taken | {who}) for who in roles[0] - taken)])


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "person,role,readiness\ne0,Hed,now\ne0,Janitor,now\n",
            [
                'candidates.csv:2:2 MK845 critical_roles has no "Hed"; its candidates do not count',
                'candidates.csv:3:2 MK846 1 row is passed over, of other roles: "Janitor"',
            ],
            id="other roles",
        ),
        pytest.param(
            "Candidate,Critical role,Ready in\nZoe,Head,now\n",
            ["candidates.csv:2:1 MK843 1 candidate is in none of the rosters: Zoe"],
            id="a stranger",
        ),
        pytest.param(
            "person,role,readiness\ne0,Head,soon\ne1,Head,\n",
            [
                'candidates.csv:2:3 MK807 readiness: "soon" is no readiness',
                "candidates.csv:3:3 MK807 readiness: the cell is blank",
            ],
            id="readiness",
        ),
        pytest.param(
            "person,role,readiness\ne0,Head,now\ne0,HEAD,1-2 years\nCy 0,Head,now\n",
            [('candidates.csv:3:3 MK809 "e0" stands here a second time for Head, 1 to 2 years and not now '
              "as on line 2")],
            id="twice",
        ),
        pytest.param(
            "person,role,readiness\n,Head,now\ne0,,now\n",
            [
                "candidates.csv:2:1 MK807 the row has neither id, e-mail address nor name",
                "candidates.csv:3:2 MK807 the row has no role",
            ],
            id="blank cells",
        ),
    ],
)  # fmt: skip
def test_what_is_said(text: str, findings: list[str]) -> None:
    assert told(rows_of(text)[2]) == findings


def test_a_stranger_counts() -> None:
    plan, found, _ = rows_of("person,role,readiness\nZoe,Head,now\n")
    bench, _ = lists.bench(plan.succession, found, list(PEOPLE.values()))
    head = next(each for each in benches(plan, bench, found, PEOPLE, set(), None, TODAY).roles if each.ready)
    assert [(each.id, each.name) for each in head.successors] == [("Zoe", None)]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        pytest.param([], ['the incumbent "Ann Lee" of Head is in none of the rosters',
                          'the former incumbent "m2" of Head is in none of the rosters'], id="nobody"),
        pytest.param(
            [Person("m2"), Person("a", {"name": "Ann Lee"}), Person("b", {"name": "Ann Lee"})],
            ['the incumbent "Ann Lee" of Head is the name of several people'],
            id="a name that two have",
        ),
    ],
)  # fmt: skip
def test_incumbents_must_be_somebody(people: list[Person], said: list[str]) -> None:
    plan = program(succession=ROLES % "")
    assert plan.succession is not None
    _, problems = lists.bench(plan.succession, (), people)
    assert [each.message for each in problems] == said
    assert problems[0].path == ("succession", "critical_roles", 0, "incumbent")
