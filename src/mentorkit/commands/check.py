"""`mentorkit check`: review program definitions."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit import formats, review
from mentorkit.commands import _complete
from mentorkit.commands._chain import show_chain
from mentorkit.commands._options import DONE, FailOn, FailOnOption, Mentees, Mentors, People, exit_code, say
from mentorkit.commands._programs import Programs
from mentorkit.definition import normal, understood
from mentorkit.finding import CannotRun, Finding, Severity, has_errors
from mentorkit.pages import pages
from mentorkit.report import counted

if TYPE_CHECKING:
    from mentorkit.definition import Definition, Loaded
    from mentorkit.people import Role


class FindingFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


def check(
    programs: Annotated[
        list[str],
        typer.Argument(
            metavar="PROGRAM",
            help="YAML files, folders, patterns such as programs/*.yaml, or - for standard input.",
        ),
    ],
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES",
            autocompletion=_complete.lists_of_codes,
            help="Only these codes, such as MK3,MK112; errors are always shown.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES",
            autocompletion=_complete.lists_of_codes,
            help="All but these; the longer of two that fit a code decides.",
        ),
    ] = None,
    fail_on: FailOnOption = FailOn.ERROR,
    form: Annotated[
        FindingFormat | None,
        typer.Option(
            "--format", help="How findings are printed; unless given, github in GitHub's workflows."
        ),
    ] = None,
    trace: Annotated[
        bool,
        typer.Option(
            "--trace", help="Print the chain from goals to messages, with its holes, as a table or json."
        ),
    ] = False,
    rosters: Annotated[
        bool, typer.Option("--rosters", help="Review the programs together with their rosters.")
    ] = False,
    only_programs: Annotated[
        bool,
        typer.Option(
            "--only-programs", help="Pass by files that are no programs, named ones too, as a hook needs it."
        ),
    ] = False,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    stdin_name: Annotated[
        str, typer.Option(metavar="FILE", help="The name of what - reads; paths in it start from there.")
    ] = "<stdin>",
) -> None:
    """Review program definitions: the schema, whether everything they name exists, and what is unwise.

    Prints a finding a line with its place. Reads rosters only where asked. A comment
    `# mentorkit: ignore[MK112] reason` keeps warnings and notes of its line, or of the next, quiet.
    """
    chosen = review.choice(select or [], ignore or [])
    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    given = Programs(programs, stdin_name, only_programs)
    reviews: dict[str, review.Review] = {}
    definitions: list[Definition | None] = []
    for document in given:
        name = normal(Path(document.path))
        try:
            loaded = understood(document, given.read)
            definitions.append(loaded.definition)
            if rosters or any(files.values()):
                if reviews and any(files.values()):
                    raise CannotRun("--mentors, --mentees and --people need one program, not several")
                reviews[name] = _with_people(loaded, files, chosen)
            else:
                reviews[name] = review.review(loaded, chosen)
        except CannotRun as error:
            given.unreadable.append(str(error))
    findings = review.settled(list(reviews.values()), chosen)
    if trace:
        show_chain(definitions, findings, form)
        _end(given, len(reviews), findings, fail_on, FindingFormat.TEXT)
    in_workflow = os.environ.get("GITHUB_ACTIONS") == "true"
    shown = form or (FindingFormat.GITHUB if in_workflow else FindingFormat.TEXT)
    outcome = formats.Outcome(
        findings,
        list(reviews),
        given.data,
        given.unreadable,
        _page,
        None if fail_on is FailOn.NEVER else Severity(fail_on.value),
        str(Path.cwd()),
    )
    sys.stdout.write(formats.FORMATS[shown.value](outcome))
    _end(given, len(reviews), findings, fail_on, shown)


def _page(code: str) -> str:
    return pages()[code].text


def _with_people(loaded: Loaded, files: dict[Role, str | None], chosen: review.Choice) -> review.Review:
    """The review of a program with the people that it is about. Raises CannotRun."""
    if loaded.definition is None:
        return review.review(loaded, chosen)
    from mentorkit import load

    cohort, wrong = load.cohort(loaded.definition, files)
    people = None if has_errors(wrong) else (cohort.mentors, cohort.mentees)
    return review.review(loaded, chosen, people, wrong)


def _end(
    given: Programs, checked: int, findings: list[Finding], fail_on: FailOn, shown: FindingFormat
) -> None:
    """The exit code, and in words what was not checked."""
    if given.passed_by:
        say(f"{counted(len(given.passed_by), 'YAML file')} passed by: no program, no vocabulary of one")
    if given.unreadable:
        raise CannotRun("; ".join(given.unreadable))
    if not checked and not given.only_programs:
        raise CannotRun(f"there is no program in {', '.join(given.arguments)}")
    code = exit_code(findings, fail_on)
    if code == DONE and shown is FindingFormat.TEXT:
        say(f"{counted(checked, 'program')} checked, nothing in the way")
    raise typer.Exit(code)
