"""Which pool a run was made with, beside its pairs: the program's own, that of a list, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mentorkit.qualification import Qualification
from mentorkit.report import Report

BY = {"program": "The pool", "file": "The pool as listed"}


def with_pool(
    report: Report, record: Mapping[str, Any], mentors: Qualification, mentees: Qualification
) -> Report:
    """The report with the pool in its document and a sentence that says how many were in it."""
    document = {**report.document, "pool": dict(record)}
    if record["by"] == "none":
        said = "No pool was applied: everybody who qualifies took part."
    else:
        sides = [
            f"{len(side.matchable)} of {len(side.standings)} {side.role}"
            for side in (mentees, mentors)
            if side.outside is not None
        ]
        said = f"{BY[record['by']]}: {' and '.join(sides) or 'everybody who qualifies'}."
    return replace(report, document=document, summary=(said, *report.summary))
