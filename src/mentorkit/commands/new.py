"""`mentorkit new`: a guided start of a program."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FocusChoice(StrEnum):
    """What a program is for."""

    SKILLS = "skill_development"
    PIPELINE = "succession_pipeline"
    DEPTH = "leadership_depth"


def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The program's folder.")] = ".",
    name: Annotated[str | None, typer.Option(help="What the program is called.")] = None,
    focus: Annotated[FocusChoice | None, typer.Option(help="What the program is for.")] = None,
    purpose: Annotated[str | None, typer.Option(help="The business reason, in a sentence.")] = None,
    plan: Annotated[str | None, typer.Option(help="The business plan that the program supports.")] = None,
    sponsor: Annotated[str | None, typer.Option(help="Who in the leadership stands behind it.")] = None,
    sponsor_role: Annotated[str | None, typer.Option(help="What the sponsor is in the organisation.")] = None,
    approved: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the sponsor approved it, as 2027-01-31.")
    ] = None,
    owner: Annotated[str | None, typer.Option(help="Who answers for it; else the sponsor.")] = None,
    launch: Annotated[
        str | None, typer.Option(metavar="DATE", help="The first day; else in about ten weeks.")
    ] = None,
    close: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day; else nine months later.")
    ] = None,
    size: Annotated[int | None, typer.Option(min=1, metavar="N", help="How many mentees.")] = None,
    mentors: Annotated[
        str | None, typer.Option(metavar="FILE", help="The roster of mentors, CSV or Excel; else examples.")
    ] = None,
    mentees: Annotated[
        str | None, typer.Option(metavar="FILE", help="The roster of mentees, CSV or Excel; else examples.")
    ] = None,
    levels: Annotated[
        str | None, typer.Option(metavar="LIST", help="Career levels from low to high, with commas between.")
    ] = None,
    skills: Annotated[
        str | None, typer.Option(metavar="LIST", help="The skills that the program shall build.")
    ] = None,
    functions: Annotated[
        str | None, typer.Option(metavar="LIST", help="Business functions that would lack leaders.")
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="ROLE.FIELD=HEADING",
            help='The heading that holds a field, as in mentors.skills="Good at". May be repeated, for '
            "several columns of one field too.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; take what is proposed.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a program that stands there. Rosters are never replaced.")
    ] = False,
) -> None:
    """Start a program: answer some questions, and get its definition, a README and what else it needs.

    Reads the rosters' headings and proposes what each of them holds. Without rosters it writes examples to
    be replaced, so that every command runs at once. Nothing is asked where nobody sits at the terminal:
    then --name and --focus are needed, or --yes.
    """
    from mentorkit.commands import _start
    from mentorkit.commands._start_dates import day_of

    flags = _start.Flags(
        Path(folder),
        name,
        focus.value if focus else None,
        {
            "purpose": purpose, "plan": plan, "sponsor": sponsor, "sponsor_role": sponsor_role,
            "owner": owner,
        },
        {
            name: day_of(name, given)
            for name, given in (("approved", approved), ("launch", launch), ("close", close))
        },
        size,
        {"mentors": mentors, "mentees": mentees},
        {"levels": levels, "skills": skills, "functions": functions},
        tuple(mapped or ()),
        yes=yes,
        force=force,
    )  # fmt: skip
    today = dt.datetime.now().astimezone().date()
    raise typer.Exit(_start.begin(flags, today))
