"""The cheapest change that would give a mentee a mentor, in words and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from mentorkit.assignment import Stopped, Watch
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.remedy import Remedy, remedy
from mentorkit.report import Document, named
from mentorkit.scores import POINT
from mentorkit.trial import Trial
from mentorkit.unmatched import Gap
from mentorkit.waiting import Waiting, would_serve

FIRST = 50
"""Mentees without a mentor for whom it is worked out."""
UP_TO = 400
"""Mentees of a cohort up to which it is unasked where it has to be solved again, which may take minutes."""
SOLVED = ("no_eligible_mentor", "below_floor", "tier", "places_full")
"""Reasons that a single change may do away with; who does not qualify has a reason of their own."""


def remedies(
    trial: Trial, gaps: Sequence[Gap], *, asked: bool | None = None, watch: Watch | None = None
) -> Mapping[str, Remedy | None]:
    """Mentee's id to the change, None where no single one helps; nothing for others.

    Unless asked for or not, where that is quick. Stopped by the watch, those that are known.
    """
    assignment, matching = trial.now, trial.program.matching
    rows = {person.id: row for row, person in enumerate(assignment.scores.mentees)}
    keeping = assignment.scores.keep is not None  # solving again would have to keep pairs, too
    if asked is None:
        told = matching.optimise in ("most_matched", "highest_total") and not matching.floor
        slow = matching.optimise == "fair_leximin"  # minutes, where others take seconds
        asked = (len(rows) <= UP_TO and not slow) or (told and trial.quick)
    if not asked or keeping or not assignment.proven:
        return {}
    first = [gap.mentee for gap in gaps if gap.reason in SOLVED and gap.mentee in rows][:FIRST]
    watch, found = watch or Watch(), dict[str, Remedy | None]()
    with suppress(Stopped):
        for done, mentee in enumerate(first):
            watch.note("what would help whom", done, len(first))
            found[mentee] = remedy(trial, rows[mentee])
    return found


def said(found: Remedy | None) -> str:
    """The change in words."""
    if found is None:
        return "no single change would"
    given = "" if found.mentor == found.given else f", then paired with {_named(found.given)}"
    return f"{change(found)}{given} ({_cost(found)})"


def change(found: Remedy) -> str:
    """What is changed, without what comes of it."""
    who = _named(found.mentor)
    return {
        "waive": f"{found.rule} waived with {who}",
        "place": f"one more place with {who}",
        "floor": f"a floor of {found.floor / POINT:g}",
    }[found.kind]


def helping(gaps: Sequence[Gap], changes: Mapping[str, Remedy | None], waiting: Waiting) -> Mapping[str, str]:
    """Mentee's id to what would help, where that is known: a change, or a training for mentors who wait."""
    found = {}
    for gap in gaps:
        single, trained = changes.get(gap.mentee), would_serve(waiting, fold(gap.mentee))
        if single is None and trained:
            found[gap.mentee] = trained
        elif gap.mentee in changes:
            found[gap.mentee] = said(single)
    return found


def document(found: Remedy | None) -> Document | None:
    """The change as plain data; `loss` is what everybody loses by it, below 0 what they win."""
    if found is None:
        return None
    return {
        "kind": found.kind,
        "mentor": found.mentor.id if found.mentor else None,
        "rule": found.rule or None,
        "floor": found.floor / POINT,
        "given": found.given.id,
        "score": found.points / POINT,
        "loss": {"matched": found.loss.matched, "score": found.loss.total / POINT},
        "moved": len(found.moves),
    }


def _cost(found: Remedy) -> str:
    loss = found.loss
    matched = {-1: "one more matched", 0: "as many matched", 1: "one fewer matched"}.get(
        loss.matched, f"{-loss.matched:+} matched"
    )
    return f"{matched}, total {-loss.total / POINT:+.1f}"


def _named(person: Person | None) -> str:
    return "" if person is None else named(person.id, person.text("name"))
