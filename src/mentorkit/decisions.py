"""Decisions taken by hand: pairs that are locked or forbidden, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mentorkit.finding import Finding, Location, column_letters


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on one pair; people are named by their normalised ids."""

    mentee: str
    mentor: str
    decision: Literal["lock", "forbid"]
    at: Location
    reason: str = ""
    by: str = ""
    waive: tuple[str, ...] = ()
    """The rules that the lock may break."""
    kept: bool = False
    """Whether nobody decided it: a pair of the previous run that goes on."""


def conflicts(decisions: Sequence[Decision]) -> Iterator[Finding]:
    """Decisions that cannot both hold: a pair locked and forbidden, a mentee locked twice."""
    pairs: dict[tuple[str, str], Decision] = {}
    locked: dict[str, Decision] = {}
    for decision in decisions:
        first = pairs.setdefault((decision.mentee, decision.mentor), decision)
        if first.decision != decision.decision:
            message = f"the pair is locked and forbidden; see {_row(first)}"
            yield Finding("MK903", message, decision.at)
        elif decision.decision == "lock":
            other = locked.setdefault(decision.mentee, decision)
            if other.mentor != decision.mentor:
                message = f"the mentee is locked to two mentors; see {_row(other)}"
                yield Finding("MK903", message, decision.at)


def _row(decision: Decision) -> str:
    """Where a decision stands, for those who have the file open."""
    place = decision.at
    return (
        f"{place.sheet}!{column_letters(place.column or 1)}{place.line}"
        if place.sheet
        else f"line {place.line}"
    )
