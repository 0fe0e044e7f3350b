"""From scores to the best set of pairs, proven."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.candidates import collect
from mentorkit.assignment.prices import bound
from mentorkit.assignment.search import search
from mentorkit.assignment.ties import canonical
from mentorkit.finding import CannotRun
from mentorkit.program import Program
from mentorkit.scores import FULL, Scores

EXACT = 1 << 53
"""The solver computes in float64, which is exact below this."""


@dataclass(frozen=True)
class Certificate:
    """What was reached for one aim, and a bound that no set of pairs can exceed."""

    aim: str
    """count (matched mentees) or total (points)."""
    value: int
    bound: int


@dataclass(frozen=True)
class Assignment:
    """The best set of pairs; mentees and mentors by their index in the scores."""

    pairs: tuple[tuple[int, int], ...]
    """(mentee, mentor), locks included, in the order of mentees."""
    points: Mapping[tuple[int, int], int]
    certificates: tuple[Certificate, ...]
    """One for each aim, in the order of the aims."""
    prices: tuple[int, ...]
    """Each mentor's price in the weights of `weigh`, which with `places` make the bounds."""

    @property
    def proven(self) -> bool:
        """Whether every aim reached its bound."""
        return all(each.value == each.bound for each in self.certificates)


def assign(program: Program, scores: Scores) -> Assignment:
    """The optimum of the program's aims, of equal optima the one of the tie rule.

    Raises CannotRun where the weights would leave the exact range of the solver.
    """
    candidates = collect(scores)
    free = np.array(scores.places, dtype=np.int64)
    for mentor in scores.locks.values():
        free[mentor] -= 1
    unit = len(scores.mentees) + 1
    weights = weigh(program, candidates.points, unit)
    if (int(weights.max(initial=1)) + 1) * unit >= EXACT:
        raise CannotRun(f"{unit - 1} mentees are more than this version can solve exactly")
    best = search(candidates, free, weights)
    chosen = canonical(candidates, free, weights, best, scores)
    points = {
        (int(candidates.rows[at]), int(candidates.columns[at])): int(candidates.points[at]) for at in chosen
    }
    for mentee, mentor in scores.locks.items():
        points[mentee, mentor] = scores.points_of(mentee, mentor)
    certificates = _certify(program, scores, points, bound(free, best.prices, best.gains), unit)
    return Assignment(tuple(sorted(points)), points, certificates, tuple(int(price) for price in best.prices))


def weigh(program: Program, points: NDArray[np.int64], unit: int) -> NDArray[np.int64]:
    """Both aims in one integer: the first times more than the second can ever sum to.

    most_matched: (mentees + 1) x 10**6 + points; highest_total: points x (mentees + 1) + 1.
    """
    if program.matching.optimise == "most_matched":
        return points + unit * FULL
    return points * unit + 1


def _certify(
    program: Program, scores: Scores, points: Mapping[tuple[int, int], int], limit: int, unit: int
) -> tuple[Certificate, ...]:
    """The bound on the combined weight, read as a bound on each aim; locks are beyond choice."""
    locked = sum(points[pair] for pair in scores.locks.items())
    count, total = len(points), sum(points.values())
    most, best = divmod(limit, unit * FULL)
    if program.matching.optimise == "highest_total":
        best, most = divmod(limit, unit)
    counted = Certificate("count", count, most + len(scores.locks))
    summed = Certificate("total", total, best + locked)
    return (counted, summed) if program.matching.optimise == "most_matched" else (summed, counted)
