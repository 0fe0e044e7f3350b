"""Lints of rosters: cases that say nothing, and what the others say of which cell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.finding import Location, has_errors
from mentorkit.lints import RosterLint
from mentorkit.lints._spelling import near, near_pairs
from mentorkit.lints.dead_weight import DEAD_WEIGHT
from mentorkit.lints.likely_duplicates import LIKELY_DUPLICATES
from mentorkit.lints.mostly_blank import MOSTLY_BLANK
from mentorkit.lints.near_spellings import NEAR_SPELLINGS
from mentorkit.lints.skill_without_supply import SKILL_WITHOUT_SUPPLY
from mentorkit.lints.too_few_places import TOO_FEW_PLACES
from mentorkit.lints.too_few_qualified import TOO_FEW_QUALIFIED
from mentorkit.people import Person, Roster
from tests.conftest import write_program
from tests.lints.said import program


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Places name files as seen from the folder where the command runs."""
    monkeypatch.chdir(tmp_path)


def said(lint: RosterLint, mentors: str, mentees: str, **sections: str) -> list[str]:
    """Every remark as `place: message`, of rosters whose lines stand between slashes."""
    texts = {"mentors": mentors, "mentees": mentees}
    path = write_program(
        Path(), **{name: f"{text}\n".replace("/", "\n") for name, text in texts.items()}, **sections
    )
    definition, wrong = load.program(str(path))
    assert definition is not None, wrong
    cohort, wrong = load.cohort(definition, {})
    assert not has_errors(wrong), wrong
    return [
        f"{remark.place or definition.source.heading(remark.path)}: {remark.message}"
        for remark in lint.check(definition.program, cohort.mentors, cohort.mentees)
    ]


def criteria(*some: str, hard: str = "") -> str:
    return f"{{{hard}criteria: [{', '.join(f'{{weight: 1, {each}}}' for each in some)}]}}"


COVERS = criteria("kind: covers, mentee: development_goals, mentor: skills")


@pytest.mark.parametrize(
    ("mentors", "mentees", "sections", "remarks"),
    [
        pytest.param(
            "id,skills/m1,a;b", "id,development_goals/e1,A/e2,b", {}, [], id="everything is brought"
        ),
        pytest.param("id,skills/m1,a;b", "id,development_goals/e1,/e2,", {}, [], id="nothing is asked for"),
        pytest.param(
            "id,skills/m1,a/m2,b",
            "id,development_goals/e1,a;c/e2,C;b/e3,d",
            {},
            [
                'mentees.csv:2:2: 2 mentees ask for "c", and no mentor who has a place brings it',
                'mentees.csv:4:2: 1 mentee asks for "d", and no mentor who has a place brings it',
            ],
            id="two are missing",
        ),
        pytest.param(
            "id,skills,capacity/m1,a,/m2,b,0",
            "id,development_goals/e1,a/e2,b",
            {},
            ['mentees.csv:3:2: 1 mentee asks for "b", and no mentor who has a place brings it'],
            id="a mentor without a place",
        ),
        pytest.param(
            "id,skills/m1,a/m2,b/m3,c",
            "id,development_goals/e1,x/e2,y/e3,z",
            {},
            [],
            id="other words on either side are one finding of their own",
        ),
        pytest.param(
            "id,skills/m1,coaching",
            "id,development_goals/e1,to coach;budgets;strategy/e2,coahcing",
            {"vocabulary": "{skills: {coaching: [to coach], budgeting: [budgets], strategy: []}}"},
            [
                'mentees.csv:2:2: 1 mentee asks for "budgeting", and no mentor who has a place brings it',
                'mentees.csv:2:2: 1 mentee asks for "strategy", and no mentor who has a place brings it',
            ],
            id="synonyms, and words that are no skill",
        ),
        pytest.param(
            "id,skills/m1,a",
            "id,skills/e1,b",
            {"matching": criteria("kind: overlap, field: skills")},
            [],
            id="no wish",
        ),
        pytest.param(
            "id,can/m1,a",
            "id,wants/e1,a;b",
            {
                "vocabulary": "{fields: {can: {type: list, skills: true}, wants: list}}",
                "matching": criteria("kind: covers, mentee: wants, mentor: can"),
            },
            ['mentees.csv:2:2: 1 mentee asks for "b", and no mentor who has a place brings it'],
            id="fields of one's own",
        ),
        pytest.param(
            "id,traits/m1,a",
            "id,wanted/e1,b",
            {
                "vocabulary": "{fields: {traits: list, wanted: list}}",
                "matching": criteria("kind: covers, mentee: wanted, mentor: traits"),
            },
            [],
            id="not about skills",
        ),
    ],
)
def test_skill_without_supply(
    mentors: str, mentees: str, sections: dict[str, str], remarks: list[str]
) -> None:
    assert said(SKILL_WITHOUT_SUPPLY, mentors, mentees, **{"matching": COVERS, **sections}) == remarks


def rows(field: str, *cells: str, start: str = "m") -> str:
    """A roster of one field, a person a cell."""
    lines = "".join(f"/{start}{number},{cell}" for number, cell in enumerate(cells))
    return f"id,{field}{lines}"


WORDS = "{fields: {x: text, n: number, tags: list, ask: yes_no}}"
AT = "program.yaml:4:23"
NOTHING = "its weight decides nothing"
LEVELS = {"vocabulary": "{levels: [a, b, c, d, e]}"}


@pytest.mark.parametrize(
    ("criterion", "mentors", "mentees", "sections", "remarks"),
    [
        pytest.param("kind: same, field: x", "x,p,p,q", "x,p,p,p", {}, [], id="one mentor is different"),
        pytest.param("kind: same, field: x", "x,p,p,p", "x,p,p,", {}, [], id="a blank counts otherwise"),
        pytest.param("kind: same, field: x", "x,p,p", "x,p,p", {}, [], id="too few people"),
        pytest.param(
            "kind: same, field: x, unknown: 1",
            "x,p,p,p",
            "x,p,p,",
            {},
            ['"same x" has the same value, 1, for every pair'],
            id="a blank counts as much",
        ),
        pytest.param(
            "kind: same, field: x",
            "x,p,p,P",
            "x,p,p,p",
            {},
            ['"same x" has the same value, 1, for every pair'],
            id="all are alike",
        ),
        pytest.param(
            "kind: same, field: x",
            "x,p,q,r",
            "x,s,t,u",
            {},
            ['"same x" has the same value, 0, for every pair'],
            id="nobody is alike",
        ),
        pytest.param(
            "kind: same, field: x, unknown: 0.5",
            "x,,,",
            "x,p,q,",
            {},
            ['"same x" is known of no pair, and counts 0.5 for all of them'],
            id="all blank",
        ),
        pytest.param("kind: overlap, field: tags", "tags,p;q,p,q", "tags,p,p,p", {}, [], id="lists"),
        pytest.param(
            "kind: overlap, field: tags",
            "tags,p;q,q;p,p;q",
            "tags,p,q,q",
            {},
            ['"overlap tags" has the same value, 0.5, for every pair'],
            id="lists that share as much",
        ),
        pytest.param(
            "kind: covers, mentee: tags, mentor: tags",
            "tags,p,p,p",
            "tags,p;q,p;q;r,p",
            {},
            [],
            id="shares of wishes",
        ),
        pytest.param(
            "kind: covers, mentee: tags, mentor: tags",
            "tags,p;q;r,p;q;r,q;r;p",
            "tags,p;q,p;q;r,p",
            {},
            ['"covers tags" has the same value, 1, for every pair'],
            id="all wishes of all",
        ),
        pytest.param("kind: level_gap, ideal: 2", "level,c,d,e", "level,a,a,b", LEVELS, [], id="levels"),
        pytest.param(
            "kind: level_gap, ideal: 2",
            "level,c,c,c",
            "level,a,a,a",
            LEVELS,
            ['"level_gap" has the same value, 1, for every pair'],
            id="one level on each side",
        ),
        pytest.param(
            "kind: closeness, field: n, full: 0, none: 3", "n,1,2,3", "n,1,1,1", {}, [], id="numbers"
        ),
        pytest.param(
            "kind: closeness, field: n, full: 5, none: 9",
            "n,1,2,3",
            "n,1,1,2.5",
            {},
            ['"closeness n" has the same value, 1, for every pair'],
            id="all near enough",
        ),
        pytest.param(
            "kind: closeness, field: n, full: 0, none: 3",
            "n,1,1,1.0",
            "n,2,2,2",
            {},
            ['"closeness n" has the same value, 0.6667, for every pair'],
            id="two thirds",
        ),
        pytest.param(
            "kind: lookup, field: x, table: {p: {q: 0.4}}, otherwise: 0.4",
            "x,p,q,r",
            "x,p,s,t",
            {},
            ['"lookup x" has the same value, 0.4, for every pair'],
            id="a table of one number",
        ),
        pytest.param("kind: preference", "preferences,e0,,", "preferences,m1,,", {}, [], id="wishes"),
        pytest.param(
            "kind: preference",
            "preferences,nobody,x,y",
            "preferences,z,z,z",
            {},
            ['"preference" has the same value, 0, for every pair'],
            id="wishes for nobody here",
        ),
        pytest.param(
            "kind: preference, unknown: 0.5",
            "preferences,,,",
            "preferences,,,",
            {},
            ['"preference" is known of no pair, and counts 0.5 for all of them'],
            id="no wishes",
        ),
        pytest.param(
            "kind: preference",
            "preferences,e0;e1;e2,e1;e2;e0,e2;e0;e1",
            "preferences,m1;m2;m0,m2;m0;m1,m0;m1;m2",
            {},
            ['"preference" has the same value, 0.6667, for every pair'],
            id="wishes for all that even out",
        ),
        pytest.param(
            "kind: preference",
            "preferences,e0;e1;e2,e1;e0;e2,e0;e1;e2",
            "preferences,,,",
            {},
            [],
            id="wishes for all, ranked",
        ),
        pytest.param(
            "kind: same, field: x, asked_by: ask",
            "x,p,p,p",
            "ask,yes,yes,",
            {},
            ['"same x" is known of no pair, and counts 0 for all of them'],
            id="asked for, but the field is blank",
        ),
    ],
)
def test_dead_weight(
    criterion: str, mentors: str, mentees: str, sections: dict[str, str], remarks: list[str]
) -> None:
    rosters = [rows(*text.split(","), start=start) for text, start in ((mentors, "m"), (mentees, "e"))]
    if "asked_by" in criterion:
        rosters[1] = rosters[1].replace("id,ask", "id,ask,x").replace("yes", "yes,").replace("e2,", "e2,,")
    found = said(DEAD_WEIGHT, *rosters, **{"vocabulary": WORDS, "matching": criteria(criterion), **sections})
    assert found == [f"{AT}: {remark}: {NOTHING}" for remark in remarks]


def test_dead_weight_names_every_criterion_and_leaves_tables_to_their_makers(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("mentee,mentor,value\n")
    people = "id,location,function/{0}1,Lyon,x/{0}2,Lyon,y/{0}3,Lyon,z"
    matching = criteria(
        "kind: same, field: location", "kind: same, field: function", "kind: table, file: scores.csv",
        "kind: function_at_risk, of: mentee", "kind: function_at_risk",
    )  # fmt: skip
    objectives = "[{id: o, focus: leadership_depth, statement: More, functions_at_risk: [x, y, z]}]"
    found = said(
        DEAD_WEIGHT, people.format("m"), people.format("e"), matching=matching, objectives=objectives
    )
    assert [remark.partition(": ")[2].partition('" ')[0] for remark in found] == [
        '"same location',
        '"function_at_risk of mentee',
        '"function_at_risk',
    ]


def test_dead_weight_where_nobody_asks() -> None:
    people = "id,x,ask/{0}1,p,no/{0}2,p,/{0}3,q,no"
    found = said(
        DEAD_WEIGHT,
        people.format("m"),
        people.format("e"),
        vocabulary="{fields: {x: text, ask: yes_no}}",
        matching=criteria("kind: same, field: x, asked_by: ask"),
    )
    assert found == [f'{AT}: nobody asked for "same x", which counts 0 for every pair: {NOTHING}']


@pytest.mark.parametrize("odd", [None, 0, 999], ids=["all alike", "the first", "the last"])
def test_dead_weight_sees_the_one_pair_that_differs_among_many(odd: int | None) -> None:
    people = [
        Person(f"e{number}", {"location": "Lyon", "tags": ("other",) if number == odd else (f"t{number}",)})
        for number in range(1_000)
    ]
    mentors = [Person(f"m{number}", {"location": "Lyon", "tags": ("other",)}) for number in range(300)]
    plan = program(
        vocabulary="{fields: {tags: list}}",
        matching=criteria("kind: same, field: location", "kind: overlap, field: tags"),
    )
    rosters = Roster("mentors", tuple(mentors)), Roster("mentees", tuple(people))
    found = [remark.path[-1] for remark in DEAD_WEIGHT.check(plan, *rosters)]
    assert found == ([0, 1] if odd is None else [0])


BLANK = "is blank for"


@pytest.mark.parametrize(
    ("mentors", "mentees", "matching", "sections", "remarks"),
    [
        pytest.param(
            "x,p,q,",
            "x,p,,",
            criteria("kind: same, field: x"),
            {},
            [f'mentees.csv:1:2: x {BLANK} 2 of 3 mentees, and "same x" looks at it'],
            id="two of three",
        ),
        pytest.param("x,p,q,,", "x,p,q,r,", criteria("kind: same, field: x"), {}, [], id="half"),
        pytest.param("x,,", "x,,", criteria("kind: same, field: x"), {}, [], id="too few people"),
        pytest.param(
            "x,p,q,r",
            "n,1,,",
            criteria("kind: function_at_risk, field: x"),
            {"objectives": "[{id: o, focus: leadership_depth, statement: S, functions_at_risk: [p]}]"},
            [],
            id="no field of that side",
        ),
        pytest.param(
            "x,p,,",
            "x,p,,",
            criteria("kind: same, field: x", "kind: lookup, field: x, table: {p: {p: 1}}"),
            {},
            [
                f'mentees.csv:1:2: x {BLANK} 2 of 3 mentees, and "same x" and "lookup x" look at it',
                f'mentors.csv:1:2: x {BLANK} 2 of 3 mentors, and "same x" and "lookup x" look at it',
            ],
            id="both sides, two criteria",
        ),
        pytest.param(
            "preferences,,,",
            "preferences,,,",
            criteria("kind: preference"),
            {},
            [],
            id="preferences may be blank",
        ),
        pytest.param(
            "n,1,,",
            "n,1,1,1",
            criteria("kind: closeness, field: n, full: 0, none: 1"),
            {"qualification": "{mentors: {require: [{rule: at_least, field: n, value: 1}]}}"},
            [f'mentors.csv:1:2: n {BLANK} 2 of 3 mentors, and "at_least n" and "closeness n" look at it'],
            id="a qualification rule",
        ),
        pytest.param(
            "n,1,1,1",
            "n,1,1,1",
            criteria("kind: closeness, field: n, full: 0, none: 1"),
            {"qualification": "{mentors: {require: [{rule: at_least, field: n, value: 1, unknown: allow}]}}"},
            [],
            id="all filled",
        ),
    ],
)
def test_mostly_blank(
    mentors: str, mentees: str, matching: str, sections: dict[str, str], remarks: list[str]
) -> None:
    rosters = [rows(*text.split(","), start=start) for text, start in ((mentors, "m"), (mentees, "e"))]
    assert said(MOSTLY_BLANK, *rosters, **{"vocabulary": WORDS, "matching": matching, **sections}) == remarks


@pytest.mark.parametrize(
    ("unknown", "remarks"),
    [
        pytest.param(
            "", [f'mentors.csv:1:3: n {BLANK} 2 of 3 mentors, and "within n" looks at it'], id="silent"
        ),
        pytest.param(", unknown: allow", [], id="allowed"),
        pytest.param(", unknown: forbid", [], id="forbidden"),
    ],
)
def test_a_hard_rule_that_says_what_a_blank_does_knows_of_blanks(unknown: str, remarks: list[str]) -> None:
    found = said(
        MOSTLY_BLANK,
        "id,location,n/m1,x,1/m2,y,/m3,z,",
        "id,location,n/e1,x,1",
        vocabulary=WORDS,
        matching=criteria(
            "kind: same, field: location", hard=f"must: [{{rule: within, field: n, at_most: 1{unknown}}}], "
        ),
    )
    assert found == remarks


def test_nobody_need_have_completed_a_training() -> None:
    rule = "{rule: training_completed, training: basics}"
    found = said(
        MOSTLY_BLANK,
        "id,location,training_completed/m1,x,/m2,x,/m3,y,basics",
        "id,location/e1,x",
        qualification=f"{{mentors: {{require: [{rule}]}}}}",
    )
    assert found == []


@pytest.mark.parametrize(
    ("mentees", "remarks"),
    [
        pytest.param("/e1,yes,a/e2,yes,/e3,yes,b/e4,no,/e5,no,/e6,,", [], id="those who asked said what"),
        pytest.param(
            "/e1,yes,a/e2,yes,/e3,yes,/e4,no,",
            [f'mentees.csv:1:3: wanted {BLANK} 2 of 3 mentees who asked for it, and "mine" looks at it'],
            id="those who asked did not say what",
        ),
    ],
)
def test_of_what_was_asked_for_only_those_who_asked_count(mentees: str, remarks: list[str]) -> None:
    found = said(
        MOSTLY_BLANK,
        "id,offered/m1,/m2,/m3,a",
        f"id,ask,wanted{mentees}",
        vocabulary="{fields: {ask: yes_no, wanted: list, offered: list}}",
        matching=criteria("kind: covers, name: mine, mentee: wanted, mentor: offered, asked_by: ask"),
    )
    assert found == remarks


@pytest.mark.parametrize(
    ("people", "remarks"),
    [
        pytest.param(
            "",
            [f'mentees.csv:1:3: manager {BLANK} 2 of 3 mentees, and "reporting_line" looks at it'],
            id="no people",
        ),
        pytest.param(", people: {file: mentees.csv}", [], id="managers of everyone stand elsewhere"),
    ],
)
def test_managers_may_stand_in_the_roster_of_people(people: str, remarks: list[str]) -> None:
    found = said(
        MOSTLY_BLANK,
        "id,location/m1,x",
        "id,location,manager/e1,x,m1/e2,x,/e3,x,",
        rosters=f"{{mentors: {{file: mentors.csv}}, mentees: {{file: mentees.csv}}{people}}}",
        matching=criteria("kind: same, field: location", hard="never: [{rule: reporting_line}], "),
    )
    assert found == remarks


WHERE = "id,name,email,location,department"


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(
            "Ann Lee,,Lyon,Sales",
            "Ann Lee,,Lyon,Sales",
            "the same name and department and location",
            id="same",
        ),
        pytest.param(
            "Ann Lee,,Lyon,", '"Lee, ann",,Lyon,', "the same name and location", id="parts in another order"
        ),
        pytest.param("Ana Lópéz,,Lyon,", "Ana Lopez,,Lyon,Sales", "the same name and location", id="accents"),
        pytest.param(
            "Ann Lee,ann@a.org,Lyon,",
            "Ann Lee,lee@b.org,Lyon,",
            "the same name and location",
            id="private address",
        ),
        pytest.param(
            "Ann Lee,ann.lee@a.org,,",
            "Ann Lee,ann.lee@b.org,,",
            "the same name and e-mail name",
            id="two domains",
        ),
        pytest.param(
            "Ann Lee,ann.lee@a.org,,",
            "Ann Lee,ann.lee+x@a.org,,",
            "the same name and e-mail name",
            id="after a plus",
        ),
        pytest.param(
            "Anne Lee,ann.lee@a.org,Lyon,",
            "Ann Lee,ann.lee@b.org,Lyon,",
            "near names, Ann Lee and Anne Lee, and the same e-mail name",
            id="near names",
        ),
        pytest.param("Ann Lee,,Lyon,Sales", "Ann Lee,,Lyon,Law", None, id="another department"),
        pytest.param("Ann Lee,,Lyon,Sales", "Ann Lee,,Leeds,Sales", None, id="another location"),
        pytest.param("Ann Lee,,,", "Ann Lee,,,", None, id="nothing but a name"),
        pytest.param("Ann Lee,,Lyon,", "Ann Lee,,,Sales", None, id="nothing known of both"),
        pytest.param("Ann,,Lyon,", "Ann,,Lyon,", None, id="a single name"),
        pytest.param(
            "Ann Lee,ann@a.org,Lyon,", "Ann Lee,ann2@a.org,Lyon,", None, id="two addresses of one domain"
        ),
        pytest.param(
            "Ann Lee,ann@a.org,Lyon,", "Ann Lee,ann@a.org,Lyon,", None, id="one address is another finding"
        ),
        pytest.param("Ann Lee,office@a.org,,", "Bo Ek,office@b.org,,", None, id="a mailbox of two"),
        pytest.param(",ann@a.org,Lyon,", ",ann@b.org,Lyon,", None, id="no names"),
        pytest.param("Ann Lee,,Lyon,", "Anna Lea,,Lyon,", None, id="near names alone"),
    ],
)
def test_likely_duplicates(first: str, second: str, why: str | None) -> None:
    matching = criteria("kind: same, field: location", "kind: same, field: department")
    expected = f'"{{}}" is probably "m1" (mentors.csv:2:1): {why}'
    column = 2 if why else 0
    both = said(
        LIKELY_DUPLICATES, f"{WHERE}/m1,{first}/m2,{second}", f"{WHERE}/e1,Cy Roe,,Lyon,", matching=matching
    )
    assert both == ([f"mentors.csv:3:{column}: {expected.format('m2')}"] if why else [])
    across = said(LIKELY_DUPLICATES, f"{WHERE}/m1,{first}", f"{WHERE}/e1,{second}", matching=matching)
    assert across == ([f"mentees.csv:2:{column}: {expected.format('e1')}"] if why else [])


def test_a_mentor_who_is_a_mentee_is_no_duplicate_and_levels_must_agree() -> None:
    sections = {
        "vocabulary": "{levels: [junior, senior]}",
        "matching": criteria("kind: same, field: location", "kind: level_gap, ideal: 1"),
    }
    people = "id,name,location,level/{},Ann Lee,Lyon,{}"
    assert (
        said(LIKELY_DUPLICATES, people.format("p1", "senior"), people.format("P1", "senior"), **sections)
        == []
    )
    assert (
        said(LIKELY_DUPLICATES, people.format("m1", "senior"), people.format("e1", "junior"), **sections)
        == []
    )
    assert said(
        LIKELY_DUPLICATES, people.format("m1", "senior"), people.format("e1", "senior"), **sections
    ) == ['mentees.csv:2:2: "e1" is probably "m1" (mentors.csv:2:1): the same name and location']


def test_many_of_one_name_are_looked_at_without_end() -> None:
    people = tuple(
        Person(
            f"m{number}", {"name": "Test Person", "department": f"d{number}"}, Location("m.csv", number, 1)
        )
        for number in range(20_000)
    )
    found = LIKELY_DUPLICATES.check(program(), Roster("mentors", people), Roster("mentees", ()))
    assert list(found) == []


@pytest.mark.parametrize(
    ("capacity", "mentors", "mentees", "remarks"),
    [
        pytest.param("{}", "id,capacity/m1,2/m2,", "id/e1/e2/e3", [], id="just enough"),
        pytest.param("{default: 2}", "id,capacity/m1,", "id/e1/e2", [], id="the default"),
        pytest.param("{}", "id/m1/m2", "id/e1/e2/e3", ["2 places for 3 mentees: 0.66 each"], id="no column"),
        pytest.param("{}", "id,capacity/m1,1", "id/e1/e2", ["1 place for 2 mentees: 0.50 each"], id="half"),
        pytest.param(
            "{at_most: 1}", "id,capacity/m1,9", "id/e1/e2", ["1 place for 2 mentees: 0.50 each"], id="cut"
        ),
        pytest.param(
            "{default: 0}", "id,capacity/m1,", "id/e1", ["0 places for 1 mentee: 0.00 each"], id="none"
        ),
    ],
)
def test_too_few_places(capacity: str, mentors: str, mentees: str, remarks: list[str]) -> None:
    matching = f"{{capacity: {capacity}, criteria: [{{kind: same, field: id, weight: 1}}]}}"
    found = said(TOO_FEW_PLACES, mentors, mentees, matching=matching)
    assert found == [f"program.yaml:4:22: {remark}" for remark in remarks]


@pytest.mark.parametrize(
    ("pool", "remarks"),
    [
        pytest.param("{mentees: {}}", [], id="as many as places"),
        pytest.param("{mentees: {size: 2}}", [], id="no more than places"),
        pytest.param("{mentees: {size: 3}}", ["2 places for 3 mentees: 0.66 each"], id="more than places"),
        pytest.param("{mentees: {size: 9}}", ["2 places for 4 mentees: 0.50 each"], id="more than people"),
        pytest.param("{mentors: {size: 1}}", ["2 places for 4 mentees: 0.50 each"], id="of mentors alone"),
    ],
)
def test_too_few_places_for_a_pool(pool: str, remarks: list[str]) -> None:
    found = said(
        TOO_FEW_PLACES, "id/m1/m2", "id/e1/e2/e3/e4", matching=criteria("kind: same, field: id"), pool=pool
    )
    assert [each.partition(": ")[2] for each in found] == remarks


YEARS = {
    "vocabulary": "{fields: {years: number}}",
    "qualification": (
        "{mentors: {require: [{rule: at_least, field: years, value: 2}]}, "
        "mentees: {require: [{rule: at_least, field: years, value: 1}]}}"
    ),
}


def trained(conditional: str) -> dict[str, str]:
    """A bar that a training helps over, and whether mentors wait for it."""
    rule = "{rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening}"
    return {
        "vocabulary": "{fields: {rating: {type: number, from: 1, to: 7}}}",
        "qualification": f"{{mentors: {{communication: {rule}, conditional: {conditional}}}}}",
        "training": "{mentors: [{name: listening}]}",
    }


@pytest.mark.parametrize(
    ("mentors", "mentees", "sections", "remarks"),
    [
        pytest.param(
            "id,years,capacity/m1,1,2/m2,2,1",
            "id,years/e1,1/e2,1",
            YEARS,
            ["3 places, but only 1 of mentors who qualify, for 2 mentees who qualify"],
            id="places of those who do not qualify",
        ),
        pytest.param("id,years/m1,1/m2,2", "id,years/e1,1/e2,0", YEARS, [], id="nor do all mentees"),
        pytest.param("id,years/m1,2", "id,years/e1,1/e2,1", YEARS, [], id="all qualify: MK834"),
        pytest.param("id/m1", "id/e1/e2", {}, [], id="no rules"),
        pytest.param(
            "id,rating/m1,4",
            "id/e1",
            trained("wait"),
            ["1 place, but only 0 of mentors who qualify, for 1 mentee who qualifies"],
            id="those who wait for a training",
        ),
        pytest.param(
            "id,rating/m1,4",
            "id/e1",
            trained("match"),
            [],
            id="those who do not need to wait",
        ),
        pytest.param(
            "id,years/m1,2",
            "id,years/e1,1/e2,1",
            YEARS | {"pool": "{mentees: {}}"},
            [],
            id="as many as places",
        ),
        pytest.param(
            "id,years/m1,2",
            "id,years/e1,1/e2,1/e3,0",
            YEARS | {"pool": "{mentees: {size: 3}}"},
            ["only 1 place of mentors who qualify for 2 mentees in the pool"],
            id="a pool above the places",
        ),
        pytest.param(
            "id,years/m1,2/m2,3",
            "id,years/e1,1/e2,1",
            YEARS | {"pool": "{mentors: {size: 1}}"},
            ["only 1 place of mentors in the pool for 2 mentees who qualify"],
            id="a small pool of mentors",
        ),
        pytest.param(
            "id,years/m1,2/m2,3",
            "id,years/e1,1/e2,1",
            YEARS | {"pool": "{mentors: {size: 1}, mentees: {size: 1}}"},
            [],
            id="both as small",
        ),
        pytest.param(
            "id,years/m1,2",
            "id,years/e1,1/e2,1",
            YEARS | {"pool": "{mentees: {size: 2, quotas: [{field: id, value: e9, at_least: 1}]}}"},
            [],
            id="no pool is possible: MK602",
        ),
    ],
)
def test_too_few_qualified(mentors: str, mentees: str, sections: dict[str, str], remarks: list[str]) -> None:
    matching = criteria("kind: same, field: id")
    found = said(TOO_FEW_QUALIFIED, mentors, mentees, matching=matching, **sections)
    assert [each.partition(": ")[2] for each in found] == remarks


SAME = criteria("kind: same, field: x")
AT_RISK = "[{id: o, focus: leadership_depth, statement: S, functions_at_risk: [Operations]}]"
FIRST = "priority: [{field: x, value: Finance}], "
OTHER = "counts as another word than"


@pytest.mark.parametrize(
    ("mentors", "mentees", "sections", "remarks"),
    [
        pytest.param("x,Finance,Sales", "x,finance,Fin ance,sales", {}, [], id="case and spaces are read"),
        pytest.param("x,Grade 6,Region 10", "x,Grade 7,Region 11", {}, [], id="numbers"),
        pytest.param("x,North,Policy,Sales", "x,South,Police,Sale", {}, [], id="short words"),
        pytest.param("x,Internal Audit,Inbound", "x,External Audit,Outbound", {}, [], id="other beginnings"),
        pytest.param("x,", "x,", {}, [], id="blank"),
        pytest.param("x,finance@a.org", "x,finence@a.org", {}, [], id="addresses"),
        pytest.param(
            "manager,Andersen",
            "manager,Anderson",
            {"matching": criteria("kind: same, field: manager")},
            [],
            id="people",
        ),
        pytest.param(
            "x,Finance",
            "x,Finence",
            {"matching": criteria("kind: preference, field: tags")},
            [],
            id="not compared",
        ),
        pytest.param(
            "x,Finance,Finance",
            "x,Finence,Sales",
            {},
            [f'mentees.csv:2:2: x: "Finence" (1 time) {OTHER} "Finance" (2 times)'],
            id="a slip",
        ),
        pytest.param(
            "x,Pro život,R&D",
            "x,Pro zivot,Pro zivot,R & D",
            {},
            [f'mentors.csv:2:2: x: "Pro život" (1 time) {OTHER} "Pro zivot" (2 times)'],
            id="accents",
        ),
        pytest.param(
            "x,Co-operations,Łódź Plant",
            "x,Cooperations,Cooperations,Lodz plant,Lodz plant",
            {},
            [
                f'mentors.csv:2:2: x: "Co-operations" (1 time) {OTHER} "Cooperations" (2 times)',
                f'mentors.csv:3:2: x: "Łódź Plant" (1 time) {OTHER} "Lodz plant" (2 times)',
            ],
            id="hyphens and strokes",
        ),
        pytest.param(
            "x,Finance,Finances,Finances,Finances",
            "x,Finance,Finance,Finance",
            {},
            [],
            id="both are often written",
        ),
        pytest.param(
            "x,Operatons,Operatons,Operatons",
            "x,",
            {
                "objectives": AT_RISK,
                "matching": criteria("kind: function_at_risk, field: x"),
            },
            [f'mentors.csv:2:2: x: "Operatons" (3 times) {OTHER} "Operations" (in the program)'],
            id="a word of the program",
        ),
        pytest.param(
            "x,Finance",
            "x,Finence",
            {"matching": criteria("kind: lookup, field: x, table: {Finance: {Finence: 1}}")},
            [
                f'mentees.csv:2:2: x: "Finence" (1 time) {OTHER} "Finance" (in the program)',
                f'mentors.csv:2:2: x: "Finance" (1 time) {OTHER} "Finence" (in the program)',
            ],
            id="a table with a word for each side",
        ),
        pytest.param(
            "x,Finence",
            "x,Finence",
            {"qualification": "{mentees: {require: [{rule: one_of, field: x, values: Finance}]}}"},
            [f'mentees.csv:2:2: x: "Finence" (1 time) {OTHER} "Finance" (in the program)'],
            id="a qualification rule of mentees",
        ),
        pytest.param(
            "x,",
            "x,Finence",
            {"matching": criteria("kind: same, field: id", hard=FIRST)},
            [f'mentees.csv:2:2: x: "Finence" (1 time) {OTHER} "Finance" (in the program)'],
            id="who is served first",
        ),
        pytest.param(
            "tags,Finance;Sales",
            "tags,Finence;Sales",
            {
                "matching": criteria(
                    "kind: overlap, field: tags", hard="must: [{rule: shares, field: tags}], "
                )
            },
            [f'mentees.csv:2:2: tags: "Finence" (1 time) {OTHER} "Finance" (1 time)'],
            id="items of a list, once",
        ),
        pytest.param(
            "skills,coaching",
            "development_goals,coachinng",
            {"vocabulary": "{skills: [coaching]}", "matching": COVERS},
            [],
            id="skills of the vocabulary are another finding",
        ),
        pytest.param(
            "skills,coaching",
            "development_goals,coachinng",
            {"matching": COVERS},
            [f'mentees.csv:2:2: development_goals: "coachinng" (1 time) {OTHER} "coaching" (1 time)'],
            id="skills without a vocabulary",
        ),
    ],
)
def test_near_spellings(mentors: str, mentees: str, sections: dict[str, str], remarks: list[str]) -> None:
    rosters = [rows(*text.split(","), start=start) for text, start in ((mentors, "m"), (mentees, "e"))]
    if "preference" in str(sections):
        rosters = [roster.replace("id,x", "id,tags,x").replace(",F", ",,F") for roster in rosters]
    found = said(NEAR_SPELLINGS, *rosters, **{"vocabulary": WORDS, "matching": SAME, **sections})
    assert found == remarks


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Finance", "Finence", True),
        ("Finance", "Finances", True),
        ("Finance", "Fiannce", True),
        ("Finance", "inance", False),
        ("Finance", "Finan", False),
        ("Finance", "Feinence", False),
        ("Head Finance", "Head of Finance", False),
        ("Finance North", "Finence South", False),
        ("Finance 1", "Finance 2", False),
        ("Product7", "Product8", False),
        ("Human-Resources", "Human Resources", True),
        ("São Paulo", "Sao Paulo", True),
        ("C++", "C#", False),
        ("10-15", "1015", False),
        ("Austria", "Australia", False),
    ],
)
def test_near(one: str, other: str, same: bool) -> None:
    assert near(one, other) is near(other, one) is same


def test_near_pairs_are_all_that_are_near() -> None:
    draw = random.Random(5)  # noqa: S311  # words, not secrets
    words = {"".join(draw.choice("abc") for _ in range(draw.randint(5, 8))) + " dept" for _ in range(400)}
    words |= {f"{word[:3]}-{word[3:]}" for word in list(words)[:20]}
    ordered = sorted(words)
    plainly = {(one, other) for n, other in enumerate(ordered) for one in ordered[:n] if near(one, other)}
    assert len(plainly) > 20
    found = list(near_pairs(ordered))
    assert set(found) == plainly
    assert len(found) == len(plainly)
