"""Paths to what they hold: the program, the rosters, score tables and decisions, with findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from pydantic import ValidationError

from mentorkit import consistency, reporting_lines, schema, tables, yamlsource
from mentorkit import people as roster_reader
from mentorkit.columns import squash
from mentorkit.constraints import ReportingLine
from mentorkit.criteria import Table as TableCriterion
from mentorkit.decisions import Decision, conflicts
from mentorkit.fields import Field, UnreadableCell, fold, read_number
from mentorkit.finding import CannotRun, Finding, Location, has_errors, nearest
from mentorkit.people import Person, Role, Roster
from mentorkit.program import Program, RosterFile
from mentorkit.vocabulary import Facts
from mentorkit.yamlsource import Source


@dataclass(frozen=True)
class Input:
    """A file that a run was made from."""

    role: str
    path: str
    sha256: str


@dataclass(frozen=True)
class Definition:
    """A program with its source text's positions."""

    program: Program
    source: Source
    inputs: tuple[Input, ...]

    def beside(self, name: str) -> str:
        """A path that the program names, seen from where the command runs."""
        return _normal(Path(self.source.file).parent / name)


@dataclass(frozen=True)
class Cohort:
    """Everyone the program is about, and what is known beyond them."""

    mentors: Roster
    mentees: Roster
    facts: Facts
    inputs: tuple[Input, ...]
    tables: tuple[tables.Table, ...]


def program(path: str) -> tuple[Definition | None, list[Finding]]:
    """The program of a path; None where a finding is an error. Raises CannotRun."""
    data, file = _bytes(path), _normal(Path(path))
    inputs = [Input("program", file, _digest(data))]
    source, findings = yamlsource.parse(data, file)
    if source is None:
        return None, findings
    shared = source.data.get("vocabulary")
    if isinstance(shared, str):
        name = _normal(Path(file).parent / shared)
        if not Path(name).is_file():
            place = source.locate(("vocabulary",))
            return None, [Finding("MK007", f'vocabulary: there is no file "{name}"', place)]
        data = _bytes(name)
        branch, findings = yamlsource.parse(data, name)
        if branch is None:
            return None, findings
        inputs.append(Input("vocabulary", name, _digest(data)))
        source = source.graft(("vocabulary",), branch)
    try:
        model = Program.model_validate_json(json.dumps(source.data), strict=True)
    except ValidationError as error:
        return None, list(schema.complaints(error, source))
    findings = [
        Finding(problem.code, problem.message, source.locate(problem.path), problem.hint)
        for problem in consistency.problems(model)
    ]
    return None if has_errors(findings) else Definition(model, source, tuple(inputs)), findings


def roster(
    definition: Definition, role: Role, file: str | None = None
) -> tuple[Roster, list[tables.Table], list[Input], list[Finding]]:
    """The people of one role, from the program's files or from another file. Raises CannotRun."""
    spec: RosterFile = getattr(definition.program.rosters, role) or RosterFile(file=file or "?")
    paths = [_normal(Path(file))] if file else [definition.beside(name) for name in spec.paths]
    found, inputs, findings = [], [], list[Finding]()
    for path in paths:
        data = _bytes(path)
        inputs.append(Input(role, path, _digest(data)))
        try:
            table, wrong = tables.parse(
                data, path, sheet=spec.sheet, header_row=spec.header_row, encoding=spec.encoding
            )
        except LookupError:
            place = definition.source.locate(("rosters", role, "encoding"))
            table, wrong = None, [Finding("MK007", f'there is no encoding "{spec.encoding}"', place)]
        findings += wrong
        if table is not None:
            found.append(_filtered(table, spec, definition, role, findings))
    fields = _read_fields(definition.program, role)
    places = {
        name: definition.source.locate(("rosters", role, "columns", name), key=True) for name in spec.columns
    }
    people, wrong = roster_reader.read(found, role, fields, spec.columns, places)
    if findings and not people.people:
        wrong = [finding for finding in wrong if finding.code != "MK816"]
    return people, found, inputs, [*findings, *wrong]


def qualifying(
    definition: Definition, role: Role, file: str | None = None
) -> tuple[Roster, list[tables.Table], list[Input], list[Finding]]:
    """One role's roster with what its qualification needs of it. Raises CannotRun."""
    found, texts, inputs, findings = roster(definition, role, file)
    findings += _missing(consistency.qualification_needs(definition.program, role), [found])
    findings += _unknown_skills(definition.program, found)
    return found, texts, inputs, findings


def cohort(definition: Definition, files: Mapping[Role, str | None]) -> tuple[Cohort, list[Finding]]:
    """All rosters, reporting lines and score tables of a program. Raises CannotRun.

    `files` names files to read in place of the program's.
    """
    program, findings = definition.program, list[Finding]()
    rosters: dict[Role, Roster] = {}
    texts: list[tables.Table] = []
    inputs = list(definition.inputs)
    roles: tuple[Role, ...] = ("mentors", "mentees", "people")
    for role in roles:
        if role != "people" or program.rosters.people or files.get("people"):
            rosters[role], more_texts, more_inputs, wrong = roster(definition, role, files.get(role))
            texts += more_texts
            inputs += more_inputs
            findings += wrong
    mentors, mentees = rosters["mentors"], rosters["mentees"]
    findings += _missing(consistency.needs(program), list(rosters.values()))
    findings += [finding for each in (mentors, mentees) for finding in _unknown_skills(program, each)]
    findings += _unknown_names(mentors, mentees)
    lines = None
    if any(isinstance(rule, ReportingLine) for _, _, rule in program.matching.constraints()):
        lines, wrong = reporting_lines.follow(list(rosters.values()))
        findings += wrong
    scored, wrong = _score_tables(definition, mentors, mentees, inputs)
    findings += wrong
    facts = program.facts(lines, scored)
    return Cohort(mentors, mentees, facts, tuple(inputs), tuple(texts)), findings


def decisions(
    path: str, mentors: Roster, mentees: Roster
) -> tuple[tuple[Decision, ...], Input, list[Finding]]:
    """The decisions of a CSV or workbook: mentee, mentor, decision, reason, by, waive."""
    data, file = _bytes(path), _normal(Path(path))
    table, findings = tables.parse(data, file)
    entered = Input("decisions", file, _digest(data))
    if table is None:
        return (), entered, findings
    columns = {squash(heading): number for number, heading in enumerate(table.headings)}
    for name in ("mentee", "mentor", "decision"):
        if name not in columns:
            message = f'no column is called "{name}"'
            place = table.at(table.heading_line)
            findings.append(Finding("MK804", message, place, nearest(name, table.headings)))
    if has_errors(findings):
        return (), entered, findings
    found = []
    for line, cells in _rows(table):
        row = {name: cells[number] for name, number in columns.items()}
        word = row["decision"].casefold()
        if not word:
            continue  # a workbook lists every pair; most are not decided
        mentee = _person(row["mentee"], mentees, table.at(line, columns["mentee"]), findings)
        mentor = _person(row["mentor"], mentors, table.at(line, columns["mentor"]), findings)
        at = table.at(line, columns["decision"])
        if word not in ("lock", "forbid"):
            findings.append(Finding("MK902", f'"{row["decision"]}" is neither lock nor forbid', at))
        elif mentee and mentor:
            waived = tuple(
                part.strip() for part in row.get("waive", "").replace(",", ";").split(";") if part.strip()
            )
            found.append(
                Decision(
                    mentee.key, mentor.key, "lock" if word == "lock" else "forbid", at,
                    row.get("reason", ""), row.get("by", ""), waived,
                )
            )  # fmt: skip
    return tuple(found), entered, [*findings, *conflicts(found)]


def _score_tables(
    definition: Definition, mentors: Roster, mentees: Roster, inputs: list[Input]
) -> tuple[dict[str, dict[tuple[str, str], Fraction]], list[Finding]]:
    """The CSV files that `table` criteria name: file to (mentee key, mentor key) to number."""
    scored: dict[str, dict[tuple[str, str], Fraction]] = {}
    findings: list[Finding] = []
    for criterion in definition.program.matching.criteria:
        if not isinstance(criterion, TableCriterion) or criterion.file in scored:
            continue
        path = definition.beside(criterion.file)
        data = _bytes(path)
        inputs.append(Input("table", path, _digest(data)))
        table, wrong = tables.parse(data, path)
        findings += wrong
        numbers = scored.setdefault(criterion.file, {})
        if table is None:
            continue
        columns = {squash(heading): number for number, heading in enumerate(table.headings)}
        missing = [name for name in ("mentee", "mentor", "value") if name not in columns]
        if missing:
            message = f"no column is called {' or '.join(missing)}"
            findings.append(Finding("MK804", message, table.at(table.heading_line)))
            continue
        low, high = sorted((criterion.zero, criterion.one))
        limits = Field(criterion.label, "number", low, high)
        mentee_keys, mentor_keys = mentees.names, mentors.names
        for line, cells in _rows(table):
            text = cells[columns["value"]]
            if not text:
                continue
            try:
                number = Fraction(limits.number(text))
            except UnreadableCell as error:
                findings.append(Finding("MK807", error.message, table.at(line, columns["value"]), error.hint))
                continue
            mentee = mentee_keys.get(fold(cells[columns["mentee"]]))
            mentor = mentor_keys.get(fold(cells[columns["mentor"]]))
            if mentee is None or mentor is None:
                continue  # scores of people who are not in this cohort
            if numbers.setdefault((mentee, mentor), number) != number:
                findings.append(Finding("MK809", "the pair stands here a second time", table.at(line)))
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
        message = f'"{spec.rows.column}" is not a heading of {table.file}'
        findings.append(Finding("MK806", message, place, nearest(spec.rows.column, table.headings)))
        return table
    return replace(table, frame=table.frame[table.frame[columns[0]].map(fold).isin(wanted)])


def _missing(
    needed: Iterator[tuple[str, tuple[tuple[Role, str], ...]]], rosters: Sequence[Roster]
) -> Iterator[Finding]:
    by_role = {roster.role: roster for roster in rosters}
    told = set()
    for name, choices in needed:
        loaded = [(by_role[role], field) for role, field in choices if role in by_role]
        if not loaded or choices in told or any(roster.has(field) for roster, field in loaded):
            continue
        told.add(choices)
        roster, field = loaded[0]
        for file, columns in roster.columns.items():
            if field not in columns:
                place, headings = roster.headings[file]
                hint = nearest(field, filter(None, headings))
                message = f'no column holds {field}, which "{name}" needs'
                yield Finding("MK804", message, place, f"{hint} If so: columns: {{{field}: HEADING}}")


def _unknown_skills(program: Program, roster: Roster) -> Iterator[Finding]:
    """Each word that is no skill of the vocabulary once, with how often it stands there."""
    known = program.vocabulary.synonyms
    if not known:
        return
    for field in ("skills", "development_goals"):
        seen: dict[str, list[tuple[Person, str]]] = {}
        for person in roster.people:
            for item in person.items(field):
                if fold(item) not in known:
                    seen.setdefault(fold(item), []).append((person, item))
        for entries in seen.values():
            person, word = entries[0]
            times = f" ({len(entries)} times)" if len(entries) > 1 else ""
            message = f'{field}: "{word}"{times} is not a skill of the vocabulary'
            hint = nearest(word, program.vocabulary.skills)
            yield Finding("MK811", message, roster.locate(person, field), hint)


def _unknown_names(mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    for roster, other in ((mentees, mentors), (mentors, mentees)):
        known = other.names
        for person in roster.people:
            for name in person.items("preferences"):
                if fold(name) not in known:
                    message = f'preferences: "{name}" is nobody in the roster of {other.role}'
                    yield Finding("MK814", message, roster.locate(person, "preferences"))


def _person(name: str, roster: Roster, at: Location, findings: list[Finding]) -> Person | None:
    key = roster.names.get(fold(name))
    if key is None:
        hint = nearest(name, [person.id for person in roster.people])
        message = f'"{name}" is nobody in the roster of {roster.role}'
        findings.append(Finding("MK901", message, at, hint))
        return None
    return roster.by_key[key]


def _rows(table: tables.Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    for row in table.frame.itertuples(name=None):
        yield int(row[0]), row[1:]


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except IsADirectoryError:
        raise CannotRun(f"{path} is a folder, not a file") from None
    except FileNotFoundError:
        raise CannotRun(f"there is no file {path}") from None
    except (OSError, ValueError) as error:
        raise CannotRun(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _normal(path: Path) -> str:
    """A path without needless steps, with forward slashes on every system."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] not in ("..", path.anchor):
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts).as_posix()
