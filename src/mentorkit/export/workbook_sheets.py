"""Which sheets the workbook of a run has, made of its listings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from mentorkit.export.sheet import (
    DECIDING,
    RULES,
    Front,
    Sheet,
    SheetColumn,
    apart,
    entries,
    heading,
    of_listing,
)
from mentorkit.export.workbook_front import front
from mentorkit.report import Cell, Document, Listing, Report, named

SPARE = 200
"""Blank rows for decisions on any other pair (our choice)."""
OTHERS = {
    "decisions": "Cost of decisions",
    "changes": "Changes",
    "robustness": "Robustness",
    "weights": "Weights",
    "policies": "Policies",
}
"""Further listings that have a sheet where the run has them."""
SCORE = "0.0000"
"""Scores have four decimals."""
BEST = 100
"""The highest score."""
NOTHING: tuple[Cell, ...] = (None,) * len(DECIDING)
"""Where nothing is decided."""
Names = Mapping[tuple[str, str], Cell]
"""The name of a person by role and id."""
Given = Mapping[tuple[str, str], Document]
"""The decisions that the run was made with, by the ids of mentee and mentor."""


def sheets(report: Report) -> tuple[Front, tuple[Sheet, ...]]:
    """The first sheet and the tables of a run's report."""
    listings = {each.name: each for each in (*report.listings, *(make() for make in report.later))}
    taken = report.document.get("decisions", {}).get("each", ())
    given = {(each["mentee"], each["mentor"]): each for each in taken}
    names = _names(listings["qualification"])
    tables = [
        _pairs(report.document, listings["pairs"], given),
        *([_alternatives(listings["alternatives"], names)] if listings["alternatives"].rows else ()),
        _unmatched(listings["unmatched"]),
        _decisions(report.document, given, names),
        _mentors(report.document, listings["qualification"], names),
        of_listing(listings["qualification"], "Qualification"),
    ]
    further = {"places": "Supply and demand", "waivable": RULES, **OTHERS}
    found = [(listings[name], title) for name, title in further.items() if name in listings]
    tables += [_changes(each) if each.name == "changes" else of_listing(each, title) for each, title in found]
    return front(report, tables), tuple(tables)


def _names(qualification: Listing) -> Names:
    role, key, name = (_at(qualification, column) for column in ("role", "id", "name"))
    return {(str(row[role]), str(row[key])): row[name] for row in qualification.rows}


def _at(listing: Listing, name: str) -> int:
    return next(number for number, column in enumerate(listing.columns) if column.name == name)


def _pairs(document: Document, listing: Listing, given: Given) -> Sheet:
    """Every pair with what was decided on it, to be decided on; then why, and the parts of its score."""
    at = {column.name: number for number, column in enumerate(listing.columns)}
    first = ("mentee", "mentee_name", "mentor", "mentor_name", "score")
    then = ("why", "next_best")
    last = ("mentee_email", "mentor_email")
    apart_ = {"mentee_on_screen", "mentor_on_screen", "decision", "waived", *first, *then, *last}
    parts = [column.name for column in listing.columns if column.name not in apart_]
    columns = [
        *(SheetColumn(heading(name)) for name in first[:-1]),
        SheetColumn("Score", SCORE, bar=BEST),
        *entries(*DECIDING),
        *(SheetColumn(apart(name)) for name in (*then, *parts, *last)),
    ]
    rows = []
    for row in listing.rows:
        taken = given.get((str(row[at["mentee"]]), str(row[at["mentor"]])), {})
        waived = "; ".join(taken["waive"]) if taken else row[at["waived"]]
        decided = (row[at["decision"]], waived or None, taken.get("reason"), taken.get("by"))
        rows.append(
            (
                *(row[at[name]] for name in first),
                *decided,
                *(row[at[name]] for name in (*then, *parts, *last)),
            )
        )
    printed = len(first) + len(DECIDING) + len(then)
    return Sheet("Pairs", tuple(columns), tuple(rows), frozen=2, printed=printed)


def _alternatives(listing: Listing, names: Names) -> Sheet:
    """The next best mentors of each mentee, to be locked instead."""
    columns = [
        *(SheetColumn(text) for text in ("Mentee id", "Mentee name", "Mentor id", "Mentor name")),
        SheetColumn("Score", SCORE, bar=BEST),
        SheetColumn("Costs everybody", SCORE),
        *entries(*DECIDING),
    ]
    rows: list[tuple[Cell, ...]] = []
    for mentee, mentor, score, loss in listing.rows:
        called = names.get(("mentee", str(mentee))), names.get(("mentor", str(mentor)))
        rows.append((mentee, called[0], mentor, called[1], score, loss, *NOTHING))
    return Sheet("Alternatives", tuple(columns), tuple(rows), frozen=2)


def _unmatched(listing: Listing) -> Sheet:
    """Everybody who is left over, with room for the mentor to lock."""
    at = {column.name: number for number, column in enumerate(listing.columns)}
    columns = [
        SheetColumn("Mentee id"),
        SheetColumn("Mentee name"),
        SheetColumn("Unmatched because"),
        *entries("mentor", *DECIDING),
        SheetColumn("In detail"),
        SheetColumn("What would help"),
        SheetColumn("Mentee email"),
    ]
    rows = [
        (
            *(row[at[name]] for name in ("mentee", "name", "reason")),
            *(None, *NOTHING),
            *(row[at[name]] for name in ("detail", "would_help", "email")),
        )
        for row in listing.rows
    ]
    return Sheet("Unmatched", tuple(columns), tuple(rows), frozen=2)


def _decisions(document: Document, given: Given, names: Names) -> Sheet:
    """Decisions on pairs that no other sheet has, and blank rows for more."""
    pairs = {(each["mentee"], each["mentor"]) for each in document["pairs"]}
    columns = [
        *entries("mentee", "mentor", *DECIDING),
        SheetColumn("Mentee name"),
        SheetColumn("Mentor name"),
    ]
    rows = [
        (
            *pair,
            *(taken["decision"], "; ".join(taken["waive"]) or None, taken["reason"] or None),
            taken["by"] or None,
            names.get(("mentee", pair[0])),
            names.get(("mentor", pair[1])),
        )
        for pair, taken in given.items()
        if pair not in pairs
    ]
    return Sheet("Decisions", tuple(columns), tuple(rows), spare=SPARE)


def _changes(listing: Listing) -> Sheet:
    """What became of the pairs of the previous run, with the names that its file has no room for."""
    called = {"mentee": "Mentee id", "mentor": "Mentor id", "before": "Id of the mentor before"}
    called |= {"mentee_name": "Mentee name", "mentor_name": "Mentor name"}
    called |= {"before_name": "Name of the mentor before"}
    first = ("change", "mentee", "mentee_name", "mentor", "mentor_name", "before", "before_name")
    names = (*first, "reason", "detail")
    columns = tuple(SheetColumn(called.get(name) or heading(name)) for name in names)
    at = [_at(listing, name) for name in names]
    rows = tuple(tuple(row[number] for number in at) for row in listing.rows)
    return Sheet(OTHERS["changes"], columns, rows, frozen=3)


def _mentors(document: Document, qualification: Listing, names: Names) -> Sheet:
    """Every mentor of the roster; places are blank where nobody can be taken in this run."""
    state_at, role_at, id_at = (_at(qualification, name) for name in ("state", "role", "id"))
    states = {str(row[id_at]): row[state_at] for row in qualification.rows if row[role_at] == "mentor"}
    served: defaultdict[str, list[Document]] = defaultdict(list)
    for pair in document["pairs"]:
        served[pair["mentor"]].append(pair)
    free = {each["mentor"]: each["places"] for each in document["free_places"]}
    more = {each["mentor"]: each for each in document["more_places"]}
    rows: list[tuple[Cell, ...]] = []
    for mentor, state in states.items():
        theirs, left = served[mentor], free.get(mentor, 0)
        places = len(theirs) + left
        mean = sum(pair["score"] for pair in theirs) / len(theirs) if theirs else None
        gain = more.get(mentor, {})
        called = (named(pair["mentee"], _text(names.get(("mentee", pair["mentee"])))) for pair in theirs)
        rows.append(
            (
                mentor,
                names.get(("mentor", mentor)),
                str(state).replace("_", " "),
                *((places, len(theirs), left, len(theirs) / places) if places else (None, None, None, None)),
                None if mean is None else round(mean, 4),
                "; ".join(called) or None,
                gain.get("matched"),
                gain.get("score"),
            )
        )
    columns = (
        SheetColumn("Mentor id"),
        SheetColumn("Mentor name"),
        SheetColumn("State"),
        SheetColumn("Places"),
        SheetColumn("Mentees"),
        SheetColumn("Free"),
        SheetColumn("Load", "0%", bar=1),
        SheetColumn("Mean score", SCORE, bar=BEST),
        SheetColumn("Who they are"),
        SheetColumn("One more place: matched"),
        SheetColumn("One more place: total score", SCORE),
    )
    return Sheet("Mentors", columns, tuple(rows), frozen=2)


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)
