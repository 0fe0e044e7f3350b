"""`match --compare`, `--robust` and `--time`, what a terminal shows, and Ctrl-C."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from benchmarks import rosters
from typer.testing import CliRunner

from mentorkit.assignment import Stopped, _assign
from mentorkit.cli import app
from mentorkit.commands import _watch
from mentorkit.commands._watch import Lookout
from tests.conftest import ROOT, run, write_program

SEVERAL = """{criteria: [{kind: same, field: location, weight: 3}, {kind: same, field: name, weight: 1}],
  %s}"""
ENOUGH = 400
"""Mentees with so many pairs that the search looks at them in turns."""
IN_SECONDS = 120
"""A process that takes longer hangs."""


@pytest.fixture(autouse=True)
def _listening() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests run in the background and so would ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def whole(folder: Path) -> dict[str, Any]:
    """What run.json says, where all that it says of the files holds."""
    found: dict[str, Any] = json.loads((folder / "run.json").read_bytes())
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in found["files"]}
    assert hashes == found["files"]
    assert {each.name for each in folder.iterdir()} == {*found["files"], "run.json"}
    return found


def test_policies_side_by_side(tmp_path: Path) -> None:
    program = str(ROOT / "programs" / "civil-service.yaml")
    ran = run("match", program, "--compare", "--format", "json", "--out", "run", cwd=tmp_path)
    assert ran.code == 0
    found = json.loads(ran.out)
    policies = {each["optimise"]: each for each in found["policies"]}
    assert list(policies) == ["most_matched", "highest_total", "fair", "fair_leximin", "stable"]
    own = policies["most_matched"]
    assert {key: own[key] for key in ("matched", "score", "mean", "lowest")} == {
        key: found["totals"][key] for key in ("matched", "score", "mean", "lowest")
    }
    assert own["same_pairs"] == own["matched"]
    assert own["blocking_pairs"] == found["blocking_pairs"]
    assert own["proven"] is True
    assert policies["stable"]["blocking_pairs"] == 0
    assert policies["highest_total"]["score"] >= own["score"]
    rows = read(tmp_path / "run" / "policies.csv")
    assert [row["optimise"] for row in rows] == list(policies)
    assert [int(row["matched"]) - int(row["other_pairs"]) for row in rows] == [
        each["same_pairs"] for each in policies.values()
    ]
    assert "policies.csv" in whole(tmp_path / "run")["files"]
    plain = run("match", program, "--format", "json", cwd=tmp_path)
    without, summed = json.loads(plain.out), found["overview"]
    assert {key: value for key, value in found.items() if key not in ("policies", "overview")} == {
        key: value for key, value in without.items() if key != "overview"
    }
    said = without["overview"]
    assert {key for key in summed if summed[key] != said.get(key)} == {"said"}


def test_policies_on_screen_stand_after_the_pairs(tmp_path: Path) -> None:
    matching = SEVERAL % "balance: {spread: 5}"
    write_program(tmp_path, matching=matching)
    ran = run("match", "program.yaml", "--compare", cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.index("Pairs (") < ran.out.index("Policies (3)")
    assert "stable is left out: a stable set cannot keep to balance." in ran.out
    ran = run("match", "program.yaml", "--compare", "--format", "csv", cwd=tmp_path)
    assert ran.out == run("match", "program.yaml", "--format", "csv", cwd=tmp_path).out


def test_other_weights(tmp_path: Path) -> None:
    write_program(tmp_path, matching=SEVERAL % "optimise: fair")
    ran = run("match", "program.yaml", "--robust", "7", "--format", "json", "--out", "run", cwd=tmp_path)
    assert ran.code == 0
    found = json.loads(ran.out)["robustness"]
    assert (found["runs"], found["asked"], found["seed"]) == (7, 7, 1)
    assert found["pairs"] == [
        {"mentee": "e1", "mentor": "m1", "kept": 100.0},
        {"mentee": "e2", "mentor": "m2", "kept": 100.0},
    ]
    assert found["weights"] == [
        {"criterion": "same location", "up": 0, "down": 0},
        {"criterion": "same name", "up": 0, "down": 0},
    ]
    assert [row["kept"] for row in read(tmp_path / "run" / "robustness.csv")] == ["100.0", "100.0"]
    assert [row["up"] for row in read(tmp_path / "run" / "weights.csv")] == ["0", "0"]
    assert {"robustness.csv", "weights.csv"} < {*whole(tmp_path / "run")["files"]}


def test_the_seed_decides_the_weights(tmp_path: Path) -> None:
    program = str(rosters.write(tmp_path, 60))

    def robust(*options: str) -> dict[str, Any]:
        ran = run("match", program, "--robust", "5", "--format", "json", *options, cwd=tmp_path)
        found: dict[str, Any] = json.loads(ran.out)["robustness"]
        return found

    first = robust()
    assert first == robust("--seed", "1")
    other = robust("--seed", "2")
    assert other["pairs"] != first["pairs"]
    assert other["weights"] == first["weights"]
    assert {each["kept"] for each in first["pairs"]} <= {0, 20, 40, 60, 80, 100}
    assert [each["kept"] for each in first["pairs"]] == sorted(each["kept"] for each in first["pairs"])


@pytest.mark.parametrize(
    "options",
    [("--robust", "0"), ("--robust", "0.5"), ("--robust", "many"), ("--time", "-1"), ("--time", "soon")],
)
def test_numbers_that_are_none(tmp_path: Path, options: tuple[str, ...]) -> None:
    write_program(tmp_path)
    ran = run("match", "program.yaml", *options, cwd=tmp_path)
    assert ran.code == 2
    assert ran.out == ""


@pytest.mark.parametrize(
    "words",
    [("program.yaml", "--robust"), ("program.yaml", "--robust", "--compare"), ("--robust", "program.yaml")],
)
def test_twenty_runs_unless_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    write_program(tmp_path)
    ran = run("match", *words, cwd=tmp_path)
    assert ran.code == 0
    assert "in each of 20 runs" in ran.out


def test_one_run_is_made_however_short_the_time(tmp_path: Path) -> None:
    """A small roster is matched at one go, so that its pairs are proven in no time at all."""
    write_program(tmp_path, matching=SEVERAL % "floor: 0")
    ran = run("match", "program.yaml", "--robust", "5", "--time", "0", "--format", "json", cwd=tmp_path)
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["proven"]
    assert (found["robustness"]["runs"], found["robustness"]["asked"]) == (1, 5)
    assert found["robustness"]["weights"][0] == {"criterion": "same location", "up": None, "down": None}


@pytest.fixture(scope="module")
def enough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with rosters that are searched in turns."""
    return rosters.write(tmp_path_factory.mktemp("enough"), ENOUGH)


def test_no_pairs_in_the_time(enough: Path, tmp_path: Path) -> None:
    ran = run("match", str(enough), "--time", "0", "--out", "run", cwd=tmp_path)
    assert ran.code == 2
    assert ran.err.endswith(
        "mentorkit: the time was over before there were any pairs; give --time more seconds\n"
    )
    assert ran.out == ""
    assert not (tmp_path / "run").exists()


def test_a_pipe_sees_no_progress(enough: Path, tmp_path: Path) -> None:
    ran = run("match", str(enough), "--robust", "20", "--compare", "--format", "json", cwd=tmp_path)
    assert ran.code == 0
    assert ran.err == run("match", str(enough), "--format", "json", cwd=tmp_path).err
    assert "\x1b" not in ran.err + ran.out


Pressing = Callable[[Lookout], None]


@pytest.fixture
def at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Pressing], None]:
    """`at_the_keyboard(n, what)`: `what` happens when the search asks for the n-th time whether to go on."""

    def happens(when: int, what: Pressing) -> None:
        class Fake(Lookout):
            asked = 0

            def over(self) -> bool:
                self.asked += 1
                if self.asked == when:
                    what(self)
                return super().over()

        monkeypatch.setattr(_watch, "Lookout", Fake)

    return happens


def matched(*options: str, program: Path) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `match` in this process; Ctrl-C is heard as before when it ends."""
    before = signal.getsignal(signal.SIGINT)
    ran = CliRunner().invoke(app, ["match", str(program), *options], standalone_mode=False)
    assert signal.getsignal(signal.SIGINT) == before
    if ran.exception is not None:
        raise ran.exception
    return ran.exit_code or int(ran.return_value or 0), ran.stdout, ran.stderr


def press(look: Lookout) -> None:
    """Ctrl-C, as the system delivers it."""
    signal.raise_signal(signal.SIGINT)


FIRST_BOUND = 3
"""The question after the first look at all pairs with prices, for rosters of ENOUGH mentees."""


@pytest.mark.parametrize(
    "when",
    [
        pytest.param(FIRST_BOUND - 1, id="while the first bound is sought"),
        pytest.param(FIRST_BOUND, id="with a bound"),
    ],
)
def test_the_first_ctrl_c_gives_the_best_so_far(
    enough: Path, tmp_path: Path, at_the_keyboard: Callable[[int, Pressing], None], when: int
) -> None:
    at_the_keyboard(when, press)
    out = tmp_path / "run"
    options = ["--out", str(out), "--robust", "3", "--compare", "--format", "json"]
    code, printed, said = matched(*options, program=enough)
    assert code == 130
    assert said.endswith("interrupted: these pairs are the best found so far\n")
    found = json.loads(printed)
    assert found["proven"] is False
    assert found["totals"]["matched"] == len(found["pairs"]) > 0
    open_ended = [each for each in found["certificates"] if not each["proven"]]
    assert open_ended
    assert all(each["bound"] > each["value"] for each in open_ended)
    assert "robustness" not in found
    assert [each["optimise"] for each in found["policies"]] == ["most_matched"]
    record = whole(out)
    assert {key: record[key] for key in found} == found
    assert run("verify", str(out), cwd=tmp_path).code == 0


def test_what_a_screen_says_of_the_best_so_far(
    enough: Path, at_the_keyboard: Callable[[int, Pressing], None]
) -> None:
    at_the_keyboard(FIRST_BOUND, press)
    code, printed, _ = matched("--robust", "3", "--compare", program=enough)
    assert code == 130
    assert "Not proven optimal" in printed
    assert "Other weights were not tried: these pairs are not final under their own." in printed
    assert "fair is left out: the search was stopped before it had pairs." in printed


def test_stopped_between_the_proof_and_the_tie_rule_other_pairs_may_be_as_good(
    enough: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*given: Any) -> None:  # so few ties are settled without a look whether to stop
        signal.raise_signal(signal.SIGINT)
        raise Stopped

    monkeypatch.setattr(_assign, "canonical", pressed)
    out = tmp_path / "run"
    code, printed, _ = matched("--robust", "3", "--out", str(out), program=enough)
    assert code == 130
    assert "Proven: " in printed
    assert "Stopped before the tie rule had chosen: other pairs may be as good." in printed
    assert "Other weights were not tried: these pairs are not final under their own." in printed
    record = whole(out)
    assert (record["proven"], record["ties_settled"]) == (True, False)
    assert run("verify", str(out), cwd=tmp_path).code == 0
    monkeypatch.undo()
    _, printed, _ = matched("--format", "json", program=enough)
    assert "ties_settled" not in json.loads(printed)


def test_the_time_ends_the_search_without_an_error(
    enough: Path, tmp_path: Path, at_the_keyboard: Callable[[int, Pressing], None]
) -> None:
    def later(look: Lookout) -> None:
        look._clock = lambda: look._start + 10

    at_the_keyboard(FIRST_BOUND, later)
    out = tmp_path / "run"
    code, _, said = matched("--time", "10", "--out", str(out), program=enough)
    assert code == 0
    assert "interrupted" not in said
    assert whole(out)["proven"] is False


def test_ctrl_c_before_there_are_pairs_writes_nothing(
    enough: Path, tmp_path: Path, at_the_keyboard: Callable[[int, Pressing], None]
) -> None:
    at_the_keyboard(1, press)
    out = tmp_path / "run"
    assert matched("--out", str(out), program=enough) == (
        130,
        "",
        "interrupted before there were any pairs; nothing was written\n",
    )
    assert [*tmp_path.iterdir()] == []


def test_the_second_ctrl_c_leaves_everything_as_it_was(
    enough: Path, tmp_path: Path, at_the_keyboard: Callable[[int, Pressing], None]
) -> None:
    out = tmp_path / "run"
    matched("--out", str(out), program=enough)
    before = {each.name: each.read_bytes() for each in out.iterdir()}

    def twice(look: Lookout) -> None:
        press(look)
        press(look)

    at_the_keyboard(2, twice)
    try:
        code, printed, said = matched("--out", str(out), program=enough)
    except typer.Abort:  # an older typer's word for KeyboardInterrupt; the command line makes it 130
        code, printed, said = 130, "", ""
    assert (code, printed, said) == (130, "", "")
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before
    assert [*tmp_path.iterdir()] == [out]


def test_ctrl_c_while_other_weights_are_tried_keeps_the_pairs(
    enough: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fake(Lookout):
        def _told(self, what: str, done: int, total: int) -> None:
            if (what, done) == ("other weights", 2):
                press(self)

    monkeypatch.setattr(_watch, "Lookout", Fake)
    out = tmp_path / "run"
    code, _, said = matched("--robust", "5", "--out", str(out), program=enough)
    found = whole(out)
    assert code == 130
    assert said.endswith("interrupted\n")
    assert found["proven"] is True
    assert found["robustness"]["runs"] == 2
    assert {each["kept"] for each in found["robustness"]["pairs"]} == {0, 50, 100}


def test_a_job_in_the_background_hears_no_ctrl_c() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with _watch.attended(None):
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


class Screen:
    """Lines that are only written down."""

    def __init__(self) -> None:
        self.news: list[object] = []

    def show(self, *news: object) -> None:
        self.news.append(news)

    def ending(self) -> None:
        self.news.append("ending")

    def close(self) -> None:
        self.news.append("closed")


def test_a_terminal_is_told_after_a_second() -> None:
    now = 100.0
    screens: list[Any] = []

    def screen() -> Any:
        screens.append(Screen())
        return screens[-1]

    look = Lookout(30, lambda: now, screen)
    look.watch.note("pairs", 1, 10)
    now = 100.9
    look.watch.note("pairs", 2, 10)
    assert screens == []
    now = 101.0
    look.watch.note("pairs", 3, 10)
    look.clear()
    look.clear()
    look.patient.note("weights", 4, 10)
    look.interrupt()
    assert look.over()
    assert [each.news for each in screens] == [
        [("pairs", 3, 10), "closed"],
        [("weights", 4, 10), "ending"],
    ]
    with pytest.raises(KeyboardInterrupt):
        look.interrupt()


def test_the_clock_ends_one_watch_and_not_the_patient_one() -> None:
    now = 5.0
    look = Lookout(2, lambda: now)
    look.watch.note("pairs", 1, 10)
    now = 7.0
    assert look.over()
    with pytest.raises(Stopped):
        look.watch.note("pairs", 2, 10)
    look.patient.note("pairs", 2, 10)
    assert not look.interrupted


@pytest.mark.skipif(os.name == "nt", reason="there are no such terminals")
def test_ctrl_c_on_a_terminal(tmp_path: Path) -> None:
    """A long search shows how far it is; Ctrl-C leaves a whole run that is not proven, or nothing."""
    program = rosters.write(tmp_path / "rosters", 3_000)
    text = program.read_text(encoding="utf-8").replace("matching:\n", "matching:\n  optimise: fair\n")
    program.write_text(text, encoding="utf-8")
    out = tmp_path / "run"
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "mentorkit", "match", str(program), "--out", str(out)]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        try:
            seen = b""
            while b"looking at all pairs" not in seen:
                assert process.poll() is None, seen
                seen += os.read(ours, 4096)
            process.send_signal(signal.SIGINT)
            start = time.monotonic()
            while chunk := told(ours):
                seen += chunk
            printed, _ = process.communicate(timeout=IN_SECONDS)
        finally:
            process.kill()
            os.close(ours)
    assert process.returncode == 130
    assert time.monotonic() - start < IN_SECONDS
    assert b"interrupted" in seen
    if out.exists():
        assert whole(out)["proven"] is False
        assert b"Not proven optimal" in printed
    else:
        assert printed == b""
    assert {each.name for each in tmp_path.iterdir()} <= {"rosters", "run"}


def told(terminal: int) -> bytes:
    """What a terminal says next; nothing where the other side is gone."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
