"""What a program to start from is made of: YAML text, looks of columns, proposals, criteria."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from mentorkit import load, yamlsource
from mentorkit.looks import Look, list_rule, look, number_words
from mentorkit.near_headings import own_name
from mentorkit.proposal import propose
from mentorkit.proposed import Proposal
from mentorkit.roster_shape import guessed_encoding, opened, split_by_role
from mentorkit.slips import level_meant, slips
from mentorkit.start import Answers, Side, criteria, example_side
from mentorkit.start_plans import plan_dates, training_due
from mentorkit.start_program import program_text, still_open
from mentorkit.start_words import corrected, in_order, lacking, level_slips, most_wished, vocabulary_skills
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
        (["a; b", "c, d"], {}),  # each cell by its own sign
        (["English, German"] * 15 + ["English; Polish"] * 6, {}),
        (["a, b; c", "d, e"], {"separator": ";"}),  # "a, b" is one item, and so is "d, e"
        (["a, b; c", "d"], {}),
        (["a, b; c", "a", "b", "c, a"], {"separator": [";", ","]}),
        (["Skill: a, b;Skill: c", "Skill: d, e"], {"separator": ";", "remove": "Skill: "}),
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
        pytest.param("Id,Boss OK?", ["1,Y", "2,N", "3,not yet"], {"id": None}, id="no boss"),
        pytest.param("Staff No,Boss", ["1,Ann", "2,Bo"], {"id": None, "manager": "Boss"}, id="a boss"),
        pytest.param("Learner ID,Name", ["1,Ann", "2,Bo"], {"id": None, "name": None}, id="learner"),
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


@pytest.mark.parametrize(
    ("headings", "cells", "others", "found"),
    [
        pytest.param(
            "Id,Wish mentor 1,Wish mentor 2",
            ["1,Ann Lee,Bo Ek", "2,Cy Roe,"],
            ["Ann Lee", "Bo Ek", "Cy Roe"],
            {"columns": ["Wish mentor 1", "Wish mentor 2"]},
            id="names",
        ),
        pytest.param(
            "Id,First choice of mentor,Second choice of mentor",
            ["1,m1,m2", "2,m2,"],
            [],
            {"columns": ["First choice of mentor", "Second choice of mentor"]},
            id="ids, of whom nothing is known",
        ),
        pytest.param("Id,Mentor wish", ["1,a@x.org", "2,b@x.org"], ["a@x.org"], "Mentor wish", id="one"),
        pytest.param(
            "Id,Wish mentor 1,Wish mentor 2", ["1,yes,no", "2,calm,brisk"], ["Ann Lee"], None, id="no people"
        ),
        pytest.param("Id,Preferred mentor gender", ["1,a", "2,b"], [], None, id="what they are like"),
    ],
)
def test_wishes(headings: str, cells: list[str], others: list[str], found: object) -> None:
    shape, _ = opened("\n".join([headings, *cells]).encode(), "r.csv")
    assert shape is not None
    made = propose(shape.table, "mentees", others=others)
    assert next((each.map for each in made.understood if each.field == "preferences"), None) == found


@pytest.mark.parametrize(
    ("counts", "named", "meant"),
    [
        pytest.param({"Negotiation": 3, "Negotation": 1}, [], {"Negotation": "Negotiation"}, id="a letter"),
        pytest.param(
            {"public speaking": 2, "public speeking": 1},
            [],
            {"public speeking": "public speaking"},
            id="two words",
        ),
        pytest.param({"Negotation": 3, "Negotiation": 1}, [], {"Negotiation": "Negotation"}, id="frequent"),
        pytest.param(
            {"Negotation": 3, "Negotiation": 1}, ["Negotiation"], {"Negotation": "Negotiation"}, id="named"
        ),
        pytest.param({"Negotiation": 1, "Negotation": 1}, [], {}, id="nobody knows which"),
        pytest.param({"planning": 40, "planting": 30}, [], {}, id="two words that are both frequent"),
        pytest.param({"coaching": 3, "teaching": 1}, [], {}, id="other words"),
    ],
)
def test_slips(counts: dict[str, int], named: list[str], meant: dict[str, str]) -> None:
    assert slips(counts, named) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Team Laed", "Team Lead"),
        ("team-lead", "Team Lead"),
        ("Manger", "Manager"),
        ("Senior", None),
        ("Band 31", None),
        ("Grade VII", None),
        ("director", None),
    ],
)
def test_slips_of_levels(word: str, meant: str | None) -> None:
    levels = ["Team Lead", "Manager", "Senior Manager", "Band 3", "Grade VIII"]
    assert level_meant(word, levels) == meant


def test_a_slip_of_a_level_is_mapped() -> None:
    assert level_slips([], {"Lead": 3, "Laed": 1, "Boss": 1}) == {"Laed": "Lead"}
    assert level_slips(["Boss"], {"Lead": 3, "Laed": 1}) == {}
    roster = Side("r.csv", words={"level": ("Laed", "Boss")}, headings={"level": ("Grade",)})
    made = corrected(roster, "level", {"Laed": "Lead", "Chif": "Chief"})
    assert made.columns == {"level": {"column": "Grade", "values": {"Laed": "Lead"}}}
    assert made.words == {"level": ("Boss", "Lead")}


def test_slips_of_skills_are_other_words_for_them() -> None:
    mentors = Side("m", words={"skills": ("Negotiation", "Coaching")}, counts={"skills": {"Negotiation": 4}})
    found = answers(mentors=mentors, mentees=side(development_goals=("Negotation",)), skills=("Coaching",))
    assert vocabulary_skills(found) == {"Coaching": [], "Negotiation": ["Negotation"]}


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


@pytest.mark.parametrize("focus", ["skill_development", "succession_pipeline", "leadership_depth"])
@pytest.mark.parametrize(
    ("mentors", "mentees"),
    [
        pytest.param(side(id=("1",)), side(id=("2",)), id="nothing known"),
        pytest.param(side(level=("a", "b")), side(level=("a", "c")), id="levels without order"),
        pytest.param(
            side(level=("a", "b"), languages=("x",), skills=("s",)),
            side(level=("a", "c"), languages=("x",), development_goals=("s", "t")),
            id="a hard rule already",
        ),
        pytest.param(
            Side("r.csv", has=frozenset(["id"]), fields={"communication_rating": {"type": "yes_no"}}),
            side(),
            id="the field's name is taken",
        ),
    ],
)
def test_every_proposal_in_a_comment_is_right_once_its_sign_is_gone(
    tmp_path: Path, focus: str, mentors: Side, mentees: Side
) -> None:
    found = answers(mentors=mentors, mentees=mentees, focus=focus, levels=(), skills=())
    lines = program_text(found).splitlines()
    marked = re.compile(r"( *)# (- \{|[a-z_]+: )")
    places = [n for n, line in enumerate(lines) if marked.match(line) and "mentorkit: ignore" not in line]
    assert len(places) >= 6
    comments = [line for line in lines if line.lstrip().startswith("#")]
    assert not any("100" in line for line in comments)  # a sum of weights that another one makes untrue
    ordered = [n for n in places if "# levels: " in lines[n]]
    for n in places:  # rules about levels say above them that the levels come first
        assert ("level_gap" in lines[n]) == lines[n - 1].endswith(
            "# Once the vocabulary has the levels in order:"
        )
    for some in [[], *([n, *(ordered if "level_gap" in lines[n] else [])] for n in places), places]:
        taken = [marked.sub(r"\1\2", line) if n in some else line for n, line in enumerate(lines)]
        (tmp_path / "program.yaml").write_text("\n".join(taken) + "\n", encoding="utf-8")
        definition, findings = load.program(str(tmp_path / "program.yaml"))
        assert definition is not None, ([lines[n] for n in some], findings)


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
