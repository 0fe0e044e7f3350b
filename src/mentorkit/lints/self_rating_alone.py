"""A bar for mentors that rests on their own rating alone.

Who rates themselves highest is not who explains best, and a rating that opens a door is rated
generously. Ask somebody who sees the mentor at work as well: the manager, colleagues, an assessor.
Mentor competences are measured from both sides for the same reason (Fleming et al. 2013: by mentors
and by mentees).

It speaks where the vocabulary says `rated_by: self`. A rule on a rating by somebody else mends it,
if it stands under the same part (expertise or communication) or under `require`; for a self-rating
under `require`, anywhere. A rating that does not say who gave it is taken to be somebody else's.

Bad:

    vocabulary:
      fields:
        explains_clearly: {type: number, from: 1, to: 5, rated_by: self}
    qualification:
      mentors:
        communication: {rule: rating, field: explains_clearly, at_least: 4}

Good:

    vocabulary:
      fields:
        explains_clearly: {type: number, from: 1, to: 5, rated_by: peers}
    qualification:
      mentors:
        communication: {rule: rating, field: explains_clearly, at_least: 4}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._uses import mentor_rules
from mentorkit.program import Program
from mentorkit.rules import Rating, Rule


def _check(program: Program) -> Iterator[Remark]:
    rules = list(mentor_rules(program))
    seconded = {part for part, _, rule in rules if _by_others(program, rule)}
    for part, path, rule in rules:
        own = [field for field in rule.uses() if _rater(program, field) == "self"]
        if own and not seconded & ({part, "require"} if part != "require" else seconded):
            hint = "add a rule on a rating by the manager, peers or an assessor, or take theirs instead"
            yield Remark(
                f'"{own[0]}" is what mentors say of themselves, and nobody else is asked', path, hint
            )


def _rater(program: Program, field: str) -> str | None:
    spec = program.vocabulary.fields.get(field)
    return spec.rated_by if spec else None


def _by_others(program: Program, rule: Rule) -> bool:
    raters = [_rater(program, field) for field in rule.uses()]
    return any(rater != "self" and (rater or isinstance(rule, Rating)) for rater in raters)


SELF_RATING_ALONE = Lint("MK212", Severity.WARNING, _check, __doc__)
