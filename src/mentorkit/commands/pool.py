"""`mentorkit pool`: the first cohort, who waits, and what the quotas cost."""

from __future__ import annotations

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
from mentorkit.finding import CannotRun

if TYPE_CHECKING:
    from mentorkit.report import Report


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
    from mentorkit import pool_choice

    definition, findings = read_program(program, form)
    side = None if of is None else of.value
    rosters, inputs, wrong = pool_choice.read(definition, side, {"mentors": mentors, "mentees": mentees})
    findings += wrong
    paths = [each.path for each in inputs]
    stop_at_errors(findings, form, list(rosters.values()), rejects, paths)
    made, findings = pool_choice.choose(definition, side, rosters, inputs, findings)
    stop_at_errors(findings, form)
    assert made is not None  # noqa: S101  # there were no errors
    talk(findings)
    if out is not None:
        _written(Path(out), made, paths)
    show(made, form, part.value)
    raise typer.Exit(exit_code(findings, fail_on))


def _written(path: Path, made: Report, inputs: list[str]) -> None:
    """Write the list. Raises CannotRun where it would replace an input."""
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.export.files import replace_file

    if path.exists() and any(Path(name).exists() and path.samefile(name) for name in inputs):
        raise CannotRun(f"--out {path} is one of the inputs; name another file")
    replace_file(path, for_spreadsheets(listing_csv(made.listing(Part.POOL.value))))
    say(f"wrote {path}")
