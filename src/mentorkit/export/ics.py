"""The communication plan as a calendar: whole days, so that no time zone can shift them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator

import mentorkit
from mentorkit.communication import ROLES, plan
from mentorkit.formats import safe
from mentorkit.program import Program


def calendar(program: Program) -> bytes:
    """Every message, training and turning point with a day.

    A day that is moved keeps its UID, so that a calendar which reads the file again moves it, too; DTSTAMP is
    the day itself, so that the same plan gives the same bytes.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", f"-//mentorkit//{mentorkit.__version__}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _line(program.name))
    seen = Counter[str]()
    for day, kind, what, more in sorted(_entries(program), key=lambda entry: entry[0]):
        seen[kind] += 1
        key = "\n".join([program.name, str(program.cycle), kind, str(seen[kind])])
        event = Event()
        event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@mentorkit")
        event.add("dtstamp", dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
        event.add("summary", _line(what))
        if more:
            event.add("description", "\n".join(map(_line, more)))
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())


def _entries(program: Program) -> Iterator[tuple[dt.date, str, str, list[str]]]:
    """Day, what tells it from all others, title, further lines."""
    for name, day, what in (("launch", program.launch, "begins"), ("close", program.close, "ends")):
        if day is not None:
            yield day, name, f"{program.name} {what}", []
    for role in ROLES:
        for module in getattr(program.training, role, ()):
            if module.due is not None:
                kind = f"training {role} {module.name}"
                yield module.due, kind, f"Training {module.name} of the {role} is due", []
    for _, message in plan(program):
        if message.on is not None:
            more = [f"To: {message.audience}"]
            more += [f"From: {message.owner}"] if message.owner else []
            more += [f"Announces: {message.announces}"] if message.announces else []
            title = f"To the {message.audience}: {message.subject}"
            yield message.on, f"message {message.audience} {message.subject}", title, more


def _line(text: str) -> str:
    return " ".join(safe(text).split())
