"""Lints of communication, training and pool: cases that say nothing, and what the others say."""

from __future__ import annotations

import pytest

from mentorkit.lints.audience_without_message import AUDIENCE_WITHOUT_MESSAGE
from mentorkit.lints.little_training import LITTLE_TRAINING
from mentorkit.lints.message_after_event import MESSAGE_AFTER_EVENT
from mentorkit.lints.message_without_date import MESSAGE_WITHOUT_DATE
from mentorkit.lints.message_without_owner import MESSAGE_WITHOUT_OWNER
from mentorkit.lints.no_pool import NO_POOL
from mentorkit.lints.pool_above_places import POOL_ABOVE_PLACES
from mentorkit.lints.pool_ignores_availability import POOL_IGNORES_AVAILABILITY
from mentorkit.lints.role_without_training import ROLE_WITHOUT_TRAINING
from mentorkit.lints.training_after_launch import TRAINING_AFTER_LAUNCH
from tests.lints.said import said

LAUNCH = "2027-01-11"


def messages(*some: str) -> str:
    """A communication section; every message has a subject."""
    return "{messages: [" + ", ".join(f"{{subject: Hello, {each}}}" for each in some) + "]}"


def to(*audiences: str) -> str:
    return messages(*(f"audience: {audience}" for audience in audiences))


@pytest.mark.parametrize(
    ("communication", "remarks"),
    [
        pytest.param(to("mentors", "mentees", "managers", "administrators"), [], id="all four"),
        pytest.param(
            to("sponsors", "administrators", "managers", "mentees", "mentors", "mentors"),
            [],
            id="more than four",
        ),
        pytest.param(None, [": nobody is told about the program: it has no messages"], id="no section"),
        pytest.param(
            "{}",
            ["communication: nobody is told about the program: it has no messages"],
            id="a blank section",
        ),
        pytest.param(
            "{messages: []}",
            ["communication: nobody is told about the program: it has no messages"],
            id="no message",
        ),
        pytest.param(
            to("mentors", "mentees"),
            [
                "communication: no message goes to managers",
                "communication: no message goes to administrators",
            ],
            id="two missing",
        ),
        pytest.param(
            to("sponsors"),
            [
                f"communication: no message goes to {audience}"
                for audience in ("mentors", "mentees", "managers", "administrators")
            ],
            id="sponsors alone",
        ),
    ],
)
def test_audience_without_message(communication: str | None, remarks: list[str]) -> None:
    assert said(AUDIENCE_WITHOUT_MESSAGE, communication=communication) == remarks


TRAININGS = (
    "{mentors: [{name: basics, due: 2026-12-18}, {name: talk}],"
    " mentees: [{name: basics, due: 2027-03-01}, {name: goals, due: 2027-01-08},"
    " {name: Launch, due: 2026-01-01}],"
    " managers: [{name: twice, due: 2026-12-01}, {name: twice}]}"
)
LATE = "communication.messages.0.on: the message of"


@pytest.mark.parametrize(
    ("message", "remarks"),
    [
        pytest.param("audience: mentors, on: 2027-02-01", [], id="announces nothing"),
        pytest.param("audience: mentors, announces: launch", [], id="no day"),
        pytest.param("audience: mentors, announces: launch, on: 2027-01-10", [], id="the day before"),
        pytest.param("audience: mentors, announces: launch, on: 2027-01-11", [], id="on the day"),
        pytest.param("audience: mentors, announces: close, on: 2027-12-17", [], id="at the close"),
        pytest.param("audience: mentors, announces: talk, on: 2029-01-01", [], id="a training without a day"),
        pytest.param(
            "audience: mentees, announces: basics, on: 2027-02-01", [], id="the audience's own training"
        ),
        pytest.param(
            "audience: managers, announces: basics, on: 2027-02-01", [], id="the later of two trainings"
        ),
        pytest.param("audience: managers, announces: twice, on: 2027-01-02", [], id="one of two has no day"),
        pytest.param(
            "audience: mentees, announces: launch, on: 2027-01-02", [], id="the launch, not a training"
        ),
        pytest.param(
            "audience: mentors, announces: launch, on: 2027-01-12",
            [f"{LATE} 2027-01-12 announces launch, which is on 2027-01-11, 1 day before"],
            id="the day after the launch",
        ),
        pytest.param(
            "audience: mentors, announces: Close, on: 2027-12-20",
            [f"{LATE} 2027-12-20 announces Close, which is on 2027-12-17, 3 days before"],
            id="after the close",
        ),
        pytest.param(
            "audience: mentors, announces: Basics, on: 2027-01-01",
            [f"{LATE} 2027-01-01 announces Basics, which is on 2026-12-18, 14 days before"],
            id="after the audience's own training",
        ),
        pytest.param(
            "audience: managers, announces: goals, on: 2027-01-09",
            [f"{LATE} 2027-01-09 announces goals, which is on 2027-01-08, 1 day before"],
            id="after a training of others",
        ),
    ],
)
def test_message_after_event(message: str, remarks: list[str]) -> None:
    sections = {"launch": LAUNCH, "close": "2027-12-17", "training": TRAININGS}
    assert said(MESSAGE_AFTER_EVENT, communication=messages(message), **sections) == remarks


def test_without_a_launch_or_a_plan_no_message_comes_late() -> None:
    late = messages("audience: mentors, announces: launch, on: 2027-01-12")
    assert said(MESSAGE_AFTER_EVENT, communication=late) == []
    assert said(MESSAGE_AFTER_EVENT, launch=LAUNCH) == []


def test_every_late_message_is_named() -> None:
    late = "audience: mentors, announces: launch, on: 2027-01-12"
    found = said(MESSAGE_AFTER_EVENT, launch=LAUNCH, communication=messages(late, late))
    assert [remark.partition(":")[0] for remark in found] == [
        "communication.messages.0.on",
        "communication.messages.1.on",
    ]


@pytest.mark.parametrize(
    ("communication", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("{}", [], id="a blank section"),
        pytest.param(messages("audience: mentors, owner: HR"), [], id="named"),
        pytest.param(
            messages("audience: mentors, owner: HR", "audience: mentees", "audience: managers"),
            [
                'communication.messages.1: nobody is named to send "Hello" to mentees',
                'communication.messages.2: nobody is named to send "Hello" to managers',
            ],
            id="two of three without",
        ),
    ],
)
def test_message_without_owner(communication: str | None, remarks: list[str]) -> None:
    assert said(MESSAGE_WITHOUT_OWNER, communication=communication) == remarks


@pytest.mark.parametrize(
    ("communication", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param(messages("audience: mentors, on: 2027-01-04"), [], id="a day"),
        pytest.param(
            messages("audience: mentors, announces: launch, owner: HR"),
            ['communication.messages.0: no day is set for "Hello" to mentors'],
            id="none",
        ),
    ],
)
def test_message_without_date(communication: str | None, remarks: list[str]) -> None:
    assert said(MESSAGE_WITHOUT_DATE, communication=communication) == remarks


@pytest.mark.parametrize(
    ("training", "remarks"),
    [
        pytest.param(
            "{mentors: [{name: a}], mentees: [{name: b}], managers: [{name: c}]}", [], id="all three"
        ),
        pytest.param(
            None, [": nobody is trained for their part: the program has no training"], id="no section"
        ),
        pytest.param(
            "{}", ["training: nobody is trained for their part: the program has no training"], id="blank"
        ),
        pytest.param(
            "{mentors: [{name: a}], managers: [{name: c}]}", ["training: mentees get no training"], id="one"
        ),
        pytest.param(
            "{mentees: [{name: a}]}",
            ["training: mentors get no training", "training: managers get no training"],
            id="two",
        ),
    ],
)
def test_role_without_training(training: str | None, remarks: list[str]) -> None:
    assert said(ROLE_WITHOUT_TRAINING, training=training) == remarks


AFTER = "after the launch on 2027-01-11"
EARLY = "{name: basics, hours: 3, due: 2027-01-08}"


@pytest.mark.parametrize(
    ("training", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("{}", [], id="blank"),
        pytest.param(f"{{mentors: [{EARLY}]}}", [], id="before"),
        pytest.param("{mentors: [{name: basics, due: 2027-01-11}]}", [], id="on the day"),
        pytest.param("{mentors: [{name: basics}]}", [], id="no day"),
        pytest.param(
            f"{{mentors: [{EARLY}, {{name: more, due: 2027-02-10}}]}}", [], id="goes on 30 days later"
        ),
        pytest.param(
            f"{{mentors: [{EARLY}, {{name: more, due: 2027-02-09}}]}}",
            [f'training.mentors.1.due: "more" for mentors is due on 2027-02-09, {AFTER}'],
            id="29 days later",
        ),
        pytest.param(
            "{mentees: [{name: goals, due: 2027-06-01}]}",
            [f'training.mentees.0.due: "goals" for mentees is due on 2027-06-01, {AFTER}'],
            id="the only one, much later",
        ),
        pytest.param(
            f"{{mentors: [{EARLY}, {{name: Listening, due: 2027-06-01}}]}}",
            [f'training.mentors.1.due: "Listening" for mentors is due on 2027-06-01, {AFTER}'],
            id="a rule waits for it",
        ),
        pytest.param(
            "{managers: [{name: brief, due: 2027-01-12}], mentees: [{name: goals, due: 2027-01-12}]}",
            [
                f'training.mentees.0.due: "goals" for mentees is due on 2027-01-12, {AFTER}',
                f'training.managers.0.due: "brief" for managers is due on 2027-01-12, {AFTER}',
            ],
            id="two roles",
        ),
    ],
)
def test_training_after_launch(training: str | None, remarks: list[str]) -> None:
    waiting = "{mentors: {require: [{rule: training_completed, training: listening}]}}"
    qualification = waiting if training and "Listening" in training else None
    found = said(TRAINING_AFTER_LAUNCH, launch=LAUNCH, training=training, qualification=qualification)
    assert found == remarks


def test_without_a_launch_no_training_is_late() -> None:
    assert said(TRAINING_AFTER_LAUNCH, training="{mentors: [{name: a, due: 2030-01-01}]}") == []


@pytest.mark.parametrize(
    ("training", "remarks"),
    [
        pytest.param(None, [], id="no section"),
        pytest.param("{mentors: [], mentees: []}", [], id="no training"),
        pytest.param(
            "{mentors: [{name: a, hours: 2}], mentees: [{name: b, hours: 2.5}]}", [], id="two hours"
        ),
        pytest.param("{mentors: [{name: a, hours: 0.5}, {name: b, hours: 1.5}]}", [], id="two hours in two"),
        pytest.param("{mentors: [{name: a, hours: 1}, {name: b}]}", [], id="hours not given"),
        pytest.param("{managers: [{name: a, hours: 0.5}]}", [], id="managers need less"),
        pytest.param(
            "{mentors: [{name: a, hours: 2, due: 2027-01-20}]}", [], id="late, which is another matter"
        ),
        pytest.param(
            "{mentors: [{name: a, hours: 1}]}",
            ["training.mentors: mentors get 1 hour of training for the start, less than 2"],
            id="one hour",
        ),
        pytest.param(
            "{mentors: [{name: a, hours: 1, due: 2027-01-04}, {name: b, hours: 4, due: 2027-05-04}]}",
            ["training.mentors: mentors get 1 hour of training for the start, less than 2"],
            id="the rest comes later",
        ),
        pytest.param(
            "{mentors: [{name: a, hours: 1.75}], mentees: [{name: b, hours: 0.1}, {name: c, hours: 0.2}]}",
            [
                "training.mentors: mentors get 1.75 hours of training for the start, less than 2",
                "training.mentees: mentees get 0.3 hours of training for the start, less than 2",
            ],
            id="both roles",
        ),
    ],
)
def test_little_training(training: str | None, remarks: list[str]) -> None:
    assert said(LITTLE_TRAINING, launch=LAUNCH, training=training) == remarks


def test_without_a_launch_all_training_counts() -> None:
    assert said(LITTLE_TRAINING, training="{mentors: [{name: a, hours: 3, due: 2030-01-01}]}") == []


@pytest.mark.parametrize(
    ("sections", "remarks"),
    [
        pytest.param({"pool": "{mentees: {size: 20}}"}, [], id="a pool of mentees"),
        pytest.param({"pool": "{mentors: {}}"}, [], id="a pool of mentors"),
        pytest.param({"cycle": "2"}, [], id="a later cycle"),
        pytest.param(
            {},
            [": nothing says who is chosen for the first cycle: it has no pilot pool"],
            id="no cycle named",
        ),
        pytest.param(
            {"cycle": "1", "pool": "{}"},
            ["pool: nothing says who is chosen for the first cycle: it has no pilot pool"],
            id="a blank pool",
        ),
    ],
)
def test_no_pool(sections: dict[str, str], remarks: list[str]) -> None:
    assert said(NO_POOL, **sections) == remarks


WORDS = (
    "{levels: [junior, senior],"
    " fields: {hours_a_month: number, timeline: text, endorsed: yes_no, size: text}}"
)
SENIOR = "{rule: level_at_least, value: senior}"
BOX = "{kind: nine_box, field: size, best: [star], weight: 1}"
BUSY = "does not look at who has time"


@pytest.mark.parametrize(
    ("pool", "remarks"),
    [
        pytest.param(None, [], id="no pool"),
        pytest.param("{}", [], id="a blank pool"),
        pytest.param(
            "{mentees: {rank_by: [{kind: availability, full: 3, weight: 1}]}}",
            [],
            id="ranked by availability",
        ),
        pytest.param(
            "{mentees: {require: [{rule: at_least, field: hours_a_month, value: 4}]}}", [], id="hours"
        ),
        pytest.param(
            "{mentors: {rank_by: [{kind: nine_box, name: capacity, field: size, best: [star], weight: 1}]}}",
            [],
            id="capacity",
        ),
        pytest.param(
            "{mentees: {require: [{rule: answered_yes, field: endorsed, because: gives the time}]}}",
            [],
            id="time in the reason",
        ),
        pytest.param(
            "{mentees: {size: 20}}", [f"pool.mentees: the pool of mentees {BUSY}"], id="only a size"
        ),
        pytest.param(
            f"{{mentees: {{require: [{SENIOR}], rank_by: [{BOX}]}}, mentors: {{}}}}",
            [f"pool.mentees: the pool of mentees {BUSY}", f"pool.mentors: the pool of mentors {BUSY}"],
            id="both sides",
        ),
        pytest.param(
            "{mentees: {rank_by: [{kind: nine_box, field: timeline, best: [star], weight: 1}]},"
            " mentors: {rank_by: [{kind: availability, full: 3, weight: 1}]}}",
            [f"pool.mentees: the pool of mentees {BUSY}"],
            id="a word that only begins like time",
        ),
    ],
)
def test_pool_ignores_availability(pool: str | None, remarks: list[str]) -> None:
    assert said(POOL_IGNORES_AVAILABILITY, vocabulary=WORDS, pool=pool) == remarks


def test_a_qualification_rule_of_time_counts_for_the_pool_of_its_role() -> None:
    pool = f"{{mentees: {{require: [{SENIOR}]}}, mentors: {{require: [{SENIOR}]}}}}"
    rules = "{mentees: {require: [{rule: at_least, field: hours_a_month, value: 2}]}}"
    found = said(POOL_IGNORES_AVAILABILITY, vocabulary=WORDS, pool=pool, qualification=rules)
    assert found == [f"pool.mentors: the pool of mentors {BUSY}"]


@pytest.mark.parametrize(
    ("pool", "capacity", "remarks"),
    [
        pytest.param(None, "{}", [], id="no pool"),
        pytest.param("{mentees: {size: 20}}", "{}", [], id="no pool of mentors"),
        pytest.param("{mentees: {}, mentors: {size: 2}}", "{}", [], id="no size of mentees"),
        pytest.param("{mentees: {size: 9}, mentors: {}}", "{}", [], id="no size of mentors"),
        pytest.param("{mentees: {size: 20}, mentors: {size: 20}}", "{}", [], id="just enough"),
        pytest.param(
            "{mentees: {size: 24}, mentors: {size: 12}}", "{at_most: 2}", [], id="enough at the most"
        ),
        pytest.param(
            "{mentees: {size: 21}, mentors: {size: 20}}",
            "{}",
            ["pool.mentees.size: 21 mentees in the pool for 20 mentors of 1 place each: 1 too many"],
            id="one too many",
        ),
        pytest.param(
            "{mentees: {size: 30}, mentors: {size: 12}}",
            "{default: 1, at_most: 2}",
            ["pool.mentees.size: 30 mentees in the pool for 12 mentors of 2 places each: 6 too many"],
            id="more than the most",
        ),
        pytest.param(
            "{mentees: {size: 3}, mentors: {size: 12}}",
            "{default: 0}",
            ["pool.mentees.size: 3 mentees in the pool for 12 mentors of 0 places each: 3 too many"],
            id="no places at all",
        ),
    ],
)
def test_pool_above_places(pool: str | None, capacity: str, remarks: list[str]) -> None:
    matching = f"{{capacity: {capacity}, criteria: [{{kind: same, field: location, weight: 1}}]}}"
    assert said(POOL_ABOVE_PLACES, pool=pool, matching=matching) == remarks
