"""Roster files to people, through the program that names them: every fault with its cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.finding import Finding
from mentorkit.people import Roster
from tests.conftest import MENTORS, SHARED_DATA, told, workbook, write, write_program

USES = (
    "{never: [{rule: same, field: department}], criteria: ["
    "{kind: covers, mentee: development_goals, mentor: skills, weight: 1}, "
    "{kind: closeness, field: utc_offset, full: 0, none: 6, weight: 1}]}"
)
"""A matching section that needs a text, a list and a number."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings name files as seen from the folder where the command runs."""
    monkeypatch.chdir(tmp_path)


def mentors(
    text: str | bytes = MENTORS, *, file: str | None = None, **sections: str
) -> tuple[Roster, list[Finding]]:
    """The mentors of a minimal program with this roster, and the findings of the file alone."""
    definition, findings = load.program(str(write_program(Path(), mentors=text, **sections)))
    assert told(findings) == []
    assert definition is not None
    roster, _, findings = load.roster(definition, "mentors", file)
    return roster, findings


def spec(line: str, fields: str = "{}") -> dict[str, str]:
    """Sections with something said about the mentors' roster."""
    rosters = f"{{mentors: {{{line}}}, mentees: {{file: mentees.csv}}}}"
    return {"vocabulary": f"{{fields: {fields}}}", "rosters": rosters}


def ids(roster: Roster) -> list[str]:
    return [person.id for person in roster.people]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("id,name\nm1,Ann\nm2,Bo\nTotal: 2,\n", ["Total: 2"], id="a total"),
        pytest.param("id,name,more\nm1,Ann,\nm2,Bo,\nm3,,x\n", [], id="a cell that is not read"),
        pytest.param("id,name\nm1,\nm2,\nm3,Cy\n", [], id="most rows have no more"),
        pytest.param("id\nm1\nTotal\n", [], id="no other column"),
        pytest.param("id,name\nm1,Ann\na@example.org,\n", [], id="an e-mail is a person"),
    ],
)
def test_rows_that_hold_an_id_alone(text: str, found: list[str]) -> None:
    roster, findings = mentors(text)
    assert told(findings) == [f'mentors.csv:{4}:1 MK822 the row holds nothing but "{each}"' for each in found]
    assert len(roster.people) == len(text.splitlines()) - 1  # nobody is left out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("id,name\nm1,Ann\nm2,Bo\n", ["m1", "m2"], id="id"),
        pytest.param("Employee No.,name\nm1,Ann\n", ["m1"], id="id by an alias"),
        pytest.param("E-mail address,name\nann@x.org,Ann\n", ["ann@x.org"], id="no id column: the e-mail"),
        pytest.param("id,email\nm1,a@x.org\n,b@x.org\n", ["m1", "b@x.org"], id="blank id: the e-mail"),
        pytest.param(
            "id,name\n007,Bond\n1e3,Kilo\nNA,Null\n", ["007", "1e3", "NA"], id="ids stay as they are"
        ),
        pytest.param("id\nm1\n\n\nm2\n", ["m1", "m2"], id="blank rows"),
    ],
)
def test_who_it_is(text: str, found: list[str]) -> None:
    roster, findings = mentors(text)
    assert (ids(roster), told(findings)) == (found, [])


@pytest.mark.parametrize(
    ("text", "findings", "hint"),
    [
        pytest.param(
            "name,location\nAnn,Lyon\n",
            ["mentors.csv:1:1 MK804 no column holds an id or an e-mail address"],
            'add one, or say which column it is: columns: {id: "Heading"}',
            id="no id",
        ),
        pytest.param(
            "id,name\nm1,Ann\n,Bo\n",
            ["mentors.csv:3:1 MK808 the row has neither id nor e-mail"],
            "",
            id="row without id",
        ),
        pytest.param(
            "id,name\n",
            ["mentors.csv MK816 the roster has headings but no people"],
            "",
            id="nobody",
        ),
        pytest.param(
            "name,id\nAnn,m1\nBo,m2\nCy,m1\n",
            ['mentors.csv:4:2 MK809 "m1" stands here a second time; the first is on line 2'],
            "",
            id="twice",
        ),
        pytest.param(
            "id,name\nM1,Ann\nm 1,Bo\n",
            ['mentors.csv:3:1 MK809 "m 1" stands here a second time; the first is on line 2'],
            "",
            id="twice, in another spelling",
        ),
        pytest.param(
            "name,email\nA,jose\u0301@x.org\nB,jos\u00e9@x.org\n",
            ['mentors.csv:3:2 MK809 "jos\u00e9@x.org" stands here a second time; the first is on line 2'],
            "",
            id="twice, in another Unicode form",
        ),
        pytest.param(
            "id,email\nm1,a@x.org\n,b@x.org\n,b@x.org\n",
            ['mentors.csv:4:2 MK809 "b@x.org" stands here a second time; the first is on line 3'],
            "",
            id="twice, where the e-mail is the id",
        ),
        pytest.param(
            "id,Email address,email_address\nm1,a,b\n",
            ['mentors.csv:1:1 MK805 "Email address" stands 2 times in mentors.csv'],
            "rename one of the columns",
            id="one heading twice",
        ),
        pytest.param(
            "id,Staff ID,name\nm1,7,Ann\n",
            ['mentors.csv:1:1 MK805 "id" and "Staff ID" could both be id'],
            "say which in the program: columns: {id: HEADING}",
            id="two headings for one field",
        ),
    ],
)
def test_faults_of_identity(text: str, findings: list[str], hint: str) -> None:
    found = [each for each in mentors(text)[1] if each.code != "MK804" or "id" in each.message]
    assert (told(found), found[0].hint.partition(";")[0]) == (findings, hint)


def test_nearest_heading_for_a_missing_id() -> None:
    _, findings = mentors("name,Emploee ID nr\nAnn,1\n")
    assert [each.hint for each in findings] == [
        'add one, or say which column it is: columns: {id: "Heading"}; did you mean "Emploee ID nr"?'
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param(
            "id,WWID\n" + "".join(f"form,{n}\n" for n in range(5)),
            '"id" cannot be the id: "form" stands in 5 of 5 rows',
            '"WWID" is different in every row: columns: {id: "WWID"}',
            id="one value for all",
        ),
        pytest.param(
            "id,name,Work number,Contact mail\n" + "".join(f"{n % 3},n{n},{n},{n}@x.org\n" for n in range(9)),
            '"id" cannot be the id: "0" stands in 3 of 9 rows',
            '"Work number" is different in every row: columns: {id: "Work number"}',
            id="a heading like an id is likelier than a name",
        ),
        pytest.param(
            "id,site\n" + "".join(f"form,{n % 2}\n" for n in range(4)),
            '"id" cannot be the id: "form" stands in 4 of 4 rows',
            "",
            id="nothing else to offer",
        ),
    ],
)
def test_a_column_that_cannot_be_the_id(text: str, message: str, hint: str) -> None:
    roster, findings = mentors(text)
    assert (told(findings), [each.hint for each in findings]) == (
        [f"mentors.csv:1:1 MK810 {message}"],
        [hint],
    )
    assert roster.people == ()


def test_a_few_repeats_are_people_who_stand_twice() -> None:
    rows = [f"m{n},x\n" for n in range(20)]
    _, findings = mentors("id,name\n" + "".join(rows) + rows[0] + rows[1])
    assert told(findings) == [
        'mentors.csv:22:1 MK809 "m0" stands here a second time; the first is on line 2',
        'mentors.csv:23:1 MK809 "m1" stands here a second time; the first is on line 3',
    ]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ('m1,Sales,"a;b",5', None),
        ("m1,,,", None),
        ('m1,Sales,a,"5,5"', None),
        ("m1,Sales,a,UTC", 'mentors.csv:2:4 MK807 utc_offset: "UTC" is not a number'),
        ("m1,Sales,a,15", 'mentors.csv:2:4 MK807 utc_offset: "15" is above 14'),
        ("m1,Sales,a,-12.5", 'mentors.csv:2:4 MK807 utc_offset: "-12.5" is below -12'),
        ('m1,"Sal\nes",a,UTC', 'mentors.csv:2:4 MK807 utc_offset: "UTC" is not a number'),
    ],
)
def test_cells(row: str, finding: str | None) -> None:
    roster, findings = mentors(f"id,department,skills,utc offset\n{row}\n", matching=USES)
    assert told(findings) == ([finding] if finding else [])
    assert ids(roster) == ["m1"]
    assert roster.people[0].knows("utc_offset") is (finding is None and row != "m1,,,")


def test_columns_that_nothing_uses_are_not_read() -> None:
    roster, findings = mentors("id,hire date,utc offset\nm1,soon,somewhere\n")
    assert (ids(roster), told(findings)) == (["m1"], [])


@pytest.mark.parametrize(
    ("cell", "finding"),
    [
        ("0", None),
        ("3", None),
        ("", None),
        ("-1", 'capacity: "-1" is below 0'),
        ("1.5", 'capacity: "1.5" is not a whole number'),
        ("two", 'capacity: "two" is not a number'),
    ],
)
def test_capacity_is_always_read(cell: str, finding: str | None) -> None:
    _, findings = mentors(f"id,capacity\nm1,{cell}\n")
    assert told(findings) == ([f"mentors.csv:2:2 MK807 {finding}"] if finding else [])


def test_all_faults_in_one_run() -> None:
    text = "id,department,skills,utc offset\nm1,Sales,a,east\nm2,Sales\n,HR,b,1\nm1,HR,c,99\n"
    assert told(mentors(text, matching=USES)[1]) == [
        'mentors.csv:2:4 MK807 utc_offset: "east" is not a number',
        "mentors.csv:3:1 MK803 the row has 2 cells, the heading on line 1 has 4",
        "mentors.csv:4:1 MK808 the row has neither id nor e-mail",
        'mentors.csv:5:1 MK809 "m1" stands here a second time; the first is on line 2',
        'mentors.csv:5:4 MK807 utc_offset: "99" is above 14',
    ]


def test_a_cell_of_several_columns_is_the_one_at_fault() -> None:
    fields = "{strengths: {type: ratings, from: 1, to: 5}}"
    line = "file: mentors.csv, columns: {strengths: {names: {Listening: listening, Coaching: coaching}}}"
    _, findings = mentors("id,Listening,x,Coaching\nm1,4,,9\n", **spec(line, fields))
    assert told(findings) == ['mentors.csv:2:4 MK807 strengths: "9" is above 5']


@pytest.mark.parametrize(
    ("line", "text", "finding", "hint"),
    [
        pytest.param(
            "file: mentors.csv, columns: {id: Persno}",
            "Pers. no.,name\n1,Ann\n",
            None,
            "",
            id="spelt with other punctuation",
        ),
        pytest.param(
            "file: mentors.csv, columns: {id: Pers number}",
            "Pers nummer,name\n1,Ann\n",
            'program.yaml:3:50 MK806 "Pers number" is not a heading of mentors.csv',
            'did you mean "Pers nummer"?',
            id="near",
        ),
        pytest.param(
            "file: mentors.csv, columns: {name: Anything}",
            "id,b\n1,Ann\n",
            'program.yaml:3:50 MK806 "Anything" is not a heading of mentors.csv',
            "known: id, b",
            id="far",
        ),
        pytest.param(
            "file: mentors.csv, columns: {name: {columns: [First, Last]}}",
            "id,First,Lst\n1,Ann,Lee\n",
            'program.yaml:3:50 MK806 "Last" is not a heading of mentors.csv',
            'did you mean "Lst"?',
            id="one of several",
        ),
        pytest.param(
            'file: mentors.csv, columns: {skills: {grid: "Topics [*]"}}',
            "id,Topic [a]\n1,x\n",
            'program.yaml:3:50 MK806 no heading of mentors.csv matches the grid "Topics [*]"',
            'did you mean "Topic [a]"?',
            id="grid",
        ),
        pytest.param(
            "file: mentors.csv, columns: {name: Name}",
            "id,Name,Name\n1,Ann,Lee\n",
            'program.yaml:3:50 MK805 "Name" stands 2 times in mentors.csv',
            "rename one of the columns",
            id="twice in the file",
        ),
        pytest.param(
            "file: mentors.csv, columns: {name: Name}",
            "id,Name,NAME\n1,Ann,Lee\n",
            None,
            "",
            id="twice, but once as spelt",
        ),
        pytest.param(
            "file: mentors.csv, columns: {id: Staff ID}",
            "id,Staff ID\n7,m7\n",
            None,
            "",
            id="the map beats the alias",
        ),
        pytest.param(
            "file: mentors.csv, columns: {id: email}",
            "id,email\n7,m7\n",
            None,
            "",
            id="a mapped column is no alias of another field",
        ),
    ],
)
def test_mapped_headings(line: str, text: str, finding: str | None, hint: str) -> None:
    roster, findings = mentors(text, **spec(line))
    assert (told(findings), [each.hint for each in findings]) == (
        ([finding], [hint]) if finding else ([], [])
    )
    if "Staff" in line or "email" in line:
        assert ids(roster) == ["m7"]


def test_a_missing_mapped_id_is_told_once() -> None:
    _, findings = mentors("Nr,name\n1,Ann\n", **spec("file: mentors.csv, columns: {id: Number}"))
    assert told(findings) == ['program.yaml:3:50 MK806 "Number" is not a heading of mentors.csv']


@pytest.mark.parametrize(
    ("line", "found", "findings"),
    [
        ("one_of: Mentor", ["m1", "m3"], []),
        ("one_of: [mentor, BOTH]", ["m1", "m3", "m4"], []),
        ("one_of: Nobody", [], ["mentors.csv MK816 the roster has headings but no people"]),
    ],
)
def test_rows(line: str, found: list[str], findings: list[str]) -> None:
    text = "id,Role\nm1,Mentor\nm2,Mentee\nm3, mentor \nm4,Both\nm5,\n"
    roster, told_of = mentors(text, **spec(f"file: mentors.csv, rows: {{column: role, {line}}}"))
    assert (ids(roster), told(told_of)) == (found, findings)


@pytest.mark.parametrize(
    ("text", "finding", "hint"),
    [
        ("id,Rolle\nm1,Mentor\n", 'MK806 "Role" is not a heading of mentors.csv', 'did you mean "Rolle"?'),
        (
            "id,Role,Role\nm1,Mentor,x\n",
            'MK805 "Role" stands 2 times in mentors.csv',
            "rename one of the columns",
        ),
    ],
    ids=["no such heading", "heading twice"],
)
def test_rows_by_a_column_that_is_not_one(text: str, finding: str, hint: str) -> None:
    _, findings = mentors(text, **spec("file: mentors.csv, rows: {column: Role, one_of: Mentor}"))
    assert (told(findings), findings[0].hint) == ([f"program.yaml:3:55 {finding}"], hint)


def test_several_files_are_one_roster() -> None:
    write(Path("north.csv"), "id,name\nm1,Ann\nm2,Bo\n")
    write(Path("south.csv"), "Full name;Staff ID\nCy;m3\nDi;M2\n")
    roster, findings = mentors(**spec("files: [north.csv, south.csv]"))
    assert ids(roster) == ["m1", "m2", "m3"]
    assert told(findings) == [
        'south.csv:3:2 MK809 "M2" stands here a second time; the first is on north.csv:3:1'
    ]
    assert [str(roster.locate(person, "name")) for person in roster.people] == [
        "north.csv:2:2",
        "north.csv:3:2",
        "south.csv:2:1",
    ]


def test_a_file_of_the_command_line_replaces_the_program_s() -> None:
    write(Path("other.csv"), "id\nx1\n")
    assert ids(mentors(file="other.csv")[0]) == ["x1"]


def test_cells_of_a_workbook() -> None:
    rows: list[list[object]] = [["Sign-up"], [], ["id", "capacity"], ["m1", 2], ["m2", "many"], ["m1", 1]]
    write(Path("m.xlsx"), workbook({"Notes": [], "Mentors": rows}))
    roster, findings = mentors(**spec("file: m.xlsx, sheet: Mentors, header_row: 3"))
    assert [(person.id, person.number("capacity")) for person in roster.people] == [
        ("m1", Decimal(2)),
        ("m2", None),
    ]
    assert told(findings) == [
        'm.xlsx:Mentors!B5 MK807 capacity: "many" is not a number',
        'm.xlsx:Mentors!A6 MK809 "m1" stands here a second time; the first is on line 4',
    ]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("file: mentors.csv, encoding: cp1257x", 'program.yaml:3:50 MK007 there is no encoding "cp1257x"'),
        ("file: mentors.csv, encoding: base64", 'program.yaml:3:50 MK007 there is no encoding "base64"'),
        (
            "file: mentors.csv, encoding: undefined",
            'program.yaml:3:50 MK007 there is no encoding "undefined"',
        ),
    ],
)
def test_an_encoding_that_is_not_one(line: str, finding: str) -> None:
    assert told(load.program(str(write_program(Path(), **spec(line))))[1]) == [finding]


def test_what_stands_where() -> None:
    roster, _ = mentors("name,id,location\nAnn,m1,Lyon\n")
    assert (roster.has("name"), roster.has("capacity")) == (True, False)
    assert str(roster.locate(roster.people[0], "location")) == "mentors.csv:2:3"
    assert str(roster.people[0].at) == "mentors.csv:2:1"


FORMS = (
    'columns: {id: "J&J Email Address", name: {columns: [First Name, Last Name]}, '
    'capacity: {column: "How many mentees are you willing to mentor?", '
    'values: {"One mentee only, please!": 1, "I\'m willing to take on two mentees.": 2, '
    '"I can handle this! Give me three mentees.": 3}}, '
    'skills: "Which of these do you think are good at?"}'
)


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the shared rosters are not here")
@pytest.mark.parametrize(
    ("file", "people"), [("forms/mentors.csv", 5), ("forms/mentors_header_on_row_2.csv", 5)]
)
def test_form_export(file: str, people: int) -> None:
    roster, findings = mentors((SHARED_DATA / file).read_bytes(), **spec(f"file: mentors.csv, {FORMS}"))
    assert (len(roster.people), told(findings)) == (people, [])
    assert {person.number("capacity") for person in roster.people} <= {
        None,
        Decimal(1),
        Decimal(2),
        Decimal(3),
    }


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the shared rosters are not here")
@pytest.mark.parametrize(
    ("file", "people"),
    [
        ("civil-service/mentors.csv", 50),
        ("civil-service/mentees.csv", 50),
        ("shortage/mentors.csv", 18),
        ("shortage/mentees.csv", 500),
    ],
)
def test_exports_that_need_no_map(file: str, people: int) -> None:
    roster, findings = mentors((SHARED_DATA / file).read_bytes())
    assert (len(roster.people), told(findings)) == (people, [])
