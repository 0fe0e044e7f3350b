"""Two runs compared, with what changed in the program where both of its versions can still be read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mentorkit.diff.runs import RunDifference
from mentorkit.finding import CannotRun
from mentorkit.formats import safe

if TYPE_CHECKING:
    from mentorkit.definition import Definition
    from mentorkit.diff import Change
    from mentorkit.run import Run

WORDS = ("program", "vocabulary")
"""The inputs that say what the program is."""


def are_runs(paths: Sequence[str]) -> bool:
    """Whether these are two runs, and not two programs. Raises CannotRun for one of each."""
    from mentorkit.run import RECORD

    found = [Path(path).name.endswith(".json") or (Path(path) / RECORD).exists() for path in paths]
    if len(paths) == 2 and any(found) and not all(found):
        run, other = paths if found[0] else reversed(paths)
        raise CannotRun(f"{run} is a run and {other} is not; compare two programs or two runs")
    return len(paths) == 2 and all(found)


def compared(paths: Sequence[str]) -> RunDifference:
    """The difference of two runs. Raises CannotRun where either cannot be read."""
    from mentorkit import run as runs
    from mentorkit.diff.runs import diff_runs

    old, new = (runs.read(path) for path in paths)
    found = diff_runs(old, new, (paths[0], paths[1]))
    changes, note = _program(old, new, found)
    return replace(found, program_changes=changes, notes=(*found.notes, *filter(None, [note])))


def show(found: RunDifference, form: str) -> None:
    """Print it as text, json, markdown or csv."""
    from mentorkit.diff import runs_report
    from mentorkit.export.csv_file import rows_csv
    from mentorkit.run import written

    if form == "json":
        sys.stdout.write(written(runs_report.as_document(found)).decode())
    elif form == "csv":
        sys.stdout.write(rows_csv(runs_report.rows(found)).replace("\r\n", "\n"))
    else:
        made = runs_report.markdown(found) if form == "markdown" else runs_report.text(found)
        sys.stdout.write(safe(made))


def _program(old: Run, new: Run, found: RunDifference) -> tuple[tuple[Change, ...], str]:
    """What changed in meaning, or a note that nobody can tell any more."""
    if not any(each.role in WORDS and each.kind != "moved" for each in found.inputs):
        return (), ""
    sides: list[Definition] = []
    for run, name in ((old, found.old), (new, found.new)):
        definition = _still(run)
        if definition is None:
            return (), (
                f"the program of {name} is not there any more as it was, so that what changed in meaning "
                "is not known; mentorkit diff --against REV compares it with git"
            )
        sides.append(definition)
    from mentorkit.diff import diff

    return diff(sides[0].program, sides[1].program), ""


def _still(run: Run) -> Definition | None:
    """The program of a run, where its files are still what they were."""
    from mentorkit.definition import program

    recorded = {(each.role, each.path): each.sha256 for each in run.record.inputs if each.role in WORDS}
    paths = [path for role, path in recorded if role == "program"]
    try:
        definition, _ = program(paths[0]) if paths else (None, [])
    except CannotRun:
        return None
    if definition is None:
        return None
    here = {(each.role, each.path): each.sha256 for each in definition.inputs if each.role in WORDS}
    return definition if here == recorded else None
