"""The review loop: a draft, decisions and what they cost, a run that keeps what nobody questioned."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from mentorkit.commands.match import match as match_command
from mentorkit.finding import CannotRun
from mentorkit.run import digest, written
from tests.commands.test_match_previous import verified
from tests.conftest import Ran, run, write, write_program

MENTORS = """\
id,name,location,site,team,capacity
m1,Ann Lee,Lyon,A,red,1
m2,Bo Ek,Leeds,A,blue,1
m3,Cy Yu,Oslo,B,red,2
m4,Dee Ito,Pune,B,blue,1
"""
MENTEES = """\
id,name,location,site,team
e1,Di Fox,Lyon,A,red
e2,Ed Poe,Leeds,A,red
e3,Flo Ray,Oslo,B,blue
e4,Gus Orr,Oslo,B,red
e5,Hal Im,Lyon,B,blue
e6,Ida Jo,Rome,C,blue
"""
MATCHING = (
    "{optimise: most_matched, never: [{rule: same, field: site, because: not two of one site}], "
    "criteria: [{kind: same, field: location, weight: 3}, {kind: same, field: team, weight: 1}]}"
)
COMMAND = typer.Typer()
COMMAND.command()(match_command)
HEADING = "mentee,mentor,decision,reason,by,waive\n"
LOCK = "e1,m1,lock,They began last year,Dana,same site\n"
FORBID = "e5,m1,forbid,One panel,Bo,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program of six mentees and four mentors with five places."""
    write_program(
        tmp_path,
        mentors=MENTORS,
        mentees=MENTEES,
        vocabulary="{fields: {site: text, team: text}}",
        matching=MATCHING,
    )
    return tmp_path


def match(
    folder: Path, decisions: str | None, *more: str, out: str | None = None
) -> tuple[Ran, dict[str, Any]]:
    if decisions is not None:
        write(folder / "decisions.csv", HEADING + decisions)
        more = ("--decisions", "decisions.csv", *more)
    more = (*more, "--out", out) if out else more
    with contextlib.chdir(folder):
        done = CliRunner().invoke(COMMAND, ["program.yaml", "--format", "json", *more])
    if isinstance(done.exception, CannotRun):
        return Ran(2, "", str(done.exception)), {}
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return Ran(done.exit_code, done.stdout, done.stderr), json.loads(done.stdout)


def totals(document: dict[str, Any]) -> dict[str, Any]:
    return {name: document["totals"][name] for name in ("matched", "score", "lowest")}


def pairs(document: dict[str, Any]) -> dict[str, str]:
    return {pair["mentee"]: pair["mentor"] for pair in document["pairs"]}


DECISIONS = [
    pytest.param([LOCK], id="a lock"),
    pytest.param([FORBID], id="a forbidden pair"),
    pytest.param([LOCK, FORBID, "e2,m2,lock,,,same site\n"], id="several"),
    pytest.param(
        ["e6,m3,lock,,,\n", "e5,m3,lock,,,same site\n", "e2,m3,forbid,,,\n"], id="all places of one"
    ),
    pytest.param(["e5,m1,lock,,,\n", "e1,m1,lock,,,capacity;same site\n"], id="a waived capacity"),
]


@pytest.mark.parametrize("optimise", ["most_matched", "fair", "stable"])
@pytest.mark.parametrize("rows", DECISIONS)
@pytest.mark.parametrize("following", [(), ("--previous", "draft")], ids=["alone", "after a draft"])
def test_each_cost_is_that_of_matching_again(
    rows: list[str], following: tuple[str, ...], optimise: str, folder: Path
) -> None:
    text = (folder / "program.yaml").read_text()
    write(folder / "program.yaml", text.replace("most_matched", optimise))
    match(folder, None, out="draft")
    ran, found = match(folder, "".join(rows), *following)
    if "no exact method" in ran.err:
        assert optimise != "most_matched"
        assert ran.code == 2
        return
    assert ran.code == 0, ran.err
    costs = found["decisions"]
    assert costs["after"] == totals(found)
    assert costs["before"] == totals(match(folder, None, *following)[1])
    for number, each in enumerate(costs["each"]):
        ran, alone = match(folder, "".join(rows[:number] + rows[number + 1 :]), *following, "--costs", "0")
        if ran.code == 2:
            assert each["note"] in ran.err
            continue
        assert each["without"] == totals(alone)
        assert each["gives_back"] == {
            "matched": alone["totals"]["matched"] - found["totals"]["matched"],
            "score": pytest.approx(alone["totals"]["score"] - found["totals"]["score"]),
        }


def test_with_moves_each_cost_is_that_of_matching_again(folder: Path) -> None:
    match(folder, "e5,m1,lock,,,\ne2,m3,lock,,,\n", out="draft")
    rows, following = ["e6,m1,lock,,,\n", "e2,m3,forbid,,,\n"], ("--previous", "draft", "--moves", "1")
    _, found = match(folder, "".join(rows), *following)
    for number, each in enumerate(found["decisions"]["each"]):
        _, alone = match(folder, "".join(rows[:number] + rows[number + 1 :]), *following)
        assert each["without"] == totals(alone)
    assert found["decisions"]["before"] == totals(match(folder, None, *following)[1])


def test_what_the_decisions_cost_is_a_table_and_a_file(folder: Path) -> None:
    write(folder / "decisions.csv", HEADING + LOCK + FORBID)
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--out", "run", cwd=folder)
    assert ran.code == 0, ran.err
    assert "What the decisions cost" in ran.out
    assert "2 decisions: 5 matched and a total of 175.0 without them, 4 and 175.0 with them." in ran.out
    rows = list(csv.DictReader(io.StringIO((folder / "run" / "decisions.csv").read_text("utf-8-sig"))))
    assert [(row["left_out"], row["decision"], row["mentee"], row["waived"]) for row in rows] == [
        ("every decision", "", "", ""),
        ("nothing", "", "", ""),
        ("this decision", "lock", "e1", "same site"),
        ("this decision", "forbid", "e5", ""),
    ]
    assert rows[2]["reason"] == "They began last year"
    assert verified(folder, "run") == []
    # The file is itself one of decisions, and gives the same run again.
    ran = run("match", "program.yaml", "--decisions", "run/decisions.csv", "--out", "again", cwd=folder)
    assert ran.code == 0, ran.err
    assert (folder / "again" / "decisions.csv").read_bytes() == (
        folder / "run" / "decisions.csv"
    ).read_bytes()


@pytest.mark.parametrize(
    ("asked", "tried", "said"),
    [
        (0, 0, "What 2 decisions cost is not known: not tried alone."),
        (1, 1, "The first 1 of 2 decisions were tried alone; --costs 2 tries all."),
        (2, 2, ""),
    ],
)
def test_only_the_first_are_tried(asked: int, tried: int, said: str, folder: Path) -> None:
    ran, found = match(folder, LOCK + FORBID, "--costs", str(asked), out="run")
    assert sum(each["without"] is not None for each in found["decisions"]["each"]) == tried
    assert len(found["decisions"]["each"]) == 2
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--costs", str(asked), cwd=folder)
    assert said in ran.out
    assert verified(folder, "run") == []


@pytest.mark.parametrize("reason", ["=1+1", "<script>", "[red]no[/red]", '"a ""quote"""', "مرحبا", "@all"])
def test_a_reason_shows_as_text(reason: str, folder: Path) -> None:
    ran, found = match(folder, f"e5,m1,forbid,{reason},{reason},\n", out="run")
    assert ran.code == 0, ran.err
    said = found["decisions"]["each"][0]["reason"]
    assert said == next(csv.reader([reason]))[0]
    rows = list(csv.DictReader(io.StringIO((folder / "run" / "decisions.csv").read_text("utf-8-sig"))))
    assert rows[2]["reason"] == (f"'{said}" if said[0] in "=@" else said)
    assert verified(folder, "run") == []


def test_without_decisions_nothing_is_said_of_them(folder: Path) -> None:
    ran, found = match(folder, None, out="run")
    assert "decisions" not in found
    assert not (folder / "run" / "decisions.csv").exists()
    ran, found = match(folder, "e1,m1,,,,\n")
    assert ran.code == 0
    assert "decisions" not in found


@pytest.mark.parametrize(
    ("decisions", "changes", "detail"),
    [
        pytest.param(
            "e2,m1,lock,,,same site\n",
            [("ended", "e2", "m3", "locked"), ("ended", "e5", "m1", "no_place")],
            "decisions give the places of the mentor to Ed Poe (e2)",
            id="a lock takes the place of a kept pair",
        ),
        pytest.param(
            "e5,m1,forbid,,,\n", [("ended", "e5", "m1", "forbidden")], "a decision forbids it", id="a forbid"
        ),
        pytest.param(
            "e5,m4,lock,,,same site\n",
            [("ended", "e5", "m1", "locked"), ("ended", "e6", "m4", "no_place")],
            "decisions give the places of the mentor to Hal Im (e5)",
            id="a kept mentee is locked elsewhere",
        ),
        pytest.param(
            "e6,m3,lock,,,\n",
            [("ended", "e6", "m4", "locked"), ("moved", "e1", "m3", "fewer_places")],
            "the mentor has fewer places than living pairs, since decisions give Ida Jo (e6) to them",
            id="one of two places is taken",
        ),
    ],
)
def test_decisions_change_what_they_are_about(
    decisions: str, changes: list[tuple[str, ...]], detail: str, folder: Path
) -> None:
    _, draft = match(folder, "e5,m1,lock,,,\ne1,m3,lock,,,\ne2,m3,lock,,,\ne6,m4,lock,,,\n", out="draft")
    ran, found = match(folder, decisions, "--previous", "draft", out="two")
    assert ran.code == 0, ran.err
    told: dict[tuple[str, ...], str] = {
        (each["change"], each["mentee"], each["before"], each["reason"]): each["detail"]
        for each in found["previous"]["changes"]
        if each["change"] in ("ended", "moved")
    }
    assert sorted(told) == sorted(changes)
    assert told[changes[-1]] == detail
    # Everybody else has the mentor of the draft, and the mentee of a lock theirs.
    gone = {mentee for _, mentee, *_ in changes}
    before, now = pairs(draft), pairs(found)
    assert {e: m for e, m in before.items() if e not in gone} == {e: now[e] for e in before if e not in gone}
    mentee, mentor, word, *_ = decisions.split(",")
    assert (now.get(mentee) == mentor) is (word == "lock")
    assert verified(folder, "two") == []


def test_a_fair_program_asks_who_should_go(folder: Path) -> None:
    text = (folder / "program.yaml").read_text()
    write(folder / "program.yaml", text.replace("most_matched", "fair"))
    match(folder, "e1,m3,lock,,,\ne2,m3,lock,,,\n", out="draft")
    ran, _ = match(folder, "e6,m3,lock,,,\n", "--previous", "draft")
    assert ran.code == 2
    assert "there is 1 place of m3 for e1, e2: forbid by a decision who should go" in ran.err
    ran, found = match(folder, "e6,m3,lock,,,\ne2,m3,forbid,,,\n", "--previous", "draft")
    assert ran.code == 0, ran.err
    assert (pairs(found)["e1"], pairs(found)["e6"]) == ("m3", "m3")
    # Leaving the forbid alone out cannot be solved, and that is said.
    assert "no exact method" in found["decisions"]["each"][1]["note"]


def lie(document: dict[str, Any], what: str) -> None:
    said = document["decisions"]
    match what:
        case "a decision left out":
            said["each"].pop()
        case "a decision invented":
            said["each"].append(said["each"][0] | {"mentee": "e2"})
        case "another reason":
            said["each"][0]["reason"] = "Nobody asked"
        case "another decider":
            said["each"][0]["by"] = "Bo"
        case "a waiver hidden":
            said["each"][0]["waived"] = []
        case "another total":
            said["after"]["score"] += 1
        case "another difference":
            said["each"][0]["gives_back"]["score"] += 1
        case "a difference of nothing":
            said["each"][0]["without"] = None


@pytest.mark.parametrize(
    "what",
    [
        "a decision left out",
        "a decision invented",
        "another reason",
        "another decider",
        "a waiver hidden",
        "another total",
        "another difference",
        "a difference of nothing",
    ],
)
def test_verify_finds_decisions_that_are_not_so(what: str, folder: Path) -> None:
    match(folder, LOCK + FORBID, out="run")
    path = folder / "run" / "run.json"
    document = json.loads(path.read_bytes())
    document.pop("sha256")
    before = json.dumps(document)
    lie(document, what)
    assert json.dumps(document) != before
    document["sha256"] = digest(written(document))
    write(path, written(document))
    assert any("decisions: " in each for each in verified(folder, "run"))
