"""The plan, its calendar, and who may read what, case by case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

import pytest
from icalendar import Calendar

from mentorkit import load
from mentorkit.communication import carried, dates, tasks
from mentorkit.export.eml import address
from mentorkit.export.ics import calendar
from mentorkit.export.letter_files import letter_files
from mentorkit.export.templated import SHOWN
from mentorkit.letters import Letter
from mentorkit.plans.communication import Message
from mentorkit.program import Program
from mentorkit.readers import AUDIENCES, may_hear, readers
from mentorkit.vocabulary import Audience
from tests.conftest import program_text, write, write_program

PLAN = (
    "{messages: [{audience: mentors, subject: Welcome, on: 2026-11-02},"
    " {audience: mentors, subject: Sometime},"
    " {audience: mentees, subject: Your mentor, on: 2027-01-06, announces: launch},"
    " {audience: mentees, subject: Before, on: 2027-01-08},"
    " {audience: mentors, subject: 'Last; call, everyone', on: 2027-01-02, owner: Ann},"
    " {audience: mentees, subject: Thanks, on: 2027-12-01},"
    " {audience: managers, subject: Thanks, on: 2027-12-01}]}"
)
SECTIONS = {
    "launch": "2027-01-11",
    "close": "2027-12-17",
    "sponsors": "[{name: Bo, role: COO}]",
    "training": "{mentors: [{name: listening, hours: 1, due: 2027-01-04}, {name: more, required: false}]}",
    "communication": PLAN,
}


def program(folder: Path, **changes: str | None) -> Program:
    write_program(folder)
    path = write(folder / "program.yaml", program_text(**{**SECTIONS, **changes}))
    found, findings = load.program(str(path))
    assert found is not None, findings
    return found.program


@pytest.mark.parametrize(
    ("audience", "matched", "number"),
    [
        pytest.param("mentors", False, 0, id="the first of all"),
        pytest.param("mentors", True, 4, id="the last by the launch"),
        pytest.param("mentees", True, 2, id="the one that announces the launch"),
        pytest.param("mentees", False, 2, id="the first of the mentees"),
        pytest.param("managers", True, 6, id="the only one, though late"),
        pytest.param("sponsors", True, None, id="none"),
    ],
)
def test_which_message_letters_carry(
    tmp_path: Path, audience: Audience, matched: bool, number: int | None
) -> None:
    assert carried(program(tmp_path), audience, matched=matched) == number


def test_tasks_are_by_day_and_without_what_is_done(tmp_path: Path) -> None:
    plan = program(tmp_path)
    first, second, third = tasks(plan, "mentors")
    assert (first.day, first.what) == (dt.date(2027, 1, 4), "complete the training listening (1 hour)")
    assert second.day == plan.launch
    assert (third.day, third.what) == (None, "if you like, complete the training more")
    assert [step.what for step in tasks(plan, "mentors", {"listening", "more"})] == [second.what]
    assert tasks(plan, "mentors", (), {"more"})[2].what == "complete the training more"
    assert [step.day for step in dates(plan, "mentors")] == [first.day, plan.launch, plan.close]
    assert tasks(plan, "sponsors") == []
    assert len(tasks(plan, "administrators")) == 7


def test_the_calendar_can_be_read_and_keeps_its_entries(tmp_path: Path) -> None:
    def events(**changes: str) -> dict[str, Any]:
        found = Calendar.from_ical(calendar(program(tmp_path, **changes)))
        return {str(event["SUMMARY"]): event for event in found.walk("VEVENT")}

    before, after = events(), events(communication=PLAN.replace("2027-01-02", "2027-01-05"))
    assert len(before) == 6 + 3
    title = "To the mentors: Last; call, everyone"
    assert before[title]["DTSTART"].dt == dt.date(2027, 1, 2)
    assert before[title].to_ical().count(b"VALUE=DATE") == 2
    assert after[title]["DTSTART"].dt == dt.date(2027, 1, 5)
    assert {name: event["UID"] for name, event in before.items()} == {
        name: event["UID"] for name, event in after.items()
    }
    assert len({str(event["UID"]) for event in before.values()}) == len(before)
    assert calendar(program(tmp_path)) == calendar(program(tmp_path))


def test_a_calendar_without_days_is_empty(tmp_path: Path) -> None:
    empty = calendar(program(tmp_path, launch=None, close=None, training=None, communication=None))
    assert b"VEVENT" not in empty


ALL = set(AUDIENCES)
PAIR = {"mentors", "mentees", "administrators"}


@pytest.mark.parametrize(
    ("field", "who"),
    [
        pytest.param("name", ALL, id="the directory"),
        pytest.param("level", ALL, id="a level"),
        pytest.param("skills", PAIR, id="a built-in field"),
        pytest.param("preferences", {"administrators"}, id="wishes"),
        pytest.param("tenure", PAIR, id="an own field"),
        pytest.param("badge", {"managers"}, id="named readers"),
        pytest.param("risk", set(), id="private"),
        pytest.param("unheard", set(), id="no field"),
    ],
)
def test_who_reads_a_field(tmp_path: Path, field: str, who: set[str]) -> None:
    words = "{fields: {tenure: number, badge: {readers: [managers]}, risk: {type: text, private: true}}}"
    assert set(readers(program(tmp_path, vocabulary=words).vocabulary, field)) == who


@pytest.mark.parametrize(
    ("criterion", "who"),
    [
        pytest.param("kind: same, field: location", ALL, id="known to all"),
        pytest.param("kind: same, mentee: location, mentor: badge", {"managers"}, id="both sides count"),
        pytest.param("kind: same, mentee: risk, mentor: location", set(), id="one side private"),
        pytest.param("kind: same, field: location, asked_by: risky", set(), id="asked by a private field"),
        pytest.param("kind: preference", {"administrators"}, id="wishes"),
        pytest.param("kind: table, file: t.csv", {"administrators"}, id="a score table"),
    ],
)
def test_who_hears_a_criterion(tmp_path: Path, criterion: str, who: set[str]) -> None:
    words = (
        "{fields: {badge: {readers: [managers]}, risk: {type: text, private: true},"
        " risky: {type: yes_no, private: true}}}"
    )
    matching = f"{{criteria: [{{{criterion}, weight: 1}}]}}"
    found = program(tmp_path, vocabulary=words, matching=matching)
    (made,) = found.matching.criteria
    assert {each for each in AUDIENCES if may_hear(found.vocabulary, made, each)} == who


def test_audiences_are_those_of_messages() -> None:
    assert get_args(Message.model_fields["audience"].annotation) == AUDIENCES


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a_b*c*", r"a\_b\*c\*", id="emphasis"),
        pytest.param("<b>&", "&lt;b&gt;&amp;", id="html"),
        pytest.param("1. first", r"1\. first", id="a list"),
        pytest.param("86.7", "86.7", id="a number"),
        pytest.param("# heading", r"\# heading", id="a heading"),
        pytest.param("- item", r"\- item", id="an item"),
        pytest.param("a\nb\u2028c", "a b\ufffdc", id="lines"),
        pytest.param("[x](y)", r"\[x\](y)", id="a link"),
    ],
)
def test_markdown_shows_text(text: str, shown: str) -> None:
    written = SHOWN["md"]
    assert written is not None
    assert written(text) == shown


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("a.b+c@example.org", "a.b+c@example.org", id="plain"),
        pytest.param("a@example.org\r\nBcc: b@example.org", None, id="a header"),
        pytest.param("a@example.org,b@example.org", None, id="two"),
        pytest.param("Ann <a@example.org>", None, id="a name"),
        pytest.param("ünal@example.org", None, id="letters before the sign"),
        pytest.param("a@localhost", None, id="no domain"),
        pytest.param(None, None, id="none"),
    ],
)
def test_addresses(text: str | None, known: str | None) -> None:
    assert address(text) == known


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(["../../etc/passwd", "..", "/"], id="paths"),
        pytest.param(["e 1", "e-1", "e.1", "e1"], id="near ones"),
        pytest.param(["ä", "ö", "名"], id="other letters"),
        pytest.param(["x" * 300, "x" * 301], id="long ones"),
        pytest.param(["CON", "nul.", "a:b", 'a"b', "a\nb"], id="of other systems"),
    ],
)
def test_names_of_files(ids: list[str]) -> None:
    values = {"program": None}
    letters = [Letter("mentees", each, each, None, "Hi", None, values) for each in ids]
    files, names = letter_files(letters, ["text"] * len(ids), None)
    assert len({name.lower() for name in names}) == len(ids)
    assert files.keys() == {*names, "letters.csv"}
    for name in names:
        folder, _, own = name.partition("/")
        assert folder == "letters"
        assert len(own) < 100
        assert set(own) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@_.-")
        assert own.startswith("mentee-")
        assert own.endswith(".eml")
