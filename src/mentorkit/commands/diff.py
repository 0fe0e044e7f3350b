"""`mentorkit diff`: what changed in meaning between two programs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import (
    DONE,
    FOUND,
    Mentees,
    Mentors,
    People,
    ResultFormat,
    stop_at_errors,
    talk,
)
from mentorkit.definition import Definition, Read, program, read_bytes
from mentorkit.finding import CannotRun, Finding
from mentorkit.formats import safe

if TYPE_CHECKING:
    from mentorkit.diff.effects import Effects
    from mentorkit.people import Role


class DiffFormat(StrEnum):
    """How the difference is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"


def diff(
    programs: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD NEW",
            autocompletion=_complete.programs_or_runs,
            help="Two programs or two run folders; with --against only the new program.",
        ),
    ],
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            autocompletion=_complete.revisions,
            help="Compare with this revision of the file in git: main, HEAD~1, a tag.",
        ),
    ] = None,
    rosters: Annotated[
        bool,
        typer.Option("--rosters", help="Also say what it does to the people in the new program's rosters."),
    ] = False,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    form: Annotated[
        DiffFormat, typer.Option("--format", help="How the difference is printed.")
    ] = DiffFormat.TEXT,
    status: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where anything changed, as git does.")
    ] = False,
) -> None:
    """Say what changed in meaning from one program to another, or what differs between two runs.

    Of programs: weights, rules, objectives, dates; comments, the order of keys and the unit of weights mean
    nothing. Of runs: who has another mentor, is newly or no longer matched; figures, promises, decisions,
    and which inputs changed. With rosters (--rosters, or files named
    by --mentors, --mentees and --people): whose state and whose mentor changes, and what that does to the
    scores. Both programs are then applied to the same people.
    """
    from mentorkit.commands import _diff_runs

    if _diff_runs.are_runs(programs):
        for option, given in (
            ("--against", against),
            ("--rosters", rosters),
            *_named(mentors, mentees, people),
        ):
            if given:
                raise CannotRun(f"{option} is about programs; two runs are compared as they are")
        differing = _diff_runs.compared(programs)
        _diff_runs.show(differing, form)
        raise typer.Exit(FOUND if status and differing.changed else DONE)
    from mentorkit.diff import diff as compare
    from mentorkit.diff import report
    from mentorkit.diff.markdown import markdown

    old, new = _both(programs, against, form)
    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    met = _effects(old, new, files, against, form) if rosters or any(files.values()) else None
    path = programs[-1]
    names = (programs[0] if against is None else f"{path} at {against}", path)
    changes = compare(old.program, new.program)
    found = report.Difference(new.program.name, *names, changes, met)
    if form is DiffFormat.JSON:
        from mentorkit.run import written

        sys.stdout.write(written(report.as_document(found)).decode())
    elif form is DiffFormat.CSV:
        from mentorkit.export.csv_file import rows_csv

        sys.stdout.write(rows_csv(report.rows(found)).replace("\r\n", "\n"))
    else:
        sys.stdout.write(safe(markdown(found) if form is DiffFormat.MARKDOWN else report.text(found)))
    raise typer.Exit(FOUND if status and changes else DONE)


def _named(*files: str | None) -> list[tuple[str, str | None]]:
    return list(zip(("--mentors", "--mentees", "--people"), files, strict=True))


def _both(programs: Sequence[str], against: str | None, form: DiffFormat) -> tuple[Definition, Definition]:
    """The old and the new program; ends the command where either has errors."""
    if len(programs) != (2 if against is None else 1):
        wanted = "name two programs, the old and the new one" if against is None else "name one program"
        raise CannotRun(f"{wanted}; --against REV compares one program with what git has of it")
    new, findings = program(programs[-1])
    read: Read = read_bytes
    if against is not None:
        from mentorkit.commands._git import at_revision

        read = at_revision(programs[0], against)
    old, wrong = program(programs[0], read)
    _stop([*_marked(wrong, against), *findings], form)
    if old is None or new is None:
        raise typer.Exit(FOUND)
    return old, new


def _marked(findings: Sequence[Finding], against: str | None) -> list[Finding]:
    """Findings of the old program, whose places say the revision where they are not of the working tree."""
    if against is None:
        return list(findings)
    return [
        replace(each, location=replace(each.location, file=f"{against}:{each.location.file}"))
        for each in findings
    ]


def _stop(findings: Sequence[Finding], form: DiffFormat) -> None:
    stop_at_errors(findings, ResultFormat.JSON if form is DiffFormat.JSON else ResultFormat.TABLE)


def _effects(
    old: Definition, new: Definition, files: dict[Role, str | None], against: str | None, form: DiffFormat
) -> Effects:
    """What both programs make of the new one's people; ends the command where an input has errors."""
    from mentorkit.commands import _results
    from mentorkit.diff.effects import effects

    after, findings = _results.result(new, files)
    _stop(findings, form)
    before, wrong, notes = _results.former(old, new, files)
    places = {old.source.file, *(each.path for each in old.inputs)}
    ours = [each for each in wrong if each.location.file in places]
    _stop([*_marked(ours, against), *(each for each in wrong if each.location.file not in places)], form)
    talk(findings)
    if before is None or after is None:
        raise typer.Exit(FOUND)
    return effects(before, after, notes)
