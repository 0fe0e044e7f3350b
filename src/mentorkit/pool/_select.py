"""Who is in the pool: eligible by the rules, ranked by points, chosen within size and quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mentorkit.criteria import Part
from mentorkit.locks import places
from mentorkit.people import Person
from mentorkit.plans import PoolSide
from mentorkit.pool.choice import Aim, Choice, Contradiction, choose, number_of
from mentorkit.pool.quotas import SIZE, Limit, limits
from mentorkit.program import Program
from mentorkit.qualification import Qualification, RuleResult, Standing
from mentorkit.section import Problem
from mentorkit.under_way import along
from mentorkit.vocabulary import Facts
from mentorkit.weights import apportion

Role = Literal["mentors", "mentees"]
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RankPart:
    """One entry's share in somebody's points."""

    label: str
    weight: int
    """Points of the whole."""
    points: int
    part: Part


@dataclass(frozen=True)
class Applicant:
    """Somebody who is eligible for the pool, with what makes the rank."""

    standing: Standing
    parts: tuple[RankPart, ...]

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.standing.person

    @cached_property
    def points(self) -> int:
        """All points together."""
        return sum(part.points for part in self.parts)

    @cached_property
    def order(self) -> tuple[int, int, str]:
        """Sorts by rank: the most points first, then the draw by the id."""
        return -self.points, -number_of(self.person.key), self.person.key


@dataclass(frozen=True)
class Selection:
    """One role's pool."""

    role: Role
    plan: PoolSide
    qualification: Qualification
    applicants: tuple[Applicant, ...]
    """Everybody who is eligible, in the order of the rank."""
    ineligible: Mapping[str, tuple[RuleResult, ...]]
    """Who qualifies and is not eligible, by key: the rules of the pool that are not met."""
    size: int
    """The most who may be in."""
    limits: tuple[Limit, ...]
    """On the applicants, by their number."""
    staying: frozenset[int]
    """Applicants who are in whatever happens: they are paired already."""
    chosen: frozenset[int]
    """The applicants who are in."""
    aims: tuple[Aim, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Those who are in."""
        return frozenset(self.applicants[number].person.key for number in self.chosen)

    @property
    def inside(self) -> tuple[Applicant, ...]:
        """Those who are in, by rank."""
        return tuple(self.applicants[number] for number in sorted(self.chosen))

    @property
    def waiting(self) -> tuple[int, ...]:
        """The numbers of those who wait, by rank."""
        return tuple(number for number in range(len(self.applicants)) if number not in self.chosen)

    @property
    def points(self) -> int:
        """The points of all who are in."""
        return sum(each.points for each in self.inside)

    @property
    def proven(self) -> bool:
        """Whether nothing is better: neither more people, nor more points."""
        return all(aim.proven for aim in self.aims)


@dataclass(frozen=True)
class Pool:
    """The first cohort: its mentees and its mentors; None for a side that the program does not choose."""

    mentees: Selection | None = None
    mentors: Selection | None = None

    @property
    def sides(self) -> tuple[Selection, ...]:
        """The sides that are chosen."""
        return tuple(side for side in (self.mentees, self.mentors) if side is not None)


@dataclass(frozen=True)
class Staying:
    """The keys of those who are paired already and stay in the pool whatever its rules say."""

    mentees: frozenset[str] = NOBODY
    mentors: frozenset[str] = NOBODY


def select(
    program: Program,
    facts: Facts,
    mentors: Qualification | None,
    mentees: Qualification | None,
    staying: Staying | None = None,
) -> tuple[Pool, list[Problem]]:
    """The pools of both roles, and errors where no set of people is within size and quotas.

    Mentors come first, as their places are the size of the mentees' pool where it names none. A role of
    None is not looked at; mentees alone then need a `size`.
    """
    staying = staying or Staying()
    problems: list[Problem] = []
    theirs: Selection | None = None
    if mentors is not None and program.pool is not None and program.pool.mentors is not None:
        plan = program.pool.mentors
        theirs = _side(facts, plan, mentors, plan.size, staying.mentors, problems)
    ours: Selection | None = None
    if mentees is not None and program.pool is not None and program.pool.mentees is not None:
        size = program.pool.mentees.size
        if size is None:
            assert mentors is not None  # noqa: S101  # the caller brings those whose places decide
            inside = mentors.matchable if theirs is None else [each.person for each in theirs.inside]
            size = sum(places(program.matching.capacity, mentor) for mentor in inside)
        ours = _side(facts, program.pool.mentees, mentees, size, staying.mentees, problems)
    return Pool(ours, theirs), problems


def without(selection: Selection, quotas: frozenset[int]) -> frozenset[int]:
    """Who would be in if some quotas did not hold: the numbers of applicants."""
    kept = [limit for limit in selection.limits if limit.quota not in quotas]
    found = _chosen(selection.applicants, kept, selection.staying)
    assert isinstance(found, Choice)  # noqa: S101  # fewer limits than those that hold
    return found.chosen


def _side(
    facts: Facts,
    plan: PoolSide,
    qualification: Qualification,
    size: int | None,
    staying: frozenset[str],
    problems: list[Problem],
) -> Selection:
    role = qualification.role
    weights = apportion([Fraction(each.stated) for each in plan.rank_by]) if plan.rank_by else ()
    applicants, ineligible = [], {}
    for standing in along(f"ranking {role}", qualification.standings):
        failed = tuple(_failed(plan, standing, qualification, facts))
        if standing.state not in qualification.matched_states:
            continue
        if failed and standing.person.key not in staying:
            ineligible[standing.person.key] = failed
        else:
            applicants.append(Applicant(standing, tuple(_parts(plan, weights, standing.person, facts))))
    applicants.sort(key=lambda each: each.order)
    people = [each.person for each in applicants]
    stay = frozenset(number for number, person in enumerate(people) if person.key in staying)
    most = len(people) if size is None else size
    found_limits = limits(plan.quotas, people, most, stay)
    found = _chosen(applicants, found_limits, stay)
    if isinstance(found, Contradiction):
        problems.append(_contradicted(role, plan, found, found_limits))
        found = Choice(frozenset(), ())
    return Selection(
        role,
        plan,
        qualification,
        tuple(applicants),
        ineligible,
        most,
        tuple(found_limits),
        stay,
        found.chosen,
        found.aims,
    )


def _failed(
    plan: PoolSide, standing: Standing, qualification: Qualification, facts: Facts
) -> Iterator[RuleResult]:
    """The pool's rules that a person does not meet; a missing training counts as it does for qualifying."""
    passing = {"met", *({"conditional"} & qualification.matched_states)}
    for rule in plan.require:
        verdict = rule.verdict(standing.person, facts)
        if verdict.outcome not in passing:
            yield RuleResult("pool", rule.name, verdict.outcome, verdict.reason, verdict.after)


def _parts(plan: PoolSide, weights: Sequence[int], person: Person, facts: Facts) -> Iterator[RankPart]:
    for each, weight in zip(plan.rank_by, weights, strict=True):
        part = each.part(person, facts)
        yield RankPart(each.label, weight, round(weight * part.value), part)


def _chosen(
    applicants: Sequence[Applicant], found: Sequence[Limit], staying: frozenset[int]
) -> Choice | Contradiction:
    points = [each.points for each in applicants]
    return choose(points, [each.person.key for each in applicants], found, staying)


def _contradicted(role: Role, plan: PoolSide, found: Contradiction, all_limits: Sequence[Limit]) -> Problem:
    quotas = [number for number in found.quotas if number != SIZE]
    path = ("pool", role, "quotas", min(quotas))
    said = [plan.quotas[number].said for number in quotas]
    own = [limit for limit in all_limits if limit.quota == quotas[0]]
    crossed = next((each for each in own if each.low > min(each.high, len(each.members))), None)
    if len(found.quotas) == 1 and crossed is not None:
        if len(crossed.members) < crossed.low:
            message = f"{said[0]}: {len(crossed.members)} eligible, {found.short} too few"
            return Problem("MK602", message, path, "lower at_least, or loosen what makes people eligible")
        message = f"{said[0]}: here that is at least {crossed.low} and at most {crossed.high}"
        return Problem("MK602", message, path, "change one of the two")
    if SIZE in found.quotas:
        most = next(limit.high for limit in all_limits if limit.quota == SIZE)
        said.append(f"the size of {most}" if plan.size else f"the {most} places that the mentors have")
    listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    many = f"{found.short} {'person' if found.short == 1 else 'people'}"
    message = f"no pool of {role} can keep to {listed}: those who must be in are {many} too many"
    return Problem("MK602", message, path, "loosen one of them")
