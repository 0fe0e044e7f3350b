"""An audience that nobody writes to.

Mentors, mentees, their managers and the administrators each have a part in a program, and a part that
nobody has explained is not played: managers refuse the hour, administrators are asked what they do
not know. The plan, its objectives and its business reason go to all four (practice 4: communicate to
mentors, mentees, managers and administrators).

Bad:

    communication:
      messages:
        - {audience: mentors, subject: Whom you will mentor and why, on: 2027-01-04, owner: Program office}
        - {audience: mentees, subject: Your mentor and your goals, on: 2027-01-04, owner: Program office}

Good:

    communication:
      messages:
        - {audience: administrators, subject: Who does what and when, on: 2026-12-01, owner: Program office}
        - {audience: managers, subject: Why an hour a week, on: 2026-12-14, owner: Head of Operations}
        - {audience: mentors, subject: Whom you will mentor and why, on: 2027-01-04, owner: Program office}
        - {audience: mentees, subject: Your mentor and your goals, on: 2027-01-04, owner: Program office}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program

AUDIENCES = ("mentors", "mentees", "managers", "administrators")
"""Those whom practice 4 names; sponsors ordered the program and know of it."""


def _check(program: Program) -> Iterator[Remark]:
    plan = program.communication
    if plan is None or not plan.messages:
        hint = "add communication: messages: with at least one for mentors, mentees, managers, administrators"
        path = () if plan is None else ("communication",)
        yield Remark("nobody is told about the program: it has no messages", path, hint)
        return
    written = {message.audience for message in plan.messages}
    for audience in AUDIENCES:
        if audience not in written:
            hint = f"add a message with audience: {audience}, or let the reason for none stand in an ignore"
            yield Remark(f"no message goes to {audience}", ("communication",), hint)


AUDIENCE_WITHOUT_MESSAGE = Lint("MK410", Severity.WARNING, _check, __doc__)
