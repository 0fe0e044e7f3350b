"""What `approve` shows: the run, who approved it, and the hash to keep elsewhere."""

from __future__ import annotations

from mentorkit.approval import Approval
from mentorkit.report import Column, Document, Report, counted, listing
from mentorkit.run import APPROVAL, Run

TITLES = {"by": "By", "date": "On", "note": "Note", "sha256": "", "run": ""}
"""Columns by name; those without a title are for files alone."""
RECORDED = (
    "From now on `mentorkit verify` finds any change. This is a record, not a signature: whoever may change "
    "the folder may change it too; keep the hash where they cannot, such as in the minutes."
)


def report(run: Run, approval: Approval) -> Report:
    """The report on an approval that was written."""
    folder, totals = run.path.parent, run.record.totals
    document: Document = {
        "mentorkit": approval.mentorkit,
        "program": approval.program,
        "run": run.path.as_posix(),
        "sha256": approval.run,
        "by": approval.by,
        "date": approval.date.isoformat(),
        "note": approval.note,
        "file": (folder / APPROVAL).as_posix(),
    }
    files = counted(len(run.record.files) + 1, "file")
    columns = [Column(name, title) for name, title in TITLES.items()]
    return Report(
        f"{approval.program}: {folder.as_posix()}",
        (listing("approval", "Approval", columns, [document]),),
        document,
        (
            f"Approved: {totals.matched:,} of {counted(totals.mentees, 'mentee')} matched, {files}.",
            f"SHA-256 of run.json: {approval.run}",
            RECORDED,
        ),
    )
