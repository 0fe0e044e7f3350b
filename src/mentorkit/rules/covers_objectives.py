"""Rule covers_objectives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Limits

from mentorkit.fields import FieldType, fold
from mentorkit.people import Person
from mentorkit.rules._base import FieldRule, Verdict, judged
from mentorkit.section import Problem, Text
from mentorkit.vocabulary import Facts, Objective


def brought(person: Person, objective: Objective, field: str = "skills") -> tuple[str, ...]:
    """The skills of an objective that a person brings, in the objective's order."""
    own = {fold(item) for item in person.items(field)}
    return tuple(skill for skill in objective.skills if fold(skill) in own)


class CoversObjectives(FieldRule):
    """A mentor brings skills that the objectives target.

    {rule: covers_objectives, at_least: 1}

    At least that many skills of one objective, or of every objective with `each: true`.
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("list", "ratings")

    rule: Literal["covers_objectives"]
    field: Text = "skills"
    """The list of skills."""
    at_least: Annotated[int, Limits(ge=1)] = 1
    """How many skills of an objective (our choice: 1)."""
    each: bool = False
    """Whether every objective must be covered."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        sizes = [len(objective.skills) for objective in facts.objectives if objective.skills]
        most = (min if self.each else max)(sizes, default=0)
        if most < self.at_least:
            skills = f"{self.at_least} skill{'s' * (self.at_least > 1)}"
            message = f"nobody can bring {skills} of an objective that names {most}"
            hint = "list skills under objectives, or lower at_least"
            yield Problem("MK203", message, ("at_least",), hint)

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        if not person.knows(self.field):
            return None
        targeted = [objective for objective in facts.objectives if objective.skills]
        found = {objective.id: brought(person, objective, self.field) for objective in targeted}
        enough = [name for name, skills in found.items() if len(skills) >= self.at_least]
        passed = len(enough) == len(targeted) if self.each else bool(enough)
        words = "; ".join(f"{', '.join(skills)} ({name})" for name, skills in found.items() if skills)
        missing = " of every objective" if self.each else " of an objective"
        needed = f"{self.at_least} skill{'s' * (self.at_least > 1)}{missing} needed"
        return judged(passed, f"brings {words}", f"brings {words or 'no targeted skill'}; {needed}")
