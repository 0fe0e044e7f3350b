"""The plans of a program beside matching: pool, communication, training and succession."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field as Limits

from mentorkit.rules import AnyRule
from mentorkit.section import Number, Section, Text
from mentorkit.vocabulary import CriticalRole


class RankBy(Section):
    """What a pool is ranked by."""

    field: Text
    """The field that is looked at."""


class PoolSide(Section):
    """Who gets into the first cohort."""

    require: tuple[AnyRule, ...] = ()
    """Rules that everybody in the pool meets."""
    rank_by: tuple[RankBy, ...] = ()
    """What decides among those who meet them."""
    size: Annotated[int, Limits(ge=1)] | None = None
    """How many get in."""


class Pool(Section):
    """The first, well-chosen cohort."""

    mentees: PoolSide | None = None
    """The mentees of the cohort."""
    mentors: PoolSide | None = None
    """The mentors of the cohort."""


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


class Succession(Section):
    """The roles whose bench the program builds."""

    critical_roles: tuple[CriticalRole, ...] = ()
    """Roles whose vacancy would hurt."""
