"""The pool as everything that makes pairs applies it: the program's own, another list, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mentorkit import load
from mentorkit.finding import Finding

if TYPE_CHECKING:
    from mentorkit.people import Roster
    from mentorkit.pool import Pool, Selection, Staying
    from mentorkit.pool_files import Named
    from mentorkit.qualification import Qualification
    from mentorkit.vocabulary import Facts

UNNAMED = "the list that was given in place of the pool does not name them"


@dataclass(frozen=True)
class Pooling:
    """What is asked for in place of the program's pool."""

    file: str | None = None
    off: bool = False


@dataclass(frozen=True)
class Pooled:
    """Both sides with those who are not in the pool put aside."""

    mentors: Qualification
    mentees: Qualification
    findings: list[Finding]
    record: dict[str, Any] | None = None
    """What a run says of its pool; None where the program has none, and no list was given."""


def in_force(definition: load.Definition, asked: Pooling | None) -> load.Definition:
    """The definition without its pool, where that does not count: nobody needs its columns then."""
    if asked is None or not (asked.off or asked.file):
        return definition
    return replace(definition, program=definition.program.model_copy(update={"pool": None}))


def listed(
    definition: load.Definition, asked: Pooling | None, mentors: Roster, mentees: Roster
) -> tuple[Named | None, list[load.Input], list[Finding]]:
    """Whom the list names that was given in place of the pool. Raises CannotRun."""
    from mentorkit import pool_files

    if asked is None or asked.file is None:
        return None, [], []
    return pool_files.named(definition, asked.file, mentors, mentees)


def applied(
    definition: load.Definition,
    facts: Facts,
    mentors: Qualification,
    mentees: Qualification,
    asked: Pooling | None = None,
    named: Named | None = None,
    living: Iterable[tuple[str, str]] = (),
) -> Pooled:
    """Both sides as the pool leaves them; people of living pairs, by keys, stay in whatever it says."""
    from mentorkit.pool import Staying, outside_of, select

    pairs = tuple(living)
    staying = Staying(frozenset(pair[0] for pair in pairs), frozenset(pair[1] for pair in pairs))
    if named is not None:
        return _by_list(named, staying, mentors, mentees)
    if asked is not None and asked.off:
        return Pooled(mentors, mentees, [], {"by": "none", "mentees": None, "mentors": None})
    plan = definition.program.pool
    if plan is None or not (plan.mentees or plan.mentors):
        return Pooled(mentors, mentees, [])
    pool, problems = select(definition.program, facts, mentors, mentees, staying)
    findings = [
        Finding(each.code, each.message, definition.source.heading(each.path), each.hint) for each in problems
    ]
    if problems:
        return Pooled(mentors, mentees, findings)
    theirs, ours = outside_of(pool)
    return Pooled(
        replace(mentors, outside=theirs),
        replace(mentees, outside=ours),
        [*findings, *small_groups(definition, pool)],
        {"by": "program", "mentees": recorded(pool.mentees), "mentors": recorded(pool.mentors)},
    )


def small_groups(definition: load.Definition, pool: Pool) -> list[Finding]:
    """A note for every quota of each group, where groups are smaller than it asks for."""
    found = []
    for side in pool.sides:
        for number, quota in enumerate(side.plan.quotas):
            small = [limit for limit in side.limits if limit.quota == number and limit.asked]
            if small:
                groups = ", ".join(f"{limit.group} ({limit.low})" for limit in small)
                message = f"{quota.said}: fewer are eligible, and all of them are in: {groups}"
                place = definition.source.heading(("pool", side.role, "quotas", number))
                found.append(Finding("MK603", message, place))
    return found


def _by_list(named: Named, staying: Staying, mentors: Qualification, mentees: Qualification) -> Pooled:
    sides: dict[str, Any] = {}
    found = []
    for side in (mentors, mentees):
        keys: frozenset[str] | None = getattr(named, side.role)
        if keys is None:
            sides[side.role] = None
            found.append(side)
            continue
        stay: frozenset[str] = getattr(staying, side.role)
        inside = keys | stay
        sides[side.role] = {"in": _ids(side, keys), "staying": _ids(side, stay)}
        found.append(
            replace(side, outside={each.key: UNNAMED for each in side.matchable if each.key not in inside})
        )
    return Pooled(
        found[0], found[1], [], {"by": "file", "mentees": sides["mentees"], "mentors": sides["mentors"]}
    )


def _ids(side: Qualification, keys: frozenset[str]) -> list[str]:
    return [side.by_key[key].person.id for key in sorted(keys) if key in side.by_key]


def recorded(side: Selection | None) -> dict[str, Any] | None:
    """What a run keeps of one side, so that it can be checked: who is in, and the prices that prove it."""
    if side is None:
        return None
    people = [each.person for each in side.applicants]
    return {
        "size": side.size,
        "in": sorted(people[number].id for number in side.chosen),
        "staying": [people[number].id for number in sorted(side.staying)],
        "proofs": [
            {
                "aim": aim.aim,
                "value": aim.value,
                "bound": aim.bound,
                "by": aim.by,
                "prices": [
                    {"quota": side.limits[place].quota, "group": side.limits[place].group, "price": price}
                    for place, price in aim.prices.items()
                ],
            }
            for aim in side.aims[:2]
        ],
    }
