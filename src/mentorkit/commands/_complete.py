"""What a shell completes: people, codes, runs and names of the program at hand; nothing where that is broken.

Reads a program and its rosters only as far as ids and names need it, without checks and without pandas, so
that a key press is answered at once. Values that a shell could take for more than a word are left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import typer

Offered = list[tuple[str, str]]
"""Words, each with what a shell may show beside it."""

WORD = re.compile(r"[\w@.+/#:=,-]+")
"""Ids that every shell takes for one word, and for nothing but a word."""
DEPTH = 3
"""Folders down to which runs are looked for."""
MOST = 1000
"""Folders that are looked into (our choice)."""


def _quiet(found: Callable[[typer.Context, str], Iterable[tuple[str, str]]]) -> Callable[..., Offered]:
    """Words that begin with what is typed; an error is no answer, and never a traceback at the prompt."""

    @wraps(found)
    def answer(ctx: typer.Context, incomplete: str) -> Offered:
        try:
            words = dict(found(ctx, incomplete))
            return [
                (word, _plain(said))
                for word, said in words.items()
                if word.startswith(incomplete) and WORD.fullmatch(word)
            ]
        except Exception:  # whatever is wrong, the command itself will say
            return []

    # typer reads the annotations by their names in this module.
    answer.__annotations__ = {"ctx": typer.Context, "incomplete": str}
    del answer.__wrapped__
    return answer


def _plain(said: str) -> str:
    """Words that no shell and no markup acts on."""
    return " ".join(re.sub(r"[^\w\s.,+@/%-]", " ", said).split())


@_quiet
def mentees(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids of the mentees, with their names."""
    return _people(ctx, "mentees")


@_quiet
def mentors(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The ids of the mentors, with their names."""
    return _people(ctx, "mentors")


@_quiet
def codes(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Every finding's code, with what it means."""
    from mentorkit.pages import pages

    return ((code, page.summary) for code, page in pages().items())


@_quiet
def lists_of_codes(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Codes after the last comma, each behind what stands there already."""
    from mentorkit.pages import pages

    before = incomplete[: incomplete.rfind(",") + 1]
    taken = set(before.upper().split(","))
    return ((before + code, page.summary) for code, page in pages().items() if code not in taken)


@_quiet
def runs(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Folders below that hold a run."""
    start = incomplete.rpartition("/")[0]
    return _runs(Path(start or ("/" if incomplete.startswith("/") else ".")))


@_quiet
def programs_or_runs(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """YAML files and folders that hold a run, as far as there are any below."""
    start = Path(incomplete.rpartition("/")[0] or ("/" if incomplete.startswith("/") else "."))
    for path in _folders(start):
        for entry in sorted(path.glob("*.y*ml")):
            if entry.suffix in (".yaml", ".yml"):
                yield entry.as_posix(), "program"
    yield from _runs(start)


@_quiet
def exports(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """The exports that every program has, and those of the run's program."""
    from mentorkit.export_checks import BUILT_IN

    yield from ((name, "") for name in BUILT_IN)
    run = _named(ctx, "run")
    if run:
        found = _program_of(Path(run)).get("exports")
        if isinstance(found, dict):
            yield from ((str(name), "of the program") for name in found)


@_quiet
def columns(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """What a column of an export may hold, of the pair and of each of the two."""
    from mentorkit.columns import ALIASES
    from mentorkit.export_checks import OF_A_PAIR, SIDES

    yield from ((f"{name}=", "of the pair") for name in OF_A_PAIR)
    run = _named(ctx, "run")
    words = _program_of(Path(run)).get("vocabulary") if run else None
    own = words.get("fields") if isinstance(words, dict) else None
    for side in SIDES:
        yield from ((f"{side}_{field}=", f"of the {side}") for field in (*ALIASES, *(own or ())))


@_quiet
def revisions(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Branches and tags that git knows here."""
    import subprocess

    command = ["git", "for-each-ref", "--format=%(refname:short)\t%(subject)", "refs/heads", "refs/tags"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=1, check=False)  # noqa: S603
    yield "HEAD", "what was committed last"
    yield from ((name, said) for name, _, said in (line.partition("\t") for line in done.stdout.splitlines()))


def _named(ctx: typer.Context, parameter: str) -> str | None:
    """An argument that stands before the word; while an option waits for it, arguments are not sorted yet."""
    value = ctx.params.get(parameter)
    if isinstance(value, str):
        return value
    return next((word for word in ctx.args if not word.startswith("-")), None)


def _people(ctx: typer.Context, role: str) -> Iterator[tuple[str, str]]:
    program = _named(ctx, "program")
    data, folder = (_yaml(Path(program)), Path(program).parent) if program else ({}, Path())
    spec: Any = data.get("rosters", {}).get(role, {})
    other = ctx.params.get(role)
    files = (
        [Path(other)]
        if other
        else [folder / name for name in [spec.get("file"), *spec.get("files", ())] if name]
    )
    for file in files:
        yield from _roster(file, spec)


def _roster(file: Path, spec: Any) -> Iterator[tuple[str, str]]:
    from mentorkit.tables import cells

    rows = cells(file.read_bytes(), file.as_posix(), sheet=spec.get("sheet"), encoding=spec.get("encoding"))
    start = spec.get("header_row", 0) - 1
    if start < 0:
        start = next(number for number, row in enumerate(rows) if any(row))
    maps = spec.get("columns", {})
    ids = _column("id", rows[start], maps) or _column("email", rows[start], maps)
    names = _column("name", rows[start], maps)
    for row in rows[start + 1 :]:
        text = " ".join(row[at] for at in names if at < len(row))
        for at in ids[:1]:
            if at < len(row) and row[at]:
                yield row[at], text


def _column(field: str, headings: list[str], maps: Any) -> list[int]:
    """Where a field stands: as the program maps it, else where a heading is understood."""
    from mentorkit.columns import ALIASES, NAME_PARTS, squash

    at = {squash(heading): number for number, heading in reversed([*enumerate(headings)])}
    stated = maps.get(field)
    if isinstance(stated, dict):
        stated = [stated["column"]] if "column" in stated else stated.get("columns", ())
    elif stated is not None:
        stated = [stated]
    if stated is None:
        known = [[name] for name in (field, *ALIASES[field])]
        choices = [*known, *(NAME_PARTS if field == "name" else ())]
        stated = next((each for each in choices if all(squash(part) in at for part in each)), ())
    return [at[squash(part)] for part in stated if squash(part) in at]


def _yaml(path: Path) -> dict[str, Any]:
    """What a program says, whether or not it is right; with the vocabulary that it shares."""
    from mentorkit import yamlsource

    source, _ = yamlsource.parse(path.read_bytes(), path.as_posix())
    data = dict(source.data) if source is not None else {}
    if isinstance(data.get("vocabulary"), str):
        data["vocabulary"] = _yaml(path.parent / data["vocabulary"])
    return data


def _program_of(run: Path) -> dict[str, Any]:
    """What the program of a run says; nothing where it is no longer there."""
    import json

    record = run / "run.json" if run.is_dir() else run
    inputs = json.loads(record.read_bytes())["inputs"] if record.is_file() else ()
    program = next((Path(each["path"]) for each in inputs if each["role"] == "program"), None)
    return _yaml(program) if program is not None and program.is_file() else {}


def _runs(start: Path) -> Iterator[tuple[str, str]]:
    for path in _folders(start):
        if (path / "run.json").is_file():
            approved = (path / "approval.json").is_file()
            yield path.as_posix(), "approved run" if approved else "run"


def _folders(start: Path) -> Iterator[Path]:
    """The folder and those below it, without hidden ones; not all, where there are many."""
    left = MOST
    for place, folders, _ in os.walk(start):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(place)
        yield here
        left -= 1
        if left <= 0:
            return
        if len(here.relative_to(start).parts) >= DEPTH - 1:
            folders.clear()
