"""Quotas as limits on groups of the people who are eligible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentorkit.fields import fold, spoken
from mentorkit.people import Person
from mentorkit.plans import Quota

SIZE = -1
"""The number of the pool's size among the quotas."""


@dataclass(frozen=True)
class Limit:
    """How many of some people may be chosen."""

    quota: int
    """The number of the quota that says so; SIZE where it is the size."""
    field: str
    group: str
    """As the first person by id writes it."""
    members: tuple[int, ...]
    low: int
    high: int
    asked: int = 0
    """The fewest that the quota asks for, where the group is smaller than that."""


def groups_of(person: Person, field: str) -> dict[str, str]:
    """The groups that a person belongs to by a field: folded to as it is written."""
    value = person.values.get(field)
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"yes": "yes"} if value else {"no": "no"}
    texts = person.items(field) or (str(value),)
    return {fold(text): text for text in texts}


def grouped(people: Sequence[Person], field: str) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Folded group to its name and its members, in the order of the names.

    Of several spellings that of the first person by id is the name, whatever the order of rows.
    """
    names: dict[str, str] = {}
    members: dict[str, list[int]] = {}
    for number in sorted(range(len(people)), key=lambda each: people[each].key):
        for key, name in groups_of(people[number], field).items():
            names.setdefault(key, name)
            members.setdefault(key, []).append(number)
    return {key: (names[key], tuple(sorted(members[key]))) for key in sorted(members)}


def limits(
    quotas: Sequence[Quota], people: Sequence[Person], size: int, staying: frozenset[int]
) -> list[Limit]:
    """The size and every quota as limits on the people; whoever stays is never too many.

    `size` is the most who may be chosen; shares are of that or of all people, where they are fewer.
    """
    everybody = tuple(range(len(people)))
    found = [Limit(SIZE, "", "", everybody, 0, max(size, len(staying)))]
    for number, quota in enumerate(quotas):
        found += _of(quota, number, people, min(size, len(people)), staying)
    return found


def _of(
    quota: Quota, number: int, people: Sequence[Person], size: int, staying: frozenset[int]
) -> Iterator[Limit]:
    groups = grouped(people, quota.field)
    low, most = quota.low(size), quota.high(size)
    if quota.value is not None:
        key = fold(quota.value)
        groups = {key: groups.get(key, (quota.value, ()))}
    for name, members in groups.values():
        there = sum(member in staying for member in members)
        high = len(members) if most is None else max(most, there)
        enough = quota.value is not None or len(members) >= low
        fewest = low if enough else len(members)
        yield Limit(number, quota.field, name, members, fewest, high, 0 if enough else low)


def named(limit: Limit, *, low: bool) -> str:
    """One side of a limit in words."""
    if limit.quota == SIZE:
        return f"the size {limit.high}"
    words = f"at least {limit.low}" if low else f"at most {limit.high}"
    return f"{words} of {spoken(limit.field)} {limit.group}"
