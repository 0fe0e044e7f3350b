"""What `training` found, in sentences and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentorkit.evaluation import FEWEST, Figure
from mentorkit.report import Document, counted
from mentorkit.training import Learner, Places

STATES = ("ready", "open", "overdue")


def totals(found: Sequence[Learner]) -> Document:
    """How many of each role are in each state."""
    roles = dict.fromkeys(each.role for each in found)
    return {
        role: {
            "people": sum(each.role == role for each in found),
            **{state: sum((each.role, each.state) == (role, state) for each in found) for state in STATES},
        }
        for role in roles
    }


def summary(
    found: Sequence[Learner], places: Places, figures: Sequence[Figure], no_pool: str
) -> tuple[str, ...]:
    """Who is ready, who does not qualify or is not in the pool, and which places wait."""
    said = []
    for role, counts in totals([each for each in found if each.counts]).items():
        states = f"{counts['ready']} ready, {counts['open']} with open trainings, {counts['overdue']} late"
        said.append(f"{counted(counts['people'], role[:-1])}: {states}.")
    unable = totals([each for each in found if each.inside is not False and not each.able])
    if unable:
        apart = [counted(counts["people"], role[:-1]) for role, counts in unable.items()]
        said.append(
            f"Do not qualify, whatever training they complete, and not counted: {', '.join(apart)} "
            "(mentorkit qualify says why)."
        )
    others = totals([each for each in found if each.inside is False])
    if others:
        apart = [_apart(role, counts) for role, counts in others.items()]
        said.append(f"Not in the pool, and not counted: {', '.join(apart)}.")
    if no_pool:
        said.append(
            f"Of those who are trained today no pool can be chosen ({no_pool}); counted are those who would "
            "be in it once everybody is trained."
        )
    if any(each.role == "mentors" for each in found):
        waiting = counted(places.waiting, "place")
        verb = "waits" if places.waiting == 1 else "wait"
        already = ", though their mentors are matched already" if places.matched_already else ""
        said.append(
            f"{counted(places.qualified, 'place')} for {counted(places.mentees, 'mentee')}; "
            f"{waiting} more {verb} for training{already if places.waiting else ''}."
        )
        said += _given_way(places)
    if places.waiting_mentees:
        said.append(f"{counted(places.waiting_mentees, 'mentee')} wait for training.")
    if any(each.answers is None for each in figures):
        said.append(f"Groups of fewer than {FEWEST} are not shown, nor what they could be worked out from.")
    return tuple(said)


def _given_way(places: Places) -> list[str]:
    """Mentors who would leave a full pool once everybody is trained; the last gate is of all trainings."""
    last = places.gates[-1] if places.gates else None
    if last is None or not last.out:
        return []
    who = f"{counted(last.out, 'mentor')} with {counted(last.places_out, 'place')}"
    return [f"The pool of mentors is full: {who} would give way to those."]


def _apart(role: str, counts: Mapping[str, int]) -> str:
    if role == "managers":
        return f"{counted(counts['people'], 'manager')} of mentees who are not"
    return counted(counts["people"], role[:-1])
