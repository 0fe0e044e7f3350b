"""The difference of two programs as lines for people and as one document for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import mentorkit
from mentorkit.diff._diff import Change, Detail
from mentorkit.diff.direction import Kind
from mentorkit.diff.words import ARROW, document, said, sentence
from mentorkit.promises import wanted_and_got
from mentorkit.report import Cell, Document, counted, named

if TYPE_CHECKING:
    from mentorkit.diff.effects import Effects, Figures, PairChange, PromiseChange, Someone, StateChange

TITLES = {
    "program": "Program",
    "vocabulary": "Vocabulary",
    "objectives": "Objectives",
    "rosters": "Rosters",
    "qualification": "Qualification",
    "pool": "Pool",
    "matching": "Matching",
    "communication": "Communication",
    "training": "Training",
    "succession": "Succession",
    "expect": "Promises",
}
KINDS: tuple[Kind, ...] = ("tightened", "loosened", "changed", "added", "removed")
NOTHING = "nothing changed in meaning"


@dataclass(frozen=True)
class Difference:
    """Two programs side by side."""

    program: str
    """What the new one is called."""
    old: str
    """Where the old one stands: a path, or a revision and a path."""
    new: str
    changes: tuple[Change, ...]
    effects: Effects | None = None


def sections(changes: tuple[Change, ...]) -> Iterator[tuple[str, list[Change]]]:
    """The changes by the title of their section, in the order of the program file."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.section, []).append(change)
    for section, some in found.items():
        yield TITLES.get(section, section.capitalize()), some


def totals(changes: tuple[Change, ...]) -> str:
    """How many things changed, and how."""
    counts = Counter(change.kind for change in changes)
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    return f"{counted(len(changes), 'change')}: {kinds}" if changes else NOTHING


def text(found: Difference) -> str:
    """A line a change, grouped by section like a changelog."""
    lines = [found.program, f"{found.old} {ARROW} {found.new}", totals(found.changes)]
    for title, changes in sections(found.changes):
        lines += ["", title, *(f"  {change.kind:9}  {sentence(change)}" for change in changes)]
    if found.effects is not None:
        lines += ["", *_effects(found.effects)]
    return "".join(f"{line}\n" for line in lines)


def as_document(found: Difference) -> dict[str, Any]:
    """The same as plain data."""
    counts = Counter(change.kind for change in found.changes)
    made: dict[str, Any] = {
        "mentorkit": mentorkit.__version__,
        "program": found.program,
        "old": found.old,
        "new": found.new,
        "changes": [document(change) for change in found.changes],
        "totals": {"changes": len(found.changes), **{kind: counts[kind] for kind in KINDS}},
    }
    if found.effects is not None:
        made["rosters"] = asdict(found.effects)
    return made


def rows(found: Difference) -> Iterator[list[Cell]]:
    """A row for every value that changed, the heading first."""
    yield ["section", "change", "subject", "key", "old", "new"]
    for change in found.changes:
        for each in change.details or (Detail("", None, None),):
            values = ("" if value is None else said(value) for value in (each.old, each.new))
            yield [change.section, change.kind, change.subject, each.key, *values]


def _effects(effects: Effects) -> Iterator[str]:
    yield "What it does to the people"
    shown = figures(effects)
    width = max(len(name) for name, _, _ in shown)
    yield from (f"  {name:{width}}  {old} {ARROW} {new}" for name, old, new in shown)
    yield from (f"  {each}" for each in broken(effects))
    yield from (f"  note: {note}" for note in effects.notes)
    states = [f"{who}: {move}{_why(why)}" for who, move, why in map(state_cells, effects.states)]
    pairings = [f"{who}: {move}{_why(why)}" for who, move, why in map(pair_cells, effects.pairings)]
    for what, some in (("state", states), ("mentor", pairings)):
        title = changing(len(some), what)
        yield from ["", title, *(f"  {line}" for line in some)]


def changing(people: int, what: str) -> str:
    """How many people's state or mentor changes."""
    return (
        f"{counted(people, 'person', 'people')} whose {what} changes"
        if people
        else f"Nobody's {what} changes"
    )


def _why(reason: str) -> str:
    return f" ({reason})" if reason else ""


def figures(effects: Effects) -> list[tuple[str, str, str]]:
    """What is counted, before and after."""

    def said(side: Figures) -> tuple[str, ...]:
        scores = ("none" if each is None else f"{each:.1f}" for each in (side.mean, side.lowest))
        return f"{side.matched:,} of {side.mentees:,}", *scores

    names = ("matched", "mean score", "lowest score")
    found = list(zip(names, said(effects.before), said(effects.after), strict=True))
    kept = [(f"promise {_words(each)}", _kept(each.old), _kept(each.new)) for each in effects.promises]
    return [*found, *kept]


def broken(effects: Effects) -> list[str]:
    """Which promises the new program breaks, in words."""
    found = []
    for each in effects.promises:
        if each.new is not None and not each.new["kept"]:
            before = "" if each.old is None else ", kept before" if each.old["kept"] else ", as before"
            found.append(f"promise broken: {_words(each)} {wanted_and_got(each.new)}{before}")
    return found


def _kept(promise: Document | None) -> str:
    if promise is None:
        return "not promised"
    return f"{'kept' if promise['kept'] else 'broken'} ({wanted_and_got(promise)})"


def _words(change: PromiseChange) -> str:
    return change.promise.replace("_", " ")


def state_cells(change: StateChange) -> tuple[str, str, str]:
    """Who, from which state to which, and why."""
    who = f"{change.role.removesuffix('s')} {_named(change.person)}"
    old, new = (each.replace("_", " ") if each else "not in the roster" for each in (change.old, change.new))
    was = change.new == "qualified" and change.old is not None and change.reason
    return who, f"{old} {ARROW} {new}", f"before: {change.reason}" if was else change.reason


def pair_cells(change: PairChange) -> tuple[str, str, str]:
    """Whose mentor, from whom to whom, and why there is none."""
    sides = ((change.old, change.old_score), (change.new, change.new_score))
    old, new = (f"{_named(who)} {score:.1f}" if who else "no mentor" for who, score in sides)
    return _named(change.mentee), f"{old} {ARROW} {new}", change.reason


def _named(who: Someone) -> str:
    return named(who.id, who.name)
