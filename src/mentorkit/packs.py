"""Packs: what everybody of an audience reads, and nothing that they may not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentorkit.communication import Words, shared
from mentorkit.fields import fold
from mentorkit.readers import AUDIENCES, may_know
from mentorkit.recipients import Cast, Outcome, name_of, reasons
from mentorkit.run import PairRecord
from mentorkit.vocabulary import Audience

REASONS = {
    "not_eligible": "does not qualify",
    "not_in_pool": "is not in the first cohort",
    "no_eligible_mentor": "no mentor fits the rules",
    "below_floor": "no mentor scores high enough",
    "quota": "a quota is full",
}
"""Why a mentee has no mentor, in words that give away nothing private; all else is a lack of places."""
ALL_TAKEN = "all places are taken"


@dataclass(frozen=True)
class Pack:
    """What everybody of an audience reads."""

    audience: Audience
    values: Mapping[str, object]


def packs(cast: Cast) -> Iterator[Pack]:
    """A pack for each audience; pairs stand in that of the administrators alone."""
    for audience in AUDIENCES:
        values = shared(cast.program, audience) | {"matched": cast.outcome is not None}
        if cast.outcome and audience in ("administrators", "sponsors"):
            record = cast.outcome.record
            mentors = len({pair.mentor for pair in record.pairs})
            totals = {"mentees": record.totals.mentees, "matched": record.totals.matched, "mentors": mentors}
            values["totals"] = Words("the totals", totals)
        if cast.outcome and audience == "administrators":
            values["pairs"] = tuple(_pair(cast, pair) for pair in cast.outcome.record.pairs)
            values["unmatched"] = tuple(_unmatched(cast, cast.outcome))
            values["free_places"] = tuple(
                Words(
                    "the places",
                    {"mentor": name_of(cast.mentors, each.mentor), "id": each.mentor, "places": each.places},
                )
                for each in cast.outcome.record.free_places
            )
        yield Pack(audience, values)


def _pair(cast: Cast, pair: PairRecord) -> Words:
    values = {
        "mentee": name_of(cast.mentees, pair.mentee),
        "mentee_id": pair.mentee,
        "mentor": name_of(cast.mentors, pair.mentor),
        "mentor_id": pair.mentor,
        "score": f"{pair.score:.1f}",
    }
    return Words("the pair", values | reasons(cast, "administrators", pair))


def _unmatched(cast: Cast, outcome: Outcome) -> Iterator[Words]:
    vocabulary = cast.program.vocabulary
    rules = [rule for _, _, rule in cast.program.qualification.mentees.parts()]
    for gap in outcome.record.unmatched:
        # Of tiers nothing is said: who comes first may be told by a private field.
        reason = REASONS.get(gap.reason, ALL_TAKEN)
        standing = outcome.mentees.by_key.get(fold(gap.mentee))
        if gap.reason == "not_eligible" and standing:
            said = [
                found.reason
                for rule, found in zip(rules, standing.rules, strict=False)
                if found.outcome != "met" and may_know(vocabulary, rule, "administrators")
            ]
            reason = "; ".join([reason, *said])
        yield Words(
            "the mentee",
            {"name": name_of(cast.mentees, gap.mentee), "id": gap.mentee, "reason": reason},
        )
