"""The pool's ranking and quotas held against the rest of the program, and what they need of the rosters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mentorkit.contradictions import repeated
from mentorkit.fields import fold
from mentorkit.finding import Steps, nearest
from mentorkit.people import Role
from mentorkit.plans import PoolSide, Quota
from mentorkit.program import Program
from mentorkit.ranking import CODES
from mentorkit.section import Problem
from mentorkit.sides import Need
from mentorkit.vocabulary import Facts

ROLES: tuple[Role, ...] = ("mentees", "mentors")


def needs(program: Program, role: Role) -> Iterator[tuple[str, Need]]:
    """What the pool of one role needs of its roster, each with the name of what needs it."""
    side: PoolSide | None = getattr(program.pool, role, None)
    if side is None:
        return
    listed = program.training is not None and program.training.completions is not None
    for rule in side.require:
        # What the completions say needs no column.
        fields = (field for field in rule.uses() if not (listed and field == "training_completed"))
        yield from ((rule.name, ((role, field),)) for field in fields)
    for each in side.rank_by:
        yield from ((each.label, ((role, field),)) for field in each.fields())
    yield from ((f"quota of {quota.groups}", ((role, quota.field),)) for quota in side.quotas)


def pool(program: Program, facts: Facts) -> Iterator[Problem]:
    """What is wrong with names, weights and limits of the pool; its rules are checked as all rules are."""
    for role in ROLES:
        side: PoolSide | None = getattr(program.pool, role, None)
        if side is not None:
            yield from _ranking(program, facts, side, ("pool", role, "rank_by"))
            yield from _quotas(facts, side, ("pool", role, "quotas"))


def _ranking(program: Program, facts: Facts, side: PoolSide, base: Steps) -> Iterator[Problem]:
    ids = [objective.id for objective in program.objectives]
    for number, each in enumerate(side.rank_by):
        for problem in each.problems(facts):
            yield replace(problem, path=(*base, number, *problem.path))
        for place, served in enumerate(each.serves):
            if served not in ids:
                message = f'there is no objective "{served}"'
                yield Problem("MK204", message, (*base, number, "serves", place), nearest(served, ids))
    for number in repeated([each.label for each in side.rank_by]):
        message = f'two entries are called "{side.rank_by[number].label}"'
        yield Problem("MK011", message, (*base, number), "give one of them a name: of its own")
    words = [isinstance(each.weight, str) for each in side.rank_by]
    if any(words) and not all(words):
        path = (*base, words.index(not words[0]), "weight")
        yield Problem("MK305", "weights are numbers or the words high, medium, low; not both", path)


def _quotas(facts: Facts, side: PoolSide, base: Steps) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for number, quota in enumerate(side.quotas):
        yield from facts.misfits(quota.field, [], CODES, (*base, number, "field"))
        field = facts.field(quota.field)
        if field and field.type == "level" and quota.value is not None:
            yield from facts.unknown_level(quota.value, "MK204", (*base, number, "value"))
        for key in ("at_least", "at_most"):
            about = quota.field, fold(quota.value or ""), key
            if getattr(quota, key) is not None and seen.setdefault(about, number) != number:
                message = f"{key} of {quota.groups} stands twice"
                yield Problem("MK011", message, (*base, number, key), "keep one of them")
        if _upside_down(quota, side.size):
            message = f"at_least {quota.at_least} is above at_most {quota.at_most}"
            yield Problem("MK203", message, (*base, number, "at_least"), "swap them, or change one")


def _upside_down(quota: Quota, size: int | None) -> bool:
    """Whether the fewest are more than the most, as far as that can be said without the size."""
    low, high = quota.at_least, quota.at_most
    if low is None or high is None or (size is None and isinstance(low, str) is not isinstance(high, str)):
        return False
    most = quota.high(size or 100)
    return most is not None and quota.low(size or 100) > most
