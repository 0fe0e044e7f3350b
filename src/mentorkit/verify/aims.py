"""What a policy maximises, as one whole number per pair: the weights that prices and bounds are in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.program import Matching
from mentorkit.verify.cast import Cast
from mentorkit.verify.plain import FULL, POINT, Ints

SAFE = 1 << 60
"""Whole numbers below this are added in 64 bits, larger ones as Python's own."""


@dataclass(frozen=True)
class Aims:
    """The weights of one run."""

    optimise: str
    tiers: tuple[int, ...]
    """Each mentee's tier, from 0."""
    entries: int
    """How many tiers `priority` makes; a mentee of none of them has this number."""
    spread: int
    """What a mentor's further mentees cost, in points."""
    mentees: int

    @property
    def total_first(self) -> bool:
        """Whether points come before the count."""
        return self.optimise == "highest_total"

    @property
    def unit(self) -> int:
        """The weight of one point."""
        return 2 * (self.mentees + 1) if self.total_first else 1

    @property
    def served_unit(self) -> int:
        """The weight of one served mentee: more than twice what all points can ever sum to."""
        return 2 * (self.mentees + 1) * (FULL + self.spread) * self.unit

    def served(self, mentee: int) -> int:
        """How much it counts that the mentee is matched."""
        return self.entries + (0 if self.total_first else 1) - self.tiers[mentee]

    def weights(self, mentee: int, points: Ints) -> Ints:
        """A mentee's weights from the points."""
        first = self.served(mentee) * self.served_unit
        return points * self.unit + (first + int(self.total_first))

    def numbers(self, values: Sequence[int]) -> Ints:
        """Prices as an array that stays exact together with the weights."""
        most = max([(self.entries + 2) * self.served_unit, *map(abs, values)])
        kind: Any = np.int64 if most < SAFE else object
        return np.array(values, dtype=kind)

    def cost(self, place: int) -> int:
        """What a mentor's k-th mentee costs, k from 1."""
        return 0 if place <= 1 else self.spread * self.unit

    def total(self, points: Mapping[int, int], loads: Counter[int]) -> int:
        """All points less what the spread costs."""
        return sum(points.values()) - self.spread * sum(max(0, load - 1) for load in loads.values())

    def bounds(self, limit: int, served: int, total: int, free: int) -> tuple[int, int, int | None]:
        """What a bound on the sum of weights says of (served, total, count); None where it says nothing.

        A later aim's bound holds for sets that reach the `served` and `total` before it; the total of
        `free` mentees is never above their full points. Costs make a total negative at most by
        (mentees x spread), by which the first remainder is shifted.
        """
        most = (limit + self.mentees * self.spread * self.unit) // self.served_unit
        left = limit - served * self.served_unit
        if not self.total_first:
            return most, min(left, free * FULL), None if self.entries else most
        return most, min(left // self.unit, free * FULL), left - total * self.unit


def aims(cast: Cast) -> Aims:
    """The weights that the program asks for."""
    matching = cast.inputs.program.matching
    spread = round(Fraction(matching.balance.spread) * POINT) if matching.balance else 0
    tiers = tuple(_tier(matching, mentee) for mentee in cast.mentees)
    return Aims(matching.optimise, tiers, len(matching.priority), spread, len(cast.mentees))


def _tier(matching: Matching, mentee: Person) -> int:
    """The first entry under `priority` that the mentee meets."""
    for number, entry in enumerate(matching.priority):
        answer = mentee.yes(entry.field)
        words = {fold(item) for item in mentee.items(entry.field)}
        words.add((mentee.category(entry.field) or "") if answer is None else ("yes" if answer else "no"))
        if fold(entry.value) in words:
            return number
    return len(matching.priority)
