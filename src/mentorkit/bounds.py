"""How much better than an unproven set of pairs any other could be, in words."""

from __future__ import annotations

import math
from fractions import Fraction

from mentorkit.report import Document, counted
from mentorkit.scores import POINT


def unproven(document: Document) -> str:
    """What the first open certificate of a match document still allows; nothing where all are proven.

    Bounds of later aims hold only for sets that reach the earlier ones, and say nothing here.
    """
    for each in document["certificates"]:
        if each["value"] != each["bound"]:
            return f"Not proven optimal: {_allowed(document, each)}."
    return "" if document["proven"] else "Not proven optimal."


def _allowed(document: Document, certificate: Document) -> str:
    aim, value, bound = (certificate[key] for key in ("aim", "value", "bound"))
    match aim:
        case "count":
            return f"at most {bound - value:,} more could be matched"
        case "tiers" if document["optimise"] == "highest_total":
            return f"at most {bound - value:,} more with priority could be matched, or of an earlier tier"
        case "tiers":
            return f"at most {bound - value:,} more could be matched, or of an earlier tier"
        case "lowest":
            return f"the lowest score could be at most {bound:g}"
        case "stable":
            return f"{counted(value, 'pair')} would rather have each other"
        case _:
            return f"the total could be at most {_higher(value, bound)} higher"


def _higher(value: float, bound: float) -> str:
    """The distance in per cent of the value, rounded up to one decimal."""
    more = round((bound - value) * POINT)
    if value <= 0:
        return f"{more / POINT:,g}"
    return f"{math.ceil(Fraction(1000 * more, round(value * POINT))) / 10:g} %"
