"""A run folder is whole at any moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentorkit.export.files import mend, replace_file, write_run
from mentorkit.finding import CannotRun

OLD = {"pairs.csv": b"old"}
NEW = {"pairs.csv": b"new", "unmatched.csv": b"more"}


def picture(folder: Path) -> dict[str, bytes] | None:
    if not folder.is_dir():
        return None
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.name != folder.name)


KILLED = """
import os, sys
from pathlib import Path
from mentorkit.export import files
steps = 0
def step(call):
    def stepped(*arguments, **named):
        global steps
        steps += 1
        if steps == {kill}:
            os._exit(9)
        return call(*arguments, **named)
    return stepped
files._write = step(files._write)
Path.rename = step(Path.rename)
Path.unlink = step(Path.unlink)
files.shutil.rmtree = step(files.shutil.rmtree)
files.write_run(Path("run"), {new!r}, {{}}, force=False)
"""


@pytest.mark.parametrize("kill", range(1, 14))
def test_killed_at_any_step_the_old_or_the_new_run_is_whole(tmp_path: Path, kill: int) -> None:
    folder = tmp_path / "run"
    write_run(folder, OLD, {}, force=False)
    done = subprocess.run([sys.executable, "-c", KILLED.format(kill=kill, new=NEW)], cwd=tmp_path)
    assert done.returncode in (0, 9)
    whole = picture(folder) or picture(tmp_path / "run.old")
    assert whole in (OLD, NEW)
    mend(folder)
    assert picture(folder) in (OLD, NEW)
    assert beside(folder) == []


def test_the_kills_reach_every_step(tmp_path: Path) -> None:
    write_run(tmp_path / "run", OLD, {}, force=False)
    code = KILLED.format(kill=0, new=NEW) + "print(steps)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert 8 <= int(done.stdout) <= 13


def test_a_failed_run_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    write_run(folder, OLD, {}, force=False)
    with pytest.raises(CannotRun, match="cannot be written"):
        write_run(folder, {"a/b.csv": b""}, {}, force=False)
    assert picture(folder) == OLD
    assert beside(folder) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.txt", b"mine", "holds files that mentorkit did not write \\(notes.txt\\)"),
        ("pairs.csv", b"reviewed", "holds files changed since \\(pairs.csv\\)"),
        ("run.json", b"{}", "holds files that mentorkit did not write .* and files changed since"),
    ],
)
def test_work_of_others_needs_force(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    folder = tmp_path / "run"
    write_run(folder, OLD, {}, force=False)
    (folder / name).write_bytes(content)
    with pytest.raises(CannotRun, match=message):
        write_run(folder, NEW, {}, force=False)
    assert (folder / name).read_bytes() == content
    write_run(folder, NEW, {}, force=True)
    assert picture(folder) == NEW | ({"notes.txt": content} if name == "notes.txt" else {})


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"precious")
    with pytest.raises(CannotRun, match="is a file, not a folder"):
        write_run(tmp_path / "run", NEW, {}, force=True)
    assert (tmp_path / "run").read_bytes() == b"precious"


def test_somebody_s_backup_stays(tmp_path: Path) -> None:
    write_run(tmp_path / "run.old", OLD, {}, force=False)
    mend(tmp_path / "run")
    with pytest.raises(CannotRun, match="is in the way"):
        write_run(tmp_path / "run", NEW, {}, force=True)
    assert picture(tmp_path / "run.old") == OLD


def test_the_record_holds_the_hashes(tmp_path: Path) -> None:
    write_run(tmp_path / "deep" / "run", OLD, {"program": "P"}, force=False)
    written = json.loads((tmp_path / "deep" / "run" / "run.json").read_bytes())
    assert written["program"] == "P"
    assert list(written["files"]) == ["pairs.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    write_run(tmp_path / "real", OLD, {}, force=False)
    (tmp_path / "run").symlink_to("real")
    write_run(tmp_path / "run", NEW, {}, force=False)
    assert (tmp_path / "run").is_symlink()
    assert picture(tmp_path / "real") == NEW


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders there")
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    replace_file(pipe, b"rows")
    assert reader.communicate()[0] == b"rows"
    assert pipe.is_fifo()


def test_the_root_of_all_folders_is_refused() -> None:
    with pytest.raises(CannotRun, match="cannot be replaced"):
        write_run(Path(Path.cwd().anchor), NEW, {}, force=True)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert beside(path) == []
    with pytest.raises(CannotRun, match="is a folder"):
        replace_file(tmp_path, b"")
