"""Hypothesis strategies: small cohorts with blanks, ties and odd numbers, and programs over them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Literal

from hypothesis import strategies as st

from mentorkit.decisions import Decision
from mentorkit.fields import Value
from mentorkit.finding import Location
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import qualify
from mentorkit.reporting_lines import ReportingLines, follow
from mentorkit.scores import Scores, score
from mentorkit.vocabulary import Bench, Facts

RATINGS = st.sampled_from([Decimal(0), Decimal(1), Decimal(2)])
LEVELS = ["junior", "senior", "lead", "director"]
SKILLS = ["budgeting", "coaching", "strategy"]
FUNCTIONS = ["finance", "operations"]

CRITERIA: list[dict[str, Any]] = [
    {"kind": "covers", "mentee": "development_goals", "mentor": "skills"},
    {"kind": "covers", "mentee": "development_goals", "mentor": "skills", "ordered": True, "name": "ordered"},
    {"kind": "overlap", "field": "skills"},
    {"kind": "same", "field": "function"},
    {"kind": "level_gap", "ideal": 1},
    {"kind": "level_gap", "ideal": 2, "tolerance": 2, "name": "wide gap"},
    {"kind": "closeness", "field": "utc_offset", "full": 0.5, "none": 3},
    {"kind": "closeness", "field": "tenure", "full": 0, "none": 7},
    {"kind": "preference"},
    {"kind": "function_at_risk"},
    {"kind": "function_at_risk", "of": "mentee", "name": "mentee at risk"},
    {"kind": "function_at_risk", "weigh": "exit_risk", "name": "weighed"},
    {"kind": "role_successor"},
    {"kind": "lookup", "field": "function", "table": {"finance": {"operations": 0.3}}, "otherwise": 0.15},
    {"kind": "lookup", "field": "level", "table": {"junior": {"lead": 1, "director": 0.7}}, "name": "levels"},
    {"kind": "table", "file": "elsewhere.csv", "from": 0, "to": 7},
    {"kind": "table", "file": "elsewhere.csv", "from": 7, "to": 0, "name": "less is better"},
    {"kind": "covers", "mentee": "offices", "mentor": "offices", "ordered": True, "name": "rated offices"},
    {"kind": "overlap", "field": "offices"},
]
BENCH = Bench(
    {"e0": {"planthead": "now"}, "e1": {"cfo": "one_to_two_years", "planthead": "now"}, "x": {"cfo": "now"}},
    {"planthead": {"m0": "incumbent", "m2": "former"}, "cfo": {"m1": "incumbent", "e0": "former"}},
)
"""Who stands for the critical roles, and who knows them."""
NEVER: list[dict[str, Any]] = [
    {"rule": "shares", "field": "skills", "at_least": 2},
    {"rule": "within", "field": "tenure", "at_most": 1},
    {"rule": "level_gap", "at_least": 3},
    {"rule": "reporting_line"},
    {"rule": "same", "field": "function"},
    {"rule": "same", "field": "level", "unknown": "forbid"},
]
MUST: list[dict[str, Any]] = [
    {"rule": "same", "field": "asked", "unknown": "allow"},
    {"rule": "level_gap", "at_least": 0},
    {"rule": "level_gap", "at_most": 2, "unknown": "allow"},
    {"rule": "shares", "field": "skills"},
    {"rule": "shares", "mentee": "development_goals", "mentor": "skills", "unknown": "allow"},
    {"rule": "within", "field": "utc_offset", "at_most": 2.5},
]


@dataclass(frozen=True)
class Cohort:
    """A program with everybody in it, and what is scored elsewhere."""

    program: Program
    mentors: tuple[Person, ...]
    mentees: tuple[Person, ...]
    elsewhere: dict[tuple[str, str], Fraction]
    decisions: tuple[Decision, ...] = ()

    def scores(self) -> Scores:
        """The scores, as the commands make them."""
        rosters = [roster("mentors", self.mentors), roster("mentees", self.mentees)]
        lines, _ = follow(rosters)
        facts = self.program.facts(lines, {"elsewhere.csv": self.elsewhere}, BENCH)
        able = [qualify(self.program, each, facts) for each in rosters]
        return score(self.program, facts, able[0], able[1], self.decisions)[0]


def roster(role: Any, people: Sequence[Person]) -> Roster:
    """People as a roster without files."""
    return Roster(role, tuple(people))


def program(**matching: Any) -> Program:
    """A program of the strategies' vocabulary with a matching section."""
    data = {
        "version": 1,
        "name": "Property",
        "vocabulary": {
            "levels": LEVELS,
            "fields": {"tenure": "number", "asked": "yes_no", "offices": "ratings"},
        },
        "objectives": [
            {
                "id": "bench",
                "focus": "succession_pipeline",
                "statement": "A bench",
                "functions_at_risk": ["operations"],
            }
        ],
        "succession": {
            "critical_roles": [
                {"title": "Plant head", "function": "operations", "incumbent": "m0", "exit_risk": "medium"},
                {"title": "CFO", "function": "finance", "incumbent": "m1", "exit_risk": "high"},
            ]
        },
        "rosters": {"mentors": {"file": "a"}, "mentees": {"file": "b"}},
        "matching": matching,
    }
    return Program.model_validate_json(json.dumps(data), strict=True)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def people(draw: st.DrawFn, prefix: str, others: Sequence[str], least: int, most: int) -> tuple[Person, ...]:
    """Some people with most fields; each may be blank."""
    found = []
    for number in range(draw(st.integers(least, most))):
        values: dict[str, Value | None] = {
            "level": draw(_maybe(st.sampled_from(LEVELS))),
            "function": draw(_maybe(st.sampled_from(FUNCTIONS))),
            "skills": draw(_maybe(st.lists(st.sampled_from(SKILLS), min_size=1, unique=True).map(tuple))),
            "development_goals": draw(
                _maybe(st.lists(st.sampled_from(SKILLS), min_size=1, unique=True).map(tuple))
            ),
            "utc_offset": draw(
                _maybe(st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(2), Decimal("5.75")]))
            ),
            "tenure": draw(_maybe(st.decimals(0, 20, places=draw(st.sampled_from([0, 2, 9]))))),
            "offices": draw(_maybe(st.dictionaries(st.sampled_from(["Lyon", "Leeds"]), RATINGS, min_size=1))),
            "asked": draw(_maybe(st.booleans())),
            "manager": draw(_maybe(st.sampled_from([*others, f"{prefix}0", "nobody"]))),
            "preferences": draw(
                _maybe(st.lists(st.sampled_from(others), min_size=1, unique=True).map(tuple))
            ),
            "capacity": draw(_maybe(st.integers(0, 3).map(Decimal))),
        }
        known = {name: value for name, value in values.items() if value is not None}
        found.append(Person(f"{prefix}{number}", known))
    return tuple(found)


@st.composite
def cohorts(draw: st.DrawFn, /, least: int = 1, most: int = 5, **fixed: Any) -> Cohort:
    """A cohort with a random choice of criteria, weights, hard rules and floor."""
    mentors = draw(people("m", [f"e{n}" for n in range(most)], least, most))
    mentees = draw(people("e", [f"m{n}" for n in range(most)], least, most))
    chosen = draw(st.lists(st.sampled_from(CRITERIA), min_size=1, max_size=4, unique_by=str))
    criteria = [
        each
        | {"weight": draw(st.integers(1, 40)), "unknown": draw(st.sampled_from([0, 0.5, 1]))}
        | draw(st.sampled_from([{}, {}, {"asked_by": "asked"}]))
        for each in chosen
    ]
    pairs = [(e.key, m.key) for e, m in product(mentees, mentors)]
    values = st.integers(0, 70).map(lambda n: Fraction(n, 10))
    elsewhere = draw(st.dictionaries(st.sampled_from(pairs), values)) if pairs else {}
    matching = {
        "criteria": criteria,
        "never": draw(st.lists(st.sampled_from(NEVER), max_size=2, unique_by=str)),
        "must": draw(st.lists(st.sampled_from(MUST), max_size=2, unique_by=str)),
        "floor": draw(st.sampled_from([0, 0, 25.5])),
        "capacity": {"default": draw(st.integers(1, 2)), "at_most": draw(st.sampled_from([2, 3]))},
        "optimise": draw(st.sampled_from(["most_matched", "highest_total"])),
    } | fixed
    return Cohort(program(**matching), mentors, mentees, elsewhere, draw(_decisions(pairs)))


@st.composite
def _decisions(draw: st.DrawFn, pairs: list[tuple[str, str]]) -> tuple[Decision, ...]:
    """Locks that waive all they break, one a mentee, and forbids of other pairs."""
    if not pairs:
        return ()
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True))
    locked: dict[str, str] = {}
    found = []
    for mentee, mentor in chosen:
        word: Literal["lock", "forbid"] = draw(st.sampled_from(["lock", "forbid"]))
        if word == "lock" and mentee in locked:
            continue
        locked |= {mentee: mentor} if word == "lock" else {}
        waive = (*(rule["rule"] for rule in (*NEVER, *MUST)), "floor", "capacity", "qualification")
        found.append(Decision(mentee, mentor, word, Location("decisions.csv"), waive=waive))
    return tuple(found)


__all__ = [
    "BENCH",
    "CRITERIA",
    "MUST",
    "NEVER",
    "Cohort",
    "Facts",
    "ReportingLines",
    "cohorts",
    "people",
    "program",
    "roster",
]
