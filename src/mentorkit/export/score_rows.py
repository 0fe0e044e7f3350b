"""Every allowed pair's score as CSV text, a block of mentees at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from mentorkit.export.csv_file import rows_csv
from mentorkit.scores import POINT, Scores, lowest_points


def score_rows(scores: Scores, *, parts: bool) -> Iterator[str]:
    """The heading, then rows ordered by mentee and mentor: ids, score, and each criterion's part."""
    yield rows_csv([_heading(scores, parts)]).replace("\r\n", "\n")
    for mentees, mentors, *numbers in _blocks(scores, parts):
        yield rows_csv(
            [mentee, mentor, *map(_score, row)]
            for mentee, mentor, *row in zip(mentees, mentors, *numbers, strict=True)
        ).replace("\r\n", "\n")


def score_columns(scores: Scores, *, parts: bool) -> dict[str, list[str] | list[float]]:
    """The same rows as columns by name, with scores from 0 to 100."""
    names = _heading(scores, parts)
    found: list[list[str] | list[float]] = [[] for _ in names]
    for mentees, mentors, *numbers in _blocks(scores, parts):
        for column, cells in zip(
            found, (mentees, mentors, *([n / POINT for n in each] for each in numbers)), strict=True
        ):
            column += cells
    return dict(zip(names, found, strict=True))


def _heading(scores: Scores, parts: bool) -> list[str]:
    return [
        "mentee",
        "mentor",
        "score",
        *((each.label for each in scores.matching.criteria) if parts else ()),
    ]


def _blocks(scores: Scores, parts: bool) -> Iterator[tuple[list[Any], ...]]:
    """Ids of mentees and of mentors, points, and each criterion's points: a list each, a block at a time."""
    mentees = [person.id for person in scores.mentees]
    mentors = [person.id for person in scores.mentors]
    least = lowest_points(scores.matching)
    for chunk in scores.chunks():
        points, allowed = scores.block(chunk)
        rows, columns = np.nonzero(allowed & (points >= least))
        shares = (part[rows, columns].astype(np.int64).tolist() for part in scores.part_points(chunk))
        yield (
            [mentees[row + chunk.start] for row in rows.tolist()],
            [mentors[column] for column in columns.tolist()],
            points[rows, columns].tolist(),
            *(shares if parts else ()),
        )


def _score(points: int) -> str:
    return f"{points // 10_000}.{points % 10_000:04d}"
