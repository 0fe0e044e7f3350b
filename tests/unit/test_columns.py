"""Headings to fields and cells to values: aliases and every feature of a column map."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from mentorkit.columns import ALIASES, ColumnMap, default_map, grid_columns, reader, squash
from mentorkit.fields import Field, FieldType, UnreadableCell, Value
from mentorkit.vocabulary import Vocabulary

FIELDS = {
    **Vocabulary().known_fields,
    "strengths": Field("strengths", "ratings", Decimal(1), Decimal(5)),
    "endorsed": Field("endorsed", "yes_no"),
    "note": Field("note", "text"),
}


def column_map(**rule: Any) -> ColumnMap:
    """A column map as the program file states it."""
    return ColumnMap.model_validate_json(json.dumps(rule), strict=True)


def read(field: str, cells: str | tuple[str, ...], items: tuple[str, ...] = (), **rule: Any) -> Value | None:
    """The value of a row's cells under a column map."""
    row = (cells,) if isinstance(cells, str) else cells
    made = column_map(**rule) if rule else ColumnMap(column="H")
    return reader(FIELDS[field], made, items or tuple(f"h{n}" for n in range(len(row))))(row)


@pytest.mark.parametrize(
    ("field", "heading"), [(field, heading) for field, headings in ALIASES.items() for heading in headings]
)
def test_aliases_are_understood_in_any_spelling(field: str, heading: str) -> None:
    for spelt in (heading, heading.upper(), heading.replace(" ", "_"), f" {heading.replace(' ', '-')}: "):
        assert default_map(field, {squash(spelt): [0]}) == [ColumnMap(column=squash(heading))]


def test_no_alias_means_two_fields() -> None:
    spelt = [
        squash(heading) for headings in ALIASES.values() for heading in {squash(each) for each in headings}
    ]
    assert sorted(spelt) == sorted(set(spelt))


@pytest.mark.parametrize(
    ("field", "headings", "found"),
    [
        ("tenure_years", ["tenureyears"], [["tenureyears"]]),
        ("tenure_years", ["tenure"], []),
        ("name", ["firstname", "lastname"], [["first name", "last name"]]),
        ("name", ["forename", "surname"], [["forename", "surname"]]),
        ("name", ["firstname", "lastname", "fullname"], [["fullname"]]),
        ("name", ["firstname"], []),
        ("location", ["site", "office"], [["site"], ["office"]]),
        ("email", ["emailaddress"], [["emailaddress"]]),
    ],
)
def test_default_map(field: str, headings: list[str], found: list[list[str]]) -> None:
    rules = default_map(field, {heading: [n] for n, heading in enumerate(headings)})
    assert [list(rule.headings) for rule in rules] == found


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("skills", "strategy;coaching", ("strategy", "coaching")),
        ("skills", "strategy; coaching;", ("strategy", "coaching")),
        ("skills", "strategy|coaching", ("strategy", "coaching")),
        ("skills", "strategy\ncoaching", ("strategy", "coaching")),
        ("skills", "strategy\r\ncoaching", ("strategy", "coaching")),
        ("skills", "strategy, coaching", ("strategy", "coaching")),
        ("skills", "planning, long-term; coaching", ("planning, long-term", "coaching")),
        ("skills", "a;b|c\nd", ("a", "b", "c", "d")),
        ("skills", "strategy", ("strategy",)),
        ("skills", "strategy; Strategy", ("strategy",)),
        ("skills", ";;", None),
        ("skills", "", None),
        ("note", "", None),
        ("note", "a; b", "a; b"),
        ("capacity", "", None),
        ("capacity", "2", Decimal(2)),
    ],
)
def test_without_options(field: str, cell: str, value: object) -> None:
    assert read(field, cell) == value


@pytest.mark.parametrize(
    ("field", "cells", "rule", "value"),
    [
        pytest.param("name", ("Ann", "Lee"), {"columns": ["F", "L"]}, "Ann Lee", id="text joined"),
        pytest.param("name", ("Ann", ""), {"columns": ["F", "L"]}, "Ann", id="text joined, one blank"),
        pytest.param("name", ("", ""), {"columns": ["F", "L"]}, None, id="text joined, all blank"),
        pytest.param(
            "note",
            ("HR", "Lyon"),
            {"columns": ["A", "B"], "separator": " / "},
            "HR / Lyon",
            id="text joined by a sign",
        ),
        pytest.param(
            "preferences",
            ("m3", "m1", "m2"),
            {"columns": ["1", "2", "3"]},
            ("m3", "m1", "m2"),
            id="ordered list",
        ),
        pytest.param(
            "preferences",
            ("m3", "", "m3"),
            {"columns": ["1", "2", "3"]},
            ("m3",),
            id="ordered list, blank and repeat",
        ),
        pytest.param("skills", ("a;b", "c"), {"columns": ["A", "B"]}, ("a", "b", "c"), id="lists joined"),
        pytest.param(
            "skills", ("a, b; c",), {"column": "S", "separator": ","}, ("a", "b; c"), id="separator"
        ),
        pytest.param(
            "skills", ("a, b; c",), {"column": "S", "separator": [";", ","]}, ("a", "b", "c"), id="separators"
        ),
        pytest.param(
            "skills",
            ("a and b",),
            {"column": "S", "separator": " and "},
            ("a", "b"),
            id="separator is a word",
        ),
        pytest.param(
            "availability",
            ("['6:00-7:00pm F', '8:00pm T']",),
            {"column": "A", "separator": ",", "strip": "[]'"},
            ("6:00-7:00pm F", "8:00pm T"),
            id="strip from cell and items",
        ),
        pytest.param("availability", ("[]",), {"column": "A", "strip": "[]"}, None, id="stripped to nothing"),
        pytest.param("note", ("(HR)",), {"column": "A", "strip": "()"}, "HR", id="strip from a text"),
        pytest.param(
            "skills",
            ("Skill: a; skill:b; c",),
            {"column": "S", "remove": "Skill: "},
            ("a", "b", "c"),
            id="remove",
        ),
        pytest.param(
            "note",
            ("Level 3",),
            {"column": "S", "remove": ["Grade", "Level"]},
            "3",
            id="remove one of several",
        ),
        pytest.param(
            "note",
            ("My Skill: x",),
            {"column": "S", "remove": "Skill:"},
            "My Skill: x",
            id="remove at the start only",
        ),
        pytest.param(
            "capacity",
            ("One mentee only, please!",),
            {"column": "C", "values": {"One mentee only, please!": 1}},
            Decimal(1),
            id="values to a number",
        ),
        pytest.param(
            "capacity",
            ("  one MENTEE only,  please!",),
            {"column": "C", "values": {"One mentee only, please!": 1}},
            Decimal(1),
            id="values in another spelling",
        ),
        pytest.param(
            "capacity", ("3",), {"column": "C", "values": {"none": 0}}, Decimal(3), id="values leave the rest"
        ),
        pytest.param(
            "capacity", ("n/a",), {"column": "C", "values": {"n/a": ""}}, None, id="values to blank"
        ),
        pytest.param(
            "endorsed",
            ("Definitely Yes",),
            {"column": "E", "values": {"Definitely Yes": True, "Nope": False}},
            True,
            id="values to true",
        ),
        pytest.param(
            "endorsed",
            ("nope",),
            {"column": "E", "values": {"Definitely Yes": True, "Nope": False}},
            False,
            id="values to false",
        ),
        pytest.param(
            "endorsed", ("maybe",), {"column": "E", "values": {"maybe": "no"}}, False, id="values to a word"
        ),
        pytest.param(
            "utc_offset",
            ("CET",),
            {"column": "Z", "values": {"CET": 1.5}},
            Decimal("1.5"),
            id="values to a fraction",
        ),
        pytest.param(
            "languages",
            ("EN; FR",),
            {"column": "L", "values": {"EN": "English", "FR": "French"}},
            ("English", "French"),
            id="values of items",
        ),
        pytest.param(
            "languages",
            ("all three",),
            {"column": "L", "values": {"all three": "English; French; German"}},
            ("English", "French", "German"),
            id="values of a whole cell",
        ),
        pytest.param(
            "languages",
            ("none; EN",),
            {"column": "L", "values": {"none": ""}},
            ("EN",),
            id="an item to blank",
        ),
        pytest.param(
            "hire_date",
            ("03/04/2027",),
            {"column": "H", "dates": "day_first"},
            dt.date(2027, 4, 3),
            id="day first",
        ),
        pytest.param(
            "hire_date",
            ("03/04/2027",),
            {"column": "H", "dates": "month_first"},
            dt.date(2027, 3, 4),
            id="month first",
        ),
        pytest.param(
            "hire_date", ("unknown",), {"column": "H", "values": {"unknown": ""}}, None, id="a date to blank"
        ),
    ],
)
def test_column_map(field: str, cells: tuple[str, ...], rule: dict[str, Any], value: object) -> None:
    assert read(field, cells, **rule) == value


ITEMS = ("strategy", "coaching", "finance")


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (("First Choice", "Third Choice", "Second Choice"), ("strategy", "finance", "coaching")),
        (("2nd", "1st", ""), ("coaching", "strategy")),
        (("3", "1", "2"), ("coaching", "finance", "strategy")),
        (("10", "9", ""), ("coaching", "strategy")),
        (("x", "", "X"), ("strategy", "finance")),
        (("Yes", "no", "✓"), ("strategy", "finance")),
        (("x", "1", "TRUE"), ("coaching", "strategy", "finance")),
        (("1", "1", "1"), ("strategy", "coaching", "finance")),
        (("tenth", "ninth", ""), ("coaching", "strategy")),
        (("no", "False", ""), None),
        (("", "", ""), None),
    ],
)
def test_grid_of_ranks(cells: tuple[str, ...], value: tuple[str, ...] | None) -> None:
    assert read("development_goals", cells, ITEMS, grid="Which? [*]") == value


def test_grid_of_something_else() -> None:
    with pytest.raises(UnreadableCell) as caught:
        read("development_goals", ("1", "perhaps", ""), ITEMS, grid="Which? [*]")
    assert caught.value.message == '"perhaps" is not a rank such as First Choice or 2'
    assert caught.value.hint == "map it under values:"


def test_grid_with_values() -> None:
    rule: dict[str, Any] = {"grid": "Which? [*]", "values": {"Most of all": 1, "Also": 2, "Not at all": ""}}
    assert read("skills", ("Also", "Most of all", "Not at all"), ITEMS, **rule) == ("coaching", "strategy")


def test_grid_of_ratings() -> None:
    assert read("strengths", ("4", "", "2"), ITEMS, grid="Rate [*]") == {
        "strategy": Decimal(4),
        "finance": Decimal(2),
    }


def test_ratings_by_names() -> None:
    rule = {"names": {"How well do you listen?": "listening", "Do you coach?": "coaching"}}
    assert column_map(**rule).headings == ("How well do you listen?", "Do you coach?")
    assert read("strengths", ("5", "3"), ("listening", "coaching"), **rule) == {
        "listening": Decimal(5),
        "coaching": Decimal(3),
    }


def test_ratings_beyond_their_limits() -> None:
    with pytest.raises(UnreadableCell, match=r'^"6" is above 5$'):
        read("strengths", ("5", "6"), ("a", "b"), columns=["A", "B"])


@pytest.mark.parametrize(
    ("grid", "headings", "found"),
    [
        (
            "Which [*]",
            ["id", "Which [strategy]", "Which [people development]"],
            {1: "strategy", 2: "people development"},
        ),
        ("which  topics\n[*]", ["Which topics [a]"], {0: "a"}),
        ("*", ["a", "b"], {0: "a", 1: "b"}),
        ("Skill * (1-5)", ["Skill a (1-5)", "Skill b", "x Skill c (1-5)"], {0: "a"}),
        ("Which [*]", ["Which []", "Which"], {}),
        ("a.c*", ["abcd"], {}),
    ],
)
def test_grid_columns(grid: str, headings: list[str], found: dict[int, str]) -> None:
    assert grid_columns(grid, headings) == found


ONE = "needs exactly one of column, columns, grid and names"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({}, ONE),
        ({"separator": ";"}, ONE),
        ({"column": "A", "columns": ["B"]}, ONE),
        ({"column": "A", "grid": "[*]"}, ONE),
        ({"column": "A", "names": {"A": "a"}}, ONE),
        ({"grid": "[*]", "names": {"A": "a"}}, ONE),
        ({"grid": "Topics"}, "grid needs one * where the item stands in the heading"),
        ({"grid": "* [*]"}, "grid needs one * where the item stands in the heading"),
    ],
)
def test_impossible_maps(rule: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        column_map(**rule)
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {message}"]


@pytest.mark.parametrize(
    ("rule", "headings"),
    [
        ({"column": " A "}, ("A",)),
        ({"columns": ["A", "B"]}, ("A", "B")),
        ({"names": {"A": "a"}}, ("A",)),
        ({"columns": ["A", "B"], "names": {"A": "a"}}, ("A", "B")),
        ({"grid": "[*]"}, ()),
    ],
)
def test_headings_that_must_be_there(rule: dict[str, Any], headings: tuple[str, ...]) -> None:
    assert column_map(**rule).headings == headings


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("E-Mail Address:", "emailaddress"),
        ("employee_id", "employeeid"),
        ("  Größe (cm) ", "grössecm"),
        ("№", "no"),
    ],
)
def test_squash(heading: str, key: str) -> None:
    assert squash(heading) == squash(key)


@pytest.mark.parametrize("kind", ["number", "date", "yes_no"])
def test_unreadable_cells_name_the_text_after_the_map(kind: FieldType) -> None:
    with pytest.raises(UnreadableCell) as caught:
        reader(Field("f", kind), column_map(column="A", remove="about"), ("A",))(("about ten",))
    assert caught.value.message.startswith('"ten" is ')
