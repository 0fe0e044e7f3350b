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
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Block


class FunctionAtRisk(Criterion):
    """The mentor works in a business function that is at risk for an objective it serves.

    {kind: function_at_risk, weight: 25, serves: [plant-manager-bench]}

    Without `serves`, every objective's functions count. With `of: mentee` the mentee's function is
    looked at, which decides who gets a scarce place.
    """

    kind: Literal["function_at_risk"]
    of: Literal["mentor", "mentee"] = "mentor"
    """Whose function is looked at."""
    field: Text = "function"
    """A text field."""

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
        if known.issuperset(self.serves) and not self._at_risk(facts):
            hint = "list functions_at_risk under the objective"
            yield Problem("MK304", "no objective it serves names a function at risk", ("kind",), hint)

    def _at_risk(self, facts: Facts) -> set[str]:
        served = facts.served(self.serves)
        return {fold(function) for objective in served for function in objective.functions_at_risk}

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        function = (mentor if self.of == "mentor" else mentee).text(self.field)
        return None if function is None else Fraction(fold(function) in self._at_risk(facts))

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Block:
        import numpy as np

        from mentorkit import arrays

        at_risk = self._at_risk(facts)
        people = mentors if self.of == "mentor" else mentees
        functions = [person.text(self.field) for person in people]
        hit = np.array([fold(function or "") in at_risk for function in functions], dtype=np.float32)
        known = np.array([function is not None for function in functions], dtype=bool)

        def values(rows: arrays.Some, columns: arrays.Some) -> arrays.Fractions:
            if self.of == "mentor":
                return arrays.Fractions(hit[None, columns], np.ones(1), known[None, columns])
            return arrays.Fractions(hit[rows, None], np.ones(1), known[rows, None])

        return values

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        function = (mentor if self.of == "mentor" else mentee).text(self.field)
        at_risk = self.value(mentee, mentor, facts)
        return f"{self.of} in {function}, {'' if at_risk else 'not '}at risk"
