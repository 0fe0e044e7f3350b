"""Who may take part: everyone's state, with a reason per rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.rules import Outcome, brought
from mentorkit.under_way import along
from mentorkit.vocabulary import Facts

State = Literal["qualified", "conditional", "not_yet"]


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule says of one person."""

    part: str
    """require, expertise or communication."""
    rule: str
    outcome: Outcome
    reason: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's state and what makes it."""

    person: Person
    state: State
    rules: tuple[RuleResult, ...]
    brings: Mapping[str, tuple[str, ...]]
    """Objective to the skills of it that the person brings (mentors)."""

    @property
    def after(self) -> tuple[str, ...]:
        """The trainings that would make a conditional person qualified."""
        return tuple(dict.fromkeys(rule.after for rule in self.rules if rule.outcome == "conditional"))

    @property
    def reason(self) -> str:
        """What stands in the way, or the trainings that are missing."""
        blocking = [rule.reason for rule in self.rules if rule.outcome in ("not_met", "not_known")]
        return "; ".join(blocking or [rule.reason for rule in self.rules if rule.outcome == "conditional"])


@dataclass(frozen=True)
class Qualification:
    """Everyone of one role, in roster order."""

    role: Literal["mentors", "mentees"]
    standings: tuple[Standing, ...]
    matched_states: frozenset[State]
    """The states that may be matched."""
    outside: Mapping[str, str] | None = None
    """Where a pool is applied: the key of everybody who qualifies and is not in it, with why."""

    @cached_property
    def by_key(self) -> dict[str, Standing]:
        """The standings by the person's key."""
        return {standing.person.key: standing for standing in self.standings}

    @property
    def matchable(self) -> tuple[Person, ...]:
        """The people who may be matched."""
        outside = self.outside or {}
        return tuple(
            each.person
            for each in self.standings
            if each.state in self.matched_states and each.person.key not in outside
        )

    def asked(self, matched: Iterable[str]) -> int:
        """How many people a share of all is of: the roster, or the pool and those matched from outside it."""
        if self.outside is None:
            return len(self.standings)
        return len({*(person.key for person in self.matchable), *matched})

    @property
    def totals(self) -> dict[str, int]:
        """How many people are in each state."""
        counts = Counter(standing.state for standing in self.standings)
        return {"people": len(self.standings), **{state: counts[state] for state in STATES}}

    def missing_skills(self, facts: Facts) -> dict[str, tuple[str, ...]]:
        """Objective to its skills that no qualified mentor brings."""
        brought_by = [each.brings for each in self.standings if each.state == "qualified"]
        missing = {
            objective.id: tuple(
                skill
                for skill in objective.skills
                if not any(skill in brings.get(objective.id, ()) for brings in brought_by)
            )
            for objective in facts.objectives
        }
        return {name: skills for name, skills in missing.items() if skills}


STATES: tuple[State, ...] = ("qualified", "conditional", "not_yet")


def qualify(program: Program, roster: Roster, facts: Facts) -> Qualification:
    """Everyone's state: not yet where a rule is not met or not known, conditional where training helps."""
    role: Literal["mentors", "mentees"] = "mentors" if roster.role == "mentors" else "mentees"
    section = program.qualification_of(role)
    rules = [(part, rule) for part, _, rule in section.parts()]
    standings = []
    for person in along(f"who of the {role} qualifies", roster.people):
        results = []
        for part, rule in rules:
            verdict = rule.verdict(person, facts)
            results.append(RuleResult(part, rule.name, verdict.outcome, verdict.reason, verdict.after))
        brings: dict[str, tuple[str, ...]] = {}
        if role == "mentors":
            found = ((objective.id, brought(person, objective)) for objective in facts.objectives)
            brings = {name: skills for name, skills in found if skills}
        standings.append(Standing(person, _state(results), tuple(results), brings))
    states: frozenset[State] = frozenset(
        ["qualified", "conditional"] if section.conditional == "match" else ["qualified"]
    )
    return Qualification(role, tuple(standings), states)


def _state(results: list[RuleResult]) -> State:
    outcomes = {result.outcome for result in results}
    if outcomes & {"not_met", "not_known"}:
        return "not_yet"
    return "conditional" if "conditional" in outcomes else "qualified"
