"""A message that nobody is named to send.

What everybody could send, nobody sends. And the sender is half of the message: that an hour a week
is wanted carries weight from the head of the business unit, and none from a mailbox (practice 4).

Bad:

    communication:
      messages:
        - {audience: managers, subject: Why an hour a week, on: 2026-12-14}

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
        if message.owner is None:
            said = f'nobody is named to send "{message.subject}" to {message.audience}'
            yield Remark(said, ("communication", "messages", number), "add owner: a person or an office")


MESSAGE_WITHOUT_OWNER = Lint("MK412", Severity.WARNING, _check, __doc__)
