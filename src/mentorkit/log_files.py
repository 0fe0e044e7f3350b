"""The logs and readings that a program's progress names, read for the people of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mentorkit import logs
from mentorkit.definition import Definition, Input, NoFile, digest
from mentorkit.finding import CannotRun, Finding
from mentorkit.logs import Entry, Kind, Reading
from mentorkit.people import Person
from mentorkit.plans import Progress
from mentorkit.roster_file import RosterFile
from mentorkit.run import InputRecord
from mentorkit.spreadsheets import read_rows

EMPTY = "nothing is logged yet; if something was, name the file that has it"
"""What a log with headings alone says: before launch nothing else is to be expected."""


def entries(
    definition: Definition,
    mentees: Sequence[Person],
    mentors: Sequence[Person],
    mentor_of: Mapping[str, str],
    file: str | None = None,
) -> tuple[tuple[Entry, ...], list[Input], list[Finding]]:
    """The logs of meetings and check-ins; `file` is read in place of the meetings. Raises CannotRun."""
    plan = definition.program.progress or Progress()
    found: list[Entry] = []
    inputs, findings = list[Input](), list[Finding]()
    sorts: tuple[tuple[str, Kind, RosterFile | None, str | None], ...] = (
        ("meetings", "meeting", plan.meetings, file),
        ("checkins", "checkin", plan.checkins, None),
    )
    for name, kind, spec, other in sorts:
        if spec is None and other is None:
            continue
        try:
            rows, read, wrong = read_rows(
                definition, spec or RosterFile(file=other), ("progress", name), name, logs.ENTRIES, other
            )
        except NoFile as error:
            raise (error if other else CannotRun(_unnamed(definition, name, error))) from None
        wrong = [replace(each, hint=EMPTY) if each.code == "MK847" else each for each in wrong]
        stages = [stage.name for stage in plan.stages]
        some, more = logs.entries(rows, kind, mentees, mentors, mentor_of, stages)
        found += some
        inputs += read
        findings += _once(wrong, more)
    return tuple(sorted(found, key=lambda entry: entry.date)), inputs, findings


def begun(definition: Definition, read: Sequence[InputRecord], file: str | None = None) -> bool:
    """Whether anything was logged in the logs that a run has read, by what they held then.

    A log that had its headings alone is known by their hash, as long as its first line stays.
    """
    plan = definition.program.progress or Progress()
    named = [
        definition.beside(name) for spec in (plan.meetings, plan.checkins) if spec for name in spec.paths
    ]
    heads = {digest(head) for path in (*named, *([Path(file)] if file else [])) for head in _heads(path)}
    return any(each.role in ("meetings", "checkins") and each.sha256 not in heads for each in read)


def _heads(path: Path) -> tuple[bytes, ...]:
    """The first line of a log, with its end and without; nothing where it cannot be read."""
    try:
        first = path.read_bytes().partition(b"\n")
    except OSError:
        return ()
    line = first[0].rstrip(b"\r")
    return line, line + b"\n", line + b"\r\n"


def _unnamed(definition: Definition, name: str, error: NoFile) -> str:
    """What to do about a log of the program that is not there."""
    at = definition.source.locate(("progress", name, "file"))
    return (
        f"{error}, which progress: {name}: names ({at}); while nothing is logged yet, make it with its "
        f"headings alone (mentee,mentor,date), or leave {name}: out until launch"
    )


def readings(
    definition: Definition, file: str | None = None
) -> tuple[tuple[Reading, ...], list[Input], list[Finding]]:
    """The figures that the organisation reads itself. Raises CannotRun."""
    plan = definition.program.progress or Progress()
    if plan.readings is None and file is None:
        return (), [], []
    spec = plan.readings or RosterFile(file=file)
    rows, inputs, findings = read_rows(
        definition, spec, ("progress", "readings"), "readings", logs.READINGS, file
    )
    found, wrong = logs.readings(rows, [objective.id for objective in definition.program.objectives])
    return found, inputs, _once(findings, wrong)


def _once(unread: Sequence[Finding], blank: Sequence[Finding]) -> list[Finding]:
    """All findings, but for a cell that cannot be read not also that nothing is in it."""
    faulty = {finding.location for finding in unread}
    return [*unread, *(finding for finding in blank if finding.location not in faulty)]
