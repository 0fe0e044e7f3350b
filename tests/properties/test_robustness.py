"""Pairs under other weights: the shares are those of matching again by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit import robustness as module
from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.criteria._base import WORDS
from mentorkit.people import Person
from mentorkit.report import Report
from mentorkit.robustness import Robustness, changes, robustness
from mentorkit.robustness_report import UNSETTLED, with_robustness
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import POLICIES, markets, ordinary

FEWER = settings(max_examples=settings().max_examples // 4)
"""A quarter of the profile's examples: each is matched more than ten times."""


def tried(
    cohort: Cohort, runs: int, seed: int = 1, over: Sequence[bool] = (), watch: Watch | None = None
) -> Robustness:
    """The robustness of a cohort's pairs; `over` answers one question after the other, then no."""
    answers = iter(over)
    scores = cohort.scores()
    own = assign(cohort.program, scores)
    return robustness(cohort.program, scores, own, runs, seed, watch or Watch(), lambda: next(answers, False))


def weighed(cohort: Cohort, factors: Sequence[Fraction]) -> Cohort:
    """The cohort of a program with other numbers for its weights, qualified and scored anew."""
    criteria = [
        each.model_copy(update={"weight": Fraction(WORDS.get(str(each.weight), each.weight)) * factor})
        for each, factor in zip(cohort.program.matching.criteria, factors, strict=True)
    ]
    matching = cohort.program.matching.model_copy(update={"criteria": tuple(criteria)})
    return replace(cohort, program=cohort.program.model_copy(update={"matching": matching}))


def by_hand(cohort: Cohort, runs: int, seed: int) -> Iterator[list[Fraction]]:
    """The factors as the page on it says."""
    chance = random.Random(seed)  # noqa: S311  # weights, not secrets
    for _ in range(runs):
        yield [Fraction(800 + int(401 * chance.random()), 1000) for _ in cohort.program.matching.criteria]


def pairs(cohort: Cohort) -> set[tuple[int, int]]:
    return {*assign(cohort.program, cohort.scores()).pairs}


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data(), runs=st.integers(1, 6), seed=st.integers(0, 99))
def test_each_share_is_that_of_matching_again(
    optimise: str, data: st.DataObject, runs: int, seed: int
) -> None:
    cohort = data.draw(ordinary(optimise))
    found, own = tried(cohort, runs, seed), pairs(cohort)
    again = [pairs(weighed(cohort, factors)) for factors in by_hand(cohort, runs, seed)]
    assert (found.asked, found.runs, found.seed) == (runs, runs, seed)
    assert dict(found.kept) == {pair: sum(pair in run for run in again) for pair in own}
    assert [count for _, count in found.kept] == sorted(count for _, count in found.kept)
    criteria = cohort.program.matching.criteria
    for number, (criterion, sway) in enumerate(zip(criteria, found.sways, strict=True)):
        up, down = (
            [factor if at == number else Fraction(1) for at in range(len(criteria))]
            for factor in (Fraction(6, 5), Fraction(4, 5))
        )
        assert sway.criterion == criterion.label
        assert sway.up == len(own - pairs(weighed(cohort, up)))
        assert sway.down == len(own - pairs(weighed(cohort, down)))


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data())
def test_a_single_weight_says_nothing_and_moves_nothing(optimise: str, data: st.DataObject) -> None:
    found = tried(data.draw(markets(optimise)), 3)
    assert all(count == 3 for _, count in found.kept)
    assert [(each.up, each.down) for each in found.sways] == [(0, 0)]


@FEWER
@given(ordinary("most_matched"))
def test_locked_pairs_stay(cohort: Cohort) -> None:
    kept = dict(tried(cohort, 3).kept)
    assert {kept[pair] for pair in cohort.scores().locks.items()} <= {3}


def contested() -> Cohort:
    """One mentor of the mentee's function, and one of a higher level: the weights decide."""
    plan = program(
        criteria=[
            {"kind": "same", "field": "function", "weight": "medium"},
            {"kind": "level_gap", "ideal": 1, "weight": "medium"},
        ]
    )
    mentors = (
        Person("m0", {"function": "operations", "level": "junior"}),
        Person("m1", {"function": "finance", "level": "senior"}),
    )
    return Cohort(plan, mentors, (Person("e0", {"function": "operations", "level": "junior"}),), {})


def test_a_contested_mentee_by_hand() -> None:
    """A level gap of 0 counts 0.5, so that m0 has 50 + 25 and m1 has 50: no change makes m1 better."""
    found = tried(contested(), 20)
    assert found.kept == (((0, 0), 20),)
    cohort = contested()
    criteria = cohort.program.matching.criteria
    heavier = criteria[1].model_copy(update={"weight": Decimal(5)})
    matching = cohort.program.matching.model_copy(
        update={"criteria": (criteria[0].model_copy(update={"weight": Decimal("2.6")}), heavier)}
    )
    cohort = replace(cohort, program=cohort.program.model_copy(update={"matching": matching}))
    # m0 has function + gap / 2, m1 the gap: m0 is better where 2.6 f > 2.5 g.
    stays = [26 * function > 25 * gap for function, gap in by_hand(cohort, 20, 1)]
    found = tried(cohort, 20)
    assert found.kept == (((0, 0), sum(stays)),)
    assert 0 < sum(stays) < 20
    assert [(each.up, each.down) for each in found.sways] == [(0, 1), (1, 0)]


def test_the_factors_are_those_of_the_page() -> None:
    first, second = changes(3, 2, seed=1)
    assert [str(each) for each in first] == ["0.853", "1.139", "1.106"]
    assert all(Decimal("0.8") <= each <= Decimal("1.2") for each in second)
    many = [each for run in changes(10, 2_000, seed=5) for each in run]
    assert {min(many), max(many)} == {Decimal("0.8"), Decimal("1.2")}


def test_words_are_weights() -> None:
    assert [each.stated for each in contested().program.matching.criteria] == [Decimal(3), Decimal(3)]


@pytest.mark.parametrize(
    ("over", "runs", "looked"),
    [
        ([True] * 9, 1, 0),
        ([False, True, True], 2, 0),
        ([False] * 4 + [True] * 2, 5, 0),
        ([False] * 5 + [False, True], 5, 1),
        ([False] * 5 + [False, False, False, True], 5, 3),
    ],
)
def test_it_ends_after_the_run_in_which_the_time_is_over(over: list[bool], runs: int, looked: int) -> None:
    found = tried(contested(), 5, over=over)
    assert (found.asked, found.runs) == (5, runs)
    sides = [side for sway in found.sways for side in (sway.up, sway.down)]
    assert [side is not None for side in sides] == [True] * looked + [False] * (4 - looked)


def test_unproven_runs_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second search is cut off."""
    made: list[Assignment] = []

    def cut(*rest: Any, **more: Any) -> Assignment:
        found = assign(*rest, **more)
        made.append(found)
        if len(made) % 2:
            return found
        open_ended = tuple(replace(each, bound=each.value + 1) for each in found.certificates)
        return replace(found, certificates=open_ended)

    monkeypatch.setattr(module, "assign", cut)
    found = tried(contested(), 6)
    assert (found.asked, found.runs) == (6, 3)
    assert found.kept == (((0, 0), 3),)
    assert [(each.up, each.down) for each in found.sways] == [(0, None), (0, None)]


def test_stopped_it_says_what_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0

    def cut(*rest: Any, **more: Any) -> Assignment:
        nonlocal made
        made += 1
        if made == 3:
            raise Stopped
        return assign(*rest, **more)

    monkeypatch.setattr(module, "assign", cut)
    found = tried(contested(), 6)
    assert (found.asked, found.runs) == (6, 2)
    assert all(each.up is None and each.down is None for each in found.sways)
    assert tried(contested(), 6, watch=Watch(stop=lambda: True)).runs == 0


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    tried(contested(), 3, watch=Watch(lambda *news: told.append(news)))
    assert told == [("other weights", number, 7) for number in range(7)]


def test_what_stands_in_the_document() -> None:
    cohort = contested()
    report = with_robustness(Report("", (), {"kept": 1}), cohort.scores(), tried(cohort, 4))
    assert report.document == {
        "kept": 1,
        "robustness": {
            "runs": 4,
            "asked": 4,
            "seed": 1,
            "pairs": [{"mentee": "e0", "mentor": "m0", "kept": 100.0}],
            "weights": [
                {"criterion": "same function", "up": 0, "down": 0},
                {"criterion": "level_gap", "up": 0, "down": 0},
            ],
        },
    }
    assert [each.name for each in report.listings] == ["robustness", "weights"]
    assert [len(each.rows) for each in report.listings] == [1, 2]


def said(found: Robustness | None) -> str:
    return " ".join(with_robustness(Report("", (), {}), contested().scores(), found).summary)


def test_what_is_said_of_it() -> None:
    whole = tried(contested(), 4)
    assert "1 of 1 pair stayed in each of 4 runs" in said(whole)
    assert "No pair changes where one weight alone changes by 20 %." in said(whole)
    some = tried(contested(), 4, over=[False, True, True])
    assert "There was time for 2 of 4 runs." in said(some)
    assert "alone" not in said(some)
    moving = replace(whole, sways=(replace(whole.sways[0], up=0, down=3), whole.sways[1]))
    assert "The weight of same function moves most pairs: 3 where it alone changes by 20 %." in said(moving)
    assert said(None) == UNSETTLED
    nothing = tried(contested(), 4, watch=Watch(stop=lambda: True))
    assert said(nothing) == "Other weights were not tried: the search was ended before."
    assert with_robustness(Report("", (), {}), contested().scores(), nothing).document["robustness"] == {
        "runs": 0,
        "asked": 4,
        "seed": 1,
        "pairs": [],
        "weights": [
            {"criterion": "same function", "up": None, "down": None},
            {"criterion": "level_gap", "up": None, "down": None},
        ],
    }
