"""The difference of two runs as lines for people, as Markdown, and as one document for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import mentorkit
from mentorkit.diff.markdown import COMMENT, ROWS, escaped, table
from mentorkit.diff.report import sections, totals
from mentorkit.diff.runs import (
    KINDS,
    DecisionChange,
    Figure,
    InputChange,
    MenteeChange,
    RunDifference,
    Someone,
)
from mentorkit.diff.words import ARROW, details, document, sentence
from mentorkit.promises import wanted_and_got
from mentorkit.report import Cell, counted, named
from mentorkit.run import PromiseRecord

SAME = "nothing differs"
WORDS = {
    "other_mentor": "another mentor",
    "matched": "newly matched",
    "unmatched": "no longer matched",
    "rescored": "another score",
}
FIGURES = {
    "mentees": "mentees",
    "matched": "matched",
    "score": "total score",
    "mean": "mean score",
    "lowest": "lowest score",
    "blocking_pairs": "rather have each other",
    "optimise": "policy",
    "proven": "proven",
    "approved": "approved",
}
ROUNDING = 0.05
"""Scores that differ by less look alike with one decimal; words count these, files list them."""
HEADING = (
    "change", "mentee", "mentee_name", "before", "before_name", "score_before", "mentor", "mentor_name",
    "score", "reason",
)  # fmt: skip
"""Columns of the difference as CSV."""


def text(found: RunDifference) -> str:
    """A line a change, grouped; figures of both runs first."""
    lines = [found.program, f"{found.old} {ARROW} {found.new}", head(found), "", "Figures"]
    width = max(map(len, FIGURES.values()))
    lines += [f"  {name:{width}}  {said}" for name, said in figures(found)]
    for title, rows in parts(found):
        lines += ["", title, *(f"  {kind:17}  {what}" for kind, what in rows)]
    if found.program_changes:
        lines += ["", f"Program: {totals(found.program_changes)}"]
        for title, changes in sections(found.program_changes):
            lines += [f"  {title}", *(f"    {each.kind:9}  {sentence(each)}" for each in changes)]
    lines += ["", *(f"note: {note}" for note in found.notes)] if found.notes else []
    return "".join(f"{line}\n" for line in lines)


def markdown(found: RunDifference) -> str:
    """The same as tables, cut where a comment on a pull request would be too long."""
    made = ""
    for rows in ROWS:
        made = "\n".join(_markdown(found, rows)) + "\n"
        if len(made) <= COMMENT:
            break
    return made


def as_document(found: RunDifference) -> dict[str, Any]:
    """The same as plain data."""
    counts = Counter(each.kind for each in found.mentees)
    return {
        "mentorkit": mentorkit.__version__,
        "program": found.program,
        "old": found.old,
        "new": found.new,
        "changed": found.changed,
        "totals": {"same": found.same, **{kind: counts[kind] for kind in KINDS}},
        "figures": {each.name: {"old": each.before, "new": each.now} for each in found.figures},
        "mentees": [asdict(each) for each in found.mentees],
        "decisions": [asdict(each) for each in found.decisions],
        "promises": [
            {"promise": name, "old": _plain(old), "new": _plain(new)} for name, old, new in found.promises
        ],
        "inputs": [asdict(each) for each in found.inputs],
        "program_changes": [document(each) for each in found.program_changes],
        "notes": list(found.notes),
    }


def rows(found: RunDifference) -> Iterator[list[Cell]]:
    """The mentees for whom something changed as a table, its heading first."""
    yield list(HEADING)
    for each in found.mentees:
        before, now = each.before or Someone(""), each.now or Someone("")
        sides = before.id, before.name, each.score_before, now.id, now.name, each.score_now
        yield [each.kind, each.mentee.id, each.mentee.name, *sides, each.reason]


def head(found: RunDifference) -> str:
    """How many mentees have what."""
    if not found.changed:
        return f"{counted(found.same, 'pair')}: {SAME}"
    counts = Counter(each.kind for each in found.mentees if not _alike(each))
    told = [f"{counts[kind]:,} {WORDS[kind]}" for kind in KINDS if counts[kind]]
    alike = sum(map(_alike, found.mentees))
    differs = counted(alike, "score differs", "scores differ")
    told += [f"{differs} by less than {ROUNDING:g} (not listed)"] if alike else []
    return ", ".join([counted(found.same, "pair") + " as before", *told])


def figures(found: RunDifference) -> list[tuple[str, str]]:
    """Every figure with both values, or with the one that is the same."""
    return [(FIGURES[each.name], _both(each)) for each in found.figures]


def parts(found: RunDifference) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Titles with their lines: what it is, and what changed; those that have any."""
    groups: list[tuple[str, list[tuple[str, str]]]] = [
        ("Mentees", [(WORDS[each.kind], _mentee(each)) for each in found.mentees if not _alike(each)]),
        ("Decisions", [(each.kind, _decision(each)) for each in found.decisions]),
        (
            "Promises",
            [
                (name.replace("_", " "), f"{_promise(old)} {ARROW} {_promise(new)}")
                for name, old, new in found.promises
                if old != new
            ],
        ),
        ("Inputs", [(each.kind, _input(each)) for each in found.inputs]),
    ]
    yield from (group for group in groups if group[1])


def _both(figure: Figure) -> str:
    before, now = (_number(figure.name, value) for value in (figure.before, figure.now))
    return before if before == now else f"{before} {ARROW} {now}"


def _number(name: str, value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, int | float):
        return f"{value:,.1f}" if name in ("score", "mean", "lowest") else f"{value:,}"
    return str(value)


def _named(who: Someone) -> str:
    return named(who.id, who.name)


def _alike(change: MenteeChange) -> bool:
    """Whether only rounding tells the two scores of a pair apart."""
    before, now = change.score_before, change.score_now
    if change.kind != "rescored" or before is None or now is None:
        return False
    return round(abs(now - before), 4) < ROUNDING


def _mentee(change: MenteeChange) -> str:
    sides = ((change.before, change.score_before), (change.now, change.score_now))
    if change.kind == "rescored":
        scores = [score for _, score in sides if score is not None]
        digits = 1 if len({f"{score:.1f}" for score in scores}) > 1 else 2
        both = f" {ARROW} ".join(f"{score:.{digits}f}" for score in scores)
        return f"{_named(change.mentee)}: {_named(change.now) if change.now else ''} {both}"
    old, new = (f"{_named(who)} {score:.1f}" if who else "nobody" for who, score in sides)
    return f"{_named(change.mentee)}: {old} {ARROW} {new}{f' ({change.reason})' if change.reason else ''}"


def _decision(change: DecisionChange) -> str:
    waived = f", waived: {', '.join(change.waived)}" if change.waived else ""
    return f"{change.decision} {_named(change.mentee)} with {_named(change.mentor)}{waived}"


def _input(change: InputChange) -> str:
    was = f", was {change.formerly}" if change.formerly else ""
    return f"{change.role}: {change.path}{was}"


def _promise(promise: PromiseRecord | None) -> str:
    if promise is None:
        return "not promised"
    return f"{'kept' if promise.kept else 'broken'} ({wanted_and_got(promise.model_dump())})"


def _plain(promise: PromiseRecord | None) -> dict[str, Any] | None:
    return None if promise is None else promise.model_dump(exclude={"promise"})


def _markdown(found: RunDifference, rows: int) -> Iterator[str]:
    yield f"## Runs of {escaped(found.program)}"
    yield ""
    yield f"{escaped(found.old)} {ARROW} {escaped(found.new)}: **{escaped(head(found))}**"
    yield from ["", "| | |", "|---|---|"]
    yield from (f"| {escaped(name)} | {escaped(said)} |" for name, said in figures(found))
    for title, some in parts(found):
        cells = [(f"**{escaped(kind)}**", escaped(what), "") for kind, what in some]
        yield from ["", f"### {title}", ""]
        yield from table(("", "What", ""), cells, rows, counted(len(cells), "line"))
    for title, changes in sections(found.program_changes):
        cells = [(f"**{each.kind}**", escaped(each.subject), escaped(details(each))) for each in changes]
        yield from ["", f"### Program: {escaped(title)}", ""]
        yield from table(("", "What", "How"), cells, rows, counted(len(cells), "change"))
    for note in found.notes:
        yield from ["", escaped(note)]
