"""Logs of meetings and readings: headings, words, people, and everything that cannot be read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mentorkit import load, log_files, logs
from mentorkit.logs import Ending
from mentorkit.people import Person
from tests.conftest import told, write, write_program

MENTEES = (Person("e1", {"name": "Cy Roe", "email": "cy@example.org"}), Person("e2", {"name": "Di Fox"}))
MENTORS = (
    Person("m1", {"name": "Ann Lee"}),
    Person("m2", {"name": "Bo Ek"}),
    Person("m3", {"name": "Bo Ek"}),
)
MENTOR_OF = {"e1": "m1", "e2": "m2"}


def read(folder: Path, text: str, **plan: Any) -> tuple[tuple[logs.Entry, ...], list[str]]:
    write(folder / "log.csv", text)
    extra = "".join(f", {key}: {value}" for key, value in plan.items())
    program = write_program(folder, progress=f"{{meetings: {{file: log.csv}}{extra}}}")
    definition, findings = load.program(str(program))
    assert definition is not None, findings
    found, _, wrong = log_files.entries(definition, MENTEES, MENTORS, MENTOR_OF)
    return found, [line.removeprefix(f"{folder.as_posix()}/") for line in told(wrong)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "mentee,date\ne1,2027-02-01\n", [("e1", "m1", "meeting", None)], id="as little as can be"
        ),
        pytest.param(
            "Mentee Name;Mentor Name;Meeting date\nDi Fox;Ann Lee;01.02.2027\n",
            [("e2", "m1", "meeting", None)],
            id="by name, another pair",
        ),
        pytest.param(
            "Mentee Email,Held on\nCY@example.org,2027-02-01\n", [("e1", "m1", "meeting", None)], id="mail"
        ),
        pytest.param(
            "mentee,date,kind\ne1,2027-02-02,Check-in\ne2,2027-02-01,call\n",
            [("e2", "m2", "meeting", None), ("e1", "m1", "checkin", None)],
            id="kinds, by date",
        ),
        pytest.param(
            "mentee,date,status\ne1,2027-02-01,Ended\ne2,2027-02-01,ongoing\n",
            [("e1", "m1", None, "ended"), ("e2", "m2", "meeting", "active")],
            id="a row that only ends a pair is no meeting",
        ),
        pytest.param(
            "mentee,date,kind,status\ne1,2027-02-01,meeting,finished\n",
            [("e1", "m1", "meeting", "finished")],
            id="a last meeting is one",
        ),
    ],
)
def test_rows_become_entries(text: str, wanted: list[tuple[str, ...]], tmp_path: Path) -> None:
    found, wrong = read(tmp_path, text)
    assert [(*each.pair, each.kind, each.status) for each in found] == wanted
    assert wrong == []


def test_a_row_holds_what_the_form_says(tmp_path: Path) -> None:
    text = 'mentee,date,stage,Satisfaction (1-5),reason\ne1,2027-02-01,GOALS,"4,5",\n'
    (found,), wrong = read(tmp_path, text, stages="[agreement, goals]")
    assert wrong == []
    assert (found.stage, found.satisfaction, found.reason) == ("goals", Decimal("4.5"), None)
    assert (found.date, found.at.line) == (dt.date(2027, 2, 1), 2)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param(
            "mentor,date\nm1,2027-02-01\n", "log.csv:1:1 MK804 no column holds mentee", id="no mentee"
        ),
        pytest.param("mentee\ne1\n", "log.csv:1:1 MK804 no column holds date", id="no date"),
        pytest.param("mentee,date\n,2027-02-01\n", "log.csv:2:1 MK807 mentee: the cell is blank", id="blank"),
        pytest.param("mentee,date\ne1,\n", "log.csv:2:2 MK807 date: the cell is blank", id="blank date"),
        pytest.param(
            "mentee,date\ne1,soon\n", 'log.csv:2:2 MK807 date: "soon" is not a date', id="a date that is none"
        ),
        pytest.param(
            "mentee,date,kind\ne1,2027-02-01,lunch\n", 'log.csv:2:3 MK701 "lunch" is no kind', id="kind"
        ),
        pytest.param(
            "mentee,date,status\ne1,2027-02-01,sleepy\n",
            'log.csv:2:3 MK701 "sleepy" is no status',
            id="status",
        ),
        pytest.param(
            "mentee,date,stage\ne1,2027-02-01,gaols\n", 'log.csv:2:3 MK701 "gaols" is no stage', id="stage"
        ),
        pytest.param(
            "mentee,date\ne9,2027-02-01\ne9,2027-02-02\n",
            'log.csv:2:1 MK702 the mentee "e9" is nobody whom the run or a roster knows; '
            "2 rows are passed over",
            id="a stranger, once",
        ),
        pytest.param(
            "mentee,mentor,date\ne1,Bo Ek,2027-02-01\n",
            'log.csv:2:2 MK702 the mentor "Bo Ek" is the name of several people; the row is passed over',
            id="a name of two",
        ),
        pytest.param(
            "mentee,date\n", "log.csv:1:1 MK847 the table has headings but no rows", id="nothing logged"
        ),
    ],
)
def test_what_cannot_be_read_is_found(text: str, finding: str, tmp_path: Path) -> None:
    assert read(tmp_path, text, stages="[agreement, goals]")[1] == [finding]


def test_many_strangers_are_counted(tmp_path: Path) -> None:
    rows = "".join(f"x{number},2027-02-01\n" for number in range(9))
    _, wrong = read(tmp_path, f"mentee,date\n{rows}")
    assert len(wrong) == logs.SHOWN + 1
    assert wrong[0] == "log.csv:2:1 MK702 4 more people of the log are not known; 4 rows are passed over"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("mentee,date\nBO-EK-1x,2027-02-01\n", "", id="nothing like it"),
        pytest.param(
            "mentee,mentor,date\ne1,Anna Leee,2027-02-01\n", 'did you mean "Anna Lee"?', id="a name"
        ),
    ],
)
def test_whom_a_stranger_may_be_is_written_as_in_the_roster(text: str, hint: str, tmp_path: Path) -> None:
    write(tmp_path / "log.csv", text)
    definition, _ = load.program(str(write_program(tmp_path, progress="{meetings: {file: log.csv}}")))
    assert definition is not None
    people = [Person("e1", {"name": "Cy Roe"})], [Person("m1", {"name": "Anna Lee"})]
    _, _, (wrong,) = log_files.entries(definition, *people, {"e1": "m1"})
    assert (wrong.code, wrong.hint) == ("MK702", hint)


def test_the_last_word_on_a_pair_counts(tmp_path: Path) -> None:
    text = (
        "mentee,date,status,reason\ne1,2027-03-01,ended,no time\ne1,2027-04-01,active,\n"
        "e2,2027-05-01,finished,\ne2,2027-02-01,ended,too early\n"
    )
    found, _ = read(tmp_path, text)
    ((pair, ending),) = logs.endings(found).items()
    assert pair == ("e2", "m2")
    assert ending == Ending("finished", dt.date(2027, 5, 1), None, ending.at)


def test_readings(tmp_path: Path) -> None:
    write(
        tmp_path / "r.csv",
        "goal,as of,figure\nBench,2027-03-01,2\nbench,2027-02-01,1\nbank,2027-02-01,1\n,,\nbench,,3\n"
        "bench,2027-03-01,2.50\nbench,2027-02-01,1.0\n",
    )
    program = write_program(
        tmp_path,
        objectives="[{id: bench, focus: leadership_depth, statement: More}]",
        progress="{readings: {file: r.csv}}",
    )
    definition, _ = load.program(str(program))
    assert definition is not None
    found, _, wrong = log_files.readings(definition)
    assert [(each.objective, each.date.month, each.value) for each in found] == [
        ("bench", 2, Decimal(1)),
        ("bench", 2, Decimal(1)),
        ("bench", 3, Decimal(2)),
        ("bench", 3, Decimal("2.5")),
    ]
    assert [line.rpartition("/")[2] for line in told(wrong)] == [
        'r.csv:4:1 MK705 there is no objective "bank"',
        "r.csv:6:2 MK807 date: there is nothing to read here",
        "r.csv:7:3 MK708 bench of 2027-03-01: 2.5 here, and 2 on line 2",
    ]
