"""Rosters that nobody here wrote, where they are at hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from tests.conftest import ROOT, SHARED_DATA, run

HERE = Path(__file__).parent / "programs"

pytestmark = pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the rosters are not at hand")


def rosters(folder: str, mentors: str = "mentors.csv") -> list[str]:
    return [
        "--mentors",
        str(SHARED_DATA / folder / mentors),
        "--mentees",
        str(SHARED_DATA / folder / "mentees.csv"),
    ]


def best_total(rows: list[list[str]], count: int) -> int:
    """The highest total in points of `count` pairs, one a person, by integer programming."""
    mentees = {name: n for n, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    mentors = {name: n for n, name in enumerate(dict.fromkeys(row[1] for row in rows))}
    points = np.array([round(float(row[2]) * 10_000) for row in rows])
    pairs = np.arange(len(rows))
    ones = np.ones(len(rows))
    once = [
        coo_array((ones, ([names[row[side]] for row in rows], pairs)), shape=(len(names), len(rows)))
        for side, names in ((0, mentees), (1, mentors))
    ]
    limits = [LinearConstraint(each.tocsr(), ub=1) for each in once]
    all_of_them = LinearConstraint(np.ones((1, len(rows))), lb=count, ub=count)
    found = milp(
        -points, constraints=[*limits, all_of_them], integrality=ones.astype(np.int64), bounds=Bounds(0, 1)
    )
    return round(-found.fun) if found.success else -1


def test_civil_service_is_matched_to_the_last_pair() -> None:
    program = str(ROOT / "programs" / "civil-service.yaml")
    ran = run("match", program, *rosters("civil-service"), "--format", "json", cwd=ROOT)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found["totals"]["matched"] == 35
    assert found["totals"]["mentees"] == 50
    listed = run("scores", program, *rosters("civil-service"), cwd=ROOT)
    rows = list(csv.reader(listed.out.splitlines()))[1:]
    assert len(rows) == 392
    assert best_total(rows, 36) == -1
    assert best_total(rows, 35) == round(found["totals"]["score"] * 10_000)


def test_in_a_shortage_places_fill_and_the_rest_are_named() -> None:
    ran = run("match", str(HERE / "shortage.yaml"), *rosters("shortage"), "--format", "json", cwd=ROOT)
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert found["totals"]["matched"] == 36
    assert found["free_places"] == []
    reasons = {each["reason"] for each in found["unmatched"]}
    assert len(found["unmatched"]) == 464
    assert reasons <= {"places_full", "no_eligible_mentor"}
    assert all(each["detail"] for each in found["unmatched"])


@pytest.mark.parametrize("mentors", ["mentors.csv", "mentors_header_on_row_2.csv"])
def test_forms_are_read_through_mapping_alone(mentors: str) -> None:
    ran = run("match", str(HERE / "forms.yaml"), *rosters("forms", mentors), "--format", "json", cwd=ROOT)
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert [each["code"] for each in found["findings"]] == ["MK819"]  # two people gave one address
    assert found["totals"]["matched"] == 7
    assert sum(each["places"] for each in found["free_places"]) == 1
    xavier = next(pair for pair in found["pairs"] if pair["mentee"] == "765432198")
    assert xavier["mentor"] == "456789123"
    assert [part["sentence"] for part in xavier["parts"]] == [
        "the mentee's choice 1 of 1",
        "2 of 2 development goals (Managing Up, Large career shifts)",
        "sites in common: Spring House, West Chester, Horsham",
    ]
