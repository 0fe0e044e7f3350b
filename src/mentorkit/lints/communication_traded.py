"""Communication that expertise can buy.

A mentor who knows everything and explains nothing must not get in. That happens where one figure
stands for both bars, so that a high mark in one hides a low mark in the other; and where
communication is only a criterion of matching, whose points an expert makes up elsewhere. Practice 2
asks for the skills and for the communication to pass them on, each by itself.

Bad:

    vocabulary:
      fields:
        review_rating: {type: number, from: 1, to: 5}
    qualification:
      mentors:
        expertise: {rule: rating, field: review_rating, at_least: 4}
        communication: {rule: rating, field: review_rating, at_least: 4}

Good:

    vocabulary:
      fields:
        review_rating: {type: number, from: 1, to: 5}
        communication_rating: {type: number, from: 1, to: 5}
    qualification:
      mentors:
        expertise: {rule: rating, field: review_rating, at_least: 4}
        communication: {rule: rating, field: communication_rating, at_least: 4}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.fields import fold
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._communication import communication_criteria, has_communication_rule
from mentorkit.lints._uses import mentor_rules
from mentorkit.program import Program
from mentorkit.rules import Rating, Rule
from mentorkit.rules.one_of import OneOf


def _check(program: Program) -> Iterator[Remark]:
    bars = list(mentor_rules(program))
    expertise = [_answers(program, rule) for part, _, rule in bars if part == "expertise"]
    bars = [(part, path, rule) for part, path, rule in bars if part == "communication"]
    # One rule on communication alone is a bar that expertise cannot lift, whatever stands beside it.
    if all(any(_answers(program, rule) & other for other in expertise) for _, _, rule in bars):
        for _, path, rule in bars:
            what = rule.name.removeprefix(f"{getattr(rule, 'rule', '')} ")
            message = f'"{what}" decides on expertise and on communication at once'
            yield Remark(message, path, "take a rating of communication alone")
    if not has_communication_rule(program):
        for number, criterion in communication_criteria(program):
            message = f'"{criterion.label}" gives points for communication, and no rule asks for it'
            hint = "add communication: under qualification: mentors:, so that expertise cannot make up for it"
            yield Remark(message, ("matching", "criteria", number), hint)


def _answers(program: Program, rule: Rule) -> frozenset[str]:
    """What meets the rule, each in words that are equal where one answer meets two rules."""
    fields = " ".join(rule.uses())
    if isinstance(rule, OneOf):
        facts = program.facts()
        return frozenset(f"{fields}: {fold(facts.word(rule.field, value))}" for value in rule.values)
    # Without `of` the lowest of all ratings decides: another bar than the rating of one thing.
    rated = f" of {fold(rule.of)}" if isinstance(rule, Rating) and rule.of else ""
    kind = "" if rule.bound(program.facts()) or isinstance(rule, Rating) else f"{getattr(rule, 'rule', '')} "
    return frozenset([f"{kind}{fields}{rated}"])


COMMUNICATION_TRADED = Lint("MK213", Severity.WARNING, _check, __doc__)
