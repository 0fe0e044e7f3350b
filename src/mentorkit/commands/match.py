"""`mentorkit match`: the best pairings, with reasons and proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mentorkit.commands._options import (
    FOUND,
    Decisions,
    FailOn,
    FailOnOption,
    Format,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    Rejects,
    ResultFormat,
    exit_code,
    say,
    show,
    talk,
)
from mentorkit.commands._path import walk


def match(
    program: ProgramFile,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    decisions: Decisions = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Write the run folder here.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a run folder that was changed by hand.")
    ] = False,
    rejects: Rejects = None,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Find the best pairings: who with whom and why, who is left out and why, and the proof.

    The exit code is 1 where a promise under `expect` is broken; the run is written all the same.
    """
    from mentorkit.assignment import assign
    from mentorkit.export import files
    from mentorkit.export.csv_file import for_spreadsheets, listing_csv
    from mentorkit.match_report import report

    if out is not None:
        files.mend(Path(out))
    path = walk(program, {"mentors": mentors, "mentees": mentees, "people": people}, decisions, rejects, form)
    assignment = assign(path.program, path.scores)
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in path.inputs]
    found = report(path.program, path.scores, assignment, path.mentors, path.mentees, sources, path.findings)
    talk(path.findings)
    if out is not None:  # before anything is printed, so that a reader who stops early loses no run
        names = ("pairs", "unmatched", "qualification")
        written = {f"{name}.csv": for_spreadsheets(listing_csv(found.listing(name))) for name in names}
        files.write_run(Path(out), written, found.document, force=force)
        say(f"wrote {out}: {', '.join([*written, files.RECORD])}")
    show(found, form, "pairs")
    broken = any(not promise["kept"] for promise in found.document["expect"])
    raise typer.Exit(FOUND if broken else exit_code(path.findings, fail_on))
