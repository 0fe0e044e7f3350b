"""The time that a task on screen may still take, or has taken where nobody knows its end."""

from __future__ import annotations

import datetime as dt

from rich.progress import ProgressColumn, Task
from rich.text import Text


class TimeLeft(ProgressColumn):
    """`0:01:40 left`; `0:00:12` for work whose end nobody knows."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """The time in words."""
        seconds = task.elapsed if task.total is None else task.time_remaining
        if seconds is None:
            return Text("")
        return Text(f"{dt.timedelta(seconds=int(seconds))}{'' if task.total is None else ' left'}")
