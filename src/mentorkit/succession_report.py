"""What `succession` shows: every role's bench, what the program adds, and on whom too much leans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mentorkit.bench import SPOKEN
from mentorkit.finding import Finding
from mentorkit.people import Person
from mentorkit.program import Program
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
from mentorkit.succession import Benches, Reliance, RoleBench, Strength, Successor

_STATES = {"nobody": "nobody", "nobody_ready": "nobody ready now", "short": "short", "covered": "covered"}


def report(
    program: Program,
    today: dt.date,
    found: Benches,
    people: Mapping[str, Person],
    inputs: Sequence[Mapping[str, str]],
    findings: Sequence[Finding],
) -> Report:
    """The report on a day."""
    before, after = found.strength
    document: Document = {
        "program": program.name,
        "today": today.isoformat(),
        "inputs": [dict(each) for each in inputs],
        "expected_from": "run" if found.from_run else "all_mentees",
        "advance": program.succession.advance if program.succession else 0,
        "roles": [_role(each, people) for each in found.roles],
        "functions": [_strength(each) for each in found.functions],
        "objectives": [_strength(each) for each in found.objectives],
        "reliances": [_reliance(each) for each in found.reliances],
        "totals": {
            "roles": len(found.roles),
            "bench_strength": _rounded(before),
            "bench_strength_expected": _rounded(after),
            "fillable_at_once": found.fillable,
            "fillable_at_once_expected": found.fillable_after,
            "without_candidates": sum(each.state == "nobody" for each in found.roles),
            "without_ready_successors": sum(each.ready == 0 for each in found.roles),
        },
        "findings": [finding_document(finding) for finding in findings],
    }
    listings = (
        _role_listing(document["roles"]),
        _strength_listing("functions", "Bench by function", "Function", document["functions"]),
        _strength_listing("objectives", "Bench by objective", "Objective", document["objectives"]),
        _pair_listing(found, people),
        _reliance_listing(document["reliances"]),
        _candidate_listing(document["roles"]),
    )
    title = f"{program.name}: succession on {today}"
    return Report(title, listings, document, tuple(_summary(program, found)))


def _role(each: RoleBench, people: Mapping[str, Person]) -> Document:
    role = each.role
    return {
        "role": role.title,
        "function": role.function,
        "incumbent": each.incumbent.id if each.incumbent else role.incumbent,
        "incumbent_name": each.incumbent.text("name") if each.incumbent else None,
        "exit_risk": role.exit_risk,
        "leaves_on": role.leaves_on.isoformat() if role.leaves_on else None,
        "needed": role.successors,
        "ready_now": each.ready,
        "one_to_two_years": sum(one.readiness == "one_to_two_years" for one in each.successors),
        "three_to_five_years": sum(one.readiness == "three_to_five_years" for one in each.successors),
        "ready_when_the_incumbent_leaves": each.in_time,
        "ready_after": each.ready_after,
        "state": each.state,
        "candidates": [_successor(one, people) for one in each.successors],
    }


def _successor(one: Successor, people: Mapping[str, Person]) -> Document:
    mentor = people.get(one.mentor or "")
    return {
        "id": one.id,
        "name": one.name,
        "readiness": one.readiness,
        "after": one.after,
        "mentor": mentor.id if mentor else one.mentor,
        "mentor_knows": one.knows,
    }


def _strength(each: Strength) -> Document:
    measure = each.objective.measure if each.objective else None
    counts = measure is not None and measure.metric == "bench_strength"
    return {
        "name": each.name,
        "roles": list(each.roles),
        "bench_strength": _rounded(each.before),
        "bench_strength_expected": _rounded(each.after),
        "target": _number(measure.target) if measure is not None and counts else None,
        "by": measure.by.isoformat() if measure is not None and counts and measure.by else None,
    }


def _reliance(each: Reliance) -> Document:
    return {
        "id": each.successor.id,
        "name": each.successor.name,
        "roles": list(each.roles),
        "alone_for": list(each.alone),
    }


def _role_listing(roles: Sequence[Document]) -> Listing:
    columns = [
        Column("role", "Role"),
        Column("function"),
        Column("incumbent"),
        Column("incumbent_name"),
        Column("incumbent_on_screen", "Incumbent", in_files=False),
        Column("exit_risk"),
        Column("leaves_on"),
        Column("needed", "Needed", number=True),
        Column("ready_now", "Now", number=True),
        Column("one_to_two_years", "1-2 y", number=True),
        Column("three_to_five_years", "3-5 y", number=True),
        Column("ready_when_the_incumbent_leaves"),
        Column("ready_after", "Expected", number=True),
        Column("state"),
        Column("state_on_screen", "Bench", in_files=False),
    ]
    rows: list[dict[str, Cell]] = [
        {
            **{column.name: each.get(column.name) for column in columns},
            "incumbent_on_screen": _incumbent(each),
            "state_on_screen": _STATES[each["state"]],
        }
        for each in roles
    ]
    return listing("roles", "Critical roles, the most pressing first", columns, rows)


def _incumbent(role: Document) -> str:
    """Who has a role, how likely they leave, and when, with how many are ready by then."""
    said = [named(role["incumbent"], role["incumbent_name"])] if role["incumbent"] else []
    said += [f"exit risk {role['exit_risk']}"] if role["exit_risk"] else []
    if role["leaves_on"]:
        ready = role["ready_when_the_incumbent_leaves"]
        said.append(f"leaves on {role['leaves_on']}, {ready} ready by then")
    return "\n".join(said)


def _strength_listing(name: str, title: str, what: str, entries: Sequence[Document]) -> Listing:
    columns = [
        Column("name", what),
        Column("roles", "Roles", number=True),
        Column("bench_strength", "Ready now a role", number=True, decimals=2),
        Column("bench_strength_expected", "Expected", number=True, decimals=2),
        Column("target", "Target", number=True),
        Column("by", "By"),
    ]
    rows: list[dict[str, Cell]] = [dict(each) | {"roles": len(each["roles"])} for each in entries]
    return listing(name, title, columns, rows)


def _pair_listing(found: Benches, people: Mapping[str, Person]) -> Listing:
    """The pairs of the run that build a bench."""
    columns = [
        Column("mentee"),
        Column("mentee_name"),
        Column("mentee_on_screen", "Candidate", in_files=False),
        Column("mentor"),
        Column("mentor_name"),
        Column("mentor_on_screen", "Mentor", in_files=False),
        Column("role", "Role"),
        Column("readiness"),
        Column("after"),
        Column("step", "Readiness", in_files=False),
        Column("mentor_knows"),
        Column("knows_on_screen", "The mentor", in_files=False),
    ]
    knows = {"incumbent": "has the role", "former": "had the role"}
    rows: list[dict[str, Cell]] = []
    for each in found.roles:
        for one in each.successors:
            if one.mentor is None:
                continue
            mentor = people.get(one.mentor)
            name = mentor.text("name") if mentor else None
            who = mentor.id if mentor else one.mentor
            rows.append(
                {
                    "mentee": one.id,
                    "mentee_name": one.name,
                    "mentee_on_screen": named(one.id, one.name),
                    "mentor": who,
                    "mentor_name": name,
                    "mentor_on_screen": named(who, name),
                    "role": each.role.title,
                    "readiness": one.readiness,
                    "after": one.after,
                    "step": _step(one),
                    "mentor_knows": one.knows,
                    "knows_on_screen": knows.get(one.knows or ""),
                }
            )
    return listing("pairs", "Pairs that build a bench", columns, rows)


def _step(one: Successor) -> str:
    before, after = SPOKEN[one.readiness], SPOKEN[one.after]
    return before if before == after else f"{before} → {after}"


def _reliance_listing(entries: Sequence[Document]) -> Listing:
    columns = [
        Column("id"),
        Column("name"),
        Column("on_screen", "Candidate", in_files=False),
        Column("roles", "Stands for"),
        Column("alone_for", "Alone ready for"),
    ]
    rows: list[dict[str, Cell]] = [
        {
            "id": each["id"],
            "name": each["name"],
            "on_screen": named(each["id"], each["name"]),
            "roles": "; ".join(each["roles"]),
            "alone_for": "; ".join(each["alone_for"]),
        }
        for each in entries
    ]
    return listing("reliances", "Single points of failure", columns, rows)


def _candidate_listing(roles: Sequence[Document]) -> Listing:
    """A row a role and candidate; for files alone."""
    names = ("role", "id", "name", "readiness", "after", "mentor", "mentor_knows")
    rows: list[dict[str, Cell]] = [
        {"role": each["role"], **one} for each in roles for one in each["candidates"]
    ]
    return listing("candidates", "Candidates", [Column(name) for name in names], rows)


def _summary(program: Program, found: Benches) -> list[str]:
    plan = program.succession
    before, after = found.strength
    nobody = [each.role.title for each in found.roles if each.state == "nobody"]
    unready = [each.role.title for each in found.roles if each.state == "nobody_ready"]
    ready = (
        f"{float(before):.2f} successors a role are ready now, {float(after):.2f} expected after the program"
    )
    said = [f"{counted(len(found.roles), 'critical role')}: {ready}."]
    if nobody:
        said.append(f"Nobody stands for: {', '.join(nobody)}.")
    if unready:
        said.append(f"Nobody is ready now for: {', '.join(unready)}.")
    said.append(
        f"At once, nobody taking two, {found.fillable} of {len(found.roles)} could be filled today, "
        f"{found.fillable_after} as expected."
    )
    steps = f"{counted(plan.advance if plan else 0, 'step')} of readiness"
    whom = "with a mentor in the run" if found.from_run else "in the roster of mentees"
    all_matched = "" if found.from_run else ", as if all were matched"
    said.append(f"Expected is, as an assumption, that every candidate {whom} moves {steps}{all_matched}.")
    return said


def _rounded(number: Fraction) -> float:
    return round(float(number), 4)


def _number(number: Decimal | None) -> Any:
    return None if number is None else int(number) if number == number.to_integral_value() else float(number)
