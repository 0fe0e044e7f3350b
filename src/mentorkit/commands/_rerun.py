"""A command again whenever one of the files changes that it read, and what moved since the last time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mentorkit.commands._options import DONE, say
from mentorkit.commands._watch import INTERRUPTED
from mentorkit.definition import normal, reading
from mentorkit.finding import CannotRun
from mentorkit.formats import safe
from mentorkit.report import counted

if TYPE_CHECKING:
    from mentorkit.report import Report
    from mentorkit.run import Run

POLL = 0.25
"""Seconds between two looks at the files; a look at a dozen takes no time (our choice)."""
QUIET = 0.3
"""Seconds without a change until what was begun is taken for written (our choice)."""
GONE = 5
"""Such pauses for a file that is gone: an editor may be about to put the new one in its place."""
PATIENCE = 20
"""Such pauses after which a file that never rests is read all the same."""
SHOWN = 40
"""Lines of a group of changes that are shown; the rest is counted (our choice)."""

Stamp = tuple[int, int, int] | None
"""What tells a file from what it was: time, size and number; None where it is not there."""
Once = Callable[[Callable[["Report"], None]], None]
"""Carries out the command and hands over the report; raises typer.Exit and CannotRun as ever."""
Pause = Callable[[float], None]


class Endless(CannotRun):
    """Every run would bring about the next."""


def keep_up(once: Once, also: Sequence[str], pause: Pause = time.sleep) -> None:
    """Run it, then again after every change, until Ctrl-C, which is an exit code of 0.

    `also` are files to look at that may not be read by the usual way. Nothing that is wrong with an input
    ends it. Raises CannotRun where there is nothing to look at.
    """
    shown = _Shown()
    known: dict[Path, Stamp] = {}
    try:
        while True:
            seen = _carried_out(once, shown, also)
            # What a faulty program did not come to read may be what will be mended.
            known = seen if shown.whole else known | seen
            sys.stdout.flush()
            say(f"watching {counted(len(known), 'file')}; Ctrl-C ends it")
            names = ", ".join(normal(path) for path in changed(known, pause))
            known = {path: stamp(path) for path in known}
            say(f"\n{names} changed")
    except KeyboardInterrupt:
        raise typer.Exit(DONE) from None


class _Shown:
    """The first report as it is, and of those after it what moved."""

    def __init__(self) -> None:
        """Has shown nothing so far."""
        self.last: Run | None = None
        self.whole = False
        """Whether the latest run came to a report."""

    def __call__(self, report: Report) -> None:
        from mentorkit import terminal

        before, self.last, self.whole = self.last, as_run(report), True
        if before is None:
            terminal.show(report, sys.stdout)
        else:
            sys.stdout.write("".join(f"{safe(line)}\n" for line in moved(before, self.last)))
        sys.stdout.flush()


def _carried_out(once: Once, shown: _Shown, also: Sequence[str]) -> dict[Path, Stamp]:
    """The files that it read, as they stood before that. Raises KeyboardInterrupt for an interrupted run."""
    seen = {Path(each): stamp(Path(each)) for each in also}
    before = reading.set(lambda path: seen.update({path: stamp(path)} if path not in seen else {}))
    shown.whole = False
    try:
        once(shown)
    except typer.Exit as end:
        if end.exit_code == INTERRUPTED:
            raise KeyboardInterrupt from None
    except CannotRun as error:
        if not seen or isinstance(error, Endless):
            raise
        say(f"mentorkit: {error}")
    except OSError as error:
        say(f"mentorkit: {error.filename or 'the result'} cannot be used: {error.strerror or error}")
    finally:
        reading.reset(before)
    return seen


def keep_apart(out: str, inputs: Iterable[str]) -> None:
    """Raises Endless where the run folder holds an input."""
    folder = Path(out).resolve()
    for path in inputs:
        if Path(path).resolve().is_relative_to(folder):
            raise Endless(f"{path} lies in --out {out}, which every run writes anew; name another folder")


def stamp(path: Path) -> Stamp:
    """What tells a file from what it was."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def changed(seen: Mapping[Path, Stamp], pause: Pause, look: Callable[[Path], Stamp] = stamp) -> list[Path]:
    """Wait until files are others than they were, and rest; those that are.

    Half-written files and those that an editor replaces by renaming are waited for.
    """
    while True:
        now = {path: look(path) for path in seen}
        quiet = 0
        for _ in range(PATIENCE):
            gone = any(now[path] is None and seen[path] is not None for path in seen)
            if now == seen or quiet >= (GONE if gone else 1):
                break
            pause(QUIET)
            again = {path: look(path) for path in seen}
            quiet = quiet + 1 if again == now else 0
            now = again
        found = [path for path in seen if now[path] != seen[path]]
        if found:
            return found
        pause(POLL)


def as_run(report: Report) -> Run:
    """A report of `match` as the run that it would write, without a folder."""
    from mentorkit.export.csv_file import listing_csv
    from mentorkit.run import RECORD, Record, Run, written

    record = Record.model_validate_json(written(report.document | {"files": {}, "sha256": ""}))
    names = [each.name for each in report.listings]
    files = {
        f"{name}.csv": listing_csv(report.listing(name)).encode(errors="replace")
        for name in ("pairs", "unmatched")
        if name in names
    }
    return Run(Path(RECORD), record, True, files, ())


def moved(old: Run, new: Run) -> Iterator[str]:
    """What became of everybody from one run to the next, and the figures that changed."""
    from mentorkit.diff.runs import diff_runs
    from mentorkit.diff.runs_report import figures, head, parts
    from mentorkit.diff.words import ARROW

    found = diff_runs(old, new, ("before", "now"))
    yield head(found)
    told = [(name, said) for name, said in figures(found) if ARROW in said]
    width = max((len(name) for name, _ in told), default=0)
    yield from (f"  {name:{width}}  {said}" for name, said in told)
    for title, rows in parts(found):
        if title != "Inputs":  # said when they changed
            yield title
            yield from (f"  {kind:17}  {what}" for kind, what in rows[:SHOWN])
            if len(rows) > SHOWN:
                yield f"  and {len(rows) - SHOWN:,} more"
