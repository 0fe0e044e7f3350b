"""What two programs make of the same people: whose state and whose mentor changes, and the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mentorkit.assignment import Assignment
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.promises import promises
from mentorkit.qualification import Qualification, State
from mentorkit.report import Document
from mentorkit.scores import POINT, Scores


@dataclass(frozen=True)
class Result:
    """What one program makes of the people."""

    program: Program
    mentors: Qualification
    mentees: Qualification
    scores: Scores
    assignment: Assignment
    gaps: Mapping[str, str]
    """Mentee's id to why there is no mentor."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as listings name them."""

    id: str
    name: str | None


@dataclass(frozen=True, slots=True)
class StateChange:
    """A person who qualifies otherwise than before; no state where a program does not read the person."""

    role: Literal["mentors", "mentees"]
    person: Someone
    old: State | None
    new: State | None
    reason: str


@dataclass(frozen=True, slots=True)
class PairChange:
    """A mentee whose mentor is another one; None for no mentor."""

    mentee: Someone
    old: Someone | None
    new: Someone | None
    old_score: float | None
    new_score: float | None
    reason: str
    """Why there is no mentor now."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A run in numbers; scores from 0 to 100, None without pairs."""

    mentees: int
    matched: int
    mean: float | None
    lowest: float | None


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """A promise and what came of it; None where a program does not make it."""

    promise: str
    old: Document | None
    new: Document | None


@dataclass(frozen=True)
class Effects:
    """What a change of the program does to its people."""

    states: tuple[StateChange, ...]
    pairings: tuple[PairChange, ...]
    before: Figures
    after: Figures
    notes: tuple[str, ...] = field(default=())
    """How the people were read, where that is not plain."""
    promises: tuple[PromiseChange, ...] = field(default=())
    """Every promise of either program, in the order of the new one."""


def effects(old: Result, new: Result, notes: tuple[str, ...] = ()) -> Effects:
    """The difference of two results; people in the order of the rosters."""
    states = (
        *_states("mentors", old.mentors, new.mentors),
        *_states("mentees", old.mentees, new.mentees),
    )
    pairings, figures = tuple(_pairings(old, new)), (_figures(old), _figures(new))
    return Effects(states, pairings, *figures, notes, tuple(_promises(old, new)))


def _states(
    role: Literal["mentors", "mentees"], old: Qualification, new: Qualification
) -> Iterator[StateChange]:
    for key in dict.fromkeys([*new.by_key, *old.by_key]):
        before, after = old.by_key.get(key), new.by_key.get(key)
        old_state, new_state = before.state if before else None, after.state if after else None
        known = after or before
        if old_state != new_state and known is not None:
            reason = after.reason if after and after.reason else before.reason if before and after else ""
            yield StateChange(role, _someone(known.person), old_state, new_state, reason)


def _pairings(old: Result, new: Result) -> Iterator[PairChange]:
    before, after = _mentors(old), _mentors(new)
    for key in dict.fromkeys([*new.mentees.by_key, *old.mentees.by_key]):
        (ours, our_score), (theirs, their_score) = (side.get(key, (None, None)) for side in (before, after))
        if (ours and ours.key) != (theirs and theirs.key):
            mentee = (new.mentees.by_key.get(key) or old.mentees.by_key[key]).person
            reason = "" if theirs else new.gaps.get(mentee.id, "not in the roster any more")
            old_mentor, new_mentor = _someone(ours) if ours else None, _someone(theirs) if theirs else None
            yield PairChange(_someone(mentee), old_mentor, new_mentor, our_score, their_score, reason)


def _mentors(result: Result) -> dict[str, tuple[Person, float]]:
    """Mentee's key to the mentor and the pair's score."""
    scores = result.scores
    return {
        scores.mentees[row].key: (scores.mentors[column], points / POINT)
        for (row, column), points in result.assignment.points.items()
    }


def _figures(result: Result) -> Figures:
    points = list(result.assignment.points.values())
    mean = round(sum(points) / POINT / len(points), 4) if points else None
    lowest = min(points) / POINT if points else None
    return Figures(len(result.mentees.standings), len(points), mean, lowest)


def _promises(old: Result, new: Result) -> Iterator[PromiseChange]:
    before, after = (
        {
            promise["promise"]: {name: promise[name] for name in ("wanted", "got", "kept")}
            for promise in promises(side.program, list(side.assignment.points.values()), _asked(side))
        }
        for side in (old, new)
    )
    for name in dict.fromkeys([*after, *before]):
        yield PromiseChange(name, before.get(name), after.get(name))


def _asked(side: Result) -> int:
    """How many mentees a share is of, as `match` counts them."""
    return side.mentees.asked(side.scores.mentees[row].key for row, _ in side.assignment.pairs)


def _someone(person: Person) -> Someone:
    return Someone(person.id, person.text("name"))
