"""The bench of every critical role, as it stands and as it is expected after the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mentorkit.bench import READINESS, Candidate
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.vocabulary import Bench, CriticalRole, Objective, Readiness

YEARS: dict[Readiness, int] = {"now": 0, "one_to_two_years": 2, "three_to_five_years": 5}
"""After how many years somebody counts as ready: the later end (our choice)."""
RISKS = ("high", "medium", "low", None)
"""From the likeliest vacancy on."""
MANY = 3
"""Roles of one candidate from which on they lean on one person."""
State = Literal["nobody", "nobody_ready", "short", "covered"]
STATES: tuple[State, ...] = ("nobody", "nobody_ready", "short", "covered")


@dataclass(frozen=True, slots=True)
class Successor:
    """One candidate for one role."""

    key: str
    id: str
    name: str | None
    readiness: Readiness
    after: Readiness
    """How ready they are expected to be after the program."""
    mentor: str | None
    """The key of the mentor in the run."""
    knows: Literal["incumbent", "former"] | None
    """What the mentor is or was in the role."""


@dataclass(frozen=True)
class RoleBench:
    """A critical role and who stands for it, the readiest first."""

    role: CriticalRole
    incumbent: Person | None
    successors: tuple[Successor, ...]
    in_time: int | None
    """How many are ready when the incumbent leaves; None where that day is not known."""

    @property
    def ready(self) -> int:
        """How many are ready now."""
        return sum(each.readiness == "now" for each in self.successors)

    @property
    def ready_after(self) -> int:
        """How many are expected to be ready after the program."""
        return sum(each.after == "now" for each in self.successors)

    @property
    def state(self) -> State:
        """What the bench lacks today."""
        if not self.successors:
            return "nobody"
        if not self.ready:
            return "nobody_ready"
        return "short" if self.ready < self.role.successors else "covered"


@dataclass(frozen=True, slots=True)
class Strength:
    """The bench of several roles together."""

    name: str
    roles: tuple[str, ...]
    before: Fraction
    """Ready-now successors a role."""
    after: Fraction
    objective: Objective | None = None


@dataclass(frozen=True, slots=True)
class Reliance:
    """A candidate on whom several roles lean."""

    successor: Successor
    roles: tuple[str, ...]
    """All that the person stands for."""
    alone: tuple[str, ...]
    """Those that would have nobody ready now without the person."""


@dataclass(frozen=True)
class Benches:
    """All critical roles, the most pressing first."""

    roles: tuple[RoleBench, ...]
    functions: tuple[Strength, ...]
    objectives: tuple[Strength, ...]
    """Those that are about any of the roles."""
    reliances: tuple[Reliance, ...]
    fillable: int
    """Roles that could be filled today at once, nobody taking two."""
    fillable_after: int
    from_run: bool
    """Whether the expectation follows the pairs of a run; else all candidates who are mentees move."""

    @property
    def strength(self) -> tuple[Fraction, Fraction]:
        """Ready-now successors a role, before and after: the measure bench_strength."""
        return _mean([each.ready for each in self.roles]), _mean([each.ready_after for each in self.roles])


def benches(
    program: Program,
    bench: Bench,
    candidates: Iterable[Candidate],
    people: Mapping[str, Person],
    mentees: Collection[str],
    pairs: Mapping[str, str] | None,
    today: dt.date,
) -> Benches:
    """Every role's bench. `people` and `mentees` are by key, `pairs` mentee to mentor by key, of a run.

    Expected is, as an assumption, that a candidate who has a mentor moves `advance` steps of readiness;
    without pairs, that every mentee has one.
    """
    plan = program.succession
    roles = plan.critical_roles if plan else ()
    moved = mentees if pairs is None else pairs.keys()
    named = {each.key: each.said for each in candidates}
    standing: dict[str, list[str]] = {}
    for key, titles in bench.candidates.items():
        for title in titles:
            standing.setdefault(title, []).append(key)

    def successor(key: str, title: str) -> Successor:
        person, readiness = people.get(key), bench.candidates[key][title]
        step = plan.advance if plan and key in moved else 0
        after = READINESS[max(0, READINESS.index(readiness) - step)]
        mentor = pairs.get(key) if pairs else None
        knows = bench.knowing.get(title, {}).get(mentor or "")
        name = person.text("name") if person else None
        said = person.id if person else named.get(key, key)
        return Successor(key, said, name, readiness, after, mentor, knows)

    found = []
    for role in roles:
        title = fold(role.title)
        own = [successor(key, title) for key in standing.get(title, ())]
        own.sort(key=lambda each: (READINESS.index(each.readiness), each.key))
        who = next((key for key, how in bench.knowing.get(title, {}).items() if how == "incumbent"), None)
        incumbent = people.get(who) if who else None
        found.append(RoleBench(role, incumbent, tuple(own), _in_time(role, own, today)))
    found.sort(key=_pressing)
    return Benches(
        tuple(found),
        tuple(_functions(found)),
        tuple(_objectives(program, found)),
        tuple(_reliances(found)),
        at_once([{s.key for s in each.successors if s.readiness == "now"} for each in found]),
        at_once([{s.key for s in each.successors if s.after == "now"} for each in found]),
        pairs is not None,
    )


def _pressing(each: RoleBench) -> tuple[int, int, dt.date]:
    risk = RISKS.index(each.role.exit_risk)
    return STATES.index(each.state), risk, each.role.leaves_on or dt.date.max


def _in_time(role: CriticalRole, own: Sequence[Successor], today: dt.date) -> int | None:
    if role.leaves_on is None:
        return None
    return sum(
        _years_on(today, YEARS[each.readiness]) <= role.leaves_on or each.readiness == "now" for each in own
    )


def _years_on(day: dt.date, years: int) -> dt.date:
    """The same day some years later; the last of February for its 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def about(program: Program, objective: Objective, role: CriticalRole) -> bool:
    """Whether an objective is about a critical role: it names its function or, naming none, a skill of it."""
    if objective.functions_at_risk:
        return fold(role.function or "") in map(fold, objective.functions_at_risk)
    skill = program.vocabulary.skill
    return bool(
        {fold(skill(each)) for each in objective.skills} & {fold(skill(each)) for each in role.skills}
    )


def _strength(name: str, roles: Sequence[RoleBench], objective: Objective | None = None) -> Strength:
    titles = tuple(each.role.title for each in roles)
    before, after = [each.ready for each in roles], [each.ready_after for each in roles]
    return Strength(name, titles, _mean(before), _mean(after), objective)


def _mean(counts: Sequence[int]) -> Fraction:
    return Fraction(sum(counts), len(counts)) if counts else Fraction(0)


def _functions(found: Sequence[RoleBench]) -> Iterable[Strength]:
    groups: dict[str, list[RoleBench]] = {}
    for each in found:
        if each.role.function:
            groups.setdefault(fold(each.role.function), []).append(each)
    weakest = [_strength(own[0].role.function or "", own) for own in groups.values()]
    return sorted(weakest, key=lambda each: (each.before, each.name))


def _objectives(program: Program, found: Sequence[RoleBench]) -> Iterable[Strength]:
    for objective in program.objectives:
        own = [each for each in found if about(program, objective, each.role)]
        if own:
            yield _strength(objective.id, own, objective)


def _reliances(found: Sequence[RoleBench]) -> list[Reliance]:
    """Those who stand for MANY roles, or without whom two have nobody who is ready now."""
    by_key: dict[str, list[tuple[RoleBench, Successor]]] = {}
    for each in found:
        for successor in each.successors:
            by_key.setdefault(successor.key, []).append((each, successor))
    reliances = []
    for own in by_key.values():
        alone = [each.role.title for each, own_ in own if own_.readiness == "now" and each.ready == 1]
        if len(own) >= MANY or len(alone) > 1:
            titles = tuple(each.role.title for each, _ in own)
            reliances.append(Reliance(own[0][1], titles, tuple(alone)))
    return sorted(reliances, key=lambda each: (-len(each.alone), -len(each.roles), each.successor.key))


def at_once(roles: Sequence[Collection[str]]) -> int:
    """How many of the roles can be filled at once: a largest matching, by augmenting paths."""
    holder: dict[str, int] = {}

    def filled(role: int) -> bool:
        """Whether the role can be filled, those who fill others moving on."""
        came: dict[str, tuple[int, str]] = {}
        waiting = [(role, "")]
        for at, through in waiting:
            for key in sorted(roles[at]):
                if key in came:
                    continue
                came[key] = at, through
                if key in holder:
                    waiting.append((holder[key], key))
                    continue
                while key:
                    at_role, key_before = came[key]
                    holder[key] = at_role
                    key = key_before
                return True
        return False

    return sum(filled(number) for number in range(len(roles)))
