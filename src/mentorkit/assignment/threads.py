"""Work in pieces on all cores: numpy works outside Python's lock."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
MOST_CORES = 8


def in_turn(look: Callable[[int], T], starts: range) -> Iterator[T]:
    """What `look` gives for each start, in their order, however many work on it."""
    cores = min(os.cpu_count() or 1, len(starts), MOST_CORES)
    if cores < 2:
        yield from map(look, starts)
        return
    with ThreadPoolExecutor(cores) as pool:
        waiting: deque[Future[T]] = deque()
        for start in starts:
            waiting.append(pool.submit(look, start))
            if len(waiting) > 2 * cores:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
