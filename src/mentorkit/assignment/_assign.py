"""From scores to the best set of pairs, proven."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mentorkit.arrays import pair_numbers
from mentorkit.assignment.aims import Aims, Certificate
from mentorkit.assignment.cores import Core, installed
from mentorkit.assignment.fair import highest_lowest, leximin
from mentorkit.assignment.market import Market
from mentorkit.assignment.pairs import Ints, Places
from mentorkit.assignment.search import Optimum, search
from mentorkit.assignment.stable import Ranks, blocking_pairs, propose
from mentorkit.assignment.ties import canonical, digests
from mentorkit.assignment.watch import Stopped, Watch
from mentorkit.finding import CannotRun
from mentorkit.program import Program
from mentorkit.scores import Scores, lowest_points


@dataclass(frozen=True)
class Assignment:
    """The best set of pairs; mentees and mentors by their index in the scores."""

    pairs: tuple[tuple[int, int], ...]
    """(mentee, mentor), locks included, in the order of mentees, then mentors."""
    points: Mapping[tuple[int, int], int]
    certificates: tuple[Certificate, ...]
    """One for each aim, in the order of the aims."""
    scores: Scores
    aims: Aims
    market: Market
    """All pairs that may be chosen."""
    chosen_from: Market
    """Those that a fair set is chosen from: at or above its lowest score; else all."""
    places: Places
    optimum: Optimum | None = None
    """The prices and gains behind the certificates, in the market's rows; None for a stable set, and where
    living pairs must be kept."""
    searched: bool = False
    """Whether a search of what the prices leave open found nothing better."""
    ties_settled: bool = True
    """Whether the tie rule chose among equally good sets; not where it was stopped before it had."""

    @cached_property
    def blocking(self) -> int:
        """How many allowed pairs would rather have each other, by named wishes and then by points."""
        row_of = {mentee: row for row, mentee in enumerate(self.market.mentees.tolist())}
        chosen = {pair: points for pair, points in self.points.items() if pair[0] in row_of}
        rows, columns = pair_numbers([(row_of[mentee], mentor) for mentee, mentor in chosen])
        points = np.array([*chosen.values()], dtype=np.int64)
        return blocking_pairs(Ranks.of(self.scores, self.market), rows, columns, points, self.places.all)

    @property
    def proven(self) -> bool:
        """Whether every aim reached its bound."""
        return all(each.proven for each in self.certificates)

    @property
    def final(self) -> bool:
        """Whether more time would change nothing: proven, and chosen by the tie rule."""
        return self.proven and self.ties_settled


def assign(
    program: Program, scores: Scores, *, core: Core | None = None, watch: Watch | None = None
) -> Assignment:
    """The optimum of the program's aims, of equal optima the one of the tie rule.

    Stopped early by the watch, the best set found with its bound. Raises CannotRun where the weights
    would leave 64 bits, Stopped where nothing was found yet.
    """
    watch, core = watch or Watch(), core or installed()
    matching = program.matching
    aims = Aims.of(matching, scores)
    places = aims.places(scores)
    free = np.array([row for row in range(len(scores.mentees)) if row not in scores.locks], dtype=np.int64)
    market = Market(
        scores.grid,
        free,
        aims.served[free] * aims.match,
        places.all > 0,
        lowest_points(matching),
        aims.point,
        aims.extra,
        everybody=not aims.total_first,
    )
    if scores.keep is not None:
        return _keeping(scores, scores.keep, aims, market, places, core, watch)
    chosen_from = market
    certificates: list[Certificate] = []
    best: Optimum | None = None
    last: Optimum | None = None
    ties_settled = False
    try:
        if matching.optimise == "stable":
            rows, columns = propose(Ranks.of(scores, market), places.all)
        else:
            if matching.optimise in ("fair", "fair_leximin"):
                lowest = highest_lowest(market, aims.served[free], places, core, watch)
                if lowest is not None:
                    certificates.append(lowest)
                    chosen_from = replace(market, least=lowest.value)
            best = search(chosen_from, places, core, watch)
            best = replace(best, prices=chosen_from.priced(best.prices, best.gains))
            last, rows, columns = best, best.rows, best.columns
            with suppress(Stopped):  # what was found stands, with the bound that it has
                if matching.optimise == "fair_leximin" and best.proven:
                    last = leximin(chosen_from, aims.served[free], places, core, watch)
                if last.proven:
                    rows, columns = last.rows, last.columns
                    keys = digests([scores.mentees[row].key for row in free.tolist()])
                    theirs = digests([person.key for person in scores.mentors])
                    rows, columns = canonical(last, keys, theirs, core, watch)
                    ties_settled = True
    except OverflowError as error:
        raise CannotRun(f"these aims need larger numbers than the solver has: {error}") from None
    if best is not None and last is best and best.proven:  # tight pairs are worth just gain + price
        weights = best.gains[rows] + best.prices[columns] - market.base[rows] - market.extra
        points = _points(scores, free[rows], columns, weights // market.unit)
    else:
        points = _points(scores, free[rows], columns, market.points(rows, columns))
    if best is None:
        found = Assignment(tuple(points), points, (), scores, aims, market, market, places)
        return replace(found, certificates=(Certificate("stable", found.blocking, 0),))
    limit = best.bound
    if matching.optimise == "fair_leximin":
        # Of equal sorted scores all totals are equal; stopped before, none proves the set.
        limit = aims.weight(scores, points) if last is not best else limit + 1
    aimed = aims.certificates(scores, points, limit)
    proof = replace(aimed[-1], prices=best.prices, gains=_all(best.gains, free, len(scores.mentees)))
    before = 1 + bool(aims.tiers)
    certificates = [*aimed[:before], *certificates, *aimed[before:-1], proof]
    return Assignment(
        tuple(points),
        points,
        tuple(certificates),
        scores,
        aims,
        market,
        chosen_from,
        places,
        best,
        ties_settled=ties_settled,
    )


def _keeping(
    scores: Scores, keep: int, aims: Aims, market: Market, places: Places, core: Core, watch: Watch
) -> Assignment:
    """The optimum among the sets that keep enough living pairs. Raises CannotRun for other policies."""
    from mentorkit.assignment.keeping import Keeping  # with scipy.optimize, for which no other run waits

    if scores.matching.optimise not in ("most_matched", "highest_total"):
        raise CannotRun(
            f"optimise: {scores.matching.optimise} has no exact method that also chooses which living pairs "
            "are kept; use most_matched or highest_total, or decide by hand which pairs go on"
        )
    row_of = {mentee: row for row, mentee in enumerate(market.mentees.tolist())}
    living = {row_of[mentee]: mentor for mentee, mentor in scores.living.items() if mentee in row_of}
    keys = digests([scores.mentees[row].key for row in market.mentees.tolist()])
    theirs = digests([person.key for person in scores.mentors])
    people = scores.mentees, scores.mentors
    try:
        search = Keeping(market, living, people, keep, places, (keys, theirs), core, watch)
        found = search.solved()
    except OverflowError as error:
        raise CannotRun(f"these aims need larger numbers than the solver has: {error}") from None
    order = np.lexsort((found.columns, found.rows))
    rows, columns = found.rows[order], found.columns[order]
    points = _points(scores, market.mentees[rows], columns, market.points(rows, columns))
    aimed = aims.certificates(scores, points, found.bound)
    best = found.best
    gains = _all(best.gains, market.mentees, len(scores.mentees))
    proof = replace(aimed[-1], prices=best.prices, gains=gains, bonus=found.bonus)
    return Assignment(
        tuple(points),
        points,
        (*aimed[:-1], proof),
        scores,
        aims,
        market,
        market,
        places,
        searched=found.searched,
        ties_settled=found.ties_settled,
    )


def _points(scores: Scores, rows: Ints, columns: Ints, points: Ints) -> dict[tuple[int, int], int]:
    """The points of chosen pairs and locks, in order."""
    order = np.lexsort((columns, rows))
    pairs = zip(rows[order].tolist(), columns[order].tolist(), strict=True)
    found = dict(zip(pairs, points[order].tolist(), strict=True))
    if not scores.locks:
        return found
    return dict(sorted((found | {pair: scores.points_of(*pair) for pair in scores.locks.items()}).items()))


def _all(gains: Ints, free: Ints, mentees: int) -> Ints:
    found = np.zeros(mentees, dtype=np.int64)
    found[free] = gains
    return found
