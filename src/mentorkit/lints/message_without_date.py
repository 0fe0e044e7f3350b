"""A message without a date.

A list of messages becomes a plan when each has its day; until then nobody can see that the managers
hear of the program after their people do (practice 4).

Bad:

    communication:
      messages:
        - {audience: managers, subject: Why an hour a week, owner: Head of Operations}

Good:

    communication:
      messages:
        - {audience: managers, subject: Why an hour a week, on: 2026-12-14, owner: Head of Operations}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    messages = program.communication.messages if program.communication else ()
    for number, message in enumerate(messages):
        if message.on is None:
            said = f'no day is set for "{message.subject}" to {message.audience}'
            yield Remark(said, ("communication", "messages", number), "add on: the day it goes out")


MESSAGE_WITHOUT_DATE = Lint("MK413", Severity.WARNING, _check, __doc__)
