"""Who is ready, who lacks what by when, and the places that wait."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from mentorkit.completions import Transcript
from mentorkit.people import Person, Roster
from mentorkit.training import Gate, awaited, effect, known_by, learners, managers
from tests.lints.said import program

TRAINING = (
    "{mentors: [{name: listening, hours: 3, due: 2026-12-18}, {name: basics, hours: 1.5}, "
    "{name: later, hours: 2, due: 2027-06-01}, {name: book, required: false}], "
    "mentees: [{name: goals, due: 2027-01-08}]}"
)
LAUNCH = "2027-01-11"
BEFORE, AFTER = dt.date(2026, 12, 18), dt.date(2026, 12, 19)
DONE = dt.date(2026, 12, 1)


def mentor(done: dict[str, dt.date | None], today: dt.date = BEFORE, own: tuple[str, ...] = ()) -> Any:
    values = {"training_completed": own} if own else {}
    transcript = Transcript({("m1", name): day for name, day in done.items()})
    plan = program(training=TRAINING, launch=LAUNCH)
    (found,) = learners(plan, {"mentors": [Person("m1", values)]}, transcript, today)
    return found


@pytest.mark.parametrize(
    ("done", "today", "own", "state", "states"),
    [
        pytest.param({}, BEFORE, (), "open", "open open later optional", id="on the day nothing is late"),
        pytest.param({}, AFTER, (), "overdue", "overdue open later optional", id="the day after"),
        pytest.param(
            {"listening": DONE, "basics": None}, AFTER, (), "ready", "done done later optional", id="ready"
        ),
        pytest.param(
            {"listening": DONE, "basics": None},
            dt.date(2027, 6, 2),
            (),
            "overdue",
            "done done overdue optional",
            id="what was later is late",
        ),
        pytest.param(
            {"listening": AFTER, "basics": None}, BEFORE, (), "open", "open done later optional", id="to come"
        ),
        pytest.param(
            {"book": None},
            BEFORE,
            ("Listening", "BASICS"),
            "ready",
            "done done later done",
            id="the roster's",
        ),
    ],
)
def test_states(
    done: dict[str, dt.date | None], today: dt.date, own: tuple[str, ...], state: str, states: str
) -> None:
    found = mentor(done, today, own)
    assert found.state == state
    assert " ".join(duty.state for duty in found.duties) == states


def test_hours_and_what_is_missing() -> None:
    found = mentor({"basics": DONE}, AFTER)
    assert found.hours("done") == Decimal("1.5")
    assert found.hours("open", "overdue", "later") == 5
    assert [duty.module.name for duty in found.missing] == ["listening"]
    assert [duty.on for duty in found.duties] == [None, DONE, None, None]


def test_whoever_waits_for_a_training_must_complete_it() -> None:
    plan = program(training=TRAINING, launch=LAUNCH)
    people = {"mentors": [Person("m1"), Person("m2")]}
    waiting = {"m2": {"book", "listening"}}
    found = learners(plan, people, Transcript(), BEFORE, waiting)  # type: ignore[arg-type]
    assert [each.duties[3].state for each in found] == ["optional", "open"]


def test_awaited_trainings() -> None:
    plan = program(training=TRAINING, vocabulary=VOCABULARY, qualification=QUALIFICATION % "")
    stars = {"m1": 5, "m2": 4, "m3": 3}
    people = tuple(
        Person(key, {"stars": Decimal(number), "training_completed": ("basics",) * (key != "m1")})
        for key, number in stars.items()
    )
    found = awaited(plan, plan.facts(), [Roster("mentors", people)])
    assert found == {"m1": {"basics"}, "m2": {"listening"}}


def test_a_role_without_trainings_has_nobody() -> None:
    assert learners(program(training=TRAINING), {"managers": [Person("a")]}, Transcript(), BEFORE) == ()


def test_managers_of_mentees() -> None:
    mentees = Roster(
        "mentees",
        (
            Person("e1", {"manager": "Ann Lee"}),
            Person("e2", {"manager": "m1"}),
            Person("e3"),
            Person("e4", {"manager": "somebody@x.org"}),
            Person("e5"),
            Person("e6", {"manager": "Cy Roe"}),
        ),
    )
    mentors = Roster("mentors", (Person("m1", {"name": "Ann Lee"}), Person("m2", {"name": "Cy Roe"})))
    people = Roster(
        "people", (Person("e3", {"manager": "p1"}), Person("p1"), Person("p2", {"name": "Cy Roe"}))
    )
    found = managers(mentees, [mentors, mentees, people])
    assert [each.id for each in found] == ["m1", "p1", "somebody@x.org"]


QUALIFICATION = (
    "{mentors: {require: [{rule: training_completed, training: basics}], "
    "communication: {rule: rating, field: stars, at_least: 5, conditional_from: 4, after: listening}%s}}"
)
VOCABULARY = "{fields: {stars: number}}"


@pytest.mark.parametrize(
    ("conditional", "matched"),
    [pytest.param("", False, id="wait"), pytest.param(", conditional: match", True, id="match")],
)
def test_places_that_wait(conditional: str, matched: bool) -> None:
    plan = program(
        training=TRAINING,
        launch=LAUNCH,
        vocabulary=VOCABULARY,
        qualification=QUALIFICATION % conditional,
        matching="{capacity: {default: 2}, criteria: [{kind: same, field: location, weight: 1}]}",
    )
    stars = [
        ("m1", 5, ["basics"]),
        ("m2", 5, []),
        ("m3", 4, ["basics"]),
        ("m4", 4, []),
        ("m5", 3, ["basics"]),
    ]
    people = tuple(Person(key, {"stars": Decimal(number)}) for key, number, _ in stars)
    done = Transcript({(key, name): DONE for key, _, names in stars for name in names})
    mentors = known_by(Roster("mentors", people), done, BEFORE, ["basics", "listening"])
    mentees = Roster("mentees", (Person("e1"), Person("e2")))
    found = learners(plan, {"mentors": mentors.people}, done, BEFORE)
    places = effect(plan, plan.facts(), mentors, mentees, found)
    assert (places.qualified, places.untrained, places.waiting, places.mentees) == (2, 2, 6, 2)
    assert places.gates == (Gate("basics", 1, 2), Gate("listening", 1, 2), Gate("", 3, 6))
    assert places.of == {"m2": 2, "m3": 2, "m4": 2}
    assert places.matched_already is matched
