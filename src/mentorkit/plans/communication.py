"""Who is told what, when and by whom: practice 4."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from mentorkit.section import Section, Text


class Message(Section):
    """One message of the communication plan."""

    audience: Literal["mentors", "mentees", "managers", "administrators", "sponsors"]
    """Who reads it."""
    subject: Text
    """What it says, in a line."""
    on: dt.date | None = None
    """When it goes out."""
    owner: Text | None = None
    """Who sends it."""
    announces: Text | None = None
    """The event that it announces: launch, close, or the name of a training."""
    serves: tuple[Text, ...] = ()
    """The ids of the objectives it speaks of."""


class Communication(Section):
    """Who is told what, when and by whom."""

    messages: tuple[Message, ...] = ()
    """The plan."""
