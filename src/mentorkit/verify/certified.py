"""The certificates of a run, held against the proofs as they are worked out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mentorkit.run import CertificateRecord, Record
from mentorkit.verify.aims import Aims
from mentorkit.verify.cast import Cast
from mentorkit.verify.plain import POINT
from mentorkit.verify.proofs import Chosen, Scan, exchange, places_worth, weight_of

FAIR = ("fair", "fair_leximin")


@dataclass(frozen=True)
class Proofs:
    """The certificates of a run by aim, with their prices as everybody's."""

    by_aim: Mapping[str, CertificateRecord]
    prices: list[int] | None
    """Each mentor's, in the combined weights."""
    cover: list[int] | None
    """Each mentor's, of the proof of the lowest points."""
    gains: Mapping[int, int]
    """What the run says that each mentee gains."""
    wrong: tuple[str, ...]
    """What cannot be read as a proof at all."""
    bonus: int = 0
    """What a living pair weighs more under the prices, where some must be kept."""


def expected_aims(aims: Aims, chosen: Chosen, cast: Cast) -> list[str]:
    """The aims of the policy in their order."""
    if aims.optimise == "stable":
        return ["stable"]
    tiers = ["tiers"] if aims.entries else []
    if aims.total_first:
        return [*tiers, "total", "count"]
    lowest = ["lowest"] if aims.optimise in FAIR and chosen.free(cast) else []
    return [*tiers, "count", *lowest, "total"]


def proofs(record: Record, cast: Cast, aims: Aims, chosen: Chosen) -> Proofs:
    """The certificates with their prices and gains looked up."""
    wrong: list[str] = []
    wanted, found = expected_aims(aims, chosen, cast), [each.aim for each in record.certificates]
    if wanted != found:
        wrong.append(f"the certificates are for {_listed(found)}, they should be for {_listed(wanted)}")
    by_aim = {each.aim: each for each in record.certificates}
    mentors = {person.id: number for number, person in enumerate(cast.mentors)}
    mentees = {person.id: number for number, person in enumerate(cast.mentees)}
    last = by_aim.get(wanted[-1]) if wanted[-1] != "stable" else None
    prices = _looked_up(last, "prices", mentors, wrong)
    gains = _looked_up(last, "gains", mentees, wrong)
    lowest = by_aim.get("lowest") if "lowest" in wanted else None
    cover = _looked_up(lowest, "prices", mentors, wrong)
    bonus = (last.bonus if last else None) or 0
    if cast.keep is not None and (last is None or last.bonus is None):
        wrong.append("no bonus is given for living pairs, of which some must be kept")
    if cast.keep is None and bonus:
        wrong.append("a bonus is given for living pairs, and none must be kept by choice")
    if bonus < 0:
        wrong.append(f"the bonus for living pairs is {bonus:,}, below 0")
    return Proofs(by_aim, prices, cover, dict(enumerate(gains or ())), tuple(wrong), max(bonus, 0))


def _looked_up(
    certificate: CertificateRecord | None, what: str, people: Mapping[str, int], wrong: list[str]
) -> list[int] | None:
    """Everybody's number, 0 where none is given; None where the certificate has none at all."""
    if certificate is None:
        return None
    said = certificate.prices if what == "prices" else certificate.gains
    if said is None:
        wrong.append(f"the certificate of {certificate.aim} has no {what}")
        return None
    found = [0] * len(people)
    for name, number in said.items():
        if name not in people:
            wrong.append(f'the {what} of {certificate.aim} name "{name}", who may not be matched')
        elif number < 0:
            wrong.append(f'the {what} of {certificate.aim} are below 0 for "{name}"')
        else:
            found[people[name]] = number
    return found


def gains_wrong(cast: Cast, said: Mapping[int, int], scan: Scan) -> list[str]:
    """Mentees whose gain is not the most that any possible mentor offers above the price; none for locks."""
    own = scan.gains | dict.fromkeys(cast.locks, 0)
    return [
        f'"{cast.mentees[mentee].id}" gains {gain:,} under the prices, not {said.get(mentee, 0):,}'
        for mentee, gain in own.items()
        if gain != said.get(mentee, 0)
    ]


def held_against(
    aim: str, cast: Cast, aims: Aims, chosen: Chosen, scan: Scan, told: Proofs, *, full: bool
) -> list[str]:
    """What is wrong with the certificate of an aim: its value, its bound, or whether it is proven."""
    said, wrong = told.by_aim[aim], []
    value = _value(aim, cast, aims, chosen, scan)
    if aim != "stable" or full:
        wrong += [f"the value of {aim} is {value:,}, not {said.value:,}"] if said.value != value else []
    elif scan.blocking > said.value:
        wrong.append(f"at least {scan.blocking:,} pairs block, not {said.value:,}")
    if aim == "tiers" and list(said.served or ()) != _per_tier(aims, chosen):
        wrong.append(f"the tiers have {_per_tier(aims, chosen)} matched, not {list(said.served or ())}")
    bound = _bound(aim, cast, aims, chosen, scan, told, value, full=full)
    if bound is not None and said.bound != bound:
        wrong.append(f"what is given proves a bound of {bound:,} on {aim}, not {said.bound:,}")
    elif bound is None and said.proven and is_checked(aim, aims, full=full):
        wrong.append(f"nothing that is given proves the bound of {aim}, {said.bound:,}")
    elif said.bound < said.value and aim != "stable":
        wrong.append(f"the bound of {aim}, {said.bound:,}, is below its value, {said.value:,}")
    if said.proven != (said.bound == said.value):
        wrong.append(f"proven is {said.proven} for {aim}, with {said.value:,} of at most {said.bound:,}")
    return wrong


def is_checked(aim: str, aims: Aims, *, full: bool) -> bool:
    """Whether the bound of an aim can be worked out again, from a sample of mentees or from all."""
    if aims.optimise == "fair_leximin" and aim == "total":
        return False
    return full or aims.optimise not in (*FAIR, "stable") or aim == "total"


def _value(aim: str, cast: Cast, aims: Aims, chosen: Chosen, scan: Scan) -> int | float:
    match aim:
        case "tiers":
            return sum(aims.served(mentee) for mentee in chosen.mentor_of)
        case "count":
            return len(chosen.mentor_of)
        case "lowest":
            return min(chosen.free(cast).values(), default=0) / POINT
        case "total":
            return aims.total(chosen.points, chosen.loads) / POINT
        case _:
            return scan.blocking


def _per_tier(aims: Aims, chosen: Chosen) -> list[int]:
    counts = Counter(aims.tiers[mentee] for mentee in chosen.mentor_of)
    return [counts[tier] for tier in range(aims.entries + 1)]


def _bound(
    aim: str,
    cast: Cast,
    aims: Aims,
    chosen: Chosen,
    scan: Scan,
    told: Proofs,
    value: int | float,
    *,
    full: bool,
) -> int | float | None:
    """The bound that follows from what the certificates give; None where nothing follows."""
    if aim == "stable":
        return 0
    if told.prices is None or not is_checked(aim, aims, full=full):
        return None
    if aim == "lowest":
        return value if _lowest_proven(cast, aims, chosen, scan, told) else None
    if aims.optimise in FAIR and aim != "total":
        return None if exchange(cast, aims, chosen, scan) else value
    limit, weight = bound(cast, aims, scan, told), weight_of(cast, aims, chosen)
    if limit == weight:
        return value
    locks = list(cast.locks)
    held = Counter(lock.mentor for lock in cast.locks.values())
    own = {mentee: chosen.points[mentee] for mentee in locks if mentee in chosen.points}
    own_total = aims.total(own, held)
    reached = sum(aims.served(mentee) for mentee in chosen.free(cast))
    others = aims.total(chosen.points, chosen.loads) - own_total
    served, total, count = aims.bounds(limit, reached, others, aims.mentees - len(locks))
    match aim:
        case "tiers":
            return served + sum(aims.served(mentee) for mentee in locks)
        case "total":
            return (total + own_total) / POINT
        case _:
            return None if count is None else min(count + len(locks), aims.mentees)


def bound(cast: Cast, aims: Aims, scan: Scan, told: Proofs) -> int:
    """The combined weight that no set of pairs exceeds, locks apart.

    The gains are those that were worked out again, and the run's own for mentees who were not looked at.
    """
    gains = dict(told.gains) | scan.gains
    free = sum(gain for mentee, gain in gains.items() if mentee not in cast.locks)
    return places_worth(cast, aims, told.prices or []) + free - told.bonus * (cast.keep or 0)


def _lowest_proven(cast: Cast, aims: Aims, chosen: Chosen, scan: Scan, told: Proofs) -> bool:
    """Whether the pairs above the lowest points cannot serve as many as are served."""
    if told.cover is None:
        return False
    above = places_worth(cast, aims, told.cover, costs=False) + sum(scan.lowest_gains.values())
    return above < sum(aims.served(mentee) for mentee in chosen.free(cast))


def _listed(words: list[str]) -> str:
    return ", ".join(words) or "nothing"
