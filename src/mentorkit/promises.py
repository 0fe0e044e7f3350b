"""What a program promises under `expect`, and what came of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from mentorkit.program import Program
from mentorkit.report import Document


def promises(program: Program, points: Sequence[int], mentees: int) -> list[Document]:
    """Each promise with what was wanted and got, compared exactly; what was got is rounded down.

    `points` are those of the pairs, `mentees` is everybody of the roster.
    """
    from mentorkit.scores import POINT  # numpy comes with it, and who only words promises has no pairs

    expect, found = program.expect, list[Document]()
    if isinstance(expect.matched, str):
        share = Fraction(100 * len(points), mentees or 1)
        kept = share >= Fraction(expect.matched.rstrip("%"))
        got = f"{_plain(Fraction(math.floor(share * 100), 100), 2)}%"
        found.append({"promise": "matched", "wanted": expect.matched, "got": got, "kept": kept})
    elif expect.matched is not None:
        kept = len(points) >= expect.matched
        found.append({"promise": "matched", "wanted": expect.matched, "got": len(points), "kept": kept})
    lowest = Fraction(min(points), POINT) if points else None
    mean = Fraction(sum(points), POINT * len(points)) if points else None
    for name, limit, value in (("lowest", expect.lowest_score, lowest), ("mean", expect.mean_score, mean)):
        if limit is not None:
            reached = None if value is None else math.floor(value * POINT) / POINT
            kept = value is not None and value >= Fraction(limit)
            wanted = _plain(Fraction(limit), 4)
            found.append({"promise": f"{name}_score", "wanted": wanted, "got": reached, "kept": kept})
    return found


def broken(some: Iterable[Document]) -> Iterator[str]:
    """Every promise that is not kept, in words."""
    for each in some:
        if not each["kept"]:
            yield f"{each['promise'].replace('_', ' ')} {wanted_and_got(each)}"


def wanted_and_got(promise: Document) -> str:
    """What came of one promise, in words."""
    return f"{promise['wanted']}, got {_got(promise)}"


def _got(promise: Document) -> str:
    got = promise["got"]
    return "none" if got is None else f"{got:g}" if isinstance(got, float) else str(got)


def _plain(number: Fraction, digits: int) -> int | float:
    value = round(float(number), digits)
    return int(value) if value.is_integer() else value
