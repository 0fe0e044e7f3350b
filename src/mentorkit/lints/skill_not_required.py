"""A skill of an objective that no mentor must bring.

Mentors are qualified in the skills that the goals target (practice 2); a skill that no rule asks for is
there only if it happens to be. `covers_objectives` asks for the skills of every objective that has
as many as it counts: with `at_least: 2`, an objective of one skill qualifies nobody. A rule that
names the skill asks for it too, and so does a required training that teaches it. Where no rule asks
for any skill at all, that is said once (MK210).

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning, change leadership]
    qualification:
      mentors:
        expertise: {rule: one_of, field: skills, values: [strategic planning]}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning, change leadership]
    qualification:
      mentors:
        expertise: {rule: covers_objectives, at_least: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import links
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._skills import about_skills
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    asked = {
        (objective.id, skill)
        for objective in program.objectives
        for skill in objective.skills
        if links.asking_for(program, objective, skill)
    }
    if not asked and not program.qualification.mentors.expertise:
        return
    hint = "use covers_objectives under qualification: mentors: expertise, or a rule that names the skill"
    yield from about_skills(
        program, lambda objective, skill: (objective.id, skill) in asked, "no mentor must bring", hint
    )


SKILL_NOT_REQUIRED = Lint("MK132", Severity.WARNING, _check, __doc__)
