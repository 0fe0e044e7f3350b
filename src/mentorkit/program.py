"""The program file as frozen models: one section a practice, in the administrator's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic import Field as Limits

from mentorkit.constraints import AnyConstraint, Constraint
from mentorkit.criteria import AnyCriterion
from mentorkit.fields import fold
from mentorkit.finding import Steps
from mentorkit.people import Person, Role
from mentorkit.plans import Communication, Export, Pool, Progress, Succession, Training
from mentorkit.reporting_lines import ReportingLines
from mentorkit.roster_file import RosterFile
from mentorkit.rules import AnyRule, Rule
from mentorkit.section import Number, Section, Text
from mentorkit.vocabulary import Bench, Facts, Objective, Vocabulary


def _listed(value: Rule | tuple[Rule, ...]) -> tuple[Rule, ...]:
    return (value,) if isinstance(value, Rule) else value


if TYPE_CHECKING:
    OneOrMoreRules = tuple[Rule, ...]
else:
    OneOrMoreRules = Annotated[AnyRule | tuple[AnyRule, ...], AfterValidator(_listed)]


def _whole(value: object) -> object:
    if isinstance(value, bool | float):  # Python finds both equal to 1
        raise ValueError("the version is the whole number 1")
    return value


class Sponsor(Section):
    """Who in the leadership stands behind the program."""

    name: Text
    """The person."""
    role: Text | None = None
    """What the person is in the organisation."""
    approved: dt.date | None = None
    """When the program was approved."""


class Rosters(Section):
    """The people: who may mentor, who wants to be mentored, and everybody else."""

    mentors: RosterFile
    """Those who may mentor."""
    mentees: RosterFile
    """Those who want to be mentored."""
    people: RosterFile | None = None
    """Everyone with a manager, for reporting lines."""


class MentorQualification(Section):
    """What qualifies a mentor: quality over quantity."""

    require: tuple[AnyRule, ...] = ()
    """Rules that every mentor meets."""
    expertise: OneOrMoreRules = ()
    """The skills that a mentor must bring: a rule or a list of rules."""
    communication: OneOrMoreRules = ()
    """The bar for passing skills on, which expertise cannot buy: a rule or a list of rules."""
    conditional: Literal["wait", "match"] = "wait"
    """Whether mentors who still need a training wait, or are matched already; unless given they wait (MENTOR,
    Elements of Effective Practice: training before the match)."""

    def parts(self) -> Iterator[tuple[str, Steps, Rule]]:
        """Every rule with its part and its path below this section."""
        for part in ("require", "expertise", "communication"):
            for number, rule in enumerate(getattr(self, part)):
                yield part, (part, number), rule


class MenteeQualification(Section):
    """What qualifies a mentee."""

    require: tuple[AnyRule, ...] = ()
    """Rules that every mentee meets."""
    conditional: Literal["wait", "match"] = "wait"
    """Whether mentees who still need a training wait, or are matched already; unless given they wait (MENTOR,
    Elements of Effective Practice: training before the match)."""

    def parts(self) -> Iterator[tuple[str, Steps, Rule]]:
        """Every rule with its part and its path below this section."""
        for number, rule in enumerate(self.require):
            yield "require", ("require", number), rule


class QualificationRules(Section):
    """Who may take part."""

    mentors: MentorQualification = Limits(default_factory=MentorQualification)
    """What qualifies a mentor."""
    mentees: MenteeQualification = Limits(default_factory=MenteeQualification)
    """What qualifies a mentee."""


class Capacity(Section):
    """How many mentees a mentor takes."""

    default: Annotated[int, Limits(ge=0, le=1000)] = 1
    """The places of a mentor whose roster names none (our choice: 1)."""
    at_most: Annotated[int, Limits(ge=1, le=1000)] | None = None
    """The most places that anyone has, whatever the roster says."""


class Priority(Section):
    """Mentees who are served first."""

    field: Text
    """The field that is looked at."""
    value: Text
    """The value that comes first."""

    def meets(self, person: Person) -> bool:
        """Whether the person's cell has the value, or has it among several."""
        answer = person.yes(self.field)
        words = {person.category(self.field)} if answer is None else {"yes" if answer else "no"}
        return fold(self.value) in words | {fold(item) for item in person.items(self.field)}


class Balance(Section):
    """How evenly mentees are spread over mentors."""

    spread: Number = Limits(ge=0, le=10_000)
    """Points of score that each further mentee of one mentor costs."""


class Matching(Section):
    """What makes a pair possible, and what makes it good."""

    capacity: Capacity = Limits(default_factory=Capacity)
    """How many mentees a mentor takes."""
    mentors_per_mentee: Annotated[int, Limits(ge=1, le=10)] = 1
    """How many mentors a mentee gets."""
    never: tuple[AnyConstraint, ...] = ()
    """Conditions that no pair may meet."""
    must: tuple[AnyConstraint, ...] = ()
    """Conditions that every pair must meet."""
    criteria: Annotated[tuple[AnyCriterion, ...], Limits(min_length=1)]
    """What makes a pair good, each with its weight."""
    priority: tuple[Priority, ...] = ()
    """Mentees who are served first, in this order."""
    balance: Balance | None = None
    """How evenly mentees are spread over mentors."""
    optimise: Literal["most_matched", "highest_total", "fair", "fair_leximin", "stable"] = "most_matched"
    """What the best set of pairs is: most_matched (the most mentees, then the highest total),
    highest_total (the total, then the most mentees), fair (the most mentees, then the highest lowest
    score, then the total), fair_leximin (which goes on with the next lowest) or stable (no two would
    rather have each other); most_matched unless given (our choice)."""
    floor: Number = Limits(Decimal(0), ge=0, le=100)
    """The lowest score that a pair may have."""

    def constraints(self) -> Iterator[tuple[Steps, bool, Constraint]]:
        """Every hard rule with its path, and whether it forbids where it holds (never)."""
        for number, rule in enumerate(self.never):
            yield ("never", number), True, rule
        for number, rule in enumerate(self.must):
            yield ("must", number), False, rule


class Expect(Section):
    """Promises that the run must keep, else the command ends with 1."""

    matched: (
        Annotated[str, StringConstraints(pattern=r"^(100|\d{1,2}(\.\d+)?)%$")]
        | Annotated[int, Limits(ge=0)]
        | None
    ) = None
    """How many mentees are matched: a number, or a share such as 95% of all mentees in the roster, or in the
    pool where one is applied."""
    lowest_score: Number | None = Limits(None, ge=0, le=100)
    """The lowest score of any pair."""
    mean_score: Number | None = Limits(None, ge=0, le=100)
    """The mean score of all pairs."""


class Program(Section):
    """A mentoring program."""

    version: Annotated[Literal[1], BeforeValidator(_whole)]
    """The version of this file's vocabulary: 1."""
    name: Text
    """What the program is called."""
    cycle: Annotated[int, Limits(ge=1)] = 1
    """Which cohort of the program this is: 1 is the first."""
    purpose: Text | None = None
    """The business reason, in a sentence."""
    sponsors: tuple[Sponsor, ...] = ()
    """Who in the leadership stands behind it."""
    launch: dt.date | None = None
    """The first day."""
    close: dt.date | None = None
    """The last day."""
    vocabulary: Vocabulary = Limits(default_factory=Vocabulary)
    """The organisation's own words, or the path of a YAML file that several programs share."""
    objectives: tuple[Objective, ...] = ()
    """The goals: practice 1."""
    rosters: Rosters
    """The people."""
    qualification: QualificationRules = Limits(default_factory=QualificationRules)
    """Who may take part: practice 2."""
    pool: Pool | None = None
    """The first cohort: practice 6."""
    matching: Matching
    """Who is paired with whom: practice 3."""
    communication: Communication | None = None
    """Who is told what: practice 4."""
    training: Training | None = None
    """Who learns what: practice 5."""
    succession: Succession | None = None
    """The bench that the program builds."""
    progress: Progress | None = None
    """How the program is followed once it runs."""
    exports: dict[Text, Export] = {}
    """Tables of pairs for other systems, each by a name for `export --to`."""
    expect: Expect = Limits(default_factory=Expect)
    """Promises that a run must keep."""

    def facts(
        self,
        lines: ReportingLines | None = None,
        tables: Mapping[str, Mapping[tuple[str, str], Fraction]] | None = None,
        bench: Bench | None = None,
    ) -> Facts:
        """What rules, criteria and constraints may know."""
        objectives = [
            objective.model_copy(update={"skills": tuple(map(self.vocabulary.skill, objective.skills))})
            for objective in self.objectives
        ]
        roles = self.succession.critical_roles if self.succession else ()
        return Facts(
            self.vocabulary, objectives, lines or ReportingLines(), tables or {}, roles, bench or Bench()
        )

    def qualification_of(self, role: Role) -> MentorQualification | MenteeQualification:
        """The rules for mentors or for mentees."""
        return self.qualification.mentors if role == "mentors" else self.qualification.mentees
