"""The best set of pairs that keeps enough pairs of a previous run, by looking at every use of the places."""

from __future__ import annotations

from collections.abc import Mapping

from tests.properties.oracle import STAGES, Aim, Market, Pair, Pairs, _joined, tie_break

State = tuple[int, tuple[int, ...]]


def best(market: Market, living: Mapping[int, int], keep: int) -> Pairs | None:
    """The set for the program's policy, then with the most living pairs, then by the tie rule; without locks.

    None where no set keeps so many.
    """
    every = sorted(market.choosable)
    tiers = [Aim({pair: int(market.tiers[pair[0]] == n) for pair in every}) for n in range(market.entries)]
    count = Aim(dict.fromkeys(every, 1))
    total = Aim({pair: market.points[pair] for pair in every}, market.spread)
    kept = Aim({pair: int(living.get(pair[0]) == pair[1]) for pair in every})
    keys = {(i, j): tie_break(market.mentees[i], market.mentors[j]) for i, j in every}
    ties = [Aim({pair: stages[n] for pair, stages in keys.items()}) for n in range(STAGES)]
    main = [total, count] if market.optimise == "highest_total" else [count, total]
    weights, cost = _joined([*tiers, *main, kept, *ties], len(market.mentees))
    held = market.loads(market.held)
    start: State = (0, tuple(held[column] for column in range(len(market.mentors))))
    found: dict[State, tuple[int, tuple[Pair, ...]]] = {start: (0, ())}
    for row in range(len(market.mentees)):
        columns = [column for column in range(len(market.mentors)) if (row, column) in market.choosable]
        after = dict(found)
        for (many, used), (worth, pairs) in found.items():
            for column in columns:
                if used[column] < market.places[column]:
                    more = worth + weights[row, column] - (cost if used[column] else 0)
                    then = many + (living.get(row) == column)
                    state = then, (*used[:column], used[column] + 1, *used[column + 1 :])
                    if state not in after or after[state][0] < more:
                        after[state] = more, (*pairs, (row, column))
        found = after
    enough = [each for (many, _), each in found.items() if many >= keep]
    return frozenset(max(enough)[1]) if enough else None
