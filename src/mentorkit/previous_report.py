"""What has changed since the previous run, beside the pairs of a match: kept, moved, ended and new pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from mentorkit.assignment import Assignment
from mentorkit.fields import fold
from mentorkit.living import Carried
from mentorkit.people import Person
from mentorkit.report import Cell, Column, Document, Report, counted, listing, named

ORDER = ("ended", "moved", "new", "kept")
"""In the order in which they are shown."""
SHOWN = ("ended", "moved", "new")
"""Those on screen; kept pairs are counted."""
OTHER = "another mentor"
"""On screen, what a pair that ended is for a mentee who has a mentor again."""


def with_previous(report: Report, carried: Carried, assignment: Assignment) -> Report:
    """The report with the listing of changes, and the same under `previous` in its document."""
    changes = sorted(
        _changes(carried, assignment), key=lambda each: (ORDER.index(each["change"]), fold(each["mentee"]))
    )
    document: Document = {
        "moves": carried.moves,
        "living": carried.most,
        "keep": carried.least,
        "apart": [list(pair) for pair in carried.apart],
        "changes": changes,
    }
    names = _names(carried, assignment)
    columns = [
        Column("change"),
        Column("change_on_screen", "Change", in_files=False),
        Column("mentee"),
        Column("mentee_on_screen", "Mentee", in_files=False),
        Column("mentor"),
        Column("mentor_on_screen", "Mentor now", in_files=False),
        Column("before"),
        Column("before_on_screen", "Mentor before", in_files=False),
        Column("reason"),
        Column("reason_on_screen", "Reason", in_files=False),
        Column("detail", "In detail"),
    ]
    shown = [Column(column.name, column.title) if column.title else Column(column.name) for column in columns]
    in_files = [replace(column, title="") for column in columns if column.in_files]
    in_files += [Column(f"{name}_name", in_files=False) for name in ("mentee", "mentor", "before")]
    rows: list[dict[str, Cell]] = [
        {
            **each,
            "change_on_screen": _word(each),
            "reason_on_screen": each["reason"] and str(each["reason"]).replace("_", " "),
            **_called("mentee", names["mentee", fold(each["mentee"])]),
            **(_called("mentor", names["mentor", fold(each["mentor"])]) if each["mentor"] else {}),
            **(_called("before", names["mentor", fold(each["before"])]) if each["before"] else {}),
        }
        for each in changes
    ]
    title = "Since the previous run"
    on_screen = [row for row in rows if row["change"] in SHOWN]
    found = [
        *report.listings,
        listing("changes", "All changes", in_files, rows),
        listing("changes_on_screen", title, shown, on_screen),
    ]
    return replace(
        report,
        listings=tuple(found),
        document=report.document | {"previous": document},
        summary=(*report.summary, *_summary(carried, Counter(map(_word, changes)))),
    )


def _changes(carried: Carried, assignment: Assignment) -> list[Document]:
    """Every pair of the previous run, and every mentee who has another mentor than before or the first."""
    scores = assignment.scores
    now = {scores.mentees[row].key: scores.mentors[column] for row, column in assignment.pairs}
    ids = {person.key: person.id for person in scores.mentees}
    broken = {fold(each.mentee): each for each in carried.broken}
    found: list[Document] = []
    for mentee, mentor in carried.previous.pairs:
        key = fold(mentee)
        given = now.get(key)
        entry: Document = {
            "change": "kept",
            "mentee": ids.get(key, mentee),
            "mentor": given.id if given else None,
            "before": mentor,
            "reason": None,
            "detail": None,
        }
        if key in broken:
            entry |= {"change": "ended", "reason": broken[key].reason, "detail": broken[key].detail}
        elif given is None or given.key != fold(mentor):
            full = carried.moves == 0
            entry |= {
                "change": "moved",
                "reason": "fewer_places" if full else "moved",
                "detail": _fewer(assignment, fold(mentor)) if full else _moved(given),
            }
        found.append(entry)
    before = {fold(mentee) for mentee, _ in carried.previous.pairs}
    found += [
        {
            "change": "new",
            "mentee": ids[key],
            "mentor": mentor.id,
            "before": None,
            "reason": None,
            "detail": None,
        }
        for key, mentor in now.items()
        if key not in before
    ]
    return found


def _fewer(assignment: Assignment, mentor: str) -> str:
    """Why a mentor cannot keep all living pairs."""
    scores = assignment.scores
    locked = [
        named(scores.mentees[row].id, scores.mentees[row].text("name"))
        for row, column in sorted(scores.locks.items())
        if scores.mentors[column].key == mentor and row not in scores.kept and row not in scores.living
    ]
    by_hand = f", since decisions give {', '.join(locked)} to them" if locked else ""
    return f"the mentor has fewer places than living pairs{by_hand}"


def _word(change: Document) -> str:
    """What became of a pair, for people: whoever has another mentor since a pair ended is in a new one."""
    return OTHER if change["change"] == "ended" and change["mentor"] else str(change["change"])


def _moved(given: Person | None) -> str:
    return "the whole is better so" if given else "the whole is better so; the mentee has nobody now"


def _called(column: str, person: Person) -> dict[str, Cell]:
    """A person as the screen and the workbook name them."""
    name = person.text("name")
    return {f"{column}_on_screen": named(person.id, name), f"{column}_name": name}


def _names(carried: Carried, assignment: Assignment) -> Mapping[tuple[str, str], Person]:
    scores, before = assignment.scores, carried.previous
    found: dict[tuple[str, str], Person] = {}
    for role, people in (
        ("mentee", (*before.mentees, *scores.mentees)),
        ("mentor", (*before.mentors, *scores.mentors)),
    ):
        found |= {(role, person.key): person for person in people}
    return found


def _summary(carried: Carried, counts: Mapping[str, int]) -> list[str]:
    said = [f"{counts.get(change, 0):,} {change}" for change in ("kept", "moved", "ended", "new")]
    said[2:2] = [f"{counts[OTHER]:,} with another mentor"] if counts.get(OTHER) else []
    told = ", ".join(said)
    pairs = counted(len(carried.previous.pairs), "pair")
    allowed = (
        f"at most {carried.moves:,} of {carried.most:,} living ones may move"
        if carried.moves
        else "no living one may move"
    )
    return [f"Since the previous run of {pairs}: {told}; {allowed}."]
