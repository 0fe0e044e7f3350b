"""The run that a new one follows, read with the log that says which of its pairs have ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentorkit import load, log_files, logs
from mentorkit import run as runs
from mentorkit.definition import digest, normal, read_bytes
from mentorkit.finding import Finding, Location
from mentorkit.logs import Ending, Pair
from mentorkit.people import Roster
from mentorkit.previous import Previous, previous


@dataclass(frozen=True)
class Following:
    """What is asked of the run that is followed."""

    run: str
    moves: int = 0
    meetings: str | None = None


@dataclass(frozen=True)
class Followed:
    """The run that is followed, and which pairs have ended since."""

    previous: Previous
    ended: Mapping[Pair, Ending]
    inputs: tuple[load.Input, ...]


def followed(
    definition: load.Definition, mentors: Roster, mentees: Roster, asked: Following
) -> tuple[Followed, list[Finding]]:
    """The run and its endings, those that are announced for a later day included.

    Raises CannotRun where there is no run.
    """
    run = runs.read(asked.run)
    path, sha256 = normal(run.path), digest(read_bytes(run.path))
    before = previous(run, path, sha256)
    findings: list[Finding] = []
    if not run.untouched:
        message = "the run is not what was written: its own hash does not fit"
        findings.append(Finding("MK910", message, run.at, "follow a run as mentorkit wrote it"))
    if before.program != definition.program.name:
        message = f'the run is of the program "{before.program}", this one is "{definition.program.name}"'
        findings.append(Finding("MK707", message, Location(path)))
    log, inputs, wrong = log_files.entries(
        definition,
        (*before.mentees, *before.waiting, *mentees.people),
        (*before.mentors, *mentors.people),
        before.keys,
        asked.meetings,
    )
    read = (load.Input("previous", path, sha256), *inputs)
    return Followed(before, logs.endings(log), read), [*findings, *wrong]
