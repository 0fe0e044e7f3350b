"""A level gap of 0, or of more than three.

A mentor at the mentee's own level has not taken the next step yet; for one who is four levels above it
is long ago, and the two have little work in common. A mentor at the next career level fits best (Insala
2016); up to three is our choice.

It looks at what the hard rules on levels leave together, and at the ideal of a criterion. A gap of 0 is
no matter where every objective develops skills: colleagues teach each other. An open end is no
matter where a criterion draws the pairs to one, two or three levels, and nothing is said of
mentors below their mentees where no other gap is allowed: that is reverse mentoring.

Bad:

    vocabulary:
      levels: [analyst, specialist, team lead, manager, director, executive]
    matching:
      must:
        - {rule: level_gap, at_least: 0, at_most: 2}
      criteria:
        - {kind: overlap, field: languages, weight: 1}

Good:

    vocabulary:
      levels: [analyst, specialist, team lead, manager, director, executive]
    matching:
      must:
        - {rule: level_gap, at_least: 1, at_most: 2}
      criteria:
        - {kind: overlap, field: languages, weight: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.criteria.level_gap import LevelGap
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._focus import for_skills
from mentorkit.lints._gaps import GapRule, allowed_gaps, gap_rules, has_levels
from mentorkit.program import Program

MOST = 3
"""Levels above the mentee from which a mentor still sees the next step (our choice)."""


def _check(program: Program) -> Iterator[Remark]:
    peers = for_skills(program)
    criteria = [
        (number, criterion)
        for number, criterion in enumerate(program.matching.criteria)
        if isinstance(criterion, LevelGap)
    ]
    for field in program.vocabulary.known_fields:
        ideals = [each.ideal for _, each in criteria if each.field == field]
        if has_levels(program, field):
            yield from _ruled(program, field, peers, steered=any(1 <= ideal <= MOST for ideal in ideals))
    for number, criterion in criteria:
        if criterion.ideal > MOST or (criterion.ideal == 0 and not peers):
            where = f"{criterion.ideal} levels above" if criterion.ideal else "at the level of"
            message = f'"{criterion.label}" looks for mentors {where} the mentee'
            hint = f"one level above is where the mentee goes next; up to {MOST} still see it"
            yield Remark(message, ("matching", "criteria", number), hint)


def _ruled(program: Program, field: str, peers: bool, steered: bool) -> Iterator[Remark]:
    """What is wrong with the gaps that the hard rules leave, at the rule that leaves them."""
    rules = gap_rules(program, field)
    must = [rule for rule in rules if not rule.never]
    gaps = allowed_gaps(program, rules)
    if not must or not gaps:
        return
    low, high = _first(rules, "low"), _first(rules, "high")
    if 0 in gaps and not peers and (low or not steered):
        message = "this lets a mentor be at the mentee's own level"
        yield Remark(message, (low or must[0]).path, "set at_least: 1")
    if max(gaps) > MOST and (high or not steered):
        message = f"this lets a mentor be {max(gaps)} levels above the mentee"
        yield Remark(message, (high or must[0]).path, f"set at_most: {MOST} or less")


def _first(rules: list[GapRule], end: str) -> GapRule | None:
    """The first rule under must that closes this end of the interval."""
    return next((rule for rule in rules if not rule.never and getattr(rule, end) is not None), None)


LEVEL_GAP_UNFIT = Lint("MK314", Severity.WARNING, _check, __doc__)
