"""How the program is followed once it runs: meetings, check-ins, stages, readings and later rosters."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator
from pydantic import Field as Limits

from mentorkit.roster_file import RosterFile
from mentorkit.section import Number, Section, Text

Days = Annotated[int, Limits(ge=1, le=3650)]


class Stage(Section):
    """One stage that a pair goes through; `goals` alone is short for `{name: goals}`."""

    name: Text
    """What logs call it."""
    days: Days | None = None
    """How long a pair may be in it; unless given, stage_days, and for the last stage as long as it takes."""


def _staged(value: str | Stage) -> Stage:
    return value if isinstance(value, Stage) else Stage(name=value)


if TYPE_CHECKING:
    AnyStage = Stage
else:
    AnyStage = Annotated[Text | Stage, AfterValidator(_staged)]


class MeetingPlan(Section):
    """What was agreed with the pairs."""

    meetings_per_month: Number = Limits(Decimal(1), gt=0, le=31)
    """How often they meet (our choice: once a month)."""
    checkin_after_days: Days = 30
    """The day of the first check-in, counted from the start of the pair (our choice: 30)."""
    checkin_every_days: Days = 60
    """The days from one check-in to the next after that (our choice: 60)."""


class LaterRosters(Section):
    """The rosters of today, to be held against those of the run; read with the same column maps."""

    mentors: Text | None = None
    """The mentors of today: a file, relative to the program file."""
    mentees: Text | None = None
    """The mentees of today: a file, relative to the program file."""
    people: Text | None = None
    """Everybody of today: a file, relative to the program file. Whoever is not in it has left."""


class Progress(Section):
    """What tells how the pairs and the objectives are doing."""

    meetings: RosterFile | None = None
    """The log of meetings: one row a meeting, with the columns mentee and date and, where the file has
    them, mentor, kind (meeting or checkin), status (active, finished or ended), stage, satisfaction and
    reason."""
    checkins: RosterFile | None = None
    """A log of check-ins with the same columns, where they do not stand in the log of meetings."""
    plan: MeetingPlan = Limits(default_factory=MeetingPlan)
    """What was agreed with the pairs."""
    stalled_after_days: Days = 45
    """Days without a meeting after which a pair is stalled (our choice: 45)."""
    stage_days: Days = 21
    """Days in one stage after which a pair is stalled (our choice: 21)."""
    stages: tuple[AnyStage, ...] = ()
    """The stages that pairs go through, from first to last."""
    readings: RosterFile | None = None
    """Figures that the organisation reads itself: one row a reading, with the columns objective, date and
    value."""
    roster_later: LaterRosters = Limits(default_factory=LaterRosters)
    """The rosters of today."""
