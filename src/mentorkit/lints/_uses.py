"""Where a program decides by a field: rules, constraints, criteria, priority and pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentorkit.finding import Steps
from mentorkit.program import Program
from mentorkit.rules import Rule


@dataclass(frozen=True, slots=True)
class Use:
    """One place that decides by a field, and what stands there."""

    path: Steps
    what: str
    field: str


def mentor_rules(program: Program) -> Iterator[tuple[str, Steps, Rule]]:
    """Every rule that qualifies mentors: its part, its path from the top, the rule."""
    for part, path, rule in program.qualification.mentors.parts():
        yield part, ("qualification", "mentors", *path), rule


def rules(program: Program) -> Iterator[tuple[Steps, Rule]]:
    """Every rule on one person, of the qualification and of the pool, with its path from the top."""
    for _, path, rule in mentor_rules(program):
        yield path, rule
    for _, path, rule in program.qualification.mentees.parts():
        yield ("qualification", "mentees", *path), rule
    for role in ("mentors", "mentees"):
        side = getattr(program.pool, role, None)
        for number, rule in enumerate(side.require if side else ()):
            yield ("pool", role, "require", number), rule


def uses(program: Program) -> Iterator[Use]:
    """Every use of a field, once a place; `asked_by` is the mentee's own wish and does not count."""
    for path, rule in rules(program):
        for field in dict.fromkeys(rule.uses()):
            yield Use(path, f'the rule "{rule.name}"', field)
    for role in ("mentors", "mentees"):
        side = getattr(program.pool, role, None)
        for number, rank in enumerate(side.rank_by if side else ()):
            for field in dict.fromkeys(rank.fields()):
                yield Use(("pool", role, "rank_by", number), "the ranking of the pool", field)
        for number, quota in enumerate(side.quotas if side else ()):
            yield Use(("pool", role, "quotas", number), "a quota of the pool", quota.field)
    matching = program.matching
    for at, _, constraint in matching.constraints():
        for field in dict.fromkeys(constraint.looks_at() or ()):
            yield Use(("matching", *at), f'the rule "{constraint.name}"', field)
    for number, criterion in enumerate(matching.criteria):
        for field in dict.fromkeys(criterion.looks_at() or ()):
            if field:
                yield Use(("matching", "criteria", number), f'the criterion "{criterion.label}"', field)
    for number, tier in enumerate(matching.priority):
        yield Use(("matching", "priority", number), "the priority", tier.field)
