"""Options and endings that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit import definition, formats, under_way
from mentorkit.definition import Definition
from mentorkit.finding import CannotRun, Finding, Severity, has_errors, in_order

if TYPE_CHECKING:
    from mentorkit.people import Roster
    from mentorkit.report import Report

DONE, FOUND = 0, 1
"""Exit codes: done; findings at or above --fail-on, or a broken promise."""


class FailOn(StrEnum):
    """The least severity that makes a command end with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class ResultFormat(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


ProgramFile = Annotated[str, typer.Argument(metavar="PROGRAM", help="The program definition, a YAML file.")]
Mentors = Annotated[str | None, typer.Option(metavar="FILE", help="Mentors, in place of the program's file.")]
Mentees = Annotated[str | None, typer.Option(metavar="FILE", help="Mentees, in place of the program's file.")]
People = Annotated[
    str | None, typer.Option(metavar="FILE", help="Everyone with a manager, in place of the program's file.")
]
Decisions = Annotated[
    str | None, typer.Option(metavar="FILE", help="Pairs locked or forbidden by hand, CSV or Excel.")
]
Rejects = Annotated[
    str | None, typer.Option(metavar="FILE", help="Write faulty roster rows here, with the reasons.")
]
Format = Annotated[ResultFormat, typer.Option("--format", help="How the result is printed.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", help="The least severity of a finding that makes the exit code 1.")
]


def read_program(path: str, form: ResultFormat) -> tuple[Definition, list[Finding]]:
    """The program and its findings; ends the command where the program has errors."""
    found, findings = definition.program(path)
    if found is None:
        stop_at_errors(findings, form)
        raise typer.Exit(FOUND)
    return found, findings


def stop_at_errors(
    findings: Sequence[Finding],
    form: ResultFormat,
    rosters: Sequence[Roster] = (),
    rejects: str | None = None,
    inputs: Sequence[str] = (),
) -> None:
    """Write faulty rows where asked, and end the command where there are errors.

    Where a document is asked for, the findings are one, so that a program can read them all.
    """
    if rejects:
        _write_rejects(findings, rosters, rejects, inputs)
    if has_errors(findings):
        talk(findings)
        if form is ResultFormat.JSON:
            sys.stdout.write(formats.as_json(in_order(findings)))
        raise typer.Exit(FOUND)


def _write_rejects(
    findings: Sequence[Finding], rosters: Sequence[Roster], path: str, inputs: Sequence[str]
) -> None:
    from mentorkit.export.csv_file import for_spreadsheets
    from mentorkit.export.files import replace_file
    from mentorkit.export.rejects import rejects

    target = Path(path)
    if target.exists() and any(Path(name).exists() and target.samefile(name) for name in inputs):
        raise CannotRun(f"--rejects {path} is one of the inputs; name another file")
    text = rejects(rosters, findings)
    if text:
        replace_file(Path(path), for_spreadsheets(text))
        say(f"faulty rows are in {path}")
    else:
        say(f"no row is faulty; {path} was not written")


def show(report: Report, chosen: ResultFormat, main: str) -> None:
    """Print a report; csv is its main listing."""
    under_way.nothing()
    if chosen is ResultFormat.TABLE:
        from mentorkit import terminal

        terminal.show(report, sys.stdout)
    elif chosen is ResultFormat.JSON:
        from mentorkit.run import written

        sys.stdout.write(written(report.document).decode())
    else:
        from mentorkit.export.csv_file import listing_csv

        sys.stdout.write(listing_csv(report.listing(main)).replace("\r\n", "\n"))


def talk(findings: Sequence[Finding]) -> None:
    """Findings to stderr."""
    under_way.nothing()
    sys.stderr.write(formats.text(in_order(findings)))


def say(sentence: str) -> None:
    """A sentence to stderr."""
    under_way.nothing()
    sys.stderr.write(formats.safe(sentence) + "\n")


def exit_code(findings: Sequence[Finding], fail_on: FailOn) -> int:
    """1 where a finding is at or above --fail-on."""
    if fail_on is FailOn.NEVER:
        return DONE
    limit = Severity(fail_on.value).rank
    return FOUND if any(finding.severity.rank <= limit for finding in findings) else DONE
