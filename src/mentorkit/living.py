"""Which pairs of a previous run live on, which have ended and why, and what that asks of the new run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mentorkit.decisions import Decision
from mentorkit.fields import fold
from mentorkit.finding import CannotRun, Finding, Location
from mentorkit.locks import broken_rules, places
from mentorkit.logs import Ending, Pair
from mentorkit.previous import Previous
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.report import counted, named
from mentorkit.scores import POINT, lowest_points, pair_points
from mentorkit.vocabulary import Facts

CHOOSING = ("most_matched", "highest_total")
"""The policies that can also choose which living pairs are kept."""
Reason = Literal[
    "finished",
    "ended",
    "mentee_left",
    "mentor_left",
    "forbidden",
    "locked",
    "not_eligible",
    "rule",
    "below_floor",
    "no_place",
]


@dataclass(frozen=True, slots=True)
class Broken:
    """A pair of the previous run that does not go on."""

    mentee: str
    mentor: str
    reason: Reason
    detail: str


@dataclass(frozen=True)
class Carried:
    """What a run takes over from the one before it."""

    previous: Previous
    moves: int
    """How many living pairs may be given up."""
    living: tuple[Pair, ...]
    """Pairs that may go on, by normalised ids; a mentor may have more of them than places."""
    broken: tuple[Broken, ...]
    apart: tuple[Pair, ...]
    """All pairs that have ended, in whatever run: they are not paired again."""
    most: int
    """How many living pairs can go on at once."""
    keep: int | None
    """How many of them, those locked by hand apart, must; None where the locks keep all of them."""
    decisions: tuple[Decision, ...]
    """Locks and forbids that nobody decided: they follow from the previous run."""

    @property
    def least(self) -> int:
        """How many living pairs go on at least."""
        return max(0, self.most - self.moves)


def carry(
    program: Program,
    facts: Facts,
    mentors: Qualification,
    mentees: Qualification,
    decisions: Sequence[Decision],
    previous: Previous,
    ended: Mapping[Pair, Ending],
    moves: int,
) -> tuple[Carried, list[Finding]]:
    """What the new run keeps; a finding for every decision that brings two together who have ended.

    Raises CannotRun where a mentor has fewer places than living pairs, and the policy cannot choose.
    """
    held = {each.mentee: each.mentor for each in decisions if each.decision == "lock"}
    forbidden = {(each.mentee, each.mentor) for each in decisions if each.decision == "forbid"}
    living: list[Pair] = []
    broken: list[Broken] = []
    for mentee, mentor in previous.pairs:
        pair = fold(mentee), fold(mentor)
        found = _end(pair, ended, previous.apart, held, forbidden) or _gone(
            program, facts, mentors, mentees, pair, by_hand=held.get(pair[0]) == pair[1]
        )
        if found:
            broken.append(Broken(mentee, mentor, *found))
        else:
            living.append(pair)
    kept_by_hand = [pair for pair in living if held.get(pair[0]) == pair[1]]
    free = [pair for pair in living if held.get(pair[0]) != pair[1]]
    taken = Counter(held.values())
    left = {
        mentor: max(0, places(program.matching.capacity, mentors.by_key[mentor].person) - taken[mentor])
        for _, mentor in free
    }
    for mentee, mentor in free:
        if not left[mentor]:
            detail = _taken(held, mentees, mentor)
            broken.append(Broken(*_named(mentees, mentors, mentee, mentor), "no_place", detail))
    free = [pair for pair in free if left[pair[1]]]
    wanted = Counter(mentor for _, mentor in free)
    most = sum(min(many, left[mentor]) for mentor, many in wanted.items())
    chosen = moves > 0 or most < len(free)
    if most < len(free) and program.matching.optimise not in CHOOSING:
        raise CannotRun(_undecided(program, mentees, mentors, free, left))
    apart = tuple(sorted({*previous.apart, *ended}))
    at = Location(previous.path)
    follow = [Decision(*pair, "forbid", at, "the pair has ended", kept=True) for pair in apart]
    known = [each for each in follow if each.mentee in mentees.by_key and each.mentor in mentors.by_key]
    if not chosen:
        known += [Decision(*pair, "lock", at, "the pair lives on", kept=True) for pair in free]
    carried = Carried(
        previous,
        moves,
        tuple(sorted([*kept_by_hand, *free])),
        tuple(broken),
        apart,
        most + len(kept_by_hand),
        max(0, most - moves) if chosen else None,
        tuple(known),
    )
    return carried, list(_together(decisions, ended, previous))


def _taken(held: Mapping[str, str], mentees: Qualification, mentor: str) -> str:
    """Why a mentor has no place for a living pair."""
    theirs = [mentees.by_key[mentee].person for mentee, other in sorted(held.items()) if other == mentor]
    if not theirs:
        return "the mentor has no places any more"
    who = ", ".join(named(person.id, person.text("name")) for person in theirs)
    return f"decisions give the places of the mentor to {who}"


def _undecided(
    program: Program,
    mentees: Qualification,
    mentors: Qualification,
    free: Sequence[Pair],
    left: Mapping[str, int],
) -> str:
    """Whose pairs somebody has to choose among, since the policy cannot."""
    asked = []
    for mentor in sorted({mentor for _, mentor in free}):
        theirs = [mentees.by_key[mentee].person.id for mentee, other in free if other == mentor]
        if len(theirs) > left[mentor]:
            name = mentors.by_key[mentor].person.id
            asked.append(f"{counted(left[mentor], 'place')} of {name} for {', '.join(theirs)}")
    return (
        f"optimise: {program.matching.optimise} has no exact method that also chooses which living pairs are "
        f"kept, and there {'is' if len(asked) == 1 else 'are'} {'; '.join(asked)}: forbid by a decision who "
        "should go, or use most_matched or highest_total"
    )


def _end(
    pair: Pair,
    ended: Mapping[Pair, Ending],
    apart: frozenset[Pair],
    held: Mapping[str, str],
    forbidden: set[Pair],
) -> tuple[Reason, str] | None:
    if pair in ended:
        end = ended[pair]
        return end.status, f"{end.status} on {end.date}{f': {end.reason}' if end.reason else ''}"
    if pair in apart:
        return "ended", "it had ended before the previous run"
    if held.get(pair[0], pair[1]) != pair[1]:
        return "locked", "a decision locks the mentee to somebody else"
    if pair in forbidden:
        return "forbidden", "a decision forbids it"
    return None


def _gone(
    program: Program,
    facts: Facts,
    mentors: Qualification,
    mentees: Qualification,
    pair: Pair,
    *,
    by_hand: bool,
) -> tuple[Reason, str] | None:
    """Why today's rosters or rules leave no room for a pair; a lock by hand answers for the rules."""
    mentee, mentor = mentees.by_key.get(pair[0]), mentors.by_key.get(pair[1])
    if mentee is None:
        return "mentee_left", "the mentee is not in the roster of mentees any more"
    if mentor is None:
        return "mentor_left", "the mentor is not in the roster of mentors any more"
    if by_hand:
        return None
    for standing, role in ((mentee, mentees), (mentor, mentors)):
        if standing.state not in role.matched_states:
            who = "mentee" if role is mentees else "mentor"
            return "not_eligible", f"the {who} may not be matched: {standing.reason}"
    for rule, why in broken_rules(program, facts, mentee.person, mentor.person):
        return "rule", f"it breaks {rule}: {why}"
    points = pair_points(program.matching, facts, mentee.person, mentor.person)
    if points < lowest_points(program.matching):
        return "below_floor", f"the score is {points / POINT:g}, the floor {program.matching.floor:g}"
    return None


def _named(mentees: Qualification, mentors: Qualification, mentee: str, mentor: str) -> tuple[str, str]:
    return mentees.by_key[mentee].person.id, mentors.by_key[mentor].person.id


def _together(
    decisions: Sequence[Decision], ended: Mapping[Pair, Ending], previous: Previous
) -> Iterator[Finding]:
    for decision in decisions:
        pair = decision.mentee, decision.mentor
        if decision.decision == "lock" and (pair in ended or pair in previous.apart):
            when = (
                f" on {ended[pair].date}, {ended[pair].at}" if pair in ended else " before the previous run"
            )
            message = f"the lock brings two together whose pair has ended{when}"
            hint = "two who ended are never paired again; take the lock out, or mend the log"
            yield Finding("MK906", message, decision.at, hint)
