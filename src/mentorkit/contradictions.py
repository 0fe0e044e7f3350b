"""Rules that nobody can meet, and constraints that no pair can: plain functions over a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from mentorkit.constraints import Constraint, LevelGap, ReportingLine
from mentorkit.constraints import Same as SameConstraint
from mentorkit.fields import fold, shown
from mentorkit.finding import Steps
from mentorkit.program import Program
from mentorkit.rules import Rule
from mentorkit.section import Problem
from mentorkit.vocabulary import Facts


def beyond_reach(rules: list[tuple[Steps, Rule]], facts: Facts) -> Iterator[Problem]:
    """A bar that the scale of its field does not reach."""
    for path, rule in rules:
        bound = rule.bound(facts)
        field = facts.field(bound.field) if bound else None
        if bound is None or field is None:
            continue
        if bound.low is not None and field.high is not None and bound.low > field.high:
            message = f"nobody can reach {shown(bound.low)}: {field.name} ends at {shown(field.high)}"
            yield Problem("MK203", message, (*path, bound.key))
        if bound.high is not None and field.low is not None and bound.high < field.low:
            message = f"nobody is as low as {shown(bound.high)}: {field.name} starts at {shown(field.low)}"
            yield Problem("MK203", message, (*path, bound.key))


def contradicting_rules(rules: list[tuple[Steps, Rule]], facts: Facts) -> Iterator[Problem]:
    """Bounds on one field that leave nothing between them."""
    low: dict[str, tuple[Decimal, Rule]] = {}
    high: dict[str, tuple[Decimal, Rule]] = {}
    for path, rule in rules:
        bound = rule.bound(facts)
        if bound is None:
            continue
        for limit, seen, other, sign in ((bound.low, low, high, 1), (bound.high, high, low, -1)):
            if limit is None:
                continue
            if bound.field not in seen or sign * limit > sign * seen[bound.field][0]:
                seen[bound.field] = limit, rule
            facing = other.get(bound.field)
            if facing and sign * limit > sign * facing[0]:
                message = f"nobody can meet both this and the rule {facing[1].name}"
                yield Problem("MK203", message, path, "loosen one of the two")


def contradicting_constraints(program: Program, facts: Facts) -> Iterator[Problem]:
    """Constraints that stand twice, or exclude each other."""
    for part, rules in (("never", program.matching.never), ("must", program.matching.must)):
        for number, rule in enumerate(rules):
            if _bare(rule) in map(_bare, rules[:number]):
                message = f"{rule.name} stands twice"
                yield Problem("MK011", message, ("matching", part, number), "remove one of the two")
    never = [_bare(constraint) for constraint in program.matching.never]
    gaps: dict[str, list[LevelGap]] = {}
    for number, constraint in enumerate(program.matching.must):
        path = ("matching", "must", number)
        if _bare(constraint) in never:
            yield Problem("MK303", f"{constraint.name} stands under never and under must", path)
        elif isinstance(constraint, ReportingLine):
            message = "a mentor who must be in the reporting line is a manager, not a mentor"
            yield Problem("MK303", message, path, "put reporting_line under never")
        gap = constraint if isinstance(constraint, LevelGap) else None
        if isinstance(constraint, SameConstraint) and constraint.field:
            gap = LevelGap(rule="level_gap", field=constraint.field, at_least=0, at_most=0)
        if gap and gap.at_least is not None and gap.at_least >= max(len(program.vocabulary.levels), 1):
            count = len(program.vocabulary.levels)
            message = f"no two of the {count} levels are {gap.at_least} apart"
            yield Problem("MK303", message, (*path, "at_least"))
        if gap:
            others = gaps.setdefault(gap.field, [])
            others.append(gap)
            if _empty(others):
                message = f"no pair meets both this and the rule on {gap.field} before it"
                yield Problem("MK303", message, path, "loosen one of the two")


def _bare(constraint: Constraint) -> Constraint:
    """The condition itself, without its reason and what a blank does."""
    return constraint.model_copy(update={"because": None, "unknown": None})


def _empty(gaps: list[LevelGap]) -> bool:
    low = [gap.at_least for gap in gaps if gap.at_least is not None]
    high = [gap.at_most for gap in gaps if gap.at_most is not None]
    return bool(low and high) and max(low) > min(high)


def repeated(words: Iterable[str]) -> Iterator[int]:
    """The places of words that stood before, ignoring case and spaces."""
    seen: Counter[str] = Counter()
    for number, word in enumerate(words):
        seen[fold(word)] += 1
        if seen[fold(word)] > 1:
            yield number
