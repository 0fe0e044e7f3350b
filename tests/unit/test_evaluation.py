"""Surveys to figures of groups; nothing is shown from which few people's answers could be worked out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit import evaluation, tables
from mentorkit.evaluation import EVERYBODY, FEWEST, Answers, Figure, figures, shown
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.plans import Survey
from mentorkit.rows import Row, read
from mentorkit.training import ROLES, LearnerRole
from tests.conftest import told

LEVELS = {"reaction": ["Liked it"], "learning": ["I listen", "I ask"]}
PEOPLE = [Person(f"m{n}") for n in range(6)] + [Person(f"e{n}", {"email": f"e{n}@x.org"}) for n in range(6)]
IN: dict[str, LearnerRole] = {each.key: "mentors" if each.key[0] == "m" else "mentees" for each in PEOPLE}


def survey(**changes: object) -> Survey:
    data = {"file": "after.csv", "levels": LEVELS, **changes}
    return Survey.model_validate_json(json.dumps(data), strict=True)


def rows(plan: Survey, text: str, *, before: bool = False) -> tuple[tuple[Row, ...], list[Finding]]:
    table, wrong = tables.parse(text.encode(), "before.csv" if before else "after.csv")
    assert table is not None
    shape, maps = evaluation.shape(plan, table.headings if before else None)
    spec = plan.before if before and plan.before else plan
    found, more = read([table], shape, {**spec.columns, **maps}, {})
    return found, [*wrong, *more]


def made(plan: Survey, after: str, before: str = "") -> tuple[tuple[Figure, ...], list[Finding]]:
    now, wrong = rows(plan, after)
    then, more = rows(plan, before, before=True) if before else ((), [])
    sheets, unnamed, told_ = evaluation.answers(plan, now, then, IN, PEOPLE)
    return figures(plan, sheets, unnamed), [*wrong, *more, *told_]


def figure(found: tuple[Figure, ...], item: str, role: str) -> Figure:
    return next(each for each in found if (each.item, each.role) == (item, role))


def sheet(answers: Mapping[str, tuple[int, int, int]], heading: str = "id") -> str:
    lines = [f"{who},{one},{two},{three}" for who, (one, two, three) in answers.items()]
    return "\n".join([f"{heading},Liked it,I listen,I ask", *lines]) + "\n"


def test_figures_of_a_group() -> None:
    found, findings = made(survey(), sheet({f"m{n}": (n + 1, 4, 5) for n in range(5)}))
    assert findings == []
    assert figure(found, "Liked it", "mentors") == Figure(
        "reaction", "Liked it", "mentors", 5, Fraction(3), Fraction(2, 5)
    )
    assert figure(found, "", EVERYBODY).mean == Fraction(9, 2)
    assert [each.item for each in found if each.role == EVERYBODY] == ["Liked it", "", "I listen", "I ask"]


@pytest.mark.parametrize(
    ("changes", "share"),
    [
        pytest.param({}, Fraction(2, 5), id="4 of 1 to 5"),
        pytest.param({"favourable": 3}, Fraction(3, 5), id="a bar of its own"),
        pytest.param({"scale": {"from": 0, "to": 5}}, Fraction(2, 5), id="3.75 of 0 to 5"),
        pytest.param({"scale": {"from": 1, "to": 7}}, Fraction(0), id="5.5 of 1 to 7"),
    ],
)
def test_what_is_favourable(changes: dict[str, object], share: Fraction) -> None:
    found, _ = made(survey(**changes), sheet({f"m{n}": (n + 1, 4, 5) for n in range(5)}))
    assert figure(found, "Liked it", "mentors").favourable == share


def test_the_same_people_before() -> None:
    after = sheet({f"m{n}": (3, 4, 5) for n in range(6)})
    before = "id,I listen\n" + "".join(f"m{n},{n + 1}\n" for n in range(5))
    found, findings = made(survey(before={"file": "before.csv"}), after, before)
    assert findings == []
    listen = figure(found, "I listen", "mentors")
    assert [listen.answers, listen.mean, listen.before, listen.change] == [5, 4, 3, 1]
    assert (listen.risen, listen.paired) == (Fraction(3, 5), True)
    assert figure(found, "I ask", "mentors").before is None
    assert figure(found, "", "mentors").before is None  # not of all its questions


def test_before_in_the_same_file() -> None:
    levels = {"learning": [{"column": "Now", "before": "Then", "name": "listening"}]}
    text = "id,Then,Now\n" + "".join(f"m{n},2,{3 + n % 2}\n" for n in range(5))
    found, _ = made(survey(levels=levels), text)
    assert [figure(found, "listening", "mentors").before, figure(found, "listening", "all").risen] == [2, 1]


def test_an_anonymous_survey_compares_groups() -> None:
    after = "your role,Liked it,I listen,I ask\n" + "mentor,3,4,5\n" * 5 + "mentee,1,2,3\n" * 6
    before = "I listen\n" + "1\n" * 7
    found, findings = made(survey(before={"file": "before.csv"}), after, before)
    assert findings == []
    everybody = figure(found, "I listen", EVERYBODY)
    assert [everybody.answers, everybody.before, everybody.paired, everybody.risen] == [11, 1, False, None]
    assert figure(found, "I listen", "mentors").mean == 4
    assert figure(found, "I listen", "mentors").before is None


@pytest.mark.parametrize(
    ("mentors", "mentees", "open_roles"),
    [
        pytest.param(5, 5, {"mentors", "mentees", EVERYBODY}, id="both"),
        pytest.param(4, 0, set(), id="four in all"),
        pytest.param(5, 0, {"mentors", EVERYBODY}, id="one role alone"),
        pytest.param(6, 4, {EVERYBODY}, id="four would follow from the others"),
        pytest.param(4, 4, {EVERYBODY}, id="both too few"),
        pytest.param(2, 2, set(), id="too few in all"),
    ],
)
def test_few_are_not_shown(mentors: int, mentees: int, open_roles: set[str]) -> None:
    given = {f"m{n}": (1, 2, 3) for n in range(mentors)} | {f"e{n}": (1, 2, 3) for n in range(mentees)}
    found, _ = made(survey(), sheet(given))
    assert {each.role for each in found if each.answers is not None} == open_roles
    assert {each.role for each in found} == {EVERYBODY} | {
        role for role, count in (("mentors", mentors), ("mentees", mentees)) if count
    }
    assert all(each.mean is None and each.favourable is None for each in found if each.answers is None)


@given(st.dictionaries(st.sampled_from([*ROLES, ""]), st.integers(0, 12)))
def test_what_is_left_is_never_of_few(counts: dict[str, int]) -> None:
    seen = shown(counts)
    assert all(counts[group] >= FEWEST for group in seen)
    rest = sum(count for group, count in counts.items() if group not in seen)
    assert rest == 0 or rest >= FEWEST or not seen


@given(
    st.lists(
        st.tuples(st.sampled_from([*ROLES, ""]), st.booleans(), st.booleans(), st.integers(1, 5)),
        max_size=25,
    )
)
def test_all_less_the_roles_shown_is_never_of_few(drawn: list[tuple[str, bool, bool, int]]) -> None:
    """Whether asked before or not, and whether a question was passed over."""
    sheets = [
        Answers(str(number), role, {0: Decimal(answer)} if now else {}, {0: Decimal(1)} if before else {})
        for number, (role, now, before, answer) in enumerate(drawn)
    ]
    plan = survey(levels={"reaction": ["Liked it"]})
    found = {each.role: each for each in figures(plan, sheets)}
    everybody = found.get(EVERYBODY)
    if everybody is None or everybody.answers is None:
        assert not any(each.answers for each in found.values())
        return
    rest = everybody.answers - sum(each.answers or 0 for role, each in found.items() if role != EVERYBODY)
    assert rest == 0 or rest >= FEWEST
    mean = everybody.mean
    assert mean is not None
    asked = [each for each in sheets if each.now and (each.before or not everybody.paired)]
    assert (len(asked), mean) == (
        everybody.answers,
        Fraction(sum(each.now[0] for each in asked)) / len(asked),
    )


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            sheet({"m1": (6, 1, 1)}),
            ['after.csv:2:2 MK807 reaction: Liked it: "6" is above 5'],
            id="beyond the scale",
        ),
        pytest.param(
            "id,Liked it,I listen,I ask\nm1,1,1,1\nM1,2,2,2\n",
            ['after.csv:3:1 MK809 "M1" stands here a second time; the first is on line 2'],
            id="twice",
        ),
        pytest.param(
            sheet({"x9": (1, 1, 1)}),
            ["after.csv:2:1 MK843 1 row is of people who are in none of the rosters"],
            id="a stranger",
        ),
        pytest.param(
            "id,your role,Liked it,I listen,I ask\nm1,mentor,1,1,1\nm2,boss,1,1,1\n",
            ['after.csv:3:2 MK807 role: "boss" is none of mentors, mentees, managers'],
            id="an unknown role",
        ),
    ],
)
def test_what_is_said(text: str, findings: list[str]) -> None:
    assert told(made(survey(), text)[1]) == findings


def test_words_count_what_the_program_says() -> None:
    plan = survey(answers={"agree": 4, "n/a": ""}, levels={"reaction": ["Liked it"]})
    found, findings = made(plan, "Liked it\nagree\nAgree\nn/a\n2\n5\n5\n")
    assert findings == []
    assert [figure(found, "Liked it", EVERYBODY).answers, figure(found, "Liked it", EVERYBODY).mean] == [5, 4]
