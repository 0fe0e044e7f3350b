"""`mentorkit report`: the page of a run, made again from its record."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import say


def report(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", autocompletion=_complete.runs, help="A run folder, or the run.json in it."
        ),
    ],
    out: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the page here, in place of standard output.")
    ] = None,
) -> None:
    """Make the report page of a run: one HTML file that needs no network, the same as `match --out` wrote.

    It is made of run.json alone, which must be as it was written.
    """
    from mentorkit import run as runs
    from mentorkit.export.files import replace_file
    from mentorkit.export.page import page
    from mentorkit.finding import CannotRun
    from mentorkit.page_record import fitting

    found = runs.read(run)
    if not found.untouched:
        raise CannotRun(
            f"{found.path} was changed since it was written, and what it says cannot be relied on; "
            "mentorkit verify says more, and match --out writes the run again"
        )
    data = page(fitting(json.loads(found.path.read_bytes()), found.path))
    if out is None:
        sys.stdout.write(data.decode())
        return
    target = Path(out)
    beside = {found.path, *(found.path.parent / name for name in found.record.files)}
    if target.exists() and any(each.exists() and target.samefile(each) for each in beside):
        raise CannotRun(f"--out {out} is a file of the run; name another")
    replace_file(target, data)
    say(f"wrote {out}")
