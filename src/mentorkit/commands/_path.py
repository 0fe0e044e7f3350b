"""The straight path that `match`, `scores`, `why` and `supply` walk together, ended by errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorkit.commands._options import ResultFormat, read_program, stop_at_errors

if TYPE_CHECKING:
    from mentorkit.people import Role
    from mentorkit.pooling import Pooling
    from mentorkit.prepared import Prepared
    from mentorkit.previous_files import Following


def walk(
    program: str,
    files: dict[Role, str | None],
    decisions: str | None,
    rejects: str | None,
    form: ResultFormat,
    following: Following | None = None,
    pooling: Pooling | None = None,
) -> Prepared:
    """Load, qualify, choose the pool and score; ends the command where an input has errors."""
    from mentorkit.prepared import gather, prepare

    definition, findings = read_program(program, form)
    read, wrong = gather(definition, files, decisions, following, pooling)
    findings += wrong
    stop_at_errors(findings, form, read.cohort.rosters, rejects, [each.path for each in read.inputs])
    made, findings = prepare(read, findings)
    stop_at_errors(findings, form)
    assert made is not None  # noqa: S101  # there were no errors
    return made
