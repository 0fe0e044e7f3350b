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
from mentorkit.people import Person, Role, Roster, bearers
from mentorkit.plans import Module, PoolSide
from mentorkit.program import Program
from mentorkit.qualification import Qualification, qualify
from mentorkit.vocabulary import Facts

LearnerRole = Literal["mentors", "mentees", "managers"]
ROLES: tuple[LearnerRole, ...] = ("mentors", "mentees", "managers")
State = Literal["done", "overdue", "open", "later", "optional"]
"""Of one training: completed; its day has passed; to be completed before the start; to be completed while
the program runs; nobody must."""
Readiness = Literal["ready", "open", "overdue"]
Chosen = Callable[[Qualification, Qualification], tuple[Qualification, Qualification]]
"""Mentors and mentees with those put aside who are not in the pool."""


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
    inside: bool | None = None
    """Whether the person counts, where the program has a pool; None where it chooses none of the role."""

    able: bool = True
    """Whether nothing but training may keep the person from qualifying."""

    @property
    def counts(self) -> bool:
        """Whether the person is one of those whom the program is about."""
        return self.inside is not False and self.able

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
    out: int = 0
    """Mentors who would give way to them in the pool."""
    places_out: int = 0
    """The places of these."""


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
    of_pool: bool = False
    """Whether the mentors are those of a pool."""


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
    inside: Mapping[LearnerRole, Collection[str]] | None = None,
    unable: Mapping[LearnerRole, Collection[str]] | None = None,
) -> tuple[Learner, ...]:
    """Everybody of the roles with their trainings, as they stand on a day.

    `awaited` is key of a person to the folded names of the trainings after which they would qualify: these
    must be completed by whoever waits for them, whether or not by everybody. `inside` are the keys of those
    who count, for each role of which a pool is chosen; `unable` those whom no training helps to qualify.
    """
    circle, out = inside or {}, unable or {}
    found = []
    for role, members in people.items():
        modules: tuple[Module, ...] = getattr(program.training, role, ())
        for person in members if modules else ():
            own = (awaited or {}).get(person.key, ()) if role != "managers" else ()
            duties = [
                _duty(program, person, module, done, today, must=module.required or fold(module.name) in own)
                for module in modules
            ]
            counts = person.key in circle[role] if role in circle else None
            found.append(Learner(role, person, tuple(duties), counts, person.key not in out.get(role, ())))
    return tuple(found)


def _duty(
    program: Program, person: Person, module: Module, done: Transcript, today: dt.date, *, must: bool
) -> Duty:
    own = set(map(fold, person.items("training_completed")))
    if done.has(person, module.name, today):
        return Duty(module, "done", done.on(person, module.name))
    if fold(module.name) in own or not must:
        return Duty(module, "done" if fold(module.name) in own else "optional")
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


def trained(program: Program, rosters: Sequence[Roster]) -> tuple[Roster, ...]:
    """The rosters of mentors and mentees as if everybody had completed what a rule waits for."""
    return tuple(_knowing(each, partial(_always, _named(program, each.role))) for each in rosters)


def circle(
    today: Sequence[Qualification], then: Sequence[Qualification]
) -> dict[LearnerRole, frozenset[str]]:
    """Who counts of each role that a pool is chosen of: those in it now or once everybody is trained."""
    return {
        role: frozenset(each.key for side in (now, later) for each in side.matchable)
        for role, now, later in zip(ROLES[:2], today, then, strict=True)
        if now.outside is not None
    }


def _everybody(mentors: Qualification, mentees: Qualification) -> tuple[Qualification, Qualification]:
    return mentors, mentees


def effect(
    program: Program,
    facts: Facts,
    mentors: Roster,
    mentees: Roster,
    found: Iterable[Learner],
    chosen: Chosen = _everybody,
) -> Places:
    """What the trainings that are missing do to the places; the rosters are those of `known_by`.

    `chosen` puts aside who is not in the pool. Where the pool has room for so many mentors only, a training
    may bring better ones and no places.
    """
    able = qualify(program, mentees, facts)
    mentor_states, mentee_states = chosen(qualify(program, mentors, facts), able)
    slow = {each.person.key for each in found if each.role == "mentors" and each.state != "ready"}
    before = _by_key(program, mentor_states, "qualified")
    names = _named(program, "mentors")
    gates = []
    whole = [("", names)] if len(names) > 1 else []
    for module, more in [*((name, [name]) for name in names), *whole]:
        known = qualify(program, _knowing(mentors, partial(_always, more)), facts)
        after = _by_key(program, chosen(known, able)[0], "qualified")
        gates.append(_gate(module, before, after))
    then = [qualify(program, each, facts) for each in trained(program, (mentors, mentees))]
    later = chosen(then[0], then[1])
    waiting = {
        key: number
        for key, number in _by_key(program, later[0], "qualified").items()
        if mentor_states.by_key[key].state == "conditional"
    }
    conditional = [
        each for each in later[1].matchable if mentee_states.by_key[each.key].state == "conditional"
    ]
    return Places(
        sum(before.values()),
        sum(number for key, number in before.items() if key in slow),
        sum(waiting.values()),
        program.qualification.mentors.conditional == "match",
        len(mentee_states.matchable),
        len(conditional) if "conditional" not in mentee_states.matched_states else 0,
        tuple(gates),
        waiting,
        mentor_states.outside is not None,
    )


def _gate(module: str, before: Mapping[str, int], after: Mapping[str, int]) -> Gate:
    come, go = after.keys() - before.keys(), before.keys() - after.keys()
    return Gate(module, len(come), sum(after[key] for key in come), len(go), sum(before[key] for key in go))


def _by_key(program: Program, found: Qualification, state: str) -> dict[str, int]:
    capacity = program.matching.capacity
    outside = found.outside or {}
    people = (
        each.person for each in found.standings if each.state == state and each.person.key not in outside
    )
    return {person.key: places(capacity, person) for person in people}


def _always(modules: list[str], person: Person) -> list[str]:
    return modules


def _named(program: Program, role: Role) -> list[str]:
    """The trainings that rules for a role wait for, each once."""
    rules = [rule for _, _, rule in program.qualification_of(role).parts()]
    side: PoolSide | None = getattr(program.pool, role, None)
    rules += side.require if side else ()
    words = (getattr(rule, key, None) for rule in rules for key in ("training", "after"))
    return list({fold(word): word for word in words if isinstance(word, str)}.values())


def _knowing(roster: Roster, completed: Callable[[Person], Iterable[str]]) -> Roster:
    """The roster with more trainings completed."""
    people = []
    for person in roster.people:
        own = (*person.items("training_completed"), *completed(person))
        people.append(replace(person, values={**person.values, "training_completed": own}))
    return replace(roster, people=tuple(people))
