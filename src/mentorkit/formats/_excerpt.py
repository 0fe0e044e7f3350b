"""A line of a file with a caret below the place that a finding is about."""

from __future__ import annotations

import re
import unicodedata

from mentorkit.formats._base import safe

WIDTH = 96
"""Columns of a terminal that an excerpt may take; longer lines are cut around the caret."""
_TAB = 4
_ENDS = re.compile(r"\r\n|\r|\n")


def lines(data: bytes) -> list[str]:
    """The lines of a file as editors count them."""
    return _ENDS.split(data.decode("utf-8-sig", "replace"))


def excerpt(text: list[str], line: int, column: int) -> list[str]:
    """Two lines: the file's own and the caret; none where there is nothing to show."""
    if not 1 <= line <= len(text) or not text[line - 1].strip():
        return []
    shown = text[line - 1].rstrip()
    at = min(max(column, 1) - 1, len(shown))
    # A cut far away from the caret keeps a line of a megabyte from being measured sign by sign.
    first = max(0, at - WIDTH)
    before, after = _plain(shown[first:at]), _plain(shown[at : at + 2 * WIDTH])
    too_long = first > 0 or len(shown) > at + 2 * WIDTH or _width(before + after) > WIDTH
    if too_long and (first > 0 or _width(before) > WIDTH // 2):
        before = "…" + _last(before, WIDTH // 2)
    if _width(before + after) > WIDTH:
        after = _first(after, WIDTH - _width(before) - 1) + "…"
    number = f"{line:>5}"
    return [f"{number} | {before}{after}", f"{' ' * len(number)} | {' ' * _width(before)}^"]


def _plain(part: str) -> str:
    return safe(part.replace("\t", " " * _TAB))


def _width(part: str) -> int:
    return sum(map(_columns, part))


def _columns(sign: str) -> int:
    """How many columns of a terminal a sign takes."""
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def _first(part: str, width: int) -> str:
    for number, sign in enumerate(part):
        width -= _columns(sign)
        if width < 0:
            return part[:number]
    return part


def _last(part: str, width: int) -> str:
    return _first(part[::-1], width)[::-1]
