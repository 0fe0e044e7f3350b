"""Why a mentee has no mentor: the first reason that applies, with the detail in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorkit.assignment import Assignment
from mentorkit.qualification import Qualification
from mentorkit.report import counted, named
from mentorkit.scores import POINT, Scores, lowest_points

REASONS = {
    "not_eligible": "not eligible",
    "not_in_pool": "not in the pool",
    "no_eligible_mentor": "no mentor allowed",
    "below_floor": "best score below the floor",
    "tier": "others are served first",
    "quota": "a quota stands in the way",
    "places_full": "all places taken",
}
"""Each reason in words."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a mentee has no mentor."""

    mentee: str
    name: str | None
    reason: str
    detail: str


def explain(scores: Scores, assignment: Assignment, mentees: Qualification) -> list[Gap]:
    """Everybody of the roster who is in no pair, in the order of ids."""
    matched = {scores.mentees[row].key for row, _ in assignment.pairs}
    at = {person.key: row for row, person in enumerate(scores.mentees)}
    last_place: dict[int, tuple[int, int]] = {}
    tiers = assignment.aims.tier.tolist()
    for (row, column), points in assignment.points.items():
        if row not in scores.locks:
            place = points, tiers[row]
            last_place[column] = min(place, last_place.get(column, place))
    found = []
    for standing in sorted(mentees.standings, key=lambda each: each.person.key):
        person = standing.person
        if person.key in matched:
            continue
        if person.key in at:
            reason, detail = _why(scores, at[person.key], last_place, tiers)
        elif standing.state in mentees.matched_states:
            reason, detail = "not_in_pool", (mentees.outside or {})[person.key]
        else:
            waits = f", waits for {', '.join(standing.after)}" if standing.state == "conditional" else ""
            reason, detail = "not_eligible", f"{standing.reason}{waits}"
        found.append(Gap(person.id, person.text("name"), reason, detail))
    return found


def _why(
    scores: Scores, row: int, last_place: Mapping[int, tuple[int, int]], tiers: Sequence[int]
) -> tuple[str, str]:
    """The reason and its detail; `last_place` has the fewest points and the tier of a mentor's mentees."""
    rows = slice(row, row + 1)
    points, allowed = scores.block(rows)
    if not allowed.any():
        return "no_eligible_mentor", _excluded(scores, row)
    best = int(points[allowed].max())
    floor = lowest_points(scores.matching)
    if best < floor:
        return "below_floor", f"the best score is {best / POINT:.1f}, the floor {floor / POINT:g}"
    open_to = [column for column in allowed[0].nonzero()[0].tolist() if points[0, column] >= floor]
    with_places = [column for column in open_to if scores.places[column]]
    said = f"{counted(len(open_to), 'mentor')} allowed"
    by_hand, ended = _closed(scores, row)
    said += f", {by_hand} forbidden by decisions" if by_hand else ""
    said += f", {ended} closed since the pair has ended" if ended else ""
    if not with_places:
        return "places_full", f"{said}; none has any places"
    column = max(with_places, key=lambda each: int(points[0, each]))
    mentor, own = scores.mentors[column], int(points[0, column]) / POINT
    lives_on = any(scores.locks[mentee] == column for mentee in scores.kept)
    reason, went = "places_full", f"is taken by {'a pair that lives on' if lives_on else 'decisions'}"
    if column in last_place:
        fewest, tier = last_place[column]
        went = f"went at {fewest / POINT:.1f}"
        if points[0, column] > fewest and tier < tiers[row]:
            reason, went = "tier", f"{went} to somebody who is served first"
        elif points[0, column] > fewest:
            went += ", so that the whole is better"
        elif points[0, column] == fewest:
            went += " as well"
    best_one = named(mentor.id, mentor.text("name"))
    detail = f"the last place of the best, {best_one}, who scores {own:.1f}, {went}"
    return reason, f"{said}; all places taken; {detail}"


def _closed(scores: Scores, row: int) -> tuple[int, int]:
    """How many mentors decisions forbid to a mentee, and how many a pair that has ended."""
    ended = sum(1 for pair in scores.apart if pair[0] == row)
    return sum(1 for pair in scores.forbidden if pair[0] == row) - ended, ended


def _excluded(scores: Scores, row: int) -> str:
    """How many of the mentors who qualify and have places each rule alone excludes, and why."""
    asked = [
        column for column, places in enumerate(scores.places) if places and column not in scores.only_locked
    ]
    if not asked:
        return "no mentor who qualifies has places"
    said, total = [], 0
    for each in scores.exclusions(row):
        excluded, known = each.excluded[asked], each.known[asked]
        count, blank = int(excluded.sum()), int((excluded & ~known).sum())
        why = each.rule.because or ""
        if blank:
            why = f"{'' if blank == count else f'{blank} of them '}because a cell is blank"
        said += [f"{each.rule.name} excludes {count}{f' ({why})' if why else ''}"] if count else []
        total += count
    by_hand, ended = _closed(scores, row)
    said += [f"decisions exclude {by_hand}"] if by_hand else []
    said += [f"pairs that have ended exclude {ended}"] if ended else []
    twice = "; several rules may exclude the same mentor" if total + by_hand + ended > len(asked) else ""
    return f"of {counted(len(asked), 'mentor')}: {', '.join(said) or 'none is somebody else'}{twice}"
