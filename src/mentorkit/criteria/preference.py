"""Criterion preference."""

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
    from mentorkit.arrays import Listed


PREFERENCES = "preferences"
"""The built-in field."""


def named(field: str, choosers: Sequence[Person], chosen: Sequence[Person]) -> Iterator[tuple[int, int, int]]:
    """(chooser, chosen, n + 1 - rank) for everyone named among n, the best rank where named twice."""
    by_name: dict[str, list[int]] = {}
    for number, person in enumerate(chosen):
        for name in _names(person):
            by_name.setdefault(name, []).append(number)
    for number, person in enumerate(choosers):
        items = person.items(field)
        best: dict[int, int] = {}
        for rank, item in enumerate(items):
            for other in by_name.get(fold(item), ()):
                best.setdefault(other, len(items) - rank)
        yield from ((number, other, points) for other, points in best.items())


def _names(person: Person) -> set[str]:
    """What a person may be called."""
    given = (person.text("email"), person.text("name"))
    return {person.key, *(fold(name) for name in given if name)}


class Preference(Criterion):
    """How high the two rank each other among the people they named.

    {kind: preference, weight: 10}

    Of n names, rank k counts (n + 1 - k) / n and everybody else 0; the mean of the sides that named
    anyone, unknown where neither did. People are named by id, e-mail address or name; a name that is
    nobody's is still a name. A say in the match goes together with what both get out of it (Allen, Eby &
    Lentz 2006).
    """

    kind: Literal["preference"]
    field: Text = PREFERENCES
    """The list of names, best first."""

    def looks_at(self) -> tuple[str, str] | None:
        return None

    def needs(self) -> tuple[Need, ...]:
        return ((("mentees", self.field), ("mentors", self.field)), *super().needs())

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from facts.misfits(self.field, ["list"], CODES)
        yield from super().problems(facts)

    def _points(self, chooser: Person, chosen: Person) -> int:
        """N + 1 - rank, 0 where not named."""
        names, own = chooser.items(self.field), _names(chosen)
        ranks = [rank for rank, name in enumerate(names) if fold(name) in own]
        return len(names) - ranks[0] if ranks else 0

    def value(self, mentee: Person, mentor: Person, facts: Facts) -> Fraction | None:
        sides = [
            Fraction(self._points(one, other), len(one.items(self.field)))
            for one, other in ((mentee, mentor), (mentor, mentee))
            if one.items(self.field)
        ]
        return sum(sides, Fraction(0)) / len(sides) if sides else None

    def block(self, mentees: Sequence[Person], mentors: Sequence[Person], facts: Facts) -> Listed:
        import numpy as np

        from mentorkit import arrays

        ours = {(i, j): points for i, j, points in named(self.field, mentees, mentors)}
        theirs = {(i, j): points for j, i, points in named(self.field, mentors, mentees)}
        pairs = sorted({*ours, *theirs})
        rows, columns = arrays.pair_numbers(pairs)
        many = np.array([len(mentee.items(self.field)) for mentee in mentees], dtype=np.int64)
        many_theirs = np.array([len(mentor.items(self.field)) for mentor in mentors], dtype=np.int64)
        n, m = many[rows], many_theirs[columns]
        # The mean of a/n and b/m over one denominator; a side that named nobody drops out.
        a = np.array([ours.get(pair, 0) for pair in pairs], dtype=np.int64)
        b = np.array([theirs.get(pair, 0) for pair in pairs], dtype=np.int64)
        top = a * np.maximum(m, 1) + b * np.maximum(n, 1)
        bottom = ((n > 0).astype(np.int64) + (m > 0)) * np.maximum(n, 1) * np.maximum(m, 1)
        said = np.array([[False, True], [True, True]])
        rest = arrays.Fractions(np.zeros((2, 2)), np.ones((2, 2)), said)
        own = arrays.Fractions(top, bottom, np.ones(len(pairs), dtype=bool))
        return arrays.Listed(
            (many > 0).astype(np.int64), (many_theirs > 0).astype(np.int64), rest, rows, columns, own
        )

    def sentence(self, mentee: Person, mentor: Person, facts: Facts) -> str:
        said = []
        for who, one, other in (("mentee", mentee, mentor), ("mentor", mentor, mentee)):
            points, named = self._points(one, other), len(one.items(self.field))
            if points:
                said.append(f"the {who}'s choice {named + 1 - points} of {named}")
            elif named:
                said.append(f"not among the {who}'s choices")
        return " and ".join(said)
