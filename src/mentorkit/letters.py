"""Letters: what one person reads, and nothing that they may not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentorkit.communication import ROLES, Step, Words, carried, shared, tasks
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.recipients import (
    CONDITIONAL,
    OPEN,
    PAIRED,
    WAITING,
    Cast,
    known_of,
    name_of,
    reasons,
    standing_of,
)
from mentorkit.run import PairRecord
from mentorkit.under_way import along
from mentorkit.vocabulary import Audience

LISTED = 5
"""People whom a finding names."""


@dataclass(frozen=True)
class Letter:
    """What one person reads."""

    audience: Audience
    id: str
    name: str
    email: str | None
    subject: str
    message: int | None
    """The number of the message whose text it carries."""
    values: Mapping[str, object]


def letters(cast: Cast, only: Sequence[int] = ()) -> tuple[tuple[Letter, ...], list[Finding]]:
    """A letter for every mentor, mentee, manager of a mentee, and sponsor.

    With `only`, numbers of messages, letters of these to their audiences alone.
    """
    program, findings = cast.program, list[Finding]()
    messages = program.communication.messages if program.communication else ()
    found: list[Letter] = []
    made: dict[Audience, Callable[[int | None], Iterator[Letter]]] = {
        "mentors": lambda number: _of_role(cast, "mentors", number),
        "mentees": lambda number: _of_role(cast, "mentees", number),
        "managers": lambda number: _of_managers(cast, number, findings),
        "sponsors": lambda number: _of_sponsors(cast, number),
    }
    for audience, letters_of in made.items():
        if not only:
            found += letters_of(carried(program, audience, matched=cast.outcome is not None))
        for number in only:
            if messages[number].audience == audience:
                found += letters_of(number)
    return tuple(found), findings


def _of_role(cast: Cast, role: Audience, number: int | None) -> Iterator[Letter]:
    roster = cast.mentors if role == "mentors" else cast.mentees
    base = shared(cast.program, role)
    for person in along(f"letters to {role}", roster.people):
        state, pairs = standing_of(cast, role, person)
        partners = tuple(_partner(cast, role, pair) for pair in pairs)
        values = base | {
            "reader": _reader(role, person.name),
            "person": known_of(cast, role, person, "the reader"),
            "state": state,
            "partners": partners,
            "tasks": tuple(step.words for step in _tasks(cast, role, person, state)),
        }
        if state not in (OPEN, PAIRED):
            values["dates"] = ()
        spoken = number if state in (OPEN, PAIRED) else None
        yield Letter(
            role, person.id, person.name, person.text("email"), _subject(cast, spoken, state), spoken, values
        )


def _of_managers(cast: Cast, number: int | None, findings: list[Finding]) -> Iterator[Letter]:
    led: dict[str, list[Person]] = {}
    known: dict[str, Person | str] = {}
    for mentee in cast.mentees.people:
        if text := mentee.text("manager"):
            manager = cast.called(text)
            key = manager.key if manager else fold(text)
            known.setdefault(key, manager or text)
            led.setdefault(key, []).append(mentee)
    findings += _nobody(cast, led, known)
    base = shared(cast.program, "managers")
    for key, mentees in led.items():
        who = known[key]
        manager = Person(who, {"email": who} if "@" in who else {}) if isinstance(who, str) else who
        name, email = manager.name, manager.text("email")
        own = [_report(cast, mentee) for mentee in mentees]
        states = {standing_of(cast, "mentees", mentee)[0] for mentee in mentees}
        state = OPEN if cast.outcome is None else PAIRED if PAIRED in states else WAITING
        values = base | {
            "reader": _reader("managers", name),
            "state": state,
            "reports": tuple(own),
            "tasks": tuple(step.words for step in tasks(cast.program, "managers", cast.completed(manager))),
        }
        if state == WAITING:
            values |= {"tasks": (), "dates": ()}
        spoken = None if state == WAITING else number
        subject = _subject(cast, spoken, state)
        yield Letter("managers", manager.id, name, email, subject, spoken, values)


def _nobody(
    cast: Cast, led: Mapping[str, Sequence[Person]], known: Mapping[str, Person | str]
) -> Iterator[Finding]:
    """Managers of whom no roster says who they are, and mentees who name none."""
    strangers = [(key, text) for key, text in known.items() if isinstance(text, str) and "@" not in text]
    if strangers:
        first = cast.mentees.locate(led[strangers[0][0]][0], "manager")
        shown = ", ".join(f'"{text}"' for _, text in strangers[:LISTED]) + ", …" * (len(strangers) > LISTED)
        message = f"managers whom no roster names as one person, so that letters have no address: {shown}"
        yield Finding("MK406", message, first, "name a roster of everybody with --people")
    alone = [mentee for mentee in cast.mentees.people if not mentee.text("manager")]
    if alone:
        many = "1 mentee has" if len(alone) == 1 else f"{len(alone):,} mentees have"
        message = f"{many} no manager in the roster; nobody is written to for them"
        yield Finding("MK407", message, alone[0].at)


def _of_sponsors(cast: Cast, number: int | None) -> Iterator[Letter]:
    for sponsor in cast.program.sponsors:
        person = cast.called(sponsor.name)
        values = shared(cast.program, "sponsors") | {
            "reader": _reader("sponsors", sponsor.name),
            "state": PAIRED if cast.outcome else OPEN,
        }
        if cast.outcome:
            totals = cast.outcome.record.totals
            values["totals"] = Words("the totals", {"mentees": totals.mentees, "matched": totals.matched})
        email = person.text("email") if person else None
        subject = _subject(cast, number, PAIRED)
        yield Letter("sponsors", sponsor.name, sponsor.name, email, subject, number, values)


def _subject(cast: Cast, number: int | None, state: str) -> str:
    """That of the message; who is in no pair does not get the subject that speaks of one."""
    plan = cast.program.communication
    if number is not None and plan:
        return plan.messages[number].subject
    return cast.program.name if state in (OPEN, PAIRED) else f"{cast.program.name}: where it stands"


def _tasks(cast: Cast, role: Audience, person: Person, state: str) -> list[Step]:
    """What a mentor or mentee does; who is in no pair only completes the training that is in the way."""
    after = tuple(cast.awaited.get(person.key, ()))
    if cast.outcome:
        side = cast.outcome.mentors if role == "mentors" else cast.outcome.mentees
        after = side.by_key[person.key].after if person.key in side.by_key else ()
    modules = getattr(cast.program.training, role, ()) if role in ROLES else ()
    due = {fold(module.name): module.due for module in modules}
    if state == CONDITIONAL:
        return [Step(due.get(fold(name)), f"complete the training {name}") for name in after]
    if state not in (OPEN, PAIRED):
        return []
    missing = [Step(None, f"complete the training {name}") for name in after if fold(name) not in due]
    return [*tasks(cast.program, role, cast.completed(person), set(map(fold, after))), *missing]


def _reader(audience: Audience, name: str) -> Words:
    return Words("the reader", {"name": name, "audience": audience})


def _partner(cast: Cast, role: Audience, pair: PairRecord) -> Words:
    """The other one of a pair, and what speaks for it; of no interest are parts that count nothing."""
    key, roster = (pair.mentee, cast.mentees) if role == "mentors" else (pair.mentor, cast.mentors)
    person = roster.by_key.get(fold(key)) or Person(key)
    words = known_of(cast, role, person, f"the {'mentee' if role == 'mentors' else 'mentor'}")
    return Words(words.what, {**words.values, **reasons(cast, role, pair)}, words.why_not)


def _report(cast: Cast, mentee: Person) -> Words:
    """What a manager sees of a mentee: who with whom, no score and no wish."""
    values: dict[str, object] = {"name": mentee.name}
    pairs = standing_of(cast, "mentees", mentee)[1]
    values["mentors"] = tuple(name_of(cast.mentors, pair.mentor) for pair in pairs)
    return Words("the mentee", values)
