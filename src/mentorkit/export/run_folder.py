"""The files of a run folder: what people look at and hand over, beside its record."""

from __future__ import annotations

from mentorkit.export import page
from mentorkit.export.csv_file import for_spreadsheets, listing_csv
from mentorkit.export.workbook import FILE, workbook
from mentorkit.report import Report
from mentorkit.under_way import busy

LISTINGS = (
    "pairs",
    "alternatives",
    "unmatched",
    "qualification",
    "robustness",
    "weights",
    "policies",
    "changes",
    "decisions",
)
"""Listings that the run folder has as CSV files, where the run has them."""


def run_files(report: Report) -> dict[str, bytes]:
    """The files of a run by name; the record with their hashes is written with them."""
    kept = [each for each in report.listings if each.name in LISTINGS]
    files = {f"{each.name}.csv": for_spreadsheets(listing_csv(each)) for each in kept}
    files[FILE] = workbook(report)
    with busy(f"writing {page.FILE}"):
        files[page.FILE] = page.page(report.document)
    return files
