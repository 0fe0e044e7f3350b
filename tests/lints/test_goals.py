"""Lints of objectives: cases that say nothing, and what the others say."""

from __future__ import annotations

import pytest

from mentorkit.lints.no_measure import NO_MEASURE
from tests.lints.said import said

MEASURED = "{id: a, focus: skill_development, statement: Ten more coaches, measure: {metric: own}}"
BARE = "{id: a, focus: skill_development, statement: Ten more coaches}"


@pytest.mark.parametrize(
    ("objectives", "remarks"),
    [
        pytest.param(None, [], id="no objectives"),
        pytest.param(f"[{MEASURED}]", [], id="a measure"),
        pytest.param(f"[{BARE}]", ['objectives.0: the objective "a" has no measure'], id="none"),
    ],
)
def test_no_measure(objectives: str | None, remarks: list[str]) -> None:
    assert said(NO_MEASURE, objectives=objectives) == remarks
