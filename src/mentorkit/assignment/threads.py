"""Work in pieces on all cores: numpy works outside Python's lock."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
MOST_CORES = 8


def in_turn(look: Callable[[int], T], starts: range) -> Iterator[T]:
    """What `look` gives for each start, in their order, however many work on it.

    Whoever asks works too while the next result is not there: every thread more keeps memory of its own.
    """
    cores = min(os.cpu_count() or 1, len(starts), MOST_CORES)
    if cores < 2:
        yield from map(look, starts)
        return
    with ThreadPoolExecutor(cores - 1) as pool:
        rest = iter(starts)
        ahead: deque[tuple[int, Future[T]]] = deque()
        while True:
            for start in islice(rest, 2 * cores - len(ahead)):
                ahead.append((start, pool.submit(look, start)))
            if not ahead:
                return
            if not ahead[0][1].done():
                _help(look, ahead)
            yield ahead.popleft()[1].result()


def _help(look: Callable[[int], T], ahead: deque[tuple[int, Future[T]]]) -> None:
    """Do the first piece that nobody has begun."""
    for at, (start, future) in enumerate(ahead):
        if future.cancel():
            done: Future[T] = Future()
            done.set_result(look(start))
            ahead[at] = start, done
            return
