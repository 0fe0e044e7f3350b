"""A run that is followed by another: its pairs, the people in them, and the pairs that had ended before."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.run import Run

PAIRS = "pairs.csv"


@dataclass(frozen=True)
class Previous:
    """What a later run has to know of an earlier one."""

    path: str
    sha256: str
    program: str
    pairs: tuple[tuple[str, str], ...]
    """Mentee and mentor, as the run names them."""
    mentees: tuple[Person, ...]
    """With name and e-mail address, where the run's table of pairs has them."""
    mentors: tuple[Person, ...]
    waiting: tuple[Person, ...]
    """Mentees without a mentor, by their ids alone."""
    apart: frozenset[tuple[str, str]]
    """Pairs that had ended before that run, by normalised ids."""
    decided: tuple[str, ...] = ()
    """The files of the decisions that it was made with."""

    @property
    def keys(self) -> dict[str, str]:
        """Mentee to mentor, by normalised ids."""
        return {fold(mentee): fold(mentor) for mentee, mentor in self.pairs}


def previous(run: Run, path: str, sha256: str) -> Previous:
    """What a run says of its pairs; `path` and hash are those of its record, as the later run names it."""
    record = run.record
    pairs = tuple((pair.mentee, pair.mentor) for pair in record.pairs)
    called = _called(run.files.get(PAIRS, b""))
    sides = [
        tuple(Person(name, called.get((role, name), {"id": name})) for name in dict.fromkeys(names))
        for role, names in (
            ("mentee", [mentee for mentee, _ in pairs]),
            ("mentor", [mentor for _, mentor in pairs]),
        )
    ]
    apart = record.previous.apart if record.previous else ()
    return Previous(
        path,
        sha256,
        record.program,
        pairs,
        sides[0],
        sides[1],
        tuple(Person(gap.mentee) for gap in record.unmatched),
        frozenset((fold(mentee), fold(mentor)) for mentee, mentor in apart),
        tuple(each.path for each in record.inputs if each.role == "decisions"),
    )


def _called(data: bytes) -> dict[tuple[str, str], dict[str, str]]:
    """(role, id) to what the table of pairs says of the person."""
    text = data.decode("utf-8-sig", errors="replace")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for role in ("mentee", "mentor"):
            cells = {"id": row.get(role), "name": row.get(f"{role}_name"), "email": row.get(f"{role}_email")}
            known = {field: _bare(cell) for field, cell in cells.items() if cell}
            if "id" in known:
                found[role, known["id"]] = known
    return found


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell
