"""Criterion function_at_risk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from mentorkit.criteria._base import Criterion
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.section import Problem, Text
from mentorkit.sides import CODES, Need
from mentorkit.vocabulary import ExitRisk, Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


THIRDS: dict[ExitRisk, int] = {"high": 3, "medium": 2, "low": 1}
"""What a function's highest exit risk counts, in thirds (our choice)."""


class FunctionAtRisk(Criterion):
    """The mentor works in a business function that is at risk for an objective it serves.

    {kind: function_at_risk, weight: 25, serves: [plant-manager-bench]}

    Without `serves`, every objective's functions count. With `of: mentee` the mentee's function is
    looked at, which decides who gets a scarce place. With `weigh: exit_risk` a function counts as its most
    endangered critical role does: 1 where its incumbent's exit risk is high, 2/3 medium, 1/3 low or not
    said (our choice).
    """

    kind: Literal["function_at_risk"]
    of: Literal["mentor", "mentee"] = "mentor"
    """Whose function is looked at."""
    field: Text = "function"
    """A text field."""
    weigh: Literal["exit_risk"] | None = None
    """Whether functions whose critical roles are likelier to fall vacant count more."""

    @property
    def confidential(self) -> bool:
        return self.weigh is not None  # how likely somebody is to leave is the administrator's to know

    @property
    def label(self) -> str:
        return self.name or ("function_at_risk" if self.of == "mentor" else "function_at_risk of mentee")

    def looks_at(self) -> tuple[str, str] | None:
        return ("", self.field) if self.of == "mentor" else (self.field, "")

    def needs(self) -> tuple[Need, ...]:
        role: Literal["mentors", "mentees"] = "mentors" if self.of == "mentor" else "mentees"
        return (((role, self.field),), *super().needs())

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["text"], CODES)
        yield from super().problems(facts)
        known = {objective.id for objective in facts.objectives}
        if known.issuperset(self.serves) and not self._thirds(facts):
            hint = "list functions_at_risk under the objective"
            yield Problem("MK304", "no objective it serves names a function at risk", ("kind",), hint)
        elif self.weigh and not any(role.exit_risk and role.function for role in facts.critical_roles):
            hint = "say function and exit_risk under succession: critical_roles"
            yield Problem("MK304", "no critical role says how likely it is to fall vacant", ("weigh",), hint)

    def _thirds(self, facts: Facts) -> dict[str, int]:
        return thirds_at_risk(facts, self.serves, self.weigh)

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        function = (mentor if self.of == "mentor" else mentee).text(self.field)
        return None if function is None else Fraction(self._thirds(facts).get(fold(function), 0), 3)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        thirds = self._thirds(facts)
        people = mentors if self.of == "mentor" else mentees
        functions = [person.text(self.field) for person in people]
        hit = np.array([thirds.get(fold(function or ""), 0) for function in functions], dtype=np.float32)
        whole = np.full(1, 3.0, dtype=np.float32)
        known = np.array([function is not None for function in functions], dtype=bool)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            if self.of == "mentor":
                return arrays.Fractions(hit[None, columns], whole, known[None, columns])
            return arrays.Fractions(hit[rows, None], whole, known[rows, None])

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        function = (mentor if self.of == "mentor" else mentee).text(self.field)
        thirds = self._thirds(facts).get(fold(function or ""), 0)
        if thirds and self.weigh:
            risk = next(risk for risk, count in THIRDS.items() if count == thirds)
            return f"{self.of} in {function}, at risk: {risk}"
        return f"{self.of} in {function}, {'' if thirds else 'not '}at risk"


def thirds_at_risk(facts: Facts, serves: Sequence[str], weigh: Literal["exit_risk"] | None) -> dict[str, int]:
    """Function at risk to the thirds that it counts."""
    served = facts.served(serves)
    found = {fold(function): 3 for objective in served for function in objective.functions_at_risk}
    if weigh is None:
        return found
    found = dict.fromkeys(found, 1)
    for role in facts.critical_roles:
        function = fold(role.function or "")
        if function in found and role.exit_risk:
            found[function] = max(found[function], THIRDS[role.exit_risk])
    return found
