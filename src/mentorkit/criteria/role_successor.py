"""Criterion role_successor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from mentorkit.criteria._base import Criterion
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.section import Problem
from mentorkit.sides import Need
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Listed


class RoleSuccessor(Criterion):
    """The mentee stands for a critical role that the mentor has or had, and neither leads the other.

    {kind: role_successor, weight: 20, serves: [plant-manager-bench]}

    Candidates stand in `succession: candidates`, who has or had a role under its `incumbent` and `former`. A
    mentor in the mentee's reporting line counts 0 (OPM 2008: outside the chain of supervision), and one of
    whom that cannot be said is unknown.
    """

    kind: Literal["role_successor"]

    @property
    def confidential(self) -> bool:
        return True  # who stands for a role is the administrator's to tell

    def looks_at(self) -> tuple[str, str] | None:
        return None

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", "manager"), ("people", "manager")), *super().needs())

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        if not any(role.incumbent or role.former for role in facts.critical_roles):
            hint = "name the incumbent or former ones under succession: critical_roles"
            yield Problem("MK304", "no critical role says who has it or had it", ("kind",), hint)

    def _roles(self, mentee: Person, mentor: Person, facts: Facts) -> list[str]:
        """The roles, folded, that the mentee stands for and the mentor knows, in the program's order."""
        standing = facts.bench.candidates.get(mentee.key, {})
        titles = [fold(role.title) for role in facts.critical_roles]
        return [
            each for each in titles if each in standing and mentor.key in facts.bench.knowing.get(each, {})
        ]

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        if not self._roles(mentee, mentor, facts):
            return Fraction(0)
        related = facts.lines.related(mentee, mentor)
        return None if related is None else Fraction(not related)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Listed:
        import numpy as np

        from mentorkit import arrays

        columns_at = {mentor.key: column for column, mentor in enumerate(mentors)}
        pairs = sorted(
            {
                (row, columns_at[key])
                for row, mentee in enumerate(mentees)
                for role in facts.bench.candidates.get(mentee.key, ())
                for key in facts.bench.knowing.get(role, ())
                if key in columns_at
            }
        )
        values = [self.value(mentees[row], mentors[column], facts) for row, column in pairs]
        rows, columns = arrays.pair_numbers(pairs)
        own = arrays.Fractions(
            np.array([float(value or 0) for value in values], dtype=np.float32),
            np.ones(len(pairs)),
            np.array([value is not None for value in values], dtype=bool),
        )
        rest = arrays.Fractions(np.zeros((1, 1)), np.ones((1, 1)), np.ones((1, 1), dtype=bool))
        alike = np.zeros(len(mentees), dtype=np.int64), np.zeros(len(mentors), dtype=np.int64)
        return arrays.Listed(*alike, rest, rows, columns, own)

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        titles = {fold(role.title): role.title for role in facts.critical_roles}
        roles = self._roles(mentee, mentor, facts)
        if not roles:
            standing = facts.bench.candidates.get(mentee.key)
            return (
                "the mentor knows no role the mentee stands for"
                if standing
                else "stands for no critical role"
            )
        known = facts.bench.knowing[roles[0]][mentor.key]
        shown = ", ".join(titles[each] for each in roles)
        said = f"stands for {shown}, which the mentor {'has' if known == 'incumbent' else 'had'}"
        return said if self.value(mentee, mentor, facts) else f"{said}, but in one reporting line"
