"""Why a mentee has no mentor: the first reason that applies, with the detail in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mentorkit.assignment import Assignment
from mentorkit.grid import Ints
from mentorkit.qualification import Qualification
from mentorkit.report import counted, named
from mentorkit.scores import POINT, Scores, lowest_points


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
    places = np.array(scores.places, dtype=np.int64)
    closed = Counter(row for row, _ in scores.forbidden), Counter(row for row, _ in scores.apart)
    found = []
    for standing in sorted(mentees.standings, key=lambda each: each.person.key):
        person = standing.person
        if person.key in matched:
            continue
        if person.key in at:
            row = at[person.key]
            by_hand = closed[0][row] - closed[1][row], closed[1][row]
            reason, detail = _why(scores, row, places, last_place, tiers, by_hand)
        elif standing.state in mentees.matched_states:
            reason, detail = "not_in_pool", (mentees.outside or {})[person.key]
        else:
            waits = f", waits for {', '.join(standing.after)}" if standing.state == "conditional" else ""
            reason, detail = "not_eligible", f"{standing.reason}{waits}"
        found.append(Gap(person.id, person.text("name"), reason, detail))
    return found


def _why(
    scores: Scores,
    row: int,
    places: Ints,
    last_place: Mapping[int, tuple[int, int]],
    tiers: Sequence[int],
    closed: tuple[int, int],
) -> tuple[str, str]:
    """The reason and its detail; `last_place` has the fewest points and the tier of a mentor's mentees.

    `closed` is how many mentors decisions forbid to the mentee, and how many a pair that has ended.
    """
    block, mask = scores.block(slice(row, row + 1))
    points, allowed = block[0], mask[0]
    if not allowed.any():
        return "no_eligible_mentor", _excluded(scores, row, closed)
    best = int(points[allowed].max())
    floor = lowest_points(scores.matching)
    if best < floor:
        return "below_floor", f"the best score is {best / POINT:.1f}, the floor {floor / POINT:g}"
    open_to = np.flatnonzero(allowed & (points >= floor))
    with_places = open_to[places[open_to] > 0]
    said = f"{counted(len(open_to), 'mentor')} allowed"
    by_hand, ended = closed
    said += f", {by_hand} forbidden by decisions" if by_hand else ""
    said += f", {ended} closed since the pair has ended" if ended else ""
    if not len(with_places):
        return "places_full", f"{said}; none has any places"
    column = int(with_places[np.argmax(points[with_places])])
    mentor, own = scores.mentors[column], int(points[column]) / POINT
    lives_on = any(scores.locks[mentee] == column for mentee in scores.kept)
    reason, went = "places_full", f"is taken by {'a pair that lives on' if lives_on else 'decisions'}"
    if column in last_place:
        fewest, tier = last_place[column]
        went = f"went at {fewest / POINT:.1f}"
        if points[column] > fewest and tier < tiers[row]:
            reason, went = "tier", f"{went} to somebody who is served first"
        elif points[column] > fewest:
            went += ", so that the whole is better"
        elif points[column] == fewest:
            went += " as well"
    best_one = named(mentor.id, mentor.text("name"))
    detail = f"the last place of the best, {best_one}, who scores {own:.1f}, {went}"
    return reason, f"{said}; all places taken; {detail}"


def _excluded(scores: Scores, row: int, closed: tuple[int, int]) -> str:
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
    by_hand, ended = closed
    said += [f"decisions exclude {by_hand}"] if by_hand else []
    said += [f"pairs that have ended exclude {ended}"] if ended else []
    twice = "; several rules may exclude the same mentor" if total + by_hand + ended > len(asked) else ""
    return f"of {counted(len(asked), 'mentor')}: {', '.join(said) or 'none is somebody else'}{twice}"
