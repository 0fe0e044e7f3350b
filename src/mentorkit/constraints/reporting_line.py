"""Constraint reporting_line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from mentorkit.constraints._base import Constraint
from mentorkit.people import Person
from mentorkit.sides import Need
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Listed


class ReportingLine(Constraint):
    """One of the two leads the other, at any distance.

    {rule: reporting_line}

    Under `never` it keeps mentoring outside the chain of supervision (OPM 2008). The chain is
    followed through all rosters, `people` included, as far as managers are known.
    """

    rule: Literal["reporting_line"]

    def looks_at(self) -> tuple[str, str] | None:
        return None

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", "manager"), ("people", "manager")),)

    def holds(self, mentee: Person, mentor: Person, facts: Facts) -> bool | None:
        return facts.lines.related(mentee, mentor)

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Listed:
        import numpy as np

        from mentorkit import arrays

        above, cut = facts.lines.above, facts.lines.cut
        columns_at = {mentor.key: number for number, mentor in enumerate(mentors)}
        rows_at = {mentee.key: number for number, mentee in enumerate(mentees)}
        pairs = {
            (row, columns_at[boss])
            for row, mentee in enumerate(mentees)
            for boss in above.get(mentee.key, ())
            if boss in columns_at
        } | {
            (rows_at[boss], column)
            for column, mentor in enumerate(mentors)
            for boss in above.get(mentor.key, ())
            if boss in rows_at
        }
        rows, columns = arrays.pair_numbers(sorted(pairs))
        ours = np.array([mentee.key in cut for mentee in mentees], dtype=np.int64)
        theirs = np.array([mentor.key in cut for mentor in mentors], dtype=np.int64)
        rest = arrays.Truths(np.zeros((2, 2), dtype=bool), np.array([[True, False], [False, False]]))
        own = arrays.Truths(np.ones(len(pairs), dtype=bool), np.ones(len(pairs), dtype=bool))
        return arrays.Listed(ours, theirs, rest, rows, columns, own)
