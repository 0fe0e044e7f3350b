"""What each decision costs is what brute force finds without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, Watch, assign
from mentorkit.decision_costs import NOT_ASKED, STOPPED, Costs, Totals, _sharing, costs
from mentorkit.decisions import Decision
from mentorkit.finding import CannotRun, Location
from mentorkit.scores import Scores
from tests.properties.cohorts import Cohort
from tests.properties.markets import CHANCE, _market, markets, ordinary
from tests.properties.oracle import best, market

POLICIES = ("most_matched", "highest_total", "fair", "fair_leximin")
FEWER = settings(max_examples=settings().max_examples // 2)
ALL = ("floor", "capacity", "qualification")


def wanted(cohort: Cohort, decisions: Sequence[Decision]) -> Totals:
    """The totals of the best set under some decisions, by brute force."""
    expected = market(replace(cohort, decisions=tuple(decisions)))
    points = [expected.points[pair] for pair in best(expected)]
    return Totals(len(points), sum(points), min(points, default=None))


def found(cohort: Cohort, **named: object) -> tuple[Assignment, Costs]:
    def rescored(decisions: Sequence[Decision]) -> Scores:
        return replace(cohort, decisions=tuple(decisions)).scores()

    now = assign(cohort.program, cohort.scores())
    return now, costs(cohort.program, now, cohort.decisions, rescored, **named)  # type: ignore[arg-type]


def decided(cohort: Cohort, chance: Random) -> Cohort:
    """The cohort with a few decisions more: forbids of any pair, also of one that the best set has."""
    taken = {(each.mentee, each.mentor) for each in cohort.decisions}
    now = assign(cohort.program, cohort.scores())
    pairs = [(now.scores.mentees[row].key, now.scores.mentors[column].key) for row, column in now.pairs]
    more = [
        Decision(*pair, "forbid", Location("decisions.csv"), waive=ALL)
        for pair in pairs
        if pair not in taken and chance.random() < 0.4
    ]
    return replace(cohort, decisions=(*cohort.decisions, *more))


@pytest.mark.parametrize("optimise", POLICIES)
@FEWER
@given(data=st.data())
def test_each_decision_costs_what_solving_again_without_it_brings(optimise: str, data: st.DataObject) -> None:
    cohort = data.draw(markets(optimise, mentees=5, mentors=5) | ordinary(optimise))
    cohort = decided(cohort, data.draw(CHANCE))
    _, made = found(cohort)
    assert made.before == wanted(cohort, ())
    assert made.after == wanted(cohort, cohort.decisions)
    assert [each.decision for each in made.each] == [*cohort.decisions]
    for each in made.each:
        assert each.without == wanted(cohort, [other for other in cohort.decisions if other != each.decision])
        assert each.why == ""


@FEWER
@given(data=st.data())
def test_sharing_what_is_worked_out_changes_nothing(data: st.DataObject) -> None:
    """Scores without a decision are those made from nothing, block for block."""
    cohort = decided(data.draw(ordinary("most_matched")), data.draw(CHANCE))
    now = assign(cohort.program, cohort.scores())
    for decision in cohort.decisions:
        left = tuple(each for each in cohort.decisions if each != decision)
        alone = replace(cohort, decisions=left).scores()
        shared = _sharing(now.scores, replace(cohort, decisions=left).scores())
        whole = slice(0, len(alone.mentees))
        for one, other in zip(alone.block(whole), shared.block(whole), strict=True):
            assert (one == other).all()


def three() -> Cohort:
    """A cohort with three decisions that the program would not make."""
    return next(each for each in (_drawn(seed) for seed in range(1_000)) if len(each.decisions) >= 3)


def _drawn(seed: int) -> Cohort:
    return _market(Random(seed), "most_matched", 5, 5, True)  # noqa: S311  # people, not secrets


def test_only_the_first_are_tried_alone() -> None:
    _, made = found(three(), first=1)
    assert made.before is not None
    assert made.each[0].without is not None
    assert {(each.without, each.why) for each in made.each[1:]} == {(None, NOT_ASKED)}


def test_none_are_tried_where_none_are_asked_for() -> None:
    _, made = found(three(), first=0)
    assert (made.before, made.why) == (None, NOT_ASKED)
    assert {each.why for each in made.each} == {NOT_ASKED}


def test_progress_is_told_and_a_stop_leaves_the_rest_unknown() -> None:
    told: list[tuple[str, int, int]] = []

    def heard(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    cohort = three()
    many = len(cohort.decisions)
    watch = Watch(heard, lambda: (told or [("", 0, 0)])[-1][:2] == ("what the decisions cost", 2))
    _, made = found(cohort, watch=watch)
    assert ("what the decisions cost", 0, many + 1) in told
    assert made.before is not None
    assert made.each[0].without is not None
    assert (made.each[1].without, made.each[1].why) == (None, STOPPED)


def test_what_cannot_be_solved_is_said() -> None:
    cohort = three()

    def rescored(decisions: Sequence[Decision]) -> Scores:
        if len(decisions) < len(cohort.decisions) - 1:
            return replace(cohort, decisions=tuple(decisions)).scores()
        raise CannotRun("no exact method")

    locks = replace(
        cohort, decisions=tuple(replace(each, decision="lock", waive=ALL) for each in cohort.decisions[:1])
    )
    now = assign(locks.program, locks.scores())
    made = costs(locks.program, now, (*locks.decisions, *locks.decisions), rescored)
    assert len(made.each) == 1  # two rows of one pair are one decision
    assert made.each[0].without == wanted(locks, ())
    cohort = locks
    made = costs(locks.program, now, locks.decisions, rescored)
    assert (made.each[0].without, made.each[0].why) == (None, "no exact method")


def test_an_unproven_set_has_no_price() -> None:
    cohort = three()
    now = assign(cohort.program, cohort.scores())
    open_still = tuple(replace(each, bound=each.bound + 1) for each in now.certificates)
    made = costs(
        cohort.program, replace(now, certificates=open_still), cohort.decisions, lambda _: now.scores
    )
    assert made.before is None
    assert {each.why for each in made.each} == {STOPPED}
