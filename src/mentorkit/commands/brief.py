"""`mentorkit brief`: the communication plan, a pack for each audience, a letter for each person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mentorkit import load
from mentorkit.commands import _complete
from mentorkit.commands._options import (
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    ResultFormat,
    exit_code,
    read_program,
    say,
    show,
    stop_at_errors,
    talk,
)
from mentorkit.commands._today import day
from mentorkit.finding import CannotRun, Finding

if TYPE_CHECKING:
    from mentorkit.export.templated import Templates
    from mentorkit.recipients import Cast
    from mentorkit.report import Document, Report

RECORD = "brief.json"
"""What the folder was made from, with the hashes of its files."""


def brief(
    program: ProgramFile,
    run: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            autocompletion=_complete.runs,
            help="The run folder that says who is matched with whom.",
        ),
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Write packs, letters and calendar here.")
    ] = None,
    message: Annotated[
        str | None,
        typer.Option(metavar="SUBJECT", help="Write the letters of this message; else see docs/brief.md."),
    ] = None,
    letters: Annotated[
        bool,
        typer.Option("--letters/--no-letters", help="Whether letters are written; packs need no rosters."),
    ] = True,
    date: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Date the letters; else your mail program does."),
    ] = None,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a folder that was changed by hand.")
    ] = False,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Say who is told what and when; with --out, write it: a pack an audience, a letter a person, a calendar.

    Packs (Markdown and HTML) and letters (drafts, and a table to merge) open with the business reason and
    show only what their reader may read: nothing private, and to managers neither scores nor wishes. Nothing
    is sent. A name in a template that is not known stops the command before anything is written.
    """
    from mentorkit import template_files
    from mentorkit.communication_report import report
    from mentorkit.export.templated import Templates

    needing = {
        "--run": run, "--message": message, "--date": date, "--mentors": mentors, "--mentees": mentees,
        "--people": people,
    }  # fmt: skip
    _refuse(needing, out, run)
    definition, findings = read_program(program, form)
    found, wrong = template_files.templates(definition)
    templates = Templates(found)
    findings += [*wrong, *templates.faults()]
    stop_at_errors(findings, form)
    plan = report(definition.program)
    if out is not None:
        from mentorkit import approval
        from mentorkit.cast_files import cast
        from mentorkit.commands._brief import chosen
        from mentorkit.export import files

        files.mend(Path(out))
        only = chosen(definition.program, message)
        everybody, inputs = None, list(definition.inputs)
        if letters or run is not None:
            known = template_files.fields_named(found, definition.program.vocabulary.known_fields)
            everybody, inputs, wrong = cast(
                definition, run, {"mentors": mentors, "mentees": mentees, "people": people}, known
            )
            findings += wrong
            stop_at_errors(findings, form)
        if run is not None and not approval.approved(Path(run) if Path(run).is_dir() else Path(run).parent):
            say(f"nobody has approved {run} yet (mentorkit approve)")
        letter_day = day(date, "--date") if date else None
        made, record, wrong = _made(definition, templates, everybody, only, plan, letter_day, letters=letters)
        findings += wrong
        stop_at_errors(findings, form)
        record["inputs"] = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in inputs]
        below = sorted({name.rpartition("/")[0] for name in made if "/" in name})
        files.write_run(Path(out), made, record, force=force, record=RECORD, below=below)
        count = len(record["letters"])
        say(f"wrote {out}: {len(record['packs'])} packs, {count:,} letters, plan.csv, plan.ics")
    talk(findings)
    show(plan, form, "plan")
    raise typer.Exit(exit_code(findings, fail_on))


def _refuse(needing: Mapping[str, object], out: str | None, run: str | None) -> None:
    """Options that would say nothing. Raises CannotRun."""
    for option, value in needing.items():
        if value is not None and out is None:
            raise CannotRun(f"{option} is about packs and letters; name a folder for them with --out")
        if value is not None and run is not None and option in ("--mentors", "--mentees"):
            raise CannotRun(f"{option} cannot change the people of a run; leave it out, or match again")


def _made(
    definition: load.Definition,
    templates: Templates,
    cast: Cast | None,
    only: list[int],
    plan: Report,
    date: dt.date | None,
    *,
    letters: bool,
) -> tuple[dict[str, bytes], Document, list[Finding]]:
    """All files by name, what brief.json says, and what went wrong."""
    import mentorkit
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.export.ics import calendar
    from mentorkit.export.letter_files import letter_files, without_address
    from mentorkit.export.templated import letter_texts, pack_files
    from mentorkit.letters import letters as letters_of
    from mentorkit.packs import packs
    from mentorkit.people import Roster
    from mentorkit.recipients import Cast

    nobody = Cast(definition.program, Roster("mentors", ()), Roster("mentees", ()))
    made, findings = pack_files(templates, packs(cast or nobody))
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "program": definition.program.name,
        "run": cast.outcome.record.sha256 if cast and cast.outcome else None,
        "packs": sorted(made),
        "letters": [],
    }
    if letters and cast is not None:
        written, wrong = letters_of(cast, only)
        findings += wrong
        texts, wrong = letter_texts(templates, written)
        findings += wrong
        if len(texts) == len(written):
            drafts, names = letter_files(written, texts, date)
            made |= drafts
            findings += without_address(written, definition.source.file)
            document["letters"] = [
                {"audience": each.audience, "id": each.id, "file": name}
                for each, name in zip(written, names, strict=True)
            ]
    made["plan.csv"] = for_spreadsheets(listing_csv(plan.listing("plan")))
    made["plan.ics"] = calendar(definition.program)
    return made, document, findings
