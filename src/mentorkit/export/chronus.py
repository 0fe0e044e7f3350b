"""Connections as Chronus takes them in bulk."""

from __future__ import annotations

from mentorkit.export.csv_file import rows_csv
from mentorkit.export.one_line import one_line
from mentorkit.handover import Handover

HEADING = ("Mentor Email Address", "Mentee Email Address", "Mentoring Connection Name")
"""The headings of its bulk upload; the last is optional there."""


def chronus(handed: Handover) -> str:
    """A row a pair: who by e-mail address, and a name for the connection."""
    rows = (
        (
            pair.mentor.text("email"),
            pair.mentee.text("email"),
            one_line(f"{handed.program.name}: {pair.name}"),
        )
        for pair in handed.connections
    )
    return rows_csv([HEADING, *rows])
