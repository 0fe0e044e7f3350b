"""`mentorkit qualify`: who may take part, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from mentorkit import load
from mentorkit.commands._options import (
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    ProgramFile,
    Rejects,
    ResultFormat,
    exit_code,
    read_program,
    show,
    stop_at_errors,
    talk,
)
from mentorkit.people import Role


class Side(StrEnum):
    """Whose qualification is shown."""

    MENTORS = "mentors"
    MENTEES = "mentees"


def qualify(
    program: ProgramFile,
    of: Annotated[Side | None, typer.Option("--of", help="Only mentors or only mentees.")] = None,
    mentors: Mentors = None,
    mentees: Mentees = None,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say who may take part: qualified, conditional after a named training, or not yet.

    Every rule gives its reason; csv has one row a person and rule.
    """
    from mentorkit.qualification import qualify as judge
    from mentorkit.qualification_report import report

    definition, findings = read_program(program, form)
    roles: list[Role] = (
        ["mentors", "mentees"] if of is None else ["mentors" if of is Side.MENTORS else "mentees"]
    )
    rosters, inputs = [], [program]
    for role in roles:
        roster, used, wrong = load.qualifying(definition, role, mentors if role == "mentors" else mentees)
        rosters.append(roster)
        inputs += [each.path for each in used]
        findings += wrong
    stop_at_errors(findings, form, rosters, rejects, inputs)
    talk(findings)
    facts = definition.program.facts()
    found = [judge(definition.program, roster, facts) for roster in rosters]
    show(report(definition.program, facts, found), form, "qualification")
    raise typer.Exit(exit_code(findings, fail_on))
