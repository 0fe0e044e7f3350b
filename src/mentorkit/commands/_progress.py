"""What `progress` reads: a run, its logs and readings, and the rosters of then and of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from mentorkit import load, log_files
from mentorkit import run as runs
from mentorkit.definition import Definition, Input, digest, normal, read_bytes
from mentorkit.fields import fold
from mentorkit.finding import CannotRun, Finding, Location, has_errors
from mentorkit.people import Person, Role, Roster, bearers
from mentorkit.plans import Progress
from mentorkit.previous import Previous, previous
from mentorkit.progress import Calendar, Couple

if TYPE_CHECKING:
    from mentorkit.logs import Entry, Reading
    from mentorkit.run import Run

ROLES: tuple[Role, ...] = ("mentors", "mentees", "people")


@dataclass
class Read:
    """Everything that was read, and what is wrong with it."""

    run: Run
    before: Previous
    couples: tuple[Couple, ...] = ()
    log: tuple[Entry, ...] = ()
    readings: tuple[Reading, ...] = ()
    then: dict[Role, Roster] = field(default_factory=dict)
    """Rosters of the run, as far as they are what they were."""
    now: dict[Role, Roster] = field(default_factory=dict)
    """Rosters of today, as far as they are given."""
    bench: Mapping[str, tuple[Fraction, int]] = field(default_factory=dict)
    inputs: list[Input] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def left(self) -> dict[str, str]:
        """Who of the pairs is in no roster of today that would know of them."""
        everybody = {person.key for roster in self.now.values() for person in roster.people}
        found: dict[str, str] = {}
        for role, people in (("mentees", self.before.mentees), ("mentors", self.before.mentors)):
            if self.now.keys() & {role, "people"}:
                gone = (person.key for person in people if person.key not in everybody)
                found |= dict.fromkeys(gone, "is in no roster of today")
        return found

    def people(self) -> tuple[dict[str, Person], dict[str, Person]]:
        """Mentees and mentors of the run by normalised id."""
        return tuple(
            {person.key: person for person in side} for side in (self.before.mentees, self.before.mentors)
        )  # type: ignore[return-value]  # there are two

    def matched(self) -> tuple[Person, ...]:
        """The matched mentees, as the roster of the run has them where it is at hand."""
        known = self.then["mentees"].by_key if "mentees" in self.then else {}
        return tuple(known.get(person.key, person) for person in self.before.mentees)

    def later(self) -> dict[str, Person] | None:
        """Everybody of the rosters of today; those who are in several as mentees, else mentors."""
        if not self.now:
            return None
        found: dict[str, Person] = {}
        for role in ("people", "mentors", "mentees"):
            for person in self.now[role].people if role in self.now else ():
                old = found.get(person.key)
                found[person.key] = Person(
                    person.id, {**(old.values if old else {}), **person.values}, person.at
                )
        return found


@dataclass(frozen=True)
class Asked:
    """What the command line says."""

    run: str
    meetings: str | None
    readings: str | None
    later: Mapping[Role, str | None]


def read(definition: Definition, asked: Asked, calendar: Calendar) -> Read:
    """The run and all that happened since. Raises CannotRun where a file is not there."""
    run = runs.read(asked.run)
    path = normal(run.path)
    before = previous(run, path, digest(read_bytes(run.path)))
    found = Read(run, before, inputs=[Input("run", path, before.sha256)])
    if not run.untouched:
        message = "the run is not what was written: its own hash does not fit"
        found.findings.append(Finding("MK910", message, run.at, "look at a run as mentorkit wrote it"))
    if before.program != definition.program.name:
        message = f'the run is of the program "{before.program}", this one is "{definition.program.name}"'
        found.findings.append(Finding("MK707", message, Location(path)))
    found.couples = _couples(definition, run, calendar, asked)
    _rosters(definition, asked, found)
    _logs(definition, asked, found, calendar)
    _bench(definition, found, calendar.today)
    return found


def ratings(definition: Definition) -> tuple[str, ...]:
    """The fields of the program that hold ratings of skills."""
    fields = definition.program.vocabulary.fields
    return tuple(name for name, each in fields.items() if each.type == "ratings" and each.skills)


def _couples(definition: Definition, run: Run, calendar: Calendar, asked: Asked) -> tuple[Couple, ...]:
    """The pairs; those that a run has not from the one before it begin with their first entry.

    Where nothing was logged for that run, as for the final one after a draft, they begin at launch.
    """
    follows = run.record.previous is not None and log_files.begun(
        definition, run.record.inputs, asked.meetings
    )
    return tuple(
        Couple(pair.mentee, pair.mentor, calendar.launch if pair.kept or not follows else None)
        for pair in run.record.pairs
    )


def _more(definition: Definition) -> list[str]:
    return ["level", "skills", *ratings(definition)]


def _rosters(definition: Definition, asked: Asked, found: Read) -> None:
    plan = definition.program.progress or Progress()
    for role in ROLES:
        own = getattr(plan.roster_later, role)
        file = asked.later.get(role) or (normal(definition.beside(own)) if own else None)
        if file is not None:
            roster, inputs, wrong = load.roster(definition, role, file, _more(definition))
            found.now[role] = roster
            found.inputs += (Input(f"{role} of today", each.path, each.sha256) for each in inputs)
            found.findings += wrong
    if found.now:
        _before(definition, found)


def _before(definition: Definition, found: Read) -> None:
    """The mentees as they began; a warning where their file is another one by now.

    Where runs follow one another, that is the roster of the first.
    """
    try:
        first = _first(found.run)
    except CannotRun as error:
        found.findings.append(_changed(str(error), found))
        return
    recorded = [each for each in first.record.inputs if each.role == "mentees"]
    file = recorded[0].path if len(recorded) == 1 else None
    try:
        roster, inputs, wrong = load.roster(definition, "mentees", file, _more(definition))
    except CannotRun as error:
        found.findings.append(_changed(str(error), found))
        return
    if sorted(each.sha256 for each in recorded) != sorted(each.sha256 for each in inputs):
        names = ", ".join(each.path for each in recorded)
        found.findings.append(_changed(f"{names} was changed since the run", found))
        return
    found.then["mentees"] = roster
    found.inputs += inputs
    found.findings += (each for each in wrong if has_errors([each]))


def _first(run: Run) -> Run:
    """The run that the others follow. Raises CannotRun where one of them is not what it was."""
    path = {each.role: each for each in run.record.inputs}.get("previous")
    if path is None:
        return run
    before = runs.read(path.path)
    if digest(read_bytes(before.path)) != path.sha256:
        raise CannotRun(f"{path.path} was changed since it was followed")
    return _first(before)


def _changed(why: str, found: Read) -> Finding:
    hint = "keep the roster of the run as it was, and name the one of today with --mentees"
    return Finding("MK706", f"today cannot be held against the run: {why}", found.run.at, hint)


def _logs(definition: Definition, asked: Asked, found: Read, calendar: Calendar) -> None:
    sides = {
        role: (*people, *(found.now[role].people if role in found.now else ()))
        for role, people in (
            ("mentees", (*found.before.mentees, *found.before.waiting)),
            ("mentors", found.before.mentors),
        )
    }
    log, inputs, wrong = log_files.entries(
        definition, sides["mentees"], sides["mentors"], found.before.keys, asked.meetings
    )
    if any(each.code == "MK702" for each in wrong):
        for role in ROLES[:2]:
            sides[role] = (*sides[role], *_unpaired(definition, role, sides[role], found))
        log, inputs, wrong = log_files.entries(
            definition, sides["mentees"], sides["mentors"], found.before.keys, asked.meetings
        )
    if calendar.launch is not None and calendar.today < calendar.launch:
        wrong = [each for each in wrong if each.code != "MK847"]  # nobody has met before the launch
    found.log = log
    readings, more, faults = log_files.readings(definition, asked.readings)
    found.readings = readings
    found.inputs += [*inputs, *more]
    found.findings += [*wrong, *faults]
    ours = {couple.pair for couple in found.couples}
    others = [entry for entry in log if entry.pair not in ours]
    if others:
        message = f"{_rows(len(others))} of pairs that the run does not have; the first is this one"
        found.findings.append(Finding("MK703", message, others[0].at))
    late = [(each.date, each.at) for each in log if each.date > calendar.today]
    late += [(each.date, each.at) for each in readings if each.date > calendar.today]
    if late:
        message = f"{_rows(len(late))} after {calendar.today}; such rows do not count yet"
        found.findings.append(Finding("MK704", message, late[0][1], "look from a later day with --today"))


def _unpaired(definition: Definition, role: Role, known: Sequence[Person], found: Read) -> Iterator[Person]:
    """The others of the program's roster, each by what nobody else is called."""
    if role in found.now or getattr(definition.program.rosters, role) is None:
        return
    try:
        roster, inputs, wrong = load.roster(definition, role, None)
    except CannotRun:
        return
    if has_errors(wrong):
        return
    found.inputs += inputs
    taken = bearers(known)
    for person in roster.people:
        if person.key not in taken:
            told = {name: person.text(name) for name in ("name", "email")}
            yield Person(
                person.id, {name: text for name, text in told.items() if text and fold(text) not in taken}
            )


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"


def _bench(definition: Definition, found: Read, today: dt.date) -> None:
    """Ready-now successors a role for each objective, as the list of candidates has them."""
    from mentorkit import plan_files
    from mentorkit.succession import benches

    program = definition.program
    wanted = any(each.measure and each.measure.metric == "bench_strength" for each in program.objectives)
    if not wanted or program.succession is None or program.succession.candidates is None:
        return
    rosters = [*found.now.values(), *found.then.values()]
    known = {person.key for roster in rosters for person in roster.people}
    for role in ROLES:
        if getattr(program.rosters, role) is not None:
            roster, _, wrong = load.roster(definition, role, None)
            if not has_errors(wrong):
                rosters.append(roster)
    people = plan_files.everybody(
        [*rosters, Roster("people", (*found.before.mentees, *found.before.mentors))]
    )
    standing, inputs, wrong = plan_files.standing(definition, people)
    found.inputs += inputs
    found.findings += wrong
    by_key = {person.key: person for person in people}
    strengths = benches(program, standing.bench, standing.candidates, by_key, known, None, today).objectives
    found.bench = {
        each.objective.id: (each.before, len(each.roles)) for each in strengths if each.objective is not None
    }
