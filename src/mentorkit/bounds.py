"""How much better than an unproven set of pairs any other could be, in words."""

from __future__ import annotations

import math
from fractions import Fraction

from mentorkit.report import Document
from mentorkit.scores import POINT


def unproven(document: Document) -> str:
    """What the first open certificate of a match document still allows; blank where all are proven.

    Bounds of later aims hold only for sets that reach the earlier ones, and say nothing here.
    """
    for each in document["certificates"]:
        if each["value"] != each["bound"] and (allowed := _allowed(document, each)):
            return f"Not proven optimal: {allowed}."
    return "" if document["proven"] else "Not proven optimal."


def _allowed(document: Document, certificate: Document) -> str:
    aim, value, bound = (certificate[key] for key in ("aim", "value", "bound"))
    match aim:
        case "count":
            left = document["totals"]["mentees"] - document["totals"]["matched"]
            free = sum(each["places"] for each in document["free_places"])
            more = min(bound - value, left, free)
            return f"at most {more:,} more could be matched" if more else ""
        case "tiers" if document["optimise"] == "highest_total":
            return f"at most {bound - value:,} more with priority could be matched, or in an earlier tier"
        case "tiers":
            return f"at most {bound - value:,} more could be matched, or in an earlier tier"
        case "total":
            return f"the total could be at most {_higher(value, bound)} higher"
        case "lowest":
            return f"the lowest score could be at most {bound:g}"
        case _:
            return ""


def _higher(value: float, bound: float) -> str:
    """The distance in per cent of the value, rounded up to one decimal; in points where there is no value."""
    more = round((bound - value) * POINT)
    if value <= 0:
        return f"{more / POINT:,} points"
    return f"{math.ceil(Fraction(1000 * more, round(value * POINT))) / 10:,} %"
