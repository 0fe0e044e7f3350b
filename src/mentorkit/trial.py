"""What the best set of pairs becomes when one thing changes around one mentee or mentor.

Where the optimum before is proven by prices, the chain of mentees who move tells it (`assignment.chains`);
else, and wherever a chain would be longer than is known, it is solved again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from mentorkit.assignment import Assignment, Watch, assign
from mentorkit.assignment.chains import Chains, Moves
from mentorkit.assignment.margins import Margins
from mentorkit.ceilings import Fair, Most, Prices
from mentorkit.program import Program
from mentorkit.scores import POINT, Scores, same_person
from mentorkit.under_way import tell
from mentorkit.what_if import Difference, Moved, Outcome, Pairing, difference, locked, one_more_place, opened


@dataclass(frozen=True)
class Trial:
    """A run's best set, and what single changes would make of it."""

    program: Program
    now: Assignment
    margins: Margins | None = None
    """Where they are known already."""

    @cached_property
    def outcome(self) -> Outcome:
        """What the best set comes to."""
        return Outcome.of(self.program, self.now, self.now.scores.locks.keys())

    @cached_property
    def oneself(self) -> frozenset[tuple[int, int]]:
        """Pairs of a person with themself."""
        return frozenset(same_person(self.now.scores.mentees, self.now.scores.mentors))

    @cached_property
    def prices(self) -> Prices | None:
        """The prices of the optimum; None where there are none."""
        if self.now.optimum is None:
            return None
        return Prices(self.program, self.now, self.now.optimum, self.now.scores.locks.keys())

    @cached_property
    def fair(self) -> Fair | None:
        """What else bounds changes of a fair set."""
        if self.prices is None or not self.prices.policy.startswith("fair"):
            return None
        return Fair.of(self.prices)

    @cached_property
    def _chains(self) -> Chains | None:
        return Chains.of(self.now, self.margins)

    @cached_property
    def _places(self) -> dict[int, Moves]:
        """Mentors of whom it is known what one more place there changes."""
        return {}

    @property
    def quick(self) -> bool:
        """Whether the margins are known, and chains tell of changes: hardly anything is solved again."""
        return self.margins is not None and self._chains is not None and self._chains.whole

    def opened(self, row: int, column: int, points: int, most: Most | None) -> Pairing:
        """With a pair of so many points that hard rules forbid; `most` is what that can come to."""
        moves = partial(Chains.opened, mentee=row, mentor=column, points=points)
        return self._solved(moves, partial(opened, self.now.scores, row, column), most)

    def placed(self, column: int, most: Most | None) -> Pairing:
        """With one more place at a mentor; `most` is what that can come to."""
        if column not in self._places:  # others may ask for the same place
            moves = partial(Chains.placed, mentor=column)
            then = self._solved(moves, partial(one_more_place, self.now.scores, column), most)
            self._places[column] = difference(self.now, then)
        return Moved.of(self.now, self._places[column])

    def brought(self, column: int) -> tuple[int, int]:
        """What one more place at a mentor brings: matched mentees, and points of the total."""
        then = Outcome.of(self.program, self.placed(column, None), self.now.scores.locks.keys())
        lost = Difference.between(self.outcome, then)
        return -lost.matched, -lost.total

    def forced(self, row: int, column: int) -> Pairing:
        """With a mentee, whom no lock decides, locked to another mentor."""
        scores = self.now.scores
        points, most = scores.points_of(row, column), None
        if self.prices is not None and self.prices.policy == "fair":
            served, least, _ = self.prices.outcome.worth
            most = Most((served, least), served) if points > least else None
        moves = partial(Chains.forced, mentee=row, mentor=column, points=points)
        return self._solved(moves, partial(locked, scores, row, column), most)

    def _solved(
        self, moves: Callable[[Chains], Moves | None], change: Callable[[], Scores], most: Most | None
    ) -> Pairing:
        """The optimum after a change, told by moves or solved by changed scores.

        A fair one that may serve just as many with the same lowest score is sought among the pairs at or
        above that first.
        """
        program, watch, fair = self.program, Watch(tell), self.program.matching.optimise == "fair"
        if not fair:
            return self._moved(moves) or assign(program, change(), watch=watch)
        if most is not None and most.serves is not None:
            least = most.worth[1]
            then = self._moved(moves) if least == self.now.chosen_from.least else None
            then = then or assign(above_lowest(program, least), change(), watch=watch)
            if Outcome.of(program, then).worth[0] == most.serves:
                return then
        return assign(program, change(), watch=watch)

    def _moved(self, moves: Callable[[Chains], Moves | None]) -> Pairing | None:
        told = None if self._chains is None else moves(self._chains)
        return None if told is None else Moved.of(self.now, told)


def above_lowest(program: Program, least: int) -> Program:
    """A program whose best set is the fair one, where the fair one's lowest score is `least` points."""
    floor = {"optimise": "most_matched", "floor": Decimal(least) / POINT}
    return program.model_copy(update={"matching": program.matching.model_copy(update=floor)})
