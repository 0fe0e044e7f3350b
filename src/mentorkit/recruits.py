"""Whom to recruit next: what one more mentor of each kind would bring everyone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.assignment.newcomers import Newcomers
from mentorkit.fields import Value, fold
from mentorkit.locks import places
from mentorkit.other_mentors import with_mentors
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.scores import Scores
from mentorkit.vocabulary import Facts
from mentorkit.what_if import Outcome

COMMONEST = 200
"""Kinds that are worked out: those that most mentors of the roster are of (our choice)."""
AGAIN = 20
"""Kinds that are solved again where prices alone do not tell (our choice)."""
UP_TO = 2_000
"""Mentees up to whom they are."""
NEWCOMER = "(one more mentor)"
"""The id of somebody who is not there."""
SUMMED = ("most_matched", "highest_total")
"""Policies whose prices tell what a mentor would bring."""
SEARCHED = ("fair", "fair_leximin")
"""Policies whose sets are searched for at one lowest score after another."""
FAIR_UP_TO = 300
"""Mentees up to whom supply matches anew under those (our choice: some thirty times take seconds)."""
Way = Literal["prices", "solved", "unavailable"]


@dataclass(frozen=True)
class Kind:
    """Mentors who say the same wherever criteria and hard rules look."""

    values: Mapping[str, Value]
    """What they say, by field; blank cells are not there."""
    seen: int
    """How many the roster has of them."""

    @property
    def person(self) -> Person:
        """Somebody of the kind, of whom nothing else is known."""
        return Person(NEWCOMER, self.values)


@dataclass(frozen=True)
class Recruit:
    """What one more mentor of a kind would bring."""

    kind: Kind
    matched: int
    """Mentees more who are matched."""
    points: int
    """Of the total score, the cost of further mentees of one mentor taken off."""


@dataclass(frozen=True)
class Recruits:
    """What one more mentor of each kind would bring; the most matched first, then the highest total."""

    fields: tuple[str, ...]
    """What makes a kind: the fields of a mentor that criteria and hard rules look at."""
    found: tuple[Recruit, ...]
    kinds: int
    """How many kinds could have been tried."""
    places: int
    """That the one more has."""
    way: Way
    """From the prices of the optimum; solved again under the program's aims; or not for so many mentees."""


def recruits(
    program: Program,
    scores: Scores,
    now: Assignment,
    mentors: Qualification,
    watch: Watch,
) -> Recruits:
    """The commonest kinds, and what one more of each would bring to the pairs of now.

    Of equally common kinds those whose first place brings the most. Under another policy than SUMMED, those
    that would bring the most under most_matched are solved again. Raises Stopped.
    """
    some = kinds(program, scores.facts, mentors)
    many = places(scores.matching.capacity, Person(NEWCOMER))
    way: Way = "prices" if scores.matching.optimise in SUMMED else "solved"
    if way == "solved" and len(scores.mentees) > UP_TO:
        return Recruits(looked_at(program), (), len(some), many, "unavailable")
    before = now if way == "prices" else assign(_most_matched(program), scores, watch=watch)
    found = _from_prices(scores, before, some, many, watch)
    if way == "solved":
        found = _again(program, scores, now, found[:AGAIN], watch)
    return Recruits(looked_at(program), tuple(found), len(some), many, way)


def aimed(program: Program, scores: Scores) -> tuple[Program, Scores]:
    """The aims under which others are matched: the program's own; most_matched where a fair set takes long.

    Both match as many mentees; the scores may differ.
    """
    if program.matching.optimise not in SEARCHED or len(scores.mentees) <= FAIR_UP_TO:
        return program, scores
    other = _most_matched(program)
    return other, replace(scores, matching=other.matching)


def looked_at(program: Program) -> tuple[str, ...]:
    """The fields of a mentor that decide about pairs, in the program's order."""
    matching = program.matching
    both = [criterion.looks_at() for criterion in matching.criteria]
    both += [rule.looks_at() for _, _, rule in matching.constraints()]
    return tuple(dict.fromkeys(fields[1] for fields in both if fields and fields[1]))


def kinds(program: Program, facts: Facts, mentors: Qualification) -> list[Kind]:
    """The kinds of a roster, the commonest first, then in the order of what they say.

    Those are left out of whom nobody could be matched: a rule excludes them that looks at nothing else.
    """
    fields = looked_at(program)
    seen: Counter[tuple[str, ...]] = Counter()
    said: dict[tuple[str, ...], dict[str, Value]] = {}
    for standing in mentors.standings:
        person = standing.person
        key = tuple(person.category(field) or "" for field in fields)
        values = {field: _ordered(person.values[field]) for field in fields if person.knows(field)}
        seen[key] += 1
        said[key] = min(
            said.get(key, values), values, key=repr
        )  # of several spellings, whatever row is first
    rules = [rule for _, _, rule in program.qualification.mentors.parts() if {*rule.reads()} <= {*fields}]
    able = {"met", "conditional"} if "conditional" in mentors.matched_states else {"met"}
    found = (Kind(said[key], seen[key]) for key in sorted(seen, key=lambda key: (-seen[key], key)))
    return [each for each in found if {rule.verdict(each.person, facts).outcome for rule in rules} <= able]


def _ordered(value: Value) -> Value:
    return tuple(sorted(value, key=fold)) if isinstance(value, tuple) else value


def _most_matched(program: Program) -> Program:
    matching = program.matching.model_copy(update={"optimise": "most_matched"})
    return program.model_copy(update={"matching": matching})


def _from_prices(
    scores: Scores, now: Assignment, some: Sequence[Kind], many: int, watch: Watch
) -> list[Recruit]:
    """The commonest kinds by what the prices say."""
    if now.optimum is None or not now.proven:
        raise Stopped
    people = tuple(kind.person for kind in some)
    newcomers = replace(
        scores,
        mentors=people,
        places=(many,) * len(people),
        locks={},
        waived={},
        forbidden=frozenset(),
        only_locked=frozenset(),
    )
    market = Newcomers(now, now.optimum, newcomers.grid)
    first = market.first().tolist()
    order = sorted(range(len(some)), key=lambda at: (-some[at].seen, -first[at], at))[:COMMONEST]
    found = []
    for done, at in enumerate(order):
        watch.note("kinds of mentors", done, len(order))
        found.append(Recruit(some[at], *market.brought(at, many)))
    return sorted(found, key=lambda each: (-each.matched, -each.points))


def _again(
    program: Program, scores: Scores, now: Assignment, some: Sequence[Recruit], watch: Watch
) -> list[Recruit]:
    """The same kinds under the program's own aims."""
    able = [each for column, each in enumerate(scores.mentors) if column not in scores.only_locked]
    before = Outcome.of(program, now, scores.locks.keys())
    found = []
    for done, each in enumerate(some):
        watch.note("kinds of mentors", done, len(some))
        changed = with_mentors(scores, [*able, each.kind.person])
        after = Outcome.of(program, assign(program, changed), scores.locks.keys())
        found.append(Recruit(each.kind, after.matched - before.matched, after.total - before.total))
    return sorted(found, key=lambda each: (-each.matched, -each.points))
