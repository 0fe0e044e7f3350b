"""A training that comes after the launch.

What people expect of each other is settled in the first meetings. Whoever is trained afterwards has
begun without it, and a mentor who has to reach a bar by a training is matched before reaching it, or
waits while the others start (MENTOR, Elements of Effective Practice: training before the match).

Bad:

    launch: 2027-01-11
    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-29}

Good:

    launch: 2027-01-11
    training:
      mentors:
        - {name: mentoring basics, hours: 3, due: 2027-01-08}
        - {name: the second half, hours: 1, due: 2027-06-18}

A training that goes on with an earlier one, 30 days or more into the program (our choice), is not
meant, unless a rule makes people wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._startup import late
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for role in ("mentors", "mentees", "managers"):
        for number, module in late(program, role):
            said = f'"{module.name}" for {role} is due on {module.due}, after the launch on {program.launch}'
            hint = "let it end before the launch, or move the launch"
            yield Remark(said, ("training", role, number, "due"), hint)


TRAINING_AFTER_LAUNCH = Lint("MK511", Severity.WARNING, _check, __doc__)
