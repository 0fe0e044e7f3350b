"""`mentorkit progress`: how the pairs and the objectives of a running program are doing."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import (
    FailOn,
    FailOnOption,
    Format,
    ProgramFile,
    ResultFormat,
    exit_code,
    read_program,
    say,
    show,
    stop_at_errors,
    talk,
)
from mentorkit.commands._today import Today, day
from mentorkit.commands._together import Force, Out, clear, write


class Part(StrEnum):
    """What csv prints."""

    PAIRS = "pairs"
    OBJECTIVES = "objectives"
    MONTHS = "months"


def progress(
    program: ProgramFile,
    run: Annotated[
        str,
        typer.Option(
            metavar="RUN", autocompletion=_complete.runs, help="The run folder whose pairs are followed."
        ),
    ],
    meetings: Annotated[
        str | None, typer.Option(metavar="FILE", help="The log of meetings, in place of the program's.")
    ] = None,
    readings: Annotated[
        str | None, typer.Option(metavar="FILE", help="Figures read, in place of the program's.")
    ] = None,
    mentors: Annotated[
        str | None, typer.Option(metavar="FILE", help="The mentors of today, to see who has left.")
    ] = None,
    mentees: Annotated[
        str | None, typer.Option(metavar="FILE", help="The mentees of today, to see who has left or risen.")
    ] = None,
    people: Annotated[
        str | None, typer.Option(metavar="FILE", help="Everybody of today: whoever is not in it has left.")
    ] = None,
    today: Today = None,
    out: Out = None,
    force: Force = False,
    part: Annotated[Part, typer.Option("--part", help="What csv prints.")] = Part.PAIRS,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say how the pairs of a run are doing, and whether the objectives are on track.

    Every pair is active, stalled, finished or ended, with the reason; every objective is met, on track or
    behind on the line from its baseline at launch to its target, with how its measure was found.
    """
    from mentorkit.commands._progress import Asked, ratings, read
    from mentorkit.plans import Progress
    from mentorkit.progress import Calendar, months, standings
    from mentorkit.progress_report import Found, report
    from mentorkit.targets import Known, targets

    if out is not None:
        clear(out, Part, force=force)
    definition, findings = read_program(program, form)
    plan = definition.program
    calendar = Calendar(day(today), plan.launch, plan.close)
    later = {"mentors": mentors, "mentees": mentees, "people": people}
    found = read(definition, Asked(run, meetings, readings, later), calendar)  # type: ignore[arg-type]
    findings += found.findings
    stop_at_errors(findings, form)
    left = found.left()
    totals = found.run.record.totals
    known = Known(
        calendar.today,
        (totals.matched, totals.mentees),
        found.matched(),
        found.later(),
        "mentees" in found.then,
        frozenset(left),
        found.bench,
        found.readings,
        ratings(definition),
        plan.vocabulary.levels,
    )
    shown = Found(
        plan.name,
        found.before.path,
        calendar,
        standings(plan.progress or Progress(), found.couples, found.log, left, calendar),
        targets(plan, known),
        months(found.log, [couple.pair for couple in found.couples], calendar.today),
        found.people(),
        [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in found.inputs],
        findings,
    )
    talk(findings)
    told = report(shown)
    if out is not None:
        say(write(out, told, Part))
    show(told, form, part.value)
    raise typer.Exit(exit_code(findings, fail_on))
