"""How a roster's file is to be opened: its sheet, the row of its headings, its encoding, its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as defaulted

from mentorkit import tables
from mentorkit.columns import ALIASES, squash
from mentorkit.fields import fold
from mentorkit.finding import Finding
from mentorkit.tables import Table

ENCODINGS = ("cp1252", "cp1250", "cp1257", "cp1254")
"""What Windows saves text in, west to east; the first that makes words is taken."""
SHEETS, ROWS = 6, 15
"""Sheets, and rows from the top, in which the headings are looked for."""
ROLE_WORDS = 6
"""Different cells that a column of roles may have, such as mentor, mentee, both."""
_KNOWN = {squash(name) for names in ALIASES.values() for name in names}


@dataclass(frozen=True)
class Shape:
    """A table, and what the program must say so that it is read in the same way."""

    table: Table
    says: Mapping[str, object] = defaulted(default_factory=dict)
    """Keys of the roster's section beside `file` and `columns`."""


def opened(data: bytes, file: str) -> tuple[Shape | None, list[Finding]]:
    """The table of a file, wherever its headings stand; findings say why there is none, or what is odd."""
    says: dict[str, object] = {}
    encoding = guessed_encoding(data) if not file.lower().endswith(tables.WORKBOOKS) else None
    if encoding:
        says["encoding"] = encoding
    table, findings = tables.parse(data, file, encoding=encoding)
    if understood(table):
        return (Shape(table, says) if table else None), findings
    tries: list[tuple[int, dict[str, int]]] = []
    sheets = range(1, SHEETS + 1) if file.lower().endswith(tables.WORKBOOKS) else range(1, 2)
    for sheet in sheets:
        asked = {"sheet": sheet} if sheet > 1 else {}
        for row in (None, *range(2, ROWS + 1)):
            more = asked | ({"header_row": row} if row else {})
            other, wrong = tables.parse(data, file, encoding=encoding, **more)
            if row is None and other is None and any(finding.code == "MK802" for finding in wrong):
                break  # no such sheet, or nothing in it
            tries.append((understood(other), more))
    count, best = max(tries, key=lambda each: each[0], default=(0, {}))
    if count:
        table, findings = tables.parse(data, file, encoding=encoding, **best)
        says |= best | ({"sheet": table.sheet} if table and "sheet" in best else {})
    return (Shape(table, says) if table else None), findings


def understood(table: Table | None) -> int:
    """How many headings are understood by themselves."""
    return sum(squash(heading) in _KNOWN for heading in table.headings) if table else 0


def guessed_encoding(data: bytes) -> str | None:
    """None for UTF-8 and what says its encoding; else the first encoding in which words are words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return min(ENCODINGS, key=lambda name: _odd(data, name))
    return None


def _odd(data: bytes, encoding: str) -> int:
    """How many signs that are no letters stand inside words."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return len(data)
    odd = re.compile(
        r"(?<=[^\W\d_])[^\x00-\x7f\w\s\u2018\u2019\u2010-\u2015]+(?=[^\W\d_])|[\u00b9\u00b2\u00b3](?=[^\W\d_])"
    )
    return len(odd.findall(text))


def split_by_role(shape: Shape) -> dict[str, Shape]:
    """Mentors and mentees of one file that holds both, told apart by a column; empty where none does."""
    table = shape.table
    for column, heading in enumerate(table.headings):
        words = list(dict.fromkeys(cell for cell in table.frame[column] if cell))
        sides = {
            "mentors": [word for word in words if re.search("mentor|both", fold(word))],
            "mentees": [word for word in words if re.search("mentee|both", fold(word))],
        }
        if len(words) > ROLE_WORDS or sides["mentors"] == sides["mentees"] or not all(sides.values()):
            continue
        return {
            role: Shape(
                replace(table, frame=table.frame[table.frame[column].isin(kept)]),
                {**shape.says, "rows": {"column": " ".join(heading.split()), "one_of": kept}},
            )
            for role, kept in sides.items()
        }
    return {}
