"""Exports of learning systems to who has completed what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

import pytest

from mentorkit import completions, tables
from mentorkit.completions import Transcript, trained
from mentorkit.finding import Finding
from mentorkit.people import Person, Roster
from mentorkit.plans import Training
from mentorkit.rows import read
from tests.conftest import told

TRAINING = {
    "mentors": [{"name": "active-listening"}, {"name": "first talks", "pass_score": 60}],
    "mentees": [{"name": "goals"}],
}
PEOPLE = [
    Person("m1", {"name": "Ann Lee", "email": "ann@example.org"}),
    Person("m2", {"name": "Bo Ek"}),
    Person("e1", {"name": "Cy Roe"}),
    Person("e2", {"name": "Cy Roe"}),
]
Done = dict[tuple[str, str], dt.date | None]
LATE, EARLY = dt.date(2027, 1, 5), dt.date(2026, 12, 1)


def training(**completions_: object) -> Training:
    data = TRAINING | {"completions": {"file": "done.csv", **completions_}}
    return Training.model_validate_json(json.dumps(data), strict=True)


def made(
    text: str, *, everybody: bool = False, columns: Mapping[str, object] | None = None
) -> tuple[Transcript, list[Finding]]:
    plan = training(**({"columns": columns} if columns else {}))
    table, wrong = tables.parse(text.encode(), "done.csv")
    assert table is not None
    assert plan.completions is not None
    rows, findings = read([table], completions.shape(plan), plan.completions.columns, {})
    found, more = completions.transcript(plan, rows, PEOPLE, everybody=everybody)
    return found, [*wrong, *findings, *more]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        pytest.param(
            "person,module,date\nm1,active-listening,2026-12-01\nm2,goals,\n",
            {("m1", "active-listening"): EARLY},
            id="a day completes, a blank one does not",
        ),
        pytest.param("person,module\nm1,goals\n", {("m1", "goals"): None}, id="standing there completes"),
        pytest.param(
            "User ID,Course Title,Status\nm1,goals,Completed\nm2,goals,In Progress\ne1,goals,not started\n",
            {("m1", "goals"): None},
            id="status of a learning system",
        ),
        pytest.param(
            "id,course,status,completed on\nm1,goals,Passed,2027-01-05\nm1,goals,passed,2026-12-01\n"
            "m1,goals,failed,2026-11-01\n",
            {("m1", "goals"): EARLY},
            id="the earliest of several, failures apart",
        ),
        pytest.param(
            "id,course,status,completed on\nm1,goals,passed,\nm1,goals,passed,2027-01-05\n",
            {("m1", "goals"): LATE},
            id="a known day rather than none",
        ),
        pytest.param(
            "id,course,score\nm1,first talks,59.5\nm2,first talks,60\ne1,goals,1\n",
            {("m2", "firsttalks"): None, ("e1", "goals"): None},
            id="a score below its bar does not complete",
        ),
        pytest.param(
            "id,course,status,score\nm1,first talks,completed,20\nm2,first talks,completed,\n",
            {("m2", "firsttalks"): None},
            id="the bar counts before the status",
        ),
        pytest.param(
            "id,course\nM1,Active Listening\nm2,ACTIVE  LISTENING!\n",
            {("m1", "active-listening"): None, ("m2", "active-listening"): None},
            id="titles with other signs",
        ),
        pytest.param(
            "Email,Name,Course\nann@example.org,Somebody,goals\n,bo ek,goals\n,Cy Roe,goals\n",
            {("m1", "goals"): None, ("m2", "goals"): None},
            id="by e-mail, by name, and not by a name that two have",
        ),
        pytest.param(
            "id,Active-Listening,goals,first talks\nm1,2026-12-01,yes,\nm2,no,x,In progress\n",
            {("m1", "active-listening"): EARLY, ("m1", "goals"): None, ("m2", "goals"): None},
            id="a column a training",
        ),
        pytest.param("id,course\n", {}, id="nobody"),
    ],
)
def test_what_is_completed(text: str, done: Done) -> None:
    found, findings = made(text)
    assert found.completed == done
    assert [each for each in findings if each.code != "MK843"] == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            "id,course\nm1,actve-listening\nm2,actve-listening\n",
            [
                (
                    'done.csv:2:2 MK841 the training section has no "actve-listening" (2 rows); '
                    "its rows do not count"
                )
            ],
            id="a misspelt training",
        ),
        pytest.param(
            "id,course\nm1,Fire safety\nm2,Fire safety\nm1,goals\nm1,GDPR\n",
            ['done.csv:2:2 MK842 3 rows are passed over, of other courses: "Fire safety", "GDPR"'],
            id="other courses",
        ),
        pytest.param(
            "id,course\nm1,goals\nx7,goals\nx8,goals\n",
            ["done.csv:3:1 MK843 2 rows are of people who are in none of the rosters"],
            id="strangers",
        ),
        pytest.param(
            "id,course,status\nm1,goals,fertig\n",
            [
                (
                    'done.csv:2:3 MK807 status: "fertig" says neither that a training is completed nor '
                    "that it is open"
                )
            ],
            id="a word that is not known",
        ),
        pytest.param(
            "id,goals\nm1,03/04/2027\n",
            ['done.csv:2:2 MK807 goals: "03/04/2027" is neither a date nor a word such as completed or open'],
            id="a column a training, with a day that may be another",
        ),
        pytest.param(
            "id,when\nm1,2027-01-01\n",
            ["done.csv:1:1 MK804 no column holds module or active-listening or first talks or goals"],
            id="no training at all",
        ),
        pytest.param(
            "course\ngoals\n",
            ["done.csv:1:1 MK804 no column holds an id, an e-mail address or a name"],
            id="nobody named",
        ),
    ],
)
def test_what_is_said(text: str, findings: list[str]) -> None:
    assert told(made(text, everybody=True)[1]) == findings


def test_a_misspelt_training_is_suggested() -> None:
    assert made("id,course\nm1,actve-listening\n")[1][0].hint == 'did you mean "active-listening"?'


def test_only_some_of_the_people_are_no_reason_to_speak() -> None:
    assert made("id,course\nm1,goals\nx7,Fire safety\n")[1] == []
    assert [each.code for each in made("id,course\nx7,goals\n")[1]] == ["MK843"]


def test_words_and_headings_are_mapped() -> None:
    columns = {
        "person": "Wer",
        "module": "Kurs",
        "status": {"column": "Stand", "values": {"fertig": "completed"}},
        "date": {"column": "Am", "dates": "day_first"},
    }
    found, findings = made("Wer,Kurs,Stand,Am\nBo Ek,goals,fertig,05/01/2027\n", columns=columns)
    assert (found.completed, findings) == ({("m2", "goals"): LATE}, [])


def test_a_roster_knows_what_was_completed() -> None:
    found, _ = made("id,course\nm1,Goals\nm1,active listening\n")
    people = (Person("m1", {"training_completed": ("GOALS", "more")}), Person("m2"))
    roster = trained(Roster("mentors", people), found, training())
    assert roster.people[0].items("training_completed") == ("GOALS", "more", "active-listening")
    assert roster.people[1].knows("training_completed")
    assert roster.people[1].items("training_completed") == ()


def test_a_day_to_come_is_not_yet() -> None:
    found, _ = made("id,course,date\nm1,goals,2027-01-05\n")
    assert [found.has(PEOPLE[0], "Goals", day) for day in (EARLY, LATE, None)] == [False, True, True]
