"""The pairs of a previous run, held against today's inputs for `verify`: which live on, and which must."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import Location
from mentorkit.logs import Ending, Pair
from mentorkit.previous import Previous
from mentorkit.run import ChangeRecord, Record
from mentorkit.verify.cast import Carried, Inputs, definition_points, places_of
from mentorkit.verify.plain import POINT
from mentorkit.verify.plain_points import weight_points


@dataclass(frozen=True)
class Follow:
    """What a run says that it follows."""

    previous: Previous
    ended: Mapping[Pair, Ending]
    moves: int


def followed(inputs: Inputs, follow: Follow) -> Inputs:
    """The inputs with what follows from the previous run: pairs that are kept, and some that never return."""
    before = follow.previous
    locked = {each.mentee: each.mentor for each in inputs.decisions if each.decision == "lock"}
    taken = Counter(locked.values())
    reasons = {
        (fold(mentee), fold(mentor)): _reason(inputs, follow, fold(mentee), fold(mentor), locked)
        for mentee, mentor in before.pairs
    }
    room: dict[str, int] = {}
    for pair, reason in reasons.items():
        if reason is None and locked.get(pair[0]) != pair[1]:
            places = places_of(inputs.program, inputs.mentors.by_key[pair[1]].person)
            room[pair[1]] = max(0, places - taken[pair[1]])
            if not room[pair[1]]:
                reasons[pair] = "no_place"
    living = {pair for pair, reason in reasons.items() if reason is None}
    free = {pair for pair in living if pair[0] not in locked}
    load = Counter(mentor for _, mentor in free)
    most = sum(min(many, room[mentor]) for mentor, many in load.items())
    chosen = follow.moves > 0 or any(many > room[mentor] for mentor, many in load.items())
    apart = sorted({*before.apart, *follow.ended})
    at = Location(before.path)
    more = [
        Decision(*pair, "forbid", at, kept=True)
        for pair in apart
        if pair[0] in inputs.mentees.by_key and pair[1] in inputs.mentors.by_key
    ]
    if not chosen:
        more += [Decision(*pair, "lock", at, kept=True) for pair in sorted(free)]
    carried = Carried(
        before,
        frozenset(living),
        {pair: reason for pair, reason in reasons.items() if reason is not None},
        tuple(apart),
        follow.moves,
        most + len(living) - len(free),
        max(0, most - follow.moves) if chosen else None,
    )
    return replace(inputs, decisions=(*inputs.decisions, *more), carried=carried)


def _reason(
    inputs: Inputs, follow: Follow, mentee: str, mentor: str, locked: Mapping[str, str]
) -> str | None:
    """Why a pair does not live on; None where it does."""
    if (mentee, mentor) in follow.ended:
        return follow.ended[mentee, mentor].status
    if (mentee, mentor) in follow.previous.apart:
        return "ended"
    if locked.get(mentee, mentor) != mentor:
        return "locked"
    if any(
        (each.mentee, each.mentor, each.decision) == (mentee, mentor, "forbid") for each in inputs.decisions
    ):
        return "forbidden"
    if mentee not in inputs.mentees.by_key:
        return "mentee_left"
    if mentor not in inputs.mentors.by_key:
        return "mentor_left"
    if mentee in locked:
        return None
    one, other = inputs.mentees.by_key[mentee], inputs.mentors.by_key[mentor]
    if one.state not in inputs.mentees.matched_states or other.state not in inputs.mentors.matched_states:
        return "not_eligible"
    if mentee == mentor or _breaks_a_rule(inputs, mentee, mentor):
        return "rule"
    matching = inputs.program.matching
    points = definition_points(inputs, weight_points(matching.criteria), one.person, other.person)
    return "below_floor" if points < math.ceil(Fraction(matching.floor) * POINT) else None


def _breaks_a_rule(inputs: Inputs, mentee: str, mentor: str) -> bool:
    one, other = inputs.mentees.by_key[mentee].person, inputs.mentors.by_key[mentor].person
    for _, never, rule in inputs.program.matching.constraints():
        held = rule.holds(one, other, inputs.facts)
        if rule.blank_forbids(never) if held is None else held is never:
            return True
    return False


def previous_wrong(record: Record, inputs: Inputs) -> Iterator[str]:
    """Pairs that the run keeps, gives up or takes apart otherwise than the previous run and the log allow."""
    carried, said = inputs.carried, record.previous
    if carried is None or said is None:
        if carried is not None or said is not None:
            yield "the run says that it follows another one, or does, and only one of both"
        return
    now = {fold(pair.mentee): pair for pair in record.pairs}
    for key, pair in now.items():
        lives = (key, fold(pair.mentor)) in carried.living
        if lives != pair.kept:
            which = "lives on from" if lives else "is not a living pair of"
            yield f'"{pair.mentee}" with "{pair.mentor}": it {which} the previous run, the run says otherwise'
    kept = sum(1 for key, pair in now.items() if (key, fold(pair.mentor)) in carried.living)
    least = max(0, carried.most - carried.moves)
    if kept < least:
        yield f"{kept} living pairs are kept, of {carried.most} at most {carried.moves} may move"
    for what, own, given in (
        ("living", carried.most, said.living),
        ("keep", least, said.keep),
        ("apart", carried.apart, said.apart),
    ):
        if own != given:
            yield f"previous: {what} is {own}, not {given}"
    yield from _changes_wrong(inputs, carried, record, said.changes)


def _changes_wrong(
    inputs: Inputs, carried: Carried, record: Record, said: tuple[ChangeRecord, ...]
) -> Iterator[str]:
    now = {fold(pair.mentee): fold(pair.mentor) for pair in record.pairs}
    own: dict[str, tuple[str, str | None, str | None, str | None]] = {}
    for mentee, mentor in carried.previous.keys.items():
        given = now.get(mentee)
        reason = carried.reasons.get((mentee, mentor))
        if reason is not None:
            own[mentee] = "ended", given, mentor, reason
        elif given == mentor:
            own[mentee] = "kept", given, mentor, None
        else:
            own[mentee] = "moved", given, mentor, "moved" if carried.moves else "fewer_places"
    own |= {mentee: ("new", mentor, None, None) for mentee, mentor in now.items() if mentee not in own}
    listed = {
        fold(each.mentee): (
            each.change,
            fold(each.mentor) if each.mentor else None,
            fold(each.before) if each.before else None,
            each.reason,
        )
        for each in said
    }
    for mentee in sorted(own.keys() | listed.keys()):
        if own.get(mentee) != listed.get(mentee):
            yield f'changes: "{mentee}" is {own.get(mentee)}, not {listed.get(mentee)}'
    if len(listed) != len(said):
        yield "changes: somebody is listed twice"
