"""A skill of an objective that no criterion rewards.

A mentor who brings it scores no higher than one who does not, so the pairs will be good at something
else (practice 3: matching criteria follow from the goals; Insala 2016 gives skills the most weight).
`covers` and `overlap` on lists of skills reward the skills of every objective they serve, or of all
where they do not say; a `table` of assessments that serves the objective does, and so does any
criterion on a field or of a name that holds the skill's.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning]
    matching:
      criteria:
        - {kind: same, field: function, weight: 1, serves: [bench]}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        skills: [strategic planning]
    matching:
      criteria:
        - {kind: covers, mentee: development_goals, mentor: skills, weight: 1, serves: [bench]}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import links
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.lints._skills import about_skills
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    return about_skills(
        program,
        lambda objective, skill: bool(links.rewarding(program, objective, skill)),
        "no criterion rewards",
        "add a criterion covers of development_goals by skills that serves the objective",
    )


SKILL_NOT_REWARDED = Lint("MK133", Severity.WARNING, _check, __doc__)
