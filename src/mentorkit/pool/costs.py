"""What the quotas of a pool cost: who would be in without each of them, and without all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentorkit.pool._select import Selection, without
from mentorkit.pool.quotas import SIZE
from mentorkit.under_way import along


@dataclass(frozen=True)
class Cost:
    """A pool without some quotas, held against the one that keeps to them; people by number of applicant."""

    quota: int | None
    """Its number; None for all of them."""
    said: str
    come: tuple[int, ...]
    """Who would be in instead, by rank."""
    go: tuple[int, ...]
    """Whose place that would be, by rank."""
    points: int
    """How many points more all who are in would have."""

    @property
    def people(self) -> int:
        """How many more people would be in."""
        return len(self.come) - len(self.go)


def costs(selection: Selection) -> tuple[Cost, ...]:
    """The cost of each quota in the order of the program, then that of all where there are several."""
    quotas = selection.plan.quotas
    found = [
        _cost(selection, number, quota.said, frozenset([number]))
        for number, quota in along("what each quota costs", [*enumerate(quotas)])
    ]
    if len(quotas) > 1:
        found.append(_cost(selection, None, "all quotas", frozenset(range(len(quotas)))))
    return tuple(found)


def _cost(selection: Selection, number: int | None, said: str, quotas: frozenset[int]) -> Cost:
    then = selection.chosen if quotas.isdisjoint(_felt(selection)) else without(selection, quotas)
    come, go = sorted(then - selection.chosen), sorted(selection.chosen - then)
    points = [each.points for each in selection.applicants]
    return Cost(
        number,
        said,
        tuple(come),
        tuple(go),
        sum(points[each] for each in come) - sum(points[each] for each in go),
    )


def _felt(selection: Selection) -> Iterator[int]:
    """The quotas that may make a difference: those with a price, and all where prices prove nothing.

    Where a limit has no price in any aim, the prices prove the same pool without it.
    """
    for aim in selection.aims:
        if aim.by == "search":
            yield from {limit.quota for limit in selection.limits if limit.quota != SIZE}
        yield from {selection.limits[place].quota for place in aim.prices}
