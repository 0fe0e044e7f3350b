"""An objective, or one of its skills, that no message mentions.

Mentors, mentees, managers and administrators work towards a goal only if they were told of it
(practice 4: the plan, its objectives and goals are communicated to everyone concerned). A message
mentions an objective, with all its skills, that it lists under `serves` or names in its subject; or a
skill that its subject names. Asked only where the program has messages.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
    communication:
      messages:
        - {audience: managers, subject: Why we ask for an hour a week}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
    communication:
      messages:
        - {audience: managers, subject: Why we ask for an hour a week, serves: [bench]}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import links
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._skills import about_skills
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not links.messages(program):
        return
    silent = set[str]()
    for number, objective in enumerate(program.objectives):
        if not links.speaking_of(program, objective):
            silent.add(objective.id)
            hint = f"add serves: [{objective.id}] to the messages that tell people of it"
            yield Remark(f'no message mentions the objective "{objective.id}"', ("objectives", number), hint)
    yield from about_skills(
        program,
        lambda objective, skill: objective.id in silent or bool(links.speaking_of(program, objective, skill)),
        "no message mentions",
        "add the objective to serves: of a message that tells people of it",
    )


OBJECTIVE_NOT_ANNOUNCED = Lint("MK135", Severity.NOTE, _check, __doc__)
