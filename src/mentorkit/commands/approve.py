"""`mentorkit approve`: a run frozen as it is, with who approved it, when, and a note."""

from __future__ import annotations

from typing import Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import FOUND, Format, ResultFormat, say, show, talk


def approve(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", autocompletion=_complete.runs, help="A run folder, or the run.json in it."
        ),
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approves.")],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What else should be kept.")] = "",
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The day, such as 2027-01-31; unless given, today."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an approval that is there.")] = False,
    form: Format = ResultFormat.TABLE,
) -> None:
    """Record that somebody approved a run: from then on any change of any of its files is found by `verify`.

    Writes approval.json into the run folder, with the hash of run.json and, through it, of all files. It
    records and does not sign: whoever may change the folder may change the approval too. The exit code is 1
    where a file of the run was changed, is missing or does not belong there; nothing is written then.
    """
    from mentorkit import approval
    from mentorkit import run as runs
    from mentorkit.approval_report import report
    from mentorkit.commands._today import day
    from mentorkit.export import files
    from mentorkit.export.together import write_together
    from mentorkit.finding import CannotRun, in_order
    from mentorkit.promises import broken
    from mentorkit.run import APPROVAL
    from mentorkit.verify import verify_files

    who, on = " ".join(by.split()), day(date, "--date")
    if not who:
        raise CannotRun("--by is blank; say who approves the run")
    folder = runs.read(run).path.parent
    with files.held(folder):
        files.sweep(folder / APPROVAL)
        found = runs.read(run)
        if not force and (said := approval.approved(folder)):
            raise CannotRun(f"{folder} {said}; --force replaces the approval")
        wrong = in_order(verify_files(found).findings)
        if wrong:
            talk(wrong)
            say(f"{folder} is not the run that was written; nothing was approved")
            raise typer.Exit(FOUND)
        data = approval.approval(found, who, on, note.strip())
        write_together(folder, {APPROVAL: data})
    said_so = approval.read(data)
    assert said_so is not None  # noqa: S101  # it was written just now
    for promise in broken([each.model_dump() for each in found.record.expect]):
        say(f"promise broken: {promise}")
    show(report(found, said_so), form, "approval")
