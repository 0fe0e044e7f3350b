"""CSV and Excel bytes to text cells by physical line; the only knowledge of file dialects.

pandas alone would shift ragged rows, lose line numbers and read `001` as 1, so the structure comes
from the csv module (and calamine for workbooks) and the frame holds nothing but text.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from mentorkit import workbooks
from mentorkit.finding import Finding, Location
from mentorkit.under_way import along

if TYPE_CHECKING:
    import pandas as pd

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_DELIMITERS = ",;\t|"
ABOVE = 20
"""First rows of a sheet among which a heading is looked for; titles may stand above it."""
SAMPLE = 100
"""Rows from which the delimiter is told."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Record = tuple[int, list[str]]
"""A row's physical line (from 1) and its cells."""


@dataclass(frozen=True)
class Table:
    """A sheet of text cells.

    `frame` has one row a record, indexed by physical line, and one column a heading, numbered
    from 0 (headings may repeat); blank rows are gone, every cell is text without outer blanks.
    """

    file: str
    sheet: str
    heading_line: int
    headings: tuple[str, ...]
    frame: pd.DataFrame
    ragged: Mapping[int, list[str]]
    """Rows whose cells do not fit the headings, by line; they are not in the frame."""

    def at(self, line: int, column: int | None = None) -> Location:
        """The place of a cell: physical line, and column counted from 0 (None: the row)."""
        return Location(self.file, line, 1 if column is None else column + 1, self.sheet)


def parse(
    data: bytes,
    file: str,
    *,
    sheet: str | int | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
) -> tuple[Table | None, list[Finding]]:
    """Read a file's bytes; its name tells a workbook from text.

    `sheet` is a name or a number from 1; `header_row` counts rows from 1 as a spreadsheet shows
    them, and without it the first row that is not blank is the heading.
    """
    findings: list[Finding] = []
    sheet_name = ""
    if is_workbook(file):
        found, wrong = workbooks.read(data, file, sheet)
        if found is None:
            return None, wrong
        sheet_name = found.sheet
        records = [(line, [clean(cell) for cell in cells]) for line, cells in enumerate(found.rows, start=1)]
    else:
        text = _decode(data, file, encoding, findings)
        if text is None:
            return None, findings
        records = _text_records(text, file, findings)
    return _table(records, file, sheet_name, header_row, findings), findings


def cells(
    data: bytes, file: str, *, sheet: str | int | None = None, encoding: str | None = None
) -> list[list[str]]:
    """Every row's cells as text, as far as the file can be read; what is wrong with it is not told."""
    if is_workbook(file):
        found, _ = workbooks.read(data, file, sheet)
        return [] if found is None else [[clean(cell) for cell in row] for row in found.rows]
    text = _decode(data, file, encoding, [])
    return [] if text is None else [row for _, row in _text_records(text, file, [])]


def parse_sheets(
    data: bytes, file: str, is_heading: Callable[[Sequence[str]], bool]
) -> tuple[list[Table], list[Finding]]:
    """The tables of a workbook whose heading is of the kind looked for, one of the first rows of a sheet.

    What stands to the right of the headings is a remark and passed over, and so are other sheets.
    """
    sheets, findings = workbooks.read_all(data, file)
    found: list[Table] = []
    for sheet in sheets:
        rows = [[clean(cell) for cell in cells] for cells in sheet.rows]
        line = next((n for n, cells in enumerate(rows[:ABOVE]) if is_heading(cells)), None)
        if line is None:
            continue
        width = max(n for n, cell in enumerate(rows[line], start=1) if cell)
        records = [(n, cells[:width]) for n, cells in enumerate(rows, start=1)]
        table = _table(records, file, sheet.sheet, line + 1, findings)
        if table is not None:
            found.append(table)
    return found, findings


def is_workbook(file: str) -> bool:
    """Whether a file's name says that it is a workbook."""
    return PurePath(file).suffix.lower() in WORKBOOKS


def at_hand(rows: Sequence[Sequence[str]], name: str) -> tuple[Table | None, list[Finding]]:
    """A table that is in no file: its first row holds the headings and is line 1."""
    findings: list[Finding] = []
    records = [(line, [clean(cell) for cell in cells]) for line, cells in enumerate(rows, start=1)]
    return _table(records, name, "", 1, findings), findings


def _table(
    records: list[Record],
    file: str,
    sheet: str,
    header_row: int | None,
    findings: list[Finding],
) -> Table | None:
    import pandas as pd

    start = (header_row or 1) - 1
    if header_row is None:
        start = next((n for n, (_, cells) in enumerate(records) if any(cells)), len(records))
    if start >= len(records) or not any(records[start][1]):
        if not any(finding.code == "MK802" for finding in findings):
            what = (
                f"row {header_row} holds no headings"
                if header_row
                else f"{f'sheet {sheet}' if sheet else 'the file'} holds no rows"
            )
            findings.append(Finding("MK802", what, Location(file, 0, 0, sheet)))
        return None
    heading_line, headings = records[start]
    fuller = max(records[start : start + 20], key=lambda record: sum(map(bool, record[1])))
    if header_row is None and sum(map(bool, headings)) * 3 <= sum(map(bool, fuller[1])):
        row = next(n for n, record in enumerate(records, start=1) if record is fuller)
        message = (
            f"row {row} holds more cells than the first row that is not blank: which holds the headings?"
        )
        hint = f"if row {row} holds them, say so in the program: header_row: {row}"
        findings.append(Finding("MK817", message, Location(file, fuller[0], 1, sheet), hint))
        return None
    while headings and not headings[-1]:
        headings = headings[:-1]
    width, rows, lines = len(headings), [], []
    ragged: dict[int, list[str]] = {}
    for line, cells in along("looking through a table", records[start + 1 :]):
        if not any(cells):
            continue
        if len(cells) < width or any(cells[width:]):
            count = max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
            count = len(cells) if len(cells) < width else count
            message = f"the row has {count} cells, the heading on line {heading_line} has {width}"
            hint = "is a cell with a comma in it not quoted, or a cell missing?"
            findings.append(Finding("MK803", message, Location(file, line, 1, sheet), hint))
            ragged[line] = cells
        else:
            rows.append(cells[:width])
            lines.append(line)
    frame = pd.DataFrame(rows, index=lines, columns=range(width), dtype="str")
    return Table(file, sheet, heading_line, tuple(headings), frame, ragged)


def clean(cell: str) -> str:
    """A cell without outer blanks (no-break and zero-width ones too) and without a guard apostrophe."""
    cell = cell.strip(" \t\r\n\u00a0\u2007\u202f\u200b\ufeff\0")
    if len(cell) > 1 and cell[0] == "'" and cell[1:].startswith(_FORMULA):
        return cell[1:]
    return cell


def _decode(data: bytes, file: str, encoding: str | None, findings: list[Finding]) -> str | None:
    named = encoding
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            named, data = name, data.removeprefix(mark)
    try:
        text = data.decode(named or "utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        place, byte = Location(file, line, column), f"byte 0x{data[error.start]:02x}"
        if named:
            findings.append(Finding("MK802", f"{byte} is not {named} text", place))
            return None
        message = f"{byte} is not UTF-8; the file is read as Windows text (cp1252)"
        hint = 'save it as "CSV UTF-8", or name the encoding in the program, as in encoding: cp1250'
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as undefined:
            odd = f"byte 0x{data[undefined.start]:02x}"
            message = f"{byte} is not UTF-8, and {odd} is not Windows text (cp1252)"
            findings.append(Finding("MK802", message, place, hint))
            return None
        findings.append(Finding("MK801", message, place, hint))
    if half := next((n for n, sign in enumerate(text) if "\ud800" <= sign <= "\udfff"), None):
        line = text[:half].count("\n") + 1
        findings.append(
            Finding("MK802", "half of a character (a surrogate) is not text", Location(file, line, 1))
        )
        return None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        message = "the text holds NUL characters; it is not UTF-8 (perhaps UTF-16 without its mark)"
        findings.append(Finding("MK802", message, Location(file, line, 1), 'save it as "CSV UTF-8"'))
        return None
    return text


def _text_records(text: str, file: str, findings: list[Finding]) -> list[Record]:
    """Every record with the line it begins on; a record may span lines inside quotes."""
    skipped = 0
    delimiter = ""
    if text[:4].lower() == "sep=":
        first, _, text = text.partition("\n")
        delimiter, skipped = first[4:].rstrip("\r")[:1], 1
    delimiter = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = [(1, [])] * skipped
    before = 0
    try:
        for cells in along("reading a table", reader, text.count("\n")):
            records.append((before + 1 + skipped, [clean(cell) for cell in cells]))
            before = reader.line_num
    except csv.Error as error:
        message = f"the text cannot be read as a table from here on: {error}"
        hint = "a cell that holds a quote needs it doubled, and quotes around the cell"
        findings.append(Finding("MK802", message, Location(file, before + 1 + skipped, 1), hint))
    return records


def _delimiter(text: str) -> str:
    """The sign with which most of the first rows have as many cells as the heading, two or more."""
    fits = {sign: _fit(text, sign) for sign in _DELIMITERS}
    best = max(fits, key=lambda sign: fits[sign])
    return best if fits[best] > (0.0,) else ","


def _fit(text: str, delimiter: str) -> tuple[float, ...]:
    """The share of rows as wide as the heading, blanks before its cells (fewer is better), and its width."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows += (cells for cells in itertools.islice(reader, SAMPLE) if any(map(str.strip, cells)))
    heading, *others = rows or [[]]
    if len(heading) < 2:
        return (0.0,)
    share = sum(len(cells) == len(heading) for cells in others) / len(others) if others else 1.0
    return share, -sum(cell[:1].isspace() for cell in heading), len(heading)
