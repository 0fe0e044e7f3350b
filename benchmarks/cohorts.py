"""Generated programs and people in memory, seeded: half as many mentors as mentees.

real: lists of skills, 10 functions, 20 sites, 6 levels; about 39 % of the pairs are allowed, few are alike.
coarse: one drop-down skill, 10 functions, 6 levels; many are alike, so that very many sets are equally good.
grades: what mentor-match knows of a person (grade, organisation, profession), and one place each.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from mentorkit.fields import Value
from mentorkit.grid import FULL
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.qualification import Qualification, qualify
from mentorkit.scores import Scores, score
from mentorkit.vocabulary import Facts

LEVELS = ["analyst", "specialist", "team lead", "manager", "senior manager", "director"]
SHAPES = {"mentors": [1, 2, 3, 4, 3, 2], "mentees": [5, 5, 4, 2, 1, 0]}
"""How many people there are of each level; with a gap of 1 or 2 levels 39 % of the pairs are allowed."""
FUNCTIONS, SITES, DEPARTMENTS, SKILLS = (
    [f"{what} {n}" for n in range(many)]
    for what, many in (("function", 10), ("site", 20), ("department", 200), ("skill", 40))
)
"""Equal answers are one string, as where a roster is read."""
GAP = {"rule": "level_gap", "at_least": 1, "at_most": 2}
APART = {"rule": "same", "field": "department"}
COVERS = {"kind": "covers", "mentee": "development_goals", "mentor": "skills"}
MATCHING: dict[str, dict[str, object]] = {
    "real": {
        "never": [APART],
        "must": [GAP],
        "criteria": [
            {**COVERS, "ordered": True, "weight": 35},
            {"kind": "function_at_risk", "weight": 15},
            {"kind": "level_gap", "ideal": 2, "weight": 20},
            {"kind": "same", "field": "location", "weight": 15},
            {"kind": "same", "field": "function", "weight": 15},
        ],
    },
    "coarse": {
        "must": [GAP],
        "criteria": [
            {**COVERS, "weight": 50},
            {"kind": "level_gap", "ideal": 2, "weight": 30},
            {"kind": "same", "field": "function", "weight": 20},
        ],
    },
    # 6 for two levels, 3 for one, 4 for the same profession. A forbidden pair counts 0 there, as nobody does.
    "grades": {
        "never": [APART],
        "must": [GAP],
        "criteria": [
            {"kind": "level_gap", "ideal": 2, "weight": 6},
            {"kind": "same", "field": "function", "weight": 4},
        ],
        "optimise": "highest_total",
    },
}


def program(kind: str) -> Program:
    """The program of a kind of people."""
    objective = {
        "id": "bench",
        "focus": "succession_pipeline",
        "statement": "Two ready-now successors for every critical role",
        "functions_at_risk": ["function 1", "function 2"],
    }
    text = {
        "version": 1,
        "name": "Benchmark",
        "vocabulary": {"levels": LEVELS},
        "objectives": [objective],
        "rosters": {"mentors": {"file": "mentors.csv"}, "mentees": {"file": "mentees.csv"}},
        "matching": MATCHING[kind],
    }
    return Program.model_validate_json(json.dumps(text), strict=True)


def rosters(kind: str, size: int, seed: int = 7) -> tuple[Roster, Roster]:
    """Mentors and mentees, `size` of the latter."""
    chance = random.Random(seed)  # noqa: S311  # people, not secrets
    mentees = tuple(_person(chance, kind, "mentees", number) for number in range(size))
    mentors = tuple(_person(chance, kind, "mentors", number) for number in range(size // 2))
    return Roster("mentors", mentors), Roster("mentees", mentees)


def _person(chance: random.Random, kind: str, role: str, number: int) -> Person:
    values: dict[str, Value] = {
        "level": chance.choices(LEVELS, SHAPES[role])[0],
        "function": FUNCTIONS[chance.randrange(10)],
    }
    if kind == "real":
        values["location"] = SITES[chance.randrange(20)]
        values["department"] = DEPARTMENTS[chance.randrange(200)]
        values["skills"] = tuple(chance.sample(SKILLS, chance.randrange(2, 8)))
        values["development_goals"] = tuple(chance.sample(SKILLS, chance.randrange(2, 5)))
    elif kind == "coarse":
        values["skills"] = values["development_goals"] = (SKILLS[chance.randrange(10)],)
    else:
        values["department"] = f"organisation {chance.randrange(20)}"
    if kind != "grades":
        values["capacity"] = Decimal(chance.randrange(1, 5))
    return Person(f"{role[:-1]}-{number}", values)


@dataclass(frozen=True)
class Cohort:
    """A program and its people, of whom everybody qualifies."""

    program: Program
    facts: Facts
    mentors: Qualification
    mentees: Qualification

    def scores(self) -> Scores:
        """The scores of the people."""
        return score(self.program, self.facts, self.mentors, self.mentees)[0]


def cohort(kind: str, size: int, seed: int = 7) -> Cohort:
    """A program and `size` mentees with half as many mentors, ready to be scored."""
    plan = program(kind)
    facts = plan.facts()
    mentors, mentees = (qualify(plan, roster, facts) for roster in rosters(kind, size, seed))
    return Cohort(plan, facts, mentors, mentees)


def weigh(scores: Scores) -> Iterator[tuple[slice, NDArray[np.int64]]]:
    """The weights of most_matched in blocks; 0 where a pair is forbidden: no better than nobody."""
    for rows in scores.chunks():
        points, allowed = scores.block(rows)
        yield rows, np.where(allowed, points + (len(scores.mentees) + 1) * FULL, 0)
