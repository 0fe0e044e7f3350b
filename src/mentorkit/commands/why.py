"""`mentorkit why`: why a mentee has their mentor, and what another one would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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
from mentorkit.fields import fold
from mentorkit.finding import CannotRun

if TYPE_CHECKING:
    from mentorkit.people import Role
    from mentorkit.qualification import Qualification

NAMED = 5
"""People of one name who are listed by their ids."""


def why(
    program: ProgramFile,
    mentee: Annotated[str, typer.Option(metavar="WHO", help="The mentee: an id, e-mail address or name.")],
    mentor: Annotated[
        str | None, typer.Option(metavar="WHO", help="Ask for this mentor: an id, e-mail address or name.")
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
    from mentorkit.why import why as ask

    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    path = walk(program, files, decisions, None, form, pooling=pooling(pool, no_pool))
    who = _key(path.mentees, mentee)
    other = None if mentor is None else _key(path.mentors, mentor)
    found = ask(path.program, path.scores, path.mentors, path.mentees, who, other)
    talk(path.findings)
    show(why_report.report(path.program, found), form, "alternatives" if mentor is None else "pair")
    raise typer.Exit(exit_code(path.findings, fail_on))


def _key(side: Qualification, text: str) -> str:
    """The key of the one person who is called so. Raises CannotRun with a suggestion."""
    from mentorkit.people import Roster

    roster = Roster(side.role, tuple(each.person for each in side.standings))
    key = roster.called(text)
    if key is not None:
        return key
    role = side.role.removesuffix("s")
    several = roster.bearers.get(fold(text), ())
    if several:
        ids = [roster.by_key[key].id for key in several[:NAMED]]
        more = ", …" if len(several) > NAMED else ""
        raise CannotRun(
            f'{len(several)} {side.role} are called "{text}"; name one by id: {", ".join(ids)}{more}'
        )
    hint = roster.near(text)
    raise CannotRun(f'there is no {role} "{text}"{f"; {hint}" if hint else ""}')
