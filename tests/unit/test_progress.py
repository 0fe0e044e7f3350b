"""Pairs on a day: stalled, ended, finished or active, and what was agreed with them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from mentorkit.finding import Location
from mentorkit.logs import Entry
from mentorkit.plans import Progress
from mentorkit.progress import Calendar, Couple, Standing, months, standings, whole_months

LAUNCH = dt.date(2027, 1, 11)
CLOSE = dt.date(2027, 12, 17)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2027-{text}")


def entry(on: str, kind: str | None = "meeting", mentee: str = "e1", **said: Any) -> Entry:
    fields: dict[str, Any] = {"status": None, "stage": None, "satisfaction": None, "reason": None, **said}
    return Entry((mentee, "m1"), day(on), kind, **fields, at=Location("log.csv", 2))  # type: ignore[arg-type]


def standing(
    *log: Entry, today: str = "03-01", left: Any = None, start: Any = LAUNCH, **plan: Any
) -> Standing:
    section = Progress.model_validate(plan)
    calendar = Calendar(day(today), LAUNCH, CLOSE)
    (found,) = standings(section, [Couple("E1", "m1", start)], log, left or {}, calendar)
    return found


STAGES = ["agreement", {"name": "work", "days": 100}, "closing"]


@pytest.mark.parametrize(
    ("log", "more", "state", "why"),
    [
        pytest.param([entry("02-01")], {}, "active", [], id="met lately"),
        pytest.param([], {"today": "02-25"}, "active", [], id="45 days without a meeting"),
        pytest.param(
            [],
            {"today": "02-26"},
            "stalled",
            ["no meeting so far, 46 days; 45 are allowed"],
            id="46 days without a meeting",
        ),
        pytest.param(
            [entry("01-12"), entry("02-20", "checkin")],
            {},
            "stalled",
            ["no meeting since 2027-01-12, 48 days; 45 are allowed"],
            id="a check-in is no meeting",
        ),
        pytest.param(
            [entry("01-12")], {"stalled_after_days": 60}, "active", [], id="as many days as the program says"
        ),
        pytest.param(
            [entry("02-01", stage="agreement"), entry("02-20", stage="agreement")],
            {"stages": STAGES},
            "stalled",
            ["in the stage agreement since 2027-02-01, 28 days; 21 are allowed"],
            id="21 days in a stage, since its first entry",
        ),
        pytest.param(
            [entry("02-08", stage="agreement")],
            {"stages": STAGES},
            "active",
            [],
            id="just 21 days in a stage",
        ),
        pytest.param(
            [entry("01-20", stage="work"), entry("02-20", stage="work")],
            {"stages": STAGES},
            "active",
            [],
            id="a stage with days of its own",
        ),
        pytest.param(
            [entry("01-20", stage="closing"), entry("02-20", stage="closing")],
            {"stages": STAGES},
            "active",
            [],
            id="the last stage takes as long as it takes",
        ),
        pytest.param(
            [entry("02-20"), entry("02-21", mentee="e2", stage="work")],
            {"stages": STAGES},
            "stalled",
            ["in the stage agreement since 2027-01-11, 49 days; 21 are allowed"],
            id="before anything is logged, the first stage",
        ),
        pytest.param([entry("02-20")], {"stages": STAGES}, "active", [], id="a log without stages"),
        pytest.param(
            [entry("02-01", status="ended", reason="no time")],
            {},
            "ended",
            ["ended on 2027-02-01: no time"],
            id="ended",
        ),
        pytest.param(
            [entry("02-01", status="finished")], {}, "finished", ["finished on 2027-02-01"], id="finished"
        ),
        pytest.param(
            [entry("02-01", status="ended"), entry("02-10", status="active")], {}, "active", [], id="resumed"
        ),
        pytest.param([entry("03-02", status="ended"), entry("02-10")], {}, "active", [], id="ends tomorrow"),
        pytest.param(
            [entry("02-20")],
            {"left": {"m1": "is gone"}},
            "ended",
            ["the mentor is gone"],
            id="the mentor left",
        ),
        pytest.param(
            [entry("02-20", status="finished")],
            {"left": {"e1": "is gone"}},
            "finished",
            ["finished on 2027-02-20"],
            id="left after they had finished",
        ),
        pytest.param([], {"today": "12-31"}, "finished", ["the program closed on 2027-12-17"], id="closed"),
        pytest.param(
            [], {"today": "01-10"}, "not_begun", ["it begins on 2027-01-11"], id="before the launch"
        ),
        pytest.param(
            [],
            {"start": None},
            "not_begun",
            ["nothing is logged, and the day it began is not known"],
            id="no day to begin with",
        ),
        pytest.param([entry("02-20")], {"start": None}, "active", [], id="it begins with its first entry"),
    ],
)
def test_a_pair_on_a_day(log: list[Entry], more: dict[str, Any], state: str, why: list[str]) -> None:
    found = standing(*sorted(log, key=lambda each: each.date), **more)
    assert (found.state, list(found.why)) == (state, why)


@pytest.mark.parametrize(
    ("start", "end", "months_over"),
    [
        ("01-11", "01-11", 0),
        ("01-11", "02-10", 0),
        ("01-11", "02-11", 1),
        ("01-31", "02-28", 0),
        ("01-31", "03-31", 2),
        ("05-01", "02-01", 0),
    ],
)
def test_months_that_are_over(start: str, end: str, months_over: int) -> None:
    assert whole_months(day(start), day(end)) == months_over


def test_meetings_against_the_plan() -> None:
    log = [entry("02-01"), entry("02-01"), entry("03-01"), entry("06-01", status="ended")]
    plan = {"meetings_per_month": Decimal("1.5")}
    found = standing(*log, today="11-01", plan=plan)
    assert (found.meetings, found.last) == (3, day("06-01"))  # both wrote down the first one
    assert found.planned == 6  # 4 months to the end, 1.5 each
    assert standing(*log[:3], today="05-12", plan=plan).planned == 6
    assert standing(today="12-31").planned == 11  # to the close, not to today


def test_check_ins_are_due_after_30_days_and_every_60() -> None:
    found = standing(entry("02-12", "checkin"), entry("04-01"), today="04-12")
    assert (found.checkins, found.checkins_due, found.next_checkin) == (1, 2, day("04-11"))
    assert standing(today="02-09").next_checkin == day("02-10")
    assert standing(entry("02-01", status="ended")).next_checkin is None


@pytest.mark.parametrize(
    ("answers", "mean", "trend"),
    [
        ([], None, None),
        ([5], 5, None),
        ([5, 4, 3], 4, None),
        ([5, 5, 3, 3], 4, -2),
        ([1, 2, 5, 4, 3], 3, 2),
    ],
)
def test_satisfaction_and_its_trend(answers: list[int], mean: int | None, trend: int | None) -> None:
    log = [entry(f"02-{number:02}", satisfaction=Decimal(n)) for number, n in enumerate(answers, start=1)]
    found = standing(*log)
    assert (found.satisfaction, found.answers, found.trend) == (mean, len(answers), trend)


def test_months_count_pairs_that_met() -> None:
    log = [
        entry("01-12", satisfaction=Decimal(4)),
        entry("01-13"),
        entry("01-14", "checkin", satisfaction=Decimal(5)),
        entry("02-01", mentee="stranger"),
        entry("02-02"),
        entry("03-02"),
    ]
    found = months(log, [("e1", "m1")], day("02-15"))
    assert [(each.month, each.meetings, each.pairs, each.satisfaction) for each in found] == [
        ("2027-01", 2, 1, Decimal("4.5")),
        ("2027-02", 1, 1, None),
    ]


def test_whoever_needs_somebody_comes_first() -> None:
    couples = [Couple("a", "m1", LAUNCH), Couple("b", "m2", LAUNCH), Couple("c", "m3", LAUNCH)]
    log = [Entry(("a", "m1"), day("02-20"), "meeting", None, None, None, None, Location("x"))]
    found = standings(Progress(), couples, log, {"c": "left"}, Calendar(day("03-01"), LAUNCH, CLOSE))
    assert [(each.couple.mentee, each.state) for each in found] == [
        ("b", "stalled"),
        ("c", "ended"),
        ("a", "active"),
    ]
