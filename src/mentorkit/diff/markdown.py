"""The difference of two programs as GitHub's Markdown, made for a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mentorkit.diff.report import (
    Difference,
    broken,
    changing,
    figures,
    pair_cells,
    sections,
    state_cells,
    totals,
)
from mentorkit.diff.words import ARROW, details
from mentorkit.report import counted

COMMENT = 60_000
"""Characters; GitHub refuses comments above 65,536."""
ROWS = (200, 60, 15)
"""How many rows of a table are shown, tried in turn until the whole fits into a comment."""
OPEN = 12
"""Rows of a table that stands open; longer ones are folded."""
CELL = 400
"""Characters of a cell."""

_MARKS = re.compile(r"[\\`*~\[\]|$]|(?<!\w)_|_(?!\w)")


def markdown(found: Difference) -> str:
    """Headings, tables and folded lists; long lists are cut where the comment would be too long."""
    made = ""
    for rows in ROWS:
        made = "\n".join(_lines(found, rows)) + "\n"
        if len(made) <= COMMENT:
            break
    return made


def escaped(text: str) -> str:
    """Text as a cell that shows exactly this text: no markup, no mention of anybody, one line."""
    line = " ".join(text.split())
    line = line if len(line) <= CELL else f"{line[: CELL - 1]}…"
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # An empty comment keeps GitHub from reading a name after @ or a number after # as a link.
    return re.sub(r"([@#])(?=\w)", r"\1<!-- -->", _MARKS.sub(r"\\\g<0>", line))


def _lines(found: Difference, rows: int) -> Iterator[str]:
    yield f"## Changes of {escaped(found.program)}"
    yield ""
    yield f"{escaped(found.old)} {ARROW} {escaped(found.new)}: **{totals(found.changes)}**"
    for title, changes in sections(found.changes):
        cells = [(f"**{each.kind}**", escaped(each.subject), escaped(details(each))) for each in changes]
        yield from ["", f"### {escaped(title)}", ""]
        yield from table(("", "What", "How"), cells, rows, counted(len(cells), "change"))
    if found.effects is None:
        return
    effects = found.effects
    yield from ["", "### What it does to the people", ""]
    yield from table(("", "Before", "After"), figures(effects), rows, "")
    for each in broken(effects):
        yield from ["", f"**{escaped(each)}**"]
    for note in effects.notes:
        yield from ["", escaped(note)]
    for head, some in (
        ("State", [state_cells(each) for each in effects.states]),
        ("Mentor", [pair_cells(each) for each in effects.pairings]),
    ):
        summary = changing(len(some), head.lower())
        yield ""
        if some:
            cells = [(escaped(who), escaped(move), escaped(why)) for who, move, why in some]
            yield from table(("Who", head, "Why"), cells, rows, summary, folded=True)
        else:
            yield f"{summary}."


def table(
    heads: Sequence[str],
    cells: Sequence[tuple[str, str, str]],
    rows: int,
    summary: str,
    *,
    folded: bool = False,
) -> Iterator[str]:
    """A table of three columns, folded where it is long."""
    fold = folded or len(cells) > OPEN
    if fold:
        yield from ["<details>", f"<summary>{summary}</summary>", ""]
    yield from [f"| {' | '.join(heads)} |", "|---|---|---|"]
    yield from (f"| {' | '.join(row)} |" for row in cells[:rows])
    if len(cells) > rows:
        yield from ["", f"… and {len(cells) - rows:,} more; `--format json` has them all."]
    if fold:
        yield from ["", "</details>"]
