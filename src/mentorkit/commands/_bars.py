"""What is under way, as bars on a terminal with the time that it may still take."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from mentorkit.under_way import listening

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

QUIET = 1.0
"""Seconds that work takes before there is anything on screen."""
SURE = 0.3
"""Seconds after which the rate tells how long all of it will take (our choice)."""


class Lines:
    """A line on a terminal for each thing that is under way, with the time that it may still take."""

    def __init__(self, stream: TextIO) -> None:
        """Begins to draw."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        from mentorkit.commands._time_left import TimeLeft

        self._tasks: dict[str, tuple[TaskID, int]] = {}
        self._progress: Progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeLeft(),
            console=Console(file=stream),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._progress.start()

    def show(self, what: str, done: int, total: int) -> None:
        """So much of it is done; what goes back has begun anew, and so does its time."""
        task, before = self._tasks.get(what, (None, 0))
        if task is None:
            task = self._progress.add_task(what, total=total or None)
        if done < before:
            self._progress.reset(task, total=total or None)
        self._progress.update(task, completed=done, total=total or None)
        self._tasks[what] = task, done

    def drop(self, what: str) -> None:
        """It is no longer under way."""
        if what in self._tasks:
            self._progress.remove_task(self._tasks.pop(what)[0])

    def ending(self) -> None:
        """Says that the work is ended as soon as it can be."""
        for what, (task, _) in self._tasks.items():
            self._progress.update(task, description=f"ending (Ctrl-C again: at once): {what}")

    def close(self) -> None:
        """Leaves the terminal as it was."""
        self._progress.stop()


class Bars:
    """Shows what is under way and takes longer than a moment, each while it lasts."""

    def __init__(self, screen: Callable[[], Lines], clock: Callable[[], float]) -> None:
        """Draws on the screen when there is something to draw."""
        self._screen, self._clock = screen, clock
        self._lines: Lines | None = None
        self._begun: dict[str, tuple[float, int]] = {}
        self._drawn = set[str]()
        self._lock = threading.RLock()
        self._waiting: threading.Timer | None = None

    def told(self, what: str, done: int, total: int) -> None:
        """So much of it is done; drawn once it can be told that all will take longer than a moment."""
        with self._lock:
            if not what:
                self.close()
                return
            if total and done >= total:
                self._over(what)
                return
            now = self._clock()
            begun, before = self._begun.get(what, (now, 0))
            begun = now if done < before else begun
            self._begun[what] = begun, done
            if not total:
                self._wait(what)
            elif what in self._drawn or (now - begun >= SURE and (now - begun) * total >= QUIET * done):
                self._draw(what, done, total)

    def close(self) -> None:
        """Leaves the terminal as it was."""
        with self._lock:
            self._begun.clear()
            self._drawn.clear()
            if self._waiting is not None:
                self._waiting.cancel()
            if self._lines is not None:
                self._lines.close()
            self._lines = self._waiting = None

    def _over(self, what: str) -> None:
        self._begun.pop(what, None)
        self._drawn.discard(what)
        if not self._begun:
            self.close()
        elif self._lines is not None:
            self._lines.drop(what)

    def _wait(self, what: str) -> None:
        """Work that says no more of itself is drawn by the clock."""
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = threading.Timer(QUIET, self._late, (what,))
        self._waiting.daemon = True
        self._waiting.start()

    def _late(self, what: str) -> None:
        with self._lock:
            if what in self._begun:
                self._draw(what, 0, 0)

    def _draw(self, what: str, done: int, total: int) -> None:
        if self._lines is None:
            self._lines = self._screen()
        self._drawn.add(what)
        self._lines.show(what, done, total)


@contextmanager
def bars() -> Iterator[None]:
    """Shows what is under way where stderr is a terminal, and leaves that as it was."""
    if not sys.stderr.isatty():
        yield
        return
    shown = Bars(lambda: Lines(sys.stderr), time.monotonic)
    try:
        with listening(shown.told):
            yield
    finally:
        shown.close()
