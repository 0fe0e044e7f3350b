"""`mentorkit succession`: the bench of every critical role, before and after the program."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit import load, plan_files
from mentorkit.commands import _complete
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
from mentorkit.commands._today import Today, day
from mentorkit.commands._together import Force, Out, clear, write
from mentorkit.fields import fold
from mentorkit.finding import CannotRun, Finding

if TYPE_CHECKING:
    from mentorkit.people import Role, Roster
    from mentorkit.program import Program


class Part(StrEnum):
    """What csv holds."""

    ROLES = "roles"
    CANDIDATES = "candidates"
    FUNCTIONS = "functions"
    OBJECTIVES = "objectives"
    PAIRS = "pairs"
    RELIANCES = "reliances"


def succession(
    program: ProgramFile,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN", autocompletion=_complete.runs, help="A run folder: whose pairs build which bench."
        ),
    ] = None,
    candidates: Annotated[
        str | None, typer.Option(metavar="FILE", help="Candidates, in place of the program's file.")
    ] = None,
    today: Today = None,
    part: Annotated[
        Part, typer.Option("--part", help="What csv holds: a row a role, or another part.")
    ] = Part.ROLES,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    out: Out = None,
    force: Force = False,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Show the bench of every critical role, what the program is expected to add, and where it leans on one.

    What is shown is for the administrator alone: who stands for a role and who may leave is confidential.
    """
    from mentorkit.succession import benches
    from mentorkit.succession_report import report

    on = day(today)
    if out is not None:
        clear(out, Part, force=force)
    definition, findings = read_program(program, form)
    plan = definition.program
    if plan.succession is None or not plan.succession.critical_roles:
        raise CannotRun(f"{program} names no critical roles; add succession: critical_roles:")
    pairs, wrong = (None, []) if run is None else _pairs(run, plan)
    findings += wrong
    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    rosters: list[Roster] = []
    inputs = list(definition.inputs)
    for role, file in files.items():
        if role != "people" or plan.rosters.people or file:
            found, read, wrong = load.roster(definition, role, file)
            rosters.append(found)
            inputs, findings = [*inputs, *read], [*findings, *wrong]
    everybody = plan_files.everybody(rosters)
    standing, read, wrong = plan_files.standing(definition, everybody, candidates)
    inputs, findings = [*inputs, *read], [*findings, *wrong]
    stop_at_errors(findings, form, rosters, rejects, [each.path for each in inputs])
    talk(findings)
    by_key = {person.key: person for person in everybody}
    waiting = rosters[1].by_key.keys()
    made = benches(plan, standing.bench, standing.candidates, by_key, waiting, pairs, on)
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in inputs]
    told = report(plan, on, made, by_key, sources, findings)
    if out is not None:
        say(write(out, told, Part))
    show(told, form, part.value)
    raise typer.Exit(exit_code(findings, fail_on))


def _pairs(path: str, plan: Program) -> tuple[dict[str, str], list[Finding]]:
    """Mentee to mentor of a run by keys, and what is wrong with its files. Raises CannotRun."""
    from mentorkit import run as runs
    from mentorkit.verify import verify_files

    found = runs.read(path)
    if found.record.program != plan.name:
        raise CannotRun(f'the run at {path} is of the program "{found.record.program}", not of "{plan.name}"')
    pairs = {fold(pair.mentee): fold(pair.mentor) for pair in found.record.pairs}
    return pairs, list(verify_files(found).findings)
