"""What all qualification rules share: the verdict on a person, and bounds on a field."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from mentorkit.fields import FieldType, spoken
from mentorkit.people import Person
from mentorkit.section import Problem, Section, Text
from mentorkit.vocabulary import Facts

Outcome = Literal["met", "conditional", "not_met", "not_known"]
CODES = ("MK201", "MK202")
"""Unknown field, unfit type."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a person, in words; `after` names the training that would mend it."""

    outcome: Outcome
    reason: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """The values of a field that a rule lets through, as numbers."""

    field: str
    low: Decimal | None = None
    high: Decimal | None = None
    key: str = "value"
    """The key of the rule that says so."""


class Rule(Section):
    """A condition that one person meets or not."""

    because: Text | None = None
    """Why the rule is there; shown with its verdict."""
    unknown: Literal["allow", "forbid"] = "forbid"
    """Whether a blank cell meets the rule (allow) or not (forbid, unless given: our choice)."""

    @property
    def name(self) -> str:
        """The rule as findings, tables and waivers name it."""
        return " ".join([str(getattr(self, "rule", "")), *self.uses()])

    @property
    def subject(self) -> str:
        """What the rule is about, in a sentence."""
        return " and ".join(map(spoken, self.uses()))

    def uses(self) -> tuple[str, ...]:
        """The fields that must be in the roster."""
        return ()

    def reads(self) -> tuple[str, ...]:
        """The fields that it looks at where the roster has them."""
        return self.uses()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the rule's own names."""
        return iter(())

    def bound(self, facts: Facts) -> Bound | None:
        """The interval that the rule leaves, where it is one."""
        return None

    def verdict(self, person: Person, facts: Facts) -> Verdict:
        """The rule's word on a person."""
        found = self.judge(person, facts)
        if found is None:
            outcome: Outcome = "met" if self.unknown == "allow" else "not_known"
            return Verdict(outcome, f"{self.subject} not known")
        if self.because and found.outcome == "not_met":
            return Verdict(found.outcome, f"{found.reason} ({self.because})", found.after)
        return found

    @abstractmethod
    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        """The verdict where everything is known, else None."""


class FieldRule(Rule):
    """A rule on one field, of the types that the rule names."""

    TYPES: ClassVar[tuple[FieldType, ...]]

    field: Text
    """The field that is looked at."""

    def uses(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        return facts.misfits(self.field, self.TYPES, CODES)


def judged(passed: bool, met: str, not_met: str) -> Verdict:
    """Met or not met, each in its own words."""
    return Verdict("met", met) if passed else Verdict("not_met", not_met)


class LevelRule(FieldRule):
    """A rule that holds a level against one of the vocabulary."""

    TYPES: ClassVar[tuple[FieldType, ...]] = ("level",)

    field: Text = "level"
    """The field that is looked at."""
    value: Text
    """The level that decides."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        yield from facts.unknown_level(self.value, "MK204", ("value",))

    def ranks(self, person: Person, facts: Facts) -> tuple[int, int] | None:
        """The rank of the person's level and of the level that decides."""
        own, limit = facts.rank(person.text(self.field)), facts.rank(self.value)
        return None if own is None or limit is None else (own, limit)
