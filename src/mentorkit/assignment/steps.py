"""From one optimum to another by steps that each leave an optimum.

Where two sets of pairs differ, the difference falls into chains and circles of mentees who change places;
each of them can be made or not, whatever becomes of the others.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from mentorkit.assignment.pairs import Ints

Chosen = tuple[Ints, Ints]
"""Rows and columns of pairs."""
Pair = tuple[int, int]


def between(fewest: Chosen, most: Chosen, mentor: Ints, keep: int) -> Chosen:
    """Of the sets between two optima, one that keeps as few living pairs as may be, but `keep` at least.

    `mentor` is each mentee's in the living pair; the second set keeps more than the first, and enough.
    """
    first, second = (set(zip(*(each.tolist() for each in chosen), strict=True)) for chosen in (fewest, most))
    steps = []
    for old, new in _steps(first - second, second - first):
        brings = _living(new, mentor) - _living(old, mentor)
        steps.append((brings, old, new))
    now = first
    for brings, old, new in steps:
        if brings < 0:
            now = (now - old) | new
    rising = [step for step in steps if step[0] > 0]
    wanted = keep - _living(now, mentor)
    for _, old, new in _enough(rising, wanted):
        now = (now - old) | new
    both = np.array(sorted(now), dtype=np.int64).reshape(len(now), 2)
    return both[:, 0], both[:, 1]


def _living(pairs: set[Pair], mentor: Ints) -> int:
    return sum(int(mentor[row]) == column for row, column in pairs)


Step = tuple[int, set[Pair], set[Pair]]


def _enough(steps: list[Step], wanted: int) -> list[Step]:
    """Steps that together bring the least that is at least what is wanted (subset sums as bits)."""
    if wanted <= 0:
        return []
    reached = [1]
    for brings, _, _ in steps:
        reached.append(reached[-1] | reached[-1] << brings)
    above = reached[-1] >> wanted
    if not above:
        raise AssertionError("all steps together bring enough")
    total = wanted + (above & -above).bit_length() - 1
    taken = []
    for number in range(len(steps), 0, -1):
        if not reached[number - 1] >> total & 1:
            taken.append(steps[number - 1])
            total -= steps[number - 1][0]
    return taken


def _steps(gone: set[Pair], come: set[Pair]) -> list[tuple[set[Pair], set[Pair]]]:
    """Pairs that go and come, together where a mentee is in both, or a place passes from one to the other."""
    by_mentor: tuple[dict[int, list[Pair]], dict[int, list[Pair]]] = defaultdict(list), defaultdict(list)
    for side, pairs in zip(by_mentor, (gone, come), strict=True):
        for pair in sorted(pairs):
            side[pair[1]].append(pair)
    parent = {(new, pair): (new, pair) for new, pairs in enumerate((gone, come)) for pair in pairs}

    def root(node: tuple[int, Pair]) -> tuple[int, Pair]:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    later = {pair[0]: pair for pair in come}
    for pair in sorted(gone):
        if pair[0] in later:
            parent[root((0, pair))] = root((1, later[pair[0]]))
    for mentor, leaving in by_mentor[0].items():
        for one, other in zip(leaving, by_mentor[1].get(mentor, ()), strict=False):
            parent[root((0, one))] = root((1, other))
    found: dict[tuple[int, Pair], tuple[set[Pair], set[Pair]]] = {}
    for node in sorted(parent):
        found.setdefault(root(node), (set(), set()))[node[0]].add(node[1])
    return list(found.values())
