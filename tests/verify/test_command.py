"""`mentorkit verify` as a command: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mentorkit.commands.verify import verify
from mentorkit.finding import CannotRun
from mentorkit.run import read
from tests.conftest import ROOT, run, write, write_program
from tests.verify.folder import checked, honest_document, inputs_now, save, tables_of, write_inputs

COMMAND = typer.Typer()
COMMAND.command()(verify)


def called(*args: str) -> Result:
    return CliRunner().invoke(COMMAND, args)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_inputs(tmp_path)
    document = honest_document()
    save(tmp_path / "run", document, tables_of(document, inputs_now(document)))
    return tmp_path / "run"


def test_a_true_run(folder: Path) -> None:
    done = called("run")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "Verified: 7 pairs, 4 files, 4 inputs; the bound of every aim was recomputed over 26 possible pairs."
    )
    assert "does not hold" not in done.stdout


def test_a_changed_run_ends_with_1_and_names_the_file(folder: Path) -> None:
    write(folder / "pairs.csv", (folder / "pairs.csv").read_bytes().replace(b"Ann Lee", b"Ann Leigh"))
    done = called("run")
    assert done.exit_code == 1
    assert "run/pairs.csv: error MK910" in done.stderr
    assert "run/pairs.csv:3:1: error MK916 mentor_name" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("Not verified: 2 of ")


def test_as_a_document(folder: Path) -> None:
    document = json.loads(called("run", "--format", "json").stdout)
    assert document["holds"]
    assert all(check["holds"] and check["scope"] == "in full" for check in document["checks"])
    (folder / "unmatched.csv").unlink()
    document = json.loads(called("run/run.json", "--format", "json").stdout)
    assert [check["check"] for check in document["checks"] if not check["holds"]] == ["files"]
    assert [finding["code"] for finding in document["findings"]] == ["MK910"]


def test_as_csv(folder: Path) -> None:
    lines = called("run", "--format", "csv").stdout.splitlines()
    assert lines[0] == "check,compared,count,result,wrong,scope"
    assert all(",holds," in line for line in lines[1:])


def test_an_input_that_moved(folder: Path) -> None:
    (folder.parent / "mentees.csv").rename(folder.parent / "mentees-old.csv")
    done = called("run")
    assert done.exit_code == 1
    assert "MK911 there is no file mentees.csv" in done.stderr


def test_errors_in_an_input_are_shown(folder: Path) -> None:
    text = (folder.parent / "mentees.csv").read_text()
    write(folder.parent / "mentees.csv", text.replace(",1,en,strategy", ",one,en,strategy", 1))
    done = called("run")
    assert done.exit_code == 1
    assert "MK807" in done.stderr
    assert "MK911" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no run"),
        (b"{", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "not the record of a run"),
        (b"{}", "not the record of a run: mentorkit"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_what_is_no_run_cannot_be_verified(content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        write(tmp_path / "run.json", content)
    with pytest.raises(CannotRun, match=message):
        read(str(tmp_path))


def test_a_record_of_other_types_cannot_be_verified(folder: Path) -> None:
    text = (folder / "run.json").read_text()
    for old, new in (('"proven": true', '"proven": 1'), ('"places": 2', '"places": "2"'), ("70.0", "NaN")):
        assert old in text
        write(folder / "run.json", text.replace(old, new, 1))
        with pytest.raises(CannotRun):
            read(str(folder))


def test_paths_out_of_the_folder_are_not_read(folder: Path) -> None:
    document = json.loads((folder / "run.json").read_text())
    document["files"]["../mentees.csv"] = "0"
    write(folder / "run.json", json.dumps(document))
    assert any(each.location.file == "run/../mentees.csv" for each in checked("run").findings)


@pytest.mark.parametrize("program", sorted((ROOT / "programs").glob("*.yaml")), ids=lambda path: path.stem)
def test_what_match_writes_verifies(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions = ROOT / "examples" / program.stem / "decisions.csv"
    more = ["--decisions", str(decisions)] if decisions.exists() else []
    ran = run("match", str(program), *more, "--out", str(tmp_path / "run"), cwd=ROOT)
    assert ran.code == 0
    monkeypatch.chdir(ROOT)
    if "blocking_pairs" not in json.loads((tmp_path / "run" / "run.json").read_text()):
        pytest.skip("match does not write all that verify needs yet")
    assert [f"{each.code} {each.message}" for each in checked(str(tmp_path / "run")).findings] == []


@pytest.mark.parametrize("optimise", ["most_matched", "highest_total", "fair", "fair_leximin"])
def test_a_run_with_priority_verifies(tmp_path: Path, optimise: str) -> None:
    write_program(
        tmp_path,
        mentees="id,location,languages\ne1,Lyon,de;fr\ne2,Lyon,fr\ne3,Lyon,\n",
        mentors="id,location\nm1,Lyon\nm2,Lyon\n",
        matching=(
            "{priority: [{field: languages, value: de}, {field: languages, value: fr}], "
            f"optimise: {optimise}, criteria: [{{kind: same, field: location, weight: 1}}]}}"
        ),
    )
    assert run("match", "program.yaml", "--out", "out", cwd=tmp_path).code == 0
    assert run("verify", "out", cwd=tmp_path).code == 0
