"""The table of every command, on screens of several widths and piped."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from mentorkit import terminal
from mentorkit.cli import app
from mentorkit.report import Report
from tests.conftest import ROOT

HARBOUR, CIVIL = (str(ROOT / "programs" / f"{name}.yaml") for name in ("harbour", "civil-service"))
WIDTHS = (60, 80, 100, 160)
TODAY = "2027-06-01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the example year."""
    path = tmp_path_factory.mktemp("widths") / "run"
    CliRunner().invoke(app, ["match", HARBOUR, "--out", str(path)], catch_exceptions=False)
    return path


COMMANDS = [
    pytest.param(["match", HARBOUR, "--compare"], id="match harbour"),
    pytest.param(["match", CIVIL, "--robust", "3"], id="match civil service"),
    pytest.param(["qualify", HARBOUR], id="qualify harbour"),
    pytest.param(["qualify", CIVIL], id="qualify civil service"),
    pytest.param(["pool", HARBOUR], id="pool"),
    pytest.param(["supply", HARBOUR], id="supply harbour"),
    pytest.param(["supply", CIVIL], id="supply civil service"),
    pytest.param(["training", HARBOUR, "--today", TODAY], id="training"),
    pytest.param(["succession", HARBOUR, "--today", TODAY], id="succession"),
    pytest.param(["progress", HARBOUR, "--today", TODAY, "--run", "RUN"], id="progress"),
    pytest.param(["why", HARBOUR, "--mentee", "NK1032"], id="why"),
    pytest.param(["why", HARBOUR, "--mentee", "NK1032", "--mentor", "NK1016"], id="why not"),
    pytest.param(["brief", HARBOUR], id="brief"),
    pytest.param(["verify", "RUN"], id="verify"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_table_fits_and_loses_nothing(
    command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[Report] = []
    show = terminal.show
    monkeypatch.setattr(terminal, "show", lambda report, stream: reports.append(report))
    monkeypatch.chdir(ROOT)
    words = [str(folder) if word == "RUN" else word for word in command]
    ran = CliRunner().invoke(app, words, standalone_mode=False)
    assert reports, (ran.exception, ran.stderr)

    def printed(width: int | None) -> list[str]:
        if width is None:
            monkeypatch.delenv("COLUMNS", raising=False)
        else:
            monkeypatch.setenv("COLUMNS", str(width))
        stream = io.StringIO()
        show(reports[0], stream)
        return stream.getvalue().splitlines()

    piped = printed(None)
    people = {name for line in piped for name in re.findall(r"[^\s(][^()]*\(\S+\)", " ".join(line.split()))}
    rows = sum(len(each.rows) for each in reports[0].listings if each.on_screen)
    heads = sum(3 + 2 + len(each.notes) + 1 for each in reports[0].listings if each.on_screen and each.rows)
    assert len(piped) <= rows + heads + len(reports[0].summary) + 2  # a row a line
    for width in WIDTHS:
        lines = printed(width)
        assert [line for line in lines if cell_len(line) > width] == []
        # Ids are words that are never cut at these widths.
        ids = {name.rpartition("(")[2] for name in people if len(name) < 40}
        text = " ".join(lines)
        assert [each for each in ids if each not in text] == []
        assert "\x1b" not in text
