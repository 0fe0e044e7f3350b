"""Workbooks as tests look at them and fill them in: read with calamine, written anew cell by cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import xlsxwriter  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook

Cell = object
Rows = list[list[Cell]]


def sheets(data: bytes) -> dict[str, Rows]:
    """The cells of every sheet; a blank one is an empty text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def column(rows: Rows, heading: str) -> list[Cell]:
    """The cells below a heading."""
    at = rows[0].index(heading)
    return [row[at] for row in rows[1:]]


def formulas(data: bytes) -> list[str]:
    """The files of a workbook that hold a cell with a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        found = {name: book.read(name) for name in book.namelist()}
    return [name for name, text in found.items() if re.search(rb"<f[ >/]", text)]


def filled_in(data: bytes, cells: Mapping[str, str]) -> bytes:
    """A copy of a workbook in which some cells, such as Pairs!F2, hold something else."""
    book = sheets(data)
    for place, text in cells.items():
        name, at = place.split("!")
        match = re.fullmatch(r"([A-Z])(\d+)", at)
        assert match
        line, number = int(match[2]) - 1, ord(match[1]) - ord("A")
        rows = book.setdefault(name, [])
        rows += [[] for _ in range(line + 1 - len(rows))]
        rows[line] += [""] * (number + 1 - len(rows[line]))
        rows[line][number] = text
    return written(book)


def written(book: Mapping[str, Rows]) -> bytes:
    """A workbook of these cells, each text as text."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        for name, rows in book.items():
            sheet = made.add_worksheet(name)
            for line, row in enumerate(rows):
                for number, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, number, cell)
                    else:
                        sheet.write(line, number, cell)
    return stream.getvalue()
