"""`mentorkit supply`: supply and demand before matching, the price of quality, whom to recruit next."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands._options import (
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    Rejects,
    ResultFormat,
    exit_code,
    say,
    show,
    talk,
)
from mentorkit.commands._path import Prepared, walk

if TYPE_CHECKING:
    from mentorkit.assignment import Watch
    from mentorkit.people import Role
    from mentorkit.report import Report

LIMIT = 12
"""Rows of a table on screen, unless told (our choice)."""


class Part(StrEnum):
    """Which rows csv prints, each with its own columns."""

    PLACES = "places"
    BARS = "bars"
    RECRUITS = "recruits"


def supply(
    program: ProgramFile,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    part: Annotated[Part, typer.Option("--part", help="What csv prints.")] = Part.PLACES,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Rows of each table on screen; csv and json have all.")
    ] = LIMIT,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Write places, bars and recruits there, as CSV.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that stand there.")] = False,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say what the mentors offer before anybody is matched, what each bar costs, and whom to recruit next.

    Places by objective, skill, level, location and language, the holes first; what the bars of the mentors'
    qualification cost in mentees and in score, by matching under others; and what one more mentor of each
    kind in the roster would bring. Everybody who qualifies counts, whatever `pool` says.
    """
    from mentorkit.assignment import Stopped
    from mentorkit.commands._pool import Pooling
    from mentorkit.commands._watch import INTERRUPTED, attended

    if out is not None:
        _clear(Path(out), force)
    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    path = walk(program, files, None, rejects, form, pooling=Pooling(off=True))
    with attended(None) as look:
        try:
            told = _worked_out(path, look.watch)
        except Stopped:
            look.clear()
            say("interrupted; nothing is shown or written")
            raise typer.Exit(INTERRUPTED) from None
    talk(path.findings)
    whole = told(None)
    if out is not None:
        _written(Path(out), whole)
    show(told(limit) if form is ResultFormat.TABLE else whole, form, part.value)
    raise typer.Exit(exit_code(path.findings, fail_on))


def _worked_out(path: Prepared, watch: Watch) -> Callable[[int | None], Report]:
    """What was found, as a report with so many rows of each table. Raises Stopped."""
    from mentorkit.assignment import assign
    from mentorkit.bars import bars
    from mentorkit.recruits import recruits
    from mentorkit.supply import supply as offered
    from mentorkit.supply_report import report

    plan, scores = path.program, path.scores
    now = assign(plan, scores, watch=watch)
    found = offered(plan, scores.facts, path.mentors, scores.mentees)
    moved = bars(plan, scores, now, path.mentors, watch)
    more = recruits(plan, scores, now, path.mentors, watch)
    watch.note("done", 1, 1)  # what was ended before it was proven is not shown
    inputs = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in path.inputs]
    return lambda limit: report(plan, now, found, moved, more, inputs, path.findings, limit)


def _clear(folder: Path, force: bool) -> None:
    """Ends the command where files would be replaced that nobody said may be."""
    from mentorkit.export.together import in_the_way
    from mentorkit.finding import CannotRun

    there = in_the_way(folder, [f"{part}.csv" for part in Part])
    if there and not force:
        raise CannotRun(f"{folder} holds {', '.join(there)} already; name another folder, or use --force")


def _written(folder: Path, found: Report) -> None:
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.export.together import write_together

    files = {f"{part}.csv": for_spreadsheets(listing_csv(found.listing(part.value))) for part in Part}
    write_together(folder, files)
    say(f"wrote {folder}: {', '.join(files)}")
