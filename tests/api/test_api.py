"""`import mentorkit`: the same as the commands, as DataFrames."""

from __future__ import annotations

import datetime as dt
import io
import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mentorkit
from tests.conftest import MENTEES, MENTORS, ROOT, run, write, write_program

MATCHED: list[Any] = [
    pytest.param("civil-service", [], {}, id="civil-service"),
    pytest.param("leadership-depth", ["--compare"], {"compare": True}, id="compared"),
    pytest.param("skills-exchange", ["--robust", "3"], {"robust": 3}, id="robust"),
    pytest.param(
        "harbour",
        ["--decisions", "examples/harbour/decisions.csv"],
        {"decisions": "examples/harbour/decisions.csv"},
        id="decisions and pool",
    ),
    pytest.param("harbour", ["--no-pool"], {"pool": False}, id="no pool"),
]


@pytest.mark.parametrize(("name", "options", "arguments"), MATCHED)
def test_match_is_the_command(
    monkeypatch: pytest.MonkeyPatch, name: str, options: list[str], arguments: dict[str, Any]
) -> None:
    monkeypatch.chdir(ROOT)
    path = f"programs/{name}.yaml"
    wanted = json.loads(run("match", path, *options, "--format", "json", cwd=ROOT).out)
    got = mentorkit.open_program(path).match(**arguments)
    assert json.loads(json.dumps(got.document)) == wanted
    assert list(got.pairs["mentee"]) == [pair["mentee"] for pair in wanted["pairs"]]
    assert list(got.pairs["score"]) == [pair["score"] for pair in wanted["pairs"]]
    assert list(got.unmatched["reason"]) == [each["reason"] for each in wanted["unmatched"]]
    assert len(got.alternatives) == sum(len(pair.get("alternatives", [])) for pair in wanted["pairs"])
    assert got.totals == wanted["totals"]
    assert got.certificates.to_dict("records") == [
        {key: each[key] for key in ("aim", "value", "bound", "proven")} for each in wanted["certificates"]
    ]


@pytest.mark.parametrize("name", ["qualify", "pool"])
def test_other_commands_are_the_same(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(ROOT)
    path = "programs/harbour.yaml"
    program = mentorkit.open_program(path)
    for of in (None, "mentors", "mentees"):
        options = [] if of is None else ["--of", of]
        ran = run(name, path, *options, "--format", "json", cwd=ROOT)
        got = getattr(program, name)(of)
        assert json.loads(json.dumps(got.document)) == json.loads(ran.out)
        rows = pd.read_csv(io.StringIO(run(name, path, *options, "--format", "csv", cwd=ROOT).out))
        main = {"qualify": "qualification", "pool": "pool"}[name]
        assert list(got[main].columns) == list(rows.columns)
        assert list(got[main]["id"]) == list(rows["id"])


def test_why_check_and_scores_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    path = "programs/emerging-leaders.yaml"
    program = mentorkit.open_program(path)
    pair = program.match().pairs.iloc[0]
    asked = ["--mentee", pair["mentee"], "--mentor", pair["mentor_email"]]
    found = program.why(pair["mentee"], pair["mentor_email"])
    assert json.loads(json.dumps(found.document)) == json.loads(
        run("why", path, *asked, "--format", "json", cwd=ROOT).out
    )
    rows = pd.read_csv(
        io.StringIO(run("scores", path, "--parts", cwd=ROOT).out), dtype={"mentee": str, "mentor": str}
    )
    pd.testing.assert_frame_equal(program.scores(parts=True), rows, check_dtype=False)
    told = json.loads(run("check", path, "--rosters", "--format", "json", cwd=ROOT).out)
    said = program.check(rosters=True)
    listed = told["findings"] if isinstance(told, dict) else told
    assert list(said["code"]) == [each["code"] for each in listed]


def test_a_saved_run_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_program(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("match", "program.yaml", "--out", "theirs", cwd=tmp_path).code == 0
    made = mentorkit.open_program("program.yaml").match()
    saved = made.save("ours")
    for path in sorted(Path("theirs").iterdir()):
        assert (Path("ours") / path.name).read_bytes() == path.read_bytes(), path.name
    assert saved.document["totals"] == made.totals
    assert saved.verify()
    assert saved.verify().holds
    assert not saved.approved
    assert saved.export("chronus") == run("export", "theirs", "--to", "chronus", cwd=tmp_path).out
    again = mentorkit.open_run("ours")
    assert list(again.pairs["mentor"]) == list(made.pairs["mentor"])
    assert again.record.program == "Test"
    kept = mentorkit.open_program("program.yaml").match(previous=again)
    assert list(kept.pairs["mentor"]) == list(made.pairs["mentor"])
    write(Path("ours/pairs.csv"), "spoiled")
    verdict = again.verify()
    assert not verdict
    assert set(verdict.findings["code"]) == {"MK910", "MK916"}
    with pytest.raises(mentorkit.CannotRun, match="use force=True"):
        made.save("ours")


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    return tuple(pd.read_csv(io.StringIO(text)) for text in (MENTORS, MENTEES))  # type: ignore[return-value]


def test_rosters_may_be_data_frames(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_program(tmp_path)
    monkeypatch.chdir(tmp_path)
    by_file = mentorkit.open_program("program.yaml").match()
    Path("mentors.csv").unlink()
    Path("mentees.csv").unlink()
    mentors, mentees = frames()
    program = mentorkit.open_program("program.yaml", mentors=mentors.set_index("id"), mentees=mentees)
    made = program.match()
    pd.testing.assert_frame_equal(made.pairs, by_file.pairs)
    assert [each["path"] for each in made.document["inputs"]] == [
        "program.yaml",
        "mentors (DataFrame)",
        "mentees (DataFrame)",
    ]
    with pytest.raises(mentorkit.CannotRun, match=r"the mentors and mentees are in no file.*mentors\.csv"):
        made.save("run")
    locked = pd.DataFrame({"mentee": ["e1"], "mentor": ["Bo Ek"], "decision": ["lock"]})
    decided = program.match(decisions=locked).pairs
    assert dict(zip(decided["mentee"], decided["mentor"], strict=True)) == {"e1": "m2", "e2": "m1"}


CELLS: list[Any] = [
    pytest.param(["07", "8"], "07", id="text stays text"),
    pytest.param([7, None], "7", id="whole numbers next to a blank"),
    pytest.param([7.5, 8], "7.5", id="fractions"),
    pytest.param([dt.date(2027, 1, 31), None], "2027-01-31", id="dates"),
    pytest.param(pd.to_datetime(pd.Series(["2027-01-31", None])), "2027-01-31", id="timestamps"),
    pytest.param([["a", "b"], None], "a; b", id="lists"),
    pytest.param([{"b", "a"}, set()], "a; b", id="sets"),
    pytest.param(pd.array([True, None], dtype="boolean"), "yes", id="yes or no"),
    pytest.param(pd.Categorical(["x", None]), "x", id="categories"),
]


@pytest.mark.parametrize(("cells", "wanted"), CELLS)
def test_cells_of_data_frames(tmp_path: Path, cells: Any, wanted: str) -> None:
    path = write_program(tmp_path, matching="{criteria: [{kind: same, field: department, weight: 1}]}")
    mentees = pd.DataFrame({"id": ["e1", "e2"], "department": cells})
    mentors = pd.DataFrame({"id": ["m1", "m2"], "department": [wanted, "other"]})
    pairs = mentorkit.open_program(path, mentors=mentors, mentees=mentees).match().pairs
    assert dict(zip(pairs["mentee"], pairs["score"], strict=True)) == {"e1": 100.0, "e2": 0.0}


REFUSED: list[Any] = [
    pytest.param(pd.DataFrame({"id": [{"a": 1}]}), "mentees (DataFrame):2: a cell holds a dict", id="dict"),
    pytest.param(pd.DataFrame({("id", "a"): ["x"]}), "one row of headings", id="headings"),
    pytest.param(
        pd.DataFrame({"id": ["x"]}, index=pd.MultiIndex.from_tuples([(1, 2)])), "reset_index()", id="index"
    ),
]


@pytest.mark.parametrize(("table", "said"), REFUSED)
def test_data_frames_that_are_no_rosters(tmp_path: Path, table: pd.DataFrame, said: str) -> None:
    path = write_program(tmp_path)
    with pytest.raises(mentorkit.CannotRun) as raised:
        mentorkit.open_program(path, mentees=table)
    assert said in str(raised.value)


def test_problems_name_the_row(tmp_path: Path) -> None:
    path = write_program(
        tmp_path, matching="{criteria: [{kind: closeness, field: utc_offset, full: 0, none: 4, weight: 1}]}"
    )
    mentors = pd.DataFrame({"id": ["m1", "m2"], "utc_offset": [1, 2]})
    mentees = pd.DataFrame({"id": ["e1", "e2", "e2"], "utc_offset": [1, "soon", 2]})
    program = mentorkit.open_program(path, mentors=mentors, mentees=mentees)
    with pytest.raises(mentorkit.Problems) as raised:
        program.match()
    found = raised.value.findings
    assert list(found["code"]) == ["MK807", "MK809"]
    assert list(zip(found["file"], found["line"], found["column"], strict=True)) == [
        ("mentees (DataFrame)", 3, 2),
        ("mentees (DataFrame)", 4, 1),
    ]
    assert 'mentees (DataFrame):3:2: error MK807 utc_offset: "soon" is not a number' in str(raised.value)
    assert program.qualify("mentors")["qualification"].shape[0] == 2


def test_what_cannot_run(tmp_path: Path) -> None:
    path = write_program(tmp_path)
    program = mentorkit.open_program(path)
    for call, said in (
        (lambda: mentorkit.open_program(tmp_path / "none.yaml"), "there is no file"),
        (lambda: mentorkit.open_run(tmp_path), "there is no run"),
        (lambda: program.match(optimise="fairr"), 'did you mean "fair"?'),
        (lambda: program.match(moves=1), "moves needs previous"),
        (lambda: program.match(pool=tmp_path / "list.csv"), "there is no file"),
        (lambda: program.qualify("people"), "neither mentors nor mentees"),  # type: ignore[arg-type]
        (program.pool, "has no pool"),
        (lambda: program.why("e9"), 'there is no mentee "e9"'),
    ):
        with pytest.raises(mentorkit.CannotRun) as raised:
            call()
        assert said in str(raised.value)
    write(tmp_path / "bad.yaml", "version: 1\nname: x\n")
    with pytest.raises(mentorkit.Problems, match="MK006"):
        mentorkit.open_program(tmp_path / "bad.yaml")


def test_another_aim_is_that_of_a_changed_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    source = ROOT / "programs" / "emerging-leaders.yaml"
    made = mentorkit.open_program("programs/emerging-leaders.yaml").match(optimise="highest_total")
    text = source.read_text(encoding="utf-8").replace("../examples", (ROOT / "examples").as_posix())
    assert "optimise: most_matched" in text
    changed = text.replace("optimise: most_matched", "optimise: highest_total")
    other = mentorkit.open_program(write(tmp_path / "program.yaml", changed)).match()
    assert made.document["optimise"] == "highest_total"
    assert made.totals == other.totals
    pd.testing.assert_frame_equal(made.pairs, other.pairs)
    with pytest.raises(mentorkit.CannotRun, match="change the program file"):
        made.save(tmp_path / "run")


def test_an_aim_that_does_not_fit_is_a_problem(tmp_path: Path) -> None:
    path = write_program(
        tmp_path, matching="{balance: {spread: 5}, criteria: [{kind: same, field: location, weight: 1}]}"
    )
    with pytest.raises(mentorkit.Problems, match="balance"):
        mentorkit.open_program(path).match(optimise="stable")


def test_a_notebook_shows_names_as_text(tmp_path: Path) -> None:
    mentors = MENTORS.replace("Ann Lee", "<script>alert(1)</script>")
    path = write_program(tmp_path, mentors=mentors, name="<b>Test</b>")
    shown = mentorkit.open_program(path).match()._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown


def test_the_public_names_are_no_modules_and_load_nothing_by_themselves() -> None:
    modules = {each.name for each in pkgutil.iter_modules(mentorkit.__path__)}
    assert not modules & set(mentorkit.__all__)
    assert set(mentorkit.__all__) <= set(dir(mentorkit))
    with pytest.raises(AttributeError, match="no_such_name"):
        mentorkit.no_such_name  # noqa: B018  # asking is what is tested
    code = "import mentorkit, sys; print(sorted({'pandas', 'typer', 'numpy'} & sys.modules.keys()))"
    code += "; mentorkit.open_program; print('pandas' in sys.modules, 'typer' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["[]", "True False"]


def test_decisions_are_one_file() -> None:
    program = mentorkit.open_program(str(ROOT / "programs/civil-service.yaml"))
    several: Any = ["a.csv", "b.csv"]
    with pytest.raises(mentorkit.CannotRun, match="decisions: give one file or one table, not a list"):
        program.match(decisions=several)


def test_an_approved_run_is_replaced_by_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_program(tmp_path)
    monkeypatch.chdir(tmp_path)
    made = mentorkit.open_program("program.yaml").match()
    made.save("ours")
    assert run("approve", "ours", "--by", "Dana", cwd=tmp_path).code == 0
    with pytest.raises(mentorkit.CannotRun, match="replace it with force=True"):
        made.save("ours")
    assert not made.save("ours", force=True).approved
