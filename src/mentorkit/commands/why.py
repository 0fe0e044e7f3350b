"""`mentorkit why`: why a mentee has their mentor, and what another one would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import (
    Decisions,
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    ResultFormat,
    exit_code,
    show,
    talk,
)
from mentorkit.commands._path import walk
from mentorkit.commands._pool import NoPool, PoolFile, pooling

if TYPE_CHECKING:
    from mentorkit.people import Role


def why(
    program: ProgramFile,
    mentee: Annotated[
        str,
        typer.Option(
            metavar="WHO", autocompletion=_complete.mentees, help="The mentee: an id, e-mail address or name."
        ),
    ],
    mentor: Annotated[
        str | None,
        typer.Option(
            metavar="WHO",
            autocompletion=_complete.mentors,
            help="Ask for this mentor: an id, e-mail address or name.",
        ),
    ] = None,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    decisions: Decisions = None,
    pool: PoolFile = None,
    no_pool: NoPool = False,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say why a mentee has their mentor or none, and what another mentor would cost everybody.

    With --mentor: whether that pair is allowed, and what forcing it would cost, exactly. Else the mentors
    that come next. For a mentee without a mentor, the best single change that would give them one.
    """
    from mentorkit import why_report
    from mentorkit.called import key
    from mentorkit.why import why as ask

    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    path = walk(program, files, decisions, None, form, pooling=pooling(pool, no_pool))
    who = key(path.mentees, mentee)
    other = None if mentor is None else key(path.mentors, mentor)
    found = ask(path.program, path.scores, path.mentors, path.mentees, who, other)
    talk(path.findings)
    show(why_report.report(path.program, found), form, "alternatives" if mentor is None else "pair")
    raise typer.Exit(exit_code(path.findings, fail_on))
