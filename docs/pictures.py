"""Makes docs/pictures from the example year: what the terminal shows, and how the report page looks.

Run `make pictures`; `--check` only says which pictures of the terminal are stale. The commands are run, in a
copy of the example organisation. The report is photographed where there is a browser, and else left as it is.
"""

from __future__ import annotations

import argparse
import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "pictures"
WIDTH = 100
"""Signs in a line of a picture of the terminal; two more are blank at the right."""
SCREEN = (1200, 800)
"""Width and height of a picture of the report, in points."""
COLOURS = 96
"""Of a picture of the report: enough for type and charts, and a third of the bytes."""
THEME = TerminalTheme(
    (22, 27, 34),
    (214, 220, 228),
    [
        *((22, 27, 34), (242, 126, 118), (126, 208, 140), (231, 196, 104)),
        *((120, 174, 247), (205, 153, 240), (104, 205, 214), (214, 220, 228)),
    ],
)
"""Light on dark: background, text, and the eight colours of a terminal, each readable on that background."""
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {terminal_height}" role="img">
<title>The terminal after the command in the first line</title>
<style>
.{unique_id} {{font: {char_height}px "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect width="{width}" height="{terminal_height}" rx="8" fill="#161b22"/>
<g class="{unique_id}" transform="translate(12 6)">
{backgrounds}
{matrix}
</g>
</svg>
"""
"""Around the text: no title bar, no font from elsewhere, nothing that changes."""


@dataclass(frozen=True)
class Shot:
    """A command and how much of what it prints is shown, from its beginning and its end."""

    name: str
    command: str
    first: int
    last: int


SHOTS = (
    Shot("succession", "mentorkit succession programs/harbour.yaml --today 2026-10-12", 22, 8),
    Shot(
        "match",
        "mentorkit match programs/harbour.yaml \\\n"
        "    --decisions examples/harbour/decisions.csv --out runs/january",
        21,
        6,
    ),
    Shot("progress", "mentorkit progress programs/harbour.yaml --run runs/january --today 2027-06-30", 31, 5),
)
"""In the order in which they are run: the second writes the run that follows it."""
PHOTOGRAPHS = ("report-summary", "report-pairs", "report-card")


def stage(folder: Path) -> None:
    """A copy of the example organisation."""
    for name in ("programs", "examples"):
        shutil.copytree(ROOT / name, folder / name)


def drawn(shot: Shot, folder: Path) -> str:
    """What a command prints, as an SVG."""
    done = subprocess.run(  # noqa: S603  # the commands are those above
        [sys.executable, "-m", *shlex.split(shot.command.replace("\\\n", " "))],
        cwd=folder,
        env=os.environ
        | {"COLUMNS": str(WIDTH), "FORCE_COLOR": "1", "TERM": "xterm-256color", "PYTHONUTF8": "1"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    lines = done.stdout.rstrip("\n").split("\n")
    if len(lines) > shot.first + shot.last:
        left = len(lines) - shot.first - shot.last
        lines = [*lines[: shot.first], f"\x1b[2m … {left} more lines …\x1b[0m", *lines[-shot.last :]]
    console = Console(record=True, width=WIDTH + 2, file=io.StringIO(), color_system="truecolor")
    shown = "\n".join([f"\x1b[1m$ {shot.command}\x1b[0m", "", *lines, ""])
    console.print(Text.from_ansi(shown), soft_wrap=True)
    return console.export_svg(theme=THEME, code_format=FRAME, unique_id=shot.name)


def said(svg: str) -> list[tuple[str, str]]:
    """Every text of a picture with its style; where it stands is the library's affair and may change."""
    top = ElementTree.fromstring(svg)  # noqa: S314  # our own file
    kind = "{http://www.w3.org/2000/svg}"
    sheet = "".join(each.text or "" for each in top.iter(f"{kind}style"))
    rules = dict(line.split(" ", 1) for line in sheet.splitlines() if line.startswith(".") and " " in line)
    return [(each.text or "", rules.get(f".{each.get('class')}", "")) for each in top.iter(f"{kind}text")]


def stale(made: dict[str, str]) -> list[str]:
    """Names of pictures that are missing or show something else."""
    found = []
    for name, svg in made.items():
        path = HERE / f"{name}.svg"
        if not path.exists() or said(path.read_text(encoding="utf-8")) != said(svg):
            found.append(name)
    return found


def photographed(page: Page, folder: Path) -> None:
    """The report as it opens, its pairs, and the card of one."""
    page.screenshot(path=folder / "report-summary.png")
    page.locator("#pairings").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#pairings').scrollIntoView()")
    page.screenshot(path=folder / "report-pairs.png")
    page.locator("table#pairs tbody tr:nth-child(2) button.person").first.click()
    page.mouse.move(0, 0)
    page.screenshot(path=folder / "report-card.png")


def photograph(report: Path, folder: Path) -> bool:
    """Pictures of the report; False where there is no browser, or nothing to drive it with."""
    sys.path.insert(0, str(ROOT))
    from tests.browser.page import command, launched, visit

    program = command()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return False
    if program is None:
        return False
    with sync_playwright() as playwright:
        browser = launched(playwright, program)
        photographed(visit(browser, report, SCREEN).ready().page, folder)
        browser.close()
    return True


def fewer_colours(path: Path) -> None:
    """The same picture in a palette."""
    from PIL import Image

    with Image.open(path) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures, or say which are stale."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where one is stale")
    check = parser.parse_args(arguments).check
    with tempfile.TemporaryDirectory() as folder:
        stage(Path(folder))
        made = {shot.name: drawn(shot, Path(folder)) for shot in SHOTS}
        if check:
            wrong = stale(made)
            sys.stderr.writelines(
                f"docs/pictures/{name}.svg is stale; run `make pictures`\n" for name in wrong
            )
            return 1 if wrong else 0
        HERE.mkdir(exist_ok=True)
        for name, svg in made.items():
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
        if not photograph(Path(folder) / "runs" / "january" / "report.html", HERE):
            sys.stderr.write("there is no browser here; the pictures of the report were left as they are\n")
            return 0
        for name in PHOTOGRAPHS:
            fewer_colours(HERE / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
