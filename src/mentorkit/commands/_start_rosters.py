"""Rosters for a program to start from: read, shown, and confirmed heading by heading."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from mentorkit.columns import squash
from mentorkit.commands._options import FOUND, say, talk
from mentorkit.commands._questions import agree, ask
from mentorkit.fields import spoken
from mentorkit.finding import CannotRun, nearest
from mentorkit.plausible import FIELDS
from mentorkit.proposal import propose
from mentorkit.proposed import LeftOver, Proposal, Understood
from mentorkit.report import counted
from mentorkit.roster_shape import opened, split_by_role

if TYPE_CHECKING:
    from mentorkit.roster_shape import Shape
    from mentorkit.start import Side

StartRole = Literal["mentors", "mentees"]
USES = {
    "": "",
    "communication": " (a bar for passing on what one knows)",
    "promise": " (a promise that is asked of everyone)",
    "where": " (to meet where both can)",
    "wanted": "",
}
"""What a column could be good for, in the question whether to add it."""


def roster_side(
    role: StartRole,
    file: str,
    folder: Path,
    other: Side | None,
    mapped: Iterable[tuple[str, str]],
    *,
    asking: bool,
) -> Side:
    """What the program will read from a file; `other` is the other role's. Raises CannotRun."""
    from mentorkit.start import side_of, told_apart

    shape = _shape(role, file)
    wanted: dict[str, tuple[str, ...]] = {}
    for name, heading in mapped:
        option = f"--map {role}.{name}"
        if name in wanted and not _joins(name):
            raise CannotRun(f"{option}: {spoken(name)} is one column, not several")
        wanted[name] = (*wanted.get(name, ()), _heading(shape, heading, option))
    others = [] if other is None else _called(other)
    found = propose(shape.table, role, wanted, others=others)
    known, left = list(found.understood), [each for each in found.left if each.use]
    if asking:
        found, known, left = _confirmed(shape, role, wanted, others)
    if other is not None:
        left = told_apart(left, other)
    return side_of(found, _beside(file, folder), shape.says, known, left)


def field_named(text: str) -> str:
    """The name of a field as somebody wrote it: Level and Development goals are built-in ones; else empty."""
    name = "_".join(text.casefold().replace("-", " ").split())
    return name if name.isidentifier() else ""


def _joins(field: str) -> bool:
    """Whether several columns can make the field: a list, a name, or one of the program's own."""
    return field not in FIELDS or FIELDS[field].type == "list" or field == "name"


def _called(side: Side) -> list[str]:
    """What the people of a roster are called, where it tells their names."""
    if not side.words.get("name"):
        return []
    return [word for field in ("id", "name", "email") for word in side.words.get(field, ())]


def roster_bytes(file: str) -> bytes:
    """What a roster's file holds. Raises CannotRun."""
    try:
        return Path(file).read_bytes()
    except IsADirectoryError:
        raise CannotRun(f"{file} is a folder, not a file") from None
    except FileNotFoundError:
        raise CannotRun(f"there is no file {file}") from None
    except (OSError, ValueError) as error:
        raise CannotRun(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _shape(role: StartRole, file: str) -> Shape:
    shape, findings = opened(roster_bytes(file), file)
    if shape is None:
        talk(findings)
        raise typer.Exit(FOUND)
    return split_by_role(shape).get(role, shape)


def _beside(file: str, folder: Path) -> str:
    """The file as a program in the folder names it."""
    target = Path(file).resolve()
    try:
        return Path(os.path.relpath(target, folder.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return target.as_posix()


def _heading(shape: Shape, heading: str, option: str) -> str:
    names = [" ".join(name.split()) for name in shape.table.headings]
    same = [name for name in names if name and squash(name) == squash(heading)]
    if len(same) != 1:
        what = "stands more than once in" if same else "is not a heading of"
        hint = nearest(heading, filter(None, names))
        raise CannotRun(f'{option}: "{heading}" {what} {shape.table.file}; {hint}')
    return same[0]


def _confirmed(
    shape: Shape, role: StartRole, mapped: dict[str, tuple[str, ...]], others: list[str]
) -> tuple[Proposal, list[Understood], list[LeftOver]]:
    """The proposal after every guess in it was confirmed, turned down or corrected."""
    refused: set[str] = set()
    settled: set[str] = set()
    while True:
        found = propose(shape.table, role, mapped, refused, others)
        _show(found, shape)
        for each in found.understood:
            if each.near and each.field not in settled:
                settled.add(each.field)
                headings = " + ".join(f'"{name}"' for name in each.headings[:2])
                if not agree(f"  Does {headings} hold the {spoken(each.field)}?", default=True):
                    refused.add(each.field)
        known = [each for each in found.understood if not (each.near and each.field in refused)]
        if not any(each.field in ("id", "email") for each in known):
            say("  No column holds an id or an e-mail address yet; one is needed.")

        def read(given: str) -> tuple[str, str]:
            text, _, heading = given.partition("=")
            if given and (not field_named(text) or not heading.strip()):
                raise ValueError("write FIELD=HEADING, such as skills=What are you good at?")
            try:
                field = field_named(text)
                return (field, _heading(shape, heading, field)) if given else ("", "")
            except CannotRun as error:
                raise ValueError(str(error)) from None

        field, heading = ask("  A heading that holds something else? FIELD=HEADING (Enter: no)", "", read)
        if not field:
            break
        mapped[field] = (*_beside_it(field, heading, known, mapped), heading)
        refused.discard(field)
    return found, known, list(_added(found.left))


def _beside_it(
    field: str, heading: str, known: Iterable[Understood], mapped: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The headings that hold a field together with one more."""
    part = next((each for each in known if each.field == field), None)
    before = tuple(name for name in (part.headings if part else mapped.get(field, ())) if name != heading)
    shown = " + ".join(f'"{name}"' for name in before)
    if before and (not _joins(field) or (part and isinstance(part.map, dict) and "grid" in part.map)):
        say(f'  {spoken(field)} is one column: now "{heading}" in place of {shown}')
        return ()
    if before and not agree(f"  Together with {shown}?", default=True):
        return ()
    return before


def _show(found: Proposal, shape: Shape) -> None:
    said = "".join(f", {key.replace('_', ' ')} {value}" for key, value in shape.says.items() if key != "rows")
    say(f"{found.file}: {counted(found.people, 'person', 'people')}{said}")
    rows = [
        (each.headings, spoken(each.field) + (" (a guess)" if each.near else "")) for each in found.understood
    ]
    rows += [(each.headings, f"left over, looks like {_kind(each)}") for each in found.left]
    rows += [((name,), f"not used: {why}") for name, why in found.unused.items()]
    width = min(max((len(_short(names)) for names, _ in rows), default=0), 50)
    for names, what in rows:
        say(f"  {_short(names):<{width}}  {what}")


def _short(names: tuple[str, ...]) -> str:
    shown = " + ".join(names)
    return shown if len(shown) <= 50 else f"{shown[:49]}…"


def _kind(left: LeftOver) -> str:
    look = left.look
    scale = f" from {look.low} to {look.high}" if look.low is not None else ""
    some = f" ({', '.join(look.words[:3])}{', …' if len(look.words) > 3 else ''})" if look.words else ""
    return f"{spoken(look.type).replace('yes no', 'yes or no')}{scale}{some}"


def _added(left: Iterable[LeftOver]) -> Iterable[LeftOver]:
    for each in left:
        question = f'  Add "{_short(each.headings)}" as a field of your own, {each.name}{USES[each.use]}?'
        if each.use == "wanted" or agree(question, default=bool(each.use)):
            yield each
