"""The first, well-chosen cohort: practice 6."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from mentorkit.rules import AnyRule
from mentorkit.section import Section, Text


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
