"""`progress` from end to end: pairs, objectives, months, rosters of today."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, run, write, write_program

MENTORS = "id,name,location,level\nm1,Ann Lee,Lyon,boss\nm2,Bo Ek,Leeds,boss\nm3,Cy Yu,Oslo,boss\n"
MENTEES = (
    "id,name,location,level,Coaching,Planning\ne1,Di Fox,Lyon,staff,2,3\ne2,Ed Poe,Leeds,staff,1,1\n"
    "e3,Flo [red] Ray,Oslo,lead,4,4\n"
)
LATER = "id,name,location,level,Coaching,Planning\ne1,Di Fox,Lyon,lead,3,4\ne2,Ed Poe,Leeds,staff,2,3\n"
LOG = (
    "mentee,mentor,date,kind,status,stage,satisfaction,reason\n"
    "e1,m1,2027-02-01,meeting,active,goals,4,\n"
    "e1,m1,2027-03-01,meeting,active,work,5,\n"
    "e2,m2,2027-01-15,meeting,active,goals,2,\n"
    "e3,m3,2027-02-10,,ended,,,no <time>\n"
    "e1,m2,2027-01-05,meeting,,,,\n"
    "e1,m1,2027-09-09,meeting,,,,\n"
)
OBJECTIVES = """[
  {id: stay, focus: leadership_depth, statement: They stay,
   measure: {metric: retention, baseline: 0.5, target: 0.9, by: 2027-12-01}},
  {id: rise, focus: leadership_depth, statement: They rise,
   measure: {metric: promotions, baseline: 0, target: 1, by: 2027-12-01}},
  {id: learn, focus: skill_development, statement: They learn, skills: [coaching, planning],
   measure: {metric: skill_gain, baseline: 0, target: 2, by: 2027-12-01}},
  {id: match, focus: leadership_depth, statement: They are matched,
   measure: {metric: matched_rate, target: 0.9, by: 2027-12-01}},
  {id: own, focus: leadership_depth, statement: They do, measure: {metric: own, label: deeds, baseline: 0,
   target: 10, by: 2027-12-01}},
  {id: bench, focus: succession_pipeline, statement: They wait,
   measure: {metric: bench_strength, baseline: 0, target: 1, by: 2027-12-01}}]"""


def sections(**more: str) -> dict[str, str]:
    return {
        "launch": "2027-01-01",
        "close": "2027-12-01",
        "vocabulary": "{levels: [staff, lead, boss], skills: [coaching, planning], "
        "fields: {rated: {type: ratings, skills: true}}}",
        "rosters": "{mentors: {file: mentors.csv}, mentees: {file: mentees.csv, "
        "columns: {rated: {columns: [Coaching, Planning]}}}}",
        "objectives": OBJECTIVES.replace("\n", " "),
        "progress": "{meetings: {file: log.csv}, readings: {file: readings.csv}, "
        "stages: [goals, {name: work, days: 200}, closing]}",
        **more,
    }


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    write(folder / "log.csv", LOG)
    write(
        folder / "readings.csv",
        "objective,date,value\nown,2027-02-01,1\nown,2027-03-01,6\nown,2027-08-01,9\n",
    )
    write(folder / "later.csv", LATER)
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **sections())
    ran = run("match", "program.yaml", "--out", "run", cwd=folder)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "work"))


def progress(folder: Path, *more: str) -> tuple[Ran, dict[str, Any]]:
    ran = run(
        "progress",
        "program.yaml",
        "--run",
        "run",
        "--today",
        "2027-03-15",
        "--format",
        "json",
        *more,
        cwd=folder,
    )
    return ran, json.loads(ran.out) if ran.out else {}


def test_pairs_and_objectives(folder: Path) -> None:
    ran, found = progress(folder, "--mentees", "later.csv")
    assert ran.code == 0, ran.err
    assert {pair["mentee"]: (pair["state"], pair["why"]) for pair in found["pairs"]} == {
        "e1": ("active", []),
        "e2": (
            "stalled",
            [
                "no meeting since 2027-01-15, 59 days; 45 are allowed",
                "in the stage goals since 2027-01-15, 59 days; 21 are allowed",
            ],
        ),
        "e3": ("ended", ["ended on 2027-02-10: no <time>"]),
    }
    assert [pair["mentee"] for pair in found["pairs"]] == ["e2", "e3", "e1"]
    first = next(pair for pair in found["pairs"] if pair["mentee"] == "e1")
    assert {key: first[key] for key in ("meetings", "planned", "last_meeting", "stage", "satisfaction")} == {
        "meetings": 2,
        "planned": 2,
        "last_meeting": "2027-03-01",
        "stage": "work",
        "satisfaction": 4.5,
    }
    assert {each["objective"]: (each["state"], each["value"]) for each in found["objectives"]} == {
        "stay": ("on_track", 0.6667),
        "rise": ("met", 1),
        "learn": ("on_track", 1.25),
        "match": ("met", 1),
        "own": ("on_track", 6),
        "bench": ("not_known", None),
    }
    assert found["totals"] == {
        "pairs": 3,
        "stalled": 1,
        "ended": 1,
        "not_begun": 0,
        "active": 1,
        "finished": 0,
    }
    assert [month["month"] for month in found["months"]] == ["2027-01", "2027-02", "2027-03"]
    codes = {each["code"]: each["message"] for each in found["findings"]}
    assert codes == {
        "MK703": "1 row is of pairs that the run does not have; the first is this one",
        "MK704": "2 rows are after 2027-03-15; such rows do not count yet",
    }


def test_without_rosters_of_today_some_measures_are_not_known(folder: Path) -> None:
    _, found = progress(folder)
    told = {each["objective"]: each["how"] for each in found["objectives"]}
    assert told["stay"] == "not known: no later roster says who is still there"
    assert told["rise"] == told["learn"] == "not known: no later roster to compare with"
    assert {pair["mentee"]: pair["state"] for pair in found["pairs"]}["e3"] == "ended"


def test_whoever_is_in_no_roster_of_today_has_left(folder: Path) -> None:
    write(folder / "log.csv", LOG.replace("e3,m3,2027-02-10,,ended,,,no <time>\n", ""))
    _, found = progress(folder, "--mentees", "later.csv")
    pair = next(each for each in found["pairs"] if each["mentee"] == "e3")
    assert (pair["state"], pair["why"]) == ("ended", ["the mentee is in no roster of today"])
    write(folder / "people.csv", "id,name\n" + "".join(f"{key},x\n" for key in ("e1", "e2", "m1", "m3")))
    _, found = progress(folder, "--people", "people.csv")
    assert {each["mentee"]: each["why"] for each in found["pairs"]}["e2"] == [
        "the mentor is in no roster of today"
    ]
    _, found = progress(folder, "--mentees", "later.csv", "--people", "people.csv")
    assert {each["mentee"] for each in found["pairs"] if each["state"] == "ended"} == {"e2", "e3"}


def test_the_program_names_the_rosters_of_today(folder: Path) -> None:
    plan = sections()["progress"].removesuffix("}") + ", roster_later: {mentees: later.csv}}"
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **sections(progress=plan))
    _, found = progress(folder)
    assert {each["objective"]: each["state"] for each in found["objectives"]}["rise"] == "met"


def test_a_roster_that_was_overwritten_cannot_be_compared(folder: Path) -> None:
    write(folder / "mentees.csv", LATER)
    ran, found = progress(folder, "--mentees", "later.csv")
    assert ran.code == 0
    assert (
        "warning MK706 today cannot be held against the run: mentees.csv was changed since the run" in ran.err
    )
    told = {each["objective"]: each["how"] for each in found["objectives"]}
    assert told["rise"] == "not known: the roster of the run is not what it was"


def test_the_bench_is_that_of_the_candidates(folder: Path) -> None:
    write(
        folder / "candidates.csv", "person,role,readiness\ne1,Head of Lyon,now\ne2,Head of Leeds,1-2 years\n"
    )
    bench = (
        "{critical_roles: [{title: Head of Lyon, function: Ops}, {title: Head of Leeds, function: Ops}], "
        "candidates: {file: candidates.csv}}"
    )
    objectives = OBJECTIVES.replace("They wait,", "They wait, functions_at_risk: [Ops],").replace("\n", " ")
    write_program(
        folder, mentors=MENTORS, mentees=MENTEES, **sections(succession=bench, objectives=objectives)
    )
    _, found = progress(folder)
    told = next(each for each in found["objectives"] if each["objective"] == "bench")
    assert (told["state"], told["value"]) == ("on_track", 0.5)
    assert told["how"] == "ready-now successors of 2 critical roles, per role, as the candidates stand"


def test_after_a_run_that_follows_another_the_first_roster_counts(folder: Path) -> None:
    write(folder / "later.csv", LATER + "e9,New One,Oslo,staff,1,1\n")
    ran = run(
        "match", "program.yaml", "--previous", "run", "--mentees", "later.csv", "--out", "next", cwd=folder
    )
    assert ran.code == 0, ran.err
    arguments = ["--run", "next", "--mentees", "later.csv", "--today", "2027-03-15", "--format", "json"]
    found = json.loads(run("progress", "program.yaml", *arguments, cwd=folder).out)
    assert {each["objective"]: each["value"] for each in found["objectives"]}["rise"] == 1
    states = {each["mentee"]: each["state"] for each in found["pairs"]}
    assert states == {"e1": "active", "e2": "stalled", "e9": "not_begun"}


def test_on_screen(folder: Path) -> None:
    ran = run("progress", "program.yaml", "--run", "run", "--today", "2027-03-15", cwd=folder)
    assert ran.code == 0, ran.err
    assert "Test: progress on 2027-03-15" in ran.out
    assert "Flo [red] Ray (e3)" in ran.out
    assert "3 pairs: 1 active, 1 stalled, 1 ended." in ran.out
    assert "3 meetings, 5 planned by now; 2 pairs met less than planned." in ran.out
    assert "6 objectives: 1 met, 1 on track, 4 not known." in ran.out


@pytest.mark.parametrize(
    ("part", "heading", "rows"),
    [("pairs", "mentee", 3), ("objectives", "objective", 6), ("months", "month", 3)],
)
def test_as_csv(part: str, heading: str, rows: int, folder: Path) -> None:
    more = ["--today", "2027-03-15", "--format", "csv", "--part", part]
    ran = run("progress", "program.yaml", "--run", "run", *more, cwd=folder)
    found = list(csv.DictReader(ran.out.splitlines()))
    assert next(iter(found[0])) == heading
    assert len(found) == rows


def test_every_part_as_a_file(folder: Path) -> None:
    arguments = ("progress", "program.yaml", "--run", "run", "--today", "2027-03-15", "--out", "tables")
    ran = run(*arguments, cwd=folder)
    assert ran.code == 0, ran.err
    assert "wrote tables: pairs.csv, objectives.csv, months.csv" in ran.err
    text = (folder / "tables" / "objectives.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(text.splitlines()))) == 6
    again = run(*arguments, cwd=folder)
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("mentorkit: tables holds pairs.csv, objectives.csv, months.csv already;")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--run", "nowhere"], "there is no run at nowhere"),
        (["--run", "run", "--today", "soon"], '--today: "soon" is not a date'),
        (["--run", "run", "--meetings", "nothing.csv"], "there is no file nothing.csv"),
        (["--run", "run", "--mentees", "nothing.csv"], "there is no file nothing.csv"),
        ([], "Missing option"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_run(arguments: list[str], message: str, folder: Path) -> None:
    ran = run("progress", "program.yaml", *arguments, cwd=folder)
    assert ran.code == 2
    assert message in ran.err


@pytest.mark.parametrize(
    ("file", "text", "finding"),
    [
        ("log.csv", LOG.replace(",goals,4", ",gaols,4"), 'log.csv:2:6: error MK701 "gaols" is no stage'),
        (
            "readings.csv",
            "objective,date,value\noown,2027-01-01,1\n",
            'readings.csv:2:1: error MK705 there is no objective "oown"',
        ),
        ("run/run.json", None, "run/run.json: error MK910 the run is not what was written"),
    ],
    ids=["stage", "objective", "run"],
)
def test_errors_end_the_command(file: str, text: str | None, finding: str, folder: Path) -> None:
    write(folder / file, text or (folder / file).read_text().replace('"mean"', '"mean" '))
    ran, _ = progress(folder)
    assert ran.code == 1
    assert finding in ran.err


@pytest.mark.parametrize(
    ("plan", "finding"),
    [
        ("{stages: [goals, Goals]}", 'error MK011 the stage "Goals" stands twice'),
        ("{meetings: {file: x.csv, columns: {mentre: X}}}", 'error MK008 there is no column "mentre" here'),
        ("{readings: {file: x.csv, columns: {valeu: X}}}", 'error MK008 there is no column "valeu" here'),
        ("{stalled_after_days: 0}", "error MK007"),
        ("{stages: [{days: 4}]}", "error MK006"),
        ("{meeting: {file: x.csv}}", "error MK005"),
    ],
)
def test_check_reviews_the_section(plan: str, finding: str, tmp_path: Path) -> None:
    write_program(tmp_path, progress=plan)
    ran = run("check", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert finding in ran.out


def test_a_good_section_is_no_finding(tmp_path: Path) -> None:
    write_program(tmp_path, progress=sections()["progress"])
    ran = run("check", "program.yaml", "--format", "json", cwd=tmp_path)
    assert [each for each in json.loads(ran.out)["findings"] if "progress" in each["message"]] == []


@pytest.mark.parametrize(
    ("log", "state"),
    [
        pytest.param(None, "stalled", id="no log"),
        pytest.param("mentee,mentor,date\n", "stalled", id="headings alone"),
        pytest.param("mentee,mentor,date", "stalled", id="headings without an end of line"),
        pytest.param("mentee,mentor,date\ne1,m1,2027-01-05\n", "not_begun", id="a log"),
    ],
)
def test_a_new_pair_begins_at_launch_where_nothing_was_logged_for_its_run(
    log: str | None, state: str, tmp_path: Path
) -> None:
    logged = "progress" if log is not None else "unused"
    more = {"progress": "{meetings: {file: log.csv}}"} if logged == "progress" else {"progress": "{}"}
    write_program(tmp_path, mentors=MENTORS, mentees=MENTEES.replace("e3,Flo", "e0,Flo"), **sections(**more))
    write(tmp_path / "log.csv", log or "")
    assert run("match", "program.yaml", "--out", "draft", cwd=tmp_path).code == 0
    write(tmp_path / "mentees.csv", MENTEES)
    ran = run("match", "program.yaml", "--previous", "draft", "--out", "run", cwd=tmp_path)
    assert ran.code == 0, ran.err
    heading = (log or "mentee,mentor,date\n").splitlines()[0]
    write(tmp_path / "log.csv", f"{heading}\ne1,m1,2027-01-05\n")
    _, found = progress(tmp_path, "--meetings", "log.csv")
    new = next(pair for pair in found["pairs"] if pair["mentee"] == "e3")
    assert (new["state"], new["start"]) == (state, "2027-01-01" if state == "stalled" else None)
    assert new["planned"] == (2 if state == "stalled" else None)


def test_a_mentor_without_a_pair_is_known(folder: Path) -> None:
    roster = MENTORS + "m9,Bo Ek,Oslo,boss\nm8,Una Paired,Oslo,boss\n"
    write_program(folder, mentors=roster, mentees=MENTEES, **sections())
    write(folder / "log.csv", LOG.splitlines()[0] + "\n")
    assert run("match", "program.yaml", "--out", "run", "--force", cwd=folder).code == 0
    pairs = ("e1,m9", "e1,Una Paired", "e2,Bo Ek", "e1,m7")
    rows = [LOG.splitlines()[0], *(f"{pair},2027-02-01,meeting,,,," for pair in pairs)]
    write(folder / "log.csv", "\n".join(rows) + "\n")
    ran, found = progress(folder)
    told = [(each["code"], each["message"]) for each in found["findings"] if "log.csv" in each["file"]]
    assert told == [
        ("MK702", 'the mentor "m7" is nobody whom the run or a roster knows; the row is passed over'),
        ("MK703", "2 rows are of pairs that the run does not have; the first is this one"),
    ]
    met = {pair["mentee"]: pair["meetings"] for pair in found["pairs"]}
    assert met == {"e1": 0, "e2": 1, "e3": 0}, ran.err


def test_a_log_with_headings_alone_is_no_news_before_launch(folder: Path) -> None:
    write(folder / "log.csv", LOG.splitlines()[0] + "\n")
    told = {
        day: run("progress", "program.yaml", "--run", "run", "--today", day, cwd=folder).err
        for day in ("2026-12-31", "2027-01-01")
    }
    assert "MK847" not in told["2026-12-31"]
    assert "log.csv:1:1: note MK847 the table has headings but no rows" in told["2027-01-01"]
    assert "nothing is logged yet; if something was, name the file that has it" in told["2027-01-01"]
