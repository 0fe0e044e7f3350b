"""An objective that names no skill.

Mentors are qualified in the skills that a goal targets, pairs are scored by them and trainings teach
them (practices 2, 3 and 5); where the goal names none, these have nothing to follow from. A goal
that mentors serve otherwise, say by a view from outside, may do without: then ignore this and
say what it is that they pass on.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning, change leadership]
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        if not objective.skills:
            message = f'the objective "{objective.id}" names no skill that mentors pass on'
            yield Remark(message, ("objectives", number), "add skills: with what mentees shall learn for it")


NO_SKILLS = Lint("MK120", Severity.NOTE, _check, __doc__)
