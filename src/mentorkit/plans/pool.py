"""The first, well-chosen cohort: practice 6."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated

from pydantic import ConfigDict, StringConstraints, model_validator
from pydantic import Field as Limits

from mentorkit.fields import spoken
from mentorkit.ranking import AnyRanking
from mentorkit.rules import AnyRule
from mentorkit.section import Section, Text

_Share = Annotated[str, StringConstraints(pattern=r"^(100|\d{1,2}(\.\d+)?)%$")]


class Quota(Section):
    """How many of a pool come from one group.

    {field: location, at_least: 2}

    Without `value` it holds for every group that the field makes: each site, each function. Whoever has
    several items in a list belongs to several groups; whoever has a blank cell belongs to none.
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]}
    )

    field: Text
    """The field that makes the groups."""
    value: Text | None = None
    """The group that is meant, where it is only one."""
    at_least: Annotated[int, Limits(ge=1)] | _Share | None = None
    """The fewest people, or the smallest share of the pool's size, rounded up. A group with fewer eligible
    people gives all of them; where `value` names the group, that is an error."""
    at_most: Annotated[int, Limits(ge=0)] | _Share | None = None
    """The most people, or the largest share of the pool's size, rounded down. The pool's size is `size`, and
    never more than are eligible."""

    @model_validator(mode="after")
    def _a_limit(self) -> Quota:
        if self.at_least is None and self.at_most is None:
            raise ValueError("needs at_least or at_most")
        return self

    @property
    def groups(self) -> str:
        """What it holds for, in words."""
        return f"each {spoken(self.field)}" if self.value is None else f"{spoken(self.field)} {self.value}"

    @property
    def said(self) -> str:
        """The whole quota in words."""
        both = (("at least", self.at_least), ("at most", self.at_most))
        limits = " and ".join(f"{words} {limit}" for words, limit in both if limit is not None)
        return f"{limits} of {self.groups}"

    def low(self, size: int) -> int:
        """The fewest people of a pool of so many."""
        return 0 if self.at_least is None else math.ceil(_people(self.at_least, size))

    def high(self, size: int) -> int | None:
        """The most people of a pool of so many; None where there is no limit."""
        return None if self.at_most is None else math.floor(_people(self.at_most, size))


def _people(limit: int | str, size: int) -> Fraction:
    return Fraction(limit) if isinstance(limit, int) else Fraction(limit.rstrip("%")) * size / 100


class PoolSide(Section):
    """Who gets into the first cohort.

    Eligible is whoever qualifies and meets `require`. Of them as many get in as `size` and `quotas` allow,
    and of all such pools the one with the most points; a documented draw by the ids settles what is equal.
    """

    require: tuple[AnyRule, ...] = ()
    """Rules that everybody in the pool meets, beside those of the qualification."""
    rank_by: tuple[AnyRanking, ...] = ()
    """What decides among those who meet them, each with its weight; without it, the draw."""
    quotas: tuple[Quota, ...] = ()
    """How many come from one group at least or at most."""
    size: Annotated[int, Limits(ge=1)] | None = None
    """How many get in. Without it, as many mentees as the mentors have places, and every mentor who is
    eligible."""


class Pool(Section):
    """The first, well-chosen cohort."""

    mentees: PoolSide | None = None
    """The mentees of the cohort."""
    mentors: PoolSide | None = None
    """The mentors of the cohort."""
