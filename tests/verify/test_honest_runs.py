"""A run that says the truth verifies: under every policy, and in what the real command writes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mentorkit.people import Person
from mentorkit.verify import _verify as verification
from mentorkit.verify import verify
from tests.properties.cohorts import Cohort, program
from tests.properties.markets import POLICIES, TABLE, markets, ordinary
from tests.verify.honest import honest, inputs_of, run_of, waiving


@pytest.mark.parametrize("optimise", POLICIES)
@given(data=st.data())
@settings(max_examples=40, phases=[Phase.generate])
def test_nothing_is_wrong_with_an_honest_run(optimise: str, data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets(optimise, mentees=5, mentors=4) | ordinary(optimise)))
    inputs = inputs_of(cohort)
    verdict = verify(run_of(honest(cohort), inputs), inputs)
    assert [f"{each.code} {each.message}" for each in verdict.findings] == []
    assert verdict.holds


@pytest.mark.parametrize("optimise", POLICIES)
@given(data=st.data())
@settings(max_examples=12, phases=[Phase.generate])
def test_nothing_is_wrong_with_a_sample_of_an_honest_run(optimise: str, data: st.DataObject) -> None:
    cohort = waiving(data.draw(markets(optimise, mentees=5, mentors=4)))
    inputs = inputs_of(cohort)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verification, "FULL_UP_TO", 1)
        patch.setattr(verification, "SAMPLE", 2)
        verdict = verify(run_of(honest(cohort), inputs), inputs)
        assert verdict.findings == []
        assert verdict.seen == min(2, verdict.mentees)
        assert verify(run_of(honest(cohort), inputs), inputs, full=True).seen == verdict.mentees


def test_a_sample_sees_pairs_that_beat_their_gains() -> None:
    cohort = large(60)
    inputs, told = inputs_of(cohort), honest(cohort)
    told["certificates"][-1]["gains"] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verification, "FULL_UP_TO", 10)
        patch.setattr(verification, "SAMPLE", 10)
        verdict = verify(run_of(told, inputs), inputs)
    assert verdict.seen == 10
    wrong = [each.message for each in verdict.findings if "gains more from" in each.message]
    assert len(wrong) > 10


def large(mentees: int) -> Cohort:
    """Many mentees and two mentors, whom everybody may have and only few get."""
    points = {(f"e{n}", f"m{k}"): Fraction(500_000 + 7 * n + k) for n in range(mentees) for k in range(2)}
    mentors = tuple(Person(f"m{k}", {"capacity": Decimal(20)}) for k in range(2))
    plan = program(criteria=[TABLE], capacity={"default": 1})
    return Cohort(plan, mentors, tuple(Person(f"e{n}") for n in range(mentees)), points)
