"""Tables with a row a pair: decisions taken by hand, and scores made elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from mentorkit.columns import squash
from mentorkit.decisions import Decision, conflicts
from mentorkit.fields import Field, UnreadableCell, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.people import Roster
from mentorkit.tables import Table

HINTS = 20
"""Unknown people for whom the nearest name is looked up; it takes a while for each."""
IDS = {"menteeid": "mentee", "mentorid": "mentor"}
"""Headings of ids where the names have columns of their own."""
BY_HAND = ("Unmatched", "Decisions")
"""Sheets of a run's workbook on which nobody but its readers names mentors."""
OPTIONAL = ("reason", "by", "waive")
"""Columns that decisions may have."""


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row of a sheet is the heading of decisions: a column of them, and one of people."""
    names = {squash(cell) for cell in cells}
    return "decision" in names and not names.isdisjoint(("mentee", "mentor", *IDS))


def decisions(
    tables: Iterable[Table], mentors: Roster, mentees: Roster
) -> tuple[tuple[Decision, ...], list[Finding]]:
    """Decisions from the columns mentee, mentor, decision and, where given, reason, by and waive.

    A row without a decision is passed over: a reviewed list holds every pair. The same decision may stand
    in several rows and tables; all that they waive is waived.
    """
    found: dict[tuple[str, str, str], Decision] = {}
    findings: list[Finding] = []
    for table in tables:
        for each in _decided(table, mentors, mentees, findings):
            first = found.setdefault((each.mentee, each.mentor, each.decision), each)
            if first is not each:
                waive = tuple(dict.fromkeys((*first.waive, *each.waive)))
                more = replace(first, waive=waive, reason=first.reason or each.reason, by=first.by or each.by)
                found[each.mentee, each.mentor, each.decision] = more
    taken = tuple(found.values())
    return taken, [*findings, *conflicts(taken)]


def _decided(table: Table, mentors: Roster, mentees: Roster, findings: list[Finding]) -> Iterator[Decision]:
    """The decisions of one table."""
    columns, wrong = _columns(table, ("mentee", "mentor", "decision"))
    findings += wrong
    begun: list[int] = []
    for line, row in () if wrong else _rows(table, columns):
        word = row["decision"].casefold()
        if not word:
            by_hand = row["mentor"] and table.sheet in BY_HAND
            begun += [line] if by_hand or row.get("waive") or row.get("by") else []
            continue
        at = table.at(line, columns["decision"])
        mentee = _known(row["mentee"], mentees, table.at(line, columns["mentee"]), findings)
        mentor = _known(row["mentor"], mentors, table.at(line, columns["mentor"]), findings)
        if word not in ("lock", "forbid"):
            findings.append(Finding("MK902", f'"{row["decision"]}" is neither lock nor forbid', at))
        elif mentee and mentor:
            waived = (part.strip() for part in row.get("waive", "").replace(",", ";").split(";"))
            yield Decision(
                mentee,
                mentor,
                "lock" if word == "lock" else "forbid",
                at,
                row.get("reason", ""),
                row.get("by", ""),
                tuple(part for part in waived if part),
            )
    if begun:
        rows = "1 row is" if len(begun) == 1 else f"{len(begun)} rows are"
        message = f"{rows} filled in and {'says' if len(begun) == 1 else 'say'} neither lock nor forbid"
        hint = "this is the first of them; it is passed over until it says one of the two"
        findings.append(Finding("MK907", message, table.at(begun[0], columns["decision"]), hint))


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
    headings = [squash(heading) for heading in table.headings]
    for number, heading in enumerate(headings):
        name = IDS.get(heading, heading)
        if name != heading or f"{heading}id" not in headings:  # of a name and an id, the id counts
            if name in columns and name in (*needed, *OPTIONAL):
                place = table.at(table.heading_line, number)
                message = f'"{table.headings[number]}" stands here a second time'
                findings.append(Finding("MK805", message, place, "rename one of the columns"))
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
    if not name:
        message = f"the decision names no {roster.role[:-1]}"
        findings.append(Finding("MK901", message, at, "write an id, an e-mail address or a name here"))
    elif key is None and fold(name) in roster.bearers:
        message = f'"{name}" is the name of several people in the roster of {roster.role}'
        findings.append(Finding("MK901", message, at, "name them by id"))
    elif key is None:
        few = len(findings) < HINTS
        hint = (roster.near(name) or "people are named by id, e-mail address or name") if few else ""
        findings.append(Finding("MK901", f'"{name}" is nobody in the roster of {roster.role}', at, hint))
    return key
