"""Every allowed pair's score as CSV text, a block of mentees at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentorkit.export.csv_file import rows_csv
from mentorkit.scores import Scores, lowest_points


def score_rows(scores: Scores, *, parts: bool) -> Iterator[str]:
    """The heading, then rows ordered by mentee and mentor: ids, score, and each criterion's part."""
    names = [criterion.label for criterion in scores.matching.criteria] if parts else []
    yield rows_csv([["mentee", "mentor", "score", *names]]).replace("\r\n", "\n")
    mentees = [person.id for person in scores.mentees]
    mentors = [person.id for person in scores.mentors]
    least = lowest_points(scores.matching)
    for chunk in scores.chunks():
        points, allowed = scores.block(chunk)
        rows, columns = np.nonzero(allowed & (points >= least))
        shares = [part[rows, columns].astype(np.int64).tolist() for part in scores.part_points(chunk)]
        yield rows_csv(
            [mentees[row + chunk.start], mentors[column], *map(_score, numbers)]
            for row, column, *numbers in zip(
                rows.tolist(),
                columns.tolist(),
                points[rows, columns].tolist(),
                *(shares if parts else ()),
                strict=True,
            )
        ).replace("\r\n", "\n")


def _score(points: int) -> str:
    return f"{points // 10_000}.{points % 10_000:04d}"
