"""Criteria and constraints to parts of the grid: tables of the cases they tell apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import cast

import numpy as np
from numpy.typing import NDArray

from mentorkit.arrays import ALL, Block, Fractions, Listed, Some, TruthBlock, Truths, rounded
from mentorkit.constraints import Constraint
from mentorkit.criteria import Criterion
from mentorkit.grid import FORBIDDEN, Floats, Ints, Layer, cases, worth_a_table
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

Measured = Fractions | Truths
Measure = Callable[[Measured], Floats]
"""Values or truths to what they add to a pair's points, shape for shape."""
People = Sequence[Person]


def criterion_layer(
    criterion: Criterion, points: int, mentees: People, mentors: People, facts: Facts
) -> Layer:
    """What a criterion of so many points adds: points x value, rounded half to even."""
    blank = float(round(points * Fraction(criterion.unknown)))

    def measure(measured: Measured) -> Floats:
        values = cast("Fractions", measured)
        found = np.asarray(rounded(points, values), dtype=np.float32)
        return found if values.known.all() else np.where(values.known, found, np.float32(blank))

    asked = np.array([criterion.counts_for(mentee) for mentee in mentees], dtype=bool)
    return _part(criterion, measure, mentees, mentors, facts, asked)


def constraint_layer(
    constraint: Constraint, never: bool, mentees: People, mentors: People, facts: Facts
) -> Layer:
    """FORBIDDEN where the constraint, under never or under must, excludes a pair."""
    blank = constraint.blank_forbids(never)

    def measure(measured: Measured) -> Floats:
        return excluded(cast("Truths", measured), never, blank) * np.float32(FORBIDDEN)

    return _part(constraint, measure, mentees, mentors, facts, np.ones(len(mentees), dtype=bool))


def unknown_layer(constraint: Constraint, mentees: People, mentors: People, facts: Facts) -> Layer:
    """1 where it cannot be said whether the constraint holds."""

    def measure(truths: Measured) -> Floats:
        return (~truths.known).astype(np.float32)

    return _part(constraint, measure, mentees, mentors, facts, np.ones(len(mentees), dtype=bool))


def excluded(truths: Truths, never: bool, blank: bool) -> NDArray[np.bool_]:
    """Where a condition forbids: where it holds under never, where not under must, or as blanks do."""
    held = truths.holds if never else ~truths.holds
    return np.where(truths.known, held, blank)


def closed_layer(
    pairs: Sequence[tuple[int, int]], closed: Sequence[int], mentees: int, mentors: int
) -> Layer:
    """FORBIDDEN for listed pairs and for all pairs of some mentors."""
    right = np.zeros(mentors, dtype=np.int64)
    right[list(closed)] = 1
    both = np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2)
    table = np.array([[0, FORBIDDEN]], dtype=np.float32)
    own = np.full(len(pairs), FORBIDDEN, dtype=np.float32)
    left = np.zeros(mentees, dtype=np.int64)
    return Layer(left, right, table, rows=both[:, 0], columns=both[:, 1], own=own)


def _part(
    rule: Criterion | Constraint,
    measure: Measure,
    mentees: People,
    mentors: People,
    facts: Facts,
    asked: NDArray[np.bool_],
) -> Layer:
    fields = rule.looks_at()
    if fields is None:
        return _listed(cast("Listed", rule.block(mentees, mentors, facts)), measure, asked)
    left, ours = cases(
        (_said(mentee, fields[0]), wanted) if wanted else None
        for mentee, wanted in zip(mentees, asked.tolist(), strict=True)
    )
    right, theirs = cases(_said(mentor, fields[1]) for mentor in mentors)

    def dense(some: People, others: People) -> Callable[[Some, Some], Floats]:
        block = cast("Block | TruthBlock", rule.block(some, others, facts))
        wanted = None
        if isinstance(rule, Criterion) and rule.asked_by is not None:
            wanted = np.array([rule.counts_for(mentee) for mentee in some], dtype=np.float32)

        def numbers(rows: Some, columns: Some) -> Floats:
            found = measure(block(rows, columns))
            return found if wanted is None else np.asarray(found * wanted[rows, None])

        return numbers

    if not worth_a_table(len(ours), len(theirs), len(mentees), len(mentors)):
        return Layer(left, right, None, dense)
    some, others = [mentees[at] for at in ours], [mentors[at] for at in theirs]
    shape = len(ours), len(theirs)
    table = np.array(np.broadcast_to(dense(some, others)(ALL, ALL), shape), dtype=np.float32)
    return Layer(left, right, table)


def _listed(block: Listed, measure: Measure, asked: NDArray[np.bool_]) -> Layer:
    table, own = measure(block.rest), measure(block.own)
    left: Ints = block.left
    if not asked.all():
        left = np.where(asked, block.left, len(table))
        table = np.concatenate([table, np.zeros_like(table[:1])])
        own = own * asked[block.rows]
    return Layer(left, block.right, table, rows=block.rows, columns=block.columns, own=own)


def _said(person: Person, field: str) -> Hashable:
    """What a person's cell says, so that equal cells are equal; ratings in their order."""
    value = person.values.get(field)
    return tuple(value.items()) if isinstance(value, Mapping) else value
