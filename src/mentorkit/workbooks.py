"""Excel and OpenDocument bytes to rows of text, as a person would read the cells."""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mentorkit.finding import Finding, Location, nearest

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_TAG = re.compile(r"<(?:sheet|Relationship) [^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FAILED = re.compile(
    r'<c r="(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})"[^>]* t="e"[^>]*>'
    r"(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>(?P<text>[^<]*)</v>"
)


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet from its first row and column on."""

    sheet: str
    rows: list[list[str]]


def read(data: bytes, file: str, sheet: str | int | None) -> tuple[Sheet | None, list[Finding]]:
    """A sheet by name, by number from 1, or the first."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        name = 1 if sheet is None else sheet
        if isinstance(name, int):
            name = names[name - 1] if 1 <= name <= len(names) else f"number {name}"
        if name not in names:
            message = f'there is no sheet "{name}"'
            return None, [Finding("MK802", message, Location(file), nearest(name, names))]
        return _sheet(book, data, name), []
    except Exception as error:  # a damaged workbook raises many kinds in there
        return None, [_damaged(file, error)]


def read_all(data: bytes, file: str) -> tuple[list[Sheet], list[Finding]]:
    """Every sheet that holds cells, in their order."""
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(book, data, name) for name in book.sheet_names], []
    except Exception as error:  # as above
        return [], [_damaged(file, error)]


def _damaged(file: str, error: Exception) -> Finding:
    return Finding("MK802", f"cannot be read as a workbook: {error}", Location(file))


def _sheet(book: CalamineWorkbook, data: bytes, name: str) -> Sheet:
    cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    rows = [[as_text(cell) for cell in row] for row in cells]
    for line, column, text in _failed_formulas(data, name):
        if line <= len(rows) and column <= len(rows[line - 1]):
            rows[line - 1][column - 1] = text
    return Sheet(name, rows)


def _failed_formulas(data: bytes, sheet: str) -> Iterator[tuple[int, int, str]]:
    """(row, column, text) of cells such as #N/A in an .xlsx, which calamine reads as blank."""
    with contextlib.suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = _tags(book.read("xl/workbook.xml"))
        relation = next((each.get("r:id") for each in sheets if each.get("name") == sheet), None)
        links = _tags(book.read("xl/_rels/workbook.xml.rels"))
        target = next((each.get("Target", "") for each in links if each.get("Id") == relation), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        for cell in _FAILED.finditer(book.read(path).decode("utf-8", "replace")):
            column = 0
            for letter in cell["column"]:
                column = column * 26 + ord(letter) - ord("A") + 1
            yield int(cell["row"]), column, cell["text"]


def _tags(text: bytes) -> list[dict[str, str]]:
    """The attributes of the sheets or relations of a workbook."""
    tags = _TAG.findall(text.decode("utf-8", "replace"))
    return [{name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)} for tag in tags]


def as_text(cell: object) -> str:
    """A typed workbook cell as text: whole numbers without `.0`, dates as ISO."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{Decimal(repr(cell)):f}"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
