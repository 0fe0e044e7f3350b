"""The best pool by looking at every set of people, from the meaning of size, quotas and ranking alone."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from mentorkit.fields import fold
from mentorkit.people import Person

SLICE = 1 << 20
"""Hashes are summed 20 bits at a time."""


@dataclass(frozen=True)
class Best:
    """The pool that is best, and what it comes to."""

    keys: frozenset[str]
    points: int


def groups(person: Person, field: str) -> set[str]:
    """What a person counts as by a field."""
    value = person.values.get(field)
    if value is None:
        return set()
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    return {fold(item) for item in value} if isinstance(value, tuple) else {fold(str(value))}


def draw(key: str) -> tuple[int, int, int]:
    """The upper 60 bits of a hash in three slices."""
    number = int(hashlib.sha256(key.encode()).hexdigest()[:15], 16)
    return number // SLICE**2, number // SLICE % SLICE, number % SLICE


def allowed(
    people: Sequence[Person], chosen: Sequence[Person], quotas: Sequence[Mapping[str, Any]], size: int
) -> bool:
    """Whether some of the people keep to the quotas of a pool of that size."""
    share_of = min(size, len(people))
    for quota in quotas:
        field = quota["field"]
        wanted = (
            {fold(quota["value"])} if "value" in quota else set().union(*(groups(p, field) for p in people))
        )
        for group in wanted:
            there = sum(group in groups(person, field) for person in people)
            count = sum(group in groups(person, field) for person in chosen)
            least, most = (_number(quota.get(key), share_of) for key in ("at_least", "at_most"))
            if least is not None:
                fewest = math.ceil(least)
                if count < (fewest if "value" in quota else min(fewest, there)):
                    return False
            if most is not None and count > math.floor(most):
                return False
    return True


def _number(limit: int | str | None, size: int) -> Fraction | None:
    if isinstance(limit, str):
        return Fraction(limit.rstrip("%")) / 100 * size
    return None if limit is None else Fraction(limit)


def best(
    people: Sequence[Person], points: Mapping[str, int], quotas: Sequence[Mapping[str, Any]], size: int
) -> Best | None:
    """The largest pool, of these the one with the most points, then that of the draw; None for none."""
    for count in range(min(size, len(people)), -1, -1):
        found = [chosen for chosen in combinations(people, count) if allowed(people, chosen, quotas, size)]
        if found:
            chosen = max(
                found,
                key=lambda each: (
                    sum(points[person.key] for person in each),
                    *(sum(draw(person.key)[level] for person in each) for level in range(3)),
                ),
            )
            keys = frozenset(person.key for person in chosen)
            return Best(keys, sum(points[key] for key in keys))
    return None
