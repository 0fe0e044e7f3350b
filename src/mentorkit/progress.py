"""How every pair of a run is doing on a day: active, stalled, finished or ended; met as agreed or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from mentorkit.fields import fold
from mentorkit.logs import Entry, Pair
from mentorkit.plans import Progress
from mentorkit.plans.progress import Stage

State = Literal["stalled", "ended", "not_begun", "active", "finished"]
STATES: tuple[State, ...] = ("stalled", "ended", "not_begun", "active", "finished")
"""In the order in which they are shown: whoever needs somebody first."""
ENOUGH = 4
"""Answers from which on satisfaction has a trend: the mean of the later half less that of the earlier one
(our choice)."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that everything is held against."""

    today: dt.date
    launch: dt.date | None = None
    close: dt.date | None = None

    @property
    def until(self) -> dt.date:
        """Today, or the close where that is past."""
        return min(self.today, self.close) if self.close else self.today

    @property
    def closed(self) -> bool:
        """Whether the program is over."""
        return self.close is not None and self.today > self.close


@dataclass(frozen=True, slots=True)
class Couple:
    """A pair of the run."""

    mentee: str
    mentor: str
    start: dt.date | None
    """When it began, where that is known before anything is logged."""

    @property
    def pair(self) -> Pair:
        """The normalised ids."""
        return fold(self.mentee), fold(self.mentor)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one pair is doing."""

    couple: Couple
    state: State
    why: tuple[str, ...]
    start: dt.date | None
    meetings: int
    planned: int | None
    """Meetings that should have been by now; None where the start is not known."""
    last: dt.date | None
    """The last meeting."""
    checkins: int
    checkins_due: int | None
    next_checkin: dt.date | None
    """The first check-in that is not done: overdue where it lies before today."""
    stage: str | None
    stage_since: dt.date | None
    satisfaction: Fraction | None
    """The mean of all answers."""
    answers: int
    trend: Fraction | None


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month."""

    month: str
    """As 2027-01."""
    meetings: int
    pairs: int
    """Pairs that met."""
    satisfaction: Fraction | None
    answers: int


def standings(
    plan: Progress,
    couples: Iterable[Couple],
    log: Sequence[Entry],
    left: Mapping[str, str],
    calendar: Calendar,
) -> tuple[Standing, ...]:
    """Every pair on the day, those that need somebody first; entries after the day do not count.

    `left` has those who are not there any more, by normalised id, each with how that is known.
    """
    by_pair: dict[Pair, list[Entry]] = {}
    for entry in log:
        if entry.date <= calendar.today:
            by_pair.setdefault(entry.pair, []).append(entry)
    staged = any(entry.stage for entry in log)
    found = [
        _standing(plan, couple, by_pair.get(couple.pair, []), left, calendar, staged=staged)
        for couple in couples
    ]
    return tuple(sorted(found, key=lambda each: (STATES.index(each.state), each.couple.pair)))


def months(log: Iterable[Entry], pairs: Iterable[Pair], today: dt.date) -> tuple[Month, ...]:
    """The months in which anything was logged for the pairs, up to the day."""
    ours = {*pairs}
    entries = [entry for entry in log if entry.pair in ours and entry.date <= today]
    found = []
    for month, some in groupby(entries, key=lambda entry: f"{entry.date:%Y-%m}"):
        own = list(some)
        met = {(entry.pair, entry.date) for entry in own if entry.kind == "meeting"}
        answers = [Fraction(entry.satisfaction) for entry in own if entry.satisfaction is not None]
        found.append(Month(month, len(met), len({pair for pair, _ in met}), _mean(answers), len(answers)))
    return tuple(found)


def whole_months(start: dt.date, end: dt.date) -> int:
    """Months that are over: from the 15th of one to the 14th of the next is none, to the 15th one."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))


def _standing(
    plan: Progress,
    couple: Couple,
    entries: Sequence[Entry],
    left: Mapping[str, str],
    calendar: Calendar,
    *,
    staged: bool,
) -> Standing:
    start = couple.start or next((entry.date for entry in entries), None)
    meetings = sorted({entry.date for entry in entries if entry.kind == "meeting"})
    checkins = {entry.date for entry in entries if entry.kind == "checkin"}
    answers = [Fraction(entry.satisfaction) for entry in entries if entry.satisfaction is not None]
    stage, since = _stage(plan, entries, start, staged=staged)
    last = next((entry for entry in reversed(entries) if entry.status is not None), None)
    over = last.date if last and last.status != "active" else None
    end = min(calendar.until, over) if over else calendar.until
    due = _due(plan, start, end)
    state, why = _state(plan, couple, last, left, calendar, start, meetings, stage, since)
    running = state in ("active", "stalled")
    return Standing(
        couple,
        state,
        tuple(why),
        start,
        len(meetings),
        None if start is None else int(whole_months(start, end) * Fraction(plan.plan.meetings_per_month)),
        meetings[-1] if meetings else None,
        len(checkins),
        None if due is None else len(due),
        _checkin(plan, start, len(checkins)) if running else None,
        stage,
        since,
        _mean(answers),
        len(answers),
        _trend(answers),
    )


def _state(
    plan: Progress,
    couple: Couple,
    last: Entry | None,
    left: Mapping[str, str],
    calendar: Calendar,
    start: dt.date | None,
    meetings: Sequence[dt.date],
    stage: str | None,
    since: dt.date | None,
) -> tuple[State, list[str]]:
    if last is not None and last.status in ("finished", "ended"):
        reason = f": {last.reason}" if last.reason else ""
        return last.status, [f"{last.status} on {last.date}{reason}"]
    sides = zip(("mentee", "mentor"), couple.pair, strict=True)
    gone = [f"the {role} {left[key]}" for role, key in sides if key in left]
    if gone:
        return "ended", gone
    if calendar.closed:
        return "finished", [f"the program closed on {calendar.close}"]
    if start is None:
        return "not_begun", ["nothing is logged, and the day it began is not known"]
    if start > calendar.today:
        return "not_begun", [f"it begins on {start}"]
    why = []
    silent = (calendar.today - (meetings[-1] if meetings else start)).days
    if silent > plan.stalled_after_days:
        since_when = f"since {meetings[-1]}" if meetings else "so far"
        why.append(f"no meeting {since_when}, {silent} days; {plan.stalled_after_days} are allowed")
    limit = _limit(plan, stage)
    if stage is not None and since is not None and limit is not None:
        days = (calendar.today - since).days
        if days > limit:
            why.append(f"in the stage {stage} since {since}, {days} days; {limit} are allowed")
    return ("stalled" if why else "active"), why


def _stage(
    plan: Progress, entries: Sequence[Entry], start: dt.date | None, *, staged: bool
) -> tuple[str | None, dt.date | None]:
    """The stage of a pair, and since when; before anything is logged the first one, if logs have stages."""
    told = (entry for entry in entries if entry.stage)
    runs = [(stage, next(some).date) for stage, some in groupby(told, key=lambda entry: entry.stage)]
    if runs:
        return runs[-1]
    return (plan.stages[0].name, start) if staged and plan.stages else (None, None)


def _limit(plan: Progress, stage: str | None) -> int | None:
    """How many days a pair may be in a stage; None for as long as it takes, as in the last one."""
    known: dict[str, Stage] = {fold(each.name): each for each in plan.stages}
    found = known.get(fold(stage or ""))
    if found is None:
        return plan.stage_days
    return found.days or (None if found is plan.stages[-1] else plan.stage_days)


def _due(plan: Progress, start: dt.date | None, end: dt.date) -> list[dt.date] | None:
    """The days of check-ins up to a day."""
    if start is None:
        return None
    found, number = [], 0
    while (day := _nth(plan, start, number)) <= end:
        found.append(day)
        number += 1
    return found


def _checkin(plan: Progress, start: dt.date | None, done: int) -> dt.date | None:
    return None if start is None else _nth(plan, start, done)


def _nth(plan: Progress, start: dt.date, number: int) -> dt.date:
    days = plan.plan.checkin_after_days + number * plan.plan.checkin_every_days
    return start + dt.timedelta(days=days)


def _mean(numbers: Sequence[Fraction]) -> Fraction | None:
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else None


def _trend(answers: Sequence[Fraction]) -> Fraction | None:
    """The mean of the later half less that of the earlier; the middle one of an odd number is in neither."""
    half = len(answers) // 2
    first, later = _mean(answers[:half]), _mean(answers[len(answers) - half :])
    return later - first if len(answers) >= ENOUGH and first is not None and later is not None else None
