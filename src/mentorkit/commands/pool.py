"""`mentorkit pool`: the first cohort, who waits, and what the quotas cost."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    say,
    show,
    stop_at_errors,
    talk,
)
from mentorkit.finding import CannotRun, Finding

if TYPE_CHECKING:
    from mentorkit.people import Role, Roster
    from mentorkit.report import Report

COMPARED = ("function", "location")
"""Fields by which the pool is compared with the roster where it has them, beside level and quotas."""


class Side(StrEnum):
    """Whose pool is shown."""

    MENTEES = "mentees"
    MENTORS = "mentors"


class Part(StrEnum):
    """What csv holds."""

    POOL = "pool"
    COSTS = "costs"
    COMPARED = "compared"


def pool(
    program: ProgramFile,
    of: Annotated[Side | None, typer.Option("--of", help="Only mentees or only mentors.")] = None,
    mentors: Mentors = None,
    mentees: Mentees = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write everybody with their state there, as `match --pool` reads it."
        ),
    ] = None,
    part: Annotated[
        Part, typer.Option("--part", help="What csv prints: a row a person, or another part.")
    ] = Part.POOL,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Choose the first cohort: who is in and why, who waits, and what the quotas cost.

    Eligible is whoever qualifies and meets the pool's rules. Of them as many are in as size and quotas allow,
    and of all such pools the one with the most points. `match` applies the same pool by itself.
    """
    from mentorkit.commands._pool import small_groups
    from mentorkit.pool import select
    from mentorkit.pool_report import report
    from mentorkit.qualification import qualify

    definition, findings = read_program(program, form)
    roles = _roles(definition, of)
    rosters: dict[Role, Roster] = {}
    inputs = list(definition.inputs)
    for role in roles:
        file = mentors if role == "mentors" else mentees
        rosters[role], used, wrong = load.applicants(definition, role, file, COMPARED)
        inputs += used
        findings += wrong
    paths = [each.path for each in inputs]
    stop_at_errors(findings, form, list(rosters.values()), rejects, paths)
    plan, facts = definition.program, definition.program.facts()
    able = {role: qualify(plan, roster, facts) for role, roster in rosters.items()}
    found, problems = select(plan, facts, able.get("mentors"), able.get("mentees"))
    findings += [
        Finding(each.code, each.message, definition.source.heading(each.path), each.hint) for each in problems
    ]
    stop_at_errors(findings, form)
    findings += small_groups(definition, found)
    sides = [side for side in found.sides if of is None or side.role == of.value]
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in inputs]
    made = report(plan, sides, COMPARED, sources, findings)
    talk(findings)
    if out is not None:
        _written(Path(out), made, paths)
    show(made, form, part.value)
    raise typer.Exit(exit_code(findings, fail_on))


def _roles(definition: load.Definition, of: Side | None) -> list[Role]:
    """The rosters that are needed. Raises CannotRun where the program chooses no such pool."""
    plan = definition.program.pool
    sides = {"mentees": plan.mentees, "mentors": plan.mentors} if plan else {}
    if not any(sides.values()):
        raise CannotRun(f"{definition.path} has no pool; say under pool: who is chosen, and by what")
    if of is not None and sides[of.value] is None:
        raise CannotRun(f"{definition.path} has no pool of {of.value}; add pool: {of.value}:")
    wanted = [name for name, side in sides.items() if side is not None and (of is None or of.value == name)]
    if "mentees" in wanted and plan is not None and plan.mentees is not None and plan.mentees.size is None:
        wanted.append("mentors")  # their places are the size
    roles: list[Role] = ["mentors", "mentees"]
    return [role for role in roles if role in wanted]


def _written(path: Path, made: Report, inputs: list[str]) -> None:
    """Write the list. Raises CannotRun where it would replace an input."""
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.export.files import replace_file

    if path.exists() and any(Path(name).exists() and path.samefile(name) for name in inputs):
        raise CannotRun(f"--out {path} is one of the inputs; name another file")
    replace_file(path, for_spreadsheets(listing_csv(made.listing(Part.POOL.value))))
    say(f"wrote {path}")
