"""Mentors whose expertise nobody asks for.

Without a rule on skills everybody who signs up is a mentor, whether or not they can teach what the
program is for. Mentors are qualified in the targeted skills first, and fewer good ones serve a
program better than many (practice 2: quality over quantity).

A rule on a field of skills under `require` counts too, and so does a pair rule `shares` under `must`
that asks for a skill in common.

Bad:

    qualification:
      mentors:
        require:
          - {rule: on_or_before, field: hire_date, value: 2025-01-11}

Good:

    qualification:
      mentors:
        require:
          - {rule: on_or_before, field: hire_date, value: 2025-01-11}
        expertise: {rule: one_of, field: skills, values: [Negotiation, Budgeting]}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.constraints import Shares
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._subjects import on_skills
from mentorkit.lints._uses import mentor_rules
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    required = any(
        part == "expertise" or (part == "require" and any(on_skills(program, name) for name in rule.uses()))
        for part, _, rule in mentor_rules(program)
    )
    shared = any(
        isinstance(rule, Shares) and on_skills(program, rule.mentor_field) for rule in program.matching.must
    )
    if not required and not shared:
        hint = "add expertise: under qualification: mentors:, such as {rule: covers_objectives, at_least: 1}"
        yield Remark("no rule asks for a mentor's expertise", ("qualification", "mentors"), hint)


NO_EXPERTISE_RULE = Lint("MK210", Severity.WARNING, _check, __doc__)
