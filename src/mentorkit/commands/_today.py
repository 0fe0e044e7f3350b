"""The day on which a command looks at the program: an option, or the day of the system."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from mentorkit.finding import CannotRun

Today = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day to look at it from, such as 2027-01-31; unless given, today."),
]


def day(text: str | None, option: str = "--today") -> dt.date:
    """The day that an option names. Raises CannotRun where it is none."""
    if text is None:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise CannotRun(f'{option}: "{text}" is not a date such as 2027-01-31') from None
