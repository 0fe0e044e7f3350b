"""The optimum among the sets that keep enough living pairs, against brute force."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorkit.assignment import assign
from mentorkit.assignment.pairs import Ints
from mentorkit.assignment.steps import between
from mentorkit.scores import Scores
from tests.properties.keeping_oracle import best
from tests.properties.markets import CHANCE, markets, ordinary
from tests.properties.oracle import Market, market

POLICIES = ("most_matched", "highest_total")


def living_of(chance: Random, expected: Market) -> dict[int, int]:
    """Some mentees who are not locked, each with a mentor they may have; a mentor may have too many."""
    by_mentee: dict[int, list[int]] = {}
    for mentee, mentor in sorted(expected.choosable):
        if expected.places[mentor] > sum(1 for held in expected.locks.values() if held == mentor):
            by_mentee.setdefault(mentee, []).append(mentor)
    share = chance.choice([0.5, 0.8, 1])
    return {mentee: chance.choice(some) for mentee, some in by_mentee.items() if chance.random() < share}


def most(expected: Market, living: dict[int, int]) -> int:
    """How many of them can go on at once."""
    held = Counter(expected.locks.values())
    return sum(
        min(many, expected.places[mentor] - held[mentor]) for mentor, many in Counter(living.values()).items()
    )


def kept(pairs: frozenset[tuple[int, int]], living: dict[int, int]) -> int:
    return sum(living.get(mentee) == mentor for mentee, mentor in pairs)


def kept_by(scores: Scores, living: dict[int, int], keep: int) -> Scores:
    return replace(scores, living=living | dict(scores.locks), keep=keep)


def reached(expected: Market, pairs: frozenset[tuple[int, int]]) -> tuple[object, ...]:
    tiers = expected.served(pairs)[: expected.entries]
    main = [len(pairs), expected.total(pairs)]
    return *tiers, *(main[::-1] if expected.optimise == "highest_total" else main)


@pytest.mark.parametrize("optimise", POLICIES)
@given(data=st.data())
def test_no_set_that_keeps_enough_is_better(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise, mentees=6, mentors=5) | ordinary(optimise))
    chance = data.draw(CHANCE)
    expected = market(cohort)
    living = living_of(chance, expected)
    keep = max(0, most(expected, living) - chance.choice([0, 0, 1, 1, 2, 3]))
    found = assign(cohort.program, kept_by(cohort.scores(), living, keep))
    wanted = best(expected, living, keep)
    assert wanted is not None
    wanted |= expected.held
    pairs = frozenset(found.pairs)
    assert kept(pairs - expected.held, living) >= keep
    assert reached(expected, pairs) == reached(expected, wanted)
    assert all(each.value <= each.bound for each in found.certificates)
    assert found.searched
    if found.proven and kept(wanted - expected.held, living) != keep:
        assert pairs == wanted  # the condition costs nothing, and ties are settled


@given(data=st.data())
def test_the_order_of_rows_and_the_core_change_nothing(data: st.DataObject) -> None:
    cohort = data.draw(markets("most_matched", mentees=6, mentors=5))
    chance = data.draw(CHANCE)
    expected = market(cohort)
    living = living_of(chance, expected)
    keep = max(0, most(expected, living) - chance.choice([0, 1, 2]))
    scores = kept_by(cohort.scores(), living, keep)
    turned = replace(cohort, mentors=cohort.mentors[::-1], mentees=cohort.mentees[::-1]).scores()
    one = assign(cohort.program, scores, core="scipy")
    other = assign(cohort.program, kept_by(turned, living, keep), core="ortools")
    assert reached(expected, frozenset(one.pairs)) == reached(expected, frozenset(other.pairs))
    if one.proven:
        assert one.pairs == other.pairs


def test_chains_of_several_pairs_are_made_one_by_one() -> None:
    """Two circles of two and a chain: of the sets between the two, one keeps just enough."""
    fewest = ints([0, 1, 2, 3, 4]), ints([1, 0, 3, 2, 5])
    most_kept = ints([0, 1, 2, 3, 4]), ints([0, 1, 2, 3, 4])
    mentor = ints([0, 1, 2, 3, 4])
    found = {keep: between(fewest, most_kept, mentor, keep) for keep in range(6)}
    assert [int((columns == mentor[rows]).sum()) for rows, columns in found.values()] == [0, 1, 2, 3, 4, 5]


def ints(numbers: list[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)
