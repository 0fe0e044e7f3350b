"""Who is told what, when and by whom: practice 4."""

from __future__ import annotations

import datetime as dt

from mentorkit.section import Section, Text
from mentorkit.vocabulary import Audience


class Message(Section):
    """One message of the communication plan."""

    audience: Audience
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
    body: Text | None = None
    """What the letter says between the business reason and the dates: text in which `{{ reader.name }}` and
    the like stand for what the program and the roster know (Jinja2); without it, the letter is made of
    the program alone."""


class Communication(Section):
    """Who is told what, when and by whom."""

    messages: tuple[Message, ...] = ()
    """The plan."""
    contact: Text | None = None
    """Whom readers may ask, and how: a name with an address or a telephone number."""
    templates: Text | None = None
    """A folder, relative to the program file, whose templates take the place of those that packs and letters
    are made from: pack.md, pack.html, letter.txt, or pack-mentors.md and the like for one audience."""
