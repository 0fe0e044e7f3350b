"""What mentors, mentees and managers learn for their part: practice 5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, model_validator
from pydantic import Field as Limits

from mentorkit.fields import fold
from mentorkit.roster_file import RosterFile
from mentorkit.section import Number, Section, Text


class Module(Section):
    """One training."""

    name: Text
    """The name that rules, rosters and completions use."""
    hours: Number | None = Limits(None, gt=0)
    """How long it takes."""
    due: dt.date | None = None
    """Until when it is completed."""
    teaches: tuple[Text, ...] = ()
    """The skills it teaches."""
    required: bool = True
    """Whether everybody of the role must complete it."""
    pass_score: Number | None = None
    """The lowest score that completes it, where the completions have scores."""


class Completions(RosterFile):
    """Who has completed what, as learning systems export it.

    One row a person and training, with the columns person (or id, email, name), module and, where the file
    has them, date, status and score; or one row a person and a column a training, which is blank until it
    is completed. Under `columns` stand these names or, for a column a training, the training's.
    """


class Item(Section):
    """One question of the survey; `Heading` is short for `{column: Heading}`."""

    column: Text
    """The heading of its answers."""
    before: Text | None = None
    """The heading of the answers to the same question before the training, in the same file; without it
    the same heading of the file `before`."""
    name: Text | None = None
    """What tables call it; without it, the heading."""

    @property
    def label(self) -> str:
        """What tables call it."""
        return self.name or self.column


def _asked(value: str | Item) -> Item:
    return value if isinstance(value, Item) else Item(column=value)


if TYPE_CHECKING:
    AnyItem = Item
else:
    AnyItem = Annotated[Text | Item, AfterValidator(_asked)]


class Levels(Section):
    """The questions of each of Kirkpatrick's four levels (Kirkpatrick & Kirkpatrick 2006)."""

    reaction: tuple[AnyItem, ...] = ()
    """Whether people found the training worth their while."""
    learning: tuple[AnyItem, ...] = ()
    """What they know and can do now, held against before where that was asked."""
    behaviour: tuple[AnyItem, ...] = ()
    """What they do otherwise in their meetings."""
    results: tuple[AnyItem, ...] = ()
    """What has come of it for them and their work."""

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every question with its level."""
        for level in type(self).model_fields:
            yield from ((level, item) for item in getattr(self, level))

    def places(self) -> Iterator[tuple[str, int]]:
        """The level of every question and its place there."""
        for level in type(self).model_fields:
            yield from ((level, number) for number, _ in enumerate(getattr(self, level)))


class Scale(Section):
    """The lowest and the highest answer."""

    low: Number = Limits(Decimal(1), alias="from")
    """The lowest (our choice: 1)."""
    high: Number = Limits(Decimal(5), alias="to")
    """The highest (our choice: 5)."""

    @model_validator(mode="after")
    def _rises(self) -> Scale:
        if self.low >= self.high:
            raise ValueError("from must be below to")
        return self


class Survey(RosterFile):
    """What people answered after the training: one row a person or, without names, an answer sheet.

    Under `columns` stand person (or id, email, name) and role, where a heading is not understood by itself.
    """

    before: RosterFile | None = None
    """The answers from before the training, with the same headings."""
    scale: Scale = Limits(default_factory=Scale)
    """The lowest and the highest answer."""
    favourable: Number | None = None
    """The lowest answer that counts as favourable; unless given, three quarters up the scale, so 4 of 1 to 5
    (our choice)."""
    answers: dict[str, str | Number] = {}
    """What answers in words count, such as {strongly agree: 5}; an empty text makes one blank."""
    levels: Levels = Limits(default_factory=Levels)
    """The questions of each of the four levels."""

    @property
    def bar(self) -> Decimal:
        """The lowest favourable answer."""
        if self.favourable is not None:
            return self.favourable
        return self.scale.low + (self.scale.high - self.scale.low) * 3 / 4


class Training(Section):
    """What mentors, mentees and managers learn for their part."""

    mentors: tuple[Module, ...] = ()
    """Trainings of mentors."""
    mentees: tuple[Module, ...] = ()
    """Trainings of mentees."""
    managers: tuple[Module, ...] = ()
    """Trainings of the mentees' managers."""
    completions: Completions | None = None
    """Who has completed what. It counts beside the column training_completed of the rosters."""
    survey: Survey | None = None
    """What people answered after the training."""

    def modules(self) -> Iterator[tuple[str, int, Module]]:
        """Every training with its role and its place there."""
        for role in ("mentors", "mentees", "managers"):
            yield from ((role, number, module) for number, module in enumerate(getattr(self, role)))

    @cached_property
    def by_name(self) -> dict[str, Module]:
        """Folded name to the training, the first of several of one name."""
        found: dict[str, Module] = {}
        for _, _, module in self.modules():
            found.setdefault(fold(module.name), module)
        return found
