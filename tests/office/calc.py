"""LibreOffice Calc without a window: what an office program makes of a workbook."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

COMMAND = "MENTORKIT_SOFFICE"
"""The environment variable that names LibreOffice; else soffice is looked for on PATH."""
ABSENT = f"needs LibreOffice Calc: soffice on PATH, or named by {COMMAND}"
PATIENCE = 180
"""Seconds before a silent office counts as broken."""
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Commas, quotes, UTF-8, cells as they are stored and not as they are shown, a file per sheet."""


def command() -> str | None:
    """The office program, None where there is none."""
    return os.environ.get(COMMAND) or shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class Calc:
    """An office with a profile of its own, so that one that somebody has open is left alone."""

    program: str
    folder: Path

    def convert(self, source: Path, to: str) -> Path:
        """A file converted; returns the folder with what came out, which is empty where nothing did."""
        out = self.folder / f"{source.stem}-{len([*self.folder.iterdir()])}"
        out.mkdir()
        subprocess.run(
            [
                self.program,
                "--headless",
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                *("--convert-to", to, "--outdir", str(out), str(source)),
            ],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )
        return out

    def cells(self, source: Path) -> dict[str, list[list[str]]]:
        """Every sheet of a workbook as rows of text, by its name."""
        found = {}
        for path in self.convert(source, EVERY_SHEET).iterdir():
            with path.open(encoding="utf-8", newline="") as file:
                found[path.stem.removeprefix(f"{source.stem}-")] = [*csv.reader(file)]
        return found

    def pdf(self, source: Path) -> Path:
        """A workbook as it is printed."""
        return self.convert(source, "pdf") / f"{source.stem}.pdf"
