"""An approval that comes after the launch.

The program starts on a promise: people are chosen, managers are asked for hours and goals are announced
that the leadership may still change (practice 1: goals aligned with leadership). A sponsor who joins
later is welcome; it is enough that one approved in time.

Bad:

    launch: 2027-01-11
    sponsors: [{name: Dana Whitfield, role: Chief Operating Officer, approved: 2027-02-01}]

Good:

    launch: 2027-01-11
    sponsors: [{name: Dana Whitfield, role: Chief Operating Officer, approved: 2026-11-02}]
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    launch = program.launch
    dated = [(number, each.approved) for number, each in enumerate(program.sponsors) if each.approved]
    if launch is None or any(approved <= launch for _, approved in dated):
        return
    for number, approved in dated:
        name = program.sponsors[number].name
        message = f'"{name}" approves the program on {approved}, after it launches on {launch}'
        hint = "get the approval before people are invited, or move the launch"
        yield Remark(message, ("sponsors", number, "approved"), hint)


APPROVED_AFTER_LAUNCH = Lint("MK118", Severity.WARNING, _check, __doc__)
