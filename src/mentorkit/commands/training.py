"""`mentorkit training`: who is ready for their part, and what the training achieved."""

from __future__ import annotations

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
    read_program,
    say,
    show,
    stop_at_errors,
    talk,
)
from mentorkit.commands._pool import NoPool, PoolFile, pooling
from mentorkit.commands._today import Today, day
from mentorkit.commands._together import Force, Out, clear, write

if TYPE_CHECKING:
    from mentorkit.people import Role


class Side(StrEnum):
    """Whose training is shown."""

    MENTORS = "mentors"
    MENTEES = "mentees"
    MANAGERS = "managers"


class Part(StrEnum):
    """What csv holds."""

    TRAINING = "training"
    PEOPLE = "people"
    MODULES = "modules"
    PLACES = "places"
    EVALUATION = "evaluation"


def training(
    program: ProgramFile,
    of: Annotated[Side | None, typer.Option("--of", help="Only mentors, mentees or managers.")] = None,
    completions: Annotated[
        str | None, typer.Option(metavar="FILE", help="Completions, in place of the program's file.")
    ] = None,
    survey: Annotated[
        str | None, typer.Option(metavar="FILE", help="Answers, in place of the program's file.")
    ] = None,
    today: Today = None,
    part: Annotated[
        Part, typer.Option("--part", help="What csv holds: a row a person and training, or another part.")
    ] = Part.TRAINING,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    pool: PoolFile = None,
    no_pool: NoPool = False,
    out: Out = None,
    force: Force = False,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say who is ready for their part, who lacks which training by when, and which places wait for it.

    Where the program has a pool, those in it count, and those who would be in it once everybody is trained;
    the others are said apart. After the sessions: what people answered, on Kirkpatrick's four levels, for
    groups of five and more.
    """
    from mentorkit.commands._learners import evaluated, learned
    from mentorkit.training_report import report

    on, asked = day(today), pooling(pool, off=no_pool)
    if out is not None:
        clear(out, Part, force=force)
    definition, findings = read_program(program, form)
    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    found = learned(definition, files, completions, on, asked)
    findings += found.findings
    figures, inputs, wrong = evaluated(definition, found, survey)
    findings += wrong
    paths = [each.path for each in (*definition.inputs, *found.inputs, *inputs)]
    stop_at_errors(findings, form, found.rosters, rejects, paths)
    talk(findings)
    sources = [
        {"role": each.role, "path": each.path, "sha256": each.sha256}
        for each in (*definition.inputs, *found.inputs, *inputs)
    ]
    shown = [each for each in found.learners if of is None or each.role == of.value]
    told = [each for each in figures if of is None or each.role == of.value]
    made = report(definition.program, on, shown, found.places, told, sources, findings, found.no_pool)
    if out is not None:
        say(write(out, made, Part))
    show(made, form, part.value)
    raise typer.Exit(exit_code(findings, fail_on))
