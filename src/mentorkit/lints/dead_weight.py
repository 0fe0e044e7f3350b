"""A criterion that has the same value for every pair.

It takes a share of the weight and decides nothing: all scores move up or down together, and the
criteria that do tell pairs apart count less of a hundred than they seem to. Either everybody is alike
in it, which is good to know, or something in the rosters is not read as it was meant (practice 3:
criteria that follow from the goals, and so should tell people apart).

Bad:

    program.yaml                                        both rosters
    criteria:                                           id,location
      - {kind: same, field: location, weight: 40}       e1,Lyon
                                                        m1,Lyon

Good:

    program.yaml                                        both rosters
    criteria:                                           id,function
      - {kind: same, field: function, weight: 40}       e1,Finance
                                                        m1,Operations

Every pair of the rosters is looked at, exactly. Fewer than three people on a side tell nothing, and a
`table` of scores made elsewhere is not judged.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from mentorkit.criteria import Criterion, Table
from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.roster_checks import TELLING
from mentorkit.vocabulary import Facts

if TYPE_CHECKING:
    from mentorkit.arrays import Array, Fractions

ROWS = 256
"""Mentees that are looked at together; most criteria tell pairs apart among the first of them."""


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    if min(len(mentors.people), len(mentees.people)) < TELLING:
        return
    facts = program.facts()
    for number, criterion in enumerate(program.matching.criteria):
        if isinstance(criterion, Table) or criterion.confidential:  # they look at more than the two rosters
            continue
        value, known = _only(criterion, mentors.people, mentees.people, facts)
        if value is None:
            continue
        if not any(map(criterion.counts_for, mentees.people)):
            said = f'nobody asked for "{criterion.label}", which counts 0 for every pair'
            hint = f"are the answers in {criterion.asked_by} read as they were meant?"
        elif known:
            said = f'"{criterion.label}" has the same value, {_number(value)}, for every pair'
            hint = "leave it out, or use one that tells the pairs apart"
        else:
            said = f'"{criterion.label}" is known of no pair, and counts {_number(value)} for all of them'
            hint = "is a column blank, or are its cells not what the criterion looks for?"
        yield Remark(f"{said}: its weight decides nothing", ("matching", "criteria", number), hint)


def _only(
    criterion: Criterion, mentors: Sequence[Person], mentees: Sequence[Person], facts: Facts
) -> tuple[Fraction | None, bool]:
    """The one value of all pairs and whether any is known; None where pairs differ."""
    values: set[Fraction] = set()
    asking = [mentee for mentee in mentees if criterion.counts_for(mentee)]
    if len(asking) < len(mentees):
        values.add(Fraction(0))
    told = False
    for found, known in _seen(criterion, mentors, asking, facts):
        told |= known
        values.add(found)
        if len(values) > 1:
            return None, True
    return next(iter(values), None), told


def _seen(
    criterion: Criterion, mentors: Sequence[Person], mentees: Sequence[Person], facts: Facts
) -> Iterator[tuple[Fraction, bool]]:
    """Values that pairs have, each with whether it is known, until all pairs are looked at."""
    import numpy as np

    from mentorkit.arrays import ALL, Fractions, Listed

    looks_at = criterion.looks_at()
    if looks_at is not None:
        mentees, mentors = _unlike(mentees, looks_at[0]), _unlike(mentors, looks_at[1])
    if not mentees:
        return
    block = criterion.block(mentees, mentors, facts)
    blank = Fraction(criterion.unknown)
    if isinstance(block, Listed):
        if isinstance(block.own, Fractions) and isinstance(block.rest, Fractions):
            yield from _distinct(block.own, blank)
            sizes = np.outer(np.bincount(block.left), np.bincount(block.right))
            np.subtract.at(sizes, (block.left[block.rows], block.right[block.columns]), 1)
            rest = _whole(block.rest)
            for left, right in np.argwhere(sizes > 0):
                one = Fractions(*(array[left : left + 1, right : right + 1] for array in rest))
                yield from _distinct(one, blank)
        return
    for start in range(0, len(mentees), ROWS):
        yield from _distinct(block(slice(start, start + ROWS), ALL), blank)


def _whole(values: Fractions) -> tuple[Array, Array, Array]:
    """Numerators, denominators and which are known, all of one shape."""
    import numpy as np

    numerator, denominator, known = np.broadcast_arrays(values.numerator, values.denominator, values.known)
    return numerator, denominator, known


def _distinct(values: Fractions, blank: Fraction) -> Iterator[tuple[Fraction, bool]]:
    """A known value of a block, another one where there is one, and what blanks count."""
    numerator, denominator, known = _whole(values)
    if not known.all():
        yield blank, False
    tops, bottoms = numerator[known], denominator[known]
    if tops.size:
        if tops.dtype.kind == "f":  # counts, which float32 holds and whose products it does not
            tops, bottoms = tops.astype("float64"), bottoms.astype("float64")
        yield Fraction(int(tops[0]), int(bottoms[0])), True
        unlike = tops * bottoms[0] != tops[0] * bottoms
        if unlike.any():
            other = int(unlike.argmax())
            yield Fraction(int(tops[other]), int(bottoms[other])), True


def _unlike(people: Sequence[Person], field: str) -> list[Person]:
    """One of all people whose cells are equal."""
    seen: dict[Hashable, Person] = {}
    for person in people:
        value = person.values.get(field)
        seen.setdefault(tuple(value.items()) if isinstance(value, Mapping) else value, person)
    return list(seen.values())


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"


DEAD_WEIGHT = RosterLint("MK831", Severity.WARNING, _check, __doc__)
