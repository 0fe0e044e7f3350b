"""The fast arrays say what the plain definitions say, to the last point."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from mentorkit.grid import FULL
from mentorkit.scores import apportion, lowest_points
from tests.properties.cohorts import Cohort, cohorts


@given(cohorts())
def test_block_points_are_the_rounded_definitions(cohort: Cohort) -> None:
    scores = cohort.scores()
    rows = slice(0, len(scores.mentees))
    total, allowed = scores.block(rows)
    parts = [part.tolist() for part in scores.part_points(rows)]
    for i, mentee in enumerate(scores.mentees):
        for j, mentor in enumerate(scores.mentors):
            expected = []
            for criterion, points in zip(scores.matching.criteria, scores.points, strict=True):
                value = criterion.value(mentee, mentor, scores.facts)
                if criterion.asked_by and mentee.yes("asked") is not True:
                    value = Fraction(0)
                elif value is None:
                    value = Fraction(criterion.unknown)
                assert 0 <= value <= 1
                expected.append(round(points * value))
            assert [part[i][j] for part in parts] == expected
            assert total[i, j] == (sum(expected) if allowed[i, j] else 0)
            assert [part.points for part in scores.parts(i, j)] == expected


@given(cohorts())
def test_the_mask_is_the_hard_rules(cohort: Cohort) -> None:
    scores = cohort.scores()
    _, allowed = scores.block(slice(0, len(scores.mentees)))
    for i, mentee in enumerate(scores.mentees):
        for j, mentor in enumerate(scores.mentors):
            expected = mentee.key != mentor.key
            if i in scores.locks:
                assert allowed[i, j] == (scores.locks[i] == j)
                continue
            expected = expected and (i, j) not in scores.forbidden
            for never, constraints in ((True, scores.matching.never), (False, scores.matching.must)):
                for constraint in constraints:
                    held = constraint.holds(mentee, mentor, scores.facts)
                    if held is None:
                        blank = constraint.unknown or ("allow" if never else "forbid")
                        expected = expected and blank == "allow"
                    else:
                        expected = expected and held is not never
            assert allowed[i, j] == expected


@given(cohorts())
def test_weights_in_any_units_give_the_same_points(cohort: Cohort) -> None:
    criteria = cohort.program.matching.criteria
    points = apportion(criteria)
    assert sum(points) == FULL
    for factor in ("0.1", "3", "1000"):
        scaled = [
            criterion.model_copy(update={"weight": Fraction(str(criterion.weight)) * Fraction(factor)})
            for criterion in criteria
        ]
        assert apportion(scaled) == points


def test_the_floor_is_rounded_up_to_whole_points() -> None:
    from tests.properties.cohorts import program

    criteria = [{"kind": "preference", "weight": 1}]
    assert lowest_points(program(criteria=criteria, floor=25.5).matching) == 255_000
    assert lowest_points(program(criteria=criteria, floor=33.33333).matching) == 333_334


def test_every_criterion_and_constraint_is_drawn() -> None:
    from mentorkit.constraints import CONSTRAINTS
    from mentorkit.criteria import CRITERIA
    from tests.properties import cohorts

    def words(classes: tuple[type, ...], key: str) -> set[str]:
        return {each.model_fields[key].annotation.__args__[0] for each in classes}  # type: ignore[attr-defined]

    assert {each["kind"] for each in cohorts.CRITERIA} == words(CRITERIA, "kind")
    assert {each["rule"] for each in (*cohorts.NEVER, *cohorts.MUST)} == words(CONSTRAINTS, "rule")
