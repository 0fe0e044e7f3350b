"""Chains of managers over all rosters, and how far they can be seen."""

from __future__ import annotations

import pytest

from mentorkit.finding import Location
from mentorkit.people import Person, Role, Roster
from mentorkit.reporting_lines import ReportingLines, follow
from tests.conftest import told


def roster(role: Role, *rows: tuple[str, str] | tuple[str, str, dict[str, str]]) -> Roster:
    """People by id and manager, a line each; a blank manager is not known."""
    file = f"{role}.csv"
    people = []
    for line, (who, manager, *more) in enumerate(rows, start=2):
        values = {**({"manager": manager} if manager else {}), **(more[0] if more else {})}
        people.append(Person(who, values, Location(file, line, 1)))
    return Roster(role, tuple(people), {(file, ""): {"id": (0,), "manager": (1,)}})


def lines(*rosters: Roster) -> ReportingLines:
    """The lines of rosters without faults."""
    found, findings = follow(rosters)
    assert told(findings) == []
    return found


def related(found: ReportingLines, one: str, other: str) -> bool | None:
    """The same in both directions."""
    answers = {found.related(Person(a), Person(b)) for a, b in ((one, other), (other, one))}
    assert len(answers) == 1
    return answers.pop()


CHAIN = roster(
    "people",
    ("a", "b"),
    ("b", "c"),
    ("c", "boss"),
    ("x", "boss"),
    ("boss", ""),
    ("alone", ""),
)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("a", "b", True),
        ("a", "c", True),
        ("a", "boss", True),
        ("A", "BOSS", True),
        ("a", "x", False),
        ("b", "x", False),
        ("boss", "x", True),
        ("a", "alone", None),
        ("a", "nobody", False),
    ],
)
def test_related(one: str, other: str, answer: bool | None) -> None:
    assert related(lines(CHAIN), one, other) is answer


def test_above_is_nearest_first() -> None:
    assert lines(CHAIN).above["a"] == ("b", "c", "boss")


def test_whoever_is_the_own_manager_is_at_the_top() -> None:
    found = lines(roster("people", ("a", "top"), ("top", "Top")))
    assert (found.above["top"], related(found, "a", "top"), found.cut) == ((), True, frozenset())


@pytest.mark.parametrize("named", ["b1", "B1", "boss@example.org", "BOSS@example.org", "Bea Oss", "bea  oss"])
def test_a_manager_may_be_named_by_id_mail_or_name(named: str) -> None:
    top = ("b1", "", {"email": "Boss@example.org", "name": "Bea Oss"})
    assert lines(roster("people", ("a", named), top)).above["a"] == ("b1",)


def test_a_name_of_two_people_counts_for_both() -> None:
    found, findings = follow(
        [roster("people", ("a", "Bea Oss"), ("b1", "", {"name": "Bea Oss"}), ("b2", "", {"name": "bea oss"}))]
    )
    assert found.above["a"] == ("b1", "b2")
    assert [each.code for each in findings] == ["MK813"]


def test_lines_run_through_all_rosters() -> None:
    found = lines(
        roster("mentors", ("m", "boss")), roster("mentees", ("e", "m")), roster("people", ("boss", ""))
    )
    assert found.above["e"] == ("m", "boss")


@pytest.mark.parametrize(
    ("rows", "message", "line"),
    [
        ([("a", "gone")], 'the manager "gone" is in no roster', 2),
        ([("a", "b"), ("b", "gone"), ("c", "GONE")], 'the manager "gone" is in no roster', 3),
        ([("a", "g1"), ("b", "g2")], 'the manager "g1" (and 1 other manager) is in no roster', 2),
        (
            [("a", "g1"), ("b", "g2"), ("c", "g3")],
            'the manager "g1" (and 2 other managers) is in no roster',
            2,
        ),
    ],
)
def test_unseen_managers_are_told_once(rows: list[tuple[str, str]], message: str, line: int) -> None:
    _, findings = follow([roster("mentees", *rows)])
    assert told(findings) == [
        f"mentees.csv:{line}:2 MK813 {message}: reporting lines are followed only that far"
    ]
    assert findings[0].hint == "give everyone's manager in a roster: people"


def test_what_is_seen_counts_where_the_line_ends_early() -> None:
    found, _ = follow([roster("mentees", ("a", "b"), ("b", "gone"), ("x", "gone"))])
    assert (related(found, "a", "b"), related(found, "a", "x")) == (True, None)


@pytest.mark.parametrize(
    ("rows", "circle", "line"),
    [
        ([("a", "b"), ("b", "a")], "a → b → a", 2),
        ([("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")], "a → b → c → a", 3),
        ([("Ann", "Bo"), ("Bo", "ANN")], "Ann → Bo → Ann", 2),
    ],
    ids=["two", "three, and one below", "names as written"],
)
def test_circle(rows: list[tuple[str, str]], circle: str, line: int) -> None:
    found, findings = follow([roster("people", *rows)])
    assert told(findings) == [f"people.csv:{line}:2 MK812 managers lead in a circle: {circle}"]
    first, second = rows[0][0], rows[1][0]
    assert related(found, first, second) is True


def test_two_circles_are_two_findings() -> None:
    _, findings = follow([roster("people", ("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("e", "c"))])
    assert told(findings) == [
        "people.csv:2:2 MK812 managers lead in a circle: a → b → a",
        "people.csv:4:2 MK812 managers lead in a circle: c → d → c",
    ]


def test_nobody_in_a_circle_is_unrelated_to_others_for_sure() -> None:
    found, _ = follow([roster("people", ("a", "b"), ("b", "a"), ("x", "top"), ("top", ""))])
    assert related(found, "a", "x") is None


def test_the_later_roster_counts_where_managers_differ() -> None:
    found, findings = follow(
        [roster("mentees", ("e", "old"), ("old", "")), roster("people", ("e", "new"), ("new", ""))]
    )
    assert told(findings) == ['people.csv:2:2 MK818 "e" has the manager "new" here and "old" in mentees.csv']
    assert (findings[0].hint, found.above["e"]) == ("this one counts", ("new",))


@pytest.mark.parametrize("again", ["B1", "boss@example.org", "Bea Oss"])
def test_one_manager_named_in_two_ways_is_no_difference(again: str) -> None:
    boss = ("b1", "", {"email": "boss@example.org", "name": "Bea Oss"})
    assert lines(roster("mentees", ("e", "b1")), roster("people", ("e", again), boss)).above["e"] == ("b1",)


def test_a_long_chain() -> None:
    people = [(f"p{n}", f"p{n + 1}") for n in range(3000)] + [("p3000", "")]
    found = lines(roster("people", *people))
    assert (len(found.above["p0"]), related(found, "p0", "p3000")) == (3000, True)
