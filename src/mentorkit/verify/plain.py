"""The plain formula: one mentee's rules and points against all mentors, written apart from the scores.

`verify` may not trust what `match` computes with. So every kind is worked out here from its definition, one
mentee at a time: where few values meet, by the rule's own `holds()` and the criterion's own `value()`; where
nearly everybody differs (lists, numbers), in whole numbers. The rules stand here, the criteria in
`plain_points`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorkit.constraints import Constraint
from mentorkit.criteria import Criterion
from mentorkit.fields import fold
from mentorkit.people import Person, Role
from mentorkit.sides import Sides
from mentorkit.vocabulary import Facts

FULL = 1_000_000
"""The points of a pair that has 1 in every criterion."""
POINT = 10_000
"""The points of one unit of score."""
KEPT = 4_000_000
"""Numbers that the memory of one rule or criterion may hold."""

Ints = NDArray[Any]
"""int64, or Python's own integers where 64 bits might not hold a product."""
Bools = NDArray[np.bool_]
TruthRow = Callable[[Person], tuple[Bools, Bools]]
"""Where a condition holds for a mentee, and where that can be told, [mentors]."""


def truth_row(constraint: Constraint, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    """Where a rule's condition holds, a mentee at a time."""
    return _TRUTHS.get(str(getattr(constraint, "rule", "")), _told)(constraint, mentors, facts)


class Lists:
    """Who of the mentors has which items, how many they have, and who filled the cell."""

    def __init__(self, mentors: Sequence[Person], field: str) -> None:
        """Of the mentors' cells in a field of lists, ratings or text."""
        having: dict[str, list[int]] = {}
        sets = [{fold(item) for item in mentor.items(field)} for mentor in mentors]
        for number, items in enumerate(sets):
            for item in items:
                having.setdefault(item, []).append(number)
        self.having = {item: np.array(numbers) for item, numbers in having.items()}
        self.sizes = np.array([len(items) for items in sets], dtype=np.int64)
        self.filled = np.array([mentor.knows(field) for mentor in mentors], dtype=bool)

    def common(self, items: Iterable[tuple[str, int]]) -> Ints:
        """The weights of the items that each mentor has, summed."""
        total = np.zeros(len(self.sizes), dtype=np.int64)
        for item, weight in items:
            if item in self.having:
                total[self.having[item]] += weight
        return total


class Numbers:
    """The mentors' numbers times a common denominator."""

    def __init__(self, mentors: Sequence[Person], field: str, *others: Decimal) -> None:
        """Of a field of numbers or dates; `others` are made whole as well."""
        numbers = [mentor.number(field) for mentor in mentors]
        some = [Fraction(number) for number in (*numbers, *others) if number is not None]
        self.scale = math.lcm(*(number.denominator for number in some))
        self.whole = np.array(
            [0 if n is None else int(Fraction(n) * self.scale) for n in numbers], dtype=object
        )
        self.filled = np.array([number is not None for number in numbers], dtype=bool)
        most = max((abs(number) for number in some), default=Fraction(0)) * self.scale
        self.small = self.whole.astype(np.int64) if most * FULL < 1 << 58 else None

    def apart(self, number: Decimal) -> tuple[Ints, int]:
        """How far each mentor's number is from this one, and the denominator of the distances."""
        own = Fraction(number) * self.scale
        if own.denominator == 1 and abs(own) * FULL < 1 << 58 and self.small is not None:
            return np.abs(self.small - int(own)), self.scale
        return np.abs(self.whole * own.denominator - own.numerator), self.scale * own.denominator


def sides(rule: Criterion | Constraint) -> tuple[str, str]:
    """The field of the mentee and that of the mentor."""
    assert isinstance(rule, Sides)  # noqa: S101  # every kind that is looked up here compares two fields
    return rule.mentee_field, rule.mentor_field


def _told(constraint: Constraint, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    """The same for rules: 1 where it holds, 0 where not, -1 where it cannot be told."""
    signs = {True: 1, False: 0, None: -1}
    worked_out = memory_row(constraint, mentors, lambda a, b: signs[constraint.holds(a, b, facts)], np.int8)

    def row(mentee: Person) -> tuple[Bools, Bools]:
        sign = worked_out(mentee)
        return sign == 1, sign >= 0

    return row


def memory_row(
    rule: Criterion | Constraint,
    mentors: Sequence[Person],
    worth: Callable[[Person, Person], int],
    kind: type[np.signedinteger[Any]],
) -> Callable[[Person], Ints]:
    """A number for each mentor, worked out once for all who have the same values in what the rule needs."""
    numbers: dict[Hashable, int] = {}
    codes = np.array(
        [numbers.setdefault(_alike(rule, mentor, "mentors"), len(numbers)) for mentor in mentors]
    )
    first = [mentors[at] for at in np.unique(codes, return_index=True)[1]]
    memory: dict[Hashable, Ints] = {}

    def row(mentee: Person) -> Ints:
        key = _alike(rule, mentee, "mentees")
        if key not in memory:
            if len(memory) * len(first) > KEPT:
                memory.clear()
            memory[key] = np.array([worth(mentee, mentor) for mentor in first], dtype=kind)
        return memory[key][codes] if len(codes) else np.zeros(0, dtype=kind)

    return row


def _alike(rule: Criterion | Constraint, person: Person, role: Role) -> Hashable:
    """Equal for people who differ in nothing that the rule looks at."""
    fields = rule.looks_at()
    if fields is None:
        return person.key
    value = person.values.get(fields[role == "mentors"])
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


def equal_row(rule: Any, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    """Where both sides have the same value."""
    ours, theirs = sides(rule)
    numbers: dict[str | None, int] = {None: -1}
    codes = np.array(
        [numbers.setdefault(mentor.category(theirs), len(numbers)) for mentor in mentors], dtype=np.int64
    )

    def row(mentee: Person) -> tuple[Bools, Bools]:
        own = mentee.category(ours)
        known = (codes >= 0) & (own is not None)
        return known & (codes == numbers.get(own, -2)), known

    return row


def _shares(rule: Any, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    ours, theirs = sides(rule)
    lists = Lists(mentors, theirs)

    def row(mentee: Person) -> tuple[Bools, Bools]:
        common = lists.common((item, 1) for item in {fold(item) for item in mentee.items(ours)})
        return common >= rule.at_least, lists.filled & mentee.knows(ours)

    return row


def _within(rule: Any, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    ours, theirs = sides(rule)
    numbers = Numbers(mentors, theirs, rule.at_most)

    def row(mentee: Person) -> tuple[Bools, Bools]:
        own = mentee.number(ours)
        apart, scale = numbers.apart(own or Decimal(0))
        near = np.asarray(apart <= int(Fraction(rule.at_most) * scale), dtype=bool)
        return near, numbers.filled & (own is not None)

    return row


def _reporting_line(rule: Any, mentors: Sequence[Person], facts: Facts) -> TruthRow:
    numbers = {mentor.key: number for number, mentor in enumerate(mentors)}
    below: dict[str, list[int]] = {}
    for number, mentor in enumerate(mentors):
        for boss in facts.lines.above.get(mentor.key, ()):
            below.setdefault(boss, []).append(number)
    whole = np.array([mentor.key not in facts.lines.cut for mentor in mentors], dtype=bool)

    def row(mentee: Person) -> tuple[Bools, Bools]:
        related = np.zeros(len(mentors), dtype=bool)
        related[[numbers[boss] for boss in facts.lines.above.get(mentee.key, ()) if boss in numbers]] = True
        related[below.get(mentee.key, [])] = True
        return related, related | (whole & (mentee.key not in facts.lines.cut))

    return row


def names(person: Person) -> set[str]:
    """What a person may be called in a list of wishes, folded."""
    given = (person.text("email"), person.text("name"))
    return {person.key, *(fold(name) for name in given if name)}


def called_by(people: Sequence[Person]) -> dict[str, list[int]]:
    """Name to the numbers of those who bear it."""
    found: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for name in names(person):
            found.setdefault(name, []).append(number)
    return found


def choices(people: Sequence[Person], field: str) -> dict[str, list[int]]:
    """Name to the numbers of those who wish for it."""
    found: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for name in {fold(item) for item in person.items(field)}:
            found.setdefault(name, []).append(number)
    return found


_TRUTHS: dict[str, Callable[[Any, Sequence[Person], Facts], TruthRow]] = {
    "same": equal_row,
    "shares": _shares,
    "within": _within,
    "reporting_line": _reporting_line,
}
