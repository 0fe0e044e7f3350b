"""The approval of a run held against its record, for `verify`."""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.approval import read
from mentorkit.finding import Finding
from mentorkit.run import APPROVAL, Run, digest


def approval_wrong(run: Run) -> Iterator[Finding]:
    """What is wrong with the approval of a run that has one."""
    if run.approval is None:
        return
    at, found = run.beside(APPROVAL), read(run.approval)
    if found is None:
        message = "the approval is not what was written: its own hash does not fit"
        yield Finding("MK919", message, at, "put the file back as it was, or let the run be approved anew")
    elif found.run != digest(run.data):
        message = f"another run was {found.said}: its run.json had the SHA-256 {found.run}"
        hint = "put the run back as it was, or let the one that is here be approved"
        yield Finding("MK919", message, at, hint)
    elif found.program != run.record.program:
        message = f'the approval is of the program "{found.program}", the run of "{run.record.program}"'
        yield Finding("MK919", message, at)
