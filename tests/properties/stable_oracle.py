"""What `optimise: stable` means, pair by pair and set by set."""

from __future__ import annotations

from collections.abc import Iterator

from tests.properties.oracle import Liking, Market, Pair, Pairs


def blocking(market: Market, pairs: Pairs) -> Pairs:
    """Pairs that would rather have each other than what they have."""
    mentor_of = dict(pairs)
    loads = market.loads(pairs)
    worst: dict[int, Liking] = {}
    for mentee, mentor in pairs - market.held:
        liking = market.mentor_likes((mentee, mentor))
        worst[mentor] = min(liking, worst.get(mentor, liking))

    def blocks(pair: Pair) -> bool:
        mentee, mentor = pair
        if mentee in mentor_of and market.mentee_likes(pair) <= market.mentee_likes(
            (mentee, mentor_of[mentee])
        ):
            return False
        if loads[mentor] < market.places[mentor]:
            return True
        return mentor in worst and market.mentor_likes(pair) > worst[mentor]

    return frozenset(pair for pair in market.choosable - pairs if blocks(pair))


def sets_of_pairs(market: Market) -> Iterator[Pairs]:
    """Every set of choosable pairs within everyone's places, with the locks."""
    used = market.loads(market.held)

    def below(row: int, pairs: tuple[Pair, ...]) -> Iterator[Pairs]:
        if row == len(market.mentees):
            yield market.held | frozenset(pairs)
            return
        yield from below(row + 1, pairs)
        for column in range(len(market.mentors)):
            if (row, column) in market.choosable and used[column] < market.places[column]:
                used[column] += 1
                yield from below(row + 1, (*pairs, (row, column)))
                used[column] -= 1

    return below(0, ())


def stable_sets(market: Market) -> list[Pairs]:
    """Every set of pairs that no pair blocks."""
    return [pairs for pairs in sets_of_pairs(market) if not blocking(market, pairs)]
