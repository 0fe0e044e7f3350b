"""What all constraints share: whether a condition holds for a pair, or cannot be said."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from mentorkit.people import Person
from mentorkit.section import Problem, Section, Text
from mentorkit.sides import Need, Sides
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Listed, TruthBlock


class Constraint(Section):
    """A condition on a pair: under `never` it forbids where it holds, under `must` where it does not."""

    because: Text | None = None
    """Why the rule is there; shown with what it excludes."""
    unknown: Literal["allow", "forbid"] | None = None
    """What a blank cell does; unless given, it forbids under must and allows under never."""

    @property
    def name(self) -> str:
        """The constraint as findings, tables and waivers name it."""
        return str(getattr(self, "rule", ""))

    def blank_forbids(self, never: bool) -> bool:
        """Whether a pair is forbidden where the condition cannot be told, under never or under must."""
        return (self.unknown or ("allow" if never else "forbid")) == "forbid"

    def needs(self) -> tuple[Need, ...]:
        """What must be in the rosters."""
        return ()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the names that the constraint uses."""
        return iter(())

    @abstractmethod
    def looks_at(self) -> tuple[str, str] | None:
        """The fields of the mentee and of the mentor that decide; None where it matters who they are.

        Then `block` is Listed.
        """

    @abstractmethod
    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        """The definition; None where a cell that it needs is blank."""

    @abstractmethod
    def block(
        self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts
    ) -> TruthBlock | Listed:
        """The same, whole arrays at a time."""


class Comparison(Sides, Constraint):
    """A constraint that compares a field of the mentee with one of the mentor."""

    @property
    def name(self) -> str:
        """The rule and its fields."""
        fields = dict.fromkeys([self.mentee_field, self.mentor_field])
        return " ".join([str(getattr(self, "rule", "")), *fields])
