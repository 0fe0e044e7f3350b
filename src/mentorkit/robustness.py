"""How firmly pairs stand where the weights are somewhat different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.program import Program
from mentorkit.scores import Scores

SPAN = 200
"""Thousandths by which a weight is changed at most, up and down (our choice)."""
UP, DOWN = Decimal(1000 + SPAN) / 1000, Decimal(1000 - SPAN) / 1000
Pair = tuple[int, int]


@dataclass(frozen=True)
class Sway:
    """How many of the pairs one weight alone moves; None where there was no time to look."""

    criterion: str
    up: int | None
    down: int | None


@dataclass(frozen=True)
class Robustness:
    """What became of the pairs under changed weights."""

    asked: int
    """Runs that were wanted."""
    runs: int
    """Runs that were made and proven; the others do not count."""
    seed: int
    kept: tuple[tuple[Pair, int], ...]
    """Every pair by its indices in the scores, and in how many runs it is; those in the fewest first."""
    sways: tuple[Sway, ...]
    """[criteria]: what each weight does alone."""


def robustness(
    program: Program,
    scores: Scores,
    own: Assignment,
    runs: int,
    seed: int,
    watch: Watch,
    over: Callable[[], bool],
) -> Robustness:
    """The pairs of `own` in so many runs with other weights, then with one weight changed at a time.

    Rules, rosters and locks stay. `over` is asked after each run; at least one is made unless the watch
    stops it.
    """
    criteria = scores.matching.criteria
    chosen = {*own.pairs}
    kept: Counter[Pair] = Counter()
    made = 0
    moved: dict[tuple[int, Decimal], int] = {}
    alone = [(number, factor) for number in range(len(criteria)) for factor in (UP, DOWN)]
    several = runs + len(alone)
    with suppress(Stopped):
        for number, factors in enumerate(changes(len(criteria), runs, seed)):
            watch.note("other weights", number, several)
            found = assign(program, under(scores, factors), watch=watch)
            if found.final:
                made += 1
                kept.update(chosen.intersection(found.pairs))
            if over():
                break
        for number, (changed, factor) in enumerate(alone):
            if over():
                break
            watch.note("other weights", runs + number, several)
            factors = [factor if at == changed else Decimal(1) for at in range(len(criteria))]
            found = assign(program, under(scores, factors), watch=watch)
            if found.final:
                moved[changed, factor] = len(chosen.difference(found.pairs))
    return Robustness(
        runs,
        made,
        seed,
        tuple(sorted(((pair, kept[pair]) for pair in own.pairs), key=lambda each: (each[1], each[0]))),
        tuple(
            Sway(criterion.label, moved.get((number, UP)), moved.get((number, DOWN)))
            for number, criterion in enumerate(criteria)
        ),
    )


def changes(criteria: int, runs: int, seed: int) -> Iterator[list[Decimal]]:
    """For each run a factor for each weight, in the program's order: 0.800 to 1.200, in thousandths.

    The n-th is 800 + floor(401 u) thousandths for the n-th u of `random.Random(seed).random()` (Mersenne
    Twister, Matsumoto and Nishimura 1998), whose numbers are the same in every Python.
    """
    chance = Random(seed)  # noqa: S311  # weights, not secrets
    for _ in range(runs):
        yield [Decimal(1000 - SPAN + int((2 * SPAN + 1) * chance.random())) / 1000 for _ in range(criteria)]


def under(scores: Scores, factors: Sequence[Decimal]) -> Scores:
    """The scores of the same people with each weight times its factor."""
    criteria = tuple(
        criterion.model_copy(update={"weight": criterion.stated * factor})
        for criterion, factor in zip(scores.matching.criteria, factors, strict=True)
    )
    return replace(scores, matching=scores.matching.model_copy(update={"criteria": criteria}))
