"""The promises of the optimum, against brute force."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, assign
from mentorkit.people import Person
from mentorkit.scores import Scores, lowest_points
from tests.properties.cohorts import Cohort, cohorts, program


def sets_of_pairs(scores: Scores) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every set of allowed pairs within everyone's places, one mentor a mentee."""
    rows = slice(0, len(scores.mentees))
    points, allowed = scores.block(rows)
    open_to = allowed & (points >= lowest_points(scores.matching))
    used: Counter[int] = Counter()

    for column in scores.locks.values():
        used[column] += 1

    def below(row: int) -> Iterator[tuple[tuple[int, int], ...]]:
        if row == len(scores.mentees):
            yield ()
            return
        if row in scores.locks:
            yield from (((row, scores.locks[row]), *rest) for rest in below(row + 1))
            return
        yield from below(row + 1)
        for column in range(len(scores.mentors)):
            if open_to[row, column] and used[column] < scores.places[column]:
                used[column] += 1
                yield from (((row, column), *rest) for rest in below(row + 1))
                used[column] -= 1

    return below(0)


def worth(cohort: Cohort, scores: Scores, pairs: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """What the program's aims are worth, in their order."""
    total = sum(scores.points_of(row, column) for row, column in pairs)
    if cohort.program.matching.optimise == "most_matched":
        return len(pairs), total
    return total, len(pairs)


def solved(cohort: Cohort) -> tuple[Scores, Assignment]:
    scores = cohort.scores()
    return scores, assign(cohort.program, scores)


def by_id(cohort: Cohort) -> set[tuple[str, str]]:
    scores, assignment = solved(cohort)
    return {(scores.mentees[row].id, scores.mentors[column].id) for row, column in assignment.pairs}


@given(cohorts(most=4))
def test_the_optimum_is_brute_force_s(cohort: Cohort) -> None:
    scores, assignment = solved(cohort)
    best = max(worth(cohort, scores, pairs) for pairs in sets_of_pairs(scores))
    assert worth(cohort, scores, assignment.pairs) == best
    assert assignment.proven


@given(cohorts())
def test_capacities_hold_and_no_forbidden_pair_is_made(cohort: Cohort) -> None:
    scores, assignment = solved(cohort)
    used = Counter(column for _, column in assignment.pairs)
    limits = cohort.program.matching.capacity
    for column, count in used.items():
        own = scores.mentors[column].number("capacity")
        places = min(limits.default if own is None else int(own), limits.at_most or 99)
        assert count <= max(places, sum(locked == column for locked in scores.locks.values()))
    assert set(scores.locks.items()) <= set(assignment.pairs)
    assert max(Counter(row for row, _ in assignment.pairs).values(), default=1) == 1
    points, allowed = scores.block(slice(0, len(scores.mentees)))
    for row, column in assignment.pairs:
        assert allowed[row, column]
        assert row in scores.locks or points[row, column] >= lowest_points(scores.matching)
        assert (row, column) not in scores.forbidden
        assert assignment.points[row, column] == points[row, column]


@given(cohorts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(cohort: Cohort, chance: random.Random) -> None:
    mentors, mentees = list(cohort.mentors), list(cohort.mentees)
    chance.shuffle(mentors)
    chance.shuffle(mentees)
    shuffled = replace(cohort, mentors=tuple(mentors), mentees=tuple(mentees))
    assert by_id(shuffled) == by_id(cohort)


@given(cohorts(optimise="most_matched"), st.sampled_from([1, 2]))
def test_one_more_mentor_never_lowers_what_is_maximised(cohort: Cohort, places: int) -> None:
    scores, assignment = solved(cohort)
    before = worth(cohort, scores, assignment.pairs)
    twin = cohort.mentors[0]
    more = Person("m99", {"capacity": Decimal(places), **twin.values})
    grown = replace(cohort, mentors=(*cohort.mentors, more))
    scores, assignment = solved(grown)
    assert worth(grown, scores, assignment.pairs) >= before


def test_the_hash_is_the_documented_one() -> None:
    import hashlib

    from mentorkit.assignment.ties import digests, hashes

    def number(key: str) -> int:
        return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")

    wide = 1 << 64
    z = (number("e0") + 3 * number("m0") + 0x9E3779B97F4A7C15) % wide
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % wide
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % wide
    mentee, mentor = Person(" E0"), Person("M0")
    assert hashes(digests([mentee.key]), digests([mentor.key])).tolist() == [z ^ (z >> 31)]


def test_two_allowed_pairs_that_score_0_are_matched() -> None:
    plan = program(criteria=[{"kind": "same", "field": "function", "weight": 1}])
    mentors = (Person("m0", {"function": "finance"}), Person("m1", {"function": "finance"}))
    mentees = (Person("e0", {"function": "operations"}), Person("e1", {"function": "operations"}))
    cohort = Cohort(plan, mentors, mentees, {})
    _, assignment = solved(cohort)
    assert len(assignment.pairs) == 2
    assert list(assignment.points.values()) == [0, 0]
    assert assignment.proven


def test_nobody_is_paired_with_themself() -> None:
    plan = program(criteria=[{"kind": "same", "field": "function", "weight": 1}])
    both = Person("Ana", {"function": "finance"})
    cohort = Cohort(plan, (both,), (Person(" ANA ", {"function": "finance"}),), {})
    assert by_id(cohort) == set()
