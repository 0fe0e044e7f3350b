"""What `training` reads: everybody who learns, what they have completed, and what they answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorkit import load, plan_files
from mentorkit.definition import Definition, Input
from mentorkit.finding import CannotRun, Finding, has_errors
from mentorkit.people import Role, Roster
from mentorkit.roster_checks import missing_columns

if TYPE_CHECKING:
    from mentorkit.evaluation import Figure
    from mentorkit.people import Person
    from mentorkit.training import Learner, LearnerRole, Places


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


def learned(
    definition: Definition, files: Mapping[Role, str | None], completions: str | None, today: dt.date
) -> Learned:
    """Everybody's trainings on a day. Raises CannotRun where the program has none."""
    from mentorkit import consistency, training

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
        findings += missing_columns(program, consistency.qualification_needs(program, role), by_role)
    managers = training.managers(mentees, by_role)
    people = plan_files.everybody([*by_role, Roster("people", managers)])
    done, read, wrong = plan_files.transcript(definition, people, completions, everybody=True)
    inputs, findings = [*inputs, *read], [*findings, *wrong]
    by_learners: dict[LearnerRole, tuple[Person, ...]] = {
        "mentors": mentors.people,
        "mentees": mentees.people,
        "managers": managers,
    }
    facts, names = program.facts(), [module.name for module in program.training.by_name.values()]
    on_the_day = [training.known_by(each, done, today, names) for each in (mentors, mentees)]
    waiting = training.awaited(program, facts, on_the_day)
    found = training.learners(program, by_learners, done, today, waiting)
    places = training.effect(program, facts, on_the_day[0], on_the_day[1], found)
    roles = {each.key: role for role in reversed(by_learners) for each in by_learners[role]}
    return Learned(tuple(by_role), people, roles, found, places, tuple(inputs), findings)


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
