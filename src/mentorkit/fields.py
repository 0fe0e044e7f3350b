"""Typed fields: what a roster cell may hold and how its text is read."""

from __future__ import annotations

import datetime as dt
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as defaulted
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from mentorkit.finding import nearest

FieldType = Literal["text", "number", "date", "yes_no", "level", "list", "ratings"]
DateOrder = Literal["day_first", "month_first"]
Value = str | Decimal | dt.date | bool | tuple[str, ...] | Mapping[str, Decimal]
"""What a cell becomes: text and level, number, date, yes_no, list, ratings; None where blank."""

_YES = {"yes", "y", "true", "t", "1", "x", "on", "✓", "✔"}
_NO = {"no", "n", "false", "f", "0", "off"}


@dataclass
class UnreadableCell(Exception):
    """A cell is not what its field needs; the message goes into a finding."""

    message: str
    hint: str = ""


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """The form in which two spellings are the same: Unicode form, case and spaces ignored."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(unicodedata.normalize("NFKC", folded).split())


def plain(text: str) -> str:
    """The text with single spaces, held once however many cells say the same."""
    return sys.intern(" ".join(text.split()))


def spoken(field: str) -> str:
    """A field's name in a sentence."""
    return field.replace("_", " ")


def shown(number: Decimal) -> str:
    """A number without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Field:
    """A named column of people: its type and the limits of its values."""

    name: str
    type: FieldType = "text"
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    private: bool = False
    levels: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = defaulted(default_factory=dict)
    """Folded words to the vocabulary's own word."""

    def read(self, text: str, dates: DateOrder | None = None) -> Value:
        """A single cell that is not blank; raises UnreadableCell."""
        match self.type:
            case "number":
                return self.number(text)
            case "date":
                return read_date(text, dates)
            case "yes_no":
                return _read_yes_no(text)
            case "level" if self.levels:
                return _word(text, self.levels, "level")
            case _:
                return plain(text)

    def read_list(self, items: Iterable[str]) -> tuple[str, ...]:
        """Items in their order, each once, with the vocabulary's word for a synonym."""
        found: dict[str, str] = {}
        for item in items:
            text = plain(item)
            if text:
                name = self.synonyms.get(fold(text), text)
                found.setdefault(fold(name), name)
        return tuple(found.values())

    def read_ratings(self, cells: Mapping[str, str]) -> dict[str, Decimal]:
        """What was rated, and how high; blanks are left out."""
        return {
            self.synonyms.get(fold(name), name): self.number(text) for name, text in cells.items() if text
        }

    def number(self, text: str) -> Decimal:
        """A number within the field's limits; raises UnreadableCell."""
        value = read_number(text)
        if self.whole and value != value.to_integral_value():
            raise UnreadableCell(f'"{text}" is not a whole number')
        if self.low is not None and value < self.low:
            raise UnreadableCell(f'"{text}" is below {self.low}')
        if self.high is not None and value > self.high:
            raise UnreadableCell(f'"{text}" is above {self.high}')
        return value


def read_number(text: str) -> Decimal:
    """A decimal number, with a point or one comma for the fraction; raises UnreadableCell.

    Signs between thousands are read where the fraction's own sign follows: 1.200,50 and 1,200.50.
    """
    plain = text.replace("\u2212", "-")
    if re.fullmatch(r"[-+]?(\d{1,12}(\.\d*)?|\.\d+)([eE][-+]?\d)?", plain):
        return Decimal(plain)
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+\.\d+", plain):
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+", plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[-+]?\d{1,12},\d+", plain):
        if len(plain.partition(",")[2]) == 3:
            raise UnreadableCell(
                f'"{text}" may be a thousand or a fraction', "write it without the comma, or with a point"
            )
        return Decimal(plain.replace(",", "."))
    if any(sign.isdigit() for sign in plain):
        raise UnreadableCell(f'"{text}" is not a number', "write 1200.5 or 1200,5, or map it under values:")
    raise UnreadableCell(f'"{text}" is not a number', "map such words to numbers under values:")


def read_date(text: str, order: DateOrder | None = None) -> dt.date:
    """An ISO date, with or without a time, or D.M.Y; raises UnreadableCell.

    Slashes need `order` where day and month may be mistaken for each other.
    """
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([ T]\d.*)?", text)
    other = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})([ T]\d.*)?", text)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if other and (order or other[2] == "." or max(int(other[1]), int(other[3])) > 12):
            first, second, year = int(other[1]), int(other[3]), int(other[4])
            american = other[2] != "." and (order == "month_first" or (order is None and second > 12))
            day, month = (second, first) if american else (first, second)
            return dt.date(year, month, day)
    except ValueError:
        raise UnreadableCell(f'"{text}" is not a day of the calendar') from None
    if other:
        raise UnreadableCell(
            f'"{text}" could be day first or month first',
            "say which in the column map: dates: day_first or dates: month_first",
        )
    raise UnreadableCell(f'"{text}" is not a date', "write dates as 2027-01-31")


def _read_yes_no(text: str) -> bool:
    word = fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise UnreadableCell(f'"{text}" is neither yes nor no', "map such answers to yes or no under values:")


def _word(text: str, words: Sequence[str], what: str) -> str:
    """The vocabulary's own spelling of a word; raises UnreadableCell."""
    for word in words:
        if fold(word) == fold(text):
            return word
    raise UnreadableCell(f'"{text}" is not a {what} of the vocabulary', nearest(text, words))


BUILT_IN: tuple[Field, ...] = (
    Field("id"),
    Field("name"),
    Field("email"),
    Field("manager"),
    Field("level", "level"),
    Field("function"),
    Field("department"),
    Field("location"),
    Field("utc_offset", "number", Decimal(-12), Decimal(14)),
    Field("languages", "list"),
    Field("skills", "list"),
    Field("development_goals", "list"),
    Field("availability", "list"),
    Field("preferences", "list"),
    Field("capacity", "number", Decimal(0), Decimal(1000), whole=True),
    Field("training_completed", "list"),
    Field("hire_date", "date"),
)
"""Fields that need no definition in the program."""
