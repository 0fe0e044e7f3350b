"""From headings to fields: known aliases, the program's column maps, and cells to values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from pydantic import ConfigDict, model_validator
from pydantic import Field as Limits

from mentorkit.fields import DateOrder, Field, UnreadableCell, Value, fold
from mentorkit.section import Number, Section, Signs, Text

ALIASES: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "employee id", "employee number", "employee no", "emp id", "person number", "person id",
        "personnel number", "personnel no", "staff id", "staff number", "staff no", "worker id",
        "user id", "learner id", "learner number", "learner no", "participant id", "mentor id", "mentee id",
    ),
    "name": ("name", "full name", "display name", "employee name", "your name", "mentor name", "mentee name"),
    "email": ("email", "email address", "e-mail address", "mail", "work email", "your email"),
    "manager": (
        "manager", "line manager", "manager id", "manager email", "manager name", "reports to", "supervisor",
        "supervisor id", "supervisor email", "line manager id", "line manager email", "direct manager",
    ),
    "level": (
        "level", "job level", "grade", "job grade", "career level", "position level", "seniority", "band",
    ),
    "function": ("function", "business function", "job function"),
    "department": ("department", "dept", "org unit", "organisational unit", "organizational unit"),
    "location": ("location", "site", "office", "city", "work location", "home office"),
    "utc_offset": ("utc offset", "gmt offset", "time zone offset", "utc"),
    "languages": ("languages", "language", "languages spoken", "spoken languages"),
    "skills": ("skills", "expertise", "areas of expertise", "skills offered", "can help with"),
    "development_goals": (
        "development goals", "goals", "learning goals", "development areas", "skills wanted",
        "wants to learn", "skills to develop",
    ),
    "availability": ("availability", "available times", "time slots", "available"),
    "preferences": (
        "preferences", "preferred mentor", "preferred mentors", "preferred mentee", "preferred mentees",
    ),
    "capacity": (
        "capacity", "places", "max mentees", "maximum mentees", "number of mentees", "mentee capacity",
    ),
    "training_completed": (
        "training completed", "trainings completed", "completed training", "completed trainings",
        "courses completed",
    ),
    "hire_date": ("hire date", "date of hire", "hired on", "start date", "date joined", "joined on"),
}  # fmt: skip
"""Headings understood without a map, compared without case, spaces and punctuation."""

SPREADSHEET_ERRORS = frozenset(["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
"""What a spreadsheet shows where a formula failed."""

NAME_PARTS: tuple[tuple[str, str], ...] = (
    ("first name", "last name"),
    ("given name", "family name"),
    ("forename", "surname"),
    ("first name", "surname"),
)
"""Pairs of headings that join as `name` where no single column does."""

_DEFAULT_SEPARATORS = (";", "|", "\n")
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TICKS = {"yes", "x", "true", "✓", "✔"}


class ColumnMap(Section):
    """How the columns of a roster become one field.

    Exactly one of `column`, `columns` and `grid`. Several columns join as text, make an ordered
    list, or make ratings, as the field's type says.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["column"]},
                {"required": ["columns"]},
                {"required": ["grid"]},
                {"required": ["names"], "not": {"required": ["columns"]}},
            ]
        }
    )

    column: Text | None = None
    """The heading of the column."""
    columns: Annotated[tuple[Text, ...], Limits(min_length=1)] | None = None
    """Several headings, in their order."""
    grid: Annotated[Text, Limits(json_schema_extra={"pattern": r"^[^*]*\*[^*]*$"})] | None = None
    """A heading with one `*`, as in "Which topics [*]": all columns that match it. What stands at
    the `*` is the item, the cell its rank (First Choice, 2nd, 3) or, for ratings, its rating."""
    separator: Signs = ()
    """What stands between the items of a list (unless given: `;`, `|` and line breaks, and a comma
    where a cell has none of them), or between joined columns (unless given: a space)."""
    strip: str = ""
    """Characters taken from both ends of the cell and of every item, such as []'."""
    remove: Signs = ()
    """Prefixes taken from the cell or from every item, such as "Skill: "."""
    values: dict[str, str | bool | Number] = {}
    """What a cell, or an item of a list, means; an empty text makes it blank."""
    names: dict[str, Text] = {}
    """For ratings: heading to the name of what is rated; alone, it stands for `columns`."""
    dates: DateOrder | None = None
    """How 03/04/2027 is read: day_first or month_first."""

    @model_validator(mode="after")
    def _one_source(self) -> ColumnMap:
        given = [self.column, self.columns, self.grid, None if self.columns else self.names or None]
        if sum(part is not None for part in given) != 1:
            raise ValueError("needs exactly one of column, columns, grid and names")
        if self.grid is not None and self.grid.count("*") != 1:
            raise ValueError("grid needs one * where the item stands in the heading")
        return self

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that must be there."""
        if self.column is not None:
            return (self.column,)
        return self.columns or tuple(self.names)


def squash(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return "".join(sign for sign in fold(heading) if sign.isalnum())


def grid_columns(grid: str, headings: Sequence[str]) -> dict[int, str]:
    """The columns that a grid heading matches, each with what stands at its `*`."""
    before, after = (re.escape(" ".join(part.split())) for part in grid.split("*"))
    pattern = re.compile(f"{before}(.+){after}", re.IGNORECASE)
    matches = ((n, pattern.fullmatch(" ".join(text.split()))) for n, text in enumerate(headings))
    return {n: match[1].strip() for n, match in matches if match}


def reader(field: Field, rule: ColumnMap, items: Sequence[str]) -> Callable[[tuple[str, ...]], Value | None]:
    """The function from a row's cells to the field's value, None where blank.

    `items` names what each cell is about (the heading, its name in `names`, or the grid's `*`). The
    function raises UnreadableCell.
    """
    meanings = {fold(cell): _word_of(meaning) for cell, meaning in rule.values.items()}

    def meaning(text: str) -> str:
        text = text.strip().strip(rule.strip).strip() if rule.strip else text.strip()
        if fold(text) in meanings:
            return meanings[fold(text)]
        for prefix in rule.remove:
            if fold(text).startswith(fold(prefix)):
                text = re.sub(
                    r"\s*".join(map(re.escape, prefix.split())), "", text, count=1, flags=re.I
                ).strip()
                return meanings.get(fold(text), text)
        return text

    def items_of(cell: str) -> list[str]:
        whole = meaning(cell)
        signs = rule.separator or tuple(sign for sign in _DEFAULT_SEPARATORS if sign in whole) or (",",)
        pieces = [whole]
        for sign in signs:
            pieces = [piece for text in pieces for piece in text.split(sign)]
        return [meaning(piece) for piece in pieces]

    def read(cells: tuple[str, ...]) -> Value | None:
        if not any(cells):
            return None
        for cell in cells:
            if cell in SPREADSHEET_ERRORS and fold(cell) not in meanings:
                message = f'"{cell}" is an error of the spreadsheet'
                raise UnreadableCell(message, 'mend its formula, or map it to "" (blank) under values:')
        if field.type == "ratings":
            return field.read_ratings(dict(zip(items, map(meaning, cells), strict=True))) or None
        if field.type == "list" and rule.grid is not None:
            return field.read_list(_by_rank(items, [meaning(cell) for cell in cells])) or None
        if field.type == "list":
            return field.read_list(item for cell in cells for item in items_of(cell)) or None
        joined = (rule.separator[0] if rule.separator else " ").join(filter(None, map(meaning, cells)))
        return field.read(joined, rule.dates) if joined else None

    return read


def _word_of(meaning: object) -> str:
    if isinstance(meaning, bool):
        return "yes" if meaning else "no"
    return str(meaning)


def _by_rank(items: Sequence[str], cells: Sequence[str]) -> list[str]:
    """The items in the order of their ranks; ticked items without a rank come last."""
    ranked = []
    for item, cell in zip(items, cells, strict=True):
        words = cell.casefold().split()
        if not words or cell.casefold() in ("no", "false"):
            continue
        number = re.match(r"\d+", words[0])
        if number:
            ranked.append((int(number[0]), item))
        elif words[0] in _RANKS:
            ranked.append((_RANKS.index(words[0]) + 1, item))
        elif cell.casefold() in _TICKS:
            ranked.append((1000, item))
        else:
            raise UnreadableCell(f'"{cell}" is not a rank such as First Choice or 2', "map it under values:")
    return [item for _, item in sorted(ranked, key=lambda pair: pair[0])]


def default_map(
    field: str, headings: Mapping[str, Sequence[int]], aliases: Mapping[str, Sequence[str]] = ALIASES
) -> list[ColumnMap]:
    """The maps that known aliases give a field; more than one means the roster must say which.

    `headings` are squashed headings and the columns that carry them.
    """
    spelt = dict.fromkeys(squash(name) for name in (field, *aliases.get(field, ())))
    found = [ColumnMap(column=name) for name in spelt if name in headings]
    if not found and field == "name":
        for parts in NAME_PARTS:
            if all(squash(part) in headings for part in parts):
                return [ColumnMap(columns=parts)]
    return found
