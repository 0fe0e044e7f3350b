"""Every loss and every cheapest change is what brute force finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit.assignment import assign
from mentorkit.constraints import Constraint
from mentorkit.people import Person
from mentorkit.qualification import Qualification, qualify
from mentorkit.reporting_lines import follow
from mentorkit.scores import Scores, lowest_points
from mentorkit.vocabulary import Facts
from mentorkit.what_if import locked, lower_floor, one_more_place, opened
from mentorkit.why import Why, why
from tests.properties.cohorts import BENCH, FUNCTIONS, LEVELS, Cohort, program, roster
from tests.properties.markets import CHANCE, FLOORS, POLICIES, TABLE, markets, ordinary
from tests.properties.oracle import Market, Pairs, best, market
from tests.properties.test_search import tiny_steps

PRICED = ("most_matched", "highest_total", "fair")
FEWER = settings(max_examples=settings().max_examples // 4)
RULES: dict[str, Any] = {
    "never": [{"rule": "same", "field": "function", "because": "the view from outside is the point"}],
    "must": [{"rule": "same", "field": "level"}],
}


def ruled(optimise: str, most: int = 5) -> st.SearchStrategy[Cohort]:
    """Markets with two hard rules and few other things that forbid pairs; often with too few places."""
    return st.builds(_ruled, CHANCE, markets(optimise, mentees=most, mentors=most))


def _ruled(chance: Random, cohort: Cohort) -> Cohort:
    def person(each: Person) -> Person:
        function, level = chance.choice([*FUNCTIONS, None]), chance.choice([*LEVELS[:2], *LEVELS[:2], None])
        more = {key: value for key, value in (("function", function), ("level", level)) if value is not None}
        return Person(each.id, {**dict(each.values), **more})

    rules = {key: RULES[key] for key in ("never", "must") if chance.random() < 0.7}
    floor = chance.choice([*FLOORS, 50])
    own = cohort.program.matching
    written = program(criteria=[TABLE], **rules, floor=floor).matching
    matching = own.model_copy(update={name: getattr(written, name) for name in ("never", "must", "floor")})
    decisions = tuple(each for each in cohort.decisions if each.decision == "lock" or chance.random() < 0.2)
    elsewhere = {
        (one.key, other.key): cohort.elsewhere.get((one.key, other.key), Fraction(chance.randint(1, 10**6)))
        for one in cohort.mentees
        for other in cohort.mentors
    }
    return Cohort(
        cohort.program.model_copy(update={"matching": matching}),
        tuple(map(person, cohort.mentors)),
        tuple(map(person, cohort.mentees)),
        elsewhere,
        decisions,
    )


def sides(cohort: Cohort) -> tuple[Facts, Qualification, Qualification]:
    rosters = [roster("mentors", cohort.mentors), roster("mentees", cohort.mentees)]
    facts = cohort.program.facts(follow(rosters)[0], {"elsewhere.csv": cohort.elsewhere}, BENCH)
    mentors, mentees = (qualify(cohort.program, each, facts) for each in rosters)
    return facts, mentors, mentees


def asked(cohort: Cohort, mentee: str, mentor: str | None = None) -> Why:
    _, mentors, mentees = sides(cohort)
    return why(cohort.program, cohort.scores(), mentors, mentees, mentee, mentor)


def order(market: Market, pairs: Pairs, decided: set[int]) -> tuple[int, ...]:
    """What a set comes to for the aims, first things first."""
    tiers, count, total = market.served(pairs)[: market.entries], len(pairs), market.total(pairs)
    least = min((market.points[pair] for pair in pairs if pair[0] not in decided), default=1_000_001)
    match market.optimise:
        case "highest_total":
            return *tiers, total, count
        case "fair":
            return *tiers, count, least, total
        case "fair_leximin":
            return (
                *tiers,
                count,
                *sorted(market.points[pair] for pair in pairs if pair[0] not in decided),
                total,
            )
        case "stable":
            return count, sum(market.points[pair] for pair in pairs)
    return *tiers, count, total


def solved(market: Market, cohort: Cohort, scores: Scores) -> Pairs:
    """The best set, by brute force; a stable one by the engine from given scores."""
    if market.optimise == "stable":
        return frozenset(assign(cohort.program, scores).pairs)
    return best(market)


def forced(market: Market, row: int, column: int) -> Market:
    locks = {mentee: mentor for mentee, mentor in market.locks.items() if mentee != row} | {row: column}
    taken, places = Counter(locks.values()), list(market.places)
    places[column] = max(places[column], taken[column])
    choosable = frozenset(pair for pair in market.choosable if pair[0] != row)
    return replace(market, locks=locks, choosable=choosable, places=tuple(places))


def moved(before: Pairs, after: Pairs) -> set[tuple[int, int | None, int | None]]:
    old, new = dict(before), dict(after)
    return {(row, old.get(row), new.get(row)) for row in old.keys() | new if old.get(row) != new.get(row)}


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data())
def test_the_loss_of_a_forced_pair_is_brute_force_s(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise, mentees=5, mentors=5) | ruled(optimise) | ordinary(optimise))
    plain, scores = market(cohort), cohort.scores()
    free = [row for row in range(len(plain.mentees)) if row not in plain.locks]
    if not free or not plain.mentors:
        return
    row, column = data.draw(st.sampled_from(free)), data.draw(st.integers(0, len(plain.mentors) - 1))
    found = asked(cohort, plain.mentees[row], plain.mentors[column]).asked
    assert found is not None
    assert found.points == plain.points[row, column]
    could = plain.loads(plain.held)[column] < plain.places[column]
    assert (not found.hurdles) == ((row, column) in plain.choosable and could)
    if any(hurdle.rule == "oneself" for hurdle in found.hurdles):
        assert found.loss is None
        return
    then = forced(plain, row, column)
    now, after = solved(plain, cohort, scores), solved(then, cohort, locked(scores, row, column))
    assert found.loss is not None
    assert found.loss.matched == len(now) - len(after)
    assert (
        found.loss.total
        == order(plain, now, set())[-1 if optimise != "highest_total" else -2]
        - (order(plain, after, set())[-1 if optimise != "highest_total" else -2])
    )
    at = {key: number for number, key in enumerate(plain.mentees)}
    to = {key: number for number, key in enumerate(plain.mentors)}
    told = {
        (at[each.mentee.key], each.before and to[each.before.key], each.after and to[each.after.key])
        for each in found.moves
    }
    assert told == moved(now, after)


@pytest.mark.parametrize("optimise", PRICED)
@FEWER
@given(data=st.data())
def test_the_mentors_that_come_next_are_the_cheapest(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise, mentees=6, mentors=7) | ordinary(optimise))
    plain = market(cohort)
    free = [row for row in range(len(plain.mentees)) if row not in plain.locks]
    if not free:
        return
    row = data.draw(st.sampled_from(free))
    now, decided, held = best(plain), set(plain.locks), plain.loads(plain.held)
    own = dict(now).get(row)
    ranked = sorted(
        (
            [-aim for aim in order(plain, best(forced(plain, row, column)), decided)],
            -plain.points[row, column],
            column,
        )
        for column in range(len(plain.mentors))
        if (row, column) in plain.choosable and column != own and held[column] < plain.places[column]
    )
    found = asked(cohort, plain.mentees[row])
    wanted = [plain.mentors[column] for _, _, column in ranked[:5]]
    assert [each.mentor.key for each in found.alternatives] == wanted
    for each, (aims, _, _) in zip(found.alternatives, ranked, strict=False):
        here = order(plain, now, decided)
        if optimise == "highest_total":
            assert each.loss.total == here[-2] + aims[-2]
        else:
            assert each.loss.matched == here[plain.entries] + aims[plain.entries]
            assert each.loss.total == here[-1] + aims[-1]
        assert aims >= [-aim for aim in here]


@pytest.mark.parametrize("optimise", POLICIES)
@given(data=st.data())
def test_no_single_change_is_better(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(ruled(optimise))
    plain, scores = market(cohort), cohort.scores()
    now = solved(plain, cohort, scores)
    left = [row for row in range(len(plain.mentees)) if row not in dict(now)]
    if not left:
        return
    row = data.draw(st.sampled_from(left))
    ranked = sorted(_changes(cohort, plain, scores, now, row))
    found = asked(cohort, plain.mentees[row]).remedy
    if not ranked:
        assert found is None
        return
    assert found is not None
    aims, moves, kind, mentor, rule, floor, given_to = ranked[0]
    kinds = ("waive", "place", "floor")
    assert (found.kind, found.mentor.key if found.mentor else "") == (kinds[kind], mentor)
    assert (found.rule, found.floor, found.given.key) == (rule, floor, given_to)
    assert len(found.moves) == moves
    here = order(plain, now, set(plain.locks))
    at = -2 if optimise == "highest_total" else -1
    assert found.loss.total == here[at] + aims[at]


def _changes(
    cohort: Cohort, plain: Market, scores: Scores, now: Pairs, row: int
) -> Iterator[tuple[Any, ...]]:
    """Every change after which the mentee has a mentor, as it ranks."""
    held, floor = plain.loads(plain.held), lowest_points(scores.matching)
    facts, mentors, _ = sides(cohort)
    able = {each.key for each in mentors.matchable}
    mentee = next(each for each in cohort.mentees if each.key == plain.mentees[row])

    def ranked(then: Market, after: Pairs, kind: int, mentor: str, rule: str, lower: int) -> Iterator[Any]:
        if row in dict(after):
            aims = [-aim for aim in order(then, after, set(plain.locks))]
            given_to = plain.mentors[dict(after)[row]]
            yield aims, len(moved(now, after)), kind, mentor, rule, lower, given_to

    for column, key in enumerate(plain.mentors):
        mentor = next(each for each in cohort.mentors if each.key == key)
        names = _broken(scores, mentee, mentor, facts)
        by_hand = any(
            (each.mentee, each.mentor, each.decision) == (mentee.key, key, "forbid")
            for each in cohort.decisions
        )
        closed = by_hand or key not in able or key == mentee.key
        has_place = held[column] < plain.places[column]
        if len(names) == 1 and not closed and plain.points[row, column] >= floor and has_place:
            then = replace(plain, choosable=plain.choosable | {(row, column)})
            after = solved(then, cohort, opened(scores, row, column))
            yield from ranked(then, after, 0, key, names.pop(), floor)
        if (row, column) in plain.choosable:
            places = [*plain.places]
            places[column] += 1
            then = replace(plain, places=tuple(places))
            yield from ranked(then, solved(then, cohort, one_more_place(scores, column)), 1, key, "", floor)
    if floor:
        without = cohort.program.matching.model_copy(update={"floor": 0})
        open_to = market(replace(cohort, program=cohort.program.model_copy(update={"matching": without})))
        lower = {
            open_to.points[pair]
            for pair in open_to.choosable
            if pair[0] == row and open_to.points[pair] < floor and held[pair[1]] < plain.places[pair[1]]
        }
        for points in sorted(lower, reverse=True):
            choosable = frozenset(pair for pair in open_to.choosable if open_to.points[pair] >= points)
            then = replace(open_to, choosable=choosable, optimise=plain.optimise)
            after = solved(then, cohort, lower_floor(cohort.program, scores, points)[1])
            if plain.optimise == "stable":
                after = frozenset(assign(*lower_floor(cohort.program, scores, points)).pairs)
            if row in dict(after):
                yield from ranked(then, after, 2, "", "", points)
                return


def _broken(scores: Scores, mentee: Person, mentor: Person, facts: Facts) -> set[str]:
    def forbids(never: bool, rule: Constraint) -> bool:
        held = rule.holds(mentee, mentor, facts)
        return rule.blank_forbids(never) if held is None else held is never

    return {rule.name for _, never, rule in scores.matching.constraints() if forbids(never, rule)}


@pytest.mark.parametrize("optimise", PRICED)
@FEWER
@given(data=st.data())
def test_searching_with_few_pairs_at_a_time_says_the_same(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(ruled(optimise))
    mentee = data.draw(st.sampled_from(cohort.scores().mentees or cohort.mentees))
    at_once = asked(cohort, mentee.key)
    with tiny_steps():
        found = asked(cohort, mentee.key)
    assert (found.alternatives, found.remedy) == (at_once.alternatives, at_once.remedy)


def test_a_lock_that_makes_a_place_may_serve_more_with_a_lower_score() -> None:
    numbers = {
        "e0": (782_609, 260_870, 69_565),
        "e1": (486_956, 260_870, 443_478),
        "e2": (956_522, 304_348, 373_913),
        "e3": (826_087, 130_435, 69_565),
        "e4": (695_652, 304_348, 286_956),
    }
    cohort = Cohort(
        program(criteria=[TABLE], optimise="fair", capacity={"default": 1, "at_most": 3}),
        tuple(Person(f"m{n}", {"capacity": Decimal(places)}) for n, places in enumerate((0, 1, 3))),
        tuple(map(Person, numbers)),
        {(key, f"m{n}"): Fraction(each[n]) for key, each in numbers.items() for n in range(3)},
    )
    found = asked(cohort, "e2", "m0").asked
    assert found is not None
    assert found.loss is not None
    assert found.loss.matched == -1
