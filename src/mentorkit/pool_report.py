"""What `pool` shows: who is in and why, who waits, what the quotas cost, and the pool beside the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import mentorkit
from mentorkit import pool_words
from mentorkit.fields import spoken
from mentorkit.finding import Finding
from mentorkit.pool import Applicant, Cost, Selection, costs
from mentorkit.pool_rows import Row, Told, beside_roster, everybody, quota_rows
from mentorkit.program import Program
from mentorkit.report import (
    Column,
    Document,
    Listing,
    Report,
    finding_document,
    listing,
    named,
)
from mentorkit.weights import FULL, POINT

NAMED = 5
"""People of a cost who are named on screen; files and JSON have them all."""


def report(
    program: Program,
    sides: Sequence[Selection],
    compared: Sequence[str],
    inputs: Sequence[Mapping[str, str]],
    findings: Sequence[Finding],
) -> Report:
    """The report on the pools of one role or of both; `compared` are the fields held against the roster."""
    listings: list[Listing] = []
    rows: dict[str, list[Row]] = {"pool": [], "costs": [], "compared": []}
    document: Document = {
        "mentorkit": mentorkit.__version__,
        "program": program.name,
        "inputs": [dict(each) for each in inputs],
    }
    summary: list[str] = []
    for side in sides:
        paid = costs(side)
        told = list(everybody(side, paid))
        beside = list(beside_roster(program, side, compared))
        rows["pool"] += [_row(side, each) for each in told]
        rows["costs"] += [_cost_row(side, each) for each in paid]
        rows["compared"] += beside
        document[side.role] = _document(side, told, paid, beside)
        listings += _on_screen(side, told, paid, beside)
        summary += pool_words.summary(side, paid)
    document["findings"] = [finding_document(finding) for finding in findings]
    whole = [
        listing("pool", "", [Column(name) for name in _PEOPLE], rows["pool"]),
        listing("costs", "", [Column(name) for name in _COSTS], rows["costs"]),
        listing("compared", "", [Column(name) for name in _COMPARED], rows["compared"]),
    ]
    return Report(f"{program.name}: pool", (*listings, *whole), document, tuple(summary))


_PEOPLE = ("role", "id", "name", "email", "pool", "place", "score", "why", "reason")
_COSTS = ("role", "quota", "people", "score", "in_instead", "out_instead")
_COMPARED = (
    "role", "field", "group", "roster", "roster_share", "eligible", "eligible_share", "pool", "pool_share",
)  # fmt: skip


def _row(side: Selection, told: Told) -> Row:
    applicant = told.applicant
    return {
        "role": side.role[:-1],
        "id": told.person.id,
        "name": told.person.text("name"),
        "email": told.person.text("email"),
        "pool": told.state,
        "place": told.place,
        "score": f"{applicant.points / POINT:.4f}" if applicant else None,
        "why": _why(applicant),
        "reason": told.reason or None,
    }


def _why(applicant: Applicant | None) -> str | None:
    return "; ".join(part.part.sentence for part in applicant.parts) if applicant else None


def _cost_row(side: Selection, cost: Cost) -> Row:
    people = [each.person.id for each in side.applicants]
    return {
        "role": side.role[:-1],
        "quota": cost.said,
        "people": cost.people,
        "score": f"{cost.points / POINT:.4f}",
        "in_instead": "; ".join(people[number] for number in cost.come),
        "out_instead": "; ".join(people[number] for number in cost.go),
    }


def _on_screen(
    side: Selection, told: Sequence[Told], paid: Sequence[Cost], beside: Sequence[Row]
) -> Iterator[Listing]:
    role = side.role
    people: dict[str, list[Row]] = {"in": [], "waiting": [], "not_eligible": []}
    for each in told:
        row: Row = {
            "who": named(each.person.id, each.person.text("name")),
            "place": each.place,
            "score": each.applicant.points / POINT if each.applicant else None,
            "why": _why(each.applicant),
            "reason": each.reason,
        }
        people[each.state].append(row)
    who, score = Column("who", role[:-1].capitalize()), Column("score", "Score", number=True, decimals=1)
    why, place = Column("why", "Why"), Column("place", "Place", number=True)
    inside = [who, score, why, Column("reason", "Note")]
    waiting = [place, who, score, Column("reason", "What put them there"), why]
    yield listing(f"{role}_in", f"{role.capitalize()} in the pool", inside, people["in"])
    yield listing(f"{role}_waiting", f"{role.capitalize()} waiting", waiting, people["waiting"])
    yield listing(
        f"{role}_not_eligible",
        f"{role.capitalize()} who are not eligible",
        [who, Column("reason", "Because")],
        people["not_eligible"],
    )
    yield listing(f"{role}_quotas", f"Quotas of {role}", _QUOTAS, list(quota_rows(side)))
    costly = [_told_cost(side, cost) for cost in paid]
    yield listing(f"{role}_costs", f"What the quotas of {role} cost", _TOLD_COSTS, costly)
    shown = [Column("field", "By"), Column("group", "Group")]
    for name, title in (("roster", "Roster"), ("eligible", "Eligible"), ("pool", "Pool")):
        shown.append(Column(name, title, number=True))
        shown.append(Column(f"{name}_share", "%", number=True, decimals=1))
    rows = [{**row, "field": spoken(str(row["field"]))} for row in beside]
    yield listing(f"{role}_compared", f"The pool of {role} beside the roster", shown, rows)


_QUOTAS = (
    Column("quota", "Quota"),
    Column("group", "Group"),
    Column("least", "At least", number=True),
    Column("most", "At most", number=True),
    Column("eligible", "Eligible", number=True),
    Column("in", "In", number=True),
)
_TOLD_COSTS = (
    Column("quota", "Without"),
    Column("come", "In instead"),
    Column("go", "Of"),
    Column("people", "People", number=True),
    Column("score", "Score", number=True, decimals=1),
)


def _told_cost(side: Selection, cost: Cost) -> Row:
    return {
        "quota": cost.said,
        "come": _names(side, cost.come) or "nobody else",
        "go": _names(side, cost.go),
        "people": cost.people,
        "score": cost.points / POINT,
    }


def _names(side: Selection, numbers: Sequence[int]) -> str:
    people = [side.applicants[number].person for number in numbers]
    some = [f"{named(each.id, each.text('name'))}" for each in people[:NAMED]]
    more = [f"{len(people) - NAMED} more"] if len(people) > NAMED else []
    return "; ".join([*some, *more])


def _document(side: Selection, told: Sequence[Told], paid: Sequence[Cost], beside: Sequence[Row]) -> Document:
    people = [each.person.id for each in side.applicants]
    return {
        "size": side.size,
        "size_from": pool_words.size_from(side),
        "proven": side.proven,
        "totals": {
            "roster": len(side.qualification.standings),
            "eligible": len(side.applicants),
            "in": len(side.chosen),
            "waiting": len(side.waiting),
            "score": side.points / POINT,
        },
        "people": [_person(each) for each in told],
        "quotas": list(quota_rows(side)),
        "costs": [
            {
                "quota": cost.said,
                "people": cost.people,
                "score": cost.points / POINT,
                "in_instead": [people[number] for number in cost.come],
                "out_instead": [people[number] for number in cost.go],
            }
            for cost in paid
        ],
        "compared": [{name: cell for name, cell in row.items() if name != "role"} for row in beside],
        "proofs": [
            {
                "aim": aim.aim,
                "value": aim.value,
                "bound": aim.bound,
                "proven": aim.proven,
                "by": aim.by,
            }
            for aim in side.aims[:2]
        ],
    }


def _person(told: Told) -> Document:
    found: Document = {
        "id": told.person.id,
        "name": told.person.text("name"),
        "pool": told.state,
        "place": told.place,
        "reason": told.reason,
    }
    if told.applicant:
        found["score"] = told.applicant.points / POINT
        found["parts"] = [
            {
                "ranking": part.label,
                "weight": round(100 * part.weight / FULL, 4),
                "value": round(float(part.part.value), 6),
                "score": part.points / POINT,
                "unknown": part.part.unknown,
                "sentence": part.part.sentence,
            }
            for part in told.applicant.parts
        ]
    return found
