"""The plain formula of points: one mentee's score with every mentor, from the criteria's definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from mentorkit.criteria import Criterion
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.verify.plain import (
    FULL,
    Ints,
    Lists,
    Numbers,
    called_by,
    choices,
    equal_row,
    memory_row,
    names,
    sides,
)
from mentorkit.vocabulary import Facts

PointsRow = Callable[[Person], Ints]
"""A mentee's points in one criterion, [mentors]."""


def weight_points(criteria: Sequence[Criterion]) -> list[int]:
    """Each criterion's share of FULL: rounded down, the rest to the largest remainders in file order."""
    weights = [Fraction(each.stated) for each in criteria]
    whole = [FULL * weight // sum(weights) for weight in weights]
    rest = [FULL * weight / sum(weights) - down for weight, down in zip(weights, whole, strict=True)]
    for _ in range(FULL - sum(whole)):
        largest = rest.index(max(rest))
        whole[largest] += 1
        rest[largest] = Fraction(-1)
    return whole


def counted(criterion: Criterion, mentee: Person, mentor: Person, facts: Facts) -> Fraction:
    """The value as it counts: 0 where it was not asked for, `unknown` where a cell is blank."""
    if criterion.asked_by is not None and mentee.yes(criterion.asked_by) is not True:
        return Fraction(0)
    value = criterion.value(mentee, mentor, facts)
    return Fraction(criterion.unknown) if value is None else value


def points_row(criterion: Criterion, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    """A criterion's points, a mentee at a time."""
    make = _POINTS.get(str(getattr(criterion, "kind", "")), _by_words)
    known = make(criterion, points, mentors, facts)
    nothing = np.zeros(len(mentors), dtype=np.int64)

    def row(mentee: Person) -> Ints:
        asked = criterion.asked_by is None or mentee.yes(criterion.asked_by) is True
        return known(mentee) if asked else nothing

    return row


def _half_even(top: Ints, bottom: Ints | int) -> Ints:
    """Top / bottom as whole numbers, halves to the even one."""
    down = top // bottom
    twice = 2 * (top - down * bottom)
    return np.asarray(down + ((twice > bottom) | ((twice == bottom) & (down % 2 == 1))), dtype=np.int64)


def _covers(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    wanted, brought = sides(criterion)
    lists, blank = Lists(mentors, brought), round(points * Fraction(criterion.unknown))
    by_sum: dict[int, Ints] = {}

    def row(mentee: Person) -> Ints:
        items, ratings = mentee.items(wanted), mentee.ratings(wanted)
        if not items:
            return np.full(len(mentors), blank, dtype=np.int64)
        weights = [1] * len(items)
        if criterion.ordered:
            higher = [sum(r > ratings[item] for r in ratings.values()) for item in items if ratings]
            weights = [len(items) - before for before in higher or range(len(items))]
        whole = sum(weights)
        if whole not in by_sum:
            shares = [round(points * Fraction(met, whole)) for met in range(whole + 1)]
            by_sum[whole] = np.array(shares, dtype=np.int64)
        met = lists.common(zip(map(fold, items), weights, strict=True))
        return np.where(lists.filled, by_sum[whole][met], blank)

    return row


def _overlap(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    ours, theirs = sides(criterion)
    lists, blank = Lists(mentors, theirs), round(points * Fraction(criterion.unknown))

    def row(mentee: Person) -> Ints:
        items = {fold(item) for item in mentee.items(ours)}
        common = lists.common((item, 1) for item in items)
        share = _half_even(points * common, np.maximum(len(items) + lists.sizes - common, 1))
        return np.where(lists.filled & mentee.knows(ours), share, blank)

    return row


def _closeness(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    ours, theirs = sides(criterion)
    numbers = Numbers(mentors, theirs, criterion.full, criterion.none)
    blank = round(points * Fraction(criterion.unknown))

    def row(mentee: Person) -> Ints:
        own = mentee.number(ours)
        if own is None:
            return np.full(len(mentors), blank, dtype=np.int64)
        apart, scale = numbers.apart(own)
        none, full = int(Fraction(criterion.none) * scale), int(Fraction(criterion.full) * scale)
        near = np.minimum(np.maximum(none - apart, 0), none - full)
        return np.where(numbers.filled, _half_even(points * near, none - full), blank)

    return row


def _same(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    equal, blank = equal_row(criterion, mentors, facts), round(points * Fraction(criterion.unknown))

    def row(mentee: Person) -> Ints:
        holds, known = equal(mentee)
        return np.where(known, np.where(holds, points, 0), blank)

    return row


def _preference(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    """Whoever is named is worked out by the definition; the others of a side that named anybody count 0."""
    field: str = criterion.field
    blank = round(points * Fraction(criterion.unknown))
    chose = np.array([bool(mentor.items(field)) for mentor in mentors], dtype=bool)
    choice = choices(mentors, field)
    called = called_by(mentors)

    def row(mentee: Person) -> Ints:
        named = mentee.items(field)
        found = np.zeros(len(mentors), dtype=np.int64) if named else np.where(chose, 0, blank)
        met = {number for name in named for number in called.get(fold(name), ())}
        met |= {number for name in names(mentee) for number in choice.get(name, ())}
        for number in met:
            found[number] = round(points * counted(criterion, mentee, mentors[number], facts))
        return found

    return row


def _table(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    numbers = {mentor.key: number for number, mentor in enumerate(mentors)}
    entries: dict[str, list[int]] = {}
    for mentee_key, mentor_key in facts.tables.get(criterion.file, {}):
        if mentor_key in numbers:
            entries.setdefault(mentee_key, []).append(numbers[mentor_key])
    blank = round(points * Fraction(criterion.unknown))

    def row(mentee: Person) -> Ints:
        found = np.full(len(mentors), blank, dtype=np.int64)
        for number in entries.get(mentee.key, ()):
            found[number] = round(points * counted(criterion, mentee, mentors[number], facts))
        return found

    return row


def _role_successor(criterion: Any, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    """Whoever knows a role that the mentee stands for is worked out by the definition; the others count 0."""
    numbers = {mentor.key: number for number, mentor in enumerate(mentors)}

    def row(mentee: Person) -> Ints:
        found = np.zeros(len(mentors), dtype=np.int64)
        for role in facts.bench.candidates.get(mentee.key, ()):
            for number in {numbers[key] for key in facts.bench.knowing.get(role, ()) if key in numbers}:
                found[number] = round(points * counted(criterion, mentee, mentors[number], facts))
        return found

    return row


def _by_words(criterion: Criterion, points: int, mentors: Sequence[Person], facts: Facts) -> PointsRow:
    """For every kind that reads few different values: its own definition, once for people who are alike."""
    worked_out = memory_row(
        criterion, mentors, lambda a, b: round(points * counted(criterion, a, b, facts)), np.int64
    )
    return lambda mentee: worked_out(mentee)


_POINTS: dict[str, Callable[[Any, int, Sequence[Person], Facts], PointsRow]] = {
    "covers": _covers,
    "overlap": _overlap,
    "closeness": _closeness,
    "same": _same,
    "preference": _preference,
    "table": _table,
    "role_successor": _role_successor,
}
