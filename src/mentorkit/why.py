"""Why a mentee has the mentor they have: what another one would cost everybody, exactly, by solving again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from mentorkit.assignment import Assignment, Watch, assign
from mentorkit.assignment.aims import SAFE
from mentorkit.assignment.stable import Ranks
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing
from mentorkit.remedy import Remedy, remedy
from mentorkit.scores import POINT, PairPart, Scores, lowest_points, same_person
from mentorkit.trial import Trial
from mentorkit.under_way import along, tell
from mentorkit.unmatched import Gap, explain
from mentorkit.what_if import (
    Difference,
    Move,
    Outcome,
    Pairing,
    allowed_points,
    broken,
    locked,
    locked_by_key,
    moves,
)

PRICED = ("most_matched", "highest_total", "fair")
"""The policies whose prices bound what another mentor costs."""
ALTERNATIVES = 5
"""How many of the mentors that come next are named."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What stands in the way of a pair; `rule` is the word that a lock waives it by."""

    rule: str
    because: str


@dataclass(frozen=True)
class Pair:
    """A mentee with one mentor, chosen or not."""

    mentor: Person
    points: int
    parts: tuple[PairPart, ...]
    hurdles: tuple[Hurdle, ...] = ()
    loss: Difference | None = None
    """What forcing the pair costs everybody; None where it was not asked, or cannot be forced."""
    moves: tuple[Move, ...] = ()
    """Who would have another mentor if it were forced."""


@dataclass(frozen=True)
class Alternative:
    """Another mentor for a mentee."""

    mentor: Person
    points: int
    loss: Difference


@dataclass(frozen=True)
class Why:
    """Everything that is said of one mentee."""

    standing: Standing
    optimise: str
    decided: bool
    """Whether a lock decides."""
    own: Pair | None
    """With the mentor that the mentee has."""
    gap: Gap | None
    """Why they have none."""
    asked: Pair | None
    """With the mentor that was asked for."""
    alternatives: tuple[Alternative, ...] = ()
    """The mentors that come next, the cheapest for everybody first."""
    next_by: Literal["cost", "liking"] = "cost"
    """Of all mentors the cheapest, or those that the mentee likes best, where prices rule out none."""
    remedy: Remedy | None = None
    """The cheapest single change that would give an unmatched mentee a mentor."""


def why(
    program: Program,
    scores: Scores,
    mentors: Qualification,
    mentees: Qualification,
    mentee: str,
    mentor: str | None = None,
) -> Why:
    """Why the mentee of this key has their mentor, or none; with a mentor's key, why not that one."""
    standing, policy = mentees.by_key[mentee], program.matching.optimise
    row_of = {person.key: row for row, person in enumerate(scores.mentees)}
    row = row_of.get(mentee)
    if row is None:
        waits = f", waits for {', '.join(standing.after)}" if standing.after else ""
        reason, detail = "not_eligible", f"{standing.reason}{waits}"
        if standing.state in mentees.matched_states:
            reason, detail = "not_in_pool", (mentees.outside or {})[mentee]
        left_out = Gap(standing.person.id, standing.person.text("name"), reason, detail)
        return Why(standing, policy, False, None, left_out, None)
    now = assign(program, scores, watch=Watch(tell))
    column = dict(now.pairs).get(row)
    own = None if column is None else _pair(scores, row, column)
    gap = next((each for each in explain(scores, now, mentees) if fold(each.mentee) == mentee), None)
    found = Why(standing, policy, row in scores.locks, own, gap, None)
    trial = Trial(program, now)
    if mentor is not None:
        found = replace(found, asked=_asked(trial, mentors, mentees, row, mentor))
    if column is None:
        found = replace(found, remedy=remedy(trial, row))
    if mentor is None or (column is None and found.remedy is None):
        others = tuple(alternatives(trial, row))
        found = replace(found, alternatives=others, next_by="cost" if policy in PRICED else "liking")
    return found


def _pair(scores: Scores, row: int, column: int) -> Pair:
    return Pair(scores.mentors[column], scores.points_of(row, column), scores.parts(row, column))


def _asked(trial: Trial, mentors: Qualification, mentees: Qualification, row: int, mentor: str) -> Pair:
    program, now, scores = trial.program, trial.now, trial.now.scores
    column_of = {person.key: column for column, person in enumerate(scores.mentors)}
    if mentor in column_of:
        forced = locked(scores, row, column_of[mentor])
    else:
        forced = locked_by_key(program, scores, mentors, mentees, scores.mentees[row].key, mentor)
        column_of = {person.key: column for column, person in enumerate(forced.mentors)}
    column = column_of[mentor]
    found = _pair(forced, row, column)
    found = replace(found, hurdles=tuple(_hurdles(scores, forced, mentors, mentor, row, column)))
    if any(hurdle.rule == "oneself" for hurdle in found.hurdles):
        return found
    known = len(forced.mentors) == len(scores.mentors)
    if known and dict(now.pairs).get(row) == column:
        then: Pairing = now
    elif known and row not in scores.locks and not (found.hurdles and program.matching.optimise == "fair"):
        then = trial.forced(row, column)
    else:
        then = assign(program, forced, watch=Watch(tell))
    here, there = (Outcome.of(program, each, scores.locks.keys() - {row}) for each in (now, then))
    return replace(found, loss=Difference.between(here, there), moves=moves(now, then))


def _hurdles(
    scores: Scores, forced: Scores, mentors: Qualification, key: str, row: int, column: int
) -> Iterator[Hurdle]:
    """What forbids a pair, by column of the forced scores; all of it, not only the first."""
    mentor, standing = forced.mentors[column], mentors.by_key[key]
    if (row, column) in set(same_person(forced.mentees, forced.mentors)):
        yield Hurdle("oneself", "nobody is paired with themself")
    keys = {person.key: number for number, person in enumerate(scores.mentors)}
    known = keys.get(mentor.key)
    if key in (mentors.outside or {}):
        yield Hurdle("pool", f"the mentor is not in the pool: {(mentors.outside or {})[key]}")
    elif known is None or known in scores.only_locked:
        waits = f", waits for {', '.join(standing.after)}" if standing.after else ""
        yield Hurdle("qualification", f"the mentor does not qualify: {standing.reason}{waits}")
    if known is not None and (row, known) in scores.forbidden:
        yield Hurdle("decision", "a decision forbids the pair")
    for rule, blank in broken(forced, row, column):
        yield Hurdle(rule.name, "a cell is blank" if blank else rule.because or "")
    floor, points = lowest_points(forced.matching), forced.points_of(row, column)
    if points < floor:
        yield Hurdle("floor", f"it scores {points / POINT:g}, the floor is {floor / POINT:g}")
    if known is not None and known not in scores.only_locked:
        taken = sum(locked == known for mentee, locked in scores.locks.items() if mentee != row)
        if not scores.places[known]:
            yield Hurdle("capacity", "the mentor has no places")
        elif taken >= scores.places[known]:
            yield Hurdle("capacity", "decisions have taken all places of the mentor")


def alternatives(trial: Trial, row: int, count: int = ALTERNATIVES) -> list[Alternative]:
    """The mentors that come next for a mentee, by what choosing each would cost everybody.

    Looks at all allowed mentors with a place that no lock takes, in the order of the most that each
    might reach by the prices, until none that is left can be among the cheapest.
    """
    program, now, scores = trial.program, trial.now, trial.now.scores
    if row in scores.locks:
        trial = Trial(program, assign(program, locked(scores, row, None), watch=Watch(tell)))
    loose = trial.now
    points = allowed_points(scores, row)
    may = (points >= lowest_points(scores.matching)) & loose.market.open
    own = dict(now.pairs).get(row)
    columns = [column for column in np.flatnonzero(may).tolist() if column != own]
    decided = loose.scores.locks.keys()
    here = Outcome.of(program, now, decided)
    prices = trial.prices if program.matching.optimise in PRICED else None
    ceilings: dict[int, tuple[int, ...]]
    if prices is None:
        columns = _liked(loose, row, columns)[:count]
        ceilings = dict.fromkeys(columns, (SAFE,))
    else:
        ceilings = {column: prices.forced(row, column, int(points[column])) for column in columns}
        columns.sort(key=lambda column: ([-most for most in ceilings[column]], -points[column], column))
    found: list[tuple[Outcome, int]] = []
    for column in along("trying other mentors", columns):
        bar = sorted((outcome.worth for outcome, _ in found), reverse=True)[count - 1 : count]
        if bar and ceilings[column] < bar[0]:
            break
        then = trial.forced(row, column)
        found.append((Outcome.of(program, then, decided), column))
    found.sort(key=lambda each: ([-aim for aim in each[0].order], -points[each[1]], each[1]))
    return [
        Alternative(scores.mentors[column], int(points[column]), Difference.between(here, outcome))
        for outcome, column in found[:count]
    ]


def _liked(loose: Assignment, row: int, columns: list[int]) -> list[int]:
    """Mentors in the order in which the mentee would have them: by named wishes, then by points."""
    at = int(np.flatnonzero(loose.market.mentees == row)[0])
    likes = Ranks.of(loose.scores, loose.market).block(np.array([at]))[0][0]
    return sorted(columns, key=lambda column: (-int(likes[column]), column))
