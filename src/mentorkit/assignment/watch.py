"""How a long search is followed, and stopped: the caller's clock, screen and signals come in here."""

from __future__ import annotations

from collections.abc import Callable


class Stopped(Exception):
    """The caller wants the best found so far."""


class Watch:
    """Told how far a search is; asked whether to go on."""

    def __init__(
        self,
        told: Callable[[str, int, int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        """`told` gets what is done, how far, and of how much; `stop` says whether to end."""
        self._told = told
        self._stop = stop

    def scanned(self, done: int, total: int) -> None:
        """So many mentees of a scan are done. Raises Stopped."""
        self.note("looking at all pairs", done, total)

    def note(self, what: str, done: int, total: int) -> None:
        """Something is done so far. Raises Stopped."""
        if self._told is not None:
            self._told(what, done, total)
        if self._stop is not None and self._stop():
            raise Stopped
