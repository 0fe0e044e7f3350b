"""The CSV files of a run, held against run.json and the inputs row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.qualification import Qualification
from mentorkit.run import PairRecord, PreviousRecord, Record
from mentorkit.verify.cast import Inputs
from mentorkit.verify.decided import decision_rows

Row = list[str]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
"""Signs before which a cell has an apostrophe, so that a spreadsheet does not compute it."""


def expected(name: str, record: Record, inputs: Inputs) -> list[Row] | None:
    """The rows that a file should hold, its heading first; None where `verify` does not know the file."""
    match name:
        case "pairs.csv":
            return list(_pairs(record, inputs))
        case "unmatched.csv":
            return list(_unmatched(record, inputs))
        case "qualification.csv":
            return list(_qualification([inputs.mentors, inputs.mentees]))
        case "changes.csv" if record.previous:
            return list(_changes(record.previous))
        case "decisions.csv" if record.decisions:
            return list(decision_rows(record.decisions))
        case _:
            return None


def differences(data: bytes, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The lines that are not what they should be, with what is wrong."""
    try:
        text = data.decode("utf-8-sig")
        found = [
            (reader.line_num, row) for reader in [csv.reader(io.StringIO(text, newline=""))] for row in reader
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        yield 0, f"it cannot be read as CSV: {error}"
        return
    heading = rows[0]
    for (line, row), wanted in zip(found, rows, strict=False):
        cells, wanted = [_bare(cell) for cell in row], [_bare(_kept(cell)) for cell in wanted]
        if cells != wanted:
            for name, cell, own in zip(heading, cells, wanted, strict=False):
                if cell != own:
                    yield line, f'{name} is "{cell}", run.json and the inputs say "{own}"'
            if len(cells) != len(wanted):
                yield line, f"there are {len(cells)} cells, not {len(wanted)}"
    if len(found) != len(rows):
        yield 0, f"it has {len(found) - 1} rows, run.json and the inputs make {len(rows) - 1}"


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _kept(cell: str) -> str:
    """The cell as UTF-8 can hold it."""
    return cell.encode("utf-8", "replace").decode()


def _pairs(record: Record, inputs: Inputs) -> Iterator[Row]:
    people = ["mentee", "mentee_name", "mentee_email", "mentor", "mentor_name", "mentor_email"]
    labels = [criterion.label for criterion in inputs.program.matching.criteria]
    yield [*people, "score", *labels, "why", "decision", "waived"]
    for pair in record.pairs:
        mentee, mentor = _person(inputs.mentees, pair.mentee), _person(inputs.mentors, pair.mentor)
        yield [
            *(pair.mentee, *_called(mentee), pair.mentor, *_called(mentor)),
            f"{pair.score:.4f}",
            *(str(part.value) for part in pair.parts),
            _why(pair),
            "lock" if pair.locked else "",
            ", ".join(pair.waived),
        ]


def _why(pair: PairRecord) -> str:
    waived = f", waived: {', '.join(pair.waived)}" if pair.waived else ""
    owed = [
        f"{role} still needs {', '.join(trainings)}; " for role, trainings in pair.after.items() if trainings
    ]
    kept = "kept from the previous run; " if pair.kept else ""
    by_hand = kept + (f"locked by hand{waived}; " if pair.locked else "")
    return by_hand + "".join(owed) + "; ".join(part.sentence for part in pair.parts)


def _changes(previous: PreviousRecord) -> Iterator[Row]:
    names = ("change", "mentee", "mentor", "before", "reason", "detail")
    yield list(names)
    for each in previous.changes:
        yield [getattr(each, name) or "" for name in names]


def _unmatched(record: Record, inputs: Inputs) -> Iterator[Row]:
    yield ["mentee", "name", "email", "reason", "detail", "would_help"]
    for gap in record.unmatched:
        called = _called(_person(inputs.mentees, gap.mentee))
        yield [gap.mentee, *called, gap.reason, gap.detail, gap.would_help]


def _qualification(roles: Sequence[Qualification]) -> Iterator[Row]:
    yield ["role", "id", "name", "state", "part", "rule", "outcome", "reason"]
    for role in roles:
        for standing in role.standings:
            person = standing.person
            who = [role.role[:-1], person.id, person.text("name") or "", standing.state]
            verdicts = [[rule.part, rule.rule, rule.outcome, rule.reason] for rule in standing.rules]
            for verdict in verdicts or [[""] * 4]:
                yield who + verdict


def _person(role: Qualification, name: str) -> Person | None:
    standing = role.by_key.get(fold(name))
    return standing.person if standing else None


def _called(person: Person | None) -> tuple[str, str]:
    return (person.text("name") or "", person.text("email") or "") if person else ("", "")
