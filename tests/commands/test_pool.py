"""`pool` as a command, and `match`, `why`, `scores` and `verify` with its pool, another list, or none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran, run, workbook, write, write_program

VOCABULARY = "{fields: {hours: number, endorsed: yes_no}, skills: [strategy, lean]}"
GOALS = "[{id: bench, focus: succession_pipeline, statement: A bench, skills: [strategy, lean]}]"
MENTEES = """\
id,name,email,location,function,hours,endorsed
e1,Ada Om,ada@example.org,Lyon,sales,4,yes
e2,Bo Pi,bo@example.org,Lyon,sales,3,yes
e3,Cy Ro,cy@example.org,Lyon,hr,2,yes
e4,Di Su,di@example.org,Leeds,hr,1,yes
e5,Ed To,ed@example.org,Leeds,sales,4,no
e6,Flo Ur,flo@example.org,Pune,hr,,yes
"""
MENTORS = """\
id,name,email,location,skills,capacity
m1,Gus Va,gus@example.org,Lyon,strategy;lean,2
m2,Hal Wy,hal@example.org,Leeds,lean,1
m3,Ina Xu,ina@example.org,Pune,sailing,1
"""
POOL = """
  mentees:
    require: [{rule: answered_yes, field: endorsed}]
    rank_by: [{kind: availability, field: hours, full: 4, weight: 1}]
    quotas: [{field: location, at_least: 1}]
    size: 3
"""
BOTH = (
    POOL.replace("    size: 3\n", "") + "  mentors: {rank_by: [{kind: brings_skills, weight: 1}], size: 2}\n"
)


def written(folder: Path, pool: str = POOL, **changes: str | None) -> None:
    sections: dict[str, Any] = {"vocabulary": VOCABULARY, "objectives": GOALS, "pool": pool, **changes}
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **sections)


def document(ran: Ran) -> Any:
    assert ran.out, ran.err
    return json.loads(ran.out)


def states(found: Any, role: str = "mentees") -> dict[str, str]:
    return {each["id"]: each["pool"] for each in found[role]["people"]}


def test_who_is_in_who_waits_and_why(tmp_path: Path) -> None:
    written(tmp_path)
    found = document(run("pool", "program.yaml", "--format", "json", cwd=tmp_path))
    assert states(found) == {
        "e1": "in",
        "e4": "in",
        "e6": "in",
        "e2": "waiting",
        "e3": "waiting",
        "e5": "not_eligible",
    }
    side = found["mentees"]
    by_id = {each["id"]: each for each in side["people"]}
    assert (side["size"], side["size_from"], side["proven"]) == (3, "program", True)
    assert (by_id["e1"]["score"], by_id["e4"]["score"], by_id["e6"]["score"]) == (100, 25, 0)
    assert by_id["e6"]["parts"][0]["unknown"] is True
    assert by_id["e4"]["reason"] == "in for a quota"
    assert by_id["e2"]["place"] == 1
    assert (
        by_id["e2"]["reason"]
        == "at least 1 of location Leeds come first; at least 1 of location Pune come first"
    )
    assert by_id["e5"]["reason"] == "endorsed: answered no, must be yes"
    cost = {"quota": "at least 1 of each location", "people": 0, "score": 100}
    assert side["costs"] == [cost | {"in_instead": ["e2", "e3"], "out_instead": ["e4", "e6"]}]
    lyon = next(each for each in side["compared"] if each["group"] == "Lyon")
    assert (lyon["roster"], lyon["eligible"], lyon["pool"], lyon["pool_share"]) == (3, 3, 1, 33.3)


def test_the_size_follows_the_places_of_the_mentors_in_the_pool(tmp_path: Path) -> None:
    written(tmp_path, BOTH)
    found = document(run("pool", "program.yaml", "--format", "json", cwd=tmp_path))
    assert states(found, "mentors") == {"m1": "in", "m2": "in", "m3": "waiting"}
    assert (found["mentees"]["size"], found["mentees"]["size_from"]) == (3, "places")
    only = document(run("pool", "program.yaml", "--of", "mentees", "--format", "json", cwd=tmp_path))
    assert "mentors" not in only
    assert only["mentees"] == found["mentees"]


@pytest.mark.parametrize(
    ("arguments", "heading"),
    [
        pytest.param([], "role,id,name,email,pool,place,score,why,reason", id="people"),
        pytest.param(["--part", "costs"], "role,quota,people,score,in_instead,out_instead", id="costs"),
        pytest.param(
            ["--part", "compared"],
            "role,field,group,roster,roster_share,eligible,eligible_share,pool,pool_share",
            id="compared",
        ),
    ],
)
def test_csv(arguments: list[str], heading: str, tmp_path: Path) -> None:
    written(tmp_path)
    ran = run("pool", "program.yaml", "--format", "csv", *arguments, cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[0] == heading
    assert len(ran.out.splitlines()) > 1


def test_table_names_the_waiting_list_and_the_proof(tmp_path: Path) -> None:
    written(tmp_path)
    ran = run("pool", "program.yaml", cwd=tmp_path)
    assert ran.code == 0, ran.err
    for words in (
        "Mentees waiting (2)",
        "What the quotas of mentees cost (1)",
        "3 of 6 mentees in the pool: 5 are eligible, the size is 3; 2 wait.",
        "Proven: no pool within size and quotas is larger, and none as large has more points.",
    ):
        assert words in ran.out


@pytest.mark.parametrize(
    ("pool", "place", "message"),
    [
        pytest.param(
            "{mentees: {size: 2, quotas: [{field: location, at_least: 1}]}}",
            "7:36",
            "no pool of mentees can keep to at least 1 of each location and the size of 2: "
            "those who must be in are 1 person too many",
            id="more sites than places",
        ),
        pytest.param(
            "{mentees: {quotas: [{field: hours, at_most: 3}, {field: location, value: pune, at_least: 2}]}}",
            "7:55",
            "at least 2 of location pune: 1 eligible, 1 too few",
            id="too few in a named group",
        ),
        pytest.param(
            "{mentees: {size: 6, quotas: [{field: function, at_most: 1}, {field: location, at_least: 3}]}}",
            "7:36",
            "no pool of mentees can keep to at most 1 of each function and at least 3 of each location: "
            "those who must be in are 4 people too many",
            id="two quotas",
        ),
        pytest.param(
            "{mentees: {quotas: [{field: function, at_least: 2, at_most: 30%}]}}",
            "7:27",
            "at least 2 and at most 30% of each function: here that is at least 2 and at most 1",
            id="a share of a small pool",
        ),
    ],
)
def test_quotas_that_contradict_each_other(pool: str, place: str, message: str, tmp_path: Path) -> None:
    written(tmp_path, pool)
    for command in ("pool", "match"):
        ran = run(command, "program.yaml", "--format", "json", cwd=tmp_path)
        assert ran.code == 1
        told = [each["message"] for each in document(ran)["findings"] if each["severity"] == "error"]
        assert told == [message]
        assert f"program.yaml:{place}: error MK602" in ran.err


def test_a_small_group_is_said(tmp_path: Path) -> None:
    written(tmp_path, "{mentees: {size: 5, quotas: [{field: location, at_least: 2}]}}")
    ran = run("pool", "program.yaml", "--of", "mentees", cwd=tmp_path)
    assert ran.code == 0
    assert (
        "note MK603 at least 2 of each location: fewer are eligible, and all of them are in: Pune (1)"
        in ran.err
    )
    assert run("pool", "program.yaml", "--fail-on", "note", cwd=tmp_path).code == 1


@pytest.mark.parametrize(
    ("pool", "arguments", "message"),
    [
        pytest.param(
            None, [], "program.yaml has no pool; say under pool: who is chosen, and by what", id="none"
        ),
        pytest.param(
            "{}", [], "program.yaml has no pool; say under pool: who is chosen, and by what", id="blank"
        ),
        pytest.param(
            POOL,
            ["--of", "mentors"],
            "program.yaml has no pool of mentors; add pool: mentors:",
            id="other side",
        ),
        pytest.param(POOL, ["--out", "mentees.csv"], "--out mentees.csv is one of the inputs", id="an input"),
    ],
)
def test_cannot_run(pool: str | None, arguments: list[str], message: str, tmp_path: Path) -> None:
    write_program(tmp_path, mentors=MENTORS, mentees=MENTEES, vocabulary=VOCABULARY, pool=pool)
    ran = run("pool", "program.yaml", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert message in ran.err
    assert (tmp_path / "mentees.csv").read_text() == MENTEES


def test_a_missing_column_is_found_with_what_needs_it(tmp_path: Path) -> None:
    written(tmp_path)
    write(tmp_path / "mentees.csv", MENTEES.replace("hours", "spare").replace("location", "town"))
    ran = run("pool", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'no column holds hours, which "availability hours" needs' in ran.err
    assert 'no column holds location, which "quota of each location" needs' in ran.err


def test_match_applies_the_pool(tmp_path: Path) -> None:
    written(tmp_path, BOTH, expect="{matched: 100%}")
    found = document(run("match", "program.yaml", "--format", "json", "--out", "run", cwd=tmp_path))
    assert {pair["mentee"] for pair in found["pairs"]} == {"e1", "e4", "e6"}
    assert {pair["mentor"] for pair in found["pairs"]} == {"m1", "m2"}
    reasons = {each["mentee"]: (each["reason"], each["detail"]) for each in found["unmatched"]}
    assert {reason for reason, _ in reasons.values()} == {"not_in_pool"}
    assert reasons["e5"][1] == "not eligible for the pool: endorsed: answered no, must be yes"
    assert reasons["e2"][1].startswith("number 1 of the waiting list: at least 1 of location Leeds")
    assert found["pool"]["by"] == "program"
    assert found["pool"]["mentors"]["in"] == ["m1", "m2"]
    assert found["expect"] == [{"promise": "matched", "wanted": "100%", "got": "100.0%", "kept": True}] or (
        found["expect"][0]["kept"] is True
    )
    assert found["totals"]["mentees"] == 6
    verified = run("verify", "run", "--format", "json", cwd=tmp_path)
    assert verified.code == 0, verified.err
    assert "The pool: 3 of 6 mentees and 2 of 3 mentors." in run("match", "program.yaml", cwd=tmp_path).out


def test_who_does_not_qualify_is_not_eligible_before_the_pool(tmp_path: Path) -> None:
    rules = "{mentees: {require: [{rule: at_least, field: hours, value: 1}]}}"
    written(tmp_path, qualification=rules)
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    reasons = {each["mentee"]: each["reason"] for each in found["unmatched"]}
    assert reasons["e6"] == "not_eligible"
    assert reasons["e5"] == "not_in_pool"
    listed = document(run("pool", "program.yaml", "--format", "json", cwd=tmp_path))
    told = {each["id"]: each["reason"] for each in listed["mentees"]["people"]}
    assert told["e6"] == "does not qualify: hours not known"


@pytest.mark.parametrize(
    ("name", "content", "mentees", "mentors"),
    [
        pytest.param("list.csv", "id\ne2\nE3\n", {"e2", "e3"}, None, id="ids"),
        pytest.param("list.csv", "name,role\nBo Pi,Mentee\nm2,mentor\n", {"e2"}, {"m2"}, id="roles"),
        pytest.param("list.csv", "email\nada@example.org\ngus@example.org\n", {"e1"}, {"m1"}, id="e-mail"),
        pytest.param(
            "list.csv", "id,pool\ne1,waiting\ne2,in\ne3,\ne4,not_eligible\n", {"e2"}, None, id="only those in"
        ),
        pytest.param(
            "list.xlsx", workbook({"Pool": [["id", "pool"], ["e1", "In"], ["e2", "waiting"]]}), {"e1"}, None,
            id="workbook",
        ),
    ],
)  # fmt: skip
def test_another_list(
    name: str, content: str | bytes, mentees: set[str], mentors: set[str] | None, tmp_path: Path
) -> None:
    written(tmp_path, BOTH)
    write(tmp_path / name, content)
    ran = run("match", "program.yaml", "--pool", name, "--format", "json", "--out", "run", cwd=tmp_path)
    found = document(ran)
    assert found["pool"]["by"] == "file"
    assert found["pool"]["mentees"]["in"] == sorted(mentees)
    assert (found["pool"]["mentors"] or {}).get("in") == (sorted(mentors) if mentors else None)
    assert {pair["mentee"] for pair in found["pairs"]} <= mentees
    assert ["pool", name] in [[each["role"], each["path"]] for each in found["inputs"]]
    unmatched = {each["mentee"]: each["reason"] for each in found["unmatched"]}
    assert all(unmatched[each] == "not_in_pool" for each in {"e1", "e2", "e3", "e4", "e5", "e6"} - mentees)
    verified = run("verify", "run", cwd=tmp_path)
    assert verified.code == 0, verified.err
    write(tmp_path / name, "id\ne6\n" if name.endswith("csv") else workbook({"Pool": [["id"], ["e6"]]}))
    changed = run("verify", "run", cwd=tmp_path)
    assert changed.code == 1
    assert "MK911 the file of the pool was changed" in changed.err


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        pytest.param(
            "id\ne2\ne22\n",
            0,
            'list.csv:3:1: warning MK605 "e22" is nobody in the roster of mentees or mentors',
            id="a stranger",
        ),
        pytest.param(
            "id,pool\ne2,maybe\n",
            1,
            'list.csv:2:2: error MK604 "maybe" is neither in, waiting nor not_eligible',
            id="another word",
        ),
        pytest.param(
            "id,role\ne2,boss\n",
            1,
            'list.csv:2:2: error MK604 "boss" is neither mentor nor mentee',
            id="another role",
        ),
        pytest.param("id,pool\ne2,waiting\n", 1, "MK604 nobody in this list is in the pool", id="nobody"),
        pytest.param("who\ne2\n", 1, "MK804 no column holds an id, an e-mail address or a name", id="no id"),
    ],
)
def test_a_list_that_is_not_right(content: str, code: int, message: str, tmp_path: Path) -> None:
    written(tmp_path)
    write(tmp_path / "list.csv", content)
    ran = run("match", "program.yaml", "--pool", "list.csv", cwd=tmp_path)
    assert ran.code == code
    assert message in ran.err


def test_what_pool_writes_is_what_match_reads(tmp_path: Path) -> None:
    written(tmp_path, BOTH)
    ran = run("pool", "program.yaml", "--out", "list.csv", cwd=tmp_path)
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 9
    own, listed = (
        document(run("match", "program.yaml", *options, "--format", "json", cwd=tmp_path))
        for options in ([], ["--pool", "list.csv"])
    )
    assert own["pairs"] == listed["pairs"]
    assert own["pool"]["mentees"]["in"] == listed["pool"]["mentees"]["in"]


def test_no_pool_takes_everybody_and_needs_none_of_its_columns(tmp_path: Path) -> None:
    written(tmp_path)
    write(tmp_path / "mentees.csv", MENTEES.replace("hours", "spare"))
    ran = run("match", "program.yaml", "--no-pool", "--format", "json", "--out", "run", cwd=tmp_path)
    found = document(ran)
    assert found["pool"] == {"by": "none", "mentees": None, "mentors": None}
    assert len(found["pairs"]) == 4
    assert "not_in_pool" not in {each["reason"] for each in found["unmatched"]}
    assert run("verify", "run", cwd=tmp_path).code == 0


@pytest.mark.parametrize("command", ["match", "scores", "why"])
def test_both_options_at_once_are_refused(command: str, tmp_path: Path) -> None:
    written(tmp_path)
    more = ["--mentee", "e1"] if command == "why" else []
    ran = run(command, "program.yaml", *more, "--pool", "list.csv", "--no-pool", cwd=tmp_path)
    assert ran.code == 2
    assert "--pool and --no-pool exclude each other" in ran.err


def test_scores_and_why_look_at_the_pool(tmp_path: Path) -> None:
    written(tmp_path, BOTH)
    scored = run("scores", "program.yaml", cwd=tmp_path).out.splitlines()[1:]
    assert {row.split(",")[0] for row in scored} == {"e1", "e4", "e6"}
    assert {row.split(",")[1] for row in scored} == {"m1", "m2"}
    told = run("why", "program.yaml", "--mentee", "Bo Pi", cwd=tmp_path).out
    assert "Bo Pi (e2) is not in the pool: number 1 of the waiting list" in told
    asked = run("why", "program.yaml", "--mentee", "e1", "--mentor", "m3", cwd=tmp_path).out
    assert "pool (the mentor is not in the pool: number 1 of the waiting list" in asked
    everybody = run("why", "program.yaml", "--mentee", "Bo Pi", "--no-pool", cwd=tmp_path).out
    assert "not in the pool" not in everybody


@pytest.mark.parametrize(
    ("waive", "code"), [pytest.param("", 1, id="refused"), pytest.param("pool", 0, id="waived")]
)
def test_a_lock_from_outside_the_pool(waive: str, code: int, tmp_path: Path) -> None:
    written(tmp_path, BOTH)
    write(tmp_path / "decisions.csv", f"mentee,mentor,decision,waive\ne2,m3,lock,{waive}\n")
    ran = run(
        "match",
        "program.yaml",
        "--decisions",
        "decisions.csv",
        "--format",
        "json",
        "--out",
        "run",
        cwd=tmp_path,
    )
    assert ran.code == code
    if code:
        assert 'error MK904 the lock breaks pool: "e2" is not in the pool' in ran.err
        return
    pair = next(each for each in document(ran)["pairs"] if each["mentee"] == "e2")
    assert (pair["mentor"], pair["waived"]) == ("m3", ["pool"])
    verified = run("verify", "run", cwd=tmp_path)
    assert verified.code == 0, verified.err


def test_a_run_whose_program_has_a_pool_by_now_is_not_proven(tmp_path: Path) -> None:
    written(tmp_path, pool="{}")
    assert run("match", "program.yaml", "--out", "run", cwd=tmp_path).code == 0
    assert run("verify", "run", cwd=tmp_path).code == 0
    written(tmp_path)
    ran = run("verify", "run", cwd=tmp_path)
    assert ran.code == 1
    assert "MK911 the file of the program was changed" in ran.err
    assert "MK918 the program chooses a pool, and the run says nothing of one" in ran.err


def test_pairs_that_live_on_stay_in_the_pool(tmp_path: Path) -> None:
    """In a later run the pool would choose others; who is paired already keeps the place."""
    written(tmp_path)
    assert run("match", "program.yaml", "--out", "first", cwd=tmp_path).code == 0
    write(tmp_path / "mentees.csv", MENTEES.replace("Lyon,sales,4,yes", "Lyon,sales,0,no"))
    for moves in ("0", "1"):
        options = ("--previous", "first", "--moves", moves, "--format", "json", "--out", f"run{moves}")
        found = document(run("match", "program.yaml", *options, cwd=tmp_path))
        assert set(found["pool"]["mentees"]["staying"]) == {"e1", "e4", "e6"}
        assert {pair["mentee"] for pair in found["pairs"]} == {"e1", "e4", "e6"}
        verified = run("verify", f"run{moves}", cwd=tmp_path)
        assert verified.code == 0, verified.err


def test_diff_shows_what_another_pool_does(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "program.yaml").rename(tmp_path / "old.yaml")
    written(tmp_path, POOL.replace("at_least: 1", "at_most: 50%").replace("weight: 1", "weight: 3"))
    ran = run("diff", "old.yaml", "program.yaml", "--format", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "quota of each location in the pool of mentees" in ran.out
    assert "weight" not in ran.out
