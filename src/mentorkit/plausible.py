"""Whether the cells of a column could be a built-in field's, and the column map that reads them."""

from __future__ import annotations

from collections.abc import Sequence

from mentorkit.fields import BUILT_IN, Field, fold
from mentorkit.looks import LONG, fits, list_rule, number_words

FIELDS = {field.name: field for field in BUILT_IN}
LEVELS = 20
"""Different levels, or answers about capacity, above which a column holds something else."""
ANSWERS = frozenset(["yes", "no", "maybe", "definitelyyes", "true", "false", "x"])
CONSENT = ANSWERS | {"y", "n", "ok", "okay", "notyet", "pending", "unsure", "tbc", "n/a"}
"""Answers to whether a manager agrees: a column of such names no manager."""


def plausible(field: Field, cells: Sequence[str]) -> bool:
    """Whether the cells could be the field's. A column without any filled cell never is."""
    filled = [cell for cell in cells if cell]
    different = {fold(cell) for cell in filled}
    short = all(len(cell) <= LONG for cell in different)
    varied = len(filled) < 3 or len(different) > 1
    if not filled:
        return False
    match field.name:
        case "id":  # a few may be blank or stand there twice: that is reported, not hidden
            return len(different) * 10 >= len(cells) * 9 and short
        case "email":
            return sum("@" in cell for cell in filled) * 5 >= len(filled) * 4 and varied
        case "name":
            return varied and len(different) * 2 > len(filled) and not any("@" in cell for cell in filled)
        case "level":
            return short and len(different) <= LEVELS and not different <= ANSWERS
        case "capacity":
            return len(number_words(filled)) <= LEVELS
        case "hire_date" | "utc_offset":
            return fits(field.type, column_rule(field, filled), dict.fromkeys(filled), field)
        case "manager":
            return short and not {each.rstrip(".!") for each in different} <= CONSENT
        case "department" | "function" | "location":
            return short and not different <= ANSWERS
        case _:
            return not different <= ANSWERS


def column_rule(field: Field, cells: Sequence[str]) -> dict[str, object]:
    """What the column map must say, beside the heading, so that the cells are read."""
    filled = [cell for cell in cells if cell]
    if field.type == "list":
        return list_rule(filled)
    if field.name == "capacity":
        values = number_words(filled)
        return {"values": values} if values else {}
    if field.type == "date" and not fits("date", {}, filled):
        day_first = fits("date", {"dates": "day_first"}, filled)
        return {"dates": "day_first" if day_first else "month_first"}
    return {}
