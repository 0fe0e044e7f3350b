"""`mentorkit diff RUN1 RUN2`: who has another mentor, and what the runs were made from."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mentorkit.diff.runs import Figure, MenteeChange, RunDifference, Someone
from mentorkit.diff.runs_report import text
from mentorkit.run import digest, written
from tests.conftest import Ran, run, write, write_program

MENTORS = "id,name,location\nm1,Ann Lee,Lyon\nm2,Bo Ek,Leeds\nm3,Cy Yu,Oslo\n"
MENTEES = "id,name,location\ne1,Di Fox,Lyon\ne2,Ed Poe,Leeds\ne3,Flo Ray,Rome\n"
SECTIONS = {
    "matching": "{criteria: [{kind: same, field: location, weight: 1}]}",
    "expect": "{matched: 90%, lowest_score: 0}",
}
DECISIONS = "mentee,mentor,decision,reason,by,waive\n"


def matched(folder: Path, out: str, *more: str) -> None:
    ran = run("match", "program.yaml", "--out", out, *more, cwd=folder)
    assert ran.code in (0, 1), ran.err
    assert (folder / out / "run.json").exists(), ran.err


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft, and a run after it: another mentee, one who left, a lock and a forbidden pair."""
    folder = tmp_path_factory.mktemp("runs")
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **SECTIONS)
    matched(folder, "draft")
    write(folder / "decisions.csv", f"{DECISIONS}e2,m1,lock,They asked,Dana,\ne1,m3,forbid,,,\n")
    write(folder / "mentees.csv", MENTEES.replace("e3,Flo Ray,Rome", "e4,Gus Orr,Oslo"))
    matched(folder, "final", "--decisions", "decisions.csv")
    return folder


@pytest.fixture
def folder(two_runs: Path, tmp_path: Path) -> Path:
    """A copy of both to change."""
    return Path(shutil.copytree(two_runs, tmp_path / "work"))


def diff(folder: Path, *arguments: str) -> Ran:
    return run("diff", *arguments, cwd=folder)


def document(folder: Path, *arguments: str) -> dict[str, Any]:
    ran = diff(folder, *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def changes(found: dict[str, Any]) -> list[tuple[str | None, ...]]:
    return [
        (each["kind"], each["mentee"]["id"], *(each[side] and each[side]["id"] for side in ("before", "now")))
        for each in found["mentees"]
    ]


def test_everything_that_differs(folder: Path) -> None:
    found = document(folder, "draft", "final")
    assert found["changed"]
    assert found["totals"] == {"same": 0, "other_mentor": 2, "matched": 1, "unmatched": 1, "rescored": 0}
    assert changes(found) == [
        ("other_mentor", "e1", "m1", "m2"),
        ("other_mentor", "e2", "m2", "m1"),
        ("matched", "e4", None, "m3"),
        ("unmatched", "e3", "m3", None),
    ]
    by_mentee = {each["mentee"]["id"]: each for each in found["mentees"]}
    assert by_mentee["e4"]["reason"] == "before: not in the earlier run"
    assert by_mentee["e3"]["reason"] == "not in the roster any more"
    assert by_mentee["e3"]["mentee"]["name"] == "Flo Ray"
    assert (by_mentee["e1"]["score_before"], by_mentee["e1"]["score_now"]) == (100.0, 0.0)
    assert found["figures"]["score"] == {"old": 200.0, "new": 100.0}
    assert found["figures"]["approved"] == {"old": "no", "new": "no"}
    assert [(each["kind"], each["decision"], each["mentee"]["id"]) for each in found["decisions"]] == [
        ("added", "lock", "e2"),
        ("added", "forbid", "e1"),
    ]
    assert [(each["kind"], each["role"]) for each in found["inputs"]] == [
        ("changed", "mentees"),
        ("added", "decisions"),
    ]
    # The other way round, everything is turned.
    back = document(folder, "final", "draft")
    assert back["totals"] == {"same": 0, "other_mentor": 2, "matched": 1, "unmatched": 1, "rescored": 0}
    assert {each["kind"] for each in back["decisions"]} == {"removed"}
    assert [(each["kind"], each["role"]) for each in back["inputs"]] == [
        ("changed", "mentees"),
        ("removed", "decisions"),
    ]


def test_as_text(folder: Path) -> None:
    ran = diff(folder, "draft/run.json", "final")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[:3] == [
        "Test",
        "draft/run.json → final",
        "0 pairs as before, 2 another mentor, 1 newly matched, 1 no longer matched",
    ]
    assert "  total score             200.0 → 100.0" in lines
    assert "  policy                  most_matched" in lines
    assert "  another mentor     Di Fox (e1): Ann Lee (m1) 100.0 → Bo Ek (m2) 0.0" in lines
    assert "  added              lock Ed Poe (e2) with Ann Lee (m1)" in lines
    assert "  changed            mentees: mentees.csv" in lines


def test_as_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(diff(folder, "draft", "final", "--format", "csv").out)))
    assert [(row["change"], row["mentee"], row["before"], row["mentor_name"]) for row in rows] == [
        ("other_mentor", "e1", "m1", "Bo Ek"),
        ("other_mentor", "e2", "m2", "Ann Lee"),
        ("matched", "e4", "", "Cy Yu"),
        ("unmatched", "e3", "m3", ""),
    ]


def test_as_markdown(folder: Path) -> None:
    out = diff(folder, "draft", "final", "--format", "markdown").out
    assert out.startswith("## Runs of Test\n")
    assert "| matched | 3 of 3" not in out
    assert "| **another mentor** | Di Fox (e1): Ann Lee (m1) 100.0 → Bo Ek (m2) 0.0 |  |" in out


@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv"])
def test_the_exit_code_says_whether_anything_differs(form: str, folder: Path) -> None:
    assert diff(folder, "draft", "draft", "--exit-code", "--format", form).code == 0
    assert diff(folder, "draft", "final", "--exit-code", "--format", form).code == 1
    assert diff(folder, "draft", "final", "--format", form).code == 0


def test_an_approval_is_shown_and_is_no_difference(folder: Path) -> None:
    shutil.copytree(folder / "draft", folder / "signed")
    assert run("approve", "signed", "--by", "Dana", "--date", "2027-01-05", cwd=folder).code == 0
    ran = diff(folder, "draft", "signed", "--exit-code")
    assert ran.code == 0
    assert "3 pairs: nothing differs" in ran.out
    assert "approved                no → approved by Dana on 2027-01-05" in ran.out


def test_a_changed_program_is_compared_where_both_are_still_there(folder: Path) -> None:
    write_program(folder, mentors=MENTORS, mentees=MENTEES, **SECTIONS)
    shutil.copyfile(folder / "program.yaml", folder / "other.yaml")
    text = (folder / "other.yaml").read_text()
    write(folder / "other.yaml", text.replace("{criteria", "{floor: 20, criteria"))
    run("match", "other.yaml", "--out", "floored", cwd=folder)
    found = document(folder, "draft", "floored")
    assert [each["sentence"] for each in found["program_changes"]] == ["floor: 0 → 20"]
    assert changes(found) == [("unmatched", "e3", "m3", None)]
    assert "Program: 1 change: 1 tightened" in diff(folder, "draft", "floored").out
    # Once the old one is changed, nobody knows what it said.
    write(folder / "program.yaml", (folder / "other.yaml").read_text())
    matched(folder, "again")
    found = document(folder, "draft", "again")
    assert found["program_changes"] == []
    assert any("the program of draft is not there any more as it was" in note for note in found["notes"])


def test_the_same_input_at_another_place_has_moved(folder: Path) -> None:
    shutil.copyfile(folder / "mentors.csv", folder / "here.csv")
    write(folder / "mentees.csv", MENTEES)
    matched(folder, "moved", "--mentors", "here.csv")
    found = document(folder, "draft", "moved")
    assert found["inputs"] == [
        {"kind": "moved", "role": "mentors", "path": "here.csv", "formerly": "mentors.csv"}
    ]
    assert found["mentees"] == []


def test_a_score_that_changed_is_listed(folder: Path) -> None:
    write(folder / "mentees.csv", MENTEES.replace("Rome", "Oslo"))
    matched(folder, "moved")
    found = document(folder, "draft", "moved")
    assert changes(found) == [("rescored", "e3", "m3", "m3")]
    assert found["totals"]["same"] == 3
    assert "  another score      Flo Ray (e3): Cy Yu (m3) 0.0 → 100.0" in diff(folder, "draft", "moved").out


@pytest.mark.parametrize(
    ("score", "listed", "told"),
    [
        pytest.param(49.9999, "", "1 score differs by less than 0.05 (not listed)", id="rounding"),
        pytest.param(50.04, "", "1 score differs by less than 0.05 (not listed)", id="below the bound"),
        pytest.param(50.05, "50.00 → 50.05", "1 another score", id="at the bound"),
        pytest.param(51.0, "50.0 → 51.0", "1 another score", id="another score"),
    ],
)
def test_what_rounding_makes_is_counted_and_not_listed(score: float, listed: str, told: str) -> None:
    who = Someone("e1", "Flo Ray"), Someone("m1", "Cy Yu")
    change = MenteeChange("rescored", who[0], who[1], who[1], 50.0, score)
    figure = Figure("score", 50.0, 49.9999)
    said = text(RunDifference("P", "a", "b", (change,), 1, (figure,), (), (), ()))
    assert f"1 pair as before, {told}\n" in said
    assert ("Mentees" in said) is bool(listed)
    assert listed in said
    assert "50.0 → 50.0\n" not in said


def test_a_promise_that_is_broken_now(folder: Path) -> None:
    write(folder / "mentors.csv", MENTORS.replace("m3,Cy Yu,Oslo\n", ""))
    write(folder / "mentees.csv", MENTEES)
    matched(folder, "fewer")
    found = document(folder, "draft", "fewer")
    promise = next(each for each in found["promises"] if each["promise"] == "matched")
    assert (promise["old"]["kept"], promise["new"]["kept"]) == (True, False)
    assert (
        "matched            kept (90%, got 100%) → broken (90%, got 66.66%)"
        in diff(folder, "draft", "fewer").out
    )


def test_a_run_changed_by_hand_is_compared_with_a_note(folder: Path) -> None:
    path = folder / "final" / "run.json"
    write(path, path.read_text().replace('"matched": 3', '"matched": 2'))
    found = document(folder, "draft", "final")
    assert found["notes"][0].startswith("final is not what was written: its own hash does not fit")


def test_runs_without_a_list_of_decisions_are_compared_by_their_locks(folder: Path) -> None:
    path = folder / "final" / "run.json"
    record = json.loads(path.read_bytes())
    record.pop("sha256")
    del record["decisions"]
    write(path, written(record | {"sha256": digest(written(record))}))
    found = document(folder, "draft", "final")
    assert [(each["kind"], each["decision"], each["mentee"]["id"]) for each in found["decisions"]] == [
        ("added", "lock", "e2")
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("draft", "program.yaml"),
            "draft is a run and program.yaml is not; compare two programs or two runs",
        ),
        (
            ("program.yaml", "draft"),
            "draft is a run and program.yaml is not; compare two programs or two runs",
        ),
        (("draft", "nowhere.json"), "there is no run at nowhere.json"),
        (("draft", "final", "--rosters"), "--rosters is about programs; two runs are compared as they are"),
        (("draft", "final", "--mentees", "x.csv"), "--mentees is about programs"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_compared(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    ran = diff(folder, *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_two_programs_as_csv(folder: Path) -> None:
    text = (folder / "program.yaml").read_text()
    write(folder / "other.yaml", text.replace("{criteria", "{floor: 20, criteria").replace("90%", "80%"))
    rows = list(
        csv.DictReader(io.StringIO(diff(folder, "program.yaml", "other.yaml", "--format", "csv").out))
    )
    assert [(row["change"], row["subject"], row["old"], row["new"]) for row in rows] == [
        ("tightened", "floor", "0", "20"),
        ("changed", "matched", "90%", "80%"),
    ]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "[red]Ann[/red]", "=1+1", "مرحبا | b"])
def test_names_show_as_text(name: str, folder: Path) -> None:
    write(folder / "mentors.csv", MENTORS.replace("Ann Lee", f'"{name}"'))
    matched(folder, "named", "--decisions", "decisions.csv")
    assert name in diff(folder, "draft", "named").out
    rows = diff(folder, "draft", "named", "--format", "csv").out
    assert "\n=1+1" not in rows.replace(",", "\n")
    assert "<script>" not in diff(folder, "draft", "named", "--format", "markdown").out
