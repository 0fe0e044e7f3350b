"""Rows that could not be used, with the reasons, to be mended in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from mentorkit.export.csv_file import rows_csv
from mentorkit.finding import Finding, Severity
from mentorkit.people import Roster
from mentorkit.report import Cell


def rejects(rosters: Sequence[Roster], findings: Sequence[Finding]) -> str:
    """A block for each roster with faulty rows: file, line, reasons and the cells as they stand there.

    Empty where no row is faulty.
    """
    blocks: list[list[Cell]] = []
    seen = set()
    for table in (table for roster in rosters for table in roster.tables.values()):
        reasons: dict[int, list[str]] = {}
        for finding in findings:
            place = finding.location
            if finding.severity is Severity.ERROR and (place.file, place.sheet) == (table.file, table.sheet):
                reasons.setdefault(place.line, []).append(finding.message)
        rows = {int(row[0]): list(row[1:]) for row in table.frame.itertuples(name=None)} | dict(table.ragged)
        bad = [
            line for line in sorted(reasons) if line in rows and (table.file, table.sheet, line) not in seen
        ]
        if bad:
            seen |= {(table.file, table.sheet, line) for line in bad}
            blocks += [[]] if blocks else []
            blocks.append(["file", "line", "reasons", *table.headings])
            blocks += [[table.file, line, "; ".join(reasons[line]), *rows[line]] for line in bad]
    return rows_csv(blocks) if blocks else ""
