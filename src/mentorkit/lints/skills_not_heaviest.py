"""A skill program in which something else than skills weighs most.

Where every objective develops skills, a mentor who has the wished-for skill and sits elsewhere does
more good than one next door who has not. Skills weigh most in programs that work (Insala 2016), and
criteria follow from the goals (practice 3).

It compares the criteria `covers` and `overlap` on skills, goals or topics, taken together, with the
heaviest of the others; equal is enough. What is inside a `table` of scores made elsewhere is not known,
so where that is the heaviest nothing is said.

Bad:

    objectives:
      - {id: negotiators, focus: skill_development, statement: Ten more people can negotiate}
    matching:
      criteria:
        - {kind: same, field: location, weight: 60}
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 40}

Good:

    objectives:
      - {id: negotiators, focus: skill_development, statement: Ten more people can negotiate}
    matching:
      criteria:
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 60}
        - {kind: same, field: location, weight: 40}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.criteria import Covers, Criterion, Overlap, Table
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._focus import for_skills
from mentorkit.lints._subjects import on_skills
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not for_skills(program):
        return
    criteria = program.matching.criteria
    skilled = [_rewards_skills(program, criterion) for criterion in criteria]
    together = sum(each.stated for each, skill in zip(criteria, skilled, strict=True) if skill)
    number, heaviest = max(enumerate(criteria), key=lambda each: (not skilled[each[0]], each[1].stated))
    if skilled[number] or heaviest.stated <= together or isinstance(heaviest, Table):
        return
    if any(skilled):
        message = f'"{heaviest.label}" weighs more than skills, which every objective is about'
        hint = "give skills the most weight"
        yield Remark(message, ("matching", "criteria", number), hint)
    else:
        message = "no criterion looks at skills, which every objective is about"
        hint = "add {kind: covers, mentee: development_goals, mentor: skills, weight: ...}, the heaviest"
        yield Remark(message, ("matching", "criteria"), hint)


def _rewards_skills(program: Program, criterion: Criterion) -> bool:
    fields = criterion.looks_at() or ()
    return isinstance(criterion, Covers | Overlap) and any(on_skills(program, field) for field in fields)


SKILLS_NOT_HEAVIEST = Lint("MK312", Severity.WARNING, _check, __doc__)
