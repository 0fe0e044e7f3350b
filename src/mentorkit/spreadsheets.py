"""Files that a program names, to tables and to rows, each with the input that a run records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mentorkit import rows, tables
from mentorkit.columns import squash
from mentorkit.definition import Definition, Given, Held, Input, digest, normal, read_bytes
from mentorkit.fields import fold
from mentorkit.finding import Finding, Steps, nearest
from mentorkit.roster_file import RosterFile


def read_tables(
    definition: Definition, spec: RosterFile, at: Steps, role: str, file: Given | None = None
) -> tuple[list[tables.Table], list[Input], list[Finding]]:
    """The tables of a spec's files, another file or one at hand; `at`: where it stands. Raises CannotRun."""
    if isinstance(file, Held):
        held, wrong = tables.at_hand(file.rows, file.name)
        kept = [] if held is None else [_filtered(held, spec, definition, at, wrong)]
        return kept, [Input(role, file.name, file.sha256)], wrong
    paths = [Path(file)] if file else [definition.beside(name) for name in spec.paths]
    found, inputs, findings = list[tables.Table](), list[Input](), list[Finding]()
    for place in paths:
        data, path = read_bytes(place), normal(place)
        inputs.append(Input(role, file or path, digest(data)))
        table, wrong = tables.parse(
            data, path, sheet=spec.sheet, header_row=spec.header_row, encoding=spec.encoding
        )
        findings += wrong
        if table is not None:
            found.append(_filtered(table, spec, definition, at, findings))
    return found, inputs, findings


def read_rows(
    definition: Definition, spec: RosterFile, at: Steps, role: str, shape: rows.Shape, file: str | None = None
) -> tuple[tuple[rows.Row, ...], list[Input], list[Finding]]:
    """The rows of a spec's files or of another file. Raises CannotRun."""
    found, inputs, findings = read_tables(definition, spec, at, role, file)
    places = {name: definition.source.locate((*at, "columns", name), key=True) for name in spec.columns}
    findings += [_no_rows(table, spec) for table in found if table.frame.empty]
    read, wrong = rows.read(found, shape, spec.columns, places)
    return read, inputs, [*findings, *wrong]


def _no_rows(table: tables.Table, spec: RosterFile) -> Finding:
    hint = "rows: of the program leaves none" if spec.rows else "is it the file that was meant?"
    return Finding("MK847", "the table has headings but no rows", table.at(table.heading_line), hint)


def _filtered(
    table: tables.Table, spec: RosterFile, definition: Definition, at: Steps, findings: list[Finding]
) -> tables.Table:
    if spec.rows is None:
        return table
    wanted = {fold(cell) for cell in spec.rows.one_of}
    columns = _headed(table.headings, spec.rows.column)
    if len(columns) != 1:
        place = definition.source.locate((*at, "rows", "column"))
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


def _headed(headings: Sequence[str], wanted: str) -> list[int]:
    return [number for number, heading in enumerate(headings) if squash(heading) == squash(wanted)]
