"""A skill of an objective that no training teaches.

Mentors pass the skill on; a training beside them gives all mentees the same ground to start from and
mentors a common language for it (practice 5: training for mentees, mentors and managers; Allen, Eby
and Lentz 2006 tie its quality to what mentoring achieves). Many good programs leave the skill to
the mentors. Asked only where the program has trainings; a training teaches what stands under
`teaches` or in its name.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning]
    training:
      mentees:
        - {name: owning-your-goals, hours: 2}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning]
    training:
      mentees:
        - {name: owning-your-goals, hours: 2, teaches: [strategic planning]}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import links
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._skills import about_skills
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    if not links.modules(program):
        return
    yield from about_skills(
        program,
        lambda _, skill: bool(links.teaching(program, skill)),
        "no training teaches",
        "add the skill to teaches: of a training, or say in an ignore that mentors alone pass it on",
    )


SKILL_NOT_TAUGHT = Lint("MK134", Severity.NOTE, _check, __doc__)
