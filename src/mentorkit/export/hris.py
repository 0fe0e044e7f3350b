"""Pairs for a system of personnel records: who is in the program, with whom, from when to when."""

from __future__ import annotations

from mentorkit.export.pair_table import pair_table
from mentorkit.handover import Handover

COLUMNS = {
    "employee_id": "mentee_id",
    "manager_id": "mentee_manager",
    "mentor_id": "mentor_id",
    "mentor_name": "mentor_name",
    "program": "program",
    "start_date": "launch",
    "end_date": "close",
}
"""Heading to field; dates are ISO, and blank where the program names none."""


def hris(handed: Handover) -> str:
    """A row a mentee and mentor, known by employee id."""
    return pair_table(handed, COLUMNS)
