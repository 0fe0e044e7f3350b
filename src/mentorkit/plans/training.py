"""What mentors, mentees and managers learn for their part: practice 5."""

from __future__ import annotations

import datetime as dt

from pydantic import Field as Limits

from mentorkit.section import Number, Section, Text


class Module(Section):
    """One training."""

    name: Text
    """The name that rules and rosters use."""
    hours: Number | None = Limits(None, gt=0)
    """How long it takes."""
    due: dt.date | None = None
    """Until when it is completed."""
    teaches: tuple[Text, ...] = ()
    """The skills it teaches."""


class Training(Section):
    """What mentors, mentees and managers learn for their part."""

    mentors: tuple[Module, ...] = ()
    """Trainings of mentors."""
    mentees: tuple[Module, ...] = ()
    """Trainings of mentees."""
    managers: tuple[Module, ...] = ()
    """Trainings of the mentees' managers."""
