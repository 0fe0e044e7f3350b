"""A training that nobody must complete.

What is left to choice is taken by those who need it least. A training that matters for the part is required
of its role, or a rule waits for it (MENTOR, Elements of Effective Practice: training before the match); one
that does not is an offer, and better announced as one than counted as a plan.

Bad:

    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-08, required: false}

Good:

    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-08}

A training that is required of any role, or that a rule of the qualification names, is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.fields import fold
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._startup import awaited
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if program.training is None:
        return
    modules = list(program.training.modules())
    needed = {fold(module.name) for _, _, module in modules if module.required} | awaited(program)
    for role, number, module in modules:
        if fold(module.name) not in needed:
            hint = "take away required: false, or let a rule training_completed wait for it"
            said = f'nobody must complete "{module.name}" for {role}'
            yield Remark(said, ("training", role, number), hint)


TRAINING_FOR_NOBODY = Lint("MK514", Severity.NOTE, _check, __doc__)
