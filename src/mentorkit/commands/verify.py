"""`mentorkit verify`: a run held against its files, its inputs and its proofs."""

from __future__ import annotations

from typing import Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.commands._options import (
    FOUND,
    FailOn,
    FailOnOption,
    Format,
    ResultFormat,
    exit_code,
    show,
    talk,
)
from mentorkit.reread import verified


def verify(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", autocompletion=_complete.runs, help="A run folder, or the run.json in it."
        ),
    ],
    full: Annotated[
        bool, typer.Option("--full", help="Look at all mentees, also where there are more than 10,000.")
    ] = False,
    form: Format = ResultFormat.TABLE,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Check a run: its files, every pair and score, the figures, and the proof that nothing better exists.

    Reads the inputs again, and works everything out by plain formulas of its own. The exit code is 1 where
    anything does not hold.
    """
    from mentorkit import run as runs
    from mentorkit.verify_report import report

    found = runs.read(run)
    verdict, findings = verified(found, full=full)
    talk(findings)
    show(report(found, verdict, findings), form, "checks")
    raise typer.Exit(
        FOUND if not verdict.holds and fail_on is not FailOn.NEVER else exit_code(findings, fail_on)
    )
