"""Walks through docs/year.md: says each step of the year in its own words and runs the step's commands.

Run `make tour`. The page is the script: what stands before a command there is said here, and the command
runs on the example organisation, in a copy of it under runs/tour. Of long output the beginning and the
end are shown.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "year.md"
STAGE = ROOT / "runs" / "tour"
FIRST, LAST = 16, 10
"""Lines of a command's output that are shown, from its beginning and its end."""
WIDTH = 104
"""Signs in a line, as on the page."""


def scenes(page: str) -> Iterator[tuple[str, str]]:
    """What the page holds in its order: ("heading" | "said" | "change" | "command", text)."""
    said: list[str] = []
    shows = False
    for line in [*page.splitlines(), ""]:
        if line.startswith("<!-- replace: "):
            yield "change", line
        elif line.startswith("```"):
            shows = not shows
        elif shows:
            if line.startswith("$ mentorkit "):
                yield "command", line.removeprefix("$ ")
        elif line and not line.startswith(("#", "|", "<!--", "![")):
            said.append(line)
            continue
        if said:
            yield "said", " ".join(said)
            said = []
        if not shows and line.startswith("#"):
            yield "heading", line.lstrip("# ")


def spoken(markdown: str) -> str:
    """A paragraph without the signs of Markdown."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", markdown)
    return textwrap.fill(text.replace("`", "").replace("**", ""), WIDTH)


def say(text: str) -> None:
    """Puts a text on the screen at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(command: str) -> int:
    """Runs one command on the stage and shows the beginning and the end of what it says; its exit code."""
    done = subprocess.run(  # noqa: S603  # the commands are those of our own page
        [sys.executable, "-m", *shlex.split(command)],
        cwd=STAGE,
        env=os.environ | {"COLUMNS": str(WIDTH), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    lines = done.stdout.rstrip("\n").split("\n")
    if len(lines) > FIRST + LAST + 1:
        lines = [*lines[:FIRST], f"… {len(lines) - FIRST - LAST} more lines …", *lines[-LAST:]]
    say("\n".join(lines))
    return done.returncode


def change(line: str) -> None:
    """Edits a file on the stage, as the page says in `<!-- replace: FILE: OLD -> NEW -->`."""
    name, old, new = re.findall(r"<!-- replace: (\S+): (.+) -> (.+) -->", line)[0]
    path = STAGE / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def main() -> int:
    """The whole year; 2 where a command could not run."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, STAGE / name)
    started, commands = time.monotonic(), 0
    for kind, text in scenes(PAGE.read_text(encoding="utf-8")):
        if kind == "heading":
            say(f"\n{text}\n{'=' * len(text)}")
        elif kind == "said":
            say(f"\n{spoken(text)}")
        elif kind == "change":
            change(text)
        else:
            say(f"\n$ {text}")
            commands += 1
            if run(text) > 1:
                return 2
    seconds = time.monotonic() - started
    say(f"\n{commands} commands in {seconds:.0f} seconds. What they wrote is in {STAGE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
