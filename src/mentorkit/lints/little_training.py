"""Less than two hours of training for the start.

In an hour people hear what the program is; they do not try out a first conversation or settle what
is confidential. Two hours before the match is the least that MENTOR's Elements of Effective Practice
ask for.

Bad:

    launch: 2027-01-11
    training:
      mentors:
        - {name: mentoring basics, hours: 1, due: 2027-01-08}

Good:

    launch: 2027-01-11
    training:
      mentors:
        - {name: mentoring basics, hours: 2, due: 2027-01-08}

Counted are the trainings of mentors and of mentees that prepare for the start. A role without any, or
with a training whose hours are not given, is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mentorkit.fields import shown
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._startup import preparing
from mentorkit.program import Program

LEAST = Decimal(2)
"""Hours (MENTOR, Elements of Effective Practice)."""


def _check(program: Program) -> Iterator[Remark]:
    for role in ("mentors", "mentees"):
        hours = [module.hours for module in preparing(program, role)]
        known = [each for each in hours if each is not None]
        total = sum(known, Decimal(0))
        if hours and len(known) == len(hours) and total < LEAST:
            said = f"{role} get {shown(total)} hour{'s' * (total != 1)} of training for the start"
            hint = "plan two hours at least, in one training or several"
            yield Remark(f"{said}, less than {LEAST}", ("training", role), hint)


LITTLE_TRAINING = Lint("MK512", Severity.NOTE, _check, __doc__)
