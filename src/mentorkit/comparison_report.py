"""The policies side by side, beside the pairs of a match."""

from __future__ import annotations

from dataclasses import replace

from mentorkit.comparison import Comparison, Outcome
from mentorkit.report import Cell, Column, Document, Report, listing
from mentorkit.scores import POINT


def with_policies(report: Report, comparison: Comparison) -> Report:
    """The report with one more listing, and the same under `policies` in its document."""
    columns = [
        Column("optimise", "Policy"),
        Column("matched", "Matched", number=True),
        Column("mean", "Mean score", number=True, decimals=1),
        Column("lowest", "Lowest", number=True, decimals=1),
        Column("score", "Total", number=True, decimals=1),
        Column("blocking_pairs", "Rather have each other", number=True),
        Column("other_pairs", "Other pairs", number=True),
        Column("proven", "Proven"),
    ]
    documents = [_document(outcome) for outcome in comparison.outcomes]
    rows: list[dict[str, Cell]] = [
        each
        | {
            "other_pairs": each["matched"] - each["same_pairs"],
            "proven": "yes" if each["proven"] else "no",
        }
        for each in documents
    ]
    return replace(
        report,
        listings=(*report.listings, listing("policies", "Policies", columns, rows)),
        document=report.document | {"policies": documents},
        summary=(
            *report.summary,
            f"Policies: the program's own is {comparison.own}; other pairs are those that it does not have.",
            *(f"{policy} is left out: {why}." for policy, why in comparison.left_out.items()),
        ),
    )


def _document(outcome: Outcome) -> Document:
    points = list(outcome.assignment.points.values())
    return {
        "optimise": outcome.optimise,
        "matched": len(points),
        "score": sum(points) / POINT,
        "mean": round(sum(points) / POINT / len(points), 4) if points else None,
        "lowest": min(points) / POINT if points else None,
        "blocking_pairs": outcome.assignment.blocking,
        "same_pairs": outcome.same,
        "proven": outcome.assignment.proven,
    }
