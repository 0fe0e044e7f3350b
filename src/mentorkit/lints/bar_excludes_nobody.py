"""A bar that cannot exclude anyone.

A rule at the bottom of its scale reads like a check and is none: everybody who has a value meets it,
and the reader believes that mentors were chosen (practice 2: quality over quantity). The same holds
for a training that lifts even the lowest rating to the bar, and for a level rule that lets every
level through.

It needs to know the scale: `from` and `to` of a field, or the levels. Where the rule is only there to
make sure that the cell is filled, say so in an ignore.

Bad:

    vocabulary:
      fields:
        communication_rating: {type: number, from: 1, to: 7}
    qualification:
      mentors:
        communication: {rule: rating, field: communication_rating, at_least: 1}

Good:

    vocabulary:
      fields:
        communication_rating: {type: number, from: 1, to: 7}
    qualification:
      mentors:
        communication: {rule: rating, field: communication_rating, at_least: 5}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mentorkit.fields import fold, shown
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._uses import rules
from mentorkit.program import Program
from mentorkit.rules import Rating, Rule
from mentorkit.rules.one_of import OneOf
from mentorkit.vocabulary import Facts


def _check(program: Program) -> Iterator[Remark]:
    facts = program.facts()
    for path, rule in rules(program):
        if message := _why(rule, facts):
            hint = "ask for more, or leave the rule out"
            yield Remark(f"this excludes nobody: {message}", path, hint)


def _why(rule: Rule, facts: Facts) -> str:
    """Why everybody with a value meets the rule, blank where somebody may not."""
    if isinstance(rule, OneOf):
        named = {fold(value) for value in rule.values}
        levels = set(map(fold, facts.vocabulary.levels))
        found = facts.field(rule.field)
        every = found is not None and found.type == "level" and levels and levels <= named
        return "the rule lists every level" if every else ""
    field, low, high = _bound(rule, facts)
    known = facts.field(field)
    if known is None:
        return ""
    if known.type == "level":
        return _levels(low, high, facts)
    if low is not None and known.low is not None and low <= known.low:
        what = "with the training, " if isinstance(rule, Rating) and rule.after else ""
        return f'{what}{shown(low)} is enough, and "{field}" starts at {shown(known.low)}'
    if high is not None and known.high is not None and high >= known.high:
        return f'{shown(high)} is still allowed, and "{field}" ends at {shown(known.high)}'
    return ""


def _bound(rule: Rule, facts: Facts) -> tuple[str, Decimal | None, Decimal | None]:
    """The field and the lowest and highest value that may pass, a training included."""
    if isinstance(rule, Rating):
        low = rule.at_least if rule.conditional_from is None else rule.conditional_from
        return rule.field, low, None
    bound = rule.bound(facts)
    return (bound.field, bound.low, bound.high) if bound else ("", None, None)


def _levels(low: Decimal | None, high: Decimal | None, facts: Facts) -> str:
    names = facts.vocabulary.levels
    if low is not None and low <= 0:
        return f'"{names[0]}" is the lowest level'
    if high is not None and high >= len(names) - 1:
        return f'"{names[-1]}" is the highest level'
    return ""


BAR_EXCLUDES_NOBODY = Lint("MK214", Severity.WARNING, _check, __doc__)
