"""What `progress` shows: objectives on their date line, pairs that need somebody, and the months so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import mentorkit
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.progress import STATES, Calendar, Month, Standing
from mentorkit.report import (
    Cell,
    Column,
    Document,
    Listing,
    Report,
    counted,
    finding_document,
    listing,
    named,
)
from mentorkit.targets import Target

SPOKEN = {"not_begun": "not begun", "on_track": "on track", "not_known": "not known"}
"""States on screen, where they are not their own words."""
NEEDED = ("stalled", "ended", "not_begun")
"""States of pairs that somebody should look after."""


@dataclass(frozen=True)
class Found:
    """All that there is to show."""

    name: str
    run: str
    calendar: Calendar
    standings: Sequence[Standing]
    targets: Sequence[Target]
    months: Sequence[Month]
    people: tuple[Mapping[str, Person], Mapping[str, Person]]
    """Mentees and mentors by normalised id."""
    inputs: Sequence[Mapping[str, str]]
    findings: Sequence[Finding]


def report(found: Found) -> Report:
    """The report on one day."""
    pairs = [_pair(each) for each in found.standings]
    objectives = [_objective(each) for each in found.targets]
    months = [_month(each) for each in found.months]
    counts = Counter[str](each.state for each in found.standings)
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "program": found.name,
        "run": found.run,
        "today": found.calendar.today.isoformat(),
        "inputs": [dict(each) for each in found.inputs],
        "objectives": objectives,
        "pairs": pairs,
        "months": months,
        "totals": {"pairs": len(pairs), **{state: counts[state] for state in STATES}},
        "findings": [finding_document(finding) for finding in found.findings],
    }
    listings = (
        _objective_listing(objectives),
        _needing(found, pairs),
        _month_listing(months),
        _pair_listing(found, pairs),
    )
    title = f"{found.name}: progress on {found.calendar.today}"
    return Report(title, listings, document, tuple(_summary(found, counts, pairs)))


def _plain(number: Fraction | None) -> float | int | None:
    if number is None:
        return None
    value = round(float(number), 4)
    return int(value) if value.is_integer() else value


def _pair(each: Standing) -> Document:
    return {
        "mentee": each.couple.mentee,
        "mentor": each.couple.mentor,
        "state": each.state,
        "why": list(each.why),
        "start": each.start and each.start.isoformat(),
        "meetings": each.meetings,
        "planned": each.planned,
        "last_meeting": each.last and each.last.isoformat(),
        "checkins": each.checkins,
        "checkins_due": each.checkins_due,
        "next_checkin": each.next_checkin and each.next_checkin.isoformat(),
        "stage": each.stage,
        "stage_since": each.stage_since and each.stage_since.isoformat(),
        "satisfaction": _plain(each.satisfaction),
        "answers": each.answers,
        "trend": _plain(each.trend),
    }


def _objective(each: Target) -> Document:
    measure = each.objective.measure
    return {
        "objective": each.objective.id,
        "metric": measure.metric if measure else None,
        "label": measure.label if measure else None,
        "state": each.state,
        "value": _plain(each.value),
        "on": each.on and each.on.isoformat(),
        "expected": _plain(each.expected),
        "baseline": _plain(Fraction(measure.baseline)) if measure and measure.baseline is not None else None,
        "target": _plain(Fraction(measure.target)) if measure and measure.target is not None else None,
        "by": measure.by.isoformat() if measure and measure.by else None,
        "how": each.how,
    }


def _month(each: Month) -> Document:
    return {
        "month": each.month,
        "meetings": each.meetings,
        "pairs": each.pairs,
        "satisfaction": _plain(each.satisfaction),
        "answers": each.answers,
    }


def _objective_listing(objectives: Sequence[Document]) -> Listing:
    columns = [
        Column("objective", "Objective"),
        Column("label", "Measure"),
        Column("metric"),
        Column("baseline", "Baseline", number=True),
        Column("value", "Now", number=True),
        Column("expected", "On the line", number=True),
        Column("target", "Target", number=True),
        Column("by", "By"),
        Column("state", ""),
        Column("spoken", "State", in_files=False),
        Column("on"),
        Column("how", "How it is found"),
    ]
    rows: list[dict[str, Cell]] = [
        {**each, "label": each["label"] or each["metric"], "spoken": SPOKEN.get(each["state"], each["state"])}
        for each in objectives
    ]
    return listing("objectives", "Objectives", columns, rows)


def _needing(found: Found, pairs: Sequence[Document]) -> Listing:
    columns = [
        Column("mentee", "Mentee"),
        Column("mentor", "Mentor"),
        Column("state", "State"),
        Column("why", "Why"),
        Column("met", "Met / planned"),
        Column("stage", "Stage"),
    ]
    rows: list[dict[str, Cell]] = []
    for pair in pairs:
        if pair["state"] in NEEDED:
            planned = "?" if pair["planned"] is None else pair["planned"]
            rows.append(
                {
                    **_people(found, pair),
                    "state": SPOKEN.get(pair["state"], pair["state"]),
                    "why": "; ".join(pair["why"]),
                    "met": f"{pair['meetings']} / {planned}",
                    "stage": pair["stage"],
                }
            )
    return listing("needing", "Pairs that need somebody", columns, rows)


def _people(found: Found, pair: Document) -> dict[str, Cell]:
    both = zip(("mentee", "mentor"), found.people, strict=True)
    return {role: named(pair[role], _name(people, pair[role])) for role, people in both}


def _name(people: Mapping[str, Person], who: str) -> str | None:
    person = people.get(fold(who))
    return person.text("name") if person else None


def _month_listing(months: Sequence[Document]) -> Listing:
    columns = [
        Column("month", "Month"),
        Column("meetings", "Meetings", number=True),
        Column("pairs", "Pairs that met", number=True),
        Column("satisfaction", "Satisfaction", number=True, decimals=2),
        Column("answers", "Answers", number=True),
    ]
    return listing("months", "Months", columns, months)


def _pair_listing(found: Found, pairs: Sequence[Document]) -> Listing:
    names = ("state", "why", "start", "meetings", "planned", "last_meeting", "checkins", "checkins_due")
    more = ("next_checkin", "stage", "stage_since", "satisfaction", "answers", "trend")
    people = ("mentee", "mentee_name", "mentor", "mentor_name")
    rows: list[dict[str, Cell]] = [
        {
            **pair,
            "mentee_name": _name(found.people[0], pair["mentee"]),
            "mentor_name": _name(found.people[1], pair["mentor"]),
            "why": "; ".join(pair["why"]),
        }
        for pair in pairs
    ]
    return listing("pairs", "Pairs", [Column(name) for name in (*people, *names, *more)], rows)


def _summary(found: Found, counts: Mapping[str, int], pairs: Sequence[Document]) -> list[str]:
    order = ("active", "stalled", "finished", "ended", "not_begun")
    shown = [f"{counts[state]:,} {SPOKEN.get(state, state)}" for state in order if counts.get(state)]
    said = [f"{counted(len(pairs), 'pair')}: {', '.join(shown) or 'none'}."]
    planned = [pair for pair in pairs if pair["planned"] is not None]
    if planned:
        met, wanted = (sum(pair[key] for pair in planned) for key in ("meetings", "planned"))
        below = sum(pair["meetings"] < pair["planned"] for pair in planned)
        said.append(
            f"{met:,} meetings, {wanted:,} planned by now; {counted(below, 'pair')} met less than planned."
        )
    overdue = sum(
        pair["next_checkin"] is not None and pair["next_checkin"] <= found.calendar.today.isoformat()
        for pair in pairs
    )
    if overdue:
        said.append(f"A check-in is due with {counted(overdue, 'pair')}.")
    answers = [(each.satisfaction, each.answers) for each in found.standings if each.satisfaction is not None]
    if answers:
        many = sum(number for _, number in answers)
        mean = sum((mean * number for mean, number in answers), Fraction(0)) / many
        falling = sum(each.trend is not None and each.trend < 0 for each in found.standings)
        falls = f"falling in {counted(falling, 'pair')}"
        said.append(f"Satisfaction {float(mean):.2f} in {counted(many, 'answer')}; {falls}.")
    states = Counter(each.state for each in found.targets)
    if found.targets:
        each = [
            f"{states[state]} {SPOKEN.get(state, state)}"
            for state in ("met", "on_track", "behind", "open", "not_known")
            if states[state]
        ]
        said.append(f"{counted(len(found.targets), 'objective')}: {', '.join(each)}.")
    return said
