"""A criterion that hard rules already decide.

Where every pair must share a department, points for the same department go to all pairs alike; where
none may, to none. The weight is spent on nothing, the other criteria count for less of a hundred than
they seem to, and scores look better or worse than they are. Criteria tell the possible pairs apart
(practice 3).

It works out what the rules under `must` and `never` leave: for levels all of them together, for other
fields one rule on the same two fields. Where a rule lets blank cells through, a criterion that tells
blank from filled still decides something, and nothing is said.

Bad:

    matching:
      never:
        - {rule: same, field: department}
      criteria:
        - {kind: same, field: department, weight: 40}
        - {kind: overlap, field: languages, weight: 60}

Good:

    matching:
      never:
        - {rule: same, field: department}
      criteria:
        - {kind: same, field: function, weight: 40}
        - {kind: overlap, field: languages, weight: 60}
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from mentorkit.constraints import Constraint, Shares
from mentorkit.constraints import Same as MustBeSame
from mentorkit.constraints.within import Within
from mentorkit.criteria import Covers, Criterion, Overlap, Same
from mentorkit.criteria.closeness import Closeness
from mentorkit.criteria.level_gap import LevelGap
from mentorkit.fields import shown
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._gaps import allowed_gaps, gap_rules, has_levels
from mentorkit.program import Program

Settled = tuple[Fraction, str, bool]
"""The value that all allowed pairs have, the rule that says so, whether it keeps blank cells out."""


def _check(program: Program) -> Iterator[Remark]:
    for number, criterion in enumerate(program.matching.criteria):
        for value, rule, filled in _settled(program, criterion):
            # Of those who did not ask, the part is 0 whatever the value.
            alike = value == 0 or criterion.asked_by is None
            if alike and (filled or Fraction(criterion.unknown) == value):
                percent = shown(Decimal(round(value * 1000)) / 10)
                message = f'"{criterion.label}" is {percent} % for every pair that "{rule}" allows'
                hint = "leave the criterion out, or loosen the rule"
                yield Remark(message, ("matching", "criteria", number), hint)
                break


def _settled(program: Program, criterion: Criterion) -> Iterator[Settled]:
    fields = criterion.looks_at()
    if fields is None:
        return
    if fields[0] == fields[1] and has_levels(program, fields[0]):
        yield from _by_levels(program, criterion, fields[0])
        return
    for _, never, rule in program.matching.constraints():
        if rule.looks_at() != fields:
            continue
        value = _decided(program, criterion, rule, never)
        if value is not None:
            yield Fraction(value), _named(rule, never), rule.blank_forbids(never)


def _by_levels(program: Program, criterion: Criterion, field: str) -> Iterator[Settled]:
    rules = gap_rules(program, field)
    if not rules:
        return
    values: set[Fraction] = set()
    for gap in allowed_gaps(program, rules):
        if isinstance(criterion, LevelGap):
            values.add(max(Fraction(0), 1 - Fraction(abs(gap - criterion.ideal), criterion.tolerance + 1)))
        elif isinstance(criterion, Same):
            values.add(Fraction(gap == 0))
    if len(values) == 1:
        names = ", ".join(_named(rule.constraint, rule.never) for rule in rules)
        yield values.pop(), names, any(rule.constraint.blank_forbids(rule.never) for rule in rules)


def _decided(program: Program, criterion: Criterion, rule: Constraint, never: bool) -> int | None:
    """The value of a criterion wherever this rule on the same fields allows a pair; None where it varies."""
    known, fields = program.vocabulary.known_fields, criterion.looks_at() or ()
    single = all(field in known and known[field].type == "text" for field in fields)
    # A text shares something only if it is the same.
    same = isinstance(rule, MustBeSame) or (isinstance(rule, Shares) and single and rule.at_least == 1)
    match criterion:
        case Same() if same:
            return 0 if never else 1
        case Same() if isinstance(rule, Within):
            return 0 if never else (1 if rule.at_most == 0 else None)
        case Covers() if same and single:
            return 0 if never else 1
        case Covers() | Overlap() if isinstance(rule, Shares) and never and rule.at_least == 1:
            return 0
        case Closeness() if same and not never:
            return 1
        case Closeness() if isinstance(rule, Within):
            decides = rule.at_most >= criterion.none if never else rule.at_most <= criterion.full
            return int(not never) if decides else None
    return None


def _named(rule: Constraint, never: bool) -> str:
    return f"{'never' if never else 'must'} {rule.name}"


DECIDED_BY_RULES = Lint("MK319", Severity.WARNING, _check, __doc__)
