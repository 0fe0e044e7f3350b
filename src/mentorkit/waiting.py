"""Mentors who wait for a training: who, for which, with how many places, and whom it would serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentorkit.assignment import Assignment, assign
from mentorkit.decisions import Decision
from mentorkit.locks import places
from mentorkit.people import Person
from mentorkit.plans import Pool
from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing
from mentorkit.report import Document, counted, named
from mentorkit.scores import Scores, score

UP_TO = 2_000
"""Mentees up to whom the pairs with everybody trained are worked out; beyond, it would double the time."""


@dataclass(frozen=True)
class Waiting:
    """The conditional mentors of a run that matches only qualified ones."""

    mentors: tuple[tuple[Standing, int], ...]
    """Each with the places that wait with them, which is never 0."""
    more: int | None = None
    """How many more mentees would be matched with all of them trained; None where it was not worked out."""
    served: Mapping[str, Person] | None = None
    """Key of a mentee who has no mentor to the one whom they would have then."""


def waiting(
    program: Program,
    now: Assignment,
    mentors: Qualification,
    mentees: Qualification,
    decisions: Sequence[Decision] = (),
) -> Waiting:
    """Who waits, and what comes of the same people with all of them trained, found by solving again."""
    found = Waiting(tuple(_idle(now.scores, mentors)))
    scores = now.scores
    full = len(now.pairs) == len(scores.mentees)
    # A pool that follows the places would take more mentees, too, whom this run does not know.
    grows = mentees.outside is not None and program.pool is not None and _follows(program.pool)
    if not found.mentors or full or grows or len(scores.mentees) > UP_TO or not now.proven:
        return found
    trained = replace(mentors, matched_states=mentors.matched_states | {"conditional"})
    then = assign(program, score(program, scores.facts, trained, mentees, decisions)[0])
    before = {scores.mentees[row].key for row, _ in now.pairs}
    people = ((then.scores.mentees[row].key, then.scores.mentors[column]) for row, column in then.pairs)
    served = {mentee: mentor for mentee, mentor in people if mentee not in before}
    return replace(found, more=len(then.pairs) - len(now.pairs), served=served)


def _follows(pool: Pool) -> bool:
    """Whether there are as many mentees in the pool as there are places."""
    return pool.mentees is not None and pool.mentees.size is None


def _idle(scores: Scores, mentors: Qualification) -> Iterator[tuple[Standing, int]]:
    if "conditional" in mentors.matched_states:
        return
    taken = Counter(scores.mentors[column].key for column in scores.locks.values())
    for standing in mentors.standings:
        if standing.state == "conditional":
            left = places(scores.matching.capacity, standing.person) - taken[standing.person.key]
            if left > 0:
                yield standing, left


def document(found: Waiting) -> Document:
    """The same as plain data."""
    return {
        "mentors": [
            {"mentor": standing.person.id, "after": list(standing.after), "places": number}
            for standing, number in found.mentors
        ],
        "more_matched": found.more,
    }


def sentence(waiting: Document) -> str:
    """What a document of those who wait comes to in words; nothing where nobody does."""
    mentors = waiting["mentors"]
    if not mentors:
        return ""
    open_places = sum(each["places"] for each in mentors)
    trainings = ", ".join(dict.fromkeys(after for each in mentors for after in each["after"]))
    verb = "waits" if len(mentors) == 1 else "wait"
    said = (
        f"{counted(len(mentors), 'more mentor')} with {counted(open_places, 'place')} {verb} for a training "
        f"({trainings})"
    )
    more = waiting["more_matched"]
    if more is None:
        return f"{said}."
    return f"{said}; with it, {counted(more, 'more mentee') if more > 0 else 'nobody more'} would be matched."


def would_serve(found: Waiting, mentee: str) -> str:
    """With whom the training would pair a mentee of this key who has no mentor; nothing where with nobody."""
    if not found.served or mentee not in found.served:
        return ""
    mentor = found.served[mentee]
    return f"training the mentors who wait, then paired with {named(mentor.id, mentor.text('name'))}"
