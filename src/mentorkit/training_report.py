"""What `training` shows: who is ready, who lacks what by when, the places that wait, and the evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from mentorkit.evaluation import Figure
from mentorkit.evaluation_report import figure_document, figure_listing
from mentorkit.finding import Finding
from mentorkit.program import Program
from mentorkit.report import (
    Cell,
    Column,
    Document,
    Listing,
    Report,
    finding_document,
    listing,
    named,
)
from mentorkit.training import Duty, Learner, Places
from mentorkit.training_words import summary, totals

PARTS = ("training", "people", "modules", "places", "evaluation")
"""Listings that can be had as csv and as files."""
GIVE_WAY = "fewer, who would give way to these in the pool"


def report(
    program: Program,
    today: dt.date,
    found: Sequence[Learner],
    places: Places,
    figures: Sequence[Figure],
    inputs: Sequence[Mapping[str, str]],
    findings: Sequence[Finding],
    no_pool: str = "",
) -> Report:
    """The report on a day; `no_pool` is why no pool can be chosen of those who are trained by then."""
    counting = [each for each in found if each.counts]
    modules = _modules(counting)
    document: Document = {
        "program": program.name,
        "today": today.isoformat(),
        "inputs": [dict(each) for each in inputs],
        "people": [_person(each, places) for each in found],
        "modules": modules,
        "places": _places(places),
        "evaluation": [figure_document(each) for each in figures],
        "totals": totals(counting),
        "not_in_pool": totals([each for each in found if each.inside is False]),
        "not_qualified": totals([each for each in found if each.inside is not False and not each.able]),
        "findings": [finding_document(finding) for finding in findings],
    }
    listings = (
        _module_listing(modules),
        _lacking(counting, places),
        _rows(found),
        _people_listing(document["people"]),
        _places_listing(places if any(each.role == "mentors" for each in found) else None),
        figure_listing(figures),
    )
    title = f"{program.name}: training on {today}"
    return Report(title, listings, document, summary(found, places, figures, no_pool))


def _person(learner: Learner, places: Places) -> Document:
    waiting = places.of.get(learner.person.key, 0) if learner.role == "mentors" else 0
    return {
        "id": learner.person.id,
        "name": learner.person.text("name"),
        "email": learner.person.text("email"),
        "role": learner.role[:-1],
        "state": learner.state,
        "in_pool": learner.inside,
        "may_qualify": learner.able,
        "modules": [
            {
                "module": duty.module.name,
                "state": duty.state,
                "due": _iso(duty.module.due),
                "completed_on": _iso(duty.on),
                "hours": _plain(duty.module.hours),
            }
            for duty in learner.duties
        ],
        "hours_done": _plain(learner.hours("done")),
        "hours_open": _plain(learner.hours("open", "overdue", "later")),
        "places_waiting": waiting,
    }


def _modules(found: Sequence[Learner]) -> list[Document]:
    """Each training of each role, with how many have completed it."""
    by_module: dict[tuple[str, str], list[Duty]] = {}
    for learner in found:
        for duty in learner.duties:
            by_module.setdefault((learner.role[:-1], duty.module.name), []).append(duty)
    entries = []
    for (role, name), duties in by_module.items():
        module = duties[0].module
        lacking = [duty for duty in duties if duty.state in ("open", "overdue", "later")]
        entries.append(
            {
                "role": role,
                "module": name,
                "required": module.required,
                "due": _iso(module.due),
                "hours": _plain(module.hours),
                "people": len(duties),
                "completed": sum(duty.state == "done" for duty in duties),
                "open": sum(duty.state in ("open", "later") for duty in duties),
                "overdue": sum(duty.state == "overdue" for duty in duties),
                "hours_open": _plain(sum((module.hours or Decimal(0) for _ in lacking), Decimal(0))),
            }
        )
    return entries


def _places(places: Places) -> Document:
    return {
        "qualified": places.qualified,
        "untrained": places.untrained,
        "waiting": places.waiting,
        "matched_already": places.matched_already,
        "mentees": places.mentees,
        "mentees_waiting": places.waiting_mentees,
        "gates": [
            {
                "module": gate.module or None,
                "mentors": gate.mentors,
                "places": gate.places,
                "mentors_out": gate.out,
                "places_out": gate.places_out,
            }
            for gate in places.gates
        ],
    }


def _module_listing(modules: Sequence[Document]) -> Listing:
    columns = [
        Column("role", "Role"),
        Column("module", "Training"),
        Column("required"),
        Column("due", "Due"),
        Column("hours", "Hours", number=True),
        Column("people", "People", number=True),
        Column("completed", "Completed", number=True),
        Column("open", "Open", number=True),
        Column("overdue", "Overdue", number=True),
        Column("hours_open", "Hours open", number=True),
    ]
    rows = [dict(each) | {"required": "yes" if each["required"] else "no"} for each in modules]
    return listing("modules", "Trainings", columns, rows)


def _lacking(found: Sequence[Learner], places: Places) -> Listing:
    """Who is not ready; for the screen alone."""
    columns = [
        Column("person", "Not ready", in_files=False),
        Column("role", "Role", in_files=False),
        Column("lacks", "Lacks", in_files=False),
        Column("hours", "Hours", number=True, in_files=False),
        Column("places", "Places that wait", number=True, in_files=False),
    ]
    rows: list[dict[str, Cell]] = []
    for learner in found:
        if learner.state != "ready":
            waiting = places.of.get(learner.person.key, 0) if learner.role == "mentors" else 0
            rows.append(
                {
                    "person": named(learner.person.id, learner.person.text("name")),
                    "role": learner.role[:-1],
                    "lacks": "; ".join(map(_lack, learner.missing)),
                    "hours": _plain(learner.hours("open", "overdue")) or None,
                    "places": waiting or None,
                }
            )
    return listing("lacking", "People who are not ready", columns, rows)


def _lack(duty: Duty) -> str:
    due = duty.module.due
    if due is None:
        return duty.module.name
    return f"{duty.module.name} ({'was ' if duty.state == 'overdue' else ''}due {due})"


def _rows(found: Sequence[Learner]) -> Listing:
    """A row a person and training; for files alone."""
    names = (
        "role",
        "id",
        "name",
        "email",
        "in_pool",
        "may_qualify",
        "module",
        "state",
        "due",
        "completed_on",
        "hours",
    )
    rows: list[dict[str, Cell]] = [
        {
            "role": learner.role[:-1],
            "id": learner.person.id,
            "name": learner.person.text("name"),
            "email": learner.person.text("email"),
            "in_pool": _yes_no(learner.inside),
            "may_qualify": _yes_no(learner.able),
            "module": duty.module.name,
            "state": duty.state,
            "due": _iso(duty.module.due),
            "completed_on": _iso(duty.on),
            "hours": _plain(duty.module.hours),
        }
        for learner in found
        for duty in learner.duties
    ]
    return listing("training", "Trainings of everybody", [Column(name) for name in names], rows)


def _people_listing(people: Sequence[Document]) -> Listing:
    """A row a person; for files alone."""
    names = (
        "role", "id", "name", "email", "in_pool", "may_qualify", "state", "missing", "hours_done",
        "hours_open", "places_waiting",
    )  # fmt: skip
    rows: list[dict[str, Cell]] = []
    for each in people:
        lacks = [part["module"] for part in each["modules"] if part["state"] in ("open", "overdue")]
        told = {"missing": "; ".join(lacks) or None, "in_pool": _yes_no(each["in_pool"])}
        told["may_qualify"] = _yes_no(each["may_qualify"])
        rows.append({name: each.get(name) for name in names} | told)
    return listing("people", "People", [Column(name) for name in names], rows)


def _places_listing(places: Places | None) -> Listing:
    columns = [
        Column("what", "Mentors' places"),
        Column("mentors", "Mentors", number=True),
        Column("places", "Places", number=True),
    ]
    rows: list[dict[str, Cell]] = []
    if places is None:
        return listing("places", "", columns, rows)
    whose = "of mentors in the pool" if places.of_pool else "of mentors who qualify"
    rows.append({"what": whose, "places": places.qualified})
    if places.untrained:
        rows.append({"what": "of these, mentors who lack a training", "places": places.untrained})
    for gate in places.gates:
        what = f"more, once {gate.module} is completed" if gate.module else "more, once all of these are"
        rows.append({"what": what, "mentors": gate.mentors, "places": gate.places})
        if gate.out:
            rows.append({"what": GIVE_WAY, "mentors": gate.out, "places": gate.places_out})
    return listing("places", "What training does to the places", columns, rows)


def _yes_no(said: bool | None) -> str | None:
    return None if said is None else "yes" if said else "no"


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plain(number: Decimal | None) -> Any:
    """A number as plain data; whole where it is."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
