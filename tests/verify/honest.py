"""Runs that say the truth, made by brute force: what `verify` has to find nothing wrong with."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import mentorkit
from mentorkit.criteria import Criterion
from mentorkit.qualification import qualify
from mentorkit.reporting_lines import follow
from mentorkit.run import Record, Run, digest, written
from mentorkit.verify.cast import Inputs
from mentorkit.verify.listed import expected
from tests.properties.cohorts import BENCH, Cohort, roster
from tests.properties.oracle import (
    UNIT,
    Aim,
    Market,
    Pair,
    Pairs,
    best,
    heaviest,
    market,
    shares,
)
from tests.properties.stable_oracle import blocking, stable_sets

Document = dict[str, Any]


def inputs_of(cohort: Cohort) -> Inputs:
    """The cohort as it would be read from files."""
    rosters = [roster("mentors", cohort.mentors), roster("mentees", cohort.mentees)]
    facts = cohort.program.facts(follow(rosters)[0], {"elsewhere.csv": cohort.elsewhere}, BENCH)
    mentors, mentees = (qualify(cohort.program, each, facts) for each in rosters)
    return Inputs(cohort.program, facts, mentors, mentees, cohort.decisions)


def waiving(cohort: Cohort) -> Cohort:
    """The cohort with locks that waive everything by its name."""
    rules = [rule.name for _, _, rule in cohort.program.matching.constraints()]
    words = (*rules, "qualification", "capacity", "floor", "oneself")
    return replace(cohort, decisions=tuple(replace(each, waive=words) for each in cohort.decisions))


def run_of(document: Document, inputs: Inputs) -> Run:
    """A run in memory, its tables made from the document."""
    whole = {"files": {}, "sha256": "", **document}
    record = Record.model_validate_json(json.dumps(whole))
    files = {}
    for name in ("pairs.csv", "unmatched.csv", "qualification.csv"):
        rows = expected(name, record, inputs) or []
        cells = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        files[name] = "\r\n".join([*cells, ""]).encode("utf-8", "replace")
    whole["files"] = {name: digest(data) for name, data in files.items()}
    whole.pop("sha256")
    whole["sha256"] = digest(written(whole))
    return Run(Path("run/run.json"), Record.model_validate_json(json.dumps(whole)), True, files, ())


def honest(cohort: Cohort) -> Document:
    """What the best run of a cohort says."""
    here = market_of(cohort)
    pairs = stable_sets(here)[0] if here.optimise == "stable" else best(here)
    return document(cohort, here, pairs)


def market_of(cohort: Cohort) -> Market:
    """Who may have whom, people of one e-mail address apart."""
    here = market(cohort)
    mails = {person.text("email"): person.key for person in cohort.mentors if person.text("email")}
    same = {(person.key, mails.get(person.text("email"))) for person in cohort.mentees}
    apart = {(i, j) for i, j in here.choosable if (here.mentees[i], here.mentors[j]) not in same}
    return replace(here, choosable=frozenset(apart))


def document(cohort: Cohort, here: Market, pairs: Pairs) -> Document:
    """What a run with these pairs says, its proofs included where they are the best."""
    program, points = cohort.program, [here.points[pair] for pair in sorted(pairs)]
    found = certificates(here, pairs)
    return {
        "mentorkit": mentorkit.__version__,
        "program": program.name,
        "optimise": program.matching.optimise,
        "proven": all(each["proven"] for each in found),
        "inputs": [],
        "pairs": [_pair(cohort, here, pair) for pair in sorted(pairs)],
        "unmatched": list(_unmatched(cohort, here, pairs)),
        "free_places": [
            {"mentor": _id(cohort.mentors, here.mentors[at]), "places": places - here.loads(pairs)[at]}
            for at, places in enumerate(here.places)
            if places > here.loads(pairs)[at]
        ],
        "totals": {
            "mentees": len(cohort.mentees),
            "matched": len(pairs),
            "score": sum(points) / UNIT,
            "mean": round(sum(points) / UNIT / len(points), 4) if points else None,
            "lowest": min(points) / UNIT if points else None,
        },
        "expect": list(_promises(cohort, points)),
        "findings": [],
        "certificates": [named(cohort, here, each) for each in found],
        "blocking_pairs": len(blocking(here, pairs)),
        "unchecked": _unchecked(cohort, here),
    }


def certificates(here: Market, pairs: Pairs) -> list[Document]:
    """One for each aim, with prices and gains by number."""
    if here.optimise == "stable":
        count = len(blocking(here, pairs))
        return [{"aim": "stable", "value": count, "bound": 0, "proven": count == 0}]
    free, fair = pairs - here.held, here.optimise in ("fair", "fair_leximin")
    served = _served(here)
    by_aim: dict[str, Document] = {
        "tiers": {
            **_reached(sum(served[mentee] for mentee, _ in pairs)),
            "served": here.served(pairs),
        },
        "count": _reached(len(pairs)),
        "total": _reached(here.total(pairs) / UNIT),
    }
    wanted = ["tiers"] if here.entries else []
    wanted += ["total", "count"] if here.optimise == "highest_total" else ["count", "total"]
    kept, lowest = here.choosable, here.lowest(pairs)
    if fair and lowest is not None:
        wanted.insert(-1, "lowest")
        above = {pair: served[pair[0]] for pair in here.choosable if here.points[pair] > lowest}
        tiers = [Aim({pair: int(here.tiers[pair[0]] == n) for pair in above}) for n in range(here.entries)]
        most = heaviest(here, [*tiers, Aim(dict.fromkeys(above, 1))], frozenset(above)) if above else Pairs()
        by_aim["lowest"] = {**_reached(lowest / UNIT), "prices": prices(here, above, most, 0)}
        kept = frozenset(pair for pair in kept if here.points[pair] >= lowest)
    weights, cost = combined(here, kept)
    v = [0] * len(here.mentors) if here.optimise == "fair_leximin" else prices(here, weights, free, cost)
    gains = [0] * len(here.mentees)
    for (mentee, mentor), weight in weights.items():
        gains[mentee] = max(gains[mentee], weight - v[mentor])
    by_aim[wanted[-1]] |= {"prices": v, "gains": gains}
    return [{"aim": aim, **by_aim[aim]} for aim in wanted]


def _reached(value: float) -> Document:
    return {"value": value, "bound": value, "proven": True}


def _served(here: Market) -> list[int]:
    first = here.entries + (here.optimise != "highest_total")
    return [first - tier for tier in here.tiers]


def combined(here: Market, kept: Iterable[Pair]) -> tuple[dict[Pair, int], int]:
    """Every aim in one number for each pair, and what a further mentee of a mentor costs."""
    n, served = len(here.mentees), _served(here)
    big, total_first = 2 * (10**6 + here.spread), here.optimise == "highest_total"
    weights = {
        pair: served[pair[0]] * 2 * (n + 1) ** 2 * big + here.points[pair] * 2 * (n + 1) + 1
        if total_first
        else served[pair[0]] * (n + 1) * big + here.points[pair]
        for pair in kept
    }
    return weights, here.spread * (2 * (n + 1) if total_first else 1)


def prices(here: Market, weights: Mapping[Pair, int], chosen: Pairs, cost: int) -> list[int]:
    """The lowest prices under which everybody is content with the best set."""
    loads = Counter(mentor for _, mentor in chosen) + here.loads(here.held)
    found = [cost if loads[m] > max(1, here.loads(here.held)[m]) else 0 for m in range(len(here.mentors))]
    for m, load in loads.items():
        if load == 1 or load == here.loads(here.held)[m]:
            found[m] = 0
    own = dict(chosen)
    for _ in range(len(here.mentors) * len(here.mentees) + 2):
        before = list(found)
        for (mentee, mentor), weight in weights.items():
            if own.get(mentee) == mentor:
                continue
            mine = weights[mentee, own[mentee]] - found[own[mentee]] if mentee in own else 0
            found[mentor] = max(found[mentor], weight - mine)
        if found == before:
            return found
    raise AssertionError("the set of pairs is not the best")


def _pair(cohort: Cohort, here: Market, pair: Pair) -> Document:
    inputs = inputs_of(cohort)
    one = inputs.mentees.by_key[here.mentees[pair[0]]]
    other = inputs.mentors.by_key[here.mentors[pair[1]]]
    criteria = cohort.program.matching.criteria
    found: Document = {
        "mentee": one.person.id,
        "mentor": other.person.id,
        "score": here.points[pair] / UNIT,
        "parts": [
            _part(criterion, share, criterion.part(one.person, other.person, inputs.facts))
            for criterion, share in zip(criteria, shares(criteria), strict=True)
        ],
    }
    after = {"mentor": list(other.after), "mentee": list(one.after)}
    found |= {"after": after} if any(after.values()) else {}
    if pair[0] in here.locks:
        found |= {"locked": True, "waived": _broken(cohort, here, pair, inputs)}
    return found


def _part(criterion: Criterion, share: int, part: Any) -> Document:
    return {
        "criterion": criterion.label,
        "weight": share / UNIT,
        "value": round(float(part.value), 6),
        "unknown": part.unknown,
        "sentence": part.sentence,
    }


def _broken(cohort: Cohort, here: Market, pair: Pair, inputs: Inputs) -> list[str]:
    """What a lock breaks: rules, the qualification, the floor, and for the later locks the places."""
    one = inputs.mentees.by_key[here.mentees[pair[0]]]
    other = inputs.mentors.by_key[here.mentors[pair[1]]]
    found = []
    for _, never, rule in cohort.program.matching.constraints():
        held = rule.holds(one.person, other.person, inputs.facts)
        if (held is never) if held is not None else rule.blank_forbids(never):
            found.append(rule.name)
    found += ["oneself"] if one.person.key == other.person.key else []
    unfit = [
        each
        for each, role in ((one, inputs.mentees), (other, inputs.mentors))
        if each.state not in role.matched_states
    ]
    found += ["qualification"] if unfit else []
    found += ["floor"] if here.points[pair] < Fraction(cohort.program.matching.floor) * UNIT else []
    order = [
        each.mentee for each in cohort.decisions if (each.decision, each.mentor) == ("lock", other.person.key)
    ]
    capacity, own = cohort.program.matching.capacity, other.person.number("capacity")
    places = capacity.default if own is None else int(own)
    places = min(places, capacity.at_most or places)
    found += ["capacity"] if order.index(one.person.key) >= places else []
    return list(dict.fromkeys(found))


def _unmatched(cohort: Cohort, here: Market, pairs: Pairs) -> Iterable[Document]:
    inputs, matched = inputs_of(cohort), dict(pairs)
    for standing in inputs.mentees.standings:
        key = standing.person.key
        if key not in here.mentees:
            yield {"mentee": standing.person.id, "reason": "not_eligible", "detail": standing.reason}
        elif here.mentees.index(key) not in matched:
            number = here.mentees.index(key)
            loose = cohort.program.matching.model_copy(update={"floor": 0})
            plan = cohort.program.model_copy(update={"matching": loose})
            anybody = {mentee for mentee, _ in market_of(Cohort(plan, *_rest(cohort))).choosable}
            possible = number in {mentee for mentee, _ in here.choosable}
            below = "below_floor" if number in anybody else "no_eligible_mentor"
            yield {
                "mentee": standing.person.id,
                "reason": "places_full" if possible else below,
                "detail": ".",
            }


def _rest(cohort: Cohort) -> tuple[Any, ...]:
    return cohort.mentors, cohort.mentees, cohort.elsewhere, cohort.decisions


def _promises(cohort: Cohort, points: list[int]) -> Iterable[Document]:
    """What came of the promises; the share of mentees is shown with two decimals, rounded down."""
    expect, number = cohort.program.expect, len(points)
    if isinstance(expect.matched, str):
        share = Fraction(100 * number, len(cohort.mentees))
        kept = share >= Fraction(expect.matched[:-1])
        got = f"{float(Fraction(math.floor(100 * share), 100)):g}%"
        yield {"promise": "matched", "wanted": expect.matched, "got": got, "kept": kept}
    elif expect.matched is not None:
        yield {
            "promise": "matched",
            "wanted": expect.matched,
            "got": number,
            "kept": number >= expect.matched,
        }
    lowest = Fraction(min(points), UNIT) if points else None
    mean = Fraction(sum(points), UNIT * number) if points else None
    for name, limit, value in (
        ("lowest_score", expect.lowest_score, lowest),
        ("mean_score", expect.mean_score, mean),
    ):
        if limit is not None:
            got_it = None if value is None else math.floor(value * UNIT) / UNIT
            kept = value is not None and value >= Fraction(limit)
            yield {"promise": name, "wanted": float(limit), "got": got_it, "kept": kept}


def _unchecked(cohort: Cohort, here: Market) -> dict[str, int]:
    inputs, counts = inputs_of(cohort), Counter[str]()
    for rule in cohort.program.matching.never:
        if not rule.blank_forbids(never=True):
            for one in here.mentees:
                for other in here.mentors:
                    mentee, mentor = inputs.mentees.by_key[one].person, inputs.mentors.by_key[other].person
                    counts[rule.name] += rule.holds(mentee, mentor, inputs.facts) is None
    return {name: count for name, count in counts.items() if count}


def named(cohort: Cohort, here: Market, certificate: Document) -> Document:
    """Prices and gains by id, without those of 0."""
    found = dict(certificate)
    for what, keys, people in (
        ("prices", here.mentors, cohort.mentors),
        ("gains", here.mentees, cohort.mentees),
    ):
        if what in found:
            numbers = zip(keys, found[what], strict=True)
            found[what] = {_id(people, key): number for key, number in numbers if number}
    return found


def _id(people: Iterable[Any], key: str) -> str:
    return next(str(person.id) for person in people if person.key == key)
