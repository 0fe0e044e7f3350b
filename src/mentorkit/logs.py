"""What pairs have done, from logs as forms export them: meetings, stages, endings; and figures read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeVar

from mentorkit.columns import squash
from mentorkit.fields import Field, Value, fold, shown
from mentorkit.finding import Finding, Location, nearest
from mentorkit.people import Person, bearers
from mentorkit.rows import Row, Shape

Kind = Literal["meeting", "checkin"]
Status = Literal["active", "finished", "ended"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("meeting", "session", "call", "conversation"), "meeting"),
    **dict.fromkeys(("checkin", "check"), "checkin"),
}
_STATUSES: dict[str, Status] = {
    **dict.fromkeys(("active", "ongoing", "open", "running"), "active"),
    **dict.fromkeys(("finished", "completed", "complete", "done"), "finished"),
    **dict.fromkeys(("ended", "stopped", "cancelled", "terminated", "dissolved"), "ended"),
}
HINTS = 20
"""Unknown people for whom the nearest name is looked up; it takes a while for each."""
SHOWN = 5
"""Unknown people who are named one by one; the rest are counted."""
Word = TypeVar("Word", bound=str)
Pair = tuple[str, str]
"""Mentee and mentor by their normalised ids."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a log."""

    pair: Pair
    date: dt.date
    kind: Kind | None
    """None where the row only says that the pair finished or ended."""
    status: Status | None
    stage: str | None
    satisfaction: Decimal | None
    reason: str | None
    at: Location


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure that the organisation read itself."""

    objective: str
    date: dt.date
    value: Decimal
    at: Location


@dataclass(frozen=True, slots=True)
class Ending:
    """How a pair came to its end."""

    status: Literal["finished", "ended"]
    date: dt.date
    reason: str | None
    at: Location


@dataclass(frozen=True)
class PairShape(Shape):
    """A file whose rows are about pairs or objectives, not about one person."""

    @property
    def known(self) -> dict[str, Field]:
        """The fields, none that would say who one person is."""
        return dict(self.fields)


ENTRIES = PairShape(
    {
        **{name: Field(name) for name in ("mentee", "mentor", "kind", "status", "stage", "reason")},
        "date": Field("date", "date"),
        "satisfaction": Field("satisfaction", "number"),
    },
    {
        "mentee": ("mentee id", "mentee email", "mentee name"),
        "mentor": ("mentor id", "mentor email", "mentor name"),
        "kind": ("type", "kind of meeting", "meeting type"),
        "status": ("pair status", "state", "relationship status"),
        "stage": ("phase", "current stage", "program stage"),
        "reason": ("reason for ending", "end reason", "comment"),
        "date": ("meeting date", "date of meeting", "met on", "held on"),
        "satisfaction": ("rating", "satisfaction rating", *(f"satisfaction 1-{most}" for most in (5, 7, 10))),
    },
    (("mentee",), ("date",)),
    named=False,
)
READINGS = PairShape(
    {"objective": Field("objective"), "date": Field("date", "date"), "value": Field("value", "number")},
    {
        "objective": ("objective id", "goal"),
        "date": ("reading date", "read on", "as of"),
        "value": ("reading", "figure", "number"),
    },
    (("objective",), ("date",), ("value",)),
    named=False,
)


def entries(
    rows: Iterable[Row],
    kind: Kind,
    mentees: Iterable[Person],
    mentors: Iterable[Person],
    mentor_of: Mapping[str, str],
    stages: Sequence[str],
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The rows of a log by date, then file order; a row without a kind is of the given one.

    A row without a mentor is about the mentee's pair in `mentor_of`. Stages are those of the program, where
    it lists any. People whom nobody knows are passed over, with a warning.
    """
    both = tuple(mentees), tuple(mentors)
    sides = bearers(both[0]), bearers(both[1])
    findings: list[Finding] = []
    found: list[Entry] = []
    strangers: list[tuple[str, Row, str]] = []
    known_stages = {fold(stage): stage for stage in stages}
    for row in rows:
        date, mentee_text, mentor_text = row.date("date"), row.text("mentee"), row.text("mentor")
        if date is None or mentee_text is None:
            missing = "mentee" if mentee_text is None else "date"
            findings.append(Finding("MK807", f"{missing}: the cell is blank", row.at(missing)))
            continue
        mentee = _one(mentee_text, sides[0])
        mentor = _one(mentor_text, sides[1]) if mentor_text else mentor_of.get(mentee or "")
        if mentee is None or mentor is None:
            strangers.append(
                (mentee_text, row, "mentee") if mentee is None else (mentor_text or "", row, "mentor")
            )
            continue
        stage = row.text("stage")
        if stage and known_stages:
            if fold(stage) not in known_stages:
                findings.append(_unknown("stage", stage, row, stages))
            stage = known_stages.get(fold(stage))
        status = _word("status", _STATUSES, row, findings, ("active", "finished", "ended"))
        said = _word("kind", _KINDS, row, findings, ("meeting", "checkin"))
        entry = Entry(
            (mentee, mentor),
            date,
            said or (None if status in ("finished", "ended") else kind),
            status,
            stage,
            row.number("satisfaction"),
            row.text("reason"),
            row.at(),
        )
        found.append(entry)
    findings += _strangers(strangers, sides, both)
    return tuple(sorted(found, key=lambda entry: entry.date)), findings


def readings(rows: Iterable[Row], objectives: Sequence[str]) -> tuple[tuple[Reading, ...], list[Finding]]:
    """All readings by date, then file order."""
    findings: list[Finding] = []
    found: list[Reading] = []
    known = {fold(name): name for name in objectives}
    first: dict[tuple[str, dt.date], Reading] = {}
    for row in rows:
        values: dict[str, Value | None] = {name: row.values.get(name) for name in READINGS.fields}
        blank = next((name for name, value in values.items() if value is None), None)
        objective, date, value = row.text("objective"), row.date("date"), row.number("value")
        if blank or objective is None or date is None or value is None:
            findings.append(Finding("MK807", f"{blank}: there is nothing to read here", row.at(blank or "")))
        elif fold(objective) not in known:
            message = f'there is no objective "{objective}"'
            findings.append(Finding("MK705", message, row.at("objective"), nearest(objective, objectives)))
        else:
            reading = Reading(known[fold(objective)], date, value, row.at("value"))
            before = first.setdefault((reading.objective, date), reading)
            if before.value != value:
                other = f"{shown(before.value)} on line {before.at.line}"
                message = f"{reading.objective} of {date}: {shown(value)} here, and {other}"
                findings.append(Finding("MK708", message, reading.at, "take one of the two out"))
            found.append(reading)
    return tuple(sorted(found, key=lambda reading: reading.date)), findings


def endings(log: Iterable[Entry]) -> dict[Pair, Ending]:
    """The pairs whose last word on their status is that they finished or ended."""
    last: dict[Pair, Entry] = {entry.pair: entry for entry in log if entry.status is not None}
    return {
        pair: Ending(entry.status, entry.date, entry.reason, entry.at)
        for pair, entry in last.items()
        if entry.status is not None and entry.status != "active"
    }


def _one(text: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    keys = names.get(fold(text), ())
    return keys[0] if len(keys) == 1 else None


def _word(
    field: str, words: Mapping[str, Word], row: Row, findings: list[Finding], known: Sequence[str]
) -> Word | None:
    text = row.text(field)
    if text is None:
        return None
    if squash(text) not in words:
        findings.append(_unknown(field, text, row, known))
    return words.get(squash(text))


def _unknown(field: str, text: str, row: Row, known: Sequence[str]) -> Finding:
    hint = f'{nearest(text, known)}; or map it: columns: {{{field}: {{column: …, values: {{"{text}": …}}}}}}'
    return Finding("MK701", f'"{text}" is no {field}', row.at(field), hint)


def _strangers(
    found: Sequence[tuple[str, Row, str]],
    sides: tuple[Mapping[str, tuple[str, ...]], ...],
    people: tuple[Sequence[Person], ...],
) -> list[Finding]:
    """Everybody who cannot be told once, at the first row; the rest are counted."""
    findings = []
    told: dict[str, list[tuple[str, Row, str]]] = {}
    for text, row, field in found:
        told.setdefault(f"{field} {fold(text)}", []).append((text, row, field))
    for number, rows in enumerate(told.values()):
        text, row, field = rows[0]
        names = sides[field == "mentor"]
        several = len(names.get(fold(text), ())) > 1
        what = "is the name of several people" if several else "is nobody whom the run or a roster knows"
        message = f'the {field} "{text}" {what}; ' + _passed_over(len(rows))
        hint = "name them by id" if several else ""
        if not text:
            message = "the row names no mentor, and the run has none for the mentee; it is passed over"
        elif not several and number < HINTS:
            near = nearest(text, _called(people[field == "mentor"]))
            hint = near if near.startswith("did") else ""
        if number < SHOWN:
            findings.append(Finding("MK702", message, row.at(field), hint))
    if len(told) > SHOWN:
        rest = sum(len(rows) for rows in list(told.values())[SHOWN:])
        message = f"{len(told) - SHOWN} more people of the log are not known; {_passed_over(rest)}"
        findings.append(Finding("MK702", message, next(iter(told.values()))[0][1].at()))
    return findings


def _called(people: Iterable[Person]) -> list[str]:
    """What people may be called, as it is written."""
    return [
        name for each in people for name in dict.fromkeys((each.id, each.name, each.text("email"))) if name
    ]


def _passed_over(rows: int) -> str:
    return "the row is passed over" if rows == 1 else f"{rows:,} rows are passed over"
