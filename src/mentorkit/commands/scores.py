"""`mentorkit scores`: every allowed pair's score, for another solver or a spreadsheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable
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
from mentorkit.under_way import along


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
    rows: Iterable[str] = score_rows(path.scores, parts=parts)
    if not sys.stdout.isatty():  # where the rows go by, they say themselves how far it is
        rows = along("writing scores", rows, 1 + sum(1 for _ in path.scores.chunks()))
    for text in rows:
        sys.stdout.write(text)
    raise typer.Exit(exit_code(path.findings, fail_on))
