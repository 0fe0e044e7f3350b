"""Whole inputs: program, rosters, shared vocabulary, score tables and decisions, with their findings."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.finding import CODES, CannotRun, Finding
from mentorkit.load import Cohort, Definition
from mentorkit.people import Role
from tests.conftest import told, write, write_program


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings name files as seen from the folder where the command runs."""
    monkeypatch.chdir(tmp_path)


def definition(**sections: str) -> Definition:
    """A minimal program without errors."""
    found, findings = load.program(str(write_program(Path(), **sections)))
    assert told(findings) == []
    assert found is not None
    return found


def cohort(**sections: str) -> tuple[Cohort, list[Finding]]:
    """Everything a minimal program names."""
    return load.cohort(definition(**sections), {})


def criteria(*lines: str, hard: str = "") -> str:
    """A matching section."""
    return f"{{{hard}criteria: [{', '.join(lines)}]}}"


COVERS = criteria("{kind: covers, mentee: development_goals, mentor: skills, weight: 1}")
PREFERENCE = criteria("{kind: preference, weight: 1}")
LINES = criteria("{kind: same, field: location, weight: 1}", hard="never: [{rule: reporting_line}], ")
AT = "mentees.csv:2:2 MK814 preferences:"
SKILLS = "{skills: {strategic planning: [strategy], coaching: []}}"


@pytest.mark.parametrize(
    ("sections", "findings", "hint"),
    [
        pytest.param({}, [], "", id="nothing missing"),
        pytest.param(
            {"mentees": "id,name\ne1,Cy\n"},
            ['mentees.csv:1:1 MK804 no column holds location, which "same location" needs'],
            "known: id, name",
            id="nothing near",
        ),
        pytest.param(
            {"mentees": "\nid,locatoin\ne1,Lyon\n"},
            ['mentees.csv:2:1 MK804 no column holds location, which "same location" needs'],
            'did you mean "locatoin"? If so: columns: {location: HEADING}',
            id="near",
        ),
        pytest.param(
            {"mentors": "id\nm1\n", "mentees": "id\ne1\n"},
            [
                'mentees.csv:1:1 MK804 no column holds location, which "same location" needs',
                'mentors.csv:1:1 MK804 no column holds location, which "same location" needs',
            ],
            "known: id",
            id="in both",
        ),
        pytest.param(
            {"matching": PREFERENCE},
            ['mentees.csv:1:1 MK804 no column holds preferences, which "preference" needs'],
            "known: id, name, email, location",
            id="on neither side",
        ),
        pytest.param(
            {"matching": PREFERENCE, "mentors": "id,preferences\nm1,e1\n"}, [], "", id="on one of two sides"
        ),
        pytest.param(
            {"matching": LINES},
            ['mentees.csv:1:1 MK804 no column holds manager, which "reporting_line" needs'],
            "known: id, name, email, location",
            id="managers",
        ),
        pytest.param(
            {
                "vocabulary": "{fields: {tenure: number}}",
                "qualification": "{mentors: {require: [{rule: at_least, field: tenure, value: 2}]}}",
            },
            ['mentors.csv:1:1 MK804 no column holds tenure, which "at_least tenure" needs'],
            "known: id, name, email, location",
            id="a rule's field",
        ),
    ],
)
def test_missing_columns(sections: dict[str, str], findings: list[str], hint: str) -> None:
    _, found = cohort(**sections)
    assert (told(found), found[0].hint if found else "") == (findings, hint)


def test_a_field_missing_in_one_of_several_files() -> None:
    write(Path("north.csv"), "id,location\nm1,Lyon\n")
    write(Path("south.csv"), "id,loc\nm2,Lyon\n")
    rosters = "{mentors: {files: [north.csv, south.csv]}, mentees: {file: mentees.csv}}"
    assert told(cohort(rosters=rosters)[1]) == [
        'south.csv:1:1 MK804 no column holds location, which "same location" needs'
    ]


@pytest.mark.parametrize(
    ("mentors", "mentees", "findings", "hint"),
    [
        ("m1,Strategy; COACHING", "e1,strategic planning", [], ""),
        (
            "m1,coaching;stratgy",
            "e1,coaching",
            ['mentors.csv:2:2 MK811 skills: "stratgy" is not a skill of the vocabulary'],
            'did you mean "strategy"?',
        ),
        (
            "m1,Law\nm2,coaching;law",
            "e1,coaching",
            ['mentors.csv:2:2 MK811 skills: "Law" (2 times) is not a skill of the vocabulary'],
            "known: strategic planning, coaching",
        ),
        (
            "m1,coaching",
            "e1,coachng;Law",
            [
                'mentees.csv:2:2 MK811 development_goals: "Law" is not a skill of the vocabulary',
                'mentees.csv:2:2 MK811 development_goals: "coachng" is not a skill of the vocabulary',
            ],
            'did you mean "coaching"?',
        ),
    ],
    ids=["synonyms", "near a synonym", "counted", "goals"],
)
def test_unknown_skills(mentors: str, mentees: str, findings: list[str], hint: str) -> None:
    rosters = {"mentors": f"id,skills\n{mentors}\n", "mentees": f"id,goals\n{mentees}\n"}
    _, found = cohort(matching=COVERS, vocabulary=SKILLS, **rosters)
    assert (told(found), found[0].hint if found else "") == (findings, hint)


def test_without_skills_in_the_vocabulary_every_word_is_one() -> None:
    _, found = cohort(matching=COVERS, mentors="id,skills\nm1,anything\n", mentees="id,goals\ne1,more\n")
    assert told(found) == []


@pytest.mark.parametrize(
    ("named", "findings"),
    [
        ("m1; m2", []),
        ("M1; ann@example.org; ANN  LEE", []),
        ("m1; m7", [f'{AT} "m7" is nobody in the roster of mentors']),
        ("e1", [f'{AT} "e1" is nobody in the roster of mentors']),
        (
            "Bo Ek",
            [f'{AT} "Bo Ek" is the name of several people in the roster of mentors'],
        ),
    ],
)
def test_preferences(named: str, findings: list[str]) -> None:
    mentors = "id,name,email\nm1,Ann Lee,ann@example.org\nm2,Bo Ek,\nm3,Bo Ek,\n"
    _, found = cohort(matching=PREFERENCE, mentors=mentors, mentees=f"id,preferences\ne1,{named}\n")
    assert told(found) == findings


def test_a_choice_under_another_name_is_checked_too() -> None:
    _, found = cohort(
        vocabulary="{fields: {choices: list}}",
        matching=criteria("{kind: preference, field: choices, weight: 1}"),
        mentees="id,choices\ne1,m7\n",
    )
    assert told(found) == ['mentees.csv:2:2 MK814 choices: "m7" is nobody in the roster of mentors']


def test_choices_are_not_checked_against_nobody() -> None:
    _, found = cohort(matching=PREFERENCE, mentors="id,name,email\n", mentees="id,preferences\ne1,m7\n")
    assert told(found) == ["mentors.csv MK816 the roster has headings but no people"]


def test_reporting_lines_of_all_rosters() -> None:
    rosters = (
        "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv}, "
        "people: {file: people.csv, columns: {manager: Boss}}}"
    )
    write(Path("people.csv"), "Boss,id\n,top\ntop,m1\nm1,x\ngone,y\n")
    found, findings = cohort(
        rosters=rosters,
        matching=LINES,
        mentees="id,location,manager\ne1,Lyon,x\n",
        mentors="id,location\nm1,Lyon\n",
    )
    assert found.facts.lines.above["e1"] == ("x", "m1", "top")
    assert told(findings) == [
        'people.csv:5:1 MK813 the manager "gone" is in no roster: reporting lines are followed only that far'
    ]


def test_lines_are_not_followed_where_nothing_asks() -> None:
    _, findings = cohort(mentees="id,location,manager\ne1,Lyon,e2\ne2,Lyon,e1\n")
    assert told(findings) == []


def test_all_findings_of_all_files_in_one_run() -> None:
    _, findings = cohort(
        matching=criteria(
            "{kind: closeness, field: utc_offset, full: 0, none: 6, weight: 1}",
            "{kind: preference, weight: 1}",
        ),
        mentors="id,UTC offset\nm1,west\n,1\n",
        mentees="id,preferences,UTC\ne1,m9,1\ne1,,2\ne2\n",
    )
    assert told(findings) == [
        'mentees.csv:2:2 MK814 preferences: "m9" is nobody in the roster of mentors',
        'mentees.csv:3:1 MK809 "e1" stands here a second time; the first is on line 2',
        "mentees.csv:4:1 MK803 the row has 1 cells, the heading on line 1 has 3",
        'mentors.csv:2:2 MK807 utc_offset: "west" is not a number',
        "mentors.csv:3:1 MK808 the row has neither id nor e-mail",
    ]


@pytest.mark.parametrize("column", ["training_completed", "Courses completed"])
def test_completed_trainings_are_read_where_a_rule_has_a_training(column: str) -> None:
    rule = "{rule: rating, field: communication, at_least: 5, conditional_from: 4, after: listening}"
    found, findings = cohort(
        vocabulary="{fields: {communication: number}}",
        qualification=f"{{mentors: {{communication: {rule}}}}}",
        mentors=f"id,location,communication,{column}\nm1,Lyon,4,listening\n",
    )
    assert told(findings) == []
    assert found.mentors.people[0].items("training_completed") == ("listening",)


@pytest.mark.parametrize("role", ["mentors", "mentees"])
def test_qualifying_needs_only_what_its_rules_need(role: Role) -> None:
    found = definition(
        vocabulary="{fields: {tenure: number}}",
        qualification="{mentors: {require: [{rule: at_least, field: tenure, value: 2}]}}",
        mentors="id,tenure\nm1,3\n",
        mentees="id\ne1\n",
    )
    assert told(load.qualifying(found, role)[2]) == []


@pytest.mark.parametrize(
    ("file", "message"),
    [("gone.csv", "there is no file gone.csv"), ("folder", "folder is a folder, not a file")],
)
def test_a_roster_that_cannot_be_opened(file: str, message: str) -> None:
    Path("folder").mkdir()
    with pytest.raises(CannotRun) as caught:
        load.cohort(definition(), {"mentors": file})
    assert str(caught.value) == message


def test_paths_are_relative_to_the_program() -> None:
    Path("programs").mkdir()
    Path("rosters").mkdir()
    write_program(
        Path("programs"),
        rosters="{mentors: {file: ../rosters/m.csv}, mentees: {file: ./mentees.csv}}",
    )
    write(Path("rosters/m.csv"), "id,location\nm1,Lyon\nm1,Lyon\n")
    found, findings = load.program("./programs/../programs/program.yaml")
    assert (found is not None, told(findings)) == (True, [])
    assert found is not None
    entered, findings = load.cohort(found, {})
    assert told(findings) == [
        'rosters/m.csv:3:1 MK809 "m1" stands here a second time; the first is on line 2'
    ]
    assert [(each.role, each.path) for each in entered.inputs] == [
        ("program", "./programs/../programs/program.yaml"),
        ("mentors", "rosters/m.csv"),
        ("mentees", "programs/mentees.csv"),
    ]
    assert {len(each.sha256) for each in entered.inputs} == {64}


@pytest.mark.parametrize(
    ("words", "findings"),
    [
        ("levels: [analyst, manager]\n", []),
        (
            "# ours\nlevls: [analyst]\n",
            ['shared/words.yaml:2:1 MK005 unknown key "levls"'],
        ),
        ("levels:\n  - analyst\n  - 7\n", ['shared/words.yaml:3:5 MK007 levels: "7" is not text']),
        ("levels:\n  - a\n  - A\n", ['shared/words.yaml:3:5 MK011 the level "A" stands twice']),
        ("levels: &x [a]\n", ["shared/words.yaml:1:9 MK004 the anchor &x is refused here"]),
        ("levels: [a\n", ["shared/words.yaml:1:9 MK002"]),
        ("", ["shared/words.yaml:1:1 MK002 the file is empty"]),
        ("- a\n", ["shared/words.yaml:1:1 MK002 the file holds no keys at its top level"]),
    ],
    ids=["good", "unknown key", "wrong type", "level twice", "anchor", "broken", "empty", "list"],
)
def test_vocabulary_in_a_file_of_its_own(words: str, findings: list[str]) -> None:
    Path("shared").mkdir()
    write(Path("shared/words.yaml"), words)
    found, told_of = load.program(str(write_program(Path(), vocabulary="shared/words.yaml")))
    if findings == ["shared/words.yaml:1:9 MK002"]:  # the parser's own words follow
        assert [each.partition(" not valid")[0] for each in told(told_of)] == findings
    else:
        assert told(told_of) == findings
    assert (found is None) is bool(findings)
    if found is not None:
        assert found.program.vocabulary.levels == ("analyst", "manager")
        assert [(each.role, each.path) for each in found.inputs] == [
            ("program", "program.yaml"),
            ("vocabulary", "shared/words.yaml"),
        ]


def test_a_program_s_fault_against_a_shared_vocabulary_is_the_program_s() -> None:
    write(Path("words.yaml"), "levels: [analyst, manager]\n")
    path = write_program(
        Path(),
        vocabulary="words.yaml",
        qualification="{mentors: {require: [{rule: level_at_least, value: managr}]}}",
    )
    assert told(load.program(str(path))[1]) == ['program.yaml:6:67 MK204 there is no level "managr"']


def test_a_shared_vocabulary_that_is_not_there() -> None:
    path = write_program(Path(), vocabulary="words.yml")
    assert told(load.program(str(path))[1]) == [
        'program.yaml:5:13 MK007 vocabulary: there is no file "words.yml"'
    ]


SCORED = criteria("{kind: table, file: scores.csv, from: 0, to: 100, weight: 1}")


@pytest.mark.parametrize(
    ("text", "numbers", "findings"),
    [
        pytest.param(
            "mentee,mentor,value\ne1,m1,80\ne2,m2,0.5\n",
            {("e1", "m1"): Fraction(80), ("e2", "m2"): Fraction(1, 2)},
            [],
            id="good",
        ),
        pytest.param(
            "Value;Mentor;Mentee;Note\n1,5;Bo Ek;CY@example.org;x\n",
            {("e1", "m2"): Fraction(3, 2)},
            [],
            id="names, e-mails and another order",
        ),
        pytest.param(
            "mentee,mentor,value\ne1,m1,\ne9,m1,5\n",
            {},
            ["scores.csv:3:1 MK821 1 row names people who are not in the rosters"],
            id="blank, and nobody of the cohort",
        ),
        pytest.param(
            "mentee,mentor,value\ne1,m1,high\ne1,m2,101\ne2,m1,-1\n",
            {},
            [
                'scores.csv:2:3 MK807 "high" is not a number',
                'scores.csv:3:3 MK807 "101" is above 100',
                'scores.csv:4:3 MK807 "-1" is below 0',
            ],
            id="unreadable values",
        ),
        pytest.param(
            "mentee,mentor,value\ne1,m1,5\nE1,M1,5\n", {("e1", "m1"): Fraction(5)}, [], id="the same twice"
        ),
        pytest.param(
            "mentee,mentor,value\ne1,m1,5\nE1,M1,6\n",
            {("e1", "m1"): Fraction(5)},
            ["scores.csv:3:3 MK809 the pair stands here a second time, with another value"],
            id="a pair twice with two values",
        ),
        pytest.param(
            "mentee,mentr,value\ne1,m1,5\n",
            {},
            ['scores.csv:1:1 MK804 no column is called "mentor"'],
            id="no mentor column",
        ),
        pytest.param("", {}, ["scores.csv MK802 the file holds no rows"], id="empty"),
    ],
)
def test_score_tables(text: str, numbers: dict[tuple[str, str], Fraction], findings: list[str]) -> None:
    write(Path("scores.csv"), text)
    found, told_of = cohort(matching=SCORED)
    assert (told(told_of), found.facts.tables.get("scores.csv", {})) == (findings, numbers)


def test_a_score_table_with_two_scales_is_held_against_each() -> None:
    write(Path("scores.csv"), "mentee,mentor,value\ne1,m1,50\n")
    other = "{kind: table, name: other, file: scores.csv, from: 0, to: 10, weight: 1}"
    both = SCORED.replace("]}", f", {other}]}}")
    assert told(cohort(matching=both)[1]) == ['scores.csv:2:3 MK807 "50" is above 10']


def test_a_score_table_that_is_not_there() -> None:
    with pytest.raises(CannotRun, match=r"^there is no file scores\.csv$"):
        cohort(matching=SCORED)


@pytest.mark.parametrize(
    ("text", "decided", "findings"),
    [
        pytest.param(
            "mentee,mentor,decision\ne1,m1,lock\ne2,m2,forbid\n",
            [("e1", "m1", "lock", ()), ("e2", "m2", "forbid", ())],
            [],
            id="good",
        ),
        pytest.param(
            "Decision;Waive;Mentor;Mentee\nLOCK;same department, floor;Ann Lee;CY@example.org\n",
            [("e1", "m1", "lock", ("same department", "floor"))],
            [],
            id="names, waivers and another order",
        ),
        pytest.param("mentee,mentor,decision\ne1,m1,\nx,y,\n", [], [], id="not decided"),
        pytest.param(
            "mentee,mentor,decision\ne3,m1,lock\ne1,m11,forbid\n",
            [],
            [
                'd.csv:2:1 MK901 "e3" is nobody in the roster of mentees',
                'd.csv:3:2 MK901 "m11" is nobody in the roster of mentors',
            ],
            id="nobody",
        ),
        pytest.param(
            "mentee,mentor,decision\ne1,m1,locked\n",
            [],
            ['d.csv:2:3 MK902 "locked" is neither lock nor forbid'],
            id="neither lock nor forbid",
        ),
        pytest.param(
            "mentee,mentor,decision\ne1,m1,lock\ne1,m1,forbid\n",
            [("e1", "m1", "lock", ()), ("e1", "m1", "forbid", ())],
            ["d.csv:3:3 MK903 the pair is locked and forbidden; see line 2"],
            id="locked and forbidden",
        ),
        pytest.param(
            "mentee,mentor,decision\ne1,m1,lock\ne1,m2,lock\n",
            [("e1", "m1", "lock", ()), ("e1", "m2", "lock", ())],
            ["d.csv:3:3 MK903 the mentee is locked to two mentors; see line 2"],
            id="locked to two",
        ),
        pytest.param(
            "mentee,mentor,decision\ne1,m1,lock\nE1,M1,lock\n",
            [("e1", "m1", "lock", ())],
            [],
            id="the same twice",
        ),
        pytest.param(
            "mentee,decison\ne1,lock\n",
            [],
            [
                'd.csv:1:1 MK804 no column is called "decision"',
                'd.csv:1:1 MK804 no column is called "mentor"',
            ],
            id="missing columns",
        ),
        pytest.param(
            "mentee,mentor,mentor,decision\ne1,m1,m2,lock\n",
            [],
            ['d.csv:1:3 MK805 "mentor" stands here a second time'],
            id="a heading twice",
        ),
        pytest.param("", [], ["d.csv MK802 the file holds no rows"], id="empty"),
        pytest.param(
            "mentee,mentor,decision\ne1,m1\n",
            [],
            ["d.csv:2:1 MK803 the row has 2 cells, the heading on line 1 has 3"],
            id="ragged",
        ),
    ],
)
def test_decisions(
    text: str, decided: list[tuple[str, str, str, tuple[str, ...]]], findings: list[str]
) -> None:
    everyone, _ = cohort()
    write(Path("d.csv"), text)
    found, entered, told_of = load.decisions("d.csv", everyone.mentors, everyone.mentees)
    assert told(told_of) == findings
    assert [(each.mentee, each.mentor, each.decision, each.waive) for each in found] == decided
    assert (entered.role, entered.path) == ("decisions", "d.csv")


def test_a_decision_knows_who_and_why() -> None:
    everyone, _ = cohort()
    write(Path("d.csv"), "mentee,mentor,decision,reason,by\ne1,m1,lock,asked for,Dana\n")
    found, _, _ = load.decisions("d.csv", everyone.mentors, everyone.mentees)
    assert [(each.reason, each.by, str(each.at)) for each in found] == [("asked for", "Dana", "d.csv:2:3")]


def test_a_name_near_one_is_suggested() -> None:
    everyone, _ = cohort()
    write(Path("d.csv"), "mentee,mentor,decision\ne1,m11,lock\n")
    _, _, findings = load.decisions("d.csv", everyone.mentors, everyone.mentees)
    assert [each.hint for each in findings] == ['did you mean "m1"?']


def test_every_code_has_a_family_and_a_sentence() -> None:
    assert [code for code, (_, sentence) in CODES.items() if not code.startswith("MK") or not sentence] == []
    assert list(CODES) == sorted(CODES)
