"""`match --previous`: living pairs go on, broken ones are replaced, and as few move as allowed."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mentorkit.finding import has_errors
from mentorkit.run import digest, written
from tests.conftest import Ran, run, write, write_program
from tests.filled_in import column, sheets
from tests.verify.folder import checked

MENTORS = "id,name,location,capacity\nm1,Ann Lee,Lyon,1\nm2,Bo Ek,Leeds,1\nm3,Cy Yu,Oslo,1\n"
MENTEES = "id,name,location\ne1,Di Fox,Lyon\ne2,Ed Poe,Leeds\ne3,Flo Ray,Oslo\ne4,Gus Orr,Lyon\n"
LOG = "mentee,mentor,date,status,reason\n"


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program and its first run: e1 with m1, e2 with m2, e3 with m3, and nobody for e4."""
    return begun(tmp_path_factory.mktemp("first"), "e1,m1,lock\n")


@pytest.fixture(scope="module")
def swapped_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first run that sits badly with the rosters: e1 with m2, and e2 with m1."""
    return begun(tmp_path_factory.mktemp("swapped"), "e1,m2,lock\ne2,m1,lock\ne3,m3,lock\n")


def begun(folder: Path, decisions: str, **rosters: str) -> Path:
    write_program(folder, **{"mentors": MENTORS, "mentees": MENTEES, **rosters})
    write(folder / "decisions.csv", f"mentee,mentor,decision\n{decisions}")
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--out", "one", cwd=folder)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def first(first_run: Path, tmp_path: Path) -> Path:
    """A copy of the first run to change."""
    return Path(shutil.copytree(first_run, tmp_path / "work"))


@pytest.fixture
def swapped(swapped_run: Path, tmp_path: Path) -> Path:
    """A copy of the run that sits badly."""
    return Path(shutil.copytree(swapped_run, tmp_path / "work"))


def verified(folder: Path, run_folder: str = "two") -> list[str]:
    """The errors that `verify` finds, read where the command runs."""
    with contextlib.chdir(folder):
        return [f"{each.code} {each.message}" for each in checked(run_folder).findings if has_errors([each])]


def follow(folder: Path, *more: str, out: str = "two") -> tuple[Ran, dict[str, Any]]:
    ran = run(
        "match", "program.yaml", "--previous", "one", "--out", out, "--format", "json", *more, cwd=folder
    )
    return ran, json.loads(ran.out) if ran.out else {}


def changes(document: dict[str, Any]) -> list[tuple[str | None, ...]]:
    keys = ("change", "mentee", "mentor", "before", "reason")
    return sorted(tuple(each[key] for key in keys) for each in document["previous"]["changes"])


def kept(*but: str) -> list[tuple[str | None, ...]]:
    pairs = {"e1": "m1", "e2": "m2", "e3": "m3"}
    return [("kept", mentee, mentor, mentor, None) for mentee, mentor in pairs.items() if mentee not in but]


def test_everything_lives_on(first: Path) -> None:
    ran, found = follow(first)
    assert ran.code == 0, ran.err
    assert changes(found) == kept()
    assert all(pair["kept"] and "locked" not in pair for pair in found["pairs"])
    assert {key: found["previous"][key] for key in ("moves", "living", "keep")} == {
        "moves": 0,
        "living": 3,
        "keep": 3,
    }
    assert found["proven"]
    record = next(each for each in found["inputs"] if each["role"] == "previous")
    assert record["path"] == "one/run.json"
    ran = run("verify", "two", cwd=first)
    assert ran.code == 0, ran.out + ran.err
    assert "previous run" in ran.out


@pytest.mark.parametrize(
    ("change", "arguments", "ended"),
    [
        pytest.param(
            {"log.csv": f"{LOG}e2,m2,2027-03-01,ended,no time\n"},
            ["--meetings", "log.csv"],
            ("ended", "e2", "m2", "ended", "ended on 2027-03-01: no time"),
            id="ended",
        ),
        pytest.param(
            {"log.csv": f"{LOG}Ed Poe,Bo Ek,2027-03-01,finished,\n"},
            ["--meetings", "log.csv"],
            ("ended", "e2", "m2", "finished", "finished on 2027-03-01"),
            id="finished, by name",
        ),
        pytest.param(
            {"mentees.csv": MENTEES.replace("e2,Ed Poe,Leeds\n", "")},
            [],
            ("ended", "e2", "m2", "mentee_left", "the mentee is not in the roster of mentees any more"),
            id="the mentee left",
        ),
        pytest.param(
            {"mentors.csv": MENTORS.replace("m2,Bo Ek,Leeds,1\n", "")},
            [],
            ("ended", "e2", "m2", "mentor_left", "the mentor is not in the roster of mentors any more"),
            id="the mentor left",
        ),
        pytest.param(
            {"mentors.csv": MENTORS.replace("Leeds,1", "Leeds,0")},
            [],
            (
                "ended",
                "e2",
                "m2",
                "no_place",
                "the mentor has no places any more",
            ),
            id="no place any more",
        ),
        pytest.param(
            {"forbid.csv": "mentee,mentor,decision\ne2,m2,forbid\n"},
            ["--decisions", "forbid.csv"],
            ("ended", "e2", "m2", "forbidden", "a decision forbids it"),
            id="forbidden",
        ),
        pytest.param(
            {"lock.csv": "mentee,mentor,decision,waive\ne2,m3,lock,capacity\n"},
            ["--decisions", "lock.csv"],
            ("ended", "e2", "m2", "locked", "a decision locks the mentee to somebody else"),
            id="locked to somebody else",
        ),
        pytest.param(
            {"mentors.csv": MENTORS.replace("Leeds", "Rome")},
            ["--floor"],
            ("ended", "e2", "m2", "below_floor", "the score is 0, the floor 50"),
            id="below the floor",
        ),
        pytest.param(
            {},
            ["--never"],
            ("ended", "e2", "m2", "rule", "it breaks same location: not two of one place"),
            id="a rule of today",
        ),
        pytest.param(
            {},
            ["--require"],
            (
                "ended",
                "e2",
                "m2",
                "not_eligible",
                "the mentee may not be matched: location Leeds; one of Lyon, Oslo needed",
            ),
            id="not eligible any more",
        ),
    ],
)
def test_a_pair_ends_for_a_reason(
    change: dict[str, str], arguments: list[str], ended: tuple[str, ...], first: Path
) -> None:
    for name, text in change.items():
        write(first / name, text)
    sections = {
        "--floor": {"matching": "{floor: 50, criteria: [{kind: same, field: location, weight: 1}]}"},
        "--never": {
            "matching": "{never: [{rule: same, field: location, because: not two of one place}], "
            "criteria: [{kind: same, field: location, weight: 1}]}"
        },
        "--require": {
            "qualification": "{mentees: {require: [{rule: one_of, field: location, values: [Lyon, Oslo]}]}}"
        },
    }
    changed = next((sections[each] for each in arguments if each in sections), None)
    if changed:
        mentors, mentees = ((first / f"{role}.csv").read_text() for role in ("mentors", "mentees"))
        write_program(first, mentors=mentors, mentees=mentees, **changed)
    ran, found = follow(first, *(each for each in arguments if each not in sections))
    assert ran.code == 0, ran.err
    told = [each for each in found["previous"]["changes"] if each["mentee"] == ended[1]]
    assert [(e["change"], e["mentee"], e["before"], e["reason"], e["detail"]) for e in told] == [ended]
    assert not any((pair["mentee"], pair["mentor"]) == ("e2", "m2") for pair in found["pairs"])
    assert verified(first) == []


def test_two_who_ended_are_never_paired_again(first: Path) -> None:
    write(first / "log.csv", f"{LOG}e2,m2,2027-03-01,ended,\n")
    ran, found = follow(first, "--meetings", "log.csv")
    assert ran.code == 0, ran.err
    assert ("e2", "m2") not in {(pair["mentee"], pair["mentor"]) for pair in found["pairs"]}
    assert found["previous"]["apart"] == [["e2", "m2"]]
    assert ("new", "e4", "m2", None, None) in changes(found)
    # Nor in the run after that, whose log does not speak of it any more.
    ran = run("match", "program.yaml", "--previous", "two", "--out", "three", "--format", "json", cwd=first)
    third = json.loads(ran.out)
    assert third["previous"]["apart"] == [["e2", "m2"]]
    assert ("e2", "m2") not in {(pair["mentee"], pair["mentor"]) for pair in third["pairs"]}
    gap = next(each for each in third["unmatched"] if each["mentee"] == "e2")
    assert "1 closed since the pair has ended" in gap["detail"]
    assert verified(first, "three") == []


def test_decisions_of_the_previous_run_are_missed(first: Path) -> None:
    without = run("match", "program.yaml", "--previous", "one", cwd=first)
    assert "MK908 the run was made with the decisions of decisions.csv, and none are given now" in without.err
    given = run("match", "program.yaml", "--previous", "one", "--decisions", "decisions.csv", cwd=first)
    assert "MK908" not in given.err


def test_a_lock_does_not_bring_back_two_who_ended(first: Path) -> None:
    write(first / "log.csv", f"{LOG}e2,m2,2027-03-01,ended,\n")
    write(first / "lock.csv", "mentee,mentor,decision\ne2,m2,lock\n")
    ran, _ = follow(first, "--meetings", "log.csv", "--decisions", "lock.csv")
    assert ran.code == 1
    assert (
        "lock.csv:2:3: error MK906 the lock brings two together whose pair has ended on 2027-03-01" in ran.err
    )
    assert not (first / "two").exists()


def test_the_program_s_own_log_is_read(first: Path) -> None:
    write(first / "log.csv", f"{LOG}e2,m2,2027-03-01,ended,\n")
    write_program(first, mentors=MENTORS, mentees=MENTEES, progress="{meetings: {file: log.csv}}")
    ran, found = follow(first)
    assert ran.code == 0, ran.err
    assert ("ended", "e2", None, "m2", "ended") in changes(found)
    assert verified(first, "two") == []
    write(first / "log.csv", LOG)
    assert verified(first, "two") != []


@pytest.mark.parametrize(
    ("moves", "moved", "total"),
    [(0, 0, 100.0), (1, 1, 200.0), (2, 2, 300.0), (9, 2, 300.0)],
)
def test_as_many_move_as_is_worth_it(moves: int, moved: int, total: float, swapped: Path) -> None:
    ran, found = follow(swapped, "--moves", str(moves))
    assert ran.code == 0, ran.err
    assert sum(each["change"] == "moved" for each in found["previous"]["changes"]) == moved
    assert found["totals"]["score"] == total
    assert found["proven"]
    assert verified(swapped) == []


def test_where_prices_leave_a_gap_the_bound_is_said(tmp_path: Path) -> None:
    """Two may only swap: with one move nothing can be gained, and prices cannot prove that alone."""
    begun(
        tmp_path,
        "e1,m2,lock\ne2,m1,lock\ne3,m3,lock\n",
        mentees="id,location\ne1,Lyon\ne2,Leeds\ne3,Oslo\n",
    )
    ran, found = follow(tmp_path, "--moves", "1")
    assert ran.code == 0, ran.err
    assert (found["proven"], found["searched"], found["totals"]["score"]) == (False, True, 100.0)
    (total,) = (each for each in found["certificates"] if each["aim"] == "total")
    assert total["bound"] == 200.0
    ran = run("match", "program.yaml", "--previous", "one", "--moves", "1", cwd=tmp_path)
    assert "Searched to the end: among the sets that keep enough living pairs, no set of pairs" in ran.out
    assert "By prices alone, which verify checks, the total could be at most 100.0 % higher." in ran.out
    assert verified(tmp_path, "two") == []


def test_a_mentor_with_fewer_places_keeps_the_better_pair(tmp_path: Path) -> None:
    mentors = "id,location,capacity\nm1,Lyon,2\nm2,Leeds,1\n"
    begun(tmp_path, "e1,m1,lock\ne2,m1,lock\n", mentors=mentors, mentees="id,location\ne1,Lyon\ne2,Leeds\n")
    write(tmp_path / "mentors.csv", mentors.replace("Lyon,2", "Lyon,1"))
    ran, found = follow(tmp_path)
    assert ran.code == 0, ran.err
    assert ("kept", "e1", "m1", "m1", None) in changes(found)
    assert ("moved", "e2", "m2", "m1", "fewer_places") in changes(found)
    assert found["proven"]
    assert verified(tmp_path, "two") == []
    fair = "{optimise: fair, criteria: [{kind: same, field: location, weight: 1}]}"
    write_program(tmp_path, mentors=mentors.replace("Lyon,2", "Lyon,1"), mentees=MENTEES, matching=fair)
    ran, _ = follow(tmp_path, out="three")
    assert ran.code == 2
    assert "optimise: fair has no exact method that also chooses which living pairs are kept" in ran.err


@pytest.mark.parametrize("optimise", ["fair", "fair_leximin", "stable", "highest_total"])
def test_every_policy_keeps_living_pairs(optimise: str, first: Path) -> None:
    matching = f"{{optimise: {optimise}, criteria: [{{kind: same, field: location, weight: 1}}]}}"
    mentors = MENTORS + "m4,Dee Ito,Lyon,1\n"
    write_program(first, mentors=mentors, mentees=MENTEES, matching=matching)
    ran, found = follow(first)
    assert ran.code == 0, ran.err
    assert changes(found) == [*kept(), ("new", "e4", "m4", None, None)]
    assert verified(first, "two") == []


@pytest.mark.parametrize("moves", ["0", "1"])
def test_living_pairs_stay_in_the_pool(moves: str, first: Path) -> None:
    """The pool of today would take one mentee; those who have a mentor are in whatever it says."""
    mentees = MENTEES + "e5,Hal Orr,Rome\n"
    pool = "{mentees: {rank_by: [{kind: availability, field: hours, none: 0, full: 4, weight: 1}], size: 1}}"
    mentees = "".join(
        f"{row},{hours}\n" for row, hours in zip(mentees.splitlines(), ["hours", 0, 0, 0, 4, 4], strict=True)
    )
    write_program(first, mentors=MENTORS, mentees=mentees, pool=pool, vocabulary="{fields: {hours: number}}")
    ran, found = follow(first, "--moves", moves)
    assert ran.code == 0, ran.err
    assert {pair["mentee"] for pair in found["pairs"]} == {"e1", "e2", "e3"}
    assert any("by pairs that live on" in each["detail"] for each in found["unmatched"])
    shown = run("match", "program.yaml", "--previous", "one", cwd=first).out
    assert " not in the pool " in shown
    assert "not_in_pool" not in shown
    assert verified(first) == []


def test_whoever_waits_is_told_that_others_stay(first: Path) -> None:
    """One place is free beside the three of those who have a mentor, who all have fewer points."""
    mentees = MENTEES + "e5,Hal Orr,Rome\n"
    pool = "{mentees: {rank_by: [{kind: availability, field: hours, none: 0, full: 4, weight: 1}], size: 4}}"
    mentees = "".join(
        f"{row},{hours}\n" for row, hours in zip(mentees.splitlines(), ["hours", 0, 0, 0, 4, 2], strict=True)
    )
    write_program(first, mentors=MENTORS, mentees=mentees, pool=pool, vocabulary="{fields: {hours: number}}")
    _, found = follow(first)
    waits = [each["detail"] for each in found["unmatched"] if each["reason"] == "not_in_pool"]
    assert len(waits) == 1
    assert "all 4 places are taken, 3 by people whose pair lives on and who stay in" in waits[0]
    assert "; the last free one went to " in waits[0]


def test_what_changed_is_a_table_and_a_file(first: Path) -> None:
    write(first / "log.csv", f"{LOG}e2,m2,2027-03-01,ended,=no time\n")
    ran = run(
        "match", "program.yaml", "--previous", "one", "--meetings", "log.csv", "--out", "two", cwd=first
    )
    assert "Since the previous run (2)" in ran.out
    assert (
        "Since the previous run of 3 pairs: 2 kept, 0 moved, 1 ended, 1 new; no living one may move."
        in ran.out
    )
    assert "Proven: given the pairs that are kept, no set of pairs" in ran.out
    rows = list(csv.DictReader(io.StringIO((first / "two" / "changes.csv").read_text("utf-8-sig"))))
    assert [(row["change"], row["mentee"], row["mentor"], row["before"]) for row in rows] == [
        ("ended", "e2", "", "m2"),
        ("new", "e4", "m2", ""),
        ("kept", "e1", "m1", "m1"),
        ("kept", "e3", "m3", "m3"),
    ]
    pairs = list(csv.DictReader(io.StringIO((first / "two" / "pairs.csv").read_text("utf-8-sig"))))
    assert pairs[0]["why"].startswith("kept from the previous run; ")
    found = sheets((first / "two" / "workbook.xlsx").read_bytes())
    assert "Alternatives" not in found
    assert not any("Pairs, Alternatives" in str(cell) for row in found["Summary"] for cell in row)
    assert column(found["Changes"], "Mentee name")[0] == pairs_name(first, "e2")
    assert "not worked out: kept" in column(found["Pairs"], "Next best")


def pairs_name(folder: Path, mentee: str) -> str:
    """The mentee's name in the roster."""
    rows = csv.DictReader(io.StringIO((folder / "mentees.csv").read_text("utf-8-sig")))
    return next(row["name"] for row in rows if row["id"] == mentee)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--moves", "1"], "--moves needs --previous RUN, the run to follow"),
        (["--meetings", "log.csv"], "--meetings needs --previous RUN, the run to follow"),
        (["--previous", "nowhere"], "there is no run at nowhere; run.json or its folder is wanted"),
        (["--previous", "one", "--out", "one"], "--out one would replace the run that is followed"),
        (["--previous", "one", "--moves", "1", "--compare"], "leave out --moves"),
        (["--previous", "one", "--meetings", "nothing.csv"], "there is no file nothing.csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_followed(arguments: list[str], message: str, first: Path) -> None:
    ran = run("match", "program.yaml", *arguments, cwd=first)
    assert ran.code == 2
    assert message in ran.err


def test_a_run_changed_by_hand_is_not_followed(first: Path) -> None:
    path = first / "one" / "run.json"
    write(path, path.read_text().replace('"mentee": "e1", "mentor": "m1"', '"mentee": "e1", "mentor": "m2"'))
    ran, _ = follow(first)
    assert ran.code == 1
    assert "one/run.json: error MK910 the run is not what was written" in ran.err


def test_the_run_of_another_program_is_followed_with_a_warning(first: Path) -> None:
    write_program(first, mentors=MENTORS, mentees=MENTEES, name="Next year")
    ran, found = follow(first)
    assert ran.code == 0
    assert changes(found) == kept()
    assert 'warning MK707 the run is of the program "Test", this one is "Next year"' in ran.err


def lie(document: dict[str, Any], what: str) -> None:
    previous, pairs = document["previous"], document["pairs"]
    match what:
        case "a kept pair is not":
            del pairs[0]["kept"]
        case "a new pair is kept":
            next(pair for pair in pairs if "kept" not in pair)["kept"] = True
        case "more moves":
            previous["moves"] = 3
        case "fewer living":
            previous["living"] -= 1
        case "fewer to keep":
            previous["keep"] -= 1
        case "nobody apart":
            previous["apart"] = []
        case "another reason":
            next(each for each in previous["changes"] if each["change"] == "ended")["reason"] = "mentor_left"
        case "a change left out":
            previous["changes"].pop()
        case "a change twice":
            previous["changes"].append(previous["changes"][0])
        case "another mentor before":
            previous["changes"][0]["before"] = "m2"
        case "nothing of the previous run":
            del document["previous"]
        case "no previous run among the inputs":
            document["inputs"] = [each for each in document["inputs"] if each["role"] != "previous"]
        case "no log among the inputs":
            document["inputs"] = [each for each in document["inputs"] if each["role"] != "meetings"]
        case "a higher bonus":
            document["certificates"][-1]["bonus"] += 1
        case "no bonus":
            del document["certificates"][-1]["bonus"]
        case _:
            raise AssertionError(what)


@pytest.mark.parametrize(
    "what",
    [
        "a kept pair is not",
        "a new pair is kept",
        "more moves",
        "fewer living",
        "fewer to keep",
        "nobody apart",
        "another reason",
        "a change left out",
        "a change twice",
        "another mentor before",
        "nothing of the previous run",
        "no previous run among the inputs",
        "no log among the inputs",
        "a higher bonus",
        "no bonus",
    ],
)
def test_verify_finds_what_is_not_so(what: str, following_run: Path, tmp_path: Path) -> None:
    """A run that follows another says something else, and its own hash is made to fit."""
    folder = Path(shutil.copytree(following_run, tmp_path / "work"))
    path = folder / "two" / "run.json"
    document = json.loads(path.read_bytes())
    document.pop("sha256")
    lie(document, what)
    document["sha256"] = digest(written(document))
    write(path, written(document))
    assert verified(folder) != []


@pytest.fixture(scope="module")
def following_run(swapped_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that follows another with a pair that has ended, one that moves, and new ones."""
    folder = Path(shutil.copytree(swapped_run, tmp_path_factory.mktemp("following") / "work"))
    write(folder / "mentees.csv", MENTEES + "e5,Hal Orr,Oslo\ne6,Ida Orr,Lyon\n")
    write(folder / "mentors.csv", MENTORS + "m4,Dee Ito,Lyon,1\nm5,Eve Ito,Leeds,1\n")
    write(folder / "log.csv", f"{LOG}e3,m3,2027-03-01,ended,\n")
    ran, found = follow(folder, "--moves", "1", "--meetings", "log.csv")
    assert ran.code == 0, ran.err
    assert {each["change"] for each in found["previous"]["changes"]} == {"kept", "moved", "ended", "new"}
    assert verified(folder) == []
    return folder


def test_verify_finds_a_previous_run_that_was_changed(first: Path) -> None:
    follow(first)
    write_program(first, mentors=MENTORS, mentees=MENTEES)
    run("match", "program.yaml", "--out", "one", "--force", cwd=first)  # e4 may have m1 now
    ran = run("verify", "two", cwd=first)
    assert ran.code == 1
    assert "MK911" in ran.err


@pytest.mark.parametrize("section", ["meetings", "checkins"])
def test_a_log_of_the_program_that_is_not_there_yet(section: str, first: Path) -> None:
    write_program(first, mentors=MENTORS, mentees=MENTEES, progress=f"{{{section}: {{file: later.csv}}}}")
    ran, _ = follow(first)
    assert ran.code == 2
    assert f"there is no file later.csv, which progress: {section}: names (program.yaml:" in ran.err
    assert "make it with its headings alone (mentee,mentor,date), or leave" in ran.err
    write(first / "later.csv", "mentee,mentor,date\n")
    ran, _ = follow(first)
    assert ran.code == 0, ran.err
    assert "nothing is logged yet" in ran.err
    assert "is it the file that was meant" not in ran.err
