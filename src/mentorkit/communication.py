"""What each audience is told of a program: the business reason, what to do and by when, the objectives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from mentorkit.fields import fold, shown
from mentorkit.plans import Message, Module
from mentorkit.program import Program
from mentorkit.vocabulary import Audience, Measure, Objective

ROLES = ("mentors", "mentees", "managers")
"""Audiences that have trainings."""


def _not_there(name: str) -> str:
    return ""


@dataclass(frozen=True)
class Words:
    """What a template may name; a value is text, a number, a date, yes or no, Words, or a tuple of these."""

    what: str
    """What it is, as an error names it."""
    values: Mapping[str, object]
    why_not: Callable[[str], str] = field(default=_not_there, compare=False)
    """Why a name is not there, as a hint; blank where the known names say enough."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens, or that a reader does, by a day; None where the program does not say when."""

    day: dt.date | None
    what: str

    @property
    def words(self) -> Words:
        """The same for a template."""
        return _words("a step", day=self.day, what=self.what)


def plan(program: Program) -> list[tuple[int, Message]]:
    """The messages with their number in the file, by day; those without a day at the end."""
    messages = program.communication.messages if program.communication else ()
    return sorted(enumerate(messages), key=lambda each: (each[1].on or dt.date.max, each[0]))


def carried(program: Program, audience: Audience, *, matched: bool) -> int | None:
    """The number of the message that letters to an audience carry, None where it gets none.

    Once people are matched it is the one that announces the launch, else the last by then; before that the
    first of all (our choice).
    """
    own = [(number, message) for number, message in plan(program) if message.audience == audience]
    if not own:
        return None
    if not matched:
        return own[0][0]
    launch = program.launch or dt.date.max
    announcing = [number for number, message in own if fold(message.announces or "") == "launch"]
    by_then = [number for number, message in own if message.on and message.on <= launch]
    return (announcing or by_then or [own[0][0]])[-1]


def tasks(
    program: Program, audience: Audience, completed: Collection[str] = (), must: Collection[str] = ()
) -> list[Step]:
    """What a reader does and by when, without the trainings (folded names) that are completed.

    `must` are trainings that this reader has to complete, whether or not everybody has to.
    """
    return _in_order(_tasks(program, audience, completed, must))


def _tasks(
    program: Program, audience: Audience, completed: Collection[str], must: Collection[str]
) -> Iterator[Step]:
    for module in _modules(program, audience):
        if fold(module.name) not in completed:
            needed = module.required or fold(module.name) in must
            what = "complete" if needed else "if you like, complete"
            yield Step(module.due, f"{what} the training {_with_hours(module)}")
    if audience in ("mentors", "mentees"):
        yield Step(program.launch, "meet for the first time; agree on your goals and on when you meet")
        if program.progress:
            agreed = program.progress.plan
            yield Step(
                program.close, f"meet {_times(shown(agreed.meetings_per_month))} a month until the end"
            )
            if program.launch:
                day = program.launch + dt.timedelta(days=agreed.checkin_after_days)
                yield Step(day, "answer the first check-in")
    if audience == "managers":
        yield Step(program.launch, "give your people the time that it takes, and ask how it goes")
    for _, message in plan(program):
        if audience == "administrators" or (audience == "sponsors" and _is_of_sponsor(program, message)):
            owner = f"{message.owner} writes" if message.owner and audience == "administrators" else "write"
            yield Step(message.on, f"{owner} to {message.audience}: {message.subject}")


def _times(number: str) -> str:
    return "once" if number == "1" else f"{number} times"


def _is_of_sponsor(program: Program, message: Message) -> bool:
    names = {fold(name) for each in program.sponsors for name in (each.name, each.role) if name}
    return fold(message.owner or "") in names


def dates(program: Program, audience: Audience) -> list[Step]:
    """The days that a reader keeps in mind."""
    found = [Step(program.launch, "the program begins"), Step(program.close, "the program ends")]
    for role in ROLES if audience == "administrators" else (audience,):
        whose = f" of the {role}" if audience == "administrators" else ""
        found += [
            Step(each.due, f"the training {each.name}{whose} is over") for each in _modules(program, role)
        ]
    if audience in ("administrators", "sponsors"):
        for objective in program.objectives:
            if objective.measure and objective.measure.by:
                found.append(Step(objective.measure.by, f"{objective.id} is measured"))
    return _in_order(step for step in found if step.day)


def _modules(program: Program, role: str) -> tuple[Module, ...]:
    return getattr(program.training, role, ()) if role in ROLES else ()


def _with_hours(module: Module) -> str:
    if module.hours is None:
        return module.name
    hours = shown(module.hours)
    return f"{module.name} ({hours} hour{'s' * (hours != '1')})"


def _in_order(steps: Iterator[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.day or dt.date.max)


def shared(program: Program, audience: Audience) -> dict[str, object]:
    """What every template of an audience may name, whoever the reader is."""
    own = [message for _, message in plan(program) if message.audience == audience]
    return {
        "audience": audience,
        "program": _words(
            "the program",
            name=program.name,
            purpose=program.purpose,
            launch=program.launch,
            close=program.close,
            contact=program.communication.contact if program.communication else None,
            sponsors=tuple(
                _words("the sponsor", name=each.name, role=each.role, approved=each.approved)
                for each in program.sponsors
            ),
            supports=tuple(dict.fromkeys(each.supports for each in program.objectives if each.supports)),
        ),
        "objectives": tuple(_objective(each) for each in program.objectives),
        "tasks": tuple(step.words for step in tasks(program, audience)),
        "dates": tuple(step.words for step in dates(program, audience)),
        "messages": tuple(
            _words("the message", day=each.on, subject=each.subject, owner=each.owner) for each in own
        ),
    }


def _objective(objective: Objective) -> Words:
    return _words(
        f"the objective {objective.id}",
        id=objective.id,
        statement=objective.statement,
        supports=objective.supports,
        owner=objective.owner,
        skills=objective.skills,
        measure=measured(objective.measure) if objective.measure else None,
    )


def measured(measure: Measure) -> str:
    """A measure in a sentence."""
    text = measure.label or measure.metric.replace("_", " ")
    if measure.baseline is not None:
        text += f", from {shown(measure.baseline)}"
    if measure.target is not None:
        text += (
            f" to {shown(measure.target)}" if measure.baseline is not None else f", {shown(measure.target)}"
        )
    return f"{text} by {measure.by}" if measure.by else text


def _words(what: str, /, **values: object) -> Words:
    """Words without what the program does not say."""
    return Words(what, {name: value for name, value in values.items() if value is not None})
