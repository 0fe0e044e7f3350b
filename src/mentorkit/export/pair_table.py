"""Pairs as a table under the headings that another system asks for."""

from __future__ import annotations

from collections.abc import Mapping

from mentorkit.export.csv_file import rows_csv
from mentorkit.export.one_line import one_line
from mentorkit.handover import Handover, cell

COLUMNS: Mapping[str, str] = {
    "Mentee Email": "mentee_email",
    "Mentor Email": "mentor_email",
    "Mentee Name": "mentee_name",
    "Mentor Name": "mentor_name",
}
"""Heading to field, unless told: what bulk uploads of pairs have in common (our choice)."""


def pair_table(handed: Handover, columns: Mapping[str, str]) -> str:
    """A row a pair, a column a heading."""
    rows = (
        [one_line(cell(handed, pair, field)) for field in columns.values()] for pair in handed.connections
    )
    return rows_csv([list(columns), *rows])
