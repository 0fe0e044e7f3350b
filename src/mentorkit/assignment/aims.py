"""A program's aims as one integer weight for each pair, and a bound on it read as a bound on each aim.

Sets of mentees who can all be matched at once form a matroid (Edmonds and Fulkerson 1965), so any
falling positive weights of the tiers serve them strictly in order, and match as many as possible:
K + 1 for the first of K tiers, down to 1 for everybody else, is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from mentorkit.assignment.pairs import Ints, Places
from mentorkit.finding import CannotRun
from mentorkit.grid import FULL
from mentorkit.program import Matching
from mentorkit.scores import POINT, Scores

SAFE = 1 << 62
"""Sums of weights stay below this in int64."""


@dataclass(frozen=True)
class Certificate:
    """What was reached for one aim, and a bound that no set of pairs can exceed."""

    aim: str
    """tiers (matched mentees, weighed by tier), count (matched mentees), lowest (points), total (points,
    the cost of further mentees taken off) or stable (pairs who would rather have each other)."""
    value: int
    bound: int
    prices: Ints | None = None
    """[mentors]: what proves it, in the weights of the aims; on the last aim that prices prove."""
    gains: Ints | None = None
    """[mentees]: the most that any mentor offers above the price."""
    served: tuple[int, ...] = ()
    """Of tiers: how many mentees of each were matched; the last number is for those of none."""
    bonus: int | None = None
    """What each living pair weighs more under the prices, where some must be kept."""

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True)
class Aims:
    """What is wanted, in weights; locked mentees are beyond choice."""

    total_first: bool
    """Whether the total comes before the count."""
    tiers: int
    tier: Ints
    """[mentees]: from 0; the number of tiers for those in none."""
    served: Ints
    """[mentees]: the weight of being matched, in matches."""
    match: int
    """The weight of a match."""
    point: int
    """The weight of a point."""
    spread: int
    """Points that each further mentee of one mentor costs."""

    @classmethod
    def of(cls, matching: Matching, scores: Scores) -> Aims:
        """The weights of a program's aims. Raises CannotRun where int64 cannot hold them.

        With n mentees and the spread in points: a match weighs 2 (n + 1) x (10**6 + spread) and a point
        1; for highest_total a point weighs 2 (n + 1), a match of a tier as many times as much as above and
        every pair 1 more. Each outweighs all that comes after, twice, so that a difference of weights
        tells the difference in matches.
        """
        many = len(scores.mentees) + 1
        total_first = matching.optimise == "highest_total"
        tiers = len(matching.priority)
        tier = np.full(many - 1, tiers, dtype=np.int64)
        for number in reversed(range(tiers)):
            meets = matching.priority[number].meets
            tier[[meets(person) for person in scores.mentees]] = number
        spread = round(matching.balance.spread * POINT) if matching.balance else 0
        point = 2 * many if total_first else 1
        served = tiers + (0 if total_first else 1) - tier
        match = 2 * many * (FULL + spread) * point
        if many * (int(served.max(initial=0)) * match + (FULL + spread + 1) * point) >= SAFE:
            raise CannotRun(f"{many - 1:,} mentees with these aims are more than 64-bit integers can compare")
        return cls(total_first, tiers, tier, served, match, point, spread)

    @property
    def extra(self) -> int:
        """What a pair weighs beyond its match and points."""
        return int(self.total_first)

    def places(self, scores: Scores) -> Places:
        """The places that locks leave; a mentor's first mentee costs nothing."""
        taken = np.bincount([*scores.locks.values()], minlength=len(scores.mentors)).astype(np.int64)
        free = np.array(scores.places, dtype=np.int64) - taken
        first = np.minimum(free, np.maximum(1 - taken, 0)) if self.spread else free
        return Places(first, free - first, self.spread * self.point)

    def told(self, weight: int) -> tuple[int, int]:
        """A difference of weights as matches and points."""
        matches = (weight + self.match // 2) // self.match
        left = weight - matches * self.match
        if not self.total_first:
            return matches, left
        points = (left + self.point // 2) // self.point
        return matches + left - points * self.point, points

    def cost(self, mentors: Iterable[int]) -> int:
        """The points that it costs to give these mentors, each as often as named, their mentees."""
        return self.spread * sum(load - 1 for load in Counter(mentors).values())

    def weight(self, scores: Scores, points: Mapping[tuple[int, int], int]) -> int:
        """The weight of all pairs but the locks, where further mentees cost nothing."""
        free = {pair: each for pair, each in points.items() if pair[0] not in scores.locks}
        served = int(self.served[[mentee for mentee, _ in free]].sum())
        return served * self.match + sum(free.values()) * self.point + len(free) * self.extra

    def certificates(
        self, scores: Scores, points: Mapping[tuple[int, int], int], limit: int
    ) -> list[Certificate]:
        """Every aim's value and bound, where `limit` bounds the weight of all pairs but the locks.

        The bound of a later aim holds for sets that reach the earlier ones.
        """
        mentees, locked = [mentee for mentee, _ in points], [*scores.locks]
        locks = sum(points[pair] for pair in scores.locks.items()) - self.cost(scores.locks.values())
        total = sum(points.values()) - self.cost(mentor for _, mentor in points)
        served, beyond = int(self.served[mentees].sum()), int(self.served[locked].sum())
        slack = (len(scores.mentees) + 1) * self.spread * self.point
        most = (limit + slack) // self.match + beyond
        left = limit - (served - beyond) * self.match
        full = FULL * (len(scores.mentees) - len(locked))
        found = []
        if self.tiers:
            tiers = tuple(np.bincount(self.tier[mentees], minlength=self.tiers + 1).tolist())
            found.append(Certificate("tiers", served, most, served=tiers))
        count = len(points)
        if self.total_first:
            best = min(left // self.point, full)
            found.append(Certificate("total", total, best + locks))
            found.append(Certificate("count", count, left - (total - locks) * self.point + len(locked)))
        else:
            all_of_them = min(len(scores.mentees), sum(scores.places))
            reached = count if served == most else all_of_them
            bound = reached if self.tiers else min(most, len(scores.mentees))
            found.append(Certificate("count", count, bound))
            found.append(Certificate("total", total, min(left, full) + locks))
        return found
