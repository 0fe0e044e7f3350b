"""How firmly the pairs stand, beside the pairs of a match."""

from __future__ import annotations

from dataclasses import replace

from mentorkit.report import Cell, Column, Document, Listing, Report, counted, listing, named
from mentorkit.robustness import SPAN, Robustness
from mentorkit.scores import Scores

SHARE = f"{SPAN / 10:g} %"
UNSETTLED = "Other weights were not tried: these pairs are not final under their own."


def with_robustness(report: Report, scores: Scores, found: Robustness | None) -> Report:
    """The report with two more listings, and the same under `robustness` in its document.

    None where the pairs are not final, so that more time alone might move them.
    """
    if found is None:
        return replace(report, summary=(*report.summary, UNSETTLED))
    pairs = [
        {
            "mentee": scores.mentees[mentee].id,
            "mentor": scores.mentors[mentor].id,
            "kept": round(100 * count / found.runs, 2),
        }
        for (mentee, mentor), count in found.kept
        if found.runs
    ]
    weights = [{"criterion": each.criterion, "up": each.up, "down": each.down} for each in found.sways]
    document: Document = {
        "runs": found.runs,
        "asked": found.asked,
        "seed": found.seed,
        "pairs": pairs,
        "weights": weights,
    }
    return replace(
        report,
        listings=(*report.listings, _pairs(scores, found, pairs), _weights(weights)),
        document=report.document | {"robustness": document},
        summary=(*report.summary, *_summary(found)),
    )


def _pairs(scores: Scores, found: Robustness, pairs: list[Document]) -> Listing:
    columns = [
        Column("mentee_on_screen", "Mentee", in_files=False),
        Column("mentee"),
        Column("mentor_on_screen", "Mentor", in_files=False),
        Column("mentor"),
        Column("kept", "Kept, %", number=True),
    ]
    rows: list[dict[str, Cell]] = []
    for ((mentee, mentor), _), pair in zip(found.kept, pairs, strict=False):
        one, other = scores.mentees[mentee], scores.mentors[mentor]
        screen = {
            "mentee_on_screen": named(one.id, one.text("name")),
            "mentor_on_screen": named(other.id, other.text("name")),
        }
        rows.append(pair | screen)
    return listing("robustness", "Pairs under other weights, the least firm first", columns, rows)


def _weights(weights: list[Document]) -> Listing:
    columns = [
        Column("criterion", "Criterion"),
        Column("up", f"Pairs that change at +{SHARE}", number=True),
        Column("down", f"Pairs that change at -{SHARE}", number=True),
    ]
    return listing("weights", "One weight at a time", columns, weights)


def _summary(found: Robustness) -> tuple[str, ...]:
    if not found.runs:
        return ("Other weights were not tried: the search was ended before.",)
    firm = sum(count == found.runs for _, count in found.kept)
    stayed = f"{firm:,} of {counted(len(found.kept), 'pair')} stayed in each of {counted(found.runs, 'run')}"
    said = [f"{stayed} with every weight changed at random by up to {SHARE} (seed {found.seed})."]
    if found.runs < found.asked:
        said.append(f"There was time for {found.runs:,} of {counted(found.asked, 'run')}.")
    moves = {
        each.criterion: max(each.up or 0, each.down or 0)
        for each in found.sways
        if each.up is not None or each.down is not None
    }
    if moves:
        name, most = max(moves.items(), key=lambda each: each[1])
        only = "" if len(moves) == len(found.sways) else " of those that there was time for"
        said.append(
            f"The weight of {name} moves most pairs{only}: {most:,} where it alone changes by {SHARE}."
            if most
            else f"No pair changes where one weight alone{only} changes by {SHARE}."
        )
    return tuple(said)
