"""Who has learned what for their part, who lacks what by when, and the places that wait for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Literal

from mentorkit.completions import Transcript
from mentorkit.fields import fold
from mentorkit.locks import places
from mentorkit.people import Person, Roster, bearers
from mentorkit.plans import Module
from mentorkit.program import Program
from mentorkit.qualification import Qualification, qualify
from mentorkit.vocabulary import Facts

LearnerRole = Literal["mentors", "mentees", "managers"]
ROLES: tuple[LearnerRole, ...] = ("mentors", "mentees", "managers")
State = Literal["done", "overdue", "open", "later", "optional"]
"""Of one training: completed; its day has passed; to be completed before the start; to be completed while
the program runs; nobody must."""
Readiness = Literal["ready", "open", "overdue"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One training of one person."""

    module: Module
    state: State
    on: dt.date | None = None
    """The day of completion, where it is known."""


@dataclass(frozen=True, slots=True)
class Learner:
    """A person of a role with the trainings of that role."""

    role: LearnerRole
    person: Person
    duties: tuple[Duty, ...]

    @property
    def state(self) -> Readiness:
        """Ready where nothing is missing for the start and nothing is late."""
        states = {duty.state for duty in self.duties}
        return "overdue" if "overdue" in states else "open" if "open" in states else "ready"

    @property
    def missing(self) -> tuple[Duty, ...]:
        """What stands in the way, what is late first."""
        states: tuple[State, ...] = ("overdue", "open")
        return tuple(duty for state in states for duty in self.duties if duty.state == state)

    def hours(self, *states: State) -> Decimal:
        """The hours of the trainings in some states, as far as they are known."""
        known = (duty.module.hours or Decimal(0) for duty in self.duties if duty.state in states)
        return sum(known, Decimal(0))


@dataclass(frozen=True, slots=True)
class Gate:
    """What a training does to the mentors' places."""

    module: str
    mentors: int
    """Mentors who would qualify if everybody completed it."""
    places: int
    """Their places."""


@dataclass(frozen=True)
class Places:
    """The mentors' places, and which of them wait for training."""

    qualified: int
    """Places of mentors who qualify."""
    untrained: int
    """Those of them whose mentors are not ready, though no rule keeps them from a mentee."""
    waiting: int
    """Places of mentors who qualify after a training."""
    matched_already: bool
    """Whether those are matched all the same (qualification: conditional: match)."""
    mentees: int
    """Mentees who may be matched."""
    waiting_mentees: int
    """Mentees who qualify after a training."""
    gates: tuple[Gate, ...]
    """Each training that a rule for mentors names, and all of them together, under no name, at the end."""
    of: Mapping[str, int]
    """Key of a mentor to the places that wait."""


def managers(mentees: Roster, rosters: Sequence[Roster]) -> tuple[Person, ...]:
    """The managers of the mentees, each once, in the order of the mentees.

    Whoever is in no roster is a person by the name that is given there. A name that several people have is
    nobody's.
    """
    people = {person.key: person for roster in reversed(rosters) for person in roster.people}
    names = bearers(people.values())
    everyone = (person for roster in rosters for person in roster.people)
    elsewhere = {person.key: person for person in everyone if person.text("manager")}
    found: dict[str, Person] = {}
    for mentee in mentees.people:
        named = mentee.text("manager")
        if named is None and mentee.key in elsewhere:
            named = elsewhere[mentee.key].text("manager")
        if named is None:
            continue
        keys = names.get(fold(named), (fold(named),))
        if len(keys) == 1:
            found.setdefault(keys[0], people.get(keys[0], Person(named)))
    return tuple(found.values())


def learners(
    program: Program,
    people: Mapping[LearnerRole, Sequence[Person]],
    done: Transcript,
    today: dt.date,
    awaited: Mapping[str, Collection[str]] | None = None,
) -> tuple[Learner, ...]:
    """Everybody of the roles with their trainings, as they stand on a day.

    `awaited` is key of a person to the folded names of the trainings after which they would qualify: these
    must be completed by whoever waits for them, whether or not by everybody.
    """
    found = []
    for role, members in people.items():
        modules: tuple[Module, ...] = getattr(program.training, role, ())
        for person in members if modules else ():
            own = (awaited or {}).get(person.key, ()) if role != "managers" else ()
            duties = [
                _duty(program, person, module, done, today, must=module.required or fold(module.name) in own)
                for module in modules
            ]
            found.append(Learner(role, person, tuple(duties)))
    return tuple(found)


def _duty(
    program: Program, person: Person, module: Module, done: Transcript, today: dt.date, *, must: bool
) -> Duty:
    own = map(fold, person.items("training_completed"))
    if done.has(person, module.name, today):
        return Duty(module, "done", done.on(person, module.name))
    if fold(module.name) in own:
        return Duty(module, "done")
    if not must:
        return Duty(module, "optional")
    if module.due is not None and module.due < today:
        return Duty(module, "overdue")
    later = module.due is not None and program.launch is not None and module.due > program.launch
    return Duty(module, "later" if later else "open")


def known_by(roster: Roster, done: Transcript, today: dt.date, modules: Iterable[str]) -> Roster:
    """The roster as rules see it on a day: with the trainings that people had completed by then."""
    names = tuple(modules)
    return _knowing(roster, lambda person: [each for each in names if done.has(person, each, today)])


def awaited(program: Program, facts: Facts, rosters: Iterable[Roster]) -> dict[str, set[str]]:
    """Key of everybody who would qualify after a training to the folded names of those trainings."""
    found: dict[str, set[str]] = {}
    for roster in rosters:
        for standing in qualify(program, roster, facts).standings:
            if standing.state == "conditional":
                found.setdefault(standing.person.key, set()).update(map(fold, standing.after))
    return found


def effect(
    program: Program, facts: Facts, mentors: Roster, mentees: Roster, found: Iterable[Learner]
) -> Places:
    """What the trainings that are missing do to the places; the rosters are those of `known_by`."""
    mentor_states, mentee_states = qualify(program, mentors, facts), qualify(program, mentees, facts)
    slow = {each.person.key for each in found if each.role == "mentors" and each.state != "ready"}
    before = _by_key(program, mentor_states, "qualified")
    names = _named(program)
    gates = []
    whole = [("", names)] if len(names) > 1 else []
    for module, more in [*((name, [name]) for name in names), *whole]:
        trained = qualify(program, _knowing(mentors, partial(_always, more)), facts)
        after = _by_key(program, trained, "qualified")
        gained = [key for key in after if key not in before]
        gates.append(Gate(module, len(gained), sum(after[key] for key in gained)))
    waiting = _by_key(program, mentor_states, "conditional")
    conditional = sum(each.state == "conditional" for each in mentee_states.standings)
    return Places(
        sum(before.values()),
        sum(number for key, number in before.items() if key in slow),
        sum(waiting.values()),
        program.qualification.mentors.conditional == "match",
        len(mentee_states.matchable),
        conditional if "conditional" not in mentee_states.matched_states else 0,
        tuple(gates),
        waiting,
    )


def _by_key(program: Program, found: Qualification, state: str) -> dict[str, int]:
    capacity = program.matching.capacity
    people = (each.person for each in found.standings if each.state == state)
    return {person.key: places(capacity, person) for person in people}


def _always(modules: list[str], person: Person) -> list[str]:
    return modules


def _named(program: Program) -> list[str]:
    """The trainings that rules for mentors wait for, each once."""
    rules = [rule for _, _, rule in program.qualification.mentors.parts()]
    words = (getattr(rule, key, None) for rule in rules for key in ("training", "after"))
    return list({fold(word): word for word in words if isinstance(word, str)}.values())


def _knowing(roster: Roster, completed: Callable[[Person], Iterable[str]]) -> Roster:
    """The roster with more trainings completed."""
    people = []
    for person in roster.people:
        own = (*person.items("training_completed"), *completed(person))
        people.append(replace(person, values={**person.values, "training_completed": own}))
    return replace(roster, people=tuple(people))
