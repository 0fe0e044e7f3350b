"""What a program to start from is made of: YAML text, looks of columns, proposals, criteria."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import yaml

from mentorkit import yamlsource
from mentorkit.looks import Look, list_rule, look, number_words
from mentorkit.near_headings import own_name
from mentorkit.proposal import Proposal, propose
from mentorkit.roster_shape import guessed_encoding, opened, split_by_role
from mentorkit.start import Answers, Side, criteria, example_side, in_order, lacking, most_wished
from mentorkit.start_plans import plan_dates, training_due
from mentorkit.start_program import program_text, still_open
from mentorkit.yaml_text import flow, one_line
from tests.conftest import workbook

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    "value",
    [
        "plain words",
        "no",
        "Yes",
        "null",
        "~",
        "1e3",
        "010",
        "12:30",
        "2027-01-01",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a'",
        '"a"',
        "a\\b",
        "a\nb",
        "\ta",
        " a ",
        "a,b",
        "?",
        ":",
        "|",
        ">",
        "",
        "<<",
        "é ł 日",
        "\u2028",
        "\x85",
        "\ufeffa",
        "\U0001f331",
        "\x00",
        "../a b.csv",
        "=",
        "on",
    ],
)
def test_text_is_read_back_as_it_was(value: str) -> None:
    written = f"a: {flow(value)}\nb: [{flow(value)}]\nc: {flow({'x' + value: value})}\n"
    wanted = {"a": value, "b": [value], "c": {"x" + value: value}}
    source, findings = yamlsource.parse(written.encode(), "x.yaml")
    assert source is not None, findings
    assert source.data == wanted
    assert yaml.safe_load(written) == wanted  # what reads YAML 1.1 takes it the same


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (3, "3"),
        (Decimal("0.50"), "0.5"),
        (dt.date(2027, 1, 2), "2027-01-02"),
        (("a", "b, c"), '[a, "b, c"]'),
        ({"on": dt.date(2027, 1, 2)}, "{on: 2027-01-02}"),
        ((), "[]"),
    ],
)
def test_values_are_written_as_a_person_would(value: object, written: str) -> None:
    assert flow(value) == written


def test_comments_are_one_line() -> None:
    assert one_line("a\nb\r\u2028c\t d\u200b\x07") == "a b c d"


@pytest.mark.parametrize(
    ("heading", "cells", "found"),
    [
        pytest.param("x", ["", ""], None, id="blank"),
        pytest.param("x", ["yes", "No", ""], Look("yes_no"), id="yes or no"),
        pytest.param("x", ["0", "1"], Look("yes_no"), id="0 and 1"),
        pytest.param("x", ["1", "2,5"], Look("number"), id="numbers"),
        pytest.param("Rating (1-7)", ["3", "7"], Look("number", low=Decimal(1), high=Decimal(7)), id="scale"),
        pytest.param("Rating (1-5)", ["3", "7"], Look("number"), id="beyond the scale"),
        pytest.param("x", ["2027-01-31", "1.2.2027"], Look("date"), id="dates"),
        pytest.param("x", ["13/01/2027", "03/04/2027"], Look("date", {"dates": "day_first"}), id="day first"),
        pytest.param(
            "x", ["01/13/2027", "03/04/2027"], Look("date", {"dates": "month_first"}), id="month first"
        ),
        pytest.param("x", ["a; b", "b", "c"], Look("list", words=("b", "a", "c")), id="list"),
        pytest.param("x", ["red", "blue", "red"], Look("text", words=("red", "blue")), id="categories"),
        pytest.param("x", ["Ann", "Bo", "Cy"], None, id="different for everybody"),
        pytest.param(
            "x", ["I like it, and it shows.", "Me too, I think.", "Me too, I think."], None, id="sentences"
        ),
    ],
)
def test_looks(heading: str, cells: list[str], found: Look | None) -> None:
    seen = look(heading, cells)
    if found is None:
        assert seen is None or seen.type == "text"
    else:
        assert seen == found


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        (["a; b", "c"], {}),
        (["a; b", "c, d"], {"separator": ";"}),
        (["['a', 'b']", "['c']"], {"separator": ",", "strip": "[]'\" "}),
        (["Skill: a;Skill: b;", "Skill: a"], {"remove": "Skill: "}),
        (["123 456", "789"], {"separator": [" ", ","]}),
        (["a@b.org c@d.org"], {"separator": [" ", ","]}),
        (["a b", "c d"], {}),
        ([""], {}),
    ],
)
def test_list_rules(cells: list[str], rule: dict[str, object]) -> None:
    assert list_rule(cells) == rule


def test_sentences_about_capacity() -> None:
    cells = ["One, please", "2", "up to 3 people", "not this year", "as you like", "one or two", ""]
    assert number_words(cells) == {
        "One, please": 1, "up to 3 people": 3, "not this year": 0, "as you like": "", "one or two": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Years here", "years_here"),
        ("Rating (1-7)", "rating"),
        ("Größe & Länge", "grosse_lange"),
        ("2nd job", "column_2nd_job"),
        ("???", "column"),
        ("Level", "level_2"),
        ("a very long question that nobody wants as a name", "a_very_long_question_that"),
    ],
)
def test_own_names(heading: str, name: str) -> None:
    assert own_name(heading, {"level"}) == name


def proposal(text: str, role: str = "mentors") -> Proposal:
    shape, findings = opened(text.encode(), "r.csv")
    assert shape is not None, findings
    return propose(shape.table, "mentors" if role == "mentors" else "mentees")


@pytest.mark.parametrize(
    ("headings", "cells", "fields"),
    [
        pytest.param("ID,Name", ["1,Ann", "2,Bo"], {"id": None, "name": None}, id="understood"),
        pytest.param(
            "ID,Start time,Completion time,Email,My e-mail",
            ["1,a,b,x@y.org,a@y.org", "2,a,b,x@y.org,b@y.org", "3,a,b,x@y.org,c@y.org"],
            {"id": "My e-mail", "email": "My e-mail"},
            id="a form counts its answers",
        ),
        pytest.param(
            "Mail,Skills,Expertise",
            ["a@b.org,u,y", "b@b.org,,z"],
            {"email": None, "skills": "Expertise"},
            id="two",
        ),
        pytest.param("Id,Level,Level", ["1,a,b", "2,a,b"], {"id": None}, id="a heading twice"),
        pytest.param("Id,Manager approves", ["1,yes", "2,no"], {"id": None}, id="no manager"),
        pytest.param("Id,Identity group", ["1,a", "2,a"], {"id": None}, id="protected"),
        pytest.param(
            "Id,Max mentees",
            ["1,two of them", "2,1"],
            {"id": None, "capacity": {"column": "Max mentees", "values": {"two of them": 2}}},
            id="capacity",
        ),
    ],
)
def test_proposals(headings: str, cells: list[str], fields: dict[str, object]) -> None:
    found = proposal("\n".join([headings, *cells]))
    assert {each.field: each.map for each in found.understood} == fields


def test_grids_become_goals_and_ratings() -> None:
    found = proposal(
        "Id,I want to learn [A],I want to learn [B],Can you meet in [X],Can you meet in [Y]\n"
        "1,First choice,,yes,no\n2,,First choice,maybe,\n",
        "mentees",
    )
    assert {each.field: each.map for each in found.understood} == {
        "id": None, "development_goals": {"grid": "I want to learn [*]"},
    }  # fmt: skip
    (places,) = found.left
    assert (places.look.type, places.use) == ("ratings", "where")
    assert places.map == {"grid": "Can you meet in [*]", "values": {"yes": 2, "maybe": 1, "no": 0}}


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        ("id,name\n1,José\n", "utf-8", None),
        ("id,name\n1,José\n", "utf-16", None),
        ("id,name\n1,José Müller\n", "cp1252", "cp1252"),
        ("id,name\n1,Wałęsa\n2,Bołądź\n", "cp1250", "cp1250"),
    ],
)
def test_encodings(text: str, encoding: str, guess: str | None) -> None:
    assert guessed_encoding(text.encode(encoding)) == guess
    shape, findings = opened(text.encode(encoding), "r.csv")
    assert shape is not None
    assert findings == []
    assert text.split("\n")[1].split(",")[1] in shape.table.frame[1].tolist()


def test_headings_further_down_on_another_sheet() -> None:
    rows = [["Register"], [], ["as of", "today"], ["Employee ID", "Full name", "Site"], ["1", "Ann", "Lyon"]]
    shape, _ = opened(workbook({"Notes": [["x"]], "People": rows}), "r.xlsx")
    assert shape is not None
    assert dict(shape.says) == {"sheet": "People", "header_row": 4}
    assert split_by_role(shape) == {}


def answers(**changes: object) -> Answers:
    known = {"levels": True, "skills": True}
    base: dict[str, object] = {
        "name": "P", "focus": "skill_development", "today": TODAY, "launch": dt.date(2027, 2, 1),
        "close": dt.date(2027, 11, 5), "size": 20, "mentors": example_side("mentors", **known),
        "mentees": example_side("mentees", **known), "levels": ("low", "high"), "skills": ("a",),
    }  # fmt: skip
    return Answers(**{**base, **changes})  # type: ignore[arg-type]


def side(**words: tuple[str, ...]) -> Side:
    return Side("r.csv", has=frozenset(words), words=words)


@pytest.mark.parametrize(
    ("mentors", "mentees", "wanted"),
    [
        pytest.param(side(), side(), [("same", 100)], id="nothing in common"),
        pytest.param(side(location=("x",)), side(location=("y",)), [("same", 100)], id="no value in common"),
        pytest.param(side(skills=("a",)), side(development_goals=("A",)), [("covers", 100)], id="one"),
        pytest.param(
            side(skills=("a",), level=("low",), preferences=()),
            side(development_goals=("a",), level=("high",), preferences=()),
            [("covers", 58), ("level_gap", 24), ("preference", 18)],
            id="three",
        ),
        pytest.param(
            side(
                skills=("a",),
                level=("low",),
                preferences=(),
                utc_offset=(),
                availability=("m",),
                function=("f",),
            ),
            side(
                development_goals=("a",),
                level=("low",),
                preferences=(),
                utc_offset=(),
                availability=("m",),
                function=("f",),
                location=("l",),
            ),
            [
                ("covers", 41),
                ("level_gap", 17),
                ("preference", 13),
                ("overlap", 13),
                ("closeness", 8),
                ("same", 8),
            ],
            id="six",
        ),
    ],
)
def test_criteria(mentors: Side, mentees: Side, wanted: list[tuple[str, int]]) -> None:
    found = criteria(answers(mentors=mentors, mentees=mentees))
    assert [each["kind"] for each in found] == [kind for kind, _ in wanted]
    weights = [int(str(each["weight"])) for each in found]
    assert sum(weights) == 100
    assert all(abs(weight - about) <= 2 for weight, (_, about) in zip(weights, wanted, strict=True))
    source, findings = yamlsource.parse(
        program_text(answers(mentors=mentors, mentees=mentees)).encode(), "p.yaml"
    )
    assert source is not None, findings


def test_dates_of_plans_are_never_in_the_past_or_after_the_launch() -> None:
    for launch in (TODAY + dt.timedelta(days) for days in (-30, 0, 3, 30, 300)):
        found = answers(launch=launch, close=launch + dt.timedelta(300))
        for day, *_ in plan_dates(found):
            assert day <= launch
            assert day >= min(TODAY, launch)
        assert training_due(found) < launch


def test_what_is_open_is_named() -> None:
    told = answers(purpose="p", plan="p", sponsor="s", approved=TODAY, mentors=side(skills=("a",), id=()))
    assert still_open(told) == [
        "the example rows of mentees.csv, which your people replace",
        "a column that tells how well a mentor passes on what they know",
    ]


@pytest.mark.parametrize(
    ("levels", "ordered"),
    [
        (["Band 30", "Band 4", "Band 12"], ("Band 4", "Band 12", "Band 30")),
        (["low", "high"], ()),
        (["Band 1", "Band 1b"], ()),
        (["Band 1", "x"], ()),
        (["Band 1"], ()),
        ([], ()),
    ],
)
def test_numbers_order_levels(levels: list[str], ordered: tuple[str, ...]) -> None:
    assert in_order(levels) == ordered


def test_small_things() -> None:
    assert lacking(["Low"], ["low", "high"]) == ["high"]
    assert lacking([], ["low"]) == []
    assert most_wished(side(skills=("b", "c")), side(development_goals=("a", "B", "c"))) == ("B", "c")
    assert most_wished(side(skills=("b", "c")), side()) == ("b", "c")
