"""The rows of a page's big tables and what its cards tell, as compact plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentorkit.figures import load
from mentorkit.formats import safe
from mentorkit.overview import Overview, PersonLine
from mentorkit.report import REASONS, Document

TRAINED = "training the mentors who wait"
"""A change that names who waits for a training after these words."""
STATIC = 500
"""Rows of a table that stand in the page itself, so that it is read without JavaScript too (our choice)."""


@dataclass(frozen=True)
class Rows:
    """All that the tables and cards of a page show; people are named by their places in their lists."""

    mentees: list[list[Any]]
    """id, name, level, function, location; a missing text is blank."""
    mentors: list[list[Any]]
    """The same, then places, and what one more place would bring: matched and score, or None."""
    pairs: list[list[Any]]
    """mentee, mentor, score, values by criterion, which of them are unknown, sentences, alternatives, notes,
    and the share of runs with other weights that keep the pair, or None.

    Values and sentences that may not be shown are None. Alternatives are mentor, score and loss; None where
    they were not worked out.
    """
    unmatched: list[list[Any]]
    """mentee, reason, detail, what would help."""


def rows(document: Document, overview: Overview) -> Rows:
    """The rows of a run."""
    mentees = {person.id: number for number, person in enumerate(overview.mentees)}
    mentors = {person.id: number for number, person in enumerate(overview.mentors)}
    more = {each["mentor"]: [each["matched"], each["score"]] for each in document.get("more_places") or ()}
    firm = (document.get("robustness") or {}).get("pairs") or ()
    kept = {(each["mentee"], each["mentor"]): each["kept"] for each in firm}
    pairs = []
    for pair in document["pairs"]:
        values, unknown, sentences = _parts(pair["parts"], overview)
        others = pair.get("alternatives")
        found = [[mentors[each["mentor"]], each["score"], each["loss"]] for each in others or ()]
        share = kept.get((pair["mentee"], pair["mentor"]))
        notes = [*_notes(pair, overview)]
        score, where = pair["score"], (mentees[pair["mentee"]], mentors[pair["mentor"]])
        known = None if others is None else found
        pairs.append([*where, score, values, unknown, sentences, known, notes, share])
    return Rows(
        [_person(person) for person in overview.mentees],
        [[*_person(person), person.places, more.get(person.id)] for person in overview.mentors],
        pairs,
        [_gap(gap, mentees, overview) for gap in document["unmatched"]],
    )


def _person(person: PersonLine) -> list[Any]:
    texts = (person.id, person.name or person.id, person.level, person.function, person.location)
    return [safe(text or "") for text in texts]


def _parts(
    parts: Sequence[Mapping[str, Any]], overview: Overview
) -> tuple[list[float | None], list[int], list[str | None]]:
    """Values, which are unknown, and sentences of one pair, in the order of the criteria."""
    both = list(zip(parts, overview.criteria, strict=True))
    return (
        [part["value"] if line.shown else None for part, line in both],
        [int(part["unknown"]) for part, _ in both],
        [safe(part["sentence"]) if line.shown else None for part, line in both],
    )


def _notes(pair: Document, overview: Overview) -> Iterator[str]:
    """What is special about a pair."""
    if "kept" in pair:
        yield "kept from the previous run"
    if "locked" in pair:
        waived = ", ".join(pair.get("waived", ()))
        yield f"locked by hand{f', waived: {waived}' if waived else ''}"
    for role, trainings in pair.get("after", {}).items():
        if trainings and f"{role}s" not in overview.hides_training:
            yield safe(f"{role} still needs {', '.join(trainings)}")


def _gap(gap: Document, mentees: Mapping[str, int], overview: Overview) -> list[Any]:
    helps: str = gap.get("would_help", "")
    if "mentors" in overview.hides_training and helps.startswith(TRAINED):
        helps = TRAINED  # who waits is not told
    detail: str = overview.details.get(gap["mentee"]) or gap["detail"]
    return [mentees[gap["mentee"]], REASONS[gap["reason"]], safe(detail), safe(helps)]


@dataclass(frozen=True)
class Line:
    """A row as it stands in the page without JavaScript: a name, and the cells beside it."""

    cells: tuple[str, ...]


def pair_lines(found: Rows) -> list[Line]:
    """The first pairs."""
    return [
        Line((_said(found.mentees[pair[0]]), _said(found.mentors[pair[1]]), f"{pair[2]:.1f}", why(pair)))
        for pair in found.pairs[:STATIC]
    ]


def gap_lines(found: Rows) -> list[Line]:
    """The first mentees without a mentor."""
    return [Line((_said(found.mentees[at]), *texts)) for at, *texts in found.unmatched[:STATIC]]


def mentor_lines(document: Document, found: Rows) -> list[Line]:
    """The first mentors with their load."""
    taken = load(document)
    names: dict[int, list[str]] = {}
    for mentee, mentor, *_ in found.pairs:
        names.setdefault(mentor, []).append(found.mentees[mentee][1])
    lines = []
    for at, mentor in enumerate(found.mentors[:STATIC]):
        load_of = (str(mentor[5]), str(taken[mentor[0]]), ", ".join(names.get(at, ())))
        lines.append(Line((_said(mentor), *load_of, brings(mentor[6]))))
    return lines


def why(pair: Sequence[Any]) -> str:
    """What makes a pair, as far as it may be shown."""
    return "; ".join([*pair[7], *(sentence for sentence in pair[5] if sentence)])


def brings(more: Sequence[float] | None) -> str:
    """What one more place with a mentor would bring, in words; nothing where that is nothing."""
    if more is None:
        return ""
    matched, score = more
    return f"{f'{matched:+} matched, ' if matched else ''}total {score:+.1f}"


def _said(person: Sequence[str]) -> str:
    """A name with what the directory says beside it."""
    beside = ", ".join(text for text in person[2:5] if text)
    return f"{person[1]} ({beside})" if beside else person[1]
