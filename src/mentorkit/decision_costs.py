"""What decisions cost: the optimum without any of them, with all, and with each alone left out.

Every figure is that of an optimum, solved again. Only a forbidden pair that prices rule out is not: where it
weighs no more than gain + price, it is in no better set (Shapley and Shubik 1971).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.ceilings import Prices
from mentorkit.decisions import Decision
from mentorkit.finding import CannotRun
from mentorkit.program import Program
from mentorkit.scores import Scores, lowest_points

FIRST = 50
"""Decisions of which each is tried alone, unless told (our choice)."""
STOPPED = "the search was stopped before"
NOT_ASKED = "not tried alone"

Rescored = Callable[[Sequence[Decision]], Scores]
"""The scores under other decisions by hand. Raises CannotRun where there are none."""


@dataclass(frozen=True)
class Totals:
    """What a set of pairs comes to."""

    matched: int
    points: int
    lowest: int | None

    @classmethod
    def of(cls, assignment: Assignment) -> Totals:
        """The totals of an assignment."""
        points = assignment.points.values()
        return cls(len(points), sum(points), min(points, default=None))


@dataclass(frozen=True)
class Cost:
    """One decision, and what comes of leaving it alone out."""

    decision: Decision
    waived: tuple[str, ...]
    """The rules that it breaks with leave."""
    without: Totals | None
    """None where that is not known."""
    why: str = ""
    """Why it is not known."""


@dataclass(frozen=True)
class Costs:
    """The decisions of a run with their price."""

    before: Totals | None
    """Without any decision; None where that is not known."""
    after: Totals
    each: tuple[Cost, ...]
    why: str = ""
    """Why `before` is not known."""


def costs(
    program: Program,
    now: Assignment,
    decisions: Sequence[Decision],
    rescored: Rescored,
    *,
    first: int = FIRST,
    watch: Watch | None = None,
) -> Costs:
    """The price of all decisions, and of each of the first few; `now` is the optimum with all of them.

    Rows for one pair count as one decision, the last of them. Whoever the watch stops is said to be
    unknown.
    """
    trial = _Trial(program, now, tuple(decisions), rescored, watch or Watch())
    single = {(each.mentee, each.mentor): each for each in decisions}
    asked = min(first, len(single))
    before, why = trial.without(None, 0, asked + 1) if first else (None, NOT_ASKED)
    found = []
    for number, (pair, decision) in enumerate(single.items()):
        without, unknown = (None, NOT_ASKED)
        if number < asked:
            without, unknown = trial.without(pair, number + 1, asked + 1)
        found.append(Cost(decision, trial.waived.get(pair, ()), without, unknown))
    return Costs(before, Totals.of(now), tuple(found), why)


@dataclass(frozen=True)
class _Trial:
    program: Program
    now: Assignment
    decisions: tuple[Decision, ...]
    rescored: Rescored
    watch: Watch

    def without(self, pair: tuple[str, str] | None, done: int, total: int) -> tuple[Totals | None, str]:
        """The totals without the decision on a pair, None for without any; else why they are not known."""
        if not (self.now.proven or self.now.searched):
            return None, STOPPED
        left = [each for each in self.decisions if pair and (each.mentee, each.mentor) != pair]
        try:
            self.watch.note("what the decisions cost", done, total)
            if pair is not None and self._worthless(pair):
                return Totals.of(self.now), ""
            found = assign(self.program, _sharing(self.now.scores, self.rescored(left)), watch=self.watch)
        except Stopped:
            return None, STOPPED
        except CannotRun as error:
            return None, str(error)
        return (Totals.of(found), "") if found.proven or found.searched else (None, STOPPED)

    @cached_property
    def waived(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Locked pair to the rules that it breaks."""
        scores = self.now.scores
        return {
            (scores.mentees[row].key, scores.mentors[scores.locks[row]].key): rules
            for row, rules in scores.waived.items()
        }

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {person.key: row for row, person in enumerate(self.now.scores.mentees)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {person.key: column for column, person in enumerate(self.now.scores.mentors)}

    @cached_property
    def _prices(self) -> Prices | None:
        """The prices, where they bound matched mentees and total alike, and nothing else follows."""
        matching, optimum = self.program.matching, self.now.optimum
        plain = matching.optimise in ("most_matched", "highest_total") and not matching.balance
        if optimum is None or not plain or self.now.scores.living:
            return None
        return Prices(self.program, self.now, optimum, self.now.scores.locks.keys())

    def _worthless(self, pair: tuple[str, str]) -> bool:
        """Whether a pair is forbidden that would be in no better set, so that the totals stay."""
        scores, (mentee, mentor) = self.now.scores, pair
        forbids = all(
            each.decision == "forbid" for each in self.decisions if (each.mentee, each.mentor) == pair
        )
        if not forbids or self._prices is None:
            return False
        row, column = self._rows.get(mentee), self._columns.get(mentor)
        if row is None or column is None or row in scores.locks:
            return True
        points = scores.points_of(row, column)
        return points < lowest_points(scores.matching) or self._prices.above(row, column, points) <= 0


def _sharing(scores: Scores, changed: Scores) -> Scores:
    """The changed scores with what has been worked out for the same people; decisions are not in it."""
    ours, theirs = (*scores.mentees, 0, *scores.mentors), (*changed.mentees, 0, *changed.mentors)
    if len(ours) == len(theirs) and all(one is other for one, other in zip(ours, theirs, strict=True)):
        for name in ("_crowd", "criteria_layers"):
            vars(changed)[name] = getattr(scores, name)
        if (scores.forbidden, scores.only_locked) == (changed.forbidden, changed.only_locked):
            vars(changed)["grid"] = scores.grid
    return changed
