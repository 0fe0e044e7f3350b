"""What all kinds of ranking share: a weight, what they serve, and what a blank counts."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from mentorkit.criteria import Part
from mentorkit.criteria._base import WORDS, Weight
from mentorkit.fields import fold, shown, spoken
from mentorkit.people import Person
from mentorkit.section import Problem, Section, Share, Text
from mentorkit.vocabulary import Facts

CODES = ("MK201", "MK202")
"""Unknown field, unfit type."""


class Ranking(Section):
    """One of the things that put a person high in the ranking of a pool."""

    name: Text | None = None
    """What tables call it; without it, the kind and the field."""
    weight: Weight
    """How much it counts: a positive number, or high (5), medium (3) or low (1)."""
    serves: tuple[Text, ...] = ()
    """The ids of the objectives it serves."""
    unknown: Share = Decimal(0)
    """The value where a cell that it needs is blank."""

    @property
    def label(self) -> str:
        """Its name, or its kind, with the field where that is not the usual one."""
        kind, field = str(getattr(self, "kind", "")), getattr(self, "field", None)
        usual = type(self).model_fields["field"].get_default() if "field" in type(self).model_fields else None
        return self.name or (kind if field in (None, usual) else f"{kind} {field}")

    @property
    def stated(self) -> Decimal:
        """The weight as a number, a word for what it counts."""
        return WORDS[self.weight] if isinstance(self.weight, str) else self.weight

    @abstractmethod
    def fields(self) -> tuple[str, ...]:
        """The fields that must be in the roster."""

    @abstractmethod
    def problems(self, facts: Facts) -> Iterator[Problem]:
        """What is wrong with the names that it uses."""

    @abstractmethod
    def value(self, person: Person, facts: Facts) -> Fraction | None:
        """The definition: a value in [0, 1], None where a cell that it needs is blank."""

    @abstractmethod
    def sentence(self, person: Person, facts: Facts) -> str:
        """Why a person has this value, where it is known."""

    def part(self, person: Person, facts: Facts) -> Part:
        """The value as it counts, with its sentence."""
        value = self.value(person, facts)
        if value is None:
            blank = " and ".join(spoken(field) for field in self.fields() if not person.knows(field))
            said = f"{blank or self.label} not known, counts {shown(self.unknown)}"
            return Part(Fraction(self.unknown), True, said)
        return Part(value, False, self.sentence(person, facts))


class SkillRanking(Ranking):
    """How many of the skills that the objectives target stand in a person's list."""

    field: Text
    """A list or ratings."""

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["list", "ratings"], CODES)
        known = {objective.id for objective in facts.objectives}
        if known.issuperset(self.serves) and not targeted(facts, self.serves):
            hint = "list skills under the objective"
            yield Problem("MK204", "no objective it serves names a skill", ("kind",), hint)

    def value(self, person: Person, facts: Facts) -> Fraction | None:
        if not person.knows(self.field):
            return None
        wanted = targeted(facts, self.serves)
        return Fraction(len(self.among(person, wanted)), len(wanted))

    def among(self, person: Person, wanted: Sequence[str]) -> list[str]:
        """Those of the skills that the person's list has."""
        own = {fold(item) for item in person.items(self.field)}
        return [skill for skill in wanted if fold(skill) in own]

    def said(self, person: Person, facts: Facts) -> str:
        """How many of the skills, and which."""
        wanted = targeted(facts, self.serves)
        found = self.among(person, wanted)
        which = f": {', '.join(found)}" if found else ""
        return f"{len(found)} of {len(wanted)} targeted skill{'s' * (len(wanted) != 1)}{which}"


def targeted(facts: Facts, serves: Sequence[str]) -> tuple[str, ...]:
    """The skills of the objectives, each once."""
    found: dict[str, str] = {}
    for objective in facts.served(serves):
        for skill in objective.skills:
            found.setdefault(fold(skill), skill)
    return tuple(found.values())
