"""The bound of an unproven set of pairs, in words."""

from __future__ import annotations

from typing import Any

import pytest

from mentorkit.bounds import unproven


def document(*certificates: tuple[str, float, float], optimise: str = "most_matched") -> dict[str, Any]:
    """A match of 12 of 20 mentees; 6 places are free."""
    return {
        "optimise": optimise,
        "proven": all(value == bound for _, value, bound in certificates),
        "totals": {"mentees": 20, "matched": 12},
        "free_places": [{"mentor": "m1", "places": 2}, {"mentor": "m2", "places": 4}],
        "certificates": [{"aim": aim, "value": value, "bound": bound} for aim, value, bound in certificates],
    }


@pytest.mark.parametrize(
    ("certificates", "said"),
    [
        ([("count", 12, 12), ("total", 900.5, 900.5)], ""),
        ([("count", 12, 15), ("total", 900.5, 1200)], "at most 3 more could be matched"),
        ([("count", 12, 99), ("total", 900.5, 1200)], "at most 6 more could be matched"),
        ([("tiers", 14, 16), ("count", 12, 18)], "at most 2 more could be matched, or in an earlier tier"),
        ([("count", 12, 12), ("total", 1000, 1013)], "the total could be at most 1.3 % higher"),
        ([("count", 12, 12), ("total", 1000, 1013.0001)], "the total could be at most 1.4 % higher"),
        ([("count", 12, 12), ("total", 1000, 1000.0001)], "the total could be at most 0.1 % higher"),
        ([("count", 12, 12), ("total", 1, 1201)], "the total could be at most 120,000.0 % higher"),
        ([("count", 12, 12), ("total", 0, 12.5)], "the total could be at most 12.5 points higher"),
        ([("count", 12, 12), ("total", -3.5, 1)], "the total could be at most 4.5 points higher"),
        ([("count", 12, 12), ("lowest", 20, 25.25)], "the lowest score could be at most 25.25"),
    ],
)
def test_the_first_open_bound_is_said(certificates: list[tuple[str, float, float]], said: str) -> None:
    assert unproven(document(*certificates)) == (f"Not proven optimal: {said}." if said else "")


def test_of_the_highest_total_the_total_comes_first() -> None:
    found = document(("total", 200, 210), ("count", 12, 10**9), optimise="highest_total")
    assert unproven(found) == "Not proven optimal: the total could be at most 5.0 % higher."
    found = document(("tiers", 3, 4), ("total", 200, 210), optimise="highest_total")
    assert "at most 1 more with priority could be matched, or in an earlier tier" in unproven(found)


def test_where_no_place_is_free_nobody_more_can_be_matched() -> None:
    found = document(("count", 12, 15), ("total", 100, 130)) | {"free_places": []}
    assert unproven(found) == "Not proven optimal: the total could be at most 30.0 % higher."
    found = document(("count", 12, 15), ("total", 100, 100)) | {"free_places": []}
    assert unproven(found) == "Not proven optimal."
