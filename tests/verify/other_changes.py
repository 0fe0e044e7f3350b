"""What is changed beside run.json: inputs after the run, and the tables of the run folder."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write

INPUTS: dict[str, tuple[str, str, str]] = {
    "a weight": ("program", "ordered: true, weight: 4", "ordered: true, weight: 5"),
    "a criterion's option": ("program", "ordered: true, weight: 4", "ordered: false, weight: 4"),
    "what a blank counts": ("program", "unknown: 0.5", "unknown: 0.25"),
    "a rule more": ("program", "  never:\n", "  never:\n    - {rule: same, field: location}\n"),
    "a rule less": ("program", "    - {rule: reporting_line}\n", ""),
    "a stricter rule": ("program", "at_least: 1}\n    - {rule: shares", "at_least: 2}\n    - {rule: shares"),
    "a wider rule": ("program", "at_most: 6}", "at_most: 0.5}"),
    "the floor": ("program", "floor: 15", "floor: 45"),
    "the capacity": ("program", "at_most: 2}\n  never", "at_most: 3}\n  never"),
    "the default capacity": ("program", "default: 1, at_most: 2", "default: 2, at_most: 2"),
    "the qualification": ("program", "value: 2, because", "value: 6, because"),
    "who waits": ("program", "conditional: match", "conditional: wait"),
    "the promises": ("program", "mean_score: 90", "mean_score: 50"),
    "the policy": ("program", "optimise: most_matched", "optimise: highest_total"),
    "the name": ("program", "name: Held to account", "name: Held"),
    "the program broken": ("program", "weight: 4", "wait: 4"),
    "a mentor's skills": ("mentors", "coaching;lean", "coaching"),
    "a mentor's capacity": ("mentors", "strategy;budgeting,2", "strategy;budgeting,1"),
    "a mentor's level": ("mentors", "bo@example.org,manager", "bo@example.org,analyst"),
    "a mentor's training": ("mentors", "operations,,,m1", "operations,basics,,m1"),
    "a mentor less": ("mentors", "m8,Sam Poe", "m9,Sam Poe"),
    "a mentor's address": ("mentors", "sam@example.org", "sam@example.net"),
    "a mentee's goals": ("mentees", "budgeting,yes", "strategy,yes"),
    "a mentee's language": ("mentees", "1,pt,", "1,en,"),
    "a mentee's answer": ("mentees", "strategy,no,yes", "strategy,yes,yes"),
    "a mentee's department": ("mentees", "hal@example.org,analyst,plant", "hal@example.org,analyst,sales"),
    "a mentee's name": ("mentees", "Hal Im", "Hal Imp"),
    "a mentee's wish": ("mentees", "m1;m4,m2", "m3;m4,m2"),
    "a mentee more": ("mentees", "e10,Sam P", "e12,Zoe,z@e.org,analyst,x,Lyon,1,en,lean,yes,,,\ne10,Sam P"),
    "a lock less": ("decisions", "e3,m3,lock", "e3,m3,"),
    "a lock more": ("decisions", "e6,m4,,", "e6,m1,lock,"),
    "a waiver less": ("decisions", "reporting_line;same department", "reporting_line"),
    "a pair forbidden": ("decisions", "e6,m4,,", "e6,m2,forbid,"),
    "a forbid less": ("decisions", "e5,m1,forbid", "e5,m1,"),
}
"""What is changed in an input after the run: file, text, other text."""

TABLE_CHANGES: dict[str, tuple[str, bytes, bytes]] = {
    "a mentor in pairs.csv": ("pairs.csv", b'"m3"', b'"m1"'),
    "a name in pairs.csv": ("pairs.csv", b"Hal Im", b"Hal I."),
    "an address in pairs.csv": ("pairs.csv", b"hal@example.org", b"mallory@example.org"),
    "a score in pairs.csv": ("pairs.csv", b"56.6667", b"96.6667"),
    "a reason in pairs.csv": ("pairs.csv", b"1 of 2 development goals", b"2 of 2 development goals"),
    "a lock in pairs.csv": ("pairs.csv", b'"lock"', b'""'),
    "a waiver in pairs.csv": ("pairs.csv", b"reporting_line, same department", b"reporting_line"),
    "a heading in pairs.csv": ("pairs.csv", b'"score"', b'"rating"'),
    "a value in pairs.csv": ("pairs.csv", b"0.666667", b"0.966667"),
    "a reason in unmatched.csv": ("unmatched.csv", b"places_full", b"not_eligible"),
    "a mentee in unmatched.csv": ("unmatched.csv", b'"e8"', b'"e1"'),
    "a detail in unmatched.csv": ("unmatched.csv", b"must be yes", b"must be no"),
    "a state in qualification.csv": ("qualification.csv", b'"not_yet"', b'"qualified"'),
    "an outcome in qualification.csv": ("qualification.csv", b'"not_met"', b'"met"'),
    "a rule in qualification.csv": ("qualification.csv", b"at_least tenure", b"at_most tenure"),
    "bytes that are no text": ("pairs.csv", b"Hal Im", b"\xff\xfe"),
    "an open quote": ("unmatched.csv", b'"e8"', b'"e8'),
    "an empty table": ("qualification.csv", b"", b""),
}
"""What is changed in a table of the run: file, bytes, other bytes."""


def change_table(folder: Path, name: str) -> None:
    """Change a table as TABLE_CHANGES says; an empty change empties it."""
    file, old, new = TABLE_CHANGES[name]
    data = (folder / file).read_bytes()
    assert old in data
    write(folder / file, data.replace(old, new, 1) if old else b"")
