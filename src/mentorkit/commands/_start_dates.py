"""Days as people write them: 2027-01-31, 31.01.2027, 31/01/2027, 31 January 2027."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from mentorkit.commands._questions import ask
from mentorkit.fields import UnreadableCell, read_date
from mentorkit.finding import CannotRun

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGER = ("january", "february", "march", "april", "june", "july", "august", "sept", "september", "october",
          "november", "december")  # fmt: skip


def day(given: str) -> dt.date:
    """The day that is meant. Raises ValueError, with how to write it, where there may be two or none."""
    text = " ".join(given.split())
    words = re.sub(r"[.,](?= |$)", "", text.casefold()).split()
    month = next((word for word in words if word in MONTHS or word in LONGER), "")
    numbers = [word for word in words if word.isdecimal()]
    if len(words) == 3 and month and len(numbers) == 2 and words[2] == numbers[1]:  # the year is last
        text = f"{numbers[1]}-{MONTHS.index(month[:3]) + 1}-{numbers[0]}"
    try:
        return read_date(text)
    except UnreadableCell as error:
        reason = error.message.replace(f'"{text}"', f'"{given}"')
        raise ValueError(f"{reason}; write it as 2027-01-31") from None


def day_of(flag: str, given: str | None) -> dt.date | None:
    """The day of a flag. Raises CannotRun."""
    if given is None:
        return None
    try:
        return day(given)
    except ValueError as error:
        raise CannotRun(f"--{flag}: {error}") from None


def ask_approval() -> dt.date | None:
    """The day on which the sponsor approved, if that is over."""
    return ask(
        "  Approved on, such as 2026-11-30 (Enter: not yet)", "", lambda text: day(text) if text else None
    )


def ask_day(question: str, proposed: dt.date, after: dt.date | None = None) -> dt.date:
    """A day, later than another where one is named."""
    return ask(f"{question}, as year-month-day", str(proposed), day if after is None else _later(after))


def _later(first: dt.date) -> Callable[[str], dt.date]:
    def read(given: str) -> dt.date:
        if (found := day(given)) <= first:
            raise ValueError(f"{found} is not after the first day, {first}")
        return found

    return read
