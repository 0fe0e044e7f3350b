"""A program that no sponsor has approved.

Mentoring takes working hours of the most sought-after people, and the first busy quarter ends it where
nobody at the top has said that it matters (practice 1: goals aligned with leadership). The date of the
approval shows that somebody did say so, and to which plan.

Bad:

    sponsors: [{name: Dana Whitfield, role: Chief Operating Officer}]

Good:

    sponsors: [{name: Dana Whitfield, role: Chief Operating Officer, approved: 2026-11-02}]
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if any(sponsor.approved for sponsor in program.sponsors):
        return
    if program.sponsors:
        names = " or ".join(f'"{sponsor.name}"' for sponsor in program.sponsors)
        message = f"no date says that {names} approved the program"
        yield Remark(message, ("sponsors",), "add approved: with the date once it is approved")
    else:
        hint = "add sponsors: with the name, the role and the date of the approval"
        yield Remark("no sponsor in the leadership stands behind the program", (), hint)


NOT_APPROVED = Lint("MK117", Severity.WARNING, _check, __doc__)
