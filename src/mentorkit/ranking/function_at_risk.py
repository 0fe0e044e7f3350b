"""Ranking function_at_risk."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from mentorkit.criteria.function_at_risk import THIRDS, thirds_at_risk
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.ranking._base import CODES, Ranking
from mentorkit.section import Problem, Text
from mentorkit.vocabulary import Facts


class AtRiskFunction(Ranking):
    """The person works in a business function that is at risk for an objective it serves.

    {kind: function_at_risk, weight: 20, serves: [plant-manager-bench]}

    Without `serves`, every objective's functions count. With `weigh: exit_risk` a function counts as its
    most endangered critical role does: 1 where its incumbent's exit risk is high, 2/3 medium, 1/3 low or
    not said (our choice).
    """

    kind: Literal["function_at_risk"]
    field: Text = "function"
    """A text field."""
    weigh: Literal["exit_risk"] | None = None
    """Whether functions whose critical roles are likelier to fall vacant count more."""

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["text"], CODES)
        known = {objective.id for objective in facts.objectives}
        if known.issuperset(self.serves) and not thirds_at_risk(facts, self.serves, self.weigh):
            hint = "list functions_at_risk under the objective"
            yield Problem("MK204", "no objective it serves names a function at risk", ("kind",), hint)
        elif self.weigh and not any(role.exit_risk and role.function for role in facts.critical_roles):
            hint = "say function and exit_risk under succession: critical_roles"
            yield Problem("MK204", "no critical role says how likely it is to fall vacant", ("weigh",), hint)

    def _thirds(self, person: Person, facts: Facts) -> int:
        function = fold(person.text(self.field) or "")
        return thirds_at_risk(facts, self.serves, self.weigh).get(function, 0)

    def value(self, person: Person, facts: Facts) -> Fraction | None:
        return None if person.text(self.field) is None else Fraction(self._thirds(person, facts), 3)

    def sentence(self, person: Person, facts: Facts) -> str:
        thirds, own = self._thirds(person, facts), person.text(self.field)
        if thirds and self.weigh:
            return f"{own}, at risk: {next(risk for risk, count in THIRDS.items() if count == thirds)}"
        return f"{own}, {'' if thirds else 'not '}at risk"
