"""Constraint reporting_line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from mentorkit.constraints._base import Constraint
from mentorkit.people import Person
from mentorkit.sides import Need
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import TruthBlock


class ReportingLine(Constraint):
    """One of the two leads the other, at any distance.

    {rule: reporting_line}

    Under `never` it keeps mentoring outside the chain of supervision (OPM 2008). The chain is
    followed through all rosters, `people` included, as far as managers are known.
    """

    rule: Literal["reporting_line"]

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", "manager"), ("people", "manager")),)

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        return facts.lines.related(mentee, mentor)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> TruthBlock:
        import numpy as np

        from mentorkit import arrays

        above, cut = facts.lines.above, facts.lines.cut
        columns = {mentor.key: number for number, mentor in enumerate(mentors)}
        rows_at = {mentee.key: number for number, mentee in enumerate(mentees)}
        pairs = {
            (row, columns[boss])
            for row, mentee in enumerate(mentees)
            for boss in above.get(mentee.key, ())
            if boss in columns
        } | {
            (rows_at[boss], column)
            for column, mentor in enumerate(mentors)
            for boss in above.get(mentor.key, ())
            if boss in rows_at
        }
        related = arrays.scattered(len(mentees), [(row, column, 1) for row, column in pairs], len(mentors))
        whole = np.array([mentee.key not in cut for mentee in mentees], dtype=bool)
        whole_theirs = np.array([mentor.key not in cut for mentor in mentors], dtype=bool)

        def truths(rows: arrays.Rows) -> arrays.Truths:
            holds = related(rows) > 0
            return arrays.Truths(holds, holds | arrays.outer(whole[rows], whole_theirs))

        return truths
