"""Which messages of the communication plan have letters written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorkit.fields import fold
from mentorkit.finding import CannotRun, nearest

if TYPE_CHECKING:
    from mentorkit.program import Program


def chosen(program: Program, subject: str | None) -> list[int]:
    """The numbers of the messages of a subject. Raises CannotRun."""
    if subject is None:
        return []
    messages = program.communication.messages if program.communication else ()
    found = [number for number, each in enumerate(messages) if fold(each.subject) == fold(subject)]
    if not found:
        hint = nearest(subject, [each.subject for each in messages])
        raise CannotRun(f'no message has the subject "{subject}"{f"; {hint}" if hint else ""}')
    if all(messages[number].audience == "administrators" for number in found):
        raise CannotRun(f'"{subject}" goes to administrators, who get a pack and no letters')
    return found
