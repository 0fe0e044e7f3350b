"""How far long work is, told to whoever listens; a command line with a screen does, and nobody else.

A `Watch` can also end a search, and goes into it as an argument. What is only told goes this way, so that
reading, judging and writing need not hand on what they do not care about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Told = Callable[[str, int, int], None]
"""What is done, how much of it, and of how much; 0 of 0 is work whose end nobody knows.

Without a name it is all that was under way, and it is over.
"""

EVERY = 64
"""Items between two tellings."""
_listener: ContextVar[Told | None] = ContextVar("under_way", default=None)


@contextmanager
def listening(told: Told) -> Iterator[None]:
    """Somebody listens as long as this lasts."""
    before = _listener.set(told)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(what: str, done: int, total: int) -> None:
    """So much of it is done."""
    told = _listener.get()
    if told is not None:
        told(what, done, total)


def nothing() -> None:
    """Nothing is under way any more; something is about to be printed."""
    tell("", 1, 1)


def along(what: str, items: Iterable[T], total: int | None = None) -> Iterable[T]:
    """The same items, while it is told how many of them are done; without a `total` they have a length."""
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    return items if _listener.get() is None or total == 0 else _told(what, items, total)


def _told(what: str, items: Iterable[T], total: int) -> Iterator[T]:
    try:
        for number, item in enumerate(items):
            if number % EVERY == 0 or total < EVERY:
                tell(what, number, total)
            yield item
    finally:
        tell(what, total, total)


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Work whose end nobody knows beforehand."""
    tell(what, 0, 0)
    try:
        yield
    finally:
        tell(what, 1, 1)
