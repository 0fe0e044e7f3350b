"""The points of all pairs, some mentees at a time: exact integers, forbidden pairs below 0.

Most criteria and constraints look at one field of each side, so that people who say the same there
are one case; a small table holds what they give, and a block adds up the tables' rows. People who
are the same case everywhere are one kind, and only kinds are computed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from mentorkit.arrays import ALL, Some
from mentorkit.people import Person
from mentorkit.weights import FULL as FULL

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Whole = TypeVar("Whole", bound=np.signedinteger)
FORBIDDEN = -float(1 << 23)
"""What each rule that forbids a pair adds: more than all points together.

float32 holds points exactly (below 2**24), and sums of several of these stay far below 0."""
TABLE = 4_096
"""Cases that a table may always have; larger ones are worth it only far below the number of pairs."""
WIDE = 1 << 24
"""Numbers that the rows of a table may hold when written out for every mentor: 64 MiB."""
NEAR = 1 << 18
"""Numbers that stay in the processor's cache; small tables are joined up to it."""
BLOCK = NEAR // 2
"""Numbers of a block, of which every thread holds a few; measured: larger ones are hardly quicker."""


def _nobody() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Layer:
    """What one criterion or constraint adds: by the cases of both sides, and for some pairs by themselves."""

    left: Ints
    """[mentees]: the case."""
    right: Ints
    """[mentors]: the case."""
    table: Floats | None
    """[cases x cases]; None where there are too many, and `dense` says it."""
    dense: Callable[[Sequence[Person], Sequence[Person]], Callable[[Some, Some], Floats]] | None = None
    """For people one by one: some mentees against some mentors, in shapes that broadcast."""
    rows: Ints = field(default_factory=_nobody)
    """[listed], rising: the mentees of pairs with something of their own."""
    columns: Ints = field(default_factory=_nobody)
    """[listed]: the mentors."""
    own: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    """[listed]: what such a pair gets instead of the table's number."""

    @property
    def more(self) -> Floats:
        """[listed]: what a listed pair gets above the table's number."""
        table = cast("Floats", self.table)
        return np.asarray(self.own - table[self.left[self.rows], self.right[self.columns]])


def worth_a_table(cases: int, others: int, mentees: int, mentors: int) -> bool:
    """Whether cases are few enough to be tabled."""
    return cases * others <= max(TABLE, mentees * mentors // 8) and cases * mentors <= WIDE


def cases(values: Sequence[Hashable]) -> tuple[Ints, list[int]]:
    """Equal numbers for equal values, and where each first stands."""
    numbers = dict(zip(dict.fromkeys(values), range(len(values)), strict=False))
    found = np.fromiter(map(numbers.__getitem__, values), dtype=np.int64, count=len(values))
    first = np.zeros(len(numbers), dtype=np.int64)
    first[found[::-1]] = np.arange(len(values))[::-1]
    return found, first.tolist()


def joint(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Cases of two numberings together, and where each first stands."""
    both = one * (int(other.max(initial=0)) + 1) + other
    _, first, together = np.unique(both, return_index=True, return_inverse=True)
    return together.astype(np.int64), first.astype(np.int64)


def kinds(layers: Sequence[Layer], size: int, *, mentees: bool) -> tuple[Ints, Ints]:
    """[people] the kind of each, and [kinds] where it first stands; whoever is listed is one of a kind."""
    found = np.zeros(size, dtype=np.int64)
    first = np.zeros(min(size, 1), dtype=np.int64)
    for layer in layers:
        found, first = joint(found, layer.left if mentees else layer.right)
        listed = np.unique(layer.rows if mentees else layer.columns)
        if len(listed):
            alone = np.zeros(size, dtype=np.int64)
            alone[listed] = np.arange(1, len(listed) + 1)
            found, first = joint(found, alone)
        if 2 * len(first) > size:
            break
    # Where most are one of a kind, everybody is: to know that all differ is worth more to the search.
    return (np.arange(size), np.arange(size)) if 2 * len(first) > size else (found, first)


class Grid:
    """Points of kinds of mentees against kinds of mentors."""

    def __init__(self, layers: Sequence[Layer], mentees: Sequence[Person], mentors: Sequence[Person]) -> None:
        """The kinds are found at once, the tables written out when a block is first asked for."""
        self.layers = layers
        self._mentees, self._mentors = mentees, mentors
        self.left, self.left_first = kinds(layers, len(mentees), mentees=True)
        """[mentees] the kind of each, and [kinds] a mentee of each."""
        self.right, self.right_first = kinds(layers, len(mentors), mentees=False)
        """[mentors] the kind of each, and [kinds] a mentor of each."""

    @cached_property
    def _tables(self) -> list[tuple[Ints, Floats]]:
        """Cases of the kinds of mentees with a row for each case; small tables are joined."""
        found: list[tuple[Ints, Floats]] = []
        tabled = [(layer, layer.table) for layer in self.layers if layer.table is not None]
        for layer, table in sorted(tabled, key=lambda each: len(each[1])):
            if not table.any():
                continue
            codes = layer.left[self.left_first]
            rows = table[:, layer.right[self.right_first]]
            if found:
                together, first = joint(found[-1][0], codes)
                if len(first) * len(self.right_first) <= max(NEAR, found[-1][1].size, rows.size):
                    joined = found[-1][1][found[-1][0][first]] + rows[codes[first]]
                    found[-1] = together, joined
                    continue
            found.append((codes, np.ascontiguousarray(rows)))
        return found

    @cached_property
    def _dense(self) -> list[Callable[[Some, Some], Floats]]:
        ours = [self._mentees[at] for at in self.left_first.tolist()]
        theirs = [self._mentors[at] for at in self.right_first.tolist()]
        return [layer.dense(ours, theirs) for layer in self.layers if layer.dense is not None]

    @cached_property
    def _listed(self) -> tuple[Ints, Ints, Floats]:
        """Where each kind of mentee's listed pairs begin, their mentors, and what they get more."""
        some = [layer for layer in self.layers if len(layer.rows)]
        rows = np.concatenate([self.left[layer.rows] for layer in some] or [self.left[:0]])
        columns = np.concatenate([self.right[layer.columns] for layer in some] or [self.right[:0]])
        more = np.concatenate([layer.more for layer in some] or [np.zeros(0, dtype=np.float32)])
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(len(self.left_first) + 1))
        return starts.astype(np.int64), columns[order], more[order]

    @property
    def height(self) -> int:
        """As many rows as keep a block in the processor's cache."""
        return max(16, min(1_024, BLOCK // max(len(self.right_first), 1)))

    def block(self, rows: Ints, columns: Some = ALL) -> Floats:
        """The points of some kinds of mentees against some kinds of mentors, all unless told."""
        total: Floats | None = None
        for codes, table in self._tables:
            whole = table[codes[rows]] if isinstance(columns, slice) else table[np.ix_(codes[rows], columns)]
            total = whole if total is None else np.add(total, whole, out=total)
        for dense in self._dense:
            more = dense(rows, columns)
            total = more if total is None else np.add(total, more, out=total)
        width = len(self.right_first) if isinstance(columns, slice) else len(columns)
        if total is None or total.shape != (len(rows), width):
            total = np.array(
                np.broadcast_to(0 if total is None else total, (len(rows), width)), dtype=np.float32
            )
        starts, listed, more = self._listed
        sizes = starts[rows + 1] - starts[rows]
        if sizes.any():
            at = ranges(starts[rows], sizes)
            origin, mentors, extra = np.repeat(np.arange(len(rows)), sizes), listed[at], more[at]
            if not isinstance(columns, slice):
                place = np.full(len(self.right_first), -1, dtype=np.int64)
                place[columns] = np.arange(width)
                there = place[mentors] >= 0
                origin, mentors, extra = origin[there], place[mentors[there]], extra[there]
            np.add.at(total, (origin, mentors), extra)
        return total

    def sum(self) -> int:
        """The numbers of all pairs of people together, which must be whole and small."""
        rows, columns = np.bincount(self.left), np.bincount(self.right)
        total = 0
        for start in range(0, len(rows), self.height):
            some = np.arange(start, min(start + self.height, len(rows)))
            total += int(rows[some] @ (self.block(some).astype(np.int64) @ columns))
        return total


def ranges(starts: NDArray[Whole], sizes: Ints) -> NDArray[Whole]:
    """starts[0], starts[0] + 1, … for each start as many numbers as its size, one after another."""
    found = np.repeat((starts - (np.cumsum(sizes) - sizes)).astype(starts.dtype), sizes)
    found += np.arange(len(found), dtype=starts.dtype)
    return found
