"""Cells to lines of a width: which columns stand side by side, which under their row, where words break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, chop_cells

Row = Sequence[str]

APART, EDGES = 3, 2
"""Blanks between two columns, and around the table."""
INDENT, HANGING = 3, 5
"""Blanks before what stands under a row, and before its further lines."""
TALL = 3
"""Lines of the tallest row above which a column goes under it (our choice)."""
LESS = 0.5
"""So many lines must each column save that goes there (our choice)."""
SAMPLE = 200
"""Rows from which the height of a table is told."""
_PARTS = re.compile(r"[^-_./@]*[-_./@]|[^-_./@]+")


@dataclass(frozen=True)
class Head:
    """What is asked of a column: its title, and whether it holds numbers."""

    title: str
    number: bool = False


@dataclass(frozen=True)
class Layout:
    """Which columns stand side by side, how wide, and which stand under each row."""

    beside: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Measured:
    """What a column takes up."""

    whole: int
    word: int
    """Its longest word, or the part of one that no line would hold."""
    part: int
    """Its longest part of a word, as ids and e-mail addresses break."""


def unfolded(heads: Sequence[Head], rows: Sequence[Row]) -> Layout:
    """Every row on one line, however long."""
    taken = _measured(heads, rows, sum(len(head.title) for head in heads))
    return Layout(tuple(range(len(heads))), tuple(each.whole for each in taken))


def laid_out(heads: Sequence[Head], rows: Sequence[Row], width: int) -> Layout:
    """The lines of a table that fits a width.

    All columns stand side by side where that breaks no word and makes no tall rows. Else the one with the
    longest cells goes under its row, and so on, numbers last; the first column stays.
    """
    taken = _measured(heads, rows, width - EDGES - HANGING)
    some = rows[:: max(1, len(rows) // SAMPLE)]
    leaving = sorted(range(1, len(heads)), key=lambda at: (heads[at].number, -taken[at].whole))
    best, cost = None, (0, 0.0)
    for number in range(len(heads)):
        below = tuple(sorted(leaving[:number]))
        beside = tuple(at for at in range(len(heads)) if at not in below)
        room = width - EDGES - APART * (len(beside) - 1)
        widths = _widths([taken[at] for at in beside], room)
        made = Layout(beside, widths, below)
        broken = sum(own < taken[at].word for at, own in zip(beside, widths, strict=True))
        if sum(widths) > room:
            broken += len(heads)  # the line itself is too long
        if not broken and _tallest(made, rows) <= TALL:
            return made
        lines = _height(made, heads, some, width)
        if best is None or (broken, lines + LESS * number) < cost:
            best, cost = made, (broken, lines + LESS * number)
    assert best is not None  # noqa: S101  # a listing has a column
    return best


def _measured(heads: Sequence[Head], rows: Sequence[Row], most: int) -> list[_Measured]:
    found = []
    for at, head in enumerate(heads):
        cells = {head.title, *(row[at] for row in rows)}
        words = {word for cell in cells for word in cell.split()}
        word = max(map(cell_len, words), default=0)
        part = max((cell_len(part) for each in words for part in _PARTS.findall(each)), default=0)
        whole = max(cell_len(line) for cell in cells for line in cell.split("\n"))
        found.append(_Measured(whole, min(word, max(most, 1)), min(part, max(most, 1))))
    return found


def _height(layout: Layout, heads: Sequence[Head], rows: Sequence[Row], width: int) -> float:
    """Lines of a row, on the average."""
    if not rows:
        return 1.0
    return sum(len(list(lines_of(layout, heads, row, width))) for row in rows) / len(rows)


def _tallest(layout: Layout, rows: Sequence[Row]) -> int:
    """Lines of the tallest cell of those side by side."""
    beside = list(zip(layout.beside, layout.widths, strict=True))
    return max((len(folded(row[at], own)) for row in rows for at, own in beside), default=1)


def _widths(columns: Sequence[_Measured], room: int) -> tuple[int, ...]:
    """Each column's width: as its cells need, and where that is too much, none below its longest word.

    Where even that is too much, ids and e-mail addresses break between their parts first.
    """
    least = [each.part for each in columns]
    if sum(least) > room:
        least = [1] * len(columns)
    words = _fitting([each.word for each in columns], least, room)
    return tuple(_fitting([each.whole for each in columns], words, room))


def _fitting(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """What is wanted, the widest cut to one width that fits into the room, and none below the least."""
    low, high = 0, max(wanted, default=0)
    while low < high:  # the greatest width that fits
        most = (low + high + 1) // 2
        if sum(max(floor, min(each, most)) for each, floor in zip(wanted, least, strict=True)) <= room:
            low = most
        else:
            high = most - 1
    found = [max(floor, min(each, low)) for each, floor in zip(wanted, least, strict=True)]
    left = room - sum(found)
    for number, each in enumerate(wanted):
        if found[number] < each and left > 0:
            found[number], left = found[number] + 1, left - 1
    return found


Piece = tuple[str, int | None]
"""Some text, and the column whose cell it is; None for what only fills the line."""


def lines_of(layout: Layout, heads: Sequence[Head], row: Row, width: int) -> Iterator[list[Piece]]:
    """The lines of a row, in pieces; no cell is cut."""
    cells = [folded(row[at], own) for at, own in zip(layout.beside, layout.widths, strict=True)]
    for number in range(max(map(len, cells))):
        line: list[Piece] = []
        blanks = 1
        for at, own, lines in zip(layout.beside, layout.widths, cells, strict=True):
            text = lines[number] if number < len(lines) else ""
            missing = own - cell_len(text)
            before = missing if heads[at].number else 0
            if text:
                line += [(" " * (blanks + before), None), (text, at)]
                blanks = 0
            blanks += APART + missing - (before if text else 0)
        yield line
    yield from _under([(heads[at].title, row[at], at) for at in layout.below if row[at]], width)


def _under(cells: Sequence[tuple[str, str, int]], width: int) -> Iterator[list[Piece]]:
    """Cells under their row, each behind its title; short ones share a line."""
    line: list[Piece] = []
    room = 0
    for title, cell, at in cells:
        said = f"{title}: "
        first, *rest = folded(said + "; ".join(cell.split("\n")), max(width - HANGING, 1))
        taken = cell_len(first)
        if line and (rest or taken + APART > room):
            yield line
            line = []
        line.append((" " * (APART if line else INDENT), None))
        room = (room if len(line) > 1 else width - INDENT + APART) - APART - taken
        # What does not begin with its title is so narrow that the title alone fills the line.
        known = first.startswith(said)
        line += [(said, None), (first[len(said) :], at)] if known else [(first, None)]
        for more in rest:
            yield line
            line, room = [(" " * HANGING, None), (more, at)], 0
    if line:
        yield line


def rule(layout: Layout) -> str:
    """The line under the titles."""
    return " " + "─" * (sum(layout.widths) + APART * (len(layout.widths) - 1))


@lru_cache(maxsize=4096)
def folded(text: str, width: int) -> tuple[str, ...]:
    """The text in lines of a width; what is longer than a line breaks between parts of an id or address."""
    if len(text) <= width and "\n" not in text and cell_len(text) <= width:
        return (text,)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word, width)
            lines += full
        lines.append(line)
    return tuple(lines)


def _broken(word: str, width: int) -> list[str]:
    """A word in lines of a width."""
    if cell_len(word) <= width:
        return [word]
    lines = [""]
    for part in _PARTS.findall(word):
        if cell_len(lines[-1] + part) <= width:
            lines[-1] += part
        else:
            lines += chop_cells(part, width)
    return [line for line in lines if line]
