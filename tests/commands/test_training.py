"""training and succession from end to end, and the gate before matching."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, program_text, run, write, write_program

MENTORS = "id,name,email,location,function,manager,capacity\n" + "".join(
    f"m{n},Ann {n},m{n}@x.org,Lyon,Ops,p1,{n % 2 + 1}\n" for n in range(1, 7)
)
MENTEES = "id,name,email,location,function,manager\n" + "".join(
    f"e{n},Bo {n},e{n}@x.org,Lyon,Ops,p{n % 2 + 1}\n" for n in range(1, 6)
)
PEOPLE = "id,name,manager\np1,Di One,\np2,Di Two,p1\n"
SECTIONS: dict[str, str | None] = {
    "launch": "2027-01-11",
    "rosters": "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv}, people: {file: people.csv}}",
    "qualification": "{mentors: {require: [{rule: training_completed, training: basics}]}}",
    "training": (
        "{mentors: [{name: basics, hours: 3, due: 2027-01-08}], mentees: [{name: goals, due: 2026-12-18}], "
        "managers: [{name: briefing, hours: 1}], completions: {file: done.csv}, "
        "survey: {file: after.csv, before: {file: before.csv}, levels: {reaction: [Liked it], "
        "learning: [I listen]}}}"
    ),
    "succession": (
        "{critical_roles: [{title: Head, function: Ops, incumbent: m1}, {title: CFO, incumbent: m2}], "
        "candidates: {file: candidates.csv}}"
    ),
    "matching": (
        "{never: [{rule: reporting_line}], criteria: [{kind: role_successor, weight: 3}, "
        "{kind: same, field: location, weight: 1}]}"
    ),
}
DONE = (
    "Employee ID,Course Title,Status,Completion Date\nm1,Basics,Completed,2026-12-01\n"
    "m2,Basics,In progress,\nm3,Basics,Completed,2026-12-20\ne1,Goals,Passed,2026-12-02\n"
    "p1,Briefing,Completed,2026-12-03\nm1,Fire safety,Completed,2026-12-01\n"
)
AFTER = (
    "Email,Liked it,I listen\n"
    + "".join(f"m{n}@x.org,{n % 5 + 1},4\n" for n in range(1, 7))
    + "e1@x.org,5,5\n"
)
BEFORE = "Email,I listen\n" + "".join(f"m{n}@x.org,{n % 3 + 1}\n" for n in range(1, 7))
CANDIDATES = "person,role,readiness\ne1,Head,1-2 years\ne2,CFO,now\nx9,CFO,3-5 years\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_program(tmp_path, mentors=MENTORS, mentees=MENTEES, **SECTIONS)
    for name, text in (
        ("people", PEOPLE),
        ("done", DONE),
        ("after", AFTER),
        ("before", BEFORE),
        ("candidates", CANDIDATES),
    ):
        write(tmp_path / f"{name}.csv", text)
    return tmp_path


@pytest.fixture
def ran(folder: Path) -> Callable[..., Ran]:
    return lambda *args: run(*args, cwd=folder)


def as_json(found: Ran) -> Any:
    assert found.code == 0, found.err
    return json.loads(found.out)


def as_csv(found: Ran) -> list[dict[str, str]]:
    assert found.code == 0, found.err
    return list(csv.DictReader(found.out.splitlines()))


TRAINING = ("training", "program.yaml", "--today", "2026-12-19")
SUCCESSION = ("succession", "program.yaml", "--today", "2026-12-19")


def test_training_as_a_table(ran: Callable[..., Ran]) -> None:
    found = ran(*TRAINING)
    assert found.code == 0, found.err
    assert "6 mentors: 1 ready, 5 with open trainings, 0 late." in found.out
    assert "5 mentees: 1 ready, 0 with open trainings, 4 late." in found.out
    assert "2 managers: 1 ready, 1 with open trainings, 0 late." in found.out
    assert "2 places for 5 mentees; 7 places more wait for training." in found.out
    assert "goals (was due 2026-12-18)" in found.out
    assert "MK842 1 row is passed over, of other courses" in found.err


def test_training_as_json(ran: Callable[..., Ran]) -> None:
    found = as_json(ran(*TRAINING, "--format", "json"))
    first = found["people"][0]
    assert (first["id"], first["role"], first["state"], first["hours_done"]) == ("m1", "mentor", "ready", 3)
    assert first["modules"] == [
        {"module": "basics", "state": "done", "due": "2027-01-08", "completed_on": "2026-12-01", "hours": 3}
    ]
    assert found["totals"]["managers"] == {"people": 2, "ready": 1, "open": 1, "overdue": 0}
    assert found["places"]["gates"] == [
        {"module": "basics", "mentors": 5, "places": 7, "mentors_out": 0, "places_out": 0}
    ]
    listen = {(each["item"], each["role"]): each for each in found["evaluation"]}["I listen", "all"]
    assert (listen["answers"], listen["mean"], listen["before"], listen["paired"]) == (6, 4.0, 2.0, True)
    assert {each["role"]: each["path"] for each in found["inputs"]}["completions"] == "done.csv"


@pytest.mark.parametrize(
    ("options", "rows", "first"),
    [
        pytest.param(
            (), 13, {"role": "mentor", "id": "m1", "module": "basics", "state": "done"}, id="training"
        ),
        pytest.param(("--of", "managers"), 2, {"id": "p2", "module": "briefing", "state": "open"}, id="of"),
        pytest.param(("--part", "people"), 13, {"id": "m1", "missing": "", "hours_done": "3"}, id="people"),
        pytest.param(
            ("--part", "modules"), 3, {"module": "basics", "completed": "1", "open": "5"}, id="modules"
        ),
        pytest.param(("--part", "places"), 2, {"places": "2"}, id="places"),
        pytest.param(
            ("--part", "evaluation"), 5, {"level": "reaction", "role": "all", "answers": "7"}, id="evaluation"
        ),
    ],
)
def test_training_as_csv(
    ran: Callable[..., Ran], options: tuple[str, ...], rows: int, first: dict[str, str]
) -> None:
    found = as_csv(ran(*TRAINING, "--format", "csv", *options))
    assert len(found) == rows
    assert found[0] | first == found[0]


def test_completions_open_the_gate(ran: Callable[..., Ran], folder: Path) -> None:
    """As if the roster's column training_completed said so; the day does not matter to the rule."""
    people = as_json(ran("qualify", "program.yaml", "--of", "mentors", "--format", "json"))["people"]
    states = {each["id"]: each["state"] for each in people}
    assert states == {
        "m1": "qualified", "m3": "qualified", **dict.fromkeys(["m2", "m4", "m5", "m6"], "conditional"),
    }  # fmt: skip
    found = ran("match", "program.yaml", "--out", "run", "--format", "json")
    assert {each["mentor"] for each in json.loads(found.out)["pairs"]} == {"m1", "m3"}
    assert {each["role"] for each in json.loads(found.out)["inputs"]} == {
        "program", "mentors", "mentees", "people", "completions", "candidates",
    }  # fmt: skip
    assert ran("verify", "run").code == 0
    write(folder / "done.csv", DONE.replace("m2,Basics,In progress,", "m2,Basics,Completed,"))
    changed = ran("verify", "run")
    assert changed.code == 1
    assert "MK911 the file of the completions was changed" in changed.err


def test_a_candidate_meets_who_has_the_role(ran: Callable[..., Ran]) -> None:
    pairs = {
        each["mentee"]: each for each in as_json(ran("match", "program.yaml", "--format", "json"))["pairs"]
    }
    assert pairs["e1"]["mentor"] == "m1"
    assert pairs["e1"]["parts"][0]["sentence"] == "stands for Head, which the mentor has"


def test_succession_before_a_run(ran: Callable[..., Ran]) -> None:
    found = ran(*SUCCESSION)
    assert found.code == 0, found.err
    assert "2 critical roles: 0.50 successors a role are ready now, 1.00 expected" in found.out
    assert "Nobody is ready now for: Head." in found.out
    assert "every candidate in the roster of mentees moves 1 step of readiness, as if all were" in found.out
    assert "MK843 1 candidate is in none of the rosters: x9" in found.err


def test_succession_of_a_run(ran: Callable[..., Ran]) -> None:
    assert ran("match", "program.yaml", "--out", "run").code == 0
    found = as_json(ran(*SUCCESSION, "--run", "run", "--format", "json"))
    head = next(each for each in found["roles"] if each["role"] == "Head")
    assert head["candidates"] == [
        {
            "id": "e1", "name": "Bo 1", "readiness": "one_to_two_years", "after": "now", "mentor": "m1",
            "mentor_knows": "incumbent",
        }
    ]  # fmt: skip
    assert found["expected_from"] == "run"
    rows = as_csv(ran(*SUCCESSION, "--run", "run", "--format", "csv", "--part", "pairs"))
    assert ("e1", "m1", "Head", "now") in {(r["mentee"], r["mentor"], r["role"], r["after"]) for r in rows}


@pytest.mark.parametrize(
    ("part", "rows"),
    [("roles", 2), ("candidates", 3), ("functions", 1), ("objectives", 0), ("pairs", 0), ("reliances", 0)],
)
def test_succession_as_csv(ran: Callable[..., Ran], part: str, rows: int) -> None:
    assert len(as_csv(ran(*SUCCESSION, "--format", "csv", "--part", part))) == rows


def test_a_tampered_run_is_refused(ran: Callable[..., Ran], folder: Path) -> None:
    assert ran("match", "program.yaml", "--out", "run").code == 0
    write(folder / "run" / "pairs.csv", "mentee,mentor\n")
    found = ran(*SUCCESSION, "--run", "run")
    assert (found.code, found.out) == (1, "")
    assert "run/pairs.csv: error MK910 the file was changed" in found.err


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(
            ("training", "program.yaml", "--today", "soon"),
            '--today: "soon" is not a date such as 2027-01-31',
            id="today",
        ),
        pytest.param(
            ("training", "bare.yaml"),
            "bare.yaml has no section training; add one with trainings for each role",
            id="no training",
        ),
        pytest.param(
            ("succession", "bare.yaml"),
            "bare.yaml names no critical roles; add succession: critical_roles:",
            id="no roles",
        ),
        pytest.param(
            ("training", "program.yaml", "--completions", "no.csv"),
            "there is no file no.csv",
            id="no file",
        ),
        pytest.param(
            ("succession", "program.yaml", "--run", "nowhere"),
            "there is no run at nowhere; run.json or its folder is wanted",
            id="no run",
        ),
    ],
)
def test_what_cannot_run(ran: Callable[..., Ran], folder: Path, args: tuple[str, ...], message: str) -> None:
    write(folder / "bare.yaml", program_text())
    found = ran(*args)
    assert (found.code, found.out) == (2, "")
    assert found.err == f"mentorkit: {message}\n"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        pytest.param(
            "done.csv",
            "id,course,status\nm1,Basics,fertig\n",
            "done.csv:2:3: error MK807 status: ",
            id="a status",
        ),
        pytest.param(
            "done.csv",
            "id,when\nm1,x\n",
            "done.csv:1:1: error MK804 no column holds module or basics",
            id="no training",
        ),
        pytest.param(
            "after.csv",
            "Email,Liked it\nm1@x.org,3\n",
            'error MK806 "I listen" is not a heading of after.csv',
            id="no question",
        ),
        pytest.param(
            "after.csv",
            "Email,Liked it,I listen\nm1@x.org,9,1\n",
            "after.csv:2:2: error MK807 reaction: Liked it",
            id="beyond the scale",
        ),
    ],
)
def test_what_cannot_be_read(
    ran: Callable[..., Ran], folder: Path, file: str, text: str, message: str
) -> None:
    write(folder / file, text)
    found = ran(*TRAINING)
    assert (found.code, found.out) == (1, "")
    assert message in found.err


def test_another_file_of_completions_and_answers(ran: Callable[..., Ran], folder: Path) -> None:
    write(folder / "new.csv", "id,basics\nm1,yes\nm2,yes\n")
    write(folder / "answers.csv", "Liked it,I listen\n" + "5,5\n" * 5)
    found = as_json(ran(*TRAINING, "--completions", "new.csv", "--survey", "answers.csv", "--format", "json"))
    assert found["modules"][0]["completed"] == 2
    assert found["evaluation"][0]["mean"] == 5.0


def test_questions_are_needed_for_answers(ran: Callable[..., Ran], folder: Path) -> None:
    write_program(
        folder, mentors=MENTORS, mentees=MENTEES, **SECTIONS | {"training": "{mentors: [{name: basics}]}"}
    )
    found = ran("training", "program.yaml", "--survey", "after.csv")
    assert (found.code, found.err.startswith("mentorkit: --survey needs the questions")) == (2, True)


POOL = (
    "{mentors: {rank_by: [{kind: availability, field: capacity, none: 0, full: 2, weight: 1}], size: SIZE}, "
    "mentees: {require: [{rule: one_of, field: id, values: [e1, e3]}]}}"
)
LEARNED = "Employee ID,Course Title,Status,Completion Date\n"


def pooled(folder: Path, size: int, done: str, pool: str = POOL) -> Any:
    """What training says with a pool of so many mentors."""
    sections = SECTIONS | {"pool": pool.replace("SIZE", str(size))}
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **sections)
    write(folder / "done.csv", done)
    return as_json(run(*TRAINING, "--format", "json", cwd=folder))


def in_pool(found: Any, role: str) -> set[str]:
    return {each["id"] for each in found["people"] if each["role"] == role and each["in_pool"]}


@pytest.mark.parametrize(
    ("size", "done", "mentors", "gate"),
    [
        pytest.param(3, "m1", {"m1", "m3", "m5"}, (2, 4, 0, 0), id="room for those who are trained later"),
        pytest.param(3, "m2", {"m1", "m2", "m3", "m5"}, (3, 6, 1, 1), id="one who is in now would give way"),
        pytest.param(9, "m2", {f"m{n}" for n in range(1, 7)}, (5, 8, 0, 0), id="room for all"),
    ],
)
def test_the_pool_counts(
    folder: Path, size: int, done: str, mentors: set[str], gate: tuple[int, int, int, int]
) -> None:
    found = pooled(folder, size, f"{LEARNED}{done},Basics,Completed,2026-12-01\n")
    assert in_pool(found, "mentor") == mentors
    assert in_pool(found, "mentee") == {"e1", "e3"}
    assert in_pool(found, "manager") == {"p2"}
    modules = {each["role"]: each["people"] for each in found["modules"]}
    assert modules == {"mentor": len(mentors), "mentee": 2, "manager": 1}
    (told,) = found["places"]["gates"]
    assert tuple(told[key] for key in ("mentors", "places", "mentors_out", "places_out")) == gate
    assert {role: each["people"] for role, each in found["not_in_pool"].items()} == {
        **({"mentors": 6 - len(mentors)} if len(mentors) < 6 else {}), "mentees": 3, "managers": 1,
    }  # fmt: skip


def test_nobody_is_trained_yet_and_no_pool_is_possible(folder: Path) -> None:
    quotas = POOL.replace(
        "values: [e1, e3]}]", "values: [e1, e3]}], quotas: [{field: id, value: e3, at_least: 1}]"
    )
    found = pooled(folder, 3, LEARNED, quotas)
    assert (in_pool(found, "mentor"), in_pool(found, "mentee")) == ({"m1", "m3", "m5"}, {"e1", "e3"})
    told = run(*TRAINING, cwd=folder)
    assert "Of those who are trained today no pool can be chosen (" in told.out
    assert "done.csv:1:1: note MK847 the table has headings but no rows" in told.err


def test_another_list_and_everybody(folder: Path) -> None:
    pooled(folder, 3, DONE)
    write(folder / "list.csv", "id,role\nm2,mentor\ne2,mentee\ne4,mentee\n")
    listed = as_json(run(*TRAINING, "--pool", "list.csv", "--format", "json", cwd=folder))
    assert (in_pool(listed, "mentor"), in_pool(listed, "mentee")) == ({"m2"}, {"e2", "e4"})
    assert {each["role"]: each["path"] for each in listed["inputs"]}["pool"] == "list.csv"
    everybody = as_json(run(*TRAINING, "--no-pool", "--format", "json", cwd=folder))
    assert {each["in_pool"] for each in everybody["people"]} == {None}
    assert everybody["not_in_pool"] == {}


def test_completions_of_later_days_are_told(ran: Callable[..., Ran]) -> None:
    found = ran(*TRAINING)
    assert "done.csv: warning MK704 1 completion is of days after 2026-12-19; such rows do not" in found.err
    assert "MK704" not in ran("training", "program.yaml", "--today", "2026-12-20").err


@pytest.mark.parametrize(
    ("args", "parts"),
    [
        pytest.param(TRAINING, ("training", "people", "modules", "places", "evaluation"), id="training"),
        pytest.param(
            SUCCESSION,
            ("roles", "candidates", "functions", "objectives", "pairs", "reliances"),
            id="succession",
        ),
    ],
)
def test_every_part_as_a_file(
    ran: Callable[..., Ran], folder: Path, args: tuple[str, ...], parts: tuple[str, ...]
) -> None:
    found = ran(*args, "--out", "tables")
    assert found.code == 0, found.err
    names = [f"{part}.csv" for part in parts]
    assert f"wrote tables: {', '.join(names)}" in found.err
    assert {each.name for each in (folder / "tables").iterdir()} == {*names}
    first = (folder / "tables" / names[0]).read_bytes()
    assert list(csv.DictReader(first.decode("utf-8-sig").splitlines())) == as_csv(
        ran(*args, "--format", "csv")
    )
    again = ran(*args, "--out", "tables")
    assert (again.code, again.out) == (2, "")
    assert "already; name another folder, or use --force" in again.err
    assert ran(*args, "--out", "tables", "--force").code == 0
    assert (folder / "tables" / names[0]).read_bytes() == first


def test_whom_no_training_helps_to_qualify_is_said_apart(folder: Path) -> None:
    rules = (
        "{mentors: {require: [{rule: training_completed, training: basics}, "
        "{rule: one_of, field: id, values: [m1, m2, m3, m4]}]}}"
    )
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **SECTIONS | {"qualification": rules})
    told = run(*TRAINING, cwd=folder).out
    assert "4 mentors: 1 ready, 3 with open trainings, 0 late." in told
    assert "Do not qualify, whatever training they complete, and not counted: 2 mentors (mentorkit" in told
    assert "Ann 5" not in told
    found = as_json(run(*TRAINING, "--format", "json", cwd=folder))
    assert {each["id"] for each in found["people"] if not each["may_qualify"]} == {"m5", "m6"}
    assert (found["totals"]["mentors"]["people"], found["not_qualified"]["mentors"]["people"]) == (4, 2)
    assert found["not_in_pool"] == {}
