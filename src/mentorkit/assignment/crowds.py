"""The optimum where many people are alike: a flow between kinds of people, all their pairs at once.

The primal-dual method for transportation (Ford and Fulkerson 1957). Prices begin at 0, where everybody
wants their best mentors, and as many as can be get one of those. Then prices rise until somebody who got
none wants another mentor as much, or would as soon have none; and so on, until nobody goes without whom
the prices leave anything to gain. Prices of any step bound every set, and the last set is worth the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentorkit.assignment.pairs import Groups, Ints, Places
from mentorkit.assignment.watch import Stopped, Watch

ALIKE, HELD = 4, 64
"""How many pairs of people a pair of kinds must stand for, or how many places a mentor must have, for kinds
to be worth it: a flow counts people and places, where others look at each."""
LARGEST = 1 << 20
"""Pairs of kinds that are held all at once: 8 MiB for each table of them."""
WORK = 1 << 28
"""Pairs that all steps may look at together; where that is not enough, a search is likely to be faster."""
AN_ARC = 16
"""How many pairs are looked at in the time that one of a flow takes."""
ANY = 1 << 30
"""More people than there are."""
Flags = NDArray[np.bool_]
FAR = 1 << 60
"""Beyond all prices, which are no higher than weights."""


def worth_it(kinds: int, people: int, mentors: int, places: int) -> bool:
    """Whether pairs of kinds are few for so many pairs of people, or for the places of so many mentors."""
    return kinds <= LARGEST and (ALIKE * kinds <= people or HELD * mentors <= places)


@dataclass(frozen=True)
class Crowds:
    """What pairs of kinds weigh, and who is of which kind."""

    ours: Groups
    theirs: Groups
    """Mentors who have no place are of none."""
    weights: Ints
    """[kinds of mentees x kinds of mentors]: below 0 where a pair may not be chosen."""


@dataclass(frozen=True)
class Settled:
    """A set of pairs of people, and prices that bound every set."""

    rows: Ints
    columns: Ints
    weights: Ints
    prices: Ints
    """[mentors]: of a proven optimum the lowest that prove it."""
    gains: Ints
    """[mentees]."""
    proven: bool


def settled(crowds: Crowds, places: Places, watch: Watch) -> Settled | None:
    """The optimum; stopped early, the pairs so far; None where steps are too many or numbers too large."""
    if int(crowds.weights.max(initial=0)) >= FAR:
        return None
    theirs = crowds.theirs
    members, count = theirs.members[theirs.starts[0] :], len(theirs.starts) - 1
    sorts, tables = [places.all], [crowds.weights]
    if places.step:  # a kind's later places stand there as a kind of their own
        sorts = [places.first, places.more]
        tables.append(np.maximum(crowds.weights - places.step, -1))
    rooms = [np.bincount(theirs.kind[members], each[members], count).astype(np.int64) for each in sorts]
    room = np.concatenate(rooms)
    flow = Flow(np.concatenate(tables, axis=1), np.diff(crowds.ours.starts), room)
    proven = True
    try:
        if not flow.settle(watch):
            return None
    except Stopped:
        proven = False
    ours, others = np.nonzero(flow.pairs)
    times = flow.pairs[ours, others]
    ours, others = np.repeat(ours, times), np.repeat(others, times)
    rows = crowds.ours.members[crowds.ours.starts[ours] + _turns(ours)]
    places_of = np.concatenate([np.repeat(members, each[members]) for each in sorts])
    columns = places_of[(np.cumsum(room) - room)[others] + _turns(others)]
    prices = np.zeros(len(places.first), dtype=np.int64)
    prices[members] = flow.prices[theirs.kind[members]]
    weights = crowds.weights[ours, others % count]
    return Settled(rows, columns, weights, prices, flow.gains[crowds.ours.kind], proven)


def _turns(numbers: Ints) -> Ints:
    """How many equal numbers stand before each."""
    order = np.argsort(numbers, kind="stable")
    found = np.empty_like(order)
    found[order] = np.arange(len(order)) - np.searchsorted(numbers[order], numbers[order])
    return found


class Flow:
    """How many of each kind of mentees have which kind of mentors, with prices and gains."""

    def __init__(self, weights: Ints, sizes: Ints, rooms: Ints) -> None:
        """Nobody has anybody, and prices are 0."""
        self.pairs: Ints = np.zeros_like(weights)
        self.prices: Ints = np.zeros(len(rooms), dtype=np.int64)
        self.gains: Ints = np.maximum(weights.max(axis=1, initial=0), 0)
        self._without, self._room = sizes.copy(), rooms.copy()
        self._short: Ints = np.where(weights < 0, FAR, self.gains[:, None] - weights)
        """[kinds x kinds]: how far a pair is from being worth gain + price."""

    def settle(self, watch: Watch) -> bool:
        """Until an optimum is there; False where that takes too much work. Raises Stopped."""
        work, people = 0, int(self._without.sum())
        while (waiting := self._waiting()).any():
            if work > WORK:
                return False
            watch.note("settling who has whom", people - int(self._without.sum()), people)
            work += self.pairs.size + AN_ARC * self._serve(waiting)
            self._rise(self._waiting())
        return True

    def _waiting(self) -> Flags:
        """[kinds of mentees]: of whom some have nobody and would gain."""
        return (self._without > 0) & (self.gains > 0)

    def _serve(self, waiting: Flags) -> int:
        """Gives as many as can be one of those whom they want most; who has one may change. Tells the arcs.

        Whoever gains nothing may also go without.
        """
        from scipy.sparse import csr_array  # here, since it takes long and not everybody comes here
        from scipy.sparse.csgraph import maximum_flow

        height, width = self.pairs.shape
        source, sink = height + width, height + width + 1
        ours, theirs = np.nonzero(self._short == 0)
        back, from_ = np.nonzero(self.pairs)
        begin, spare = np.flatnonzero(waiting), np.flatnonzero(self._room)
        content = np.flatnonzero((self.gains == 0) & (self.pairs.sum(axis=1) > 0))
        ends = [
            (np.full(len(begin), source), begin, self._without[begin]),
            (ours, height + theirs, np.full(len(ours), ANY)),
            (height + from_, back, self.pairs[back, from_]),
            (height + spare, np.full(len(spare), sink), self._room[spare]),
            (content, np.full(len(content), sink), self.pairs[content].sum(axis=1)),
        ]
        tails, heads, capacities = (np.concatenate([each[at] for each in ends]) for at in range(3))
        shape = (sink + 1, sink + 1)
        graph = csr_array((capacities.astype(np.int32), (tails, heads)), shape=shape)
        moved = maximum_flow(graph, source, sink).flow.tocoo()
        given = (moved.row < height) & (moved.col >= height) & (moved.col < source)
        ours, theirs, times = moved.row[given], moved.col[given] - height, moved.data[given]
        self.pairs[ours, theirs] += times
        self._without -= np.bincount(ours, times, height).astype(np.int64)
        self._room -= np.bincount(theirs, times, width).astype(np.int64)
        return len(tails)

    def _rise(self, waiting: Flags) -> None:
        """Raises prices until somebody who waits wants another place, or nothing.

        Shortest paths (Bellman and Ford) from those who wait: to each kind of mentors whom they come to
        want next, from there to the mentees who have them.
        """
        if not waiting.any():
            return
        far_ours, far_theirs = np.where(waiting, 0, FAR), np.full(len(self.prices), FAR)
        moved = np.flatnonzero(waiting)
        limit = int(self.gains[moved].min(initial=FAR))
        while len(moved):
            reached = (far_ours[moved][:, None] + self._short[moved]).min(axis=0)
            limit = min(limit, int(reached[self._room > 0].min(initial=FAR)))
            nearer = np.flatnonzero((reached < far_theirs) & (reached < limit))
            far_theirs[nearer] = reached[nearer]
            held = np.where(self.pairs[:, nearer] > 0, far_theirs[nearer], FAR).min(axis=1, initial=FAR)
            moved = np.flatnonzero(held < far_ours)
            far_ours[moved] = held[moved]
            limit = min(limit, int((far_ours[moved] + self.gains[moved]).min(initial=FAR)))
            moved = moved[far_ours[moved] < limit]
        less, more = np.maximum(limit - far_ours, 0), np.maximum(limit - far_theirs, 0)
        self.gains -= less
        self.prices += more
        self._short += more - less[:, None]
