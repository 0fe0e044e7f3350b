"""`--out DIR` of commands whose parts are tables: each as a CSV file, all of them or none."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.finding import CannotRun

if TYPE_CHECKING:
    from mentorkit.report import Report

Out = Annotated[
    str | None, typer.Option(metavar="DIR", help="Write each part there, as CSV and in a file of its own.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that stand there.")]


def clear(out: str, parts: type[StrEnum], *, force: bool) -> None:
    """Raises CannotRun where files would be replaced that nobody said may be."""
    from mentorkit.export.together import in_the_way

    there = in_the_way(Path(out), [f"{part}.csv" for part in parts])
    if there and not force:
        raise CannotRun(f"{out} holds {', '.join(there)} already; name another folder, or use --force")


def write(out: str, found: Report, parts: type[StrEnum]) -> str:
    """Write the listings that parts name, and say so. Raises CannotRun."""
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.export.together import write_together

    files = {f"{part}.csv": for_spreadsheets(listing_csv(found.listing(part.value))) for part in parts}
    write_together(Path(out), files)
    return f"wrote {out}: {', '.join(files)}"
