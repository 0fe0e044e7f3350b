"""`match --watch`: again after every change, what moved, and an end by Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mentorkit.commands import _rerun
from mentorkit.commands._rerun import Stamp, changed
from tests.conftest import MENTEES, run, write, write_program

IN_SECONDS = 60
"""A process that takes longer hangs."""
WATCHING = "Ctrl-C ends it"


class Watched:
    """A real `match --watch`, and what it has printed so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "COLUMNS": "100"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mentorkit", "match", "program.yaml", "--watch", *options],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self.said: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)

    def after(self, what: Callable[[], object]) -> str:
        """What it prints in answer."""
        before = len(self.said)
        what()
        end = time.monotonic() + IN_SECONDS
        while not any(WATCHING in line for line in self.said[before:]):
            assert time.monotonic() < end, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.02)
        return "".join(self.said[before:])

    def interrupt(self) -> int:
        """Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(IN_SECONDS)


@pytest.fixture
def hearing() -> None:
    """Ctrl-C is heard by what is started, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
@pytest.mark.usefixtures("hearing")
def test_a_whole_session(tmp_path: Path) -> None:
    write_program(tmp_path)
    program, mentees = tmp_path / "program.yaml", tmp_path / "mentees.csv"
    text = program.read_text(encoding="utf-8")
    watched = Watched(tmp_path, "--out", "run")
    try:
        first = watched.after(lambda: None)
        assert "Pairs (2)" in first
        assert "watching 3 files" in first

        broken = watched.after(lambda: write(program, "matching: [\n"))
        assert "program.yaml changed" in broken
        assert "error MK002" in broken

        def by_renaming() -> None:
            write(tmp_path / "program.new", text)
            (tmp_path / "program.new").replace(program)

        mended = watched.after(by_renaming)
        assert "2 pairs: nothing differs" in mended or "2 pairs as before" in mended

        swapped = MENTEES.replace("Cy Roe,cy@example.org,Lyon", "Cy Roe,cy@example.org,Leeds")
        swapped = swapped.replace("Di Fox,di@example.org,Leeds", "Di Fox,di@example.org,Lyon")
        moved = watched.after(lambda: write(mentees, swapped))
        assert "another mentor" in moved
        assert "Cy Roe (e1): Ann Lee (m1) 100.0 → Bo Ek (m2) 100.0" in moved
        assert '"mentor": "m2"' in (tmp_path / "run" / "run.json").read_text(encoding="utf-8").split("e2")[0]

        gone = watched.after(mentees.unlink)
        assert "there is no file mentees.csv" in gone
        fewer = watched.after(lambda: write(mentees, "".join(swapped.splitlines(keepends=True)[:2])))
        assert "no longer matched" in fewer
        assert re.search(r"^  matched +2 → 1$", fewer, re.MULTILINE)

        assert watched.interrupt() == 0
    finally:
        watched.process.kill()
    assert run("verify", "run", cwd=tmp_path).code == 0


def test_an_error_at_the_start_is_waited_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(tmp_path, mentees="nothing\n")
    watched = Watched(tmp_path)
    try:
        assert "error" in watched.after(lambda: None)
        assert "Pairs (2)" in watched.after(lambda: write(tmp_path / "mentees.csv", MENTEES))
    finally:
        watched.process.kill()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--format", "json"], "--watch shows what moved in words", id="a document"),
        pytest.param(
            ["--out", ".", "--force"], "in --out ., which every run writes anew; name", id="its own inputs"
        ),
    ],
)
def test_what_cannot_be_watched(tmp_path: Path, options: list[str], message: str) -> None:
    write_program(tmp_path)
    ran = run("match", "program.yaml", "--watch", *options, cwd=tmp_path)
    assert ran.code == 2
    assert message in ran.err


A, B = Path("a"), Path("b")


@pytest.mark.parametrize(
    ("looks", "found", "pauses"),
    [
        pytest.param([{}, {}, {A: 2}, {A: 2}], [A], 3, id="a change, then rest"),
        pytest.param([{A: 2}, {A: 3}, {A: 4}, {A: 4}], [A], 3, id="written in parts"),
        pytest.param([{A: None}, {A: None}, {A: 2}, {A: 2}], [A], 3, id="replaced by renaming"),
        pytest.param([{A: None}], [A], _rerun.GONE, id="gone for good"),
        pytest.param([{A: 2}, {A: 2, B: 2}, {A: 2, B: 2}], [A, B], 2, id="several at once"),
        pytest.param([{A: None}, {}, {}, {B: 2}], [B], 4, id="there again as it was"),
    ],
)
def test_a_change_is_waited_for_until_it_rests(
    looks: list[dict[Path, int | None]], found: list[Path], pauses: int
) -> None:
    """Each look sees what the clock has brought: a pause is a step, and the last look stays."""
    step = 0

    def pause(seconds: float) -> None:
        nonlocal step
        step += 1

    def look(path: Path) -> Stamp:
        mark = looks[min(step, len(looks) - 1)].get(path, 1)
        return None if mark is None else (mark, 0, 0)

    seen: dict[Path, Stamp] = {A: (1, 0, 0), B: (1, 0, 0)}
    assert changed(seen, pause, look) == found
    assert step == pauses
