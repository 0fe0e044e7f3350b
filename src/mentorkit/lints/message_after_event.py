"""A message that comes after what it announces.

An invitation that arrives when the training is over, or a welcome after the first meeting, tells
people that nobody is steering. Usually a date was moved and its messages were not (practice 4: a
communication plan, which is a plan only if its dates fit those of the program).

Bad:

    launch: 2027-01-11
    communication:
      messages:
        - {audience: mentees, subject: We start next week, on: 2027-01-14, announces: launch}

Good:

    launch: 2027-01-11
    communication:
      messages:
        - {audience: mentees, subject: We start next week, on: 2027-01-04, announces: launch}

A message may name launch, close or a training; of a training the date is `due`. A message on the day
itself is let through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mentorkit.fields import fold
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.plans import Message, Module
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    messages = program.communication.messages if program.communication else ()
    for number, message in enumerate(messages):
        event = _event(program, message)
        if message.on and event and message.on > event:
            late = (message.on - event).days
            said = f"the message of {message.on} announces {message.announces}"
            days = f"{late} day{'s' * (late > 1)} before"
            path = ("communication", "messages", number, "on")
            yield Remark(f"{said}, which is on {event}, {days}", path, "send it earlier, or correct a date")


def _event(program: Program, message: Message) -> dt.date | None:
    """The day of what a message announces; None where it names nothing that has a date."""
    name = fold(message.announces or "")
    if name in ("launch", "close"):
        return program.launch if name == "launch" else program.close
    if program.training is None:
        return None
    own: tuple[Module, ...] = getattr(program.training, message.audience, ())
    everybody = (*program.training.mentors, *program.training.mentees, *program.training.managers)
    for modules in (own, everybody):
        dates = [module.due for module in modules if fold(module.name) == name]
        if dates:  # where the name stands twice, the message may be about the later one
            known = [date for date in dates if date is not None]
            return max(known) if len(known) == len(dates) else None
    return None


MESSAGE_AFTER_EVENT = Lint("MK411", Severity.WARNING, _check, __doc__)
