"""What a run says of pairs, mentees and places, held against the inputs; functions list what is wrong."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.run import PairRecord, PartRecord, PromiseRecord, Record
from mentorkit.under_way import along
from mentorkit.verify.aims import Aims
from mentorkit.verify.cast import Cast
from mentorkit.verify.certified import Proofs
from mentorkit.verify.plain import POINT
from mentorkit.verify.proofs import Chosen, Scan


def chosen_of(record: Record, cast: Cast) -> tuple[Chosen, list[str]]:
    """The pairs as numbers, and every pair that is not one the program allows."""
    mentees = {person.id: number for number, person in enumerate(cast.mentees)}
    mentors = {person.id: number for number, person in enumerate(cast.mentors)}
    mentor_of: dict[int, int] = {}
    wrong: list[str] = []
    for pair in record.pairs:
        mentee, mentor = mentees.get(pair.mentee), mentors.get(pair.mentor)
        if mentee is None:
            wrong.append(f'{_shown(pair)}: "{pair.mentee}" is no mentee who may be matched')
        elif mentor is None:
            wrong.append(f'{_shown(pair)}: "{pair.mentor}" is no mentor who may be matched')
        elif mentee in mentor_of:
            wrong.append(f'{_shown(pair)}: "{pair.mentee}" is in another pair already')
        else:
            mentor_of[mentee] = mentor
            wrong += [f"{_shown(pair)}: {why}" for why in _forbidden(cast, mentee, mentor)]
    loads = Counter(mentor_of.values())
    for mentor, load in sorted(loads.items()):
        if load > cast.places[mentor]:
            name = cast.mentors[mentor].id
            wrong.append(f'"{name}" has {load} mentees, and places for {cast.places[mentor]}')
    points = {
        mentee: cast.points_of(mentee, mentor)
        for mentee, mentor in along("checking points", mentor_of.items())
    }
    return Chosen(mentor_of, points, loads), wrong


def _forbidden(cast: Cast, mentee: int, mentor: int) -> Iterator[str]:
    """Why a pair may not be, where no lock decides it."""
    lock = cast.locks.get(mentee)
    if lock is not None and lock.mentor == mentor:
        return
    matching, facts = cast.inputs.program.matching, cast.inputs.facts
    one, other = cast.mentees[mentee], cast.mentors[mentor]
    for _, never, rule in matching.constraints():
        held = rule.holds(one, other, facts)
        if rule.blank_forbids(never) if held is None else held is never:
            yield f"it breaks {rule.name}"
    if (mentee, mentor) in cast.forbidden:
        yield "a decision forbids it, or the pair has ended before"
    elif mentor in cast.closed.get(mentee, ()):
        yield "both are one person"
    if mentor in cast.only_locked:
        yield f'"{other.id}" does not qualify'
    if cast.points_of(mentee, mentor) < cast.least:
        yield "the score is below the floor"


def decisions_wrong(record: Record, cast: Cast) -> Iterator[str]:
    """Locks that are lost, hidden or invented, and waivers that are not shown or not granted."""
    pairs = {(fold(pair.mentee), fold(pair.mentor)): pair for pair in record.pairs}
    locks = {(cast.mentees[m].key, cast.mentors[lock.mentor].key): lock for m, lock in cast.locks.items()}
    for (mentee, mentor), lock in locks.items():
        pair = pairs.get((mentee, mentor))
        if pair is None:
            what = "living pair" if lock.decision.kept else "lock"
            yield f'the {what} of "{mentee}" and "{mentor}" is not among the pairs'
        elif lock.decision.kept:
            if pair.locked or pair.waived:
                yield f"{_shown(pair)}: no decision locks it"
        elif not pair.locked:
            yield f"{_shown(pair)}: it is locked by a decision, and the run does not say so"
        elif sorted(pair.waived) != sorted(lock.broken):
            yield f"{_shown(pair)}: it waives {_all(lock.broken)}, the run says {_all(pair.waived)}"
        if lock.unwaived:
            yield f'the lock of "{mentee}" and "{mentor}" breaks {_all(lock.unwaived)} without a waiver'
    for key, pair in pairs.items():
        if key not in locks and (pair.locked or pair.waived):
            yield f"{_shown(pair)}: no decision locks it"


def scores_wrong(record: Record, cast: Cast) -> Iterator[str]:
    """Parts, scores and trainings that are not what the definitions make of the two people."""
    mentees, mentors = cast.inputs.mentees.by_key, cast.inputs.mentors.by_key
    for pair in record.pairs:
        one, other = mentees.get(fold(pair.mentee)), mentors.get(fold(pair.mentor))
        if one is None or other is None:
            continue
        parts, points = parts_of(cast, one.person, other.person)
        if pair.score != points / POINT:
            yield f"{_shown(pair)}: the score is {points / POINT}, not {pair.score}"
        if len(parts) != len(pair.parts):
            yield f"{_shown(pair)}: there are {len(parts)} criteria, not {len(pair.parts)}"
        for said, own in zip(pair.parts, parts, strict=False):
            for name in PartRecord.model_fields:
                if getattr(said, name) != getattr(own, name):
                    what = f'"{getattr(own, name)}", not "{getattr(said, name)}"'
                    yield f"{_shown(pair)}: the {name} of {own.criterion} is {what}"
        after = {"mentor": other.after, "mentee": one.after}
        if pair.after != (after if any(after.values()) else {}):
            yield f"{_shown(pair)}: the trainings that are still needed are {after}, not {pair.after}"


def parts_of(cast: Cast, mentee: Person, mentor: Person) -> tuple[list[PartRecord], int]:
    """The parts of a pair as run.json holds them, and its points."""
    found, total = [], 0
    for criterion, points in zip(cast.inputs.program.matching.criteria, cast.weights, strict=True):
        part = criterion.part(mentee, mentor, cast.inputs.facts)
        total += round(points * part.value)
        weight, value = round(points / POINT, 4), round(float(part.value), 6)
        found.append(
            PartRecord(
                criterion=criterion.label,
                weight=weight,
                value=value,
                unknown=part.unknown,
                sentence=part.sentence,
            )
        )
    return found, total


def unmatched_wrong(record: Record, cast: Cast, aims: Aims, scan: Scan) -> Iterator[str]:
    """Mentees who are nowhere or twice, and reasons that do not apply."""
    at = {person.key: number for number, person in enumerate(cast.mentees)}
    paired = {fold(pair.mentee) for pair in record.pairs}
    listed = Counter(fold(gap.mentee) for gap in record.unmatched)
    standings = cast.inputs.mentees.by_key
    for key, standing in standings.items():
        if (key not in paired) != (listed[key] == 1) or listed[key] > 1:
            places = listed[key] + (key in paired)
            yield f'"{standing.person.id}" stands {places} times among pairs and unmatched, once is right'
    for gap in record.unmatched:
        found = standings.get(fold(gap.mentee))
        if found is None or found.person.id != gap.mentee:
            yield f'"{gap.mentee}" is unmatched, but nobody of the roster'
            continue
        number = at.get(found.person.key)
        if number is None:
            waits = found.state in cast.inputs.mentees.matched_states
            reasons = ["not_in_pool" if waits else "not_eligible"]
            if not waits and found.reason not in gap.detail:
                yield f'"{gap.mentee}" does not qualify for another reason: {found.reason}'
        elif number in scan.reasons:
            reasons = [scan.reasons[number]]
            if reasons == ["places_full"] and aims.tiers[number] > 0:
                reasons.append("tier")
        else:
            reasons = ["no_eligible_mentor", "below_floor", "places_full", "tier"]
        if gap.reason not in reasons:
            yield f'"{gap.mentee}" is unmatched for {" or ".join(reasons)}, not {gap.reason}'


def totals_wrong(record: Record, cast: Cast, chosen: Chosen) -> Iterator[str]:
    """Totals that do not follow from the pairs; the mean is rounded to four decimals."""
    points, said = list(chosen.points.values()), record.totals
    figures = {
        "mentees": (len(cast.inputs.mentees.standings), said.mentees),
        "matched": (len(points), said.matched),
        "score": (sum(points) / POINT, said.score),
        "lowest": (min(points) / POINT if points else None, said.lowest),
    }
    for name, (own, given) in figures.items():
        if own != given:
            yield f"totals: {name} is {own}, not {given}"
    mean = Fraction(sum(points), POINT * len(points)) if points else None
    if (mean is None) != (said.mean is None) or (
        mean is not None and said.mean is not None and not _rounded(mean, said.mean)
    ):
        yield f"totals: mean is {None if mean is None else round(float(mean), 4)}, not {said.mean}"


def _rounded(exact: Fraction, said: float) -> bool:
    """Whether a number is the exact one rounded to four decimals, a half either way."""
    room = Fraction(1, 2 * POINT) + Fraction(1, 10**9)  # the mean was divided in floating point
    return round(said, 4) == said and abs(exact - Fraction(repr(said))) <= room


def places_wrong(record: Record, cast: Cast, chosen: Chosen) -> Iterator[str]:
    """Free places that do not follow from the rosters and the pairs."""
    own = {
        person.id: cast.places[number] - chosen.loads[number]
        for number, person in enumerate(cast.mentors)
        if cast.places[number] > chosen.loads[number]
    }
    said = Counter(each.mentor for each in record.free_places)
    yield from (f'free places: "{name}" stands there {n} times' for name, n in said.items() if n > 1)
    given = {each.mentor: each.places for each in record.free_places}
    for name in sorted(own.keys() | given.keys()):
        if own.get(name) != given.get(name):
            yield f'free places: "{name}" has {own.get(name, 0)}, not {given.get(name, 0)}'


def promises_wrong(record: Record, cast: Cast, chosen: Chosen) -> Iterator[str]:
    """Promises that are not the program's, or not kept as it is said."""
    own = list(_promises(cast, list(chosen.points.values())))
    for number in range(max(len(own), len(record.expect))):
        here = own[number] if number < len(own) else None
        said = record.expect[number] if number < len(record.expect) else None
        if here != said:
            yield f"promises: {_promise(here)}, not {_promise(said)}"


def _promises(cast: Cast, points: Sequence[int]) -> Iterator[PromiseRecord]:
    """What came of each promise, compared exactly and shown rounded down."""
    expect, everybody = cast.inputs.program.expect, _asked(cast)
    if isinstance(expect.matched, str):
        share = Fraction(100 * len(points), everybody or 1)
        kept = share >= Fraction(expect.matched.rstrip("%"))
        got = f"{math.floor(share * 100) / 100:g}%"
        yield PromiseRecord(promise="matched", wanted=expect.matched, got=got, kept=kept)
    elif expect.matched is not None:
        kept = len(points) >= expect.matched
        yield PromiseRecord(promise="matched", wanted=expect.matched, got=len(points), kept=kept)
    lowest = Fraction(min(points), POINT) if points else None
    mean = Fraction(sum(points), POINT * len(points)) if points else None
    for name, limit, value in (("lowest", expect.lowest_score, lowest), ("mean", expect.mean_score, mean)):
        if limit is not None:
            yield PromiseRecord(
                promise=f"{name}_score",
                wanted=round(float(limit), 4),
                got=None if value is None else math.floor(value * POINT) / POINT,
                kept=value is not None and value >= Fraction(limit),
            )


def _asked(cast: Cast) -> int:
    """How many mentees a share is of: those of the roster, or those in the pool or locked."""
    able = cast.inputs.mentees
    return len(able.standings) if able.outside is None else len(cast.mentees)


def counts_wrong(record: Record, scan: Scan, *, full: bool) -> Iterator[str]:
    """Blocking pairs, and pairs that blanks left unchecked, counted otherwise."""
    if scan.blocking != record.blocking_pairs if full else scan.blocking > record.blocking_pairs:
        yield f"{'' if full else 'at least '}{scan.blocking} pairs block, not {record.blocking_pairs}"
    own = {name: count for name, count in scan.unchecked.items() if count}
    if full and own != record.unchecked:
        yield f"unchecked: the blanks are {own}, not {record.unchecked}"


def pairs_beat_gains(cast: Cast, aims: Aims, chosen: Chosen, proof: Proofs) -> Iterator[str]:
    """Reported pairs that offer a mentee more than the run says that anybody does."""
    for mentee, points in chosen.free(cast).items():
        first = aims.served(mentee) * aims.served_unit + int(aims.total_first)
        price = (proof.prices or [])[chosen.mentor_of[mentee]]
        bonus = proof.bonus if cast.living.get(mentee) == chosen.mentor_of[mentee] else 0
        if first + points * aims.unit + bonus - price > proof.gains.get(mentee, 0):
            yield f'"{cast.mentees[mentee].id}" gains more from the own mentor than the run says'


def _promise(promise: PromiseRecord | None) -> str:
    if promise is None:
        return "none"
    return f"{promise.promise} {promise.wanted} {'kept' if promise.kept else 'broken'} with {promise.got}"


def _shown(pair: PairRecord) -> str:
    return f'"{pair.mentee}" with "{pair.mentor}"'


def _all(words: Sequence[str]) -> str:
    return ", ".join(words) or "nothing"
