"""Long work, followed on screen and ended by Ctrl-C or by the clock."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from mentorkit.assignment import Watch
from mentorkit.commands._bars import QUIET, Lines
from mentorkit.under_way import listening

INTERRUPTED = 130
"""Exit code: Ctrl-C, as shells have it (128 + SIGINT)."""


class Lookout:
    """Follows a search for somebody at a keyboard: shows how far it is, and knows when they want an end."""

    def __init__(
        self, seconds: float | None, clock: Callable[[], float], screen: Callable[[], Lines] | None = None
    ) -> None:
        """Begins now, to end after so many seconds of the clock; draws where there is a screen."""
        self._clock, self._seconds, self._screen = clock, seconds, screen
        self._start = clock()
        self._lines: Lines | None = None
        self.interrupted = False
        """Whether Ctrl-C was pressed."""
        self.watch = Watch(self._told, self.over)
        """Ends when the time is over."""
        self.patient = Watch(self._told, lambda: self.interrupted)
        """Goes on until it is interrupted."""

    def over(self) -> bool:
        """Whether the search should end."""
        return self.interrupted or (self._seconds is not None and self._passed() >= self._seconds)

    def interrupt(self) -> None:
        """Ctrl-C: the first asks for an end, the second raises KeyboardInterrupt."""
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True
        if self._lines is not None:
            self._lines.ending()

    def clear(self) -> None:
        """Nothing is on screen until there is news."""
        if self._lines is not None:
            self._lines.close()
            self._lines = None

    def heard(self, what: str, done: int, total: int) -> None:
        """What is no search, and is off the screen when it is done."""
        if not what:
            self.clear()
        elif done < total or not total:
            self._told(what, done, total)
        elif self._lines is not None:
            self._lines.drop(what)

    def _passed(self) -> float:
        return self._clock() - self._start

    def _told(self, what: str, done: int, total: int) -> None:
        if self._lines is None and self._screen is not None and self._passed() >= QUIET:
            self._lines = self._screen()
        if self._lines is not None and not self.interrupted:
            self._lines.show(what, done, total)


@contextmanager
def attended(seconds: float | None) -> Iterator[Lookout]:
    """A lookout that hears Ctrl-C and, where stderr is a terminal, draws there; leaves both as they were."""
    look = Lookout(seconds, time.monotonic, (lambda: Lines(sys.stderr)) if sys.stderr.isatty() else None)

    def heard(number: int, frame: FrameType | None) -> None:
        look.interrupt()

    before = signal.getsignal(signal.SIGINT)
    # A job in the background ignores Ctrl-C, and only the main thread may say who hears it.
    hears = before is not signal.SIG_IGN and threading.current_thread() is threading.main_thread()
    if hears:
        signal.signal(signal.SIGINT, heard)
    try:
        with listening(look.heard):
            yield look
    finally:
        look.clear()
        if hears:
            signal.signal(signal.SIGINT, before or signal.SIG_DFL)
