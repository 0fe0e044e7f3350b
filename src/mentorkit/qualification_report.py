"""What `qualify` shows: everyone's state, a reason per rule, and skills that nobody brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing
from mentorkit.report import Cell, Column, Listing, Report, counted, listing, named
from mentorkit.vocabulary import Facts

_MARKS = {"met": "✓", "conditional": "◐", "not_met": "✗", "not_known": "?"}
_STATES = {"qualified": "qualified", "conditional": "conditional", "not_yet": "not yet"}


def report(program: Program, facts: Facts, qualifications: Sequence[Qualification]) -> Report:
    """The report on one role or on both."""
    listings: list[Listing] = []
    summary: list[str] = []
    for each in qualifications:
        listings.append(_people(each))
        totals = each.totals
        counts = ", ".join(f"{totals[state]} {word}" for state, word in _STATES.items())
        summary.append(f"{counted(totals['people'], each.role[:-1])}: {counts}.")
        if each.role == "mentors":
            listings.append(_missing(each, facts))
    listings.append(rules(qualifications))
    return Report(
        f"{program.name}: qualification", tuple(listings), _document(facts, qualifications), tuple(summary)
    )


def rules(qualifications: Sequence[Qualification]) -> Listing:
    """One row a person and rule; somebody without rules has one row."""
    rows: list[dict[str, Cell]] = []
    for each in qualifications:
        for standing in each.standings:
            person: dict[str, Cell] = {
                "role": each.role[:-1],
                "id": standing.person.id,
                "name": standing.person.text("name"),
                "state": standing.state,
            }
            verdicts: list[dict[str, Cell]] = [
                {"part": rule.part, "rule": rule.rule, "outcome": rule.outcome, "reason": rule.reason}
                for rule in standing.rules
            ]
            rows += [person | verdict for verdict in verdicts or [{}]]
    names = ("role", "id", "name", "state", "part", "rule", "outcome", "reason")
    return listing("qualification", "Rules", [Column(name) for name in names], rows)


def _people(qualification: Qualification) -> Listing:
    rows: list[dict[str, Cell]] = []
    for standing in qualification.standings:
        after = f" after {', '.join(standing.after)}" if standing.state == "conditional" else ""
        rows.append(
            {
                "person": named(standing.person.id, standing.person.text("name")),
                "state": _STATES[standing.state] + after,
                "rules": _marked(standing, ("require", "expertise")),
                "communication": _marked(standing, ("communication",)),
                "brings": "; ".join(
                    f"{', '.join(skills)} ({name})" for name, skills in standing.brings.items()
                ),
            }
        )
    columns = [Column("person", "Person"), Column("state", "State"), Column("rules", "Rules")]
    if qualification.role == "mentors":
        columns += [Column("communication", "Communication"), Column("brings", "Brings for objective")]
    return listing(f"{qualification.role}", qualification.role.capitalize(), columns, rows)


def _marked(standing: Standing, parts: Sequence[str]) -> str:
    return "\n".join(f"{_MARKS[rule.outcome]} {rule.reason}" for rule in standing.rules if rule.part in parts)


def _missing(qualification: Qualification, facts: Facts) -> Listing:
    missing = qualification.missing_skills(facts)
    rows: list[dict[str, Cell]] = [
        {"objective": name, "skills": ", ".join(skills)} for name, skills in missing.items()
    ]
    columns = [Column("objective", "Objective"), Column("skills", "Skills")]
    return listing("missing_skills", "Skills that no qualified mentor brings", columns, rows)


def _document(facts: Facts, qualifications: Sequence[Qualification]) -> dict[str, Any]:
    by_role = {each.role: each.totals for each in qualifications}
    document: dict[str, Any] = {
        "people": [
            {
                "id": standing.person.id,
                "name": standing.person.text("name"),
                "role": each.role[:-1],
                "state": standing.state,
                "after": list(standing.after),
                "rules": [
                    {
                        "part": rule.part,
                        "rule": rule.rule,
                        "passed": rule.outcome == "met",
                        "outcome": rule.outcome,
                        "reason": rule.reason,
                    }
                    for rule in standing.rules
                ],
                "brings": {name: list(skills) for name, skills in standing.brings.items()},
            }
            for each in qualifications
            for standing in each.standings
        ],
        "totals": {
            key: sum(totals[key] for totals in by_role.values()) for key in next(iter(by_role.values()))
        },
        "by_role": by_role,
    }
    for each in qualifications:
        if each.role == "mentors":
            document["missing_skills"] = {
                name: list(skills) for name, skills in each.missing_skills(facts).items()
            }
    return document
