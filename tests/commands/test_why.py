"""`mentorkit why` from end to end."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Ran, run, write, write_program

CIVIL, LEADERS = "programs/civil-service.yaml", "programs/emerging-leaders.yaml"
KEYS = ["mentee", "state", "mentor", "score", "reason", "pair", "loss", "moves", "alternatives", "change"]
RULES = """\
  criteria: [{kind: same, field: location, weight: 1}]
  never: [{rule: same, field: department, because: they share a boss}]
  must: [{rule: same, field: function}]
"""


def told(*args: str, cwd: Path = ROOT) -> dict[str, Any]:
    ran = run("why", *args, "--format", "json", cwd=cwd)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    assert [key for key in found if key in KEYS] == KEYS
    return found


def said(*args: str, cwd: Path = ROOT) -> str:
    ran = run("why", *args, cwd=cwd)
    assert ran.code == 0, ran.err
    return ran.out


def optimum(program: str, *args: str, cwd: Path = ROOT) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("match", program, *args, "--format", "json", cwd=cwd).out)
    return found


def test_a_mentee_with_a_mentor() -> None:
    found = told(CIVIL, "--mentee", "Calum Rennie")
    assert found["mentee"] == "calum.rennie@example.org"
    assert (found["state"], found["reason"], found["change"]) == ("qualified", None, None)
    assert (found["mentor"], found["score"]) == ("mwajuma.said@example.org", 55)
    assert found["pair"]["mentor"] == found["mentor"]
    assert sum(part["score"] for part in found["pair"]["parts"]) == found["score"]
    first = found["alternatives"][0]
    assert first == {"mentor": "xiulan.foo@example.org", "score": 70, "loss": {"matched": 0, "score": 0}}
    losses = [each["loss"]["score"] for each in found["alternatives"]]
    assert losses == sorted(losses) == [0, 40, 80, 80]


def test_the_pair_of_match_is_the_pair_of_why() -> None:
    pair = optimum(CIVIL)["pairs"][0]
    found = told(CIVIL, "--mentee", pair["mentee"])
    assert (found["mentor"], found["score"]) == (pair["mentor"], pair["score"])
    parts = [{key: part[key] for key in part if key != "score"} for part in found["pair"]["parts"]]
    assert parts == pair["parts"]


def test_a_mentee_without_a_place_and_what_would_help() -> None:
    found = told(CIVIL, "--mentee", "deepak.solanki@example.org")
    assert (found["mentor"], found["score"], found["reason"]) == (None, None, "places_full")
    change = found["change"]
    assert (change["kind"], change["mentor"], change["given"]) == (
        "place",
        *["gordon.tulloch@example.org"] * 2,
    )
    assert change["loss"] == {"matched": -1, "score": -55}
    move = {"mentee": found["mentee"], "from": None, "to": "gordon.tulloch@example.org"}
    assert change["moves"] == [move]
    out = said(CIVIL, "--mentee", "deepak.solanki@example.org")
    assert "The best single change: one more place with Gordon Tulloch" in out
    assert "3 mentors allowed; all places taken" in out


def test_every_table_of_moves_says_what_makes_people_move() -> None:
    out = said(CIVIL, "--mentee", "Ossian Blyth", "--mentor", "Gordon Tulloch")
    titles = [line for line in out.splitlines() if line.startswith("Who would have another mentor")]
    assert titles == [
        "Who would have another mentor with a lock on Gordon Tulloch (gordon.tulloch@example.org) (2)",
        (
            "Who would have another mentor with the best single change, "
            "level_gap waived with Éamon Tierney (eamon.tierney@example.org) (8)"
        ),
    ]


def test_a_waived_rule_that_moves_many() -> None:
    found = told(CIVIL, "--mentee", "Ossian Blyth")
    assert found["reason"] == "no_eligible_mentor"
    assert found["alternatives"] == []
    change = found["change"]
    assert (change["kind"], change["rule"]) == ("waive", "level_gap")
    assert change["loss"] == {"matched": 0, "score": -125}
    assert len(change["moves"]) == 8


def test_no_single_change_helps() -> None:
    found = told(LEADERS, "--mentee", "00035")
    assert (found["reason"], found["change"], found["alternatives"]) == ("no_eligible_mentor", None, [])
    assert "No single change" in said(LEADERS, "--mentee", "00035")


def test_a_forced_pair_is_what_a_lock_makes(tmp_path: Path) -> None:
    found = told(LEADERS, "--mentee", "00031", "--mentor", "Sunita Kulkarni")
    assert found["pair"]["allowed"]
    decisions = write(tmp_path / "decisions.csv", "mentee,mentor,decision\n00031,00014,lock\n")
    before, after = optimum(LEADERS), optimum(LEADERS, "--decisions", str(decisions))
    assert found["loss"]["matched"] == before["totals"]["matched"] - after["totals"]["matched"]
    lost = before["totals"]["score"] - after["totals"]["score"]
    assert found["loss"]["score"] == pytest.approx(lost, abs=1e-9)
    old, new = ({pair["mentee"]: pair["mentor"] for pair in each["pairs"]} for each in (before, after))
    expected = [
        {"mentee": mentee, "from": old.get(mentee), "to": new.get(mentee)}
        for mentee in sorted(old.keys() | new.keys())
        if old.get(mentee) != new.get(mentee)
    ]
    assert found["moves"] == expected
    assert len(expected) == 4


def test_every_rule_that_forbids_a_pair_is_named() -> None:
    args = CIVIL, "--mentee", "Fenella Croft", "--mentor", "Gordon Tulloch"
    found = told(*args)
    assert not found["pair"]["allowed"]
    assert found["pair"]["hurdles"] == [
        {"rule": "same organisation", "because": "the view from outside is the point"},
        {"rule": "level_gap", "because": "near enough to remember the job"},
    ]
    assert found["loss"] == {"matched": 1, "score": 115}
    assert found["alternatives"] == []
    assert "A lock with a waiver of same organisation, level_gap would match 1 fewer" in said(*args)


def test_a_mentor_who_does_not_qualify() -> None:
    found = told(LEADERS, "--mentee", "00031", "--mentor", "00020")
    hurdles = {each["rule"]: each["because"] for each in found["pair"]["hurdles"]}
    assert hurdles["qualification"].startswith("the mentor does not qualify: ")
    assert found["loss"] is not None
    assert {"mentee": "00031", "from": "00016", "to": "00020"} in found["moves"]


def test_a_mentee_who_does_not_qualify() -> None:
    found = told(LEADERS, "--mentee", "00045", "--mentor", "00014")
    assert (found["state"], found["reason"], found["pair"]) == ("not_yet", "not_eligible", None)
    assert found["alternatives"] == []
    assert "cannot be matched: is analyst" in said(LEADERS, "--mentee", "00045")


def test_the_chosen_pair_costs_nothing() -> None:
    found = told(LEADERS, "--mentee", "00031", "--mentor", "00016")
    assert found["loss"] == {"matched": 0, "score": 0}
    assert found["moves"] == []
    assert "It is the pair that was chosen." in said(LEADERS, "--mentee", "00031", "--mentor", "00016")


def test_a_lock_decides(tmp_path: Path) -> None:
    write_program(tmp_path)
    write(tmp_path / "d.csv", "mentee,mentor,decision\ne1,m2,lock\n")
    args = "program.yaml", "--mentee", "e1", "--decisions", "d.csv"
    found = told(*args, cwd=tmp_path)
    assert (found["mentor"], found["score"], found["locked"]) == ("m2", 0, True)
    # Without the lock all would be matched as well, and have the mentor of their place.
    assert found["alternatives"] == [{"mentor": "m1", "score": 100, "loss": {"matched": 0, "score": -200}}]
    assert "Cy Roe (e1) has Bo Ek (m2) by a decision, score 0." in said(*args, cwd=tmp_path)


def test_decisions_blanks_places_and_the_floor_are_named(tmp_path: Path) -> None:
    people = "id,location,department,function,capacity\n"
    mentors = f"{people}m1,Lyon,A,ops,0\nm2,Lyon,A,ops,1\nm3,Leeds,B,,1\n"
    write_program(
        tmp_path,
        mentors=mentors,
        mentees=f"{people}e1,Lyon,A,ops,\ne2,Lyon,B,ops,\n",
        matching=f"\n{RULES}  floor: 10\n",
    )
    write(tmp_path / "d.csv", "mentee,mentor,decision\ne1,m3,forbid\ne2,m2,lock\n")

    def hurdles(mentor: str) -> list[tuple[str, str]]:
        found = told(
            "program.yaml", "--mentee", "e1", "--mentor", mentor, "--decisions", "d.csv", cwd=tmp_path
        )
        return [(each["rule"], each["because"]) for each in found["pair"]["hurdles"]]

    assert hurdles("m1") == [
        ("same department", "they share a boss"),
        ("capacity", "the mentor has no places"),
    ]
    assert hurdles("m2") == [
        ("same department", "they share a boss"),
        ("capacity", "decisions have taken all places of the mentor"),
    ]
    assert hurdles("m3") == [
        ("decision", "a decision forbids the pair"),
        ("same function", "a cell is blank"),
        ("floor", "it scores 0, the floor is 10"),
    ]


def test_nobody_can_be_forced_on_themself(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location\ne1,Lyon\nm2,Lyon\n", mentees="id,location\ne1,Lyon\n")
    args = "program.yaml", "--mentee", "e1", "--mentor", "e1"
    found = told(*args, cwd=tmp_path)
    assert found["pair"]["hurdles"] == [{"rule": "oneself", "because": "nobody is paired with themself"}]
    assert (found["loss"], found["moves"]) == (None, [])
    assert "The pair cannot be forced." in said(*args, cwd=tmp_path)


def test_a_lower_floor_helps(tmp_path: Path) -> None:
    matching = "{floor: 50, criteria: [{kind: closeness, field: utc_offset, full: 0, none: 10, weight: 1}]}"
    write_program(
        tmp_path,
        mentors="id,utc_offset\nm1,9\nm2,-9\nm3,6\n",
        mentees="id,utc_offset\ne1,9\ne2,-2\n",
        matching=matching,
    )
    found = told("program.yaml", "--mentee", "e2", cwd=tmp_path)
    assert found["reason"] == "below_floor"
    change = found["change"]
    assert (change["kind"], change["floor"], change["given"]) == ("floor", 30, "m2")
    assert change["loss"] == {"matched": -1, "score": -30}


@pytest.mark.parametrize("optimise", ["highest_total", "fair", "fair_leximin", "stable"])
def test_every_policy_answers(tmp_path: Path, optimise: str) -> None:
    write_program(
        tmp_path,
        mentees="id,location\ne1,Lyon\ne2,Leeds\ne3,Lyon\n",
        matching=f"{{optimise: {optimise}, criteria: [{{kind: same, field: location, weight: 1}}]}}",
    )
    matched = {pair["mentee"] for pair in optimum("program.yaml", cwd=tmp_path)["pairs"]}
    (left,) = {"e1", "e2", "e3"} - matched
    found = told("program.yaml", "--mentee", left, cwd=tmp_path)
    assert found["change"]["kind"] == "place"
    assert found["change"]["loss"]["matched"] == -1
    assert len(found["alternatives"]) == 2
    words = "the stable set" if optimise == "stable" else "the best set of pairs"
    assert f"has no mentor in {words}" in said("program.yaml", "--mentee", left, cwd=tmp_path)


def test_csv_is_the_mentors_that_come_next_or_the_parts_of_the_pair() -> None:
    def rows(*args: str) -> list[dict[str, str]]:
        return list(csv.DictReader(run("why", *args, "--format", "csv", cwd=ROOT).out.splitlines()))

    following = rows(CIVIL, "--mentee", "Calum Rennie")
    assert list(following[0]) == ["mentor", "score", "matched", "loss"]
    assert following[0]["mentor"] == "xiulan.foo@example.org"
    parts = rows(CIVIL, "--mentee", "Calum Rennie", "--mentor", "Xiulan Foo")
    assert list(parts[0]) == ["mentor", "criterion", "weight", "value", "score", "sentence"]
    assert len(parts) == 3


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--mentee", "Ossian Blythe"], 'there is no mentee "Ossian Blythe"; did you mean "Ossian Blyth"?'),
        (["--mentee", "zzz"], 'there is no mentee "zzz"'),
        (["--mentee", "ossian"], "did you mean Ossian Blyth (ossian.blyth@example.org)?"),
        (["--mentee", "Ossian Blyth", "--mentor", "Gordon Tullock"], 'did you mean "Gordon Tulloch"?'),
    ],
)
def test_a_wrong_name_is_refused_with_a_suggestion(args: list[str], message: str) -> None:
    ran = run("why", CIVIL, *args, cwd=ROOT)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip().endswith(message)


def test_a_name_that_several_have_asks_for_the_id(tmp_path: Path) -> None:
    write_program(tmp_path, mentees="id,name,location\ne1,Cy Roe,Lyon\ne2,Cy Roe,Leeds\n")
    ran = run("why", "program.yaml", "--mentee", "cy roe", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.strip() == 'mentorkit: 2 mentees are called "cy roe"; name one by id: e1, e2'


def test_findings_and_fail_on(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location\nm1,Köln\n".encode("cp1252"))
    ran: Ran = run("why", "program.yaml", "--mentee", "e1", "--fail-on", "warning", cwd=tmp_path)
    assert ran.code == 1
    assert "MK801" in ran.err
    assert ran.out.startswith("Test: why Cy Roe (e1)\n")
