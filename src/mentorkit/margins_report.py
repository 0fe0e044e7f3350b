"""What `match` says of changes: each pair's next best mentors and their cost, and whose extra place helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentorkit.assignment import Assignment
from mentorkit.assignment.margins import Alternative, Margins, one_more_place
from mentorkit.report import Cell, Column, Document, Listing, listing, named
from mentorkit.scores import POINT, Scores
from mentorkit.trial import Trial
from mentorkit.under_way import along, busy

ASKED = 3
"""Alternatives of each mentee."""
UP_TO = 10_000
"""Mentees up to whom alternatives are worked out; `why` tells them of anybody."""
SHOWN = 10
"""Mentors shown whose extra place would help."""


def margins(assignment: Assignment) -> Margins | None:
    """What changes cost; None without a proof, and for large cohorts."""
    if assignment.optimum is None or not assignment.proven or len(assignment.pairs) > UP_TO:
        return None
    if assignment.scores.matching.optimise == "fair_leximin":  # its pairs are not those of the prices
        return None
    with busy("prices of changes"):
        return Margins.of(assignment, assignment.optimum)


def others(assignment: Assignment, found: Margins | None) -> Mapping[int, Sequence[Alternative]]:
    """Mentee to alternatives, where they are known."""
    if found is None:
        return {}
    return dict(along("what other mentors would cost", found.alternatives(ASKED), len(assignment.pairs)))


def alternatives(scores: Scores, found: Sequence[Alternative]) -> list[Document]:
    """A mentee's alternatives as plain data."""
    return [
        {"mentor": scores.mentors[each.mentor].id, "score": each.points / POINT, "loss": each.loss / POINT}
        for each in found
    ]


def next_best(scores: Scores, found: Sequence[Alternative] | None, within: float | None) -> str | None:
    """The first alternative on screen."""
    if within is None or found is None:
        return None
    if not found:
        return f"costs more than {within:g}"
    mentor = scores.mentors[found[0].mentor]
    return f"{named(mentor.id, mentor.text('name'))}, costs {found[0].loss / POINT:.1f}"


def alternative_listing(pairs: Sequence[Document]) -> Listing:
    """Every alternative, for files."""
    columns = [Column("mentee"), Column("mentor"), Column("score", number=True), Column("loss", number=True)]
    rows: list[dict[str, Cell]] = [
        {"mentee": pair["mentee"], **each} for pair in pairs for each in pair.get("alternatives", ())
    ]
    return listing("alternatives", "Alternatives", columns, rows)


def more_places(trial: Trial) -> list[Document]:
    """Mentors whose extra place would help everyone, the most first; with tiers those that are shown."""
    now, matching = trial.now, trial.program.matching
    if now.optimum is None or not now.proven or matching.optimise not in ("most_matched", "highest_total"):
        return []  # a fair set's prices are those of a threshold, too; `why` tells of a mentee
    found = one_more_place(now, now.optimum)
    if matching.priority:  # prices tell the order alone
        found = [(mentor, *trial.brought(mentor)) for mentor, _, _ in found[:SHOWN]]
    return [
        {"mentor": now.scores.mentors[mentor].id, "matched": matches, "score": points / POINT}
        for mentor, matches, points in found
    ]


def place_listing(scores: Scores, found: Sequence[Document]) -> Listing:
    """The first of those mentors."""
    names = {person.id: named(person.id, person.text("name")) for person in scores.mentors}
    columns = [
        Column("mentor", "Mentor"),
        Column("matched", "More matched", number=True),
        Column("score", "Total score", number=True, decimals=1),
    ]
    rows: list[dict[str, Cell]] = [{**each, "mentor": names[each["mentor"]]} for each in found[:SHOWN]]
    return listing("more_places", "One more place would bring", columns, rows)
