"""A role that gets no training.

How good the training was, in the eyes of mentors and mentees, goes together with how much they got
out of the program (Allen, Eby & Lentz 2006). Mentees who do not know how to bring a question and
managers who do not know what is going on weaken a pair as surely as a mentor who only talks
(practice 5: training for mentees, mentors and managers).

Bad:

    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-08}

Good:

    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-08}
      mentees:
        - {name: owning your goals, hours: 2, due: 2027-01-08}
      managers:
        - {name: supporting a mentee, hours: 1, due: 2027-01-08}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program

ROLES = ("mentors", "mentees", "managers")


def _check(program: Program) -> Iterator[Remark]:
    plan = program.training
    without = [role for role in ROLES if not getattr(plan, role, ())]
    if len(without) == len(ROLES):
        path = () if plan is None else ("training",)
        hint = "add training: with a module for mentors, for mentees and for managers"
        yield Remark("nobody is trained for their part: the program has no training", path, hint)
        return
    for role in without:
        hint = f"add {role}: with name, hours and due; an hour's briefing is a training too"
        yield Remark(f"{role} get no training", ("training",), hint)


ROLE_WITHOUT_TRAINING = Lint("MK510", Severity.WARNING, _check, __doc__)
