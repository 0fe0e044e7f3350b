"""The logs and readings that a program's progress names, read for the people of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentorkit import logs
from mentorkit.definition import Definition, Input
from mentorkit.finding import Finding
from mentorkit.logs import Entry, Kind, Reading
from mentorkit.people import Person
from mentorkit.plans import Progress
from mentorkit.roster_file import RosterFile
from mentorkit.spreadsheets import read_rows


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
        rows, read, wrong = read_rows(
            definition, spec or RosterFile(file=other), ("progress", name), name, logs.ENTRIES, other
        )
        stages = [stage.name for stage in plan.stages]
        some, more = logs.entries(rows, kind, mentees, mentors, mentor_of, stages)
        found += some
        inputs += read
        findings += _once(wrong, more)
    return tuple(sorted(found, key=lambda entry: entry.date)), inputs, findings


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
