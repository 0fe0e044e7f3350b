"""What the cells of a column look like: the type of a field, and the column map that reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as defaulted
from decimal import Decimal

from mentorkit.columns import ColumnMap, reader
from mentorkit.fields import Field, FieldType, UnreadableCell, fold, read_number

Rule = Mapping[str, object]
"""Keys of a column map beside the heading: separator, strip, remove, values, dates."""

FEW = 12
"""Different cells up to which a column looks like categories, or like answers of a form."""
LONG = 40
"""Characters above which a cell is a sentence, not a word for something."""
KEY = 200
"""Characters above which a cell is not written into the program; reading it says what is wrong."""
SCALES = (5, 7, 10, 100)
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Look:
    """The field that a column could become."""

    type: FieldType
    rule: Rule = defaulted(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None
    words: tuple[str, ...] = ()
    """Different items of a list, or categories, the most frequent first; empty where they tell nothing."""


def look(heading: str, cells: Iterable[str]) -> Look | None:
    """What the filled cells of a column could be; None where there are none, or they are free text."""
    filled = [cell for cell in cells if cell]
    different = list(dict.fromkeys(filled))
    if not different:
        return None
    bits = set(different) == {"0", "1"}
    if fits("yes_no", {}, different) and (bits or not all(cell.isdigit() for cell in different)):
        return Look("yes_no")
    if fits("number", {}, different):
        low, high = _scale(heading, [read_number(cell) for cell in different])
        return Look("number", low=low, high=high)
    for rule in ({}, {"dates": "day_first"}, {"dates": "month_first"}):
        if fits("date", rule, different):
            return Look("date", rule)
    return _list(filled, different) or _categories(filled, different)


def fits(kind: FieldType, rule: Rule, cells: Iterable[str], field: Field | None = None) -> bool:
    """Whether every cell can be read as a field of this type."""
    read = reader(
        field or Field("cell", kind), ColumnMap.model_validate({"column": "cell", **rule}), ["cell"]
    )
    try:
        for cell in cells:
            read((cell,))
    except UnreadableCell:
        return False
    return True


def rating(found: Look, cells: Iterable[str]) -> Look:
    """Numbers taken for ratings: where the heading does not say the scale, the smallest usual one."""
    if found.low is not None:
        return found
    numbers = [read_number(cell) for cell in cells if cell]
    low = Decimal(0 if min(numbers) < 1 else 1)
    high = next((Decimal(end) for end in SCALES if max(numbers) <= end), max(numbers))
    return replace(found, low=min(low, *numbers), high=high)


def items(rule: Rule, cells: Iterable[str]) -> Counter[str]:
    """How often each item of list cells stands there, in its most frequent spelling."""
    read = reader(Field("cell", "list"), ColumnMap.model_validate({"column": "cell", **rule}), ["cell"])
    spellings: dict[str, Counter[str]] = {}
    for cell in cells:
        found = read((cell,)) if cell else None
        for item in found if isinstance(found, tuple) else ():
            spellings.setdefault(fold(item), Counter())[item] += 1
    return Counter({each.most_common(1)[0][0]: each.total() for each in spellings.values()})


def list_rule(cells: Sequence[str]) -> dict[str, object]:
    """What reads cells that are known to hold lists, beyond what is understood by itself."""
    filled = [cell for cell in cells if cell]
    if filled and all(cell[0] == "[" and cell[-1] == "]" for cell in filled):
        return {"separator": ",", "strip": "[]'\" "}
    for sign in (";", "|", "\n"):
        if any(sign in cell for cell in filled):
            rule = _commas(sign, filled)
            return rule | _prefix(rule, filled)
    if filled and all(
        re.fullmatch(r"[\d ,]+|[^\s,]+@[^\s,]+([ ,]+[^\s,]+@[^\s,]+)*", cell) for cell in filled
    ):
        spaced = any(" " in cell.strip() for cell in filled)
        return {"separator": [" ", ","]} if spaced else {}
    return _prefix({}, filled)


def number_words(cells: Iterable[str]) -> dict[str, object]:
    """What sentences mean where a number of people is asked for: "Two, please" is 2, no number is blank."""
    meanings: dict[str, object] = {}
    for cell in dict.fromkeys(cell for cell in cells if cell and not fits("number", {}, [cell])):
        if len(cell) > KEY:
            continue
        words = re.findall(r"\w+", cell.casefold())
        told = {int(word) for word in words if re.fullmatch(r"\d{1,2}", word)}
        told |= {_NUMBERS.index(word) for word in words if word in _NUMBERS}
        none = {"not", "no", "none", "nobody"} & set(words)
        meanings[cell] = told.pop() if len(told) == 1 else 0 if none and not told else ""
    return meanings


def _commas(sign: str, cells: Sequence[str]) -> dict[str, object]:
    """What a comma is in a column of lists where some cells have another sign.

    Unless told otherwise, each cell is read by its own sign: `a; b` and `a, b` are both two items. A comma
    within an item of `a, b; c` is part of that item, unless both `a` and `b` also stand alone.
    """
    within = [item for cell in cells if sign in cell for item in cell.split(sign) if "," in item]
    if not within:
        return {}
    pieces = (piece for cell in cells if "," not in cell for piece in cell.split(sign))
    alone = set(map(fold, pieces))
    if all(set(map(fold, item.split(","))) <= alone for item in within):
        return {"separator": [sign, ","]}
    return {"separator": sign} if any("," in cell and sign not in cell for cell in cells) else {}


def _prefix(rule: Rule, cells: Sequence[str]) -> dict[str, object]:
    """The words before a colon with which (nearly) every item begins."""
    found = items(rule, cells)
    heads = Counter(match[0] for item in found if (match := re.match(r"[^:]{2,20}: (?=\S)", item)))
    if not heads:
        return {}
    head, count = heads.most_common(1)[0]
    return {"remove": head} if count >= 2 and count * 5 >= len(found) * 4 else {}


def _list(filled: Sequence[str], different: Sequence[str]) -> Look | None:
    rule = list_rule(filled)
    found = items(rule, filled)
    several = sum(len(items(rule, [cell])) > 1 for cell in different)
    short = all(len(item) <= LONG and item[-1] not in ".!?" for item in found)
    repeated = len(found) * 2 <= found.total() or len(found) <= FEW
    if several * 5 < len(different) or not short or not repeated or len(found) < 2:
        return None
    return Look("list", rule, words=tuple(word for word, _ in found.most_common()))


def _categories(filled: Sequence[str], different: Sequence[str]) -> Look | None:
    if any(len(cell) > LONG for cell in different) or len({fold(cell) for cell in different}) == len(filled):
        return None
    if len(different) > max(FEW, len(filled) // 3):
        return None
    return Look("text", words=tuple(word for word, _ in Counter(filled).most_common()))


def _scale(heading: str, numbers: Sequence[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """The ends that the heading names, as in "Rating (1-7)"."""
    for match in re.finditer(r"(?<!\d)(\d{1,3}) ?(?:-|\u2013|to|\.\.) ?(\d{1,3})(?!\d)", heading):
        low, high = Decimal(match[1]), Decimal(match[2])
        if low < high and all(low <= number <= high for number in numbers):
            return low, high
    return None, None
