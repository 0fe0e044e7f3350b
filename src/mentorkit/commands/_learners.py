"""What `training` reads: everybody who learns, what they have completed, and what they answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentorkit import load, plan_files, pool_checks, pooling
from mentorkit.definition import Definition, Input
from mentorkit.finding import CannotRun, Finding, Location, has_errors
from mentorkit.people import Role, Roster
from mentorkit.roster_checks import missing_columns

if TYPE_CHECKING:
    from mentorkit.completions import Transcript
    from mentorkit.evaluation import Figure
    from mentorkit.people import Person
    from mentorkit.pool_files import Named
    from mentorkit.qualification import Qualification
    from mentorkit.training import Learner, LearnerRole, Places
    from mentorkit.vocabulary import Facts


ROLES: tuple[Role, ...] = ("mentors", "mentees", "people")


@dataclass(frozen=True)
class Learned:
    """Everybody who learns, and what that does to the places."""

    rosters: tuple[Roster, ...]
    people: tuple[Person, ...]
    """Everybody whom a file may name."""
    roles: Mapping[str, LearnerRole]
    """Key of a person to the role that they are asked in."""
    learners: tuple[Learner, ...]
    places: Places
    inputs: tuple[Input, ...]
    findings: list[Finding]
    no_pool: str = ""
    """Why no pool can be chosen of those who are trained today; empty where one can."""


class _Choice:
    """The pool of those who qualify, now or once they are trained."""

    def __init__(
        self, definition: Definition, facts: Facts, asked: pooling.Pooling | None, named: Named | None
    ) -> None:
        """`asked` and `named` stand for the program's pool, where they are given."""
        self._definition, self._facts, self._asked, self._named = definition, facts, asked, named
        self.findings: list[Finding] = []
        """Of the last choice."""

    def __call__(self, mentors: Qualification, mentees: Qualification) -> tuple[Qualification, Qualification]:
        """Both sides with those outside put aside; where no pool is within size and quotas, everybody is."""
        made = pooling.applied(self._definition, self._facts, mentors, mentees, self._asked, self._named)
        self.findings = made.findings
        if not has_errors(made.findings):
            return made.mentors, made.mentees
        plan = self._definition.program.pool
        both = [
            replace(side, outside=dict.fromkeys(side.by_key, "")) if getattr(plan, side.role) else side
            for side in (mentors, mentees)
        ]
        return both[0], both[1]


def learned(
    definition: Definition,
    files: Mapping[Role, str | None],
    completions: str | None,
    today: dt.date,
    asked: pooling.Pooling | None = None,
) -> Learned:
    """Everybody's trainings on a day; `asked` stands for the program's pool.

    Raises CannotRun where the program has no trainings.
    """
    from mentorkit import consistency, training
    from mentorkit.qualification import qualify

    definition = pooling.in_force(definition, asked)
    program, inputs, findings = definition.program, list[Input](), list[Finding]()
    if program.training is None:
        raise CannotRun(f"{definition.path} has no section training; add one with trainings for each role")
    more = ["training_completed", *(["manager"] if program.training.managers else [])]
    rosters: dict[Role, Roster] = {}
    for role in ROLES:
        if role != "people" or program.rosters.people or files.get("people"):
            rosters[role], read, wrong = load.roster(definition, role, files.get(role), more)
            inputs, findings = [*inputs, *read], [*findings, *wrong]
    by_role = list(rosters.values())
    mentors, mentees = rosters["mentors"], rosters["mentees"]
    for role in ROLES[:2]:
        needs = [*consistency.qualification_needs(program, role), *pool_checks.needs(program, role)]
        findings += missing_columns(program, needs, by_role)
    named, read, wrong = pooling.listed(definition, asked, mentors, mentees)
    inputs, findings = [*inputs, *read], [*findings, *wrong]
    managers = training.managers(mentees, by_role)
    people = plan_files.everybody([*by_role, Roster("people", managers)])
    done, read, wrong = plan_files.transcript(definition, people, completions, everybody=True)
    inputs, findings = [*inputs, *read], [*findings, *wrong]
    findings += _to_come(done, today, read)
    by_learners: dict[LearnerRole, tuple[Person, ...]] = {
        "mentors": mentors.people,
        "mentees": mentees.people,
        "managers": managers,
    }
    facts, names = program.facts(), [module.name for module in program.training.by_name.values()]
    on_the_day = [training.known_by(each, done, today, names) for each in (mentors, mentees)]
    waiting = training.awaited(program, facts, on_the_day)
    choice = _Choice(definition, facts, asked, named)
    whole = [qualify(program, each, facts) for each in training.trained(program, on_the_day)]
    unable: dict[LearnerRole, frozenset[str]] = {
        side.role: frozenset(each.person.key for each in side.standings if each.state == "not_yet")
        for side in whole
    }
    then = choice(*whole)
    findings += choice.findings
    now = choice(*(qualify(program, each, facts) for each in on_the_day))
    no_pool = "; ".join(each.message for each in choice.findings if has_errors([each]))
    inside = training.circle(now, then)
    if "mentees" in inside:
        some = replace(
            mentees, people=tuple(each for each in mentees.people if each.key in inside["mentees"])
        )
        inside["managers"] = frozenset(each.key for each in training.managers(some, by_role))
    found = training.learners(program, by_learners, done, today, waiting, inside, unable)
    places = training.effect(program, facts, on_the_day[0], on_the_day[1], found, choice)
    roles = {each.key: role for role in reversed(by_learners) for each in by_learners[role]}
    return Learned(tuple(by_role), people, roles, found, places, tuple(inputs), findings, no_pool)


def _to_come(done: Transcript, today: dt.date, read: Sequence[Input]) -> Iterator[Finding]:
    """A warning where completions are of later days, which do not count yet."""
    later = sum(day is not None and day > today for day in done.completed.values())
    if later and read:
        are = "completion is" if later == 1 else "completions are"
        message = f"{later:,} {are} of days after {today}; such rows do not count yet"
        yield Finding("MK704", message, Location(read[0].path), "look from a later day with --today")


def evaluated(
    definition: Definition, found: Learned, file: str | None
) -> tuple[tuple[Figure, ...], list[Input], list[Finding]]:
    """What people answered; nothing where the program has no survey. Raises CannotRun."""
    plan = definition.program.training
    survey = plan.survey if plan else None
    if survey is None:
        if file is not None:
            raise CannotRun("--survey needs the questions: add training: survey: levels: to the program")
        return (), [], []
    if has_errors(found.findings):  # people who cannot be read would be strangers
        return (), [], []
    return plan_files.answers(definition, survey, found.roles, found.people, file)
