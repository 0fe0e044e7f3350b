"""Paths to what they hold: the program, the rosters, score tables and decisions, with findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

from mentorkit import consistency, pair_files, plan_files, pool_checks, reading, reporting_lines, tables
from mentorkit.completions import Transcript, trained
from mentorkit.constraints import ReportingLine
from mentorkit.criteria import RoleSuccessor
from mentorkit.criteria import Table as TableCriterion
from mentorkit.decisions import Decision
from mentorkit.definition import Definition as Definition
from mentorkit.definition import Given as Given
from mentorkit.definition import Held as Held
from mentorkit.definition import Input as Input
from mentorkit.definition import digest, normal, read_bytes
from mentorkit.definition import program as program
from mentorkit.fields import Field
from mentorkit.finding import Finding
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
from mentorkit.sides import Need
from mentorkit.spreadsheets import read_tables
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
    definition: Definition, role: Role, file: Given | None = None, more: Iterable[str] = ()
) -> tuple[Roster, list[Input], list[Finding]]:
    """The people of one role, from the program's files or from another file. Raises CannotRun.

    `more` are fields to read beside those that qualification and matching use.
    """
    spec: RosterFile = getattr(definition.program.rosters, role) or RosterFile(
        file=file if isinstance(file, str) else "?"
    )
    found, inputs, findings = read_tables(definition, spec, ("rosters", role), role, file)
    fields = _read_fields(definition.program, role, more)
    places = {
        name: definition.source.locate(("rosters", role, "columns", name), key=True) for name in spec.columns
    }
    people, wrong = reading.read(found, role, fields, spec.columns, places)
    if findings and not people.people:
        wrong = [finding for finding in wrong if finding.code != "MK816"]
    return people, inputs, [*findings, *wrong]


def qualifying(
    definition: Definition, role: Role, file: Given | None = None
) -> tuple[Roster, list[Input], list[Finding]]:
    """One role's roster with what its qualification needs of it. Raises CannotRun."""
    return _needed(definition, role, file, consistency.qualification_needs(definition.program, role))


def applicants(
    definition: Definition, role: Role, file: Given | None = None, more: Iterable[str] = ()
) -> tuple[Roster, list[Input], list[Finding]]:
    """One role's roster with what its qualification and its pool need of it. Raises CannotRun.

    `more` are fields to read beside those.
    """
    program = definition.program
    needed = chain(consistency.qualification_needs(program, role), pool_checks.needs(program, role))
    return _needed(definition, role, file, needed, more)


def _needed(
    definition: Definition,
    role: Role,
    file: Given | None,
    needed: Iterable[tuple[str, Need]],
    more: Iterable[str] = (),
) -> tuple[Roster, list[Input], list[Finding]]:
    found, inputs, findings = roster(definition, role, file, more)
    if consistency.awaits_training(definition.program):
        done, read, wrong = plan_files.transcript(definition, found.people)
        # The file is about people of other roles, too.
        inputs, findings = [*inputs, *read], [*findings, *(each for each in wrong if each.code != "MK843")]
        found = _trained(definition.program, found, done)
    findings += missing_columns(definition.program, needed, [found])
    findings += unknown_skills(definition.program, found)
    return found, inputs, findings


def cohort(definition: Definition, files: Mapping[Role, Given | None]) -> tuple[Cohort, list[Finding]]:
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
    people = plan_files.everybody(rosters.values())
    if consistency.awaits_training(program):
        done, more_inputs, wrong = plan_files.transcript(definition, people)
        inputs, findings = [*inputs, *more_inputs], [*findings, *wrong]
        rosters |= {role: _trained(program, rosters[role], done) for role in ("mentors", "mentees")}
    mentors, mentees = rosters["mentors"], rosters["mentees"]
    findings += missing_columns(program, consistency.needs(program), list(rosters.values()))
    findings += [finding for each in (mentors, mentees) for finding in unknown_skills(program, each)]
    findings += unknown_names(program, mentors, mentees)
    findings += cut_capacities(program, mentors)
    findings += same_people(mentors, mentees)
    findings += nothing_in_common(program, mentors, mentees)
    lines = None
    bench = None
    if any(isinstance(criterion, RoleSuccessor) for criterion in program.matching.criteria):
        standing, more_inputs, wrong = plan_files.standing(definition, people)
        bench, inputs, findings = standing.bench, [*inputs, *more_inputs], [*findings, *wrong]
    if bench or any(isinstance(rule, ReportingLine) for _, _, rule in program.matching.constraints()):
        lines, wrong = reporting_lines.follow(list(rosters.values()))
        findings += wrong
    scored, wrong = _score_tables(definition, mentors, mentees, inputs)
    findings += wrong
    facts = program.facts(lines, scored, bench)
    return Cohort(mentors, mentees, facts, tuple(inputs), tuple(rosters.values())), findings


def _trained(program: Program, roster: Roster, done: Transcript) -> Roster:
    """The roster with what the program's completions say, where it has any."""
    plan = program.training
    return trained(roster, done, plan) if plan and plan.completions else roster


def decisions(
    path: Given, mentors: Roster, mentees: Roster
) -> tuple[tuple[Decision, ...], Input, list[Finding]]:
    """The decisions of a CSV, or of every sheet of a workbook that has some. Raises CannotRun."""
    if isinstance(path, Held):
        held, findings = tables.at_hand(path.rows, path.name)
        taken, wrong = pair_files.decisions([held] if held else [], mentors, mentees)
        return taken, Input("decisions", path.name, path.sha256), [*findings, *wrong]
    data, file = read_bytes(path), normal(Path(path))
    found, findings = (
        tables.parse_sheets(data, file, pair_files.is_heading) if tables.is_workbook(file) else ([], [])
    )
    if not found and not findings:
        table, findings = tables.parse(data, file)
        found = [table] if table is not None else []
    taken, wrong = pair_files.decisions(found, mentors, mentees)
    return taken, Input("decisions", path, digest(data)), [*findings, *wrong]


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


def _read_fields(program: Program, role: Role, more: Iterable[str] = ()) -> dict[str, Field]:
    """The fields to read: who it is, what anything uses, and what the program maps.

    Columns that nothing uses are not read, so that their cells cannot stop a run.
    """
    spec: RosterFile | None = getattr(program.rosters, role)
    names = {"id", "name", "email", *more, *(spec.columns if spec else ())}
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
