"""Who would rather have whom: the pairs that would break up what was chosen, counted for `verify`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.verify.cast import Cast
from mentorkit.verify.plain import FULL, Bools, Ints, called_by, choices, names

FIELD = "preferences"
"""The list of people whom somebody would rather have than everybody else, best first."""


class Wishes:
    """How much everyone likes everyone: named people in their order, then the others by points."""

    def __init__(self, cast: Cast, chosen: dict[int, int], points: dict[int, int]) -> None:
        """`chosen` is each matched mentee's mentor and `points` the points of that pair."""
        self._cast, self._chosen = cast, chosen
        self._mentors_called = called_by(cast.mentors)
        self._mentors_wish = choices(cast.mentors, FIELD)
        load = np.zeros(len(cast.mentors), dtype=np.int64)
        self._worst = np.full(len(cast.mentors), np.iinfo(np.int64).max)
        for mentee, mentor in chosen.items():
            load[mentor] += 1
            if mentee not in cast.locks:
                liking = _liking(cast.mentors[mentor], cast.mentees[mentee]) * (FULL + 1) + points[mentee]
                self._worst[mentor] = min(self._worst[mentor], liking)
        self._free = load < np.array(cast.places, dtype=np.int64)

    def blocking(self, mentee: int, points: Ints, choosable: Bools) -> int:
        """With how many mentors the mentee blocks: possible, not chosen, and both would rather."""
        person = self._cast.mentees[mentee]
        ours = points.copy()
        called = {at for name in person.items(FIELD) for at in self._mentors_called.get(fold(name), ())}
        for mentor in called:
            ours[mentor] += _liking(person, self._cast.mentors[mentor]) * (FULL + 1)
        theirs = points.copy()
        for mentor in {at for name in names(person) for at in self._mentors_wish.get(name, ())}:
            theirs[mentor] += _liking(self._cast.mentors[mentor], person) * (FULL + 1)
        rather = choosable & (self._free | (theirs > self._worst) & (self._worst < np.iinfo(np.int64).max))
        own = self._chosen.get(mentee)
        if own is not None:
            rather &= ours > ours[own]
        return int(rather.sum())


def _liking(chooser: Person, chosen: Person) -> int:
    """How high somebody is named: as many as there are names for the first, 0 where not named."""
    wanted: Sequence[str] = chooser.items(FIELD)
    called = names(chosen)
    ranks = [rank for rank, name in enumerate(wanted) if fold(name) in called]
    return len(wanted) - ranks[0] if ranks else 0
