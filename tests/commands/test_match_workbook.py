"""`match --decisions workbook.xlsx`: what was decided in the workbook of a run comes back."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from mentorkit import load
from mentorkit.people import Roster
from tests.conftest import run, told, workbook, write, write_program
from tests.filled_in import column, filled_in, sheets

MENTORS = """\
id,name,email,location,department
m1,Ann Lee,ann@example.org,Lyon,Sales
m2,Bo Ek,bo@example.org,Leeds,Legal
007,Di Fox,di@example.org,Paris,Finance
"""
MENTEES = """\
id,name,email,location,department
e1,Cy Roe,cy@example.org,Lyon,Sales
e2,=1+1,fay@example.org,Leeds,Tax
e3,Gus Orr,gus@example.org,Rome,Tax
e4,Hal Day,hal@example.org,Rome,Legal
"""
MATCHING = "{never: [{rule: same, field: department}], criteria: [{kind: same, field: location, weight: 1}]}"


def draft(folder: Path) -> bytes:
    """The workbook of a run in which two are left over."""
    write_program(folder, mentors=MENTORS, mentees=MENTEES, matching=MATCHING)
    ran = run("match", "program.yaml", "--out", "draft", cwd=folder)
    assert ran.code == 0, ran.err
    return (folder / "draft/workbook.xlsx").read_bytes()


def people(folder: Path) -> tuple[Roster, Roster]:
    definition, findings = load.program(str(folder / "program.yaml"))
    assert definition is not None
    assert findings == []
    everyone, _ = load.cohort(definition, {})
    return everyone.mentors, everyone.mentees


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a program and the run `draft`."""
    folder = tmp_path_factory.mktemp("drafted")
    draft(folder)
    return folder


def test_the_draft_is_as_the_cases_take_it(drafted: Path) -> None:
    found = sheets((drafted / "draft/workbook.xlsx").read_bytes())
    assert [row[:6] for row in found["Pairs"]] == [
        ["Mentee id", "Mentee name", "Mentor id", "Mentor name", "Score", "Decision"],
        ["e2", "=1+1", "m2", "Bo Ek", 100.0, ""],
        ["e3", "Gus Orr", "007", "Di Fox", 0.0, ""],
        ["e4", "Hal Day", "m1", "Ann Lee", 0.0, ""],
    ]
    assert found["Alternatives"][1][:4] == ["e2", "=1+1", "007", "Di Fox"]
    asked = ["Mentor id", "Decision", "Waive", "Reason", "By"]
    assert found["Unmatched"][0][:8] == ["Mentee id", "Mentee name", "Unmatched because", *asked]
    assert found["Unmatched"][1][:4] == ["e1", "Cy Roe", "places_full", ""]
    assert found["Decisions"] == [["Mentee id", *asked, "Mentee name", "Mentor name"]]
    assert column(found["Rules"], "Rule") == ["same department", "qualification", "pool", "capacity", "floor"]


Taken = list[tuple[str, str, str, tuple[str, ...]]]


@pytest.mark.parametrize(
    ("cells", "decided", "findings"),
    [
        pytest.param({}, [], [], id="nothing filled in"),
        pytest.param({"Pairs!F2": "lock"}, [("e2", "m2", "lock", ())], [], id="a pair locked"),
        pytest.param({"Pairs!F3": " Forbid "}, [("e3", "007", "forbid", ())], [], id="a pair forbidden"),
        pytest.param(
            {"Alternatives!G2": "lock"}, [("e2", "007", "lock", ())], [], id="an alternative locked"
        ),
        pytest.param(
            {"Unmatched!D2": "Di Fox", "Unmatched!E2": "lock"}, [("e1", "007", "lock", ())], [], id="by name"
        ),
        pytest.param(
            {"Unmatched!D2": "m1", "Unmatched!E2": "lock", "Unmatched!F2": "same department; capacity"},
            [("e1", "m1", "lock", ("same department", "capacity"))],
            [],
            id="rules waived",
        ),
        pytest.param(
            {"Decisions!A4": "e4", "Decisions!B4": "bo@example.org", "Decisions!C4": "forbid"},
            [("e4", "m2", "forbid", ())],
            [],
            id="another pair, below blank rows",
        ),
        pytest.param(
            {
                "Pairs!F2": "lock",
                "Pairs!G2": "floor",
                "Decisions!A2": "e2",
                "Decisions!B2": "m2",
                "Decisions!C2": "lock",
                "Decisions!D2": "capacity",
            },
            [("e2", "m2", "lock", ("floor", "capacity"))],
            [],
            id="the same on two sheets",
        ),
        pytest.param(
            {"Pairs!F2": "lock", "Decisions!A2": "e2", "Decisions!B2": "m2", "Decisions!C2": "forbid"},
            [("e2", "m2", "lock", ()), ("e2", "m2", "forbid", ())],
            ["w.xlsx:Decisions!C2 MK903 the pair is locked and forbidden; see Pairs!F2"],
            id="locked and forbidden",
        ),
        pytest.param(
            {"Pairs!F2": "lock", "Alternatives!G2": "lock"},
            [("e2", "m2", "lock", ()), ("e2", "007", "lock", ())],
            ["w.xlsx:Alternatives!G2 MK903 the mentee is locked to two mentors; see Pairs!F2"],
            id="locked to two",
        ),
        pytest.param(
            {"Unmatched!E2": "lock"},
            [],
            ["w.xlsx:Unmatched!D2 MK901 the decision names no mentor"],
            id="no mentor",
        ),
        pytest.param(
            {"Decisions!B3": "m1", "Decisions!C3": "lock"},
            [],
            ["w.xlsx:Decisions!A3 MK901 the decision names no mentee"],
            id="no mentee",
        ),
        pytest.param(
            {"Unmatched!D2": "m9", "Unmatched!E2": "lock"},
            [],
            ['w.xlsx:Unmatched!D2 MK901 "m9" is nobody in the roster of mentors'],
            id="nobody",
        ),
        pytest.param(
            {"Pairs!F4": "keep"},
            [],
            ['w.xlsx:Pairs!F4 MK902 "keep" is neither lock nor forbid'],
            id="another word",
        ),
        pytest.param(
            {"Unmatched!D2": "m1"},
            [],
            ["w.xlsx:Unmatched!E2 MK907 1 row is filled in and says neither lock nor forbid"],
            id="a mentor without a decision",
        ),
        pytest.param(
            {"Pairs!G2": "floor", "Pairs!I4": "Dana"},
            [],
            ["w.xlsx:Pairs!F2 MK907 2 rows are filled in and say neither lock nor forbid"],
            id="a waiver without a decision",
        ),
        pytest.param({"Pairs!H2": "fine by me"}, [], [], id="a remark"),
        pytest.param(
            {"Pairs!Z2": "a remark", "Pairs!F2": "lock"}, [("e2", "m2", "lock", ())], [], id="beside"
        ),
        pytest.param({"Pairs!A1": "Mentee ID "}, [], [], id="a heading with blanks"),
        pytest.param(
            {"Pairs!A1": "Who", "Pairs!F2": "lock"},
            [],
            ['w.xlsx:Pairs!A1 MK804 no column is called "mentee"'],
            id="a heading lost",
        ),
        pytest.param(
            {"Pairs!J1": "Decision"},
            [],
            ['w.xlsx:Pairs!J1 MK805 "Decision" stands here a second time'],
            id="a heading twice",
        ),
    ],
)
def test_what_is_filled_in_is_decided(
    drafted: Path,
    monkeypatch: pytest.MonkeyPatch,
    cells: dict[str, str],
    decided: Taken,
    findings: list[str],
) -> None:
    monkeypatch.chdir(drafted)
    write(Path("w.xlsx"), filled_in(Path("draft/workbook.xlsx").read_bytes(), cells))
    found, _, wrong = load.decisions("w.xlsx", *people(drafted))
    assert told(wrong) == findings
    assert [(each.mentee, each.mentor, each.decision, each.waive) for each in found] == decided


@pytest.mark.parametrize(
    ("book", "decided", "findings"),
    [
        pytest.param(
            {"Mine": [["mentee", "mentor", "decision"], ["e1", "m2", "lock"]]},
            [("e1", "m2", "lock", ())],
            [],
            id="a sheet of one's own",
        ),
        pytest.param(
            {
                "Mine": [
                    ["Decisions of 4 March"],
                    [],
                    ["Mentee", "Mentor id", "Decision"],
                    ["Cy Roe", 7, "lock"],
                ]
            },
            [],
            ['w.xlsx:Mine!B4 MK901 "7" is nobody in the roster of mentors'],
            id="a title above, an id that became a number",
        ),
        pytest.param(
            {"Notes": [["We met"]], "Mine": [["Mentee", "Mentor", "Decision"], ["Cy Roe", "Bo Ek", "lock"]]},
            [("e1", "m2", "lock", ())],
            [],
            id="another sheet first",
        ),
        pytest.param(
            {"Mine": [["Mentee", "Mentee id", "Mentor", "Decision"], ["Somebody", "e1", "m2", "lock"]]},
            [("e1", "m2", "lock", ())],
            [],
            id="the id counts, not the name",
        ),
        pytest.param(
            {"Mine": [["mentee", "mentor"], ["e1", "m2"]], "Other": [["decision"], ["lock"]]},
            [],
            ['w.xlsx:Mine!A1 MK804 no column is called "decision"'],
            id="no decisions",
        ),
    ],
)
def test_other_workbooks_are_read_too(
    drafted: Path,
    monkeypatch: pytest.MonkeyPatch,
    book: dict[str, list[list[object]]],
    decided: Taken,
    findings: list[str],
) -> None:
    monkeypatch.chdir(drafted)
    write(Path("w.xlsx"), workbook(book))
    found, _, wrong = load.decisions("w.xlsx", *people(drafted))
    assert told(wrong) == findings
    assert [(each.mentee, each.mentor, each.decision, each.waive) for each in found] == decided


MEETING = {
    "Pairs!F2": "forbid",
    "Pairs!H2": "they share an office",
    "Pairs!I2": "Dana",
    "Unmatched!D2": "m1",
    "Unmatched!E2": "lock",
    "Unmatched!F2": "same department",
    "Unmatched!G2": "both asked for it",
}


def after_the_meeting(folder: Path, name: str, out: str) -> tuple[list[tuple[str, str]], bytes]:
    ran = run("match", "program.yaml", "--decisions", name, "--out", out, cwd=folder)
    assert ran.code == 0, ran.err
    with (folder / out / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row["mentee"], row["mentor"]) for row in csv.DictReader(file)]
    checked = run("verify", out, cwd=folder)
    assert checked.code == 0, checked.out
    return pairs, (folder / out / "workbook.xlsx").read_bytes()


def test_the_workbook_that_comes_back_makes_the_next_run_and_is_carried_on(drafted: Path) -> None:
    write(drafted / "back.xlsx", filled_in((drafted / "draft/workbook.xlsx").read_bytes(), MEETING))
    pairs, data = after_the_meeting(drafted, "back.xlsx", "second")
    assert ("e1", "m1") in pairs
    assert ("e2", "m2") not in pairs
    found = sheets(data)
    locked = next(row for row in found["Pairs"] if row[0] == "e1")
    assert locked[5:9] == ["lock", "same department", "both asked for it", ""]
    assert found["Decisions"][1][:6] == ["e2", "m2", "forbid", "", "they share an office", "Dana"]
    shutil.copyfile(drafted / "second/workbook.xlsx", drafted / "again.xlsx")
    mentors, mentees = people(drafted)
    before, after = (
        load.decisions(str(drafted / name), mentors, mentees)[0] for name in ("back.xlsx", "again.xlsx")
    )
    kept = [
        {(e.mentee, e.mentor, e.decision, e.waive, e.reason, e.by) for e in each} for each in (before, after)
    ]
    assert kept[0] == kept[1]
    assert after_the_meeting(drafted, "again.xlsx", "third")[0] == pairs


def test_a_workbook_that_was_changed_in_place_stays(tmp_path: Path) -> None:
    path = tmp_path / "draft/workbook.xlsx"
    changed = filled_in(draft(tmp_path), MEETING)
    write(path, changed)
    ran = run("match", "program.yaml", "--out", "draft", cwd=tmp_path)
    assert ran.code == 2
    assert "files changed since (workbook.xlsx)" in ran.err
    assert "--decisions draft/workbook.xlsx with another --out keeps what was decided there" in ran.err
    for more in ((), ("--force",)):
        ran = run("match", "program.yaml", "--decisions", str(path), "--out", "draft", *more, cwd=tmp_path)
        assert ran.code == 2
        assert f"--out draft would replace {path}, of which it is made" in ran.err
    assert path.read_bytes() == changed
    pairs, _ = after_the_meeting(tmp_path, "draft/workbook.xlsx", "second")
    assert ("e1", "m1") in pairs


def test_an_office_may_save_it_again(drafted: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    data = (drafted / "draft/workbook.xlsx").read_bytes()
    write(tmp_path / "back.xlsx", filled_in(data, MEETING))
    write(tmp_path / "as-written.xlsx", data)
    for name in ("back", "as-written"):
        subprocess.run(
            [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved", tmp_path / f"{name}.xlsx"],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    found, _, wrong = load.decisions(str(tmp_path / "saved/back.xlsx"), *people(drafted))
    assert wrong == []
    assert {(each.mentee, each.mentor, each.decision) for each in found} == {
        ("e1", "m1", "lock"),
        ("e2", "m2", "forbid"),
    }
    ours, theirs = sheets(data), sheets((tmp_path / "saved/as-written.xlsx").read_bytes())
    assert list(theirs) == list(ours)
    for name, rows in ours.items():
        assert trimmed(theirs[name]) == trimmed(rows)


def trimmed(rows: list[list[object]]) -> list[list[object]]:
    """The rows without blank cells at the right and blank rows at the end."""
    found = []
    for row in rows:
        last = max((n for n, cell in enumerate(row, start=1) if cell != ""), default=0)
        found.append(row[:last])
    while found and not found[-1]:
        found.pop()
    return found
