"""Tables with a row a pair: decisions taken by hand, and scores made elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mentorkit.columns import squash
from mentorkit.decisions import Decision, conflicts
from mentorkit.fields import Field, UnreadableCell, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.people import Roster
from mentorkit.tables import Table

HINTS = 20
"""Unknown people for whom the nearest name is looked up; it takes a while for each."""
OPTIONAL = ("reason", "by", "waive")
"""Columns that decisions may have."""


def decisions(table: Table, mentors: Roster, mentees: Roster) -> tuple[tuple[Decision, ...], list[Finding]]:
    """Decisions from the columns mentee, mentor, decision and, where given, reason, by and waive.

    A row without a decision is passed over: a reviewed list holds every pair.
    """
    columns, findings = _columns(table, ("mentee", "mentor", "decision"))
    if findings:
        return (), findings
    found = []
    for line, row in _rows(table, columns):
        word = row["decision"].casefold()
        if not word:
            continue
        at = table.at(line, columns["decision"])
        mentee = _known(row["mentee"], mentees, table.at(line, columns["mentee"]), findings)
        mentor = _known(row["mentor"], mentors, table.at(line, columns["mentor"]), findings)
        if word not in ("lock", "forbid"):
            findings.append(Finding("MK902", f'"{row["decision"]}" is neither lock nor forbid', at))
        elif mentee and mentor:
            waived = (part.strip() for part in row.get("waive", "").replace(",", ";").split(";"))
            found.append(
                Decision(
                    mentee,
                    mentor,
                    "lock" if word == "lock" else "forbid",
                    at,
                    row.get("reason", ""),
                    row.get("by", ""),
                    tuple(part for part in waived if part),
                )
            )
    return tuple(found), [*findings, *conflicts(found)]


def scores(
    table: Table, limits: Field, mentors: Roster, mentees: Roster
) -> tuple[dict[tuple[str, str], Fraction], list[Finding]]:
    """(mentee key, mentor key) to number, from the columns mentee, mentor and value.

    `limits` says which numbers are in range. Rows of people who are not in the rosters are counted.
    """
    columns, findings = _columns(table, ("mentee", "mentor", "value"))
    found: dict[tuple[str, str], Fraction] = {}
    strangers: list[int] = []
    for line, row in () if findings else _rows(table, columns):
        mentee, mentor = mentees.called(row["mentee"]), mentors.called(row["mentor"])
        at = table.at(line, columns["value"])
        try:
            number = Fraction(limits.number(row["value"])) if row["value"] else None
        except UnreadableCell as error:
            findings.append(Finding("MK807", error.message, at, error.hint))
            continue
        if number is None:
            continue
        if mentee is None or mentor is None:
            strangers.append(line)
            continue
        if found.setdefault((mentee, mentor), number) != number:
            findings.append(Finding("MK809", "the pair stands here a second time, with another value", at))
    if strangers:
        rows = "1 row names" if len(strangers) == 1 else f"{len(strangers)} rows name"
        message = f"{rows} people who are not in the rosters"
        findings.append(Finding("MK821", message, table.at(strangers[0]), "this is the first of them"))
    return found, findings


def _columns(table: Table, needed: Sequence[str]) -> tuple[dict[str, int], list[Finding]]:
    columns: dict[str, int] = {}
    findings: list[Finding] = []
    for number, heading in enumerate(table.headings):
        name = squash(heading)
        if name in columns and name in (*needed, *OPTIONAL):
            place = table.at(table.heading_line, number)
            hint = "rename one of the columns"
            findings.append(Finding("MK805", f'"{heading}" stands here a second time', place, hint))
        columns.setdefault(name, number)
    place = table.at(table.heading_line)
    findings += [
        Finding("MK804", f'no column is called "{name}"', place, nearest(name, filter(None, table.headings)))
        for name in needed
        if name not in columns
    ]
    return columns, findings


def _rows(table: Table, columns: dict[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    for line, *cells in table.frame.itertuples(name=None):
        yield int(line), {name: cells[number] for name, number in columns.items()}


def _known(name: str, roster: Roster, at: Location, findings: list[Finding]) -> str | None:
    key = roster.called(name)
    if key is None and fold(name) in roster.bearers:
        message = f'"{name}" is the name of several people in the roster of {roster.role}'
        findings.append(Finding("MK901", message, at, "name them by id"))
    elif key is None:
        few = len(findings) < HINTS
        hint = (roster.near(name) or "people are named by id, e-mail address or name") if few else ""
        findings.append(Finding("MK901", f'"{name}" is nobody in the roster of {roster.role}', at, hint))
    return key
