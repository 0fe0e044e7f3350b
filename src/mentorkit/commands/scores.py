"""`mentorkit scores`: every allowed pair's score, for another solver or a spreadsheet."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mentorkit.commands._options import (
    Decisions,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    Rejects,
    talk,
)
from mentorkit.commands._path import walk


def scores(
    program: ProgramFile,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    decisions: Decisions = None,
    parts: Annotated[
        bool, typer.Option("--parts", help="One more column per criterion: its share of the score.")
    ] = False,
    rejects: Rejects = None,
) -> None:
    """Print every allowed pair's score as CSV: mentee, mentor, score from 0 to 100.

    Pairs that a hard rule, a decision or the floor excludes are not there. Streamed, so that it
    takes little memory; a row's parts sum to its score.
    """
    from mentorkit.export.score_rows import score_rows

    path = walk(program, {"mentors": mentors, "mentees": mentees, "people": people}, decisions, rejects)
    talk(path.findings)
    for text in score_rows(path.scores, parts=parts):
        sys.stdout.write(text)
