"""The README and the pages under docs are run, and what their commands print is compared."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.filled_in import filled_in

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
ELSEWHERE = ("make ", "pipx ", "uv ")
"""What the page says and .ci/run or nobody calls."""


def steps(page: str) -> Iterator[tuple[str, str, list[str]]]:
    """(kind, name, lines) of a page: a file to write or copy, a change, cells to fill in, a command."""
    lines = iter(page.splitlines())
    file = ""
    for line in lines:
        if match := re.fullmatch(r"<!-- file: (.+) -->", line):
            file = match[1]
        elif match := re.fullmatch(r"<!-- replace: (\S+): (.+) -> (.+) -->", line):
            yield "replace", match[1], [match[2], match[3]]
        elif match := re.fullmatch(r"<!-- copy: (\S+) -> (\S+) -->", line):
            yield "copy", match[1], [match[2]]
        elif match := re.fullmatch(r"<!-- fill in: (\S+) -> (\S+): (.+) -->", line):
            yield "fill in", match[1], [match[2], *match[3].split("; ")]
        elif line.startswith("```") and line != "```":
            body = []
            while (inner := next(lines)) != "```":
                body.append(inner)
            if file:
                yield "file", file, body
            elif line == "```console":
                for command in "\n".join(body).split("$ ")[1:]:
                    first, *output = command.rstrip("\n").split("\n")
                    yield "command", first, output
            file = ""


def alike(wanted: Sequence[str], got: Sequence[str]) -> bool:
    """Equal lines, where a line of … stands for any lines."""
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(line) + r"\n" for line in wanted)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in got)) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for kind, name, lines in steps(page.read_text(encoding="utf-8")):
        if kind == "file":
            (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        elif kind == "copy":
            shutil.copyfile(tmp_path / name, tmp_path / lines[0])
        elif kind == "fill in":
            data, cells = (tmp_path / name).read_bytes(), dict(cell.split("=", 1) for cell in lines[1:])
            (tmp_path / lines[0]).write_bytes(filled_in(data, cells))
        elif kind == "replace":
            text = (tmp_path / name).read_text(encoding="utf-8")
            assert lines[0] in text
            (tmp_path / name).write_text(text.replace(lines[0], lines[1]), encoding="utf-8")
        elif not name.startswith(ELSEWHERE):
            program, *arguments = shlex.split(name)
            assert program == "mentorkit"
            done = subprocess.run(
                [sys.executable, "-m", program, *arguments],
                cwd=tmp_path,
                env=os.environ | {"COLUMNS": "104", "GITHUB_ACTIONS": ""},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
            got = [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")] if done.stdout else []
            assert alike(lines, got), f"$ {name}\n{done.stdout}"


def test_the_pages_have_commands_to_run() -> None:
    commands = {
        page.name: [name for kind, name, _ in steps(page.read_text(encoding="utf-8")) if kind == "command"]
        for page in PAGES
    }
    assert len(commands["README.md"]) >= 5
    assert len(commands["tutorial.md"]) >= 7


def test_links_lead_somewhere() -> None:
    for page in (*PAGES, ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_options_stand_as_they_are_typed() -> None:
    options = re.findall(r"`(--[^`]+)`", (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8"))
    assert "--sponsor-role" in options
    assert [option for option in options if "_" in option] == []


def test_the_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
