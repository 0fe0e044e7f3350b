"""What `verify` shows: every check, what was compared and how many, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

import mentorkit
from mentorkit.approval import read
from mentorkit.finding import Finding
from mentorkit.report import Cell, Column, Document, Report, counted, finding_document, listing
from mentorkit.run import Run
from mentorkit.verify import Check, Verdict


def report(run: Run, verdict: Verdict, findings: Sequence[Finding]) -> Report:
    """The report on a run that was checked."""
    columns = [
        Column("check", "Check"),
        Column("compared", "Compared"),
        Column("count", "How many", number=True),
        Column("result", "Result"),
        Column("wrong", "Wrong", number=True),
        Column("scope", "Checked"),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "check": check.name,
            "compared": check.compared,
            "count": check.count,
            "result": _result(check),
            "wrong": len(check.findings) or None,
            "scope": check.scope,
        }
        for check in verdict.checks
    ]
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "run": run.path.as_posix(),
        "program": run.record.program,
        "approved": _approval(run),
        "holds": verdict.holds,
        "checks": [
            {name: row[name] for name in ("check", "compared", "count", "scope")}
            | {"holds": check.holds, "wrong": len(check.findings)}
            for row, check in zip(rows, verdict.checks, strict=True)
        ],
        "findings": [finding_document(finding) for finding in findings],
    }
    title = f"{run.record.program}: {run.path.as_posix()}"
    return Report(title, (listing("checks", "Checks", columns, rows),), document, _summary(run, verdict))


def _approval(run: Run) -> Document | None:
    """Who approved when, where somebody did and the approval is whole."""
    found = read(run.approval) if run.approval is not None else None
    if found is None:
        return None
    return {"by": found.by, "date": found.date.isoformat(), "note": found.note, "run": found.run}


def _result(check: Check) -> str:
    return "holds" if check.holds else "does not hold"


def _summary(run: Run, verdict: Verdict) -> tuple[str, ...]:
    if not verdict.holds:
        failed = sum(not check.holds for check in verdict.checks)
        return (f"Not verified: {failed} of {counted(len(verdict.checks), 'check')} do not hold.",)
    pairs = counted(len(run.record.pairs), "pair")
    files = f"{counted(len(run.record.files) + 1, 'file')}, {counted(len(run.record.inputs), 'input')}"
    over = counted(verdict.possible, "possible pair")
    some = f", those of {verdict.seen:,} of {verdict.mentees:,} mentees: --full looks at all of them"
    sampled = "" if verdict.seen == verdict.mentees else some
    unchecked = [check.name for check in verdict.checks if check.scope == "the bound was not checked"]
    every = f"every bound but the {' and the '.join(unchecked)}" if unchecked else "the bound of every aim"
    approved = read(run.approval) if run.approval is not None else None
    said = [] if approved is None else [f"It was {approved.said}{_note(approved.note)}."]
    return (f"Verified: {pairs}, {files}; {every} was recomputed over {over}{sampled}.", *said)


def _note(note: str) -> str:
    return f": {note.rstrip('.')}" if note else ""
