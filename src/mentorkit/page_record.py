"""Whether the record of a run holds what its page is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from mentorkit.finding import CannotRun
from mentorkit.overview import KEY, Overview
from mentorkit.report import Document

Number = int | float


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Other(_Part):
    mentor: str
    score: Number
    loss: Number


class _Pair(_Part):
    mentee: str
    mentor: str
    parts: tuple[Any, ...]
    alternatives: tuple[_Other, ...] = ()


class _Gap(_Part):
    mentee: str


class _Place(_Part):
    mentor: str
    matched: int
    score: Number


class _Policy(_Part):
    optimise: str
    matched: int
    score: Number
    mean: Number | None
    lowest: Number | None
    blocking_pairs: int
    same_pairs: int


class _Kept(_Part):
    mentee: str
    mentor: str
    kept: Number


class _Robustness(_Part):
    runs: int
    pairs: tuple[_Kept, ...]


class _Totals(_Part):
    matched: int
    score: Number


class _Decision(_Part):
    decision: str
    mentee: str
    mentor: str
    waived: tuple[str, ...]
    gives_back: _Totals | None


class _Decisions(_Part):
    before: _Totals | None
    after: _Totals
    each: tuple[_Decision, ...]


class _Record(_Part):
    overview: Overview
    pairs: tuple[_Pair, ...]
    unmatched: tuple[_Gap, ...]
    alternatives_within: Number | None = None
    more_places: tuple[_Place, ...] = ()
    policies: tuple[_Policy, ...] = ()
    robustness: _Robustness | None = None
    decisions: _Decisions | None = None


def fitting(document: Document, path: Path) -> Document:
    """The document itself, where its page can be made. Raises CannotRun.

    What every run says was looked at when it was read; this is what only the page needs.
    """
    if KEY not in document:
        raise CannotRun(
            f"{path} was written by mentorkit {document['mentorkit']} without what a page needs; "
            "match --out writes it again"
        )
    try:
        record = _Record.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ": ".join(map(str, first["loc"]))
        raise CannotRun(f"{path} is not the record of a run: {where}: {first['msg']}") from None
    mentees = {person.id for person in record.overview.mentees}
    mentors = {person.id for person in record.overview.mentors}
    ours = {pair.mentee for pair in record.pairs} | {gap.mentee for gap in record.unmatched}
    theirs = {pair.mentor for pair in record.pairs}
    theirs |= {other.mentor for pair in record.pairs for other in pair.alternatives}
    unknown = (ours - mentees) | (theirs - mentors)
    if unknown:
        raise CannotRun(f"{path} is not the record of a run: it does not say who {min(unknown)} is")
    if any(len(pair.parts) != len(record.overview.criteria) for pair in record.pairs):
        raise CannotRun(f"{path} is not the record of a run: pairs have other criteria than the overview")
    return document
