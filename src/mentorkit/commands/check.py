"""`mentorkit check`: review program definitions."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from mentorkit import formats, load
from mentorkit.commands._options import DONE, FailOn, FailOnOption, exit_code, say
from mentorkit.finding import CannotRun, Finding, in_order
from mentorkit.report import counted


class FindingFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    programs: Annotated[
        list[str], typer.Argument(metavar="PROGRAM...", help="Program definitions, YAML files.")
    ],
    form: Annotated[
        FindingFormat, typer.Option("--format", help="How findings are printed.")
    ] = FindingFormat.TEXT,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Review program definitions: the schema, and whether everything they name exists.

    Prints a finding a line with its place. Reads no roster.
    """
    findings: list[Finding] = []
    unreadable: list[str] = []
    for path in programs:
        try:
            findings += load.program(path)[1]
        except CannotRun as error:
            unreadable.append(str(error))
    findings = in_order(findings)
    sys.stdout.write(formats.FORMATS[form.value](findings))
    if unreadable:
        raise CannotRun("; ".join(unreadable))
    code = exit_code(findings, fail_on)
    if code == DONE and form is FindingFormat.TEXT:
        say(f"{counted(len(programs), 'program')} checked, nothing in the way")
    raise typer.Exit(code)
