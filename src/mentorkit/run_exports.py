"""A run, read again and written as another system takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorkit import definition, load
from mentorkit import run as runs
from mentorkit.cast_files import cast
from mentorkit.export.keys import unfit
from mentorkit.export.systems import SYSTEMS, System, table
from mentorkit.export_checks import columns as check_columns
from mentorkit.finding import CannotRun, Finding, has_errors, nearest
from mentorkit.handover import handover


@dataclass(frozen=True)
class Exported:
    """What is handed over."""

    text: str
    pairs: int
    approved: bool
    """Whether somebody approved the run."""
    inputs: tuple[load.Input, ...]


def exported(
    path: str, to: str, columns: Mapping[str, str] | None = None
) -> tuple[Exported | None, list[Finding]]:
    """The pairs of a run as a system takes them; None where a finding is an error. Raises CannotRun.

    `to` names one of `SYSTEMS`, or an export of the program; `columns`, heading to field, are for pairs.
    """
    run = runs.read(path)
    programs = [each.path for each in run.record.inputs if each.role == "program"]
    if len(programs) != 1:
        raise CannotRun(f"{path} names {len(programs)} programs, not one; match again")
    try:
        found, findings = definition.program(programs[0])
    except definition.NoFile as error:
        raise CannotRun(f"{error}; export runs where match ran, with the inputs where they were") from None
    if found is None:
        return None, findings
    system = _system(found, to, columns)
    everybody, inputs, wrong = cast(found, path, {}, system.fields)
    findings += wrong
    if everybody is None or has_errors(findings):
        return None, findings
    handed = handover(everybody)
    findings += unfit(handed, system.keys)
    if has_errors(findings):
        return None, findings
    approved = run.approval is not None
    return Exported(system.write(handed), len(handed.connections), approved, tuple(inputs)), findings


def _system(found: load.Definition, to: str, columns: Mapping[str, str] | None) -> System:
    """The export of a name. Raises CannotRun with a suggestion."""
    own = {name: each.columns for name, each in found.program.exports.items()}
    if columns:
        if to != "pairs":
            raise CannotRun(f"--heading is for --to pairs; {to} has headings of its own")
        for problem in check_columns(found.program.vocabulary, columns):
            raise CannotRun(f"--heading: {problem.message}; {problem.hint}")
        return table(columns)
    if to in SYSTEMS:
        return SYSTEMS[to]
    if to in own:
        return table(own[to])
    raise CannotRun(f'--to: there is no export "{to}"; {nearest(to, [*SYSTEMS, *own])}')


def headings(given: Sequence[str]) -> dict[str, str]:
    """Heading to field of `FIELD=HEADING` texts. Raises CannotRun."""
    found: dict[str, str] = {}
    for text in given:
        field, sign, heading = (part.strip() for part in text.partition("="))
        if not (field and sign and heading):
            raise CannotRun(f'--heading "{text}": write FIELD=HEADING, such as mentee_email="Mentee E-mail"')
        if heading in found:
            raise CannotRun(f'--heading: two columns are called "{heading}"')
        found[heading] = field
    return found
