"""The options of the pool, for the commands that make pairs."""

from __future__ import annotations

from typing import Annotated

import typer

from mentorkit.finding import CannotRun
from mentorkit.pooling import Pooling

PoolFile = Annotated[
    str | None,
    typer.Option("--pool", metavar="FILE", help="Who is in the pool, in place of the program's selection."),
]
NoPool = Annotated[
    bool, typer.Option("--no-pool", help="Match everybody who qualifies, whatever pool: says.")
]


def pooling(file: str | None, off: bool) -> Pooling:
    """What was asked for. Raises CannotRun for both at once."""
    if file is not None and off:
        raise CannotRun("--pool and --no-pool exclude each other; give one of them")
    return Pooling(file, off)
