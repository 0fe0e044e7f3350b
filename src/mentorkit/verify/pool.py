"""The pool of a run worked out again: who is eligible, points, size, quotas, and that no exchange is better.

None of what `pool` computes with is used. Where the run has prices for what it reached, the bound that
follows from them is added up again, which proves that no pool is better; else that is left open, and said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.plans import PoolSide, Quota
from mentorkit.qualification import Qualification
from mentorkit.run import PoolProofRecord, PoolRecord, PoolSideRecord, Record
from mentorkit.under_way import along
from mentorkit.verify.cast import Inputs, places_of
from mentorkit.verify.plain import FULL
from mentorkit.vocabulary import Facts

ROLES = ("mentors", "mentees")
WHOLE = -1
"""Stands for the size where a price names a quota."""


@dataclass(frozen=True)
class _Bar:
    """The fewest and the most of one group."""

    quota: int
    group: str
    low: int
    high: int


@dataclass(frozen=True)
class _Side:
    """One role's pool as the program makes it, in the order of the normalised ids."""

    people: tuple[Person, ...]
    """Everybody who is eligible."""
    points: tuple[int, ...]
    staying: frozenset[int]
    size: int
    bars: tuple[_Bar, ...]
    under: tuple[tuple[int, ...], ...]
    """Each person's bars, by number; the first is the size."""


def pooled(inputs: Inputs, said: PoolRecord | None) -> Inputs:
    """The inputs with those put aside who are not in the pool of the run."""
    sides = {}
    for role in ROLES:
        side: PoolSideRecord | None = getattr(said, role, None)
        able: Qualification = getattr(inputs, role)
        if side is not None:
            inside = {fold(each) for each in (*side.inside, *side.staying)}
            outside = {each.key: "" for each in able.matchable if each.key not in inside}
            sides[role] = replace(able, outside=outside)
    return replace(
        inputs, mentors=sides.get("mentors", inputs.mentors), mentees=sides.get("mentees", inputs.mentees)
    )


def pool_wrong(record: Record, inputs: Inputs) -> Iterator[str]:
    """What the run says of its pool and does not follow from the program and the rosters."""
    plan, said = inputs.program.pool, record.pool
    if said is None or said.by == "none":
        if plan is not None and (plan.mentees or plan.mentors):
            yield "the program chooses a pool, and the run says nothing of one"
        return
    if (inputs.listed is not None) != (said.by == "file"):
        yield "the run says that a list is the pool, or names one, and only one of both"
        return
    if said.by == "file":
        yield from _list_wrong(said, inputs)
        return
    for role in ROLES:
        side: PoolSideRecord | None = getattr(said, role)
        own: PoolSide | None = getattr(plan, role, None)
        if (side is None) != (own is None):
            yield f"the pool of {role}: the program chooses one, or the run, and only one of both"
        elif side is not None and own is not None:
            for what in side_wrong(inputs, own, role, side):
                yield f"the pool of {role}: {what}"


def unproven(record: Record) -> bool:
    """Whether the run has no prices for something that its pool reached."""
    sides = (record.pool.mentors, record.pool.mentees) if record.pool and record.pool.by == "program" else ()
    return any(proof.by == "search" for side in sides if side for proof in side.proofs)


def _list_wrong(said: PoolRecord, inputs: Inputs) -> Iterator[str]:
    for role in ROLES:
        side: PoolSideRecord | None = getattr(said, role)
        keys = None if inputs.listed is None else inputs.listed[role]
        given = None if side is None else {fold(each) for each in side.inside}
        if given != (None if keys is None else set(keys)):
            yield f"the pool of {role}: the run has other people than the list"
        stay = set() if side is None else {fold(each) for each in side.staying}
        if side is not None and stay != _living(inputs, role):
            yield f"the pool of {role}: others stay than those of living pairs"


def _living(inputs: Inputs, role: str) -> set[str]:
    pairs = inputs.carried.living if inputs.carried else ()
    return {pair[0] if role == "mentees" else pair[1] for pair in pairs}


def _made(inputs: Inputs, plan: PoolSide, role: str) -> _Side:
    able: Qualification = getattr(inputs, role)
    living = _living(inputs, role)
    passing = {"met"} | ({"conditional"} & able.matched_states)
    people = sorted(
        (
            each.person
            for each in able.standings
            if each.state in able.matched_states
            and (
                each.person.key in living
                or all(rule.verdict(each.person, inputs.facts).outcome in passing for rule in plan.require)
            )
        ),
        key=lambda person: person.key,
    )
    staying = frozenset(number for number, person in enumerate(people) if person.key in living)
    size = plan.size
    if size is None and role == "mentees":
        size = sum(places_of(inputs.program, mentor) for mentor in inputs.mentors.matchable)
    size = len(people) if size is None else size
    points = tuple(_points(plan, person, inputs.facts) for person in along("checking the pool", people))
    bars = [_Bar(WHOLE, "", 0, max(size, len(staying)))]
    under: list[list[int]] = [[0] for _ in people]
    for number, quota in enumerate(plan.quotas):
        for group, members in _groups(quota, people).items():
            bar = _bar(quota, number, group, members, min(size, len(people)), staying)
            for member in members:
                under[member].append(len(bars))
            bars.append(bar)
    return _Side(tuple(people), points, staying, size, tuple(bars), tuple(map(tuple, under)))


def _points(plan: PoolSide, person: Person, facts: Facts) -> int:
    """A person's points: each entry's share of the weight times its value, rounded half to even."""
    weights = [Fraction(each.stated) for each in plan.rank_by]
    shares = [FULL * weight / sum(weights) for weight in weights]
    whole = [math.floor(share) for share in shares]
    for _ in range((FULL if whole else 0) - sum(whole)):
        rest = [share - down for share, down in zip(shares, whole, strict=True)]
        whole[rest.index(max(rest))] += 1
    total = 0
    for each, weight in zip(plan.rank_by, whole, strict=True):
        value = each.value(person, facts)
        total += round(weight * (Fraction(each.unknown) if value is None else value))
    return total


def _groups(quota: Quota, people: Sequence[Person]) -> dict[str, list[int]]:
    """Folded group to its members; of a quota for one group that one alone."""
    found: dict[str, list[int]] = {} if quota.value is None else {fold(quota.value): []}
    for number, person in enumerate(people):
        value = person.values.get(quota.field)
        if value is None:
            continue
        if isinstance(value, bool):
            words = ["yes" if value else "no"]
        else:
            words = list(person.items(quota.field)) or [str(value)]
        for word in dict.fromkeys(map(fold, words)):
            if quota.value is None or word in found:
                found.setdefault(word, []).append(number)
    return found


def _bar(
    quota: Quota, number: int, group: str, members: Sequence[int], size: int, staying: frozenset[int]
) -> _Bar:
    low, high = 0, len(members)
    if quota.at_least is not None:
        low = math.ceil(_share(quota.at_least, size))
        low = low if quota.value is not None else min(low, len(members))
    if quota.at_most is not None:
        high = max(math.floor(_share(quota.at_most, size)), len(staying.intersection(members)))
    return _Bar(number, group, low, high)


def _share(limit: int | str, size: int) -> Fraction:
    return Fraction(limit) if isinstance(limit, int) else size * Fraction(limit[:-1]) / 100


def side_wrong(inputs: Inputs, plan: PoolSide, role: str, said: PoolSideRecord) -> Iterator[str]:
    """What the run says of one role's pool and does not follow."""
    made = _made(inputs, plan, role)
    at = {person.id: number for number, person in enumerate(made.people)}
    inside = {at[each] for each in said.inside if each in at}
    for each in said.inside:
        if each not in at:
            yield f'"{each}" is in, and not eligible'
    if len(set(said.inside)) != len(said.inside):
        yield "somebody is in twice"
    if {at.get(each) for each in said.staying} != set(made.staying) or not made.staying <= inside:
        yield "others stay than those of living pairs"
    if said.size != made.size:
        yield f"the size is {made.size}, not {said.size}"
    counts = [0] * len(made.bars)
    for member in inside:
        for number in made.under[member]:
            counts[number] += 1
    for bar, count in zip(made.bars, counts, strict=True):
        if not bar.low <= count <= bar.high:
            what = "people" if bar.quota == WHOLE else f"of {bar.group}"
            yield f"{count} {what} are in, from {bar.low} to {bar.high} may be"
    yield from _better(made, inside, counts)
    yield from _proofs_wrong(made, inside, said.proofs)


def _better(made: _Side, inside: set[int], counts: Sequence[int]) -> Iterator[str]:
    """One person more, or one in another's place, that the quotas allow and that is better."""
    low: dict[tuple[int, ...], int] = {}
    high: dict[tuple[int, ...], int] = {}
    for number, under in enumerate(made.under):
        kind, points = tuple(sorted(under)), made.points[number]
        if number not in inside:
            if kind not in high or points > made.points[high[kind]]:
                high[kind] = number
        elif number not in made.staying and (kind not in low or points < made.points[low[kind]]):
            low[kind] = number
    full = {number for number, bar in enumerate(made.bars) if counts[number] >= bar.high}
    scarce = {number for number, bar in enumerate(made.bars) if counts[number] <= bar.low}
    for theirs, other in high.items():
        if not full.intersection(theirs):
            yield f'"{made.people[other].id}" could be in as well'
            return
        for ours, one in low.items():
            if made.points[other] > made.points[one]:
                come, go = set(theirs).difference(ours), set(ours).difference(theirs)
                if not full & come and not scarce & go:
                    yield f'"{made.people[other].id}" in the place of "{made.people[one].id}" would be better'
                    return


def _proofs_wrong(made: _Side, inside: set[int], proofs: Sequence[PoolProofRecord]) -> Iterator[str]:
    """Values and bounds that do not follow; the second aim's bound holds for sets that reach the first's."""
    if [proof.aim for proof in proofs] != ["count", "points"]:
        yield "count and points need a proof each"
        return
    bars, lower, upper = list(made.bars), [0] * len(made.people), [1] * len(made.people)
    for number in made.staying:
        lower[number] = 1
    for proof, weights in zip(proofs, ([1] * len(made.people), made.points), strict=True):
        value = sum(weights[number] for number in inside)
        if proof.value != value:
            yield f"{proof.aim} is {value}, not {proof.value}"
        if proof.by == "search":
            if proof.bound < value:
                yield f"the bound of {proof.aim} is below what was reached"
            continue
        prices = {(each.quota, fold(each.group)): each.price for each in proof.prices}
        left, bound = _bound(made, weights, prices, bars, lower, upper)
        if bound != proof.bound or bound != value:
            yield f"{proof.aim} is at most {bound} by the prices; the run says {proof.bound}, and has {value}"
            continue
        for number, worth in enumerate(left):
            if worth > 0:
                lower[number] = upper[number]
            elif worth < 0:
                upper[number] = lower[number]
        bars = [_tight(bar, prices.get((bar.quota, bar.group), 0)) for bar in bars]


def _tight(bar: _Bar, price: int) -> _Bar:
    """The bar as it is for every set that reaches the bound."""
    return replace(bar, low=bar.high if price > 0 else bar.low, high=bar.low if price < 0 else bar.high)


def _bound(
    made: _Side,
    weights: Sequence[int],
    prices: Mapping[tuple[int, str], int],
    bars: Sequence[_Bar],
    lower: Sequence[int],
    upper: Sequence[int],
) -> tuple[list[int], int]:
    """What everybody is worth beyond the prices, and what no pool can exceed."""
    own = [prices.get((bar.quota, bar.group), 0) for bar in bars]
    left = [
        weight - sum(own[number] for number in under)
        for weight, under in zip(weights, made.under, strict=True)
    ]
    total = sum(
        worth * (most if worth > 0 else least) for worth, least, most in zip(left, lower, upper, strict=True)
    )
    total += sum(price * (bar.high if price > 0 else bar.low) for price, bar in zip(own, bars, strict=True))
    return left, total
