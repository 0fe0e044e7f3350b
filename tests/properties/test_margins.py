"""What changes are said to cost or bring is what solving again gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mentorkit.assignment import Assignment, assign
from mentorkit.assignment.margins import Margins, one_more_place
from mentorkit.scores import Scores
from tests.properties.cohorts import Cohort
from tests.properties.markets import markets

POLICIES = st.sampled_from(["most_matched", "highest_total"])


def reached(assignment: Assignment) -> tuple[int, int]:
    """Served mentees, weighed by tier (and all of them after the total), and the total less its costs."""
    aims = assignment.aims
    served = sum(aims.served[mentee] for mentee, _ in assignment.pairs)
    total = sum(assignment.points.values()) - aims.cost(mentor for _, mentor in assignment.pairs)
    return int(served), total


def forced(scores: Scores, mentee: int, mentor: int) -> Scores:
    """The same with a pair that is chosen by hand."""
    return replace(scores, locks={**scores.locks, mentee: mentor})


@given(POLICIES.flatmap(markets))
def test_every_alternative_costs_what_forcing_it_costs(cohort: Cohort) -> None:
    scores = cohort.scores()
    found = assign(cohort.program, scores)
    assert found.optimum is not None
    before = reached(found)
    margins = Margins(found, found.optimum)
    matched = dict(found.pairs)
    for mentee, alternatives in margins.alternatives(99):
        told = {each.mentor: each for each in alternatives}
        assert [each.loss for each in alternatives] == sorted(each.loss for each in alternatives)
        for mentor in range(len(scores.mentors)):
            if mentor == matched.get(mentee) or not scores.places[mentor]:
                continue
            points, allowed = scores.block(slice(mentee, mentee + 1))
            if not allowed[0, mentor] or points[0, mentor] < found.chosen_from.least:
                assert mentor not in told
                continue
            if Counter(scores.locks.values())[mentor] >= scores.places[mentor]:
                continue
            after = reached(assign(cohort.program, forced(scores, mentee, mentor)))
            if mentor in told:
                assert told[mentor].points == points[0, mentor]
                assert after[1] == before[1] - told[mentor].loss
                assert after[0] == before[0]
            else:
                assert after[0] < before[0] or before[1] - after[1] > margins.points


@given(POLICIES.flatmap(markets))
def test_one_more_place_brings_what_solving_again_brings(cohort: Cohort) -> None:
    scores = cohort.scores()
    found = assign(cohort.program, scores)
    assert found.optimum is not None
    before = reached(found)
    told = {mentor: gain for mentor, *gain in one_more_place(found, found.optimum)}
    for mentor in range(len(scores.mentors)):
        if mentor in scores.only_locked:
            continue
        places = tuple(count + (at == mentor) for at, count in enumerate(scores.places))
        again = assign(cohort.program, replace(scores, places=places))
        more = reached(again)
        also = len(again.pairs) - len(found.pairs) if found.aims.total_first else 0
        gain = [more[0] - before[0] + also, more[1] - before[1]]
        assert told.get(mentor, [0, 0]) == gain
