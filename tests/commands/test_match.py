"""`mentorkit match` from end to end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Ran, run, write, write_program

KEYS = [
    "mentorkit",
    "program",
    "optimise",
    "proven",
    "inputs",
    "pairs",
    "unmatched",
    "free_places",
    "totals",
    "expect",
    "findings",
    "certificates",
]
PROGRAMS = sorted((ROOT / "programs").glob("*.yaml"))


def document(ran: Ran) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.out)
    return found


def pairs(ran: Ran) -> set[tuple[str, str]]:
    return {(pair["mentee"], pair["mentor"]) for pair in document(ran)["pairs"]}


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_every_program_of_the_project_runs(program: Path) -> None:
    checked = run("check", str(program.relative_to(ROOT)), cwd=ROOT)
    assert checked.code == 0
    ran = run("match", str(program.relative_to(ROOT)), "--format", "json", cwd=ROOT)
    assert ran.code == 0
    found = document(ran)
    assert found["proven"]
    assert found["totals"]["matched"] == len(found["pairs"]) > 0
    assert all(promise["kept"] for promise in found["expect"])


def test_an_option_is_not_given_twice(tmp_path: Path) -> None:
    """Only the last would count; those that take several may be."""
    write_program(tmp_path)
    ran = run("match", "program.yaml", "--decisions", "a.csv", "--decisions", "b.csv", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "mentorkit: --decisions is given 2 times; it takes one\n")
    assert run("check", "program.yaml", "--ignore", "MK1", "--ignore", "MK2", cwd=tmp_path).code == 0


def test_the_json_of_an_example(golden: Callable[[str, str], None]) -> None:
    ran = run("match", "programs/civil-service.yaml", "--format", "json", cwd=ROOT)
    golden("match-civil-service.json", ran.out)
    assert list(document(ran))[: len(KEYS)] == KEYS


def test_the_table_of_an_example(golden: Callable[[str, str], None]) -> None:
    ran = run("match", "programs/civil-service.yaml", cwd=ROOT)
    assert ran.code == 0
    golden("match-civil-service.txt", ran.out)


def test_numbers_of_the_document(tmp_path: Path) -> None:
    write_program(tmp_path, expect="{matched: 100%, lowest_score: 50, mean_score: 10}")
    ran = run("match", "program.yaml", "--format", "json", cwd=tmp_path)
    found = document(ran)
    assert ran.code == 0
    assert found["totals"] == {"mentees": 2, "matched": 2, "score": 200.0, "mean": 100.0, "lowest": 100.0}
    assert found["pairs"][0] == {
        "mentee": "e1",
        "mentor": "m1",
        "score": 100.0,
        "parts": [
            {
                "criterion": "same location",
                "weight": 100,
                "value": 1,
                "unknown": False,
                "sentence": "same location: Lyon",
            }
        ],
        "alternatives": [],
    }
    assert found["expect"] == [
        {"promise": "matched", "wanted": "100%", "got": "100%", "kept": True},
        {"promise": "lowest_score", "wanted": 50, "got": 100.0, "kept": True},
        {"promise": "mean_score", "wanted": 10, "got": 100.0, "kept": True},
    ]
    assert [each["role"] for each in found["inputs"]] == ["program", "mentors", "mentees"]
    assert [(each["aim"], each["value"], each["bound"]) for each in found["certificates"]] == [
        ("count", 2, 2),
        ("total", 200.0, 200.0),
    ]


def test_without_pairs_lowest_and_mean_are_null(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        matching="{must: [{rule: same, field: name}], criteria: [{kind: same, field: location, weight: 1}]}",
    )
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    assert found["totals"] == {"mentees": 2, "matched": 0, "score": 0.0, "mean": None, "lowest": None}
    assert found["unmatched"][0].pop("change")["rule"] == "same name"
    assert "same name waived" in found["unmatched"][0].pop("would_help")
    assert found["unmatched"][0] == {
        "mentee": "e1",
        "reason": "no_eligible_mentor",
        "detail": "of 2 mentors: same name excludes 2",
    }
    assert [each["places"] for each in found["free_places"]] == [1, 1]


def test_a_broken_promise_ends_with_1_and_writes_the_run(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location\nm1,Lyon\n", expect="{matched: 2}")
    ran = run("match", "program.yaml", "--out", "run", cwd=tmp_path)
    assert ran.code == 1
    assert "\nPromise broken: matched 2, got 1.\n" in ran.out[ran.out.index("Proven") :]
    assert ran.err.splitlines()[-1] == "promise broken: matched 2, got 1"
    written = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert written["expect"] == [{"promise": "matched", "wanted": 2, "got": 1, "kept": False}]


WAITING = {
    "vocabulary": "{fields: {rating: {type: number, from: 1, to: 7}}}",
    "training": "{mentors: [{name: listening}]}",
    "qualification": (
        "{mentors: {communication: "
        "{rule: rating, field: rating, at_least: 5, conditional_from: 4, after: listening}}}"
    ),
}


@pytest.mark.parametrize(
    ("mentors", "changes", "sentence"),
    [
        pytest.param(
            "m1,Lyon,7,1\nm2,Leeds,4,2\n",
            {},
            "1 more mentor with 2 places waits for a training (listening); "
            "with it, 1 more mentee would be matched.",
            id="one",
        ),
        pytest.param(
            "m1,Rome,4,1\nm2,Leeds,4,2\nm3,Leeds,4,0\n",
            {},
            "2 more mentors with 3 places wait for a training (listening); "
            "with it, 2 more mentees would be matched.",
            id="two, and one without places",
        ),
        pytest.param(
            "m1,Lyon,7,2\nm2,Leeds,4,2\n",
            {},
            "1 more mentor with 2 places waits for a training (listening).",
            id="nobody needs them",
        ),
        pytest.param(
            "m1,Lyon,7,1\nm2,Rome,4,2\n",
            {
                "matching": "{must: [{rule: same, field: location}], "
                "criteria: [{kind: preference, weight: 1}]}"
            },
            "1 more mentor with 2 places waits for a training (listening); "
            "with it, nobody more would be matched.",
            id="they may have nobody",
        ),
    ],
)
def test_mentors_who_wait_for_a_training_are_named(
    tmp_path: Path, mentors: str, changes: dict[str, str], sentence: str
) -> None:
    people = "id,location,preferences\ne1,Lyon,\ne2,Leeds,\n"
    write_program(
        tmp_path, mentors=f"id,location,rating,capacity\n{mentors}", mentees=people, **WAITING, **changes
    )
    assert sentence in run("match", "program.yaml", cwd=tmp_path).out.splitlines()


def test_what_a_training_would_do_for_a_mentee(tmp_path: Path) -> None:
    """Only the mentor who waits may have e2, and a decision keeps them from e3."""
    write_program(
        tmp_path,
        mentors="id,name,email,location,rating,capacity\nm1,Ann,,Lyon,7,1\nm2,Bo,,Leeds,4,2\n",
        mentees="id,name,email,location\ne1,A,,Lyon\ne2,B,b@example.org,Leeds\ne3,C,,Leeds\n",
        **WAITING,
        matching="{must: [{rule: same, field: location}], criteria: [{kind: same, field: name, weight: 1}], "
        "capacity: {at_most: 2}, floor: 0}",
    )
    write(tmp_path / "d.csv", "mentee,mentor,decision\ne3,m2,forbid\ne1,m1,lock\n")
    args = "match", "program.yaml", "--decisions", "d.csv"
    found = document(run(*args, "--format", "json", cwd=tmp_path))
    assert found["waiting"] == {
        "mentors": [{"mentor": "m2", "after": ["listening"], "places": 2}],
        "more_matched": 1,
    }
    helping = {each["mentee"]: each.get("would_help") for each in found["unmatched"]}
    trained = "training the mentors who wait, then paired with Bo (m2)"
    assert helping == {"e2": trained, "e3": "no single change would"}
    run(*args, "--out", "run", cwd=tmp_path)
    rows = (tmp_path / "run" / "unmatched.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "mentee,name,email,reason,detail,would_help"
    assert rows[1].startswith("e2,B,b@example.org,no_eligible_mentor,")
    assert rows[1].endswith(f'"{trained}"') or trained in rows[1]
    assert run("verify", "run", cwd=tmp_path).code == 0


MENTEES = "id,name,location,level\ne1,A,Lyon,low\ne2,B,Lyon,high\ne3,C,Leeds,low\ne4,D,Lyon,low\n"
MENTORS = "id,name,location,level,capacity\nm1,X,Lyon,high,1\nm2,Y,Leeds,high,0\n"


def test_each_reason_for_being_unmatched(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors=MENTORS,
        mentees=MENTEES,
        vocabulary="{levels: [low, high]}",
        qualification="{mentees: {require: [{rule: level_at_most, value: low, because: they are there}]}}",
        matching="{floor: 60, criteria: [{kind: same, field: location, weight: 1}]}",
    )
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    assert {each["mentee"]: (each["reason"], each["detail"]) for each in found["unmatched"]} == {
        "e2": ("not_eligible", "is high, low or below needed (they are there)"),
        "e3": (
            "places_full",
            "1 mentor allowed; none has any places",
        ),
        ("e1" if pairs_of(found) == {("e4", "m1")} else "e4"): (
            "places_full",
            f"1 mentor allowed; all places taken; {LAST}",
        ),
    }
    assert found["free_places"] == []


LAST = "the last place of the best, X (m1), who scores 100.0, went at 100.0 as well"


def pairs_of(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(pair["mentee"], pair["mentor"]) for pair in found["pairs"]}


def test_below_the_floor(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentees="id,location\ne1,Paris\n",
        matching="{floor: 33.5, criteria: [{kind: same, field: location, weight: 1}]}",
    )
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    assert found["unmatched"][0].pop("change")["kind"] == "floor"
    assert found["unmatched"][0].pop("would_help").startswith("a floor of 0")
    assert found["unmatched"] == [
        {"mentee": "e1", "reason": "below_floor", "detail": "the best score is 0.0, the floor 33.5"}
    ]


def test_pairs_that_could_not_be_checked_are_counted(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors="id,location\nm1,\nm2,Leeds\n",
        matching="{never: [{rule: same, field: location}], criteria: [{kind: preference, weight: 1}]}",
    )
    ran = run("match", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'no column holds preferences, which "preference" needs' in ran.err
    write(tmp_path / "mentees.csv", "id,location,preferences\ne1,Lyon,m2\ne2,Leeds,m1\n")
    ran = run("match", "program.yaml", cwd=tmp_path)
    assert "same location could not be checked for 2 pairs: cells are blank, or managers unknown." in ran.out


DECISIONS = "mentee,mentor,decision,reason,by,waive\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("e1,m2,lock,,,\n", {("e1", "m2"), ("e2", "m1")}),
        ("E1, M2 ,LOCK,,,\n", {("e1", "m2"), ("e2", "m1")}),
        ("cy@example.org,Bo Ek,lock,,,\n", {("e1", "m2"), ("e2", "m1")}),
        ("e1,m1,forbid,,,\n", {("e1", "m2"), ("e2", "m1")}),
        ("e1,m1,forbid,,,\ne1,m2,forbid,,,\n", {("e2", "m2")}),
        ("e1,m2,,not decided,,\n", {("e1", "m1"), ("e2", "m2")}),
        ("e1,m1,lock,,,\ne2,m1,lock,,,capacity\n", {("e1", "m1"), ("e2", "m1")}),
    ],
    ids=["lock", "spelling", "mail and name", "forbid", "forbid all", "undecided", "waived capacity"],
)
def test_decisions(tmp_path: Path, rows: str, expected: set[tuple[str, str]]) -> None:
    write_program(tmp_path)
    write(tmp_path / "decisions.csv", DECISIONS + rows)
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--format", "json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert pairs(ran) == expected


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        pytest.param("Cy Rose,m1,lock,,,", 'did you mean "Cy Roe"?', id="a name"),
        pytest.param("cy@exampel.org,m1,lock,,,", 'did you mean "cy@example.org"?', id="an address"),
        pytest.param("e1,Ann Leigh,lock,,,", 'did you mean "Ann Lee"?', id="a mentor"),
        pytest.param(
            "Somebody Else,m1,lock,,,", "people are named by id, e-mail address or name", id="nobody"
        ),
    ],
)
def test_a_decision_on_nobody_names_who_may_be_meant(tmp_path: Path, row: str, hint: str) -> None:
    write_program(tmp_path)
    write(tmp_path / "decisions.csv", f"{DECISIONS}{row}\n")
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", cwd=tmp_path)
    assert f"    {hint}" in ran.err.splitlines()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("e9,m1,lock,,,\n", 'decisions.csv:2:1: error MK901 "e9" is nobody in the roster of mentees'),
        ("e1,m9,lock,,,\n", 'decisions.csv:2:2: error MK901 "m9" is nobody in the roster of mentors'),
        ("e1,m1,keep,,,\n", 'decisions.csv:2:3: error MK902 "keep" is neither lock nor forbid'),
        ("e1,m1,lock,,,flor\n", 'decisions.csv:2:3: error MK902 there is no rule "flor" to waive'),
        (
            "e1,m1,lock,,,\ne1,m1,forbid,,,\n",
            "decisions.csv:3:3: error MK903 the pair is locked and forbidden; see line 2",
        ),
        (
            "e1,m1,lock,,,\ne1,m2,lock,,,\n",
            "decisions.csv:3:3: error MK903 the mentee is locked to two mentors; see line 2",
        ),
        (
            "e2,m1,lock,,,\n",
            "decisions.csv:2:3: error MK904 the lock breaks level_gap: one grade above",
        ),
        (
            "e3,m1,lock,,,\n",
            "decisions.csv:2:3: error MK904 the lock breaks floor: the score 0.0 is below the floor",
        ),
        (
            "e4,m1,lock,,,\n",
            (
                'decisions.csv:2:3: error MK904 the lock breaks qualification: "e4" location Rome; '
                "one of Lyon, Leeds, Paris needed"
            ),
        ),
        (
            "e1,m1,lock,,,\ne5,m1,lock,,,\n",
            'decisions.csv:3:3: error MK905 the lock breaks capacity: "m1" has 1, this lock needs one more',
        ),
    ],
)
def test_decisions_that_cannot_hold(tmp_path: Path, rows: str, expected: str) -> None:
    write_program(
        tmp_path,
        mentors="id,location,level\nm1,Lyon,high\nm2,Leeds,high\n",
        mentees="id,location,level\ne1,Lyon,low\ne2,Lyon,high\ne3,Paris,low\ne4,Rome,low\ne5,Lyon,low\n",
        vocabulary="{levels: [low, high]}",
        qualification="{mentees: {require: [{rule: one_of, field: location, values: [Lyon, Leeds, Paris]}]}}",
        matching="{floor: 1, must: [{rule: level_gap, at_least: 1, because: one grade above}], "
        "criteria: [{kind: same, field: location, weight: 1}]}",
    )
    write(tmp_path / "decisions.csv", DECISIONS + rows)
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--out", "run", cwd=tmp_path)
    assert ran.code == 1
    assert expected in ran.err.splitlines()
    assert not (tmp_path / "run").exists()


def test_a_waived_lock_says_so_everywhere(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentees="id,location\ne1,Rome\ne2,Lyon\n",
        qualification="{mentees: {require: [{rule: one_of, field: location, values: [Lyon]}]}}",
        matching="{never: [{rule: same, field: location}], "
        "criteria: [{kind: same, field: location, weight: 1}]}",
    )
    write(
        tmp_path / "decisions.csv",
        DECISIONS + "e1,m1,lock,,,qualification\ne2,m1,lock,,,same location;capacity\n",
    )
    ran = run("match", "program.yaml", "--decisions", "decisions.csv", "--out", "run", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert "locked by hand, waived: qualification" in ran.out
    rows = (tmp_path / "run" / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].endswith(",lock,qualification")
    assert rows[2].endswith(',lock,"same location, capacity"')
    written = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert [pair["waived"] for pair in written["pairs"]] == [["qualification"], ["same location", "capacity"]]


def test_errors_in_rosters_write_nothing_but_rejects(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors="id,location,capacity\nm1,Lyon,two\nm2,Leeds,-1\nm3,Paris,1\nm4,Rome\n",
        mentees="id,location\ne1,Lyon\nE1,Paris\n",
    )
    ran = run("match", "program.yaml", "--out", "run", "--rejects", "bad.csv", cwd=tmp_path)
    assert ran.code == 1
    assert ran.out == ""
    assert not (tmp_path / "run").exists()
    assert (tmp_path / "bad.csv").read_bytes().decode("utf-8-sig").splitlines() == [
        "file,line,reasons,id,location,capacity",
        'mentors.csv,2,"capacity: ""two"" is not a number",m1,Lyon,two',
        'mentors.csv,3,"capacity: ""-1"" is below 0",m2,Leeds,-1',
        'mentors.csv,5,"the row has 2 cells, the heading on line 1 has 3",m4,Rome',
        "",
        "file,line,reasons,id,location",
        'mentees.csv,3,"""E1"" stands here a second time; the first is on line 2",E1,Paris',
    ]


def test_rejects_never_replace_an_input(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location,capacity\nm1,Lyon,two\n")
    ran = run("match", "program.yaml", "--rejects", "mentors.csv", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.endswith("mentorkit: --rejects mentors.csv is one of the inputs; name another file\n")
    assert "two" in (tmp_path / "mentors.csv").read_text(encoding="utf-8")


def test_the_same_bytes_again(tmp_path: Path) -> None:
    write_program(tmp_path)
    for name in ("one", "two"):
        run("match", "program.yaml", "--out", name, cwd=tmp_path)
    for file in ("pairs.csv", "unmatched.csv", "qualification.csv", "run.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    write_program(tmp_path, mentees='id,name,location\ne1,"=HYPERLINK(1)",Lyon\ne2,-3,Leeds\n')
    run("match", "program.yaml", "--out", "run", cwd=tmp_path)
    lines = (tmp_path / "run" / "pairs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith("e1,'=HYPERLINK(1),")
    assert lines[2].startswith("e2,-3,")


def test_scores_made_elsewhere_can_be_the_only_criterion(tmp_path: Path) -> None:
    write_program(
        tmp_path, matching="{criteria: [{kind: table, file: assessment.csv, from: 0, to: 10, weight: 1}]}"
    )
    write(tmp_path / "assessment.csv", "mentee,mentor,value\ne1,m1,2\ne1,m2,9.5\ne2,m1,7\nstranger,m1,3\n")
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    assert {(pair["mentee"], pair["mentor"], pair["score"]) for pair in found["pairs"]} == {
        ("e1", "m2", 95.0),
        ("e2", "m1", 70.0),
    }
    assert [each["role"] for each in found["inputs"]][-1] == "table"
    write(tmp_path / "assessment.csv", "mentee,mentor,value\ne1,m1,11\n")
    ran = run("match", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'assessment.csv:2:3: error MK807 "11" is above 10' in ran.err


@pytest.mark.parametrize("weights", [(1, 2, 7), (0.1, 0.2, 0.7), (10, 20, 70), (0.125, 0.25, 0.875)])
def test_weights_as_they_are_written(tmp_path: Path, weights: tuple[float, ...]) -> None:
    kinds = ["kind: same, field: location", "kind: same, field: name", "kind: same, field: email"]
    criteria = ", ".join(f"{{{kind}, weight: {weight}}}" for kind, weight in zip(kinds, weights, strict=True))
    write_program(tmp_path, matching=f"{{criteria: [{criteria}]}}")
    found = document(run("match", "program.yaml", "--format", "json", cwd=tmp_path))
    assert [part["weight"] for part in found["pairs"][0]["parts"]] == [10, 20, 70]
    assert found["totals"]["score"] == 20.0


def test_a_criterion_cannot_take_the_name_of_a_column(tmp_path: Path) -> None:
    write_program(tmp_path, matching="{criteria: [{kind: same, field: location, weight: 1, name: Mentee}]}")
    ran = run("check", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert '"Mentee" is a column of pair lists' in ran.out


def test_findings_are_a_document_where_one_is_asked_for(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location,capacity\nm1,Lyon,two\n")
    ran = run("match", "program.yaml", "--format", "json", cwd=tmp_path)
    assert ran.code == 1
    assert [each["code"] for each in document(ran)["findings"]] == ["MK807"]


def test_one_person_under_two_ids(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors="id,email,location\n0112,fatou@example.org,Lyon\n",
        mentees="id,email,location\n112,Fatou@Example.org,Lyon\n",
    )
    ran = run("match", "program.yaml", cwd=tmp_path)
    assert 'warning MK819 "112" has the e-mail address of "0112" (mentors.csv:2:1)' in ran.err
    assert "None of 1 mentee matched" in ran.out


def test_a_waived_lock_opens_nobody_to_others(tmp_path: Path) -> None:
    write_program(
        tmp_path,
        mentors="id,location\nm1,Rome\nm2,Lyon\n",
        qualification="{mentors: {require: [{rule: one_of, field: location, values: [Lyon]}]}}",
    )
    write(tmp_path / "decisions.csv", DECISIONS + "e1,m1,lock,,,qualification\n")
    ran = run("scores", "program.yaml", "--decisions", "decisions.csv", cwd=tmp_path)
    assert [row.split(",")[:2] for row in ran.out.splitlines()[1:]] == [["e1", "m1"], ["e2", "m2"]]


def test_an_error_of_a_spreadsheet_is_not_a_value(tmp_path: Path) -> None:
    write_program(tmp_path, mentors="id,location,capacity\nm1,#N/A,#DIV/0!\n")
    ran = run("match", "program.yaml", cwd=tmp_path)
    assert ran.code == 1
    assert 'mentors.csv:2:2: error MK807 location: "#N/A" is an error of the spreadsheet' in ran.err
    assert 'mentors.csv:2:3: error MK807 capacity: "#DIV/0!" is an error of the spreadsheet' in ran.err
