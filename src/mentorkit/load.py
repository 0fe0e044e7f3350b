"""Paths to what they hold: the program, the rosters, score tables and decisions, with findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from mentorkit import consistency, pair_files, reading, reporting_lines, tables
from mentorkit.columns import squash
from mentorkit.constraints import ReportingLine
from mentorkit.criteria import Table as TableCriterion
from mentorkit.decisions import Decision
from mentorkit.definition import Definition as Definition
from mentorkit.definition import Input as Input
from mentorkit.definition import digest, normal, read_bytes
from mentorkit.definition import program as program
from mentorkit.fields import Field, fold
from mentorkit.finding import Finding, nearest
from mentorkit.people import Role, Roster
from mentorkit.program import Program
from mentorkit.roster_checks import (
    cut_capacities,
    missing_columns,
    nothing_in_common,
    same_people,
    unknown_names,
    unknown_skills,
)
from mentorkit.roster_file import RosterFile
from mentorkit.vocabulary import Facts


@dataclass(frozen=True)
class Cohort:
    """Everyone the program is about, and what is known beyond them."""

    mentors: Roster
    mentees: Roster
    facts: Facts
    inputs: tuple[Input, ...]
    rosters: tuple[Roster, ...]
    """Everything that was read: mentors, mentees and, where given, people."""


def roster(
    definition: Definition, role: Role, file: str | None = None
) -> tuple[Roster, list[Input], list[Finding]]:
    """The people of one role, from the program's files or from another file. Raises CannotRun."""
    spec: RosterFile = getattr(definition.program.rosters, role) or RosterFile(file=file or "?")
    paths = [Path(file)] if file else [definition.beside(name) for name in spec.paths]
    found, inputs, findings = [], [], list[Finding]()
    for place in paths:
        data, path = read_bytes(place), normal(place)
        inputs.append(Input(role, file or path, digest(data)))
        table, wrong = tables.parse(
            data, path, sheet=spec.sheet, header_row=spec.header_row, encoding=spec.encoding
        )
        findings += wrong
        if table is not None:
            found.append(_filtered(table, spec, definition, role, findings))
    fields = _read_fields(definition.program, role)
    places = {
        name: definition.source.locate(("rosters", role, "columns", name), key=True) for name in spec.columns
    }
    people, wrong = reading.read(found, role, fields, spec.columns, places)
    if findings and not people.people:
        wrong = [finding for finding in wrong if finding.code != "MK816"]
    return people, inputs, [*findings, *wrong]


def qualifying(
    definition: Definition, role: Role, file: str | None = None
) -> tuple[Roster, list[Input], list[Finding]]:
    """One role's roster with what its qualification needs of it. Raises CannotRun."""
    found, inputs, findings = roster(definition, role, file)
    findings += missing_columns(
        definition.program, consistency.qualification_needs(definition.program, role), [found]
    )
    findings += unknown_skills(definition.program, found)
    return found, inputs, findings


def cohort(definition: Definition, files: Mapping[Role, str | None]) -> tuple[Cohort, list[Finding]]:
    """All rosters, reporting lines and score tables of a program. Raises CannotRun.

    `files` names files to read in place of the program's.
    """
    program, findings = definition.program, list[Finding]()
    rosters: dict[Role, Roster] = {}
    inputs = list(definition.inputs)
    roles: tuple[Role, ...] = ("mentors", "mentees", "people")
    for role in roles:
        if role != "people" or program.rosters.people or files.get("people"):
            rosters[role], more_inputs, wrong = roster(definition, role, files.get(role))
            inputs += more_inputs
            findings += wrong
    mentors, mentees = rosters["mentors"], rosters["mentees"]
    findings += missing_columns(program, consistency.needs(program), list(rosters.values()))
    findings += [finding for each in (mentors, mentees) for finding in unknown_skills(program, each)]
    findings += unknown_names(program, mentors, mentees)
    findings += cut_capacities(program, mentors)
    findings += same_people(mentors, mentees)
    findings += nothing_in_common(program, mentors, mentees)
    lines = None
    if any(isinstance(rule, ReportingLine) for _, _, rule in program.matching.constraints()):
        lines, wrong = reporting_lines.follow(list(rosters.values()))
        findings += wrong
    scored, wrong = _score_tables(definition, mentors, mentees, inputs)
    findings += wrong
    facts = program.facts(lines, scored)
    return Cohort(mentors, mentees, facts, tuple(inputs), tuple(rosters.values())), findings


def decisions(
    path: str, mentors: Roster, mentees: Roster
) -> tuple[tuple[Decision, ...], Input, list[Finding]]:
    """The decisions of a CSV or workbook. Raises CannotRun."""
    data, file = read_bytes(path), normal(Path(path))
    table, findings = tables.parse(data, file)
    found, wrong = pair_files.decisions(table, mentors, mentees) if table else ((), [])
    return found, Input("decisions", path, digest(data)), [*findings, *wrong]


def _score_tables(
    definition: Definition, mentors: Roster, mentees: Roster, inputs: list[Input]
) -> tuple[dict[str, dict[tuple[str, str], Fraction]], list[Finding]]:
    """The files that `table` criteria name: file to (mentee key, mentor key) to number."""
    scored: dict[str, dict[tuple[str, str], Fraction]] = {}
    findings: list[Finding] = []
    for criterion in definition.program.matching.criteria:
        if isinstance(criterion, TableCriterion):
            place = definition.beside(criterion.file)
            data, path = read_bytes(place), normal(place)
            table, wrong = tables.parse(data, path)
            findings += wrong
            if table is not None:
                low, high = sorted((criterion.zero, criterion.one))
                limits = Field(criterion.label, "number", low, high)
                scored[criterion.file], wrong = pair_files.scores(table, limits, mentors, mentees)
                findings += wrong
            inputs.append(Input("table", path, digest(data)))
    return scored, findings


def _read_fields(program: Program, role: Role) -> dict[str, Field]:
    """The fields to read: who it is, what anything uses, and what the program maps.

    Columns that nothing uses are not read, so that their cells cannot stop a run.
    """
    spec: RosterFile | None = getattr(program.rosters, role)
    names = {"id", "name", "email", *(spec.columns if spec else ())}
    for _, need in consistency.needs(program):
        names |= {
            field for where, field in need if where == role or (role != "people" and field == "manager")
        }
    if role == "mentors":
        names |= {"capacity", "skills"}
    if role != "people":
        names |= {field for _, _, rule in program.qualification_of(role).parts() for field in rule.reads()}
    known = program.vocabulary.known_fields
    return {name: field for name, field in known.items() if name in names}


def _filtered(
    table: tables.Table, spec: RosterFile, definition: Definition, role: Role, findings: list[Finding]
) -> tables.Table:
    if spec.rows is None:
        return table
    wanted = {fold(cell) for cell in spec.rows.one_of}
    columns = [n for n, heading in enumerate(table.headings) if squash(heading) == squash(spec.rows.column)]
    if len(columns) != 1:
        place = definition.source.locate(("rosters", role, "rows", "column"))
        what = f"stands {len(columns)} times in" if columns else "is not a heading of"
        hint = (
            "rename one of the columns"
            if columns
            else nearest(spec.rows.column, filter(None, table.headings))
        )
        message = f'"{spec.rows.column}" {what} {table.file}'
        findings.append(Finding("MK805" if columns else "MK806", message, place, hint))
        return table
    return replace(table, frame=table.frame[table.frame[columns[0]].map(fold).isin(wanted)])
