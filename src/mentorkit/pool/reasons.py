"""Why somebody who qualifies is not in the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mentorkit.fields import spoken
from mentorkit.pool._select import Pool, Selection
from mentorkit.pool.quotas import SIZE, Limit
from mentorkit.report import named
from mentorkit.weights import POINT

Cause = Literal["outranked", "draw", "quota"]


@dataclass(frozen=True, slots=True)
class Wait:
    """What put somebody on the waiting list."""

    cause: Cause
    """Others have more points; as many, and the draw decided; or a quota stands in the way."""
    detail: str


def waits(selection: Selection) -> dict[int, Wait]:
    """Number of everybody who waits to why."""
    groups = _Groups(selection)
    return {number: groups.wait(number) for number in selection.waiting}


def outside(selection: Selection) -> dict[str, str]:
    """Everybody who qualifies and is not in the pool, by key, with why."""
    found = {
        key: f"not eligible for the pool: {'; '.join(rule.reason for rule in rules)}"
        for key, rules in selection.ineligible.items()
    }
    for place, (number, wait) in enumerate(waits(selection).items(), start=1):
        found[selection.applicants[number].person.key] = f"number {place} of the waiting list: {wait.detail}"
    return found


class _Groups:
    """The groups of a selection, looked at once: which are full, and which keep people in."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._limits_of: list[list[int]] = [[] for _ in selection.applicants]
        free = selection.chosen - selection.staying
        self._last = max(free, default=-1)
        self._full: set[int] = set()
        self._holds: dict[int, int] = {}
        """Limit that holds people in to the last of them by rank."""
        for place, limit in enumerate(selection.limits):
            for member in limit.members if limit.quota != SIZE else ():
                self._limits_of[member].append(place)
            chosen = selection.chosen.intersection(limit.members)
            if len(chosen) >= limit.high:
                self._full.add(place)
            if limit.low and len(chosen) <= limit.low:
                self._holds[place] = max(chosen & free, default=-1)

    def wait(self, number: int) -> Wait:
        """What stands in the way of one who waits."""
        selection = self._selection
        full = [place for place in self._limits_of[number] if place in self._full]
        if self._last < number and 0 in self._full:
            return self._outranked(selection.applicants[number].points)
        if full:
            return Wait("quota", "; ".join(map(self._taken, full)))
        held = [
            self._first(selection.limits[place])
            for place, last in self._holds.items()
            if last > number and place not in self._limits_of[number]
        ]
        return Wait("quota", "; ".join(held) or "the quotas together leave no place")

    def _outranked(self, points: int) -> Wait:
        high = self._selection.limits[0].high
        taken = "the one place is taken" if high == 1 else f"all {high} places are taken"
        if self._last < 0:
            return Wait("outranked", f"{taken} by pairs that live on" if high else "there are no places")
        stay = len(self._selection.staying)
        if stay:
            theirs = "1 by somebody" if stay == 1 else f"{stay} by people"
            who_stay = "stays" if stay == 1 else "stay"
            taken += f", {theirs} whose pair lives on and who {who_stay} in whatever the points"
        last = self._selection.applicants[self._last]
        who = named(last.person.id, last.person.text("name"))
        went = "the last free one went to" if stay else "the last went to"
        if last.points == points:
            return Wait("draw", f"{taken}; {went} {who} with as many points, by the draw")
        return Wait("outranked", f"{taken}; {went} {who} with {last.points / POINT:.1f}")

    def _taken(self, place: int) -> str:
        limit = self._selection.limits[place]
        return f"at most {limit.high} of {spoken(limit.field)} {limit.group}, and that many are in"

    @staticmethod
    def _first(limit: Limit) -> str:
        return f"at least {limit.low} of {spoken(limit.field)} {limit.group} come first"


def outside_of(pool: Pool) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """Who is not in the pools of mentors and of mentees, with why; None for a side that is not chosen."""
    mentors, mentees = pool.mentors, pool.mentees
    return (None if mentors is None else outside(mentors)), (None if mentees is None else outside(mentees))
