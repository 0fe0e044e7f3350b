"""Quality against quantity: what each bar of the mentors' qualification costs, by matching under others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mentorkit.assignment import Assignment, Watch, assign
from mentorkit.finding import Steps
from mentorkit.other_mentors import with_mentors
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import Qualification, Standing, qualify
from mentorkit.rules.at_least import AtLeast
from mentorkit.rules.at_most import AtMost
from mentorkit.rules.rating import Rating
from mentorkit.scores import Scores

MOST, FEWEST = 12, 3
"""Thresholds of a bar that are tried, at most and at least (our choice)."""
LOOKS = 100_000
"""Mentees times thresholds of all bars: beyond it fewer thresholds are tried (our choice)."""
SEARCHES = 10
"""How much longer a fair set takes, which is searched for at one lowest score after another."""
OnNumber = Rating | AtLeast | AtMost


@dataclass(frozen=True)
class Step:
    """What the program comes to with a bar at some number."""

    at: Decimal
    own: bool
    """Whether that is where the program has it."""
    mentors: int
    """Who may be matched."""
    places: int
    matched: int
    """Mentees."""
    mean: Fraction | None
    """Points of a pair; None without pairs."""
    lowest: int | None
    """Points."""


@dataclass(frozen=True)
class Bar:
    """A rule on a number, and what the program comes to with its bar elsewhere."""

    part: str
    """require, expertise or communication."""
    rule: OnNumber
    steps: tuple[Step, ...]
    """From the lowest number to the highest."""
    left_out: int
    """Numbers of the roster that were not tried."""

    @property
    def upper(self) -> bool:
        """Whether it is those above the bar who do not pass."""
        return isinstance(self.rule, AtMost)


def bars(
    program: Program, scores: Scores, now: Assignment, mentors: Qualification, watch: Watch
) -> tuple[Bar, ...]:
    """Every bar on a number under `qualification: mentors`, each moved by itself to numbers of the roster.

    The others stay, and so do all rules, criteria and mentees; each set of mentors is matched anew.
    `now` is the program's own optimum. Raises Stopped.
    """
    rules = [
        (part, path, number, rule)
        for number, (part, path, rule) in enumerate(program.qualification.mentors.parts())
        if isinstance(rule, OnNumber)
    ]
    looks = LOOKS // (SEARCHES if scores.matching.optimise in ("fair", "fair_leximin") else 1)
    most = max(FEWEST, min(MOST, looks // max(1, len(scores.mentees) * len(rules))))
    tried = []
    for part, path, number, rule in rules:
        occurring = _occurring(rule, number, mentors)
        tried.append((part, path, rule, occurring, chosen(occurring, own_bar(rule), most)))
    search = _Search(program, scores, now, mentors, watch, sum(len(some) for *_, some in tried))
    return tuple(
        Bar(part, rule, tuple(search.step(path, rule, at) for at in some), len(occurring) - len(some))
        for part, path, rule, occurring, some in tried
    )


def own_bar(rule: OnNumber) -> Decimal:
    """Where the program has the bar."""
    return rule.at_least if isinstance(rule, Rating) else rule.value


def _moved(rule: OnNumber, at: Decimal) -> OnNumber:
    return rule.model_copy(update={"at_least" if isinstance(rule, Rating) else "value": at})


def _number(rule: OnNumber, person: Person) -> Decimal | None:
    return rule.rating(person) if isinstance(rule, Rating) else person.number(rule.field)


def _occurring(rule: OnNumber, number: int, mentors: Qualification) -> list[Decimal]:
    """The numbers of mentors whom no other rule excludes, and the program's own bar, rising."""

    def open_to(standing: Standing) -> bool:
        others = (each.outcome for at, each in enumerate(standing.rules) if at != number)
        return not {*others} & {"not_met", "not_known"}

    numbers = (_number(rule, each.person) for each in mentors.standings if open_to(each))
    found, own = {each for each in numbers if each is not None}, own_bar(rule)
    if own not in found:  # the next number that passes lets the same mentors in
        beyond = [each for each in found if (each < own if isinstance(rule, AtMost) else each > own)]
        found -= {max(beyond) if isinstance(rule, AtMost) else min(beyond)} if beyond else set()
    return sorted({*found, own})


def chosen(occurring: Sequence[Decimal], own: Decimal, most: int) -> list[Decimal]:
    """At most so many of the numbers, 3 or more: the own bar, its neighbours, and others evenly between."""
    if len(occurring) <= most:
        return [*occurring]
    at = occurring.index(own)
    kept = {each for each in (at - 1, at, at + 1) if 0 <= each < len(occurring)}
    others = [each for each in range(len(occurring)) if each not in kept]
    wanted = most - len(kept)
    kept |= {others[round(n * (len(others) - 1) / max(1, wanted - 1))] for n in range(wanted)}
    return [occurring[each] for each in sorted(kept)]


class _Search:
    """Sets of mentors matched one after another, each once."""

    def __init__(
        self,
        program: Program,
        scores: Scores,
        now: Assignment,
        mentors: Qualification,
        watch: Watch,
        total: int,
    ) -> None:
        """`total` is how many steps will be asked for."""
        self._program, self._scores, self._watch, self._total = program, scores, watch, total
        self._done = 0
        self._roster = Roster("mentors", tuple(each.person for each in mentors.standings))
        self._known = {frozenset(each.key for each in mentors.matchable): _reached(now)}

    def step(self, path: Steps, rule: OnNumber, at: Decimal) -> Step:
        """What the program comes to with one bar at a number."""
        self._watch.note("other bars", self._done, self._total)
        self._done += 1
        program = _with_rule(self._program, path, _moved(rule, at))
        able = qualify(program, self._roster, self._scores.facts).matchable
        key = frozenset(each.key for each in able)
        if key not in self._known:
            changed = with_mentors(self._scores, able)
            self._known[key] = _reached(assign(self._program, changed, watch=self._watch))
        return Step(at, at == own_bar(rule), len(able), *self._known[key])


def _reached(found: Assignment) -> tuple[int, int, Fraction | None, int | None]:
    """Places, matched mentees, mean and lowest points."""
    points = found.points.values()
    mean = Fraction(sum(points), len(points)) if points else None
    return sum(found.scores.places), len(points), mean, min(points, default=None)


def _with_rule(program: Program, path: Steps, rule: OnNumber) -> Program:
    """The program with another rule at a place below `qualification: mentors`."""
    mentors = program.qualification.mentors
    part, number = str(path[0]), int(path[1])
    rules = [*getattr(mentors, part)]
    rules[number] = rule
    section = mentors.model_copy(update={part: tuple(rules)})
    whole = program.qualification.model_copy(update={"mentors": section})
    return program.model_copy(update={"qualification": whole})
