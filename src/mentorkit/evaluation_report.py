"""What surveys say on Kirkpatrick's four levels, as rows and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mentorkit.evaluation import EVERYBODY, Figure
from mentorkit.report import Cell, Column, Document, Listing, listing


def figure_document(figure: Figure) -> Document:
    """One row of the evaluation."""
    return {
        "level": figure.level,
        "item": figure.item or None,
        "role": figure.role if figure.role == EVERYBODY else figure.role[:-1],
        "answers": figure.answers,
        "mean": _rounded(figure.mean),
        "favourable": _rounded(figure.favourable),
        "before": _rounded(figure.before),
        "change": _rounded(figure.change),
        "risen": _rounded(figure.risen),
        "paired": figure.paired,
    }


def figure_listing(figures: Sequence[Figure]) -> Listing:
    """The evaluation; on screen each level and question stands once."""
    columns = [
        Column("level"),
        Column("item"),
        # A question is read once on screen; a file has it in every row.
        Column("level_on_screen", "Level", in_files=False),
        Column("item_on_screen", "Question", in_files=False),
        Column("role", "Who"),
        Column("answers", number=True),
        Column("answers_on_screen", "Answers", number=True, in_files=False),
        Column("mean", "Mean", number=True, decimals=2),
        Column("favourable", "Favourable", number=True, decimals=2),
        Column("before", "Before", number=True, decimals=2),
        Column("change", "Change", number=True, decimals=2),
        Column("risen", "Risen", number=True, decimals=2),
    ]
    rows: list[dict[str, Cell]] = []
    before = ("", "")
    for each in figures:
        row = figure_document(each)
        row["answers_on_screen"] = "not shown" if each.answers is None else each.answers
        row["item"] = each.item or "all questions"
        row["level_on_screen"] = "" if each.level == before[0] else each.level
        row["item_on_screen"] = "" if (each.level, row["item"]) == before else row["item"]
        before = each.level, row["item"]
        rows.append({column.name: row[column.name] for column in columns})
    return listing("evaluation", "Evaluation", columns, rows)


def _rounded(number: Fraction | None) -> float | None:
    return None if number is None else round(float(number), 4)
