"""A run as a workbook: sheets to read, to filter and to decide in, without a formula in any cell."""

from __future__ import annotations

import datetime as dt
import html
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mentorkit.export.sheet import RULES, Entry, Front, Sheet, SheetColumn
from mentorkit.export.workbook_sheets import sheets
from mentorkit.report import Cell, Report
from mentorkit.under_way import along

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

FILE = "workbook.xlsx"
"""Its name in a run folder."""
LONGEST = 32_767
"""Characters of a cell, as spreadsheets count them: in units of UTF-16."""
CUT = " … [cut: a cell holds no more]"
"""Stands at the end of a text that was longer."""
WIDEST = 75
"""Signs of the widest column; longer texts wrap (our choice)."""
LINE, TALLEST = 15, 12
"""The height of a line in points, and how many lines the tallest row shows (our choice)."""
EXACT = 10**15
"""Numbers from here on have more digits than a spreadsheet keeps, and stand as text."""
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the same bytes for the same run; spreadsheets know no zone
ASKED: dict[Entry, str] = {
    "decision": "lock: these two are a pair. forbid: they are never a pair. Blank: as it comes out best.",
    "waive": "Rules that a lock may break, by name (see the sheet Rules); several with ; between them.",
    "mentee": "The mentee's id, e-mail address or name.",
    "mentor": "The mentor's id, e-mail address or name.",
    "reason": "Why, in a sentence. It is kept with the decision.",
    "by": "Who decided it.",
}
"""What a cell to be filled in says when it is chosen."""
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def workbook(report: Report) -> bytes:
    """The workbook of a run, the same bytes for the same report."""
    return book(*sheets(report))


def book(front: Front, tables: Sequence[Sheet]) -> bytes:
    """The sheets as bytes; every text stands as text, every number as a number."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, {"in_memory": True, **safe}) as made:
        made.set_properties({"title": as_text(front.title)[:250], "created": MADE})
        _front(made, front)
        rules = next((len(each.rows) for each in tables if each.name == RULES), 0)
        waive = f"={RULES}!$A$2:$A${rules + 1}" if rules else ""
        for each in tables:
            _table(made, each, waive)
    return stream.getvalue()


def as_text(text: str) -> str:
    """A text as a cell holds it: signs that no cell can hold become �, and what is too long is cut."""
    text = _UNKNOWN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if _length(text) <= LONGEST else _cut(text)


def _length(text: str) -> int:
    """Its length as spreadsheets count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    room = LONGEST - len(CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT


def _stored(text: str) -> str:
    """The text as XlsxWriter takes it, which would take one between <r> and </r> for marked up."""
    text = as_text(text)
    if not (text.startswith("<r>") and text.endswith("</r>")):
        return text
    marked = f'<r><t xml:space="preserve">{html.escape(text, quote=False)}</t></r>'
    return marked if len(marked) <= LONGEST else _cut(text[: LONGEST - len(CUT)])


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < EXACT:
        sheet.write_number(row, column, cell, look)
    elif cell is not None and cell != "":
        sheet.write_string(row, column, _stored(str(cell)), look)
    elif look is not None:
        sheet.write_blank(row, column, None, look)


def _front(made: Workbook, front: Front) -> None:
    sheet = made.add_worksheet(front.name)
    title = made.add_format({"bold": True, "font_size": 16})
    section = made.add_format({"bold": True, "bottom": 1, "valign": "top"})
    label = made.add_format({"valign": "top"})
    value = made.add_format({"valign": "top", "text_wrap": True, "align": "left"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    _write(sheet, 0, 0, front.title, title)
    row = 2
    for name, lines in front.sections:
        _write(sheet, row, 0, name, section)
        sheet.write_blank(row, 1, None, section)
        for at, (left, right) in enumerate(lines, start=row + 1):
            _write(sheet, at, 0, left or None, label)
            _write(sheet, at, 1, right, value)
        row += len(lines) + 2
    _printed(sheet, landscape=False)


def _table(made: Workbook, table: Sheet, waive: str) -> None:
    sheet = made.add_worksheet(table.name)
    last = len(table.rows) + table.spare
    head = made.add_format({"bold": True, "bottom": 1, "bg_color": "#E4E9EF", "valign": "top"})
    asked = made.add_format({"bold": True, "bottom": 1, "bg_color": "#FFE08A", "valign": "top"})
    looks, wrapped = [], []
    for number, column in enumerate(table.columns):
        widest = _widest(row[number] for row in table.rows)
        looks.append(_look(made, column, wrap=widest > WIDEST))
        wrapped += [number] if widest > WIDEST else []
        sheet.set_column(number, number, _width(column, widest))
        _write(sheet, 0, number, column.heading, asked if column.entry else head)
    for at, row in enumerate(along(f"writing the sheet {table.name}", table.rows), start=1):
        lines = max((_lines(row[number]) for number in wrapped), default=1)
        if lines > 1:
            sheet.set_row(at, LINE * min(lines, TALLEST))
        for number, cell in enumerate(row):
            _write(sheet, at, number, cell, looks[number])
    for at in range(len(table.rows) + 1, last + 1):
        for number, look in enumerate(looks):
            sheet.write_blank(at, number, None, look)
    for number, column in enumerate(table.columns):
        _entering(made, sheet, column, number, last, waive)
    sheet.freeze_panes(1, table.frozen)
    if table.columns:
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _printed(sheet, landscape=True)
    sheet.repeat_rows(0)
    if table.printed:
        sheet.print_area(0, 0, last, table.printed - 1)


def _widest(cells: Iterable[Cell]) -> int:
    """The signs of the longest line; wide signs count twice."""
    widest = 0
    for cell in cells:
        text = f"{cell:.4g}" if isinstance(cell, float) else "" if cell is None else str(cell)
        if len(text) > widest or not text.isascii():
            widest = max([widest, *map(_signs, text[: 4 * WIDEST].split("\n"))])
    return widest


def _signs(line: str) -> int:
    return len(line) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in line if sign > "\u10ff")


def _lines(cell: Cell) -> int:
    """About how many lines a wrapped text takes; words leave some room at the ends of lines."""
    return sum(1 + _signs(line) // (WIDEST - 4) for line in str(cell)[: TALLEST * WIDEST].split("\n"))


def _width(column: SheetColumn, widest: int) -> int:
    """Wide enough for the heading with its button, and for the cells."""
    least = {"": 8, "reason": 30, "mentor": 18, "mentee": 18}.get(column.entry, 14)
    return max(least, min(max(widest, _signs(column.heading) + 3), WIDEST) + 1)


def _look(made: Workbook, column: SheetColumn, *, wrap: bool) -> Any:
    look: dict[str, object] = {"valign": "top", "bottom": 1, "bottom_color": "#DDE2E8"}
    if wrap:
        look["text_wrap"] = True
    if column.number:
        look["num_format"] = column.number
    if column.entry:
        grey = {"border": 1, "border_color": "#D9C88F"}
        look |= {"bg_color": "#FFF8DC", "num_format": "@", "text_wrap": column.entry == "reason", **grey}
    return made.add_format(look)


def _entering(
    made: Workbook, sheet: Worksheet, column: SheetColumn, number: int, last: int, waive: str
) -> None:
    """Bars, and for cells to be filled in the choices and a word on what is wanted."""
    if last == 0:
        return
    place = (1, number, last, number)
    if column.bar is not None:
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DBFE6"}
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": column.bar}
        sheet.conditional_format(*place, {**bar, **ends})
    if not column.entry:
        return
    asked: dict[str, object] = {"validate": "any", "input_title": column.heading}
    asked["input_message"] = ASKED[column.entry]
    if column.entry == "decision":
        asked |= {"validate": "list", "source": ["lock", "forbid"]}
        asked |= {"error_title": "Decision", "error_message": "lock or forbid, or leave it blank"}
        for word, colour in (("lock", "#CDE8CF"), ("forbid", "#F4C7C3")):
            shown = made.add_format({"bg_color": colour, "bold": True})
            sheet.conditional_format(
                *place, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": shown}
            )
    elif column.entry == "waive" and waive:
        asked |= {"validate": "list", "source": waive, "show_error": False}
    sheet.data_validation(*place, asked)


def _printed(sheet: Worksheet, *, landscape: bool) -> None:
    """A page wide on A4, with its name and number."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
