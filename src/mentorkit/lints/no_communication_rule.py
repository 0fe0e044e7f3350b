"""Mentors whose communication nobody asks for.

Knowing a skill and passing it on are two things. Communication is one of the six competences that
mentors are assessed on (Fleming et al. 2013; Hyun et al. 2022), and practice 2 qualifies mentors in
it beside the targeted skills.

A rule on such a rating that stands under `require` or `expertise` counts too: one on a field or
rating whose name speaks of communication, coaching, explaining, listening or teaching. Where
communication is only a criterion of matching, MK213 says so instead.

Bad:

    qualification:
      mentors:
        expertise: {rule: one_of, field: skills, values: [Negotiation, Budgeting]}

Good:

    vocabulary:
      fields:
        communication_rating: {type: number, from: 1, to: 7}
    qualification:
      mentors:
        expertise: {rule: one_of, field: skills, values: [Negotiation, Budgeting]}
        communication: {rule: rating, field: communication_rating, at_least: 5}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._communication import communication_criteria, has_communication_rule
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not has_communication_rule(program) and not any(communication_criteria(program)):
        hint = (
            "add communication: under qualification: mentors:, such as a rule rating on what colleagues say"
        )
        message = "no rule asks whether a mentor can pass skills on"
        yield Remark(message, ("qualification", "mentors"), hint)


NO_COMMUNICATION_RULE = Lint("MK211", Severity.WARNING, _check, __doc__)
