"""`mentorkit scores`: every allowed pair's score, for another solver or a spreadsheet."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from mentorkit.commands._options import (
    Decisions,
    FailOn,
    FailOnOption,
    Mentees,
    Mentors,
    People,
    ProgramFile,
    Rejects,
    ResultFormat,
    exit_code,
    talk,
)
from mentorkit.commands._path import walk
from mentorkit.commands._pool import NoPool, PoolFile, pooling
from mentorkit.people import Role


class RowFormat(StrEnum):
    """How rows are printed; there is one way so far."""

    CSV = "csv"


def scores(
    program: ProgramFile,
    mentors: Mentors = None,
    mentees: Mentees = None,
    people: People = None,
    decisions: Decisions = None,
    parts: Annotated[
        bool, typer.Option("--parts", help="One more column per criterion: its share of the score.")
    ] = False,
    pool: PoolFile = None,
    no_pool: NoPool = False,
    rejects: Rejects = None,
    form: Annotated[RowFormat, typer.Option("--format", help="How the rows are printed.")] = RowFormat.CSV,
    fail_on: FailOnOption = FailOn.ERROR,
) -> None:
    """Print every allowed pair's score as CSV: mentee, mentor, score from 0 to 100.

    Pairs that a hard rule, a decision or the floor excludes are not there. Streamed, so that it
    takes little memory; a row's parts sum to its score.
    """
    from mentorkit.export.score_rows import score_rows

    files: dict[Role, str | None] = {"mentors": mentors, "mentees": mentees, "people": people}
    path = walk(program, files, decisions, rejects, ResultFormat.CSV, pooling=pooling(pool, no_pool))
    talk(path.findings)
    for text in score_rows(path.scores, parts=parts):
        sys.stdout.write(text)
    raise typer.Exit(exit_code(path.findings, fail_on))
