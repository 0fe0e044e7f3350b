"""What `supply` shows: holes first, the price of each bar, and whom to recruit next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import mentorkit
from mentorkit.assignment import Assignment
from mentorkit.bars import Bar
from mentorkit.fields import Value, shown, spoken
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.recruits import Recruits
from mentorkit.report import Cell, Column, Document, Listing, Report, finding_document, listing
from mentorkit.scores import POINT
from mentorkit.supply import Row, Supply, supply
from mentorkit.supply_aspects import Aspect
from mentorkit.supply_words import described, summary, text
from mentorkit.vocabulary import Facts

TITLES: dict[Aspect, str] = {
    "objective": "Objectives",
    "skill": "Skills",
    "level": "Levels",
    "location": "Locations",
    "language": "Languages",
}
COUNTS = (
    Column("mentees", "Mentees", number=True),
    Column("mentors", "Mentors", number=True),
    Column("places", "Places", number=True),
    Column("places_per_mentee", "Per mentee", number=True, decimals=2),
    Column("mentors_if_trained", "Mentors if trained", number=True),
    Column("places_if_trained", "Places if trained", number=True),
)


def report(
    program: Program,
    now: Assignment,
    found: Supply,
    bars: Sequence[Bar],
    recruits: Recruits,
    inputs: Sequence[Mapping[str, str]],
    findings: Sequence[Finding],
    limit: int | None = None,
) -> Report:
    """The report on one roster; with a limit, so many rows of each table."""
    kinds: list[Document] = [
        {
            "kind": {name: _plain(value) for name, value in each.kind.values.items()},
            "in_roster": each.kind.seen,
            "more_matched": each.matched,
            "more_score": each.points / POINT,
        }
        for each in recruits.found
    ]
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "program": program.name,
        "optimise": program.matching.optimise,
        "matched_under": now.scores.matching.optimise,
        "proven": now.proven,
        "inputs": [dict(each) for each in inputs],
        "totals": _counts(found.everybody) | {"matched": len(now.pairs), "conditional": found.conditional},
        "places": [row for table in found.tables for row in _rows(table.aspect, table.rows)],
        "counted": {table.aspect: table.counted for table in found.tables},
        "says_nothing": {table.aspect: table.blank for table in found.tables},
        "bars": [row for bar in bars for row in _steps(bar)],
        "recruits": {
            "looked_at": list(recruits.fields),
            "kinds": recruits.kinds,
            "tried": len(recruits.found),
            "places": recruits.places,
            "way": recruits.way,
            "found": kinds,
        },
        "findings": [finding_document(finding) for finding in findings],
    }
    listings = [_everybody(found)]
    for table in found.tables:
        columns = [Column("name", spoken(table.aspect).capitalize()), *COUNTS]
        rows = _rows(table.aspect, table.rows[:limit])
        listings.append(listing(table.aspect, f"{TITLES[table.aspect]}: {table.counted}", columns, rows))
    listings.append(_all_places(document["places"]))
    listings.append(_bars(document["bars"]))
    listings.append(_recruits(recruits, limit))
    return Report(
        f"{program.name}: supply and demand",
        tuple(listings),
        document,
        summary(program, found, now, bars, recruits, limit),
    )


def places(program: Program, facts: Facts, mentors: Qualification, mentees: Sequence[Person]) -> Listing:
    """What these mentors offer to these mentees, as `supply` counts it."""
    found = supply(program, facts, mentors, mentees)
    rows = [row for table in found.tables for row in _rows(table.aspect, table.rows)]
    return _all_places([{"aspect": "everybody", "name": None, **_counts(found.everybody)}, *rows])


def _counts(row: Row) -> dict[str, Cell]:
    return {
        "mentees": row.mentees,
        "mentors": row.now.mentors,
        "places": row.now.places,
        "places_per_mentee": _number(row.ratio),
        "mentors_if_trained": row.trained.mentors,
        "places_if_trained": row.trained.places,
    }


def _number(value: Fraction | None, unit: int = 1) -> float | None:
    return None if value is None else round(float(value / unit), 4)


def _rows(aspect: Aspect, rows: Sequence[Row]) -> list[dict[str, Cell]]:
    return [{"aspect": aspect, "name": row.name, **_counts(row)} for row in rows]


def _everybody(found: Supply) -> Listing:
    return listing("everybody", "Everybody who may be matched", COUNTS, [_counts(found.everybody)])


def _all_places(rows: Sequence[Mapping[str, Cell]]) -> Listing:
    columns = [Column("aspect"), Column("name"), *(Column(each.name, number=True) for each in COUNTS)]
    return listing("places", "Places", columns, rows)


def _steps(bar: Bar) -> list[dict[str, Cell]]:
    return [
        {
            "part": bar.part,
            "rule": bar.rule.name,
            "rule_on_screen": bar.rule.subject,
            "bar": float(step.at) if step.at % 1 else int(step.at),
            "bar_on_screen": f"{'at most' if bar.upper else 'at least'} {shown(step.at)}",
            "own": "yes" if step.own else "no",
            "own_on_screen": "the program's" if step.own else "",
            "mentors": step.mentors,
            "places": step.places,
            "matched": step.matched,
            "mean": _number(step.mean, POINT),
            "lowest": None if step.lowest is None else step.lowest / POINT,
        }
        for step in bar.steps
    ]


def _bars(rows: Sequence[Mapping[str, Cell]]) -> Listing:
    columns = [
        Column("part"),
        Column("rule"),
        Column("rule_on_screen", "Rule on", in_files=False),
        Column("bar", number=True),
        Column("bar_on_screen", "Bar", in_files=False),
        Column("own"),
        Column("own_on_screen", "Is", in_files=False),
        Column("mentors", "Mentors", number=True),
        Column("places", "Places", number=True),
        Column("matched", "Matched", number=True),
        Column("mean", "Mean score", number=True, decimals=1),
        Column("lowest", "Lowest", number=True, decimals=1),
    ]
    return listing("bars", "Quality against quantity: what each bar costs", columns, rows)


def _recruits(found: Recruits, limit: int | None) -> Listing:
    columns = [
        Column("kind_on_screen", "Kind of mentor", in_files=False),
        Column("in_roster", "In the roster", number=True),
        Column("more_matched", "More matched", number=True),
        Column("more_score", "Total score", number=True, decimals=1),
        *(Column(field) for field in found.fields),
    ]
    rows: list[dict[str, Cell]] = []
    for each in found.found[:limit]:
        row: dict[str, Cell] = {field: text(value) for field, value in each.kind.values.items()}
        row["kind_on_screen"] = described(found.fields, each.kind)
        row["in_roster"] = each.kind.seen
        row["more_matched"] = each.matched
        row["more_score"] = each.points / POINT
        rows.append(row)
    return listing("recruits", "One more mentor would bring", columns, rows)


def _plain(value: Value) -> Any:
    """A field's value as plain data."""
    if isinstance(value, Decimal):
        return float(value) if value % 1 else int(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(rating) for name, rating in value.items()}
    return list(value) if isinstance(value, tuple) else value
