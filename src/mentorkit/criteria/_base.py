"""What all criteria share: a weight, what they serve, and what a blank counts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as Limits

from mentorkit.fields import shown
from mentorkit.people import Person
from mentorkit.section import Number, Problem, Section, Share, Text
from mentorkit.sides import CODES, Need, Sides
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block, Listed

Weight = Annotated[Number, Limits(gt=0)] | Literal["high", "medium", "low"]
WORDS = {"high": Decimal(5), "medium": Decimal(3), "low": Decimal(1)}
"""What the words for weights count (our choice)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion says of one pair: a value in [0, 1] and why."""

    value: Fraction
    unknown: bool
    sentence: str


class Criterion(Section):
    """One of the things that make a pair good."""

    name: Text | None = None
    """What tables call it; without it, the kind and the field."""
    weight: Weight
    """How much it counts: a positive number, or high (5), medium (3) or low (1)."""
    serves: tuple[Text, ...] = ()
    """The ids of the objectives it serves."""
    unknown: Share = Decimal(0)
    """The value where a cell that it needs is blank."""
    asked_by: Text | None = None
    """A yes_no field: the criterion counts only for mentees who answered yes. For the others its part is 0,
    so that their scores end lower; floor and expect should allow for that."""

    @property
    def label(self) -> str:
        """The criterion's name, or its kind."""
        return self.name or str(getattr(self, "kind", ""))

    @property
    def confidential(self) -> bool:
        """Whether its sentence tells what the administrator alone may know."""
        return False

    @property
    def stated(self) -> Decimal:
        """The weight as a number, a word for what it counts."""
        return WORDS[self.weight] if isinstance(self.weight, str) else self.weight

    def needs(self) -> tuple[Need, ...]:
        """What must be in the rosters."""
        return ((("mentees", self.asked_by),),) if self.asked_by else ()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the names that the criterion uses."""
        if self.asked_by is not None:
            yield from facts.misfits(self.asked_by, ["yes_no"], CODES, ("asked_by",))

    @abstractmethod
    def looks_at(self) -> tuple[str, str] | None:
        """The fields of the mentee and of the mentor that decide, blank for a side that does not matter.

        None where it matters who they are; then `block` is Listed.
        """

    @abstractmethod
    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        """The definition: a value in [0, 1], None where a cell that it needs is blank."""

    @abstractmethod
    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block | Listed:
        """The same values, whole arrays at a time."""

    @abstractmethod
    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        """Why a pair has its value, where it is known."""

    def counts_for(self, mentee: Person) -> bool:
        """Whether the mentee asked for it, where asking is needed."""
        return self.asked_by is None or mentee.yes(self.asked_by) is True

    def part(self, mentee: Person, mentor: Person, facts: Facts) -> Part:
        """The value as it counts, with its sentence."""
        if not self.counts_for(mentee):
            return Part(Fraction(0), False, f"{self.label} not asked for")
        value = self.value(mentee, mentor, facts)
        if value is None:
            return Part(Fraction(self.unknown), True, f"{self.label} not known, counts {shown(self.unknown)}")
        return Part(value, False, self.sentence(mentee, mentor, facts))


class Comparison(Sides, Criterion):
    """A criterion that compares a field of the mentee with one of the mentor."""

    @property
    def label(self) -> str:
        """The criterion's name, or its kind and field."""
        return self.name or f"{getattr(self, 'kind', '')} {self.mentee_field}"

    def needs(self) -> tuple[Need, ...]:
        """Both fields, and what was asked."""
        return (*Sides.needs(self), *Criterion.needs(self))

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with either."""
        yield from Sides.problems(self, facts)
        yield from Criterion.problems(self, facts)
