"""The rows that reports on a pool are made of: people, groups beside the roster, and quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.pool import SIZE, Applicant, Cost, Selection, grouped, groups_of, waits
from mentorkit.program import Program
from mentorkit.report import Cell

Row = dict[str, Cell]


@dataclass(frozen=True)
class Told:
    """One person in the listing of everybody."""

    person: Person
    state: str
    place: int | None
    applicant: Applicant | None
    reason: str


def everybody(side: Selection, paid: Sequence[Cost]) -> Iterator[Told]:
    """Those who are in by rank, those who wait by rank, and the others by id."""
    by_quota = set(paid[-1].go) if paid else set()
    for number in sorted(side.chosen):
        applicant = side.applicants[number]
        reason = "in for a quota" if number in by_quota else ""
        reason = "stays, is paired already" if number in side.staying else reason
        yield Told(applicant.person, "in", None, applicant, reason)
    for place, (number, wait) in enumerate(waits(side).items(), start=1):
        applicant = side.applicants[number]
        yield Told(applicant.person, "waiting", place, applicant, wait.detail)
    there = {each.person.key for each in side.applicants}
    for standing in sorted(side.qualification.standings, key=lambda each: each.person.key):
        key = standing.person.key
        if key in side.ineligible:
            reason = "; ".join(rule.reason for rule in side.ineligible[key])
            yield Told(standing.person, "not_eligible", None, None, reason)
        elif key not in there:
            yield Told(standing.person, "not_eligible", None, None, f"does not qualify: {standing.reason}")


def beside_roster(program: Program, side: Selection, more: Iterable[str]) -> Iterator[Row]:
    """How many of each group are in the roster, eligible and in the pool; levels from low to high."""
    sets = {
        "roster": [standing.person for standing in side.qualification.standings],
        "eligible": [each.person for each in side.applicants],
        "pool": [each.person for each in side.inside],
    }
    ranks = {fold(level): rank for level, rank in program.vocabulary.ranks.items()}
    for field in dict.fromkeys(["level", *more, *(quota.field for quota in side.plan.quotas)]):
        groups = grouped(sets["roster"], field)
        counts = {
            name: Counter(key for person in people for key in groups_of(person, field))
            for name, people in sets.items()
        }
        for key in sorted(groups, key=lambda key: (ranks.get(key, -1), -len(groups[key][1]), key)):
            row: Row = {"role": side.role[:-1], "field": field, "group": groups[key][0]}
            for name, people in sets.items():
                row[name] = counts[name][key]
                row[f"{name}_share"] = round(100 * counts[name][key] / len(people), 1) if people else None
            yield row


def quota_rows(side: Selection) -> Iterator[Row]:
    """Every group that a quota holds for."""
    for limit in side.limits:
        if limit.quota != SIZE:
            quota = side.plan.quotas[limit.quota]
            yield {
                "quota": quota.said,
                "group": limit.group,
                "least": None if quota.at_least is None else limit.low,
                "most": None if quota.at_most is None else limit.high,
                "eligible": len(limit.members),
                "in": len(side.chosen.intersection(limit.members)),
            }
