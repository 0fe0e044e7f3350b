"""`mentorkit export` from end to end: what other systems get, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import networkx  # type: ignore[import-untyped]
import pytest

from mentorkit.export.systems import SYSTEMS
from mentorkit.export_checks import BUILT_IN
from tests.conftest import Ran, run, write, write_program

MENTORS = """\
id,name,email,location,function,level,secret,badge
m1,Ann Lee,ann@example.org,Lyon,Sales,director,zqone,A-1
m2,"<script>alert(1)</script> ""Bo"" & Söhne",bo@example.org,Leeds,[red]Ops[/red],director,zqtwo,=A2
e2,Di Fox,di@example.org,Lyon,Sales,analyst,zqthree,A-3
"""
MENTEES = """\
id,name,email,location,manager,level,secret,preferences
007,=1+1,cy@example.org,Lyon,Max Boss,analyst,zqfour,m1
e2,Di Fox,di@example.org,Leeds,boss9,analyst,zqfive,m2
"""
PEOPLE = "id,name,email\nboss1,Max Boss,max@example.org\n"
SECTIONS = {
    "name": '"Next: Watch, 2027"',
    "launch": "2027-01-11",
    "close": "2027-12-17",
    "vocabulary": "{levels: [analyst, director], fields: {secret: {type: text, private: true}, badge: text}}",
    "rosters": "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv}, people: {file: people.csv}}",
    "matching": "{never: [{rule: reporting_line}], criteria: [{kind: same, field: location, weight: 3},"
    " {kind: preference, weight: 1}]}",
    "exports": "{together: {columns: {Mentee E-mail: mentee_email, Mentor E-mail: mentor_email,"
    " Badge: mentor_badge, From: launch, Score: score}}}",
}


def made(folder: Path, mentors: str = MENTORS, mentees: str = MENTEES, **changes: str | None) -> None:
    write(folder / "people.csv", PEOPLE)
    write_program(folder, mentors=mentors, mentees=mentees, **{**SECTIONS, **changes})
    ran = run("match", "program.yaml", "--out", "run", cwd=folder)
    assert ran.code == 0, ran.err


def export(folder: Path, to: str, *more: str) -> Ran:
    return run("export", "run", "--to", to, *more, cwd=folder)


HEADING = ("--heading",)
TABLES: list[Any] = [
    pytest.param(
        "chronus",
        [],
        [
            ["Mentor Email Address", "Mentee Email Address", "Mentoring Connection Name"],
            ["ann@example.org", "cy@example.org", "Next: Watch, 2027: Ann Lee and =1+1"],
            [
                "bo@example.org",
                "di@example.org",
                'Next: Watch, 2027: <script>alert(1)</script> "Bo" & Söhne and Di Fox',
            ],
        ],
        id="chronus",
    ),
    pytest.param(
        "pairs",
        [],
        [
            ["Mentee Email", "Mentor Email", "Mentee Name", "Mentor Name"],
            ["cy@example.org", "ann@example.org", "'=1+1", "Ann Lee"],
            ["di@example.org", "bo@example.org", "Di Fox", '<script>alert(1)</script> "Bo" & Söhne'],
        ],
        id="pairs",
    ),
    pytest.param(
        "pairs",
        [*HEADING, "mentee_email=Mentee E-mail", *HEADING, "connection=Name = what", *HEADING, "close=Bis"],
        [
            ["Mentee E-mail", "Name = what", "Bis"],
            ["cy@example.org", "Ann Lee and =1+1", "2027-12-17"],
            ["di@example.org", '<script>alert(1)</script> "Bo" & Söhne and Di Fox', "2027-12-17"],
        ],
        id="headings",
    ),
    pytest.param(
        "together",
        [],
        [
            ["Mentee E-mail", "Mentor E-mail", "Badge", "From", "Score"],
            ["cy@example.org", "ann@example.org", "A-1", "2027-01-11", "100.0000"],
            ["di@example.org", "bo@example.org", "'=A2", "2027-01-11", "100.0000"],
        ],
        id="an export of the program",
    ),
    pytest.param(
        "hris",
        [],
        [
            ["employee_id", "manager_id", "mentor_id", "mentor_name", "program", "start_date", "end_date"],
            ["007", "boss1", "m1", "Ann Lee", "Next: Watch, 2027", "2027-01-11", "2027-12-17"],
            ["e2", "", "m2", '<script>alert(1)</script> "Bo" & Söhne', "Next: Watch, 2027", "2027-01-11",
             "2027-12-17"],
        ],
        id="hris",
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export")
    made(place)
    return place


@pytest.mark.parametrize(("to", "more", "rows"), TABLES)
def test_tables(folder: Path, to: str, more: list[str], rows: list[list[str]]) -> None:
    ran = export(folder, to, *more)
    assert ran.code == 0, ran.err
    assert list(csv.reader(io.StringIO(ran.out))) == rows


def test_a_file_has_no_mark_and_what_is_printed_has_the_same_rows(folder: Path) -> None:
    ran = export(folder, "chronus", "--out", "connections.csv")
    assert ran.code == 0
    assert "wrote connections.csv: 2 pairs" in ran.err
    assert ran.out == ""
    data = (folder / "connections.csv").read_bytes()
    assert data.startswith(b"Mentor Email Address,")
    assert data.decode().replace("\r\n", "\n") == export(folder, "chronus").out


def test_json_lines(folder: Path) -> None:
    first, second = map(json.loads, export(folder, "jsonl").out.splitlines())
    assert first["mentee"] == {"id": "007", "name": "=1+1", "email": "cy@example.org"}
    assert first["mentor"]["id"] == "m1"
    assert (first["score"], first["launch"], first["program"]) == (100.0, "2027-01-11", "Next: Watch, 2027")
    # Whom people prefer is told to nobody, and would follow from the other parts' numbers.
    assert first["parts"] == [{"criterion": "same location", "sentence": "same location: Lyon"}]
    assert second["mentor"]["name"] == '<script>alert(1)</script> "Bo" & Söhne'


def test_json_lines_have_all_numbers_where_nothing_is_confided(tmp_path: Path) -> None:
    made(tmp_path, matching="{criteria: [{kind: same, field: location, weight: 1}]}")
    first = json.loads(export(tmp_path, "jsonl").out.splitlines()[0])
    (part,) = first["parts"]
    assert part["value"] * part["weight"] == first["score"] == 100


def test_a_graph_is_read_back(folder: Path) -> None:
    graph = networkx.parse_graphml(export(folder, "graphml").out)
    assert graph.is_directed()
    assert dict(graph.nodes(data=True)) == {
        "m1": {
            "name": "Ann Lee",
            "role": "mentor",
            "function": "Sales",
            "level": "director",
            "location": "Lyon",
        },
        "m2": {
            "name": '<script>alert(1)</script> "Bo" & Söhne',
            "role": "mentor",
            "function": "[red]Ops[/red]",
            "level": "director",
            "location": "Leeds",
        },
        "007": {"name": "=1+1", "role": "mentee", "level": "analyst", "location": "Lyon"},
        "e2": {
            "name": "Di Fox",
            "role": "mentee",
            "function": "Sales",
            "level": "analyst",
            "location": "Lyon",
        },
    } or graph.nodes["e2"]["location"] in ("Lyon", "Leeds")  # the rosters differ in where Di is
    assert {(a, b): data["score"] for a, b, data in graph.edges(data=True)} == {
        ("m1", "007"): 100.0,
        ("m2", "e2"): 100.0,
    }


def test_who_is_both_is_one_node(tmp_path: Path) -> None:
    mentees = """\
id,name,email,location,manager,level,preferences
e2,Di Fox,di@example.org,Leeds,,analyst,
e3,Ed Ox,ed@example.org,Oslo,,analyst,
"""
    mentors = MENTORS.replace("di@example.org,Lyon", "di@example.org,Oslo")
    made(tmp_path, mentors, mentees)
    graph = networkx.parse_graphml(export(tmp_path, "graphml").out)
    assert graph.nodes["e2"]["role"] == "mentor and mentee"
    assert set(graph.edges()) == {("e2", "e3"), ("m2", "e2")}


def test_graphviz_draws_what_is_written(folder: Path) -> None:
    text = export(folder, "dot").out
    assert '"m1" -> "007" [label="100.0", score="100.0000"]' in text
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed: dot -Tsvg cannot say whether it reads the file")
    done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;Bo&quot; &amp; Söhne" in done.stdout


@pytest.mark.parametrize("to", [*SYSTEMS, "together"])
def test_nothing_private_is_in_any(folder: Path, to: str) -> None:
    assert "zq" not in export(folder, to).out


def test_every_export_has_a_name_in_the_help() -> None:
    assert tuple(SYSTEMS) == BUILT_IN


REFUSED: list[Any] = [
    pytest.param(
        {"mentors": MENTORS.replace("ann@example.org", "")},
        "chronus",
        "mentors.csv:2:3: error MK930 Ann Lee has no e-mail address",
        id="no address",
    ),
    pytest.param(
        {"mentees": MENTEES.replace("cy@example.org", "cy at example")},
        "pairs",
        'mentees.csv:2:3: error MK930 "cy at example" of =1+1 is no e-mail address',
        id="no address of a mail system",
    ),
    pytest.param(
        {"mentees": MENTEES.replace("cy@example.org", "=cmd@example.org")},
        "together",
        'mentees.csv:2:3: error MK931 a spreadsheet would take "=cmd@example.org" for a formula',
        id="an address that is a formula",
    ),
    pytest.param(
        {"mentees": MENTEES.replace("007,", "@7,")},
        "hris",
        'mentees.csv:2:1: error MK931 a spreadsheet would take "@7" for a formula',
        id="an id that is a formula",
    ),
    pytest.param(
        {"mentees": MENTEES.replace("cy@example.org", "BO@example.org")},
        "chronus",
        'and =1+1 have the same e-mail address "BO@example.org"',
        id="one address for two",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "to", "said"), REFUSED)
def test_whom_no_system_could_know(tmp_path: Path, changes: dict[str, str], to: str, said: str) -> None:
    made(tmp_path, **changes)
    ran = export(tmp_path, to, "--out", "handed.csv")
    assert ran.code == 1
    assert said in ran.err
    assert not (tmp_path / "handed.csv").exists()
    assert export(tmp_path, "jsonl").code == 0


def test_a_roster_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    write(tmp_path / "mentees.csv", MENTEES.replace("Lyon", "Oslo"))
    ran = export(tmp_path, "chronus")
    assert ran.code == 1
    assert "mentees.csv: error MK911 the file of the mentees was changed since the run" in ran.err
    assert ran.out == ""


def test_a_pair_that_was_changed_since_is_refused(tmp_path: Path) -> None:
    made(tmp_path)
    pairs = tmp_path / "run" / "pairs.csv"
    pairs.write_bytes(pairs.read_bytes().replace(b"Di Fox", b"Di Fix"))
    ran = export(tmp_path, "chronus")
    assert ran.code == 1
    assert "MK910" in ran.err


def test_whether_somebody_approved_is_said(tmp_path: Path) -> None:
    made(tmp_path)
    assert "nobody has approved run yet" in export(tmp_path, "chronus").err
    assert run("approve", "run", "--by", "Dana", cwd=tmp_path).code == 0
    ran = export(tmp_path, "chronus")
    assert ran.code == 0
    assert "approved" not in ran.err


OPTIONS: list[Any] = [
    pytest.param(["--to", "chronos"], '"chronos"; did you mean "chronus"?', id="unknown"),
    pytest.param(["--to", "hris", *HEADING, "score=S"], "--heading is for --to pairs", id="elsewhere"),
    pytest.param(
        ["--to", "pairs", "--heading", "mentee_mail=M"], 'did you mean "mentee_email"?', id="unknown field"
    ),
    pytest.param(
        ["--to", "pairs", "--heading", "mentee_secret=M"], "for administrators alone", id="private field"
    ),
    pytest.param(["--to", "pairs", "--heading", "score"], "write FIELD=HEADING", id="no heading"),
    pytest.param(
        ["--to", "pairs", *HEADING, "score=S", *HEADING, "close=S"], 'two columns are called "S"', id="twice"
    ),
    pytest.param(["--to", "chronus", "--out", "run/c.csv"], "is in the run folder", id="into the run"),
    pytest.param(["--to", "chronus", "--out", "mentees.csv"], "is one of the inputs", id="over an input"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "said"), OPTIONS)
def test_options_that_make_no_sense(folder: Path, more: list[str], said: str) -> None:
    ran = run("export", "run", *more, cwd=folder)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


CHECKED: list[Any] = [
    pytest.param("{x: {columns: {A: mentee_mail}}}", 'MK408 no pair has a "mentee_mail"', id="unknown"),
    pytest.param("{x: {columns: {A: email}}}", 'MK408 no pair has a "email"', id="of nobody"),
    pytest.param("{x: {columns: {A: mentor_secret}}}", 'MK408 "secret" is for administrators', id="private"),
    pytest.param(
        "{x: {columns: {A: mentor_preferences}}}", 'MK408 "preferences" is for administrators', id="confided"
    ),
    pytest.param("{hris: {columns: {A: score}}}", 'MK011 "hris" is an export that every', id="taken"),
    pytest.param("{x: {columns: {}}}", "MK007", id="no columns"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "said"), CHECKED)
def test_exports_are_checked(tmp_path: Path, section: str, said: str) -> None:
    write_program(tmp_path, **{**SECTIONS, "exports": section})
    ran = run("check", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert said in ran.out
