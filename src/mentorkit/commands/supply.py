"""`mentorkit supply`: supply and demand before matching, the price of quality, whom to recruit next."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
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
from mentorkit.commands._path import walk
from mentorkit.commands._together import Force, Out, clear, write

if TYPE_CHECKING:
    from mentorkit.assignment import Watch
    from mentorkit.people import Role
    from mentorkit.prepared import Prepared
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
    out: Out = None,
    force: Force = False,
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
    from mentorkit.commands._watch import INTERRUPTED, attended
    from mentorkit.pooling import Pooling

    if out is not None:
        clear(out, Part, force=force)
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
        say(write(out, whole, Part))
    show(told(limit) if form is ResultFormat.TABLE else whole, form, part.value)
    raise typer.Exit(exit_code(path.findings, fail_on))


def _worked_out(path: Prepared, watch: Watch) -> Callable[[int | None], Report]:
    """What was found, as a report with so many rows of each table. Raises Stopped."""
    from mentorkit.assignment import assign
    from mentorkit.bars import bars
    from mentorkit.recruits import aimed, recruits
    from mentorkit.supply import supply as offered
    from mentorkit.supply_report import report

    plan, scores = aimed(path.program, path.scores)
    now = assign(plan, scores, watch=watch)
    found = offered(plan, scores.facts, path.mentors, scores.mentees)
    moved = bars(plan, scores, now, path.mentors, watch)
    more = recruits(plan, scores, now, path.mentors, watch)
    watch.note("done", 1, 1)  # what was ended before it was proven is not shown
    inputs = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in path.inputs]
    return lambda limit: report(path.program, now, found, moved, more, inputs, path.findings, limit)
