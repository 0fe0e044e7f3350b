"""What the best set of pairs is under every policy, by brute force and from the definitions alone.

Nothing here uses the scores' arrays or the assignment: points, hard rules and places come from the criteria's
and constraints' definitions, and the best set from looking at every way in which places can be used.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mentorkit.criteria import Criterion
from mentorkit.criteria._base import WORDS
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.program import Matching
from mentorkit.qualification import qualify
from mentorkit.reporting_lines import follow
from mentorkit.vocabulary import Facts
from tests.properties.cohorts import BENCH, Cohort, roster

Pair = tuple[int, int]
"""(mentee, mentor) by their position among the sorted keys."""
Pairs = frozenset[Pair]
Liking = tuple[int, int]
"""How much a person likes another: by their wishes, then by points; higher is better."""
UNIT = 10_000
"""Points of one unit of score."""


@dataclass(frozen=True)
class Market:
    """Everything that decides who is paired with whom."""

    optimise: str
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    points: Mapping[Pair, int]
    """Of every pair, possible or not."""
    choosable: Pairs
    """The pairs that may be chosen: not of locked mentees, nor below the floor."""
    places: tuple[int, ...]
    """Each mentor's, those that locks take included."""
    locks: Mapping[int, int]
    tiers: tuple[int, ...]
    """Each mentee's: the first entry of `priority` that they meet, or how many entries there are."""
    entries: int
    """How many entries `priority` has."""
    spread: int
    """The points that each further mentee of one mentor costs."""
    wishes: Mapping[Pair, int]
    """How early mentees named mentors in their preferences: 0 for the first."""
    named_by: Mapping[Pair, int]
    """How early mentors named mentees in theirs; the pair is still (mentee, mentor)."""

    @property
    def held(self) -> Pairs:
        """The locked pairs."""
        return frozenset(self.locks.items())

    def loads(self, pairs: Iterable[Pair]) -> Counter[int]:
        """How many mentees each mentor has."""
        return Counter(mentor for _, mentor in pairs)

    def total(self, pairs: Iterable[Pair]) -> int:
        """The points of all pairs less what the spread costs, locks included in both."""
        pairs = tuple(pairs)
        further = sum(load - 1 for load in self.loads(pairs).values())
        return sum(self.points[pair] for pair in pairs) - self.spread * further

    def served(self, pairs: Iterable[Pair]) -> list[int]:
        """The matched mentees of each tier, those of no tier last."""
        counts = Counter(self.tiers[mentee] for mentee, _ in pairs)
        return [counts[tier] for tier in range(self.entries + 1)]

    def lowest(self, pairs: Iterable[Pair]) -> int | None:
        """The fewest points of a pair that no lock decides."""
        return min((self.points[pair] for pair in pairs if pair not in self.held), default=None)

    def mentee_likes(self, pair: Pair) -> Liking:
        """How much the mentee likes the mentor."""
        return -self.wishes.get(pair, 1_000), self.points[pair]

    def mentor_likes(self, pair: Pair) -> Liking:
        """How much the mentor likes the mentee."""
        return -self.named_by.get(pair, 1_000), self.points[pair]

    @property
    def strict(self) -> bool:
        """Whether nobody likes two people, whom they might get, equally."""
        by_mentee = {(mentee, self.mentee_likes((mentee, mentor))) for mentee, mentor in self.choosable}
        by_mentor = {(mentor, self.mentor_likes((mentee, mentor))) for mentee, mentor in self.choosable}
        return len(by_mentee) == len(by_mentor) == len(self.choosable)


def market(cohort: Cohort) -> Market:
    """A cohort as the definitions see it; people are told apart by their keys alone, not by e-mail."""
    rosters = [roster("mentors", cohort.mentors), roster("mentees", cohort.mentees)]
    facts = cohort.program.facts(follow(rosters)[0], {"elsewhere.csv": cohort.elsewhere}, BENCH)
    able = [{each.key for each in qualify(cohort.program, side, facts).matchable} for side in rosters]
    matching = cohort.program.matching
    held = {each.mentee: each.mentor for each in cohort.decisions if each.decision == "lock"}
    forbidden = {(each.mentee, each.mentor) for each in cohort.decisions if each.decision == "forbid"}
    mentors = {each.key: each for each in cohort.mentors if each.key in {*able[0], *held.values()}}
    mentees = {each.key: each for each in cohort.mentees if each.key in {*able[1], *held}}
    rows, columns = sorted(mentees), sorted(mentors)
    pairs = [
        (i, j, mentees[one], mentors[other]) for i, one in enumerate(rows) for j, other in enumerate(columns)
    ]
    points = {(i, j): _points(matching, facts, one, other) for i, j, one, other in pairs}
    choosable = {
        (i, j)
        for i, j, one, other in pairs
        if one.key not in held
        and other.key in able[0]
        and one.key != other.key
        and (one.key, other.key) not in forbidden
        and points[i, j] >= Fraction(matching.floor) * UNIT
        and _rules_allow(matching, facts, one, other)
    }
    own = [_places(matching, mentors[key]) if key in able[0] else 0 for key in columns]
    locks = {rows.index(one): columns.index(other) for one, other in held.items()}
    taken = Counter(locks.values())
    spread = Fraction(matching.balance.spread) * UNIT if matching.balance else Fraction(0)
    assert spread.denominator == 1  # what a fraction of a point would cost is not defined
    return Market(
        matching.optimise,
        tuple(rows),
        tuple(columns),
        points,
        frozenset(choosable),
        tuple(max(number, taken[column]) for column, number in enumerate(own)),
        locks,
        tuple(_tier(matching, mentees[key]) for key in rows),
        len(matching.priority),
        int(spread),
        {(i, j): rank for i, j, one, other in pairs if (rank := _rank(one, other)) is not None},
        {(i, j): rank for i, j, one, other in pairs if (rank := _rank(other, one)) is not None},
    )


def _points(matching: Matching, facts: Facts, mentee: Person, mentor: Person) -> int:
    return sum(
        round(share * criterion.part(mentee, mentor, facts).value)
        for criterion, share in zip(matching.criteria, shares(matching.criteria), strict=True)
    )


def shares(criteria: Sequence[Criterion]) -> list[int]:
    """Each criterion's points, by the largest remainder; of equal remainders the first in the file."""
    weights = [Fraction(WORDS.get(str(each.weight), each.weight)) for each in criteria]
    exact = [100 * UNIT * weight / sum(weights) for weight in weights]
    whole = [int(share) for share in exact]
    while sum(whole) < 100 * UNIT:
        behind = [share - number for share, number in zip(exact, whole, strict=True)]
        whole[behind.index(max(behind))] += 1
    return whole


def _rules_allow(matching: Matching, facts: Facts, mentee: Person, mentor: Person) -> bool:
    for never, constraints in ((True, matching.never), (False, matching.must)):
        for constraint in constraints:
            held = constraint.holds(mentee, mentor, facts)
            if held is None:
                if (constraint.unknown or ("allow" if never else "forbid")) == "forbid":
                    return False
            elif held is never:
                return False
    return True


def _places(matching: Matching, mentor: Person) -> int:
    own = mentor.number("capacity")
    wanted = matching.capacity.default if own is None else int(own)
    return wanted if matching.capacity.at_most is None else min(wanted, matching.capacity.at_most)


def _tier(matching: Matching, mentee: Person) -> int:
    for number, entry in enumerate(matching.priority):
        value = mentee.values.get(entry.field)
        text = ("yes" if value else "no") if isinstance(value, bool) else mentee.category(entry.field)
        if text is not None and fold(text) == fold(entry.value):
            return number
    return len(matching.priority)


def _rank(chooser: Person, chosen: Person) -> int | None:
    """Where the one named the other in their preferences: 0 for first, None for not at all."""
    names = {chosen.key, fold(chosen.text("email") or ""), fold(chosen.text("name") or "")}
    return next((n for n, item in enumerate(chooser.items("preferences")) if fold(item) in names), None)


@dataclass(frozen=True)
class Aim:
    """What a policy maximises: the sum of a number for each pair, less a cost for each further mentee."""

    of: Mapping[Pair, int]
    cost: int = 0


def best(market: Market) -> Pairs:
    """The set of pairs that the program's policy calls for, ties settled by the hash; locks included."""
    every = sorted(market.choosable)
    tiers = [Aim({pair: int(market.tiers[pair[0]] == n) for pair in every}) for n in range(market.entries)]
    count = Aim(dict.fromkeys(every, 1))
    total = Aim({pair: market.points[pair] for pair in every}, market.spread)
    keys = {(i, j): tie_break(market.mentees[i], market.mentors[j]) for i, j in every}
    ties = [Aim({pair: stages[n] for pair, stages in keys.items()}) for n in range(STAGES)]
    levels = sorted({market.points[pair] for pair in every})
    match market.optimise:
        case "most_matched":
            return market.held | heaviest(market, [*tiers, count, total, *ties])
        case "highest_total":
            return market.held | heaviest(market, [*tiers, total, count, *ties])
        case "fair":
            wanted = market.served(heaviest(market, [*tiers, count]))
            for least in reversed(levels):
                kept = frozenset(pair for pair in every if market.points[pair] >= least)
                found = heaviest(market, [*tiers, count, total, *ties], kept)
                if market.served(found) == wanted:
                    return market.held | found
            return market.held
        case "fair_leximin":
            # Of equally many pairs those are fairest of which fewest have the lowest points, and so on up.
            few = [Aim({pair: -int(market.points[pair] == level) for pair in every}) for level in levels]
            return market.held | heaviest(market, [*tiers, count, *few, total, *ties])
    raise ValueError(market.optimise)


def heaviest(market: Market, aims: Sequence[Aim], among: Pairs | None = None) -> Pairs:
    """The best set of pairs for aims in their order, locks not included.

    Goes through the mentees and remembers, for each way in which places can have been used, the best set.
    """
    weights, cost = _joined(aims, len(market.mentees))
    held = market.loads(market.held)
    start = tuple(held[column] for column in range(len(market.mentors)))
    found: dict[tuple[int, ...], tuple[int, tuple[Pair, ...]]] = {start: (0, ())}
    among = market.choosable if among is None else among
    for row in range(len(market.mentees)):
        columns = [column for column in range(len(market.mentors)) if (row, column) in among]
        after = dict(found)
        for used, (worth, pairs) in found.items():
            for column in columns:
                if used[column] < market.places[column]:
                    more = worth + weights[row, column] - (cost if used[column] else 0)
                    state = (*used[:column], used[column] + 1, *used[column + 1 :])
                    if state not in after or after[state][0] < more:
                        after[state] = more, (*pairs, (row, column))
        found = after
    return frozenset(max(found.values())[1])


def _joined(aims: Sequence[Aim], mentees: int) -> tuple[dict[Pair, int], int]:
    """Aims as one number for each pair: each counts more than all later ones can sum to."""
    weights: dict[Pair, int] = dict.fromkeys(aims[0].of, 0)
    cost = 0
    for aim in aims:
        most = max((abs(value) for value in aim.of.values()), default=0) + aim.cost
        room = 2 * mentees * most + 1
        weights = {pair: weight * room + aim.of[pair] for pair, weight in weights.items()}
        cost = cost * room + aim.cost
    return weights, cost


STAGES = 2
"""How many numbers `tie_break` gives."""


def tie_break(mentee: str, mentor: str) -> tuple[int, int]:
    """What a pair weighs among equally good sets: the sum of the first numbers counts, then of the second."""
    a, b = (int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") for key in (mentee, mentor))
    wide = 1 << 64
    z = (a + 3 * b + 0x9E3779B97F4A7C15) % wide
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % wide
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % wide
    z ^= z >> 31
    return z >> 33, (z >> 2) & (2**31 - 1)
