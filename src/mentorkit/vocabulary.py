"""The words of a program: levels, skills, fields, objectives; all that rules and criteria may know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as defaulted
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator
from pydantic import Field as Limits

from mentorkit.fields import BUILT_IN, Field, FieldType, fold
from mentorkit.finding import Steps, nearest
from mentorkit.reporting_lines import ReportingLines
from mentorkit.section import Number, Problem, Section, Text, Texts

Audience = Literal["mentors", "mentees", "managers", "administrators", "sponsors"]
"""Who is told about a program."""


def _skilled(value: dict[str, tuple[str, ...] | None] | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    if isinstance(value, dict):
        return {skill: words or () for skill, words in value.items()}
    return dict.fromkeys(value, ())


class FieldDefinition(Section):
    """A column of the organisation's own; `tenure_years: number` is short for `{type: number}`."""

    type: FieldType = "text"
    """text, number, date, yes_no, level, list or ratings."""
    low: Number | None = Limits(None, alias="from")
    """The lowest value of a number or rating."""
    high: Number | None = Limits(None, alias="to")
    """The highest value of a number or rating."""
    skills: bool = False
    """Whether the items of a list or ratings are skills of the vocabulary, synonyms included."""
    private: bool = False
    """Never shown to anyone but the administrator."""
    readers: tuple[Audience, ...] = ("mentors", "mentees", "administrators")
    """Whose packs and letters may show it: mentors, mentees, managers, administrators, sponsors. Mentors and
    mentees see it of each other where they are a pair (our choice); nobody does where it is private."""
    rated_by: Literal["self", "manager", "peers", "assessor"] | None = None
    """Who gives the rating."""


def _defined(value: FieldType | FieldDefinition) -> FieldDefinition:
    return value if isinstance(value, FieldDefinition) else FieldDefinition(type=value)


if TYPE_CHECKING:
    Skills = dict[str, tuple[str, ...]]
    OwnField = FieldDefinition
else:
    Skills = Annotated[dict[str, Texts | None] | tuple[Text, ...], AfterValidator(_skilled)]
    OwnField = Annotated[FieldType | FieldDefinition, AfterValidator(_defined)]


class Vocabulary(Section):
    """The organisation's own words, which rosters and rules share."""

    levels: tuple[Text, ...] = ()
    """Career levels, from low to high."""
    skills: Skills = {}
    """Skills, each with other words for it that rosters use; a plain list where there are none."""
    fields: dict[str, OwnField] = {}
    """Fields beyond the built-in ones."""

    @cached_property
    def synonyms(self) -> dict[str, str]:
        """Folded skill or synonym to the skill."""
        words = {fold(word): skill for skill, others in self.skills.items() for word in others}
        return words | {fold(skill): skill for skill in self.skills}

    def skill(self, word: str) -> str:
        """The vocabulary's word for a skill or a synonym of it; any other word itself."""
        return self.synonyms.get(fold(word), word)

    @cached_property
    def known_fields(self) -> dict[str, Field]:
        """Built-in and defined fields by name."""
        skilled = {"skills", "development_goals"}
        built_in = {
            field.name: replace(field, synonyms=self.synonyms) if field.name in skilled else field
            for field in BUILT_IN
        }
        own = {
            name: Field(
                name,
                spec.type,
                spec.low,
                spec.high,
                private=spec.private,
                synonyms=self.synonyms if spec.skills else {},
            )
            for name, spec in self.fields.items()
        }
        return {
            name: replace(field, levels=self.levels) if field.type == "level" else field
            for name, field in (built_in | own).items()
        }

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Level to its rank, from 0."""
        return {level: rank for rank, level in enumerate(self.levels)}


class Measure(Section):
    """How an objective's success is read off."""

    metric: Literal["bench_strength", "matched_rate", "promotions", "retention", "skill_gain", "own"]
    """What is measured; own is a figure the organisation reads itself."""
    label: Text | None = None
    """The measure in the organisation's words."""
    baseline: Number | None = None
    """Where it stands today."""
    target: Number | None = None
    """Where it shall stand."""
    by: dt.date | None = None
    """Until when."""


class Objective(Section):
    """A goal of the program, specific enough to match for and to measure."""

    id: Text
    """The short name that criteria and findings use."""
    focus: Literal["skill_development", "succession_pipeline", "leadership_depth"]
    """What the program is for."""
    statement: Text
    """The goal in one sentence."""
    supports: Text | None = None
    """The business plan it belongs to."""
    owner: Text | None = None
    """Who answers for it."""
    skills: tuple[Text, ...] = ()
    """The skills it targets."""
    functions_at_risk: tuple[Text, ...] = ()
    """Business functions that would lack leaders."""
    measure: Measure | None = None
    """How success is read off."""


Readiness = Literal["now", "one_to_two_years", "three_to_five_years"]
"""How soon somebody could take a role."""
ExitRisk = Literal["low", "medium", "high"]


class CriticalRole(Section):
    """A role whose vacancy would hurt."""

    title: Text
    """The role."""
    function: Text | None = None
    """The business function it belongs to."""
    incumbent: Text | None = None
    """Who has it: an id, e-mail address or name, as rosters have it."""
    former: tuple[Text, ...] = ()
    """Who had it before and knows it."""
    exit_risk: ExitRisk | None = None
    """How likely it is that the incumbent leaves."""
    leaves_on: dt.date | None = None
    """When the incumbent leaves, where that is known: a retirement, say."""
    skills: tuple[Text, ...] = ()
    """The skills it takes."""
    successors: Annotated[int, Limits(ge=1)] = 2
    """How many successors who are ready now it needs (our choice: 2)."""


@dataclass(frozen=True)
class Bench:
    """Who stands for which critical role and who knows it; roles are folded titles, people keys."""

    candidates: Mapping[str, Mapping[str, Readiness]] = defaulted(default_factory=dict)
    """Person to the roles that the person stands for, with how soon."""
    knowing: Mapping[str, Mapping[str, Literal["incumbent", "former"]]] = defaulted(default_factory=dict)
    """Role to those who have it or had it."""


@dataclass(frozen=True)
class Facts:
    """All that a rule, criterion or constraint may know beyond the people it looks at."""

    vocabulary: Vocabulary = defaulted(default_factory=Vocabulary)
    objectives: Sequence[Objective] = ()
    lines: ReportingLines = defaulted(default_factory=ReportingLines)
    tables: Mapping[str, Mapping[tuple[str, str], Fraction]] = defaulted(default_factory=dict)
    """Scores made elsewhere: file to (mentee key, mentor key) to the number in the file."""
    critical_roles: Sequence[CriticalRole] = ()
    bench: Bench = defaulted(default_factory=Bench)

    def field(self, name: str) -> Field | None:
        """The field of a name, built-in or the program's own."""
        return self.vocabulary.known_fields.get(name)

    def rank(self, level: str | None) -> int | None:
        """The rank of a level from 0, None where it is unknown."""
        return None if level is None else self.vocabulary.ranks.get(level)

    def word(self, field: str, text: str) -> str:
        """A word as rosters have it after reading: a synonym in a field of skills becomes the skill."""
        found = self.field(field)
        return found.synonyms.get(fold(text), text) if found else text

    def served(self, ids: Sequence[str]) -> list[Objective]:
        """The objectives of these ids; all of them where none is named."""
        return [objective for objective in self.objectives if not ids or objective.id in ids]

    def misfits(
        self, name: str, types: Sequence[FieldType], codes: tuple[str, str], path: Steps = ("field",)
    ) -> Iterator[Problem]:
        """What is wrong with naming a field: codes are (unknown field, unfit type)."""
        field = self.field(name)
        if field is None:
            hint = nearest(name, self.vocabulary.known_fields)
            yield Problem(codes[0], f'there is no field "{name}"', path, hint)
        elif types and field.type not in types:
            needed = " or ".join(types)
            yield Problem(codes[1], f'"{name}" is a {field.type} field; {needed} is needed here', path)
        elif field.type == "level" and types and "text" not in types and not field.levels:
            hint = "list them from low to high under vocabulary: levels"
            yield Problem(codes[1], f'"{name}" needs levels, and the vocabulary lists none', path, hint)

    def unknown_level(self, level: str, code: str, path: Steps) -> Iterator[Problem]:
        """What is wrong with naming a level."""
        if self.vocabulary.levels and level not in self.vocabulary.ranks:
            yield Problem(code, f'there is no level "{level}"', path, nearest(level, self.vocabulary.levels))
