"""`mentorkit approve`: what it writes and refuses, and that any later change is found."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from mentorkit.approval import approval, approved, read
from mentorkit.export import files
from mentorkit.finding import CannotRun
from mentorkit.run import digest, written
from mentorkit.run import read as read_run
from mentorkit.verify import verify_approval, verify_files
from tests.conftest import run, write, write_program

APPROVE = ("approve", "run", "--by", "Dana Whitfield", "--date", "2027-01-05")


@pytest.fixture(scope="module")
def approved_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program and its run, approved."""
    folder = tmp_path_factory.mktemp("approved")
    write_program(folder)
    assert run("match", "program.yaml", "--out", "run", cwd=folder).code == 0
    assert run(*APPROVE, "--note", "As seen.", cwd=folder).code == 0
    return folder


@pytest.fixture
def folder(approved_run: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(approved_run, tmp_path / "work"))


@pytest.fixture
def draft(folder: Path) -> Path:
    """The same before anybody approved."""
    (folder / "run" / "approval.json").unlink()
    return folder


def wrong(folder: Path) -> list[str]:
    """The codes of what the files and the approval of a run do not fit."""
    found = read_run(str(folder / "run"))
    checks = (verify_files(found), *verify_approval(found))
    return [each.code for check in checks for each in check.findings]


def test_an_approval_says_who_when_and_of_what(folder: Path) -> None:
    document = json.loads((folder / "run" / "approval.json").read_bytes())
    assert {key: document[key] for key in ("by", "date", "note", "program")} == {
        "by": "Dana Whitfield",
        "date": "2027-01-05",
        "note": "As seen.",
        "program": "Test",
    }
    assert document["run"] == digest((folder / "run" / "run.json").read_bytes())
    ran = run("verify", "run", cwd=folder)
    assert ran.code == 0, ran.err
    assert "It was approved by Dana Whitfield on 2027-01-05: As seen." in ran.out
    checked = json.loads(run("verify", "run", "--format", "json", cwd=folder).out)
    assert checked["approved"]["by"] == "Dana Whitfield"


def test_the_output_says_that_it_is_no_signature(draft: Path) -> None:
    ran = run(*APPROVE, cwd=draft)
    assert ran.code == 0, ran.err
    assert "This is a record, not a signature" in ran.out
    assert digest((draft / "run" / "run.json").read_bytes()) in ran.out
    again = run("approve", "run/run.json", "--by", "Bo", "--force", "--format", "json", cwd=draft)
    assert json.loads(again.out)["by"] == "Bo"
    assert read((draft / "run" / "approval.json").read_bytes()) is not None
    checked = json.loads(run("verify", "run", "--format", "json", cwd=draft).out)
    assert checked["holds"]
    assert checked["approved"]["by"] == "Bo"


def test_a_run_that_nobody_approved_verifies_without_that_check(draft: Path) -> None:
    checked = json.loads(run("verify", "run", "--format", "json", cwd=draft).out)
    assert checked["holds"]
    assert checked["approved"] is None
    assert "approval" not in {check["check"] for check in checked["checks"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"pairs.csv": b"mine"}, "run/pairs.csv: error MK910 the file was changed", id="changed"),
        pytest.param(
            {"pairs.csv": None}, "run/pairs.csv: error MK910 the file of the run is missing", id="missing"
        ),
        pytest.param(
            {"notes.txt": b"mine"}, "run/notes.txt: error MK910 the file does not belong", id="added"
        ),
    ],
)
def test_a_run_that_was_changed_is_not_approved(
    change: dict[str, bytes | None], message: str, draft: Path
) -> None:
    for name, data in change.items():
        if data is None:
            (draft / "run" / name).unlink()
        else:
            write(draft / "run" / name, data)
    ran = run(*APPROVE, cwd=draft)
    assert ran.code == 1
    assert message in ran.err
    assert "run is not the run that was written; nothing was approved" in ran.err
    assert not (draft / "run" / "approval.json").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "--by", "Bo"), "run was approved by Dana Whitfield on 2027-01-05; --force replaces"),
        (("run", "--by", "  "), "--by is blank; say who approves the run"),
        (("run", "--by", "Bo", "--date", "5.1.2027"), '--date: "5.1.2027" is not a date such as 2027-01-31'),
        (("nowhere", "--by", "Bo"), "there is no run at nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_approved(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    before = (folder / "run" / "approval.json").read_bytes()
    ran = run("approve", *arguments, cwd=folder)
    assert ran.code == 2
    assert message in ran.err
    assert (folder / "run" / "approval.json").read_bytes() == before


def test_an_approved_run_is_not_overwritten(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "run").iterdir()}
    ran = run("match", "program.yaml", "--out", "run", cwd=folder)
    assert ran.code == 2
    assert "run was approved by Dana Whitfield on 2027-01-05; name another folder, or replace it" in ran.err
    assert {path.name: path.read_bytes() for path in (folder / "run").iterdir()} == before
    ran = run("match", "program.yaml", "--out", "run", "--force", cwd=folder)
    assert ran.code == 0, ran.err
    assert not (folder / "run" / "approval.json").exists()
    assert wrong(folder) == []


def test_a_run_approved_meanwhile_is_not_overwritten(folder: Path) -> None:
    """The folder is looked at again when it is replaced, not only before the long work."""
    with pytest.raises(CannotRun, match="was approved by Dana Whitfield"):
        files.write_run(folder / "run", {"pairs.csv": b""}, {}, force=False)
    write(folder / "run" / "approval.json", b"{}")
    with pytest.raises(CannotRun, match=r"has an approval\.json that is not what was written"):
        files.write_run(folder / "run", {"pairs.csv": b""}, {}, force=False)


def test_an_approved_run_can_be_followed(folder: Path) -> None:
    ran = run("match", "program.yaml", "--previous", "run", "--out", "two", cwd=folder)
    assert ran.code == 0, ran.err
    assert approved(folder / "two") == ""


def test_flipping_any_byte_of_any_file_is_found(folder: Path) -> None:
    """Every byte of the approval, and a sample of every other file."""
    for path in sorted((folder / "run").iterdir()):
        data = path.read_bytes()
        every = range(len(data))
        chance = Random(7)  # noqa: S311  # the same sample each time
        places = every if path.name == "approval.json" else sorted(chance.sample(every, min(60, len(data))))
        for place in places:
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            write(path, bytes(changed))
            try:
                found = wrong(folder)
            except CannotRun:  # run.json that is none any more
                found = ["cannot be read"]
            assert found, f"{path.name} at {place}"
        write(path, data)
    assert wrong(folder) == []


@pytest.mark.parametrize("name", ["pairs.csv", "qualification.csv", "run.json"])
def test_a_run_rewritten_with_hashes_that_fit_is_found(name: str, folder: Path) -> None:
    """Somebody changes a file and makes all hashes of the run fit again."""
    place = folder / "run"
    document = json.loads((place / "run.json").read_bytes())
    document.pop("sha256")
    if name == "run.json":
        document["totals"]["matched"] += 1
    else:
        write(place / name, (place / name).read_bytes().replace(b"Ann", b"Eve"))
        document["files"][name] = digest((place / name).read_bytes())
    write(place / "run.json", written(document | {"sha256": digest(written(document))}))
    assert wrong(folder) == ["MK919"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"added.txt": b""}, "MK910", id="a file more"),
        pytest.param({"pairs.csv": None}, "MK910", id="a file less"),
        pytest.param({"approval.json": b"{}"}, "MK919", id="no approval"),
        pytest.param({"approval.json": b"[]"}, "MK919", id="a list"),
        pytest.param({"approval.json": b'{"sha256": 1}'}, "MK919", id="nothing but a hash"),
        pytest.param({"approval.json": b"\xff"}, "MK919", id="no text"),
        pytest.param({"approval.json": b"[" * 100_000}, "MK919", id="too deep"),
        pytest.param({"approval.json": b""}, "MK919", id="empty"),
    ],
)
def test_a_change_after_the_approval_is_found(
    change: dict[str, bytes | None], code: str, folder: Path
) -> None:
    for name, data in change.items():
        if data is None:
            (folder / "run" / name).unlink()
        else:
            write(folder / "run" / name, data)
    assert code in wrong(folder)


def test_the_approval_of_another_run_is_found(folder: Path) -> None:
    write(folder / "mentees.csv", (folder / "mentees.csv").read_text() + "e3,Eve,eve@example.org,Lyon\n")
    assert run("match", "program.yaml", "--out", "two", cwd=folder).code == 0
    shutil.copyfile(folder / "run" / "approval.json", folder / "two" / "approval.json")
    ran = run("verify", "two", cwd=folder)
    assert ran.code == 1
    assert (
        "two/approval.json: error MK919 another run was approved by Dana Whitfield on 2027-01-05" in ran.err
    )


def test_a_note_of_any_text_is_kept(folder: Path) -> None:
    found = read_run(str(folder / "run"))
    for text in ("<script>", "[red]", "=1+1", 'a "quote"\nand a line', "مرحبا", "\ud800"):
        data = approval(found, "Dana", dt.date(2027, 1, 5), text)
        said = read(data)
        assert said is not None
        assert said.note == text.encode(errors="replace").decode()


def broken_at(step: int, folder: Path) -> str:
    """A script that approves and is killed before one of the steps of writing."""
    return f"""
import os, sys
from pathlib import Path
from mentorkit.export import files
from mentorkit.finding import CannotRun
steps = 0
def step(call):
    def stepped(*arguments, **named):
        global steps
        steps += 1
        if steps == {step}:
            os._exit(9)
        return call(*arguments, **named)
    return stepped
files._write = step(files._write)
Path.replace = step(Path.replace)
Path.unlink = step(Path.unlink)
sys.argv = ["mentorkit", "approve", "run", "--by", "Eve", "--force"]
from mentorkit.cli import main
main()
"""


@pytest.mark.parametrize("step", range(1, 6))
@pytest.mark.parametrize("there", [False, True], ids=["the first", "another"])
def test_killed_at_any_step_the_approval_is_whole_or_as_it_was(
    step: int, folder: Path, *, there: bool
) -> None:
    path = folder / "run" / "approval.json"
    if not there:
        path.unlink()
    before = path.read_bytes() if there else None
    done = subprocess.run([sys.executable, "-c", broken_at(step, folder)], cwd=folder, capture_output=True)
    assert done.returncode in (0, 9)
    after = path.read_bytes() if path.exists() else None
    if after != before:
        assert after is not None
        said = read(after)
        assert said is not None
        assert said.by == "Eve"
    # What was left of it does not stand in the way of the next one.
    assert run("approve", "run", "--by", "Bo", "--force", cwd=folder).code == 0
    assert wrong(folder) == []
