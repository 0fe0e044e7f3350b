"""Criteria and constraints to parts of the grid: tables of the cases they tell apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

import numpy as np
from numpy.typing import NDArray

from mentorkit.arrays import ALL, Block, Fractions, Listed, Some, TruthBlock, Truths, rounded
from mentorkit.constraints import Constraint
from mentorkit.criteria import Criterion
from mentorkit.fields import Value
from mentorkit.grid import FORBIDDEN, Floats, Ints, Layer, cases, joint, worth_a_table
from mentorkit.people import Person
from mentorkit.vocabulary import Facts

Measured = Fractions | Truths
Measure = Callable[[Measured], Floats]
"""Values or truths to what they add to a pair's points, shape for shape."""
People = Sequence[Person]


@dataclass(frozen=True)
class Crowd:
    """Everybody who may be matched, and what is known beyond them."""

    mentees: People
    mentors: People
    facts: Facts
    _told: dict[tuple[bool, str], tuple[Ints, list[int]]] = field(default_factory=dict)

    def cases(self, field: str, *, mentees: bool) -> tuple[Ints, list[int]]:
        """Equal numbers for people whose cells say the same, and where each first stands."""
        if (mentees, field) not in self._told:
            people = self.mentees if mentees else self.mentors
            self._told[mentees, field] = cases([_hashable(person.values.get(field)) for person in people])
        return self._told[mentees, field]


def criterion_layer(criterion: Criterion, points: int, crowd: Crowd) -> Layer:
    """What a criterion of so many points adds: points x value, rounded half to even."""
    blank = float(round(points * Fraction(criterion.unknown)))

    def measure(measured: Measured) -> Floats:
        values = cast("Fractions", measured)
        found = np.asarray(rounded(points, values), dtype=np.float32)
        return found if values.known.all() else np.where(values.known, found, np.float32(blank))

    asked = None
    if criterion.asked_by is not None:
        asked = np.array([criterion.counts_for(mentee) for mentee in crowd.mentees], dtype=bool)
    return _layer(criterion, measure, crowd, asked)


def constraint_layer(constraint: Constraint, never: bool, crowd: Crowd) -> Layer:
    """FORBIDDEN where the constraint, under never or under must, excludes a pair."""
    blank = constraint.blank_forbids(never)

    def measure(measured: Measured) -> Floats:
        return excluded(cast("Truths", measured), never, blank) * np.float32(FORBIDDEN)

    return _layer(constraint, measure, crowd)


def unknown_layer(constraint: Constraint, crowd: Crowd) -> Layer:
    """1 where it cannot be said whether the constraint holds."""

    def measure(truths: Measured) -> Floats:
        return (~truths.known).astype(np.float32)

    return _layer(constraint, measure, crowd)


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


def _layer(
    rule: Criterion | Constraint, measure: Measure, crowd: Crowd, asked: NDArray[np.bool_] | None = None
) -> Layer:
    fields = rule.looks_at()
    if fields is None:
        block = rule.block(crowd.mentees, crowd.mentors, crowd.facts)
        return _listed(cast("Listed", block), measure, asked)
    left, ours = crowd.cases(fields[0], mentees=True)
    right, theirs = crowd.cases(fields[1], mentees=False)
    if asked is not None:
        left, first = joint(left, asked.astype(np.int64))
        ours = first.tolist()

    def dense(some: People, others: People) -> Callable[[Some, Some], Floats]:
        block = cast("Block | TruthBlock", rule.block(some, others, crowd.facts))
        wanted = None
        if isinstance(rule, Criterion) and rule.asked_by is not None:
            wanted = np.array([rule.counts_for(mentee) for mentee in some], dtype=np.float32)

        def numbers(rows: Some, columns: Some) -> Floats:
            found = measure(block(rows, columns))
            return found if wanted is None else np.asarray(found * wanted[rows, None])

        return numbers

    if not worth_a_table(len(ours), len(theirs), len(left), len(right)):
        return Layer(left, right, None, dense)
    some, others = [crowd.mentees[at] for at in ours], [crowd.mentors[at] for at in theirs]
    shape = len(ours), len(theirs)
    table = np.array(np.broadcast_to(dense(some, others)(ALL, ALL), shape), dtype=np.float32)
    return Layer(left, right, table)


def _listed(block: Listed, measure: Measure, asked: NDArray[np.bool_] | None) -> Layer:
    table, own = measure(block.rest), measure(block.own)
    left: Ints = block.left
    if asked is not None:
        left = np.where(asked, block.left, len(table))
        table = np.concatenate([table, np.zeros_like(table[:1])])
        own = own * asked[block.rows]
    return Layer(left, block.right, table, rows=block.rows, columns=block.columns, own=own)


def _hashable(value: Value | None) -> Hashable:
    """What a cell says, so that equal cells are equal; ratings in their order."""
    return tuple(value.items()) if isinstance(value, dict) else value
