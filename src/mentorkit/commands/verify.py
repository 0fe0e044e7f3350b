"""`mentorkit verify`: a run held against its files, its inputs and its proofs."""

from __future__ import annotations

from typing import Annotated

import typer

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
from mentorkit.commands._reread import reread


def verify(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run folder, or the run.json in it.")],
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
    from mentorkit import verify as verification
    from mentorkit.verify_report import report

    found = runs.read(run)
    inputs, moved, told = reread(found)
    compared = "against their hashes in run.json"
    read = verification.Check("inputs", compared, len(found.record.inputs), tuple(moved))
    checks = (verification.verify_files(found), read)
    verdict = verification.Verdict(checks)
    if inputs is not None:
        rest = verification.verify(found, inputs, told, full=full)
        verdict = verification.Verdict((*checks, *rest.checks), rest.possible, rest.seen, rest.mentees)
    findings = verdict.findings + (told if inputs is None else [])
    talk(findings)
    show(report(found, verdict, findings), form, "checks")
    raise typer.Exit(
        FOUND if not verdict.holds and fail_on is not FailOn.NEVER else exit_code(findings, fail_on)
    )
