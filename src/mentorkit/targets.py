"""Every objective's measure on a day, against the line from baseline to target: met, on track or behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mentorkit.fields import fold
from mentorkit.logs import Reading
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.vocabulary import Measure, Objective

State = Literal["met", "on_track", "behind", "open", "not_known"]
RATES = ("matched_rate", "retention")
"""Measures that are shares: of 1, or per cent where baseline or target are above 1."""


@dataclass(frozen=True)
class Known:
    """All that measures are worked out from; None where it is not at hand, with the reason in `lacking`."""

    today: dt.date
    matched: tuple[int, int]
    """Mentees of the run who are matched, and all of its roster."""
    mentees: tuple[Person, ...]
    """The matched mentees, as the roster of the run has them; else by id alone."""
    later: Mapping[str, Person] | None
    """Normalised id to the person in the rosters of today."""
    before: bool
    """Whether the roster of the run is at hand."""
    left: frozenset[str]
    bench: Mapping[str, tuple[Fraction, int]]
    """Objective to ready-now successors a role, and how many roles it is about."""
    readings: Sequence[Reading]
    ratings: tuple[str, ...]
    """Fields that hold ratings of skills."""
    levels: tuple[str, ...]
    """From low to high."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an objective stands."""

    objective: Objective
    state: State
    value: Fraction | None
    on: dt.date | None
    """The day of the value."""
    expected: Fraction | None
    """Where it should stand on that day to be on track."""
    how: str
    """How the value was found, or why there is none."""


@dataclass(frozen=True, slots=True)
class _Value:
    value: Fraction | None
    how: str
    on: dt.date | None = None


def targets(program: Program, known: Known) -> tuple[Target, ...]:
    """Where every objective stands, in the order of the program."""
    return tuple(_target(program, objective, known) for objective in program.facts().objectives)


def _target(program: Program, objective: Objective, known: Known) -> Target:
    measure = objective.measure
    if measure is None:
        return Target(objective, "not_known", None, None, None, "the objective has no measure")
    found = _measured(objective, measure, known)
    if found.value is None:
        return Target(objective, "not_known", None, None, None, found.how)
    on = found.on or known.today
    expected = on_the_line(measure, program.launch, on)
    return Target(objective, _state(measure, found.value, expected), found.value, on, expected, found.how)


def on_the_line(measure: Measure, launch: dt.date | None, day: dt.date) -> Fraction | None:
    """Where a measure should stand on a day: straight from the baseline at launch to the target (our choice).

    The target from its date on; None where baseline, target, launch or date is not known.
    """
    if measure.target is None or measure.by is None:
        return None
    if day >= measure.by:
        return Fraction(measure.target)
    if measure.baseline is None or launch is None or measure.by <= launch:
        return None
    share = Fraction(max(0, (day - launch).days), (measure.by - launch).days)
    return Fraction(measure.baseline) + share * (Fraction(measure.target) - Fraction(measure.baseline))


def _state(measure: Measure, value: Fraction, expected: Fraction | None) -> State:
    if measure.target is None:
        return "open"
    falling = measure.baseline is not None and measure.target < measure.baseline
    if _reached(value, Fraction(measure.target), falling=falling):
        return "met"
    if expected is None:
        return "open"
    return "on_track" if _reached(value, expected, falling=falling) else "behind"


def _reached(value: Fraction, limit: Fraction, *, falling: bool) -> bool:
    return value <= limit if falling else value >= limit


def _measured(objective: Objective, measure: Measure, known: Known) -> _Value:
    match measure.metric:
        case "matched_rate":
            found = _rate(measure, *known.matched, "mentees of the roster are matched in the run")
        case "retention":
            found = _retention(measure, known)
        case "promotions":
            found = _promotions(measure, known)
        case "skill_gain":
            found = _skill_gain(objective, known)
        case "bench_strength":
            found = _bench(objective, known)
        case _:
            found = _Value(None, "not known: there is no reading of it yet")
    if found.value is not None:
        return found
    read = [each for each in known.readings if each.objective == objective.id and each.date <= known.today]
    if not read:
        return found
    last = read[-1]
    how = f"the reading of {last.date}, {last.at}"
    if measure.metric != "own":
        how += f"; {measure.metric} itself is {found.how}"
    return _Value(Fraction(last.value), how, last.date)


def _rate(measure: Measure, some: int, of: int, what: str) -> _Value:
    if not of:
        return _Value(None, "not known: there is nobody to count")
    per_cent = any(number is not None and number > 1 for number in (measure.baseline, measure.target))
    return _Value(
        Fraction(some * (100 if per_cent else 1), of),
        f"{some:,} of {of:,} {what}{', in per cent as the target is' if per_cent else ''}",
    )


def _retention(measure: Measure, known: Known) -> _Value:
    if known.later is None:
        return _Value(None, "not known: no later roster says who is still there")
    stayed = sum(person.key not in known.left for person in known.mentees)
    what = "matched mentees are still in the rosters of today"
    return _rate(measure, stayed, len(known.mentees), what)


def _promotions(measure: Measure, known: Known) -> _Value:
    if (lacking := _both(known)) is not None:
        return lacking
    risen, compared = 0, 0
    for person, now in _together(known):
        old, new = person.text("level"), now.text("level")
        if old is not None and new is not None:
            compared += 1
            risen += old != new and _higher(old, new, known)
    if not compared:
        return _Value(None, "not known: no level stands in both rosters")
    what = "matched mentees stand at a higher level than in the roster of the run"
    if measure.target is not None and measure.target < 1:
        return _rate(measure, risen, compared, what)
    return _Value(Fraction(risen), f"{risen:,} of {compared:,} {what}")


def _higher(old: str, new: str, known: Known) -> bool:
    """Whether the level is above the old one; levels are in the order of the vocabulary."""
    order = {fold(level): rank for rank, level in enumerate(known.levels)}
    return order.get(fold(new), -1) > order.get(fold(old), len(order))


def _skill_gain(objective: Objective, known: Known) -> _Value:
    if (lacking := _both(known)) is not None:
        return lacking
    if not objective.skills:
        return _Value(None, "not known: the objective names no skills")
    wanted = {fold(skill) for skill in objective.skills}
    gains: list[Fraction] = []
    people = set()
    for person, now in _together(known):
        for field in known.ratings:
            old = {fold(name): rating for name, rating in person.ratings(field).items()}
            new = {fold(name): rating for name, rating in now.ratings(field).items()}
            for skill in sorted(wanted & old.keys() & new.keys()):
                gains.append(Fraction(new[skill]) - Fraction(old[skill]))
                people.add(person.key)
    if gains:
        mean = sum(gains, Fraction(0)) / len(gains)
        skills = ", ".join(objective.skills)
        how = f"mean of {len(gains):,} ratings of {len(people):,} matched mentees, now less then, in {skills}"
        return _Value(mean, how)
    listed = [
        len(wanted & (_skills(now) - _skills(person)))
        for person, now in _together(known)
        if person.knows("skills") and now.knows("skills")
    ]
    if listed:
        how = f"skills of the objective that {len(listed):,} matched mentees have listed since, per mentee"
        return _Value(Fraction(sum(listed), len(listed)), how)
    return _Value(None, "not known: no rating or list of these skills stands in both rosters")


def _skills(person: Person) -> set[str]:
    return {fold(item) for item in person.items("skills")}


def _bench(objective: Objective, known: Known) -> _Value:
    if objective.id not in known.bench:
        return _Value(None, "not known: no succession candidates for roles of this objective")
    strength, roles = known.bench[objective.id]
    noun = "critical role" if roles == 1 else "critical roles"
    return _Value(strength, f"ready-now successors of {roles:,} {noun}, per role, as the candidates stand")


def _both(known: Known) -> _Value | None:
    if known.later is None:
        return _Value(None, "not known: no later roster to compare with")
    if not known.before:
        return _Value(None, "not known: the roster of the run is not what it was")
    return None


def _together(known: Known) -> Iterable[tuple[Person, Person]]:
    later = known.later or {}
    return ((person, later[person.key]) for person in known.mentees if person.key in later)
