"""docs/defaults.md held against the code: every line names a default that the code has, and its source."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel

from mentorkit.constraints import Shares
from mentorkit.criteria.level_gap import LevelGap
from mentorkit.lints import level_gap_unfit, little_training, number_of_criteria, one_criterion_decides
from mentorkit.lints.no_reporting_line_rule import NO_REPORTING_LINE_RULE
from mentorkit.lints.protected_attribute import PROTECTED_ATTRIBUTE
from mentorkit.plans import Module, Progress, Succession
from mentorkit.plans.progress import MeetingPlan
from mentorkit.plans.training import Scale
from mentorkit.program import Capacity, Matching, MenteeQualification, MentorQualification, Program
from mentorkit.ranking.level import CareerLevel
from mentorkit.rules import Rating
from mentorkit.rules.covers_objectives import CoversObjectives
from mentorkit.rules.training_completed import TrainingCompleted
from mentorkit.start import Answers, criteria, example_side
from mentorkit.start_plans import training
from mentorkit.start_rules import RATING, matching, rated
from mentorkit.vocabulary import CriticalRole

PAGE = Path(__file__).parents[2] / "docs" / "defaults.md"
SOURCES = (
    "our choice", "Allen, Eby & Lentz 2006", "Eby et al. 2013", "Fleming et al. 2013", "Insala 2016",
    "MENTOR", "OPM 2008", "the same",
)  # fmt: skip


def of(section: type[BaseModel], field: str) -> Callable[[], object]:
    return lambda: section.model_fields[field].get_default(call_default_factory=True)


KEYS: dict[str, Callable[[], object]] = {
    "cycle": of(Program, "cycle"),
    "qualification: mentors: conditional": of(MentorQualification, "conditional"),
    "qualification: mentees: conditional": of(MenteeQualification, "conditional"),
    "matching: capacity: default": of(Capacity, "default"),
    "matching: mentors_per_mentee": of(Matching, "mentors_per_mentee"),
    "matching: optimise": of(Matching, "optimise"),
    "matching: floor": of(Matching, "floor"),
    "rule: unknown": of(Rating, "unknown"),
    "rule covers_objectives: at_least": of(CoversObjectives, "at_least"),
    "rule training_completed: otherwise": of(TrainingCompleted, "otherwise"),
    "constraint shares: at_least": of(Shares, "at_least"),
    "criterion level_gap: tolerance": of(LevelGap, "tolerance"),
    "ranking level: tolerance": of(CareerLevel, "tolerance"),
    "training: module: required": of(Module, "required"),
    "training: survey: scale: from": of(Scale, "low"),
    "training: survey: scale: to": of(Scale, "high"),
    "succession: critical_roles: successors": of(CriticalRole, "successors"),
    "succession: advance": of(Succession, "advance"),
    "progress: plan: meetings_per_month": of(MeetingPlan, "meetings_per_month"),
    "progress: plan: checkin_after_days": of(MeetingPlan, "checkin_after_days"),
    "progress: plan: checkin_every_days": of(MeetingPlan, "checkin_every_days"),
    "progress: stalled_after_days": of(Progress, "stalled_after_days"),
    "progress: stage_days": of(Progress, "stage_days"),
}


def answers(focus: str = "skill_development") -> Answers:
    """Somebody who starts a program, whose rosters have every column that `new` understands."""
    more = {"preferences", "utc_offset", "availability"}
    mentors, mentees = (
        replace(side, has=side.has | more)
        for side in (example_side(role, levels=True, skills=True) for role in ("mentors", "mentees"))
    )
    day = dt.date(2027, 1, 11)
    return Answers(
        "Test", focus, day, day, day, 20, mentors, mentees, levels=("a", "b"), skills=("s",),  # type: ignore[arg-type]
        functions=("Operations",),
    )  # fmt: skip


def proposed(kind: str, key: str, focus: str = "skill_development") -> object:
    return next(each[key] for each in criteria(answers(focus)) if each["kind"] == kind)


def hours(role: str) -> object:
    line = next(line for line in training(answers()) if line.startswith(f"  {role}:"))
    found = re.search(r"hours: (\d+)", line)
    return found and found[1]


def never() -> str:
    lines = list(matching(answers()))
    return "never" if "reporting_line" in lines[lines.index("  never:") + 1] else ""


PROPOSED: dict[str, Callable[[], object]] = {
    "most criteria": lambda: len(criteria(answers())),
    "heaviest criterion": lambda: max(criteria(answers()), key=lambda each: int(str(each["weight"])))["kind"],
    "ideal level gap": lambda: proposed("level_gap", "ideal"),
    "ideal level gap of a succession pipeline": lambda: proposed("level_gap", "ideal", "succession_pipeline"),
    "reporting line": never,
    "lowest rating of communication": lambda: RATING["from"],
    "highest rating of communication": lambda: RATING["to"],
    "bar on communication": lambda: rated(answers())["at_least"],
    "hours of training for mentors": lambda: hours("mentors"),
    "hours of training for mentees": lambda: hours("mentees"),
    "what a mentee may choose": lambda: next(
        each["kind"] for each in criteria(answers()) if each["kind"] == "preference"
    ),
}
LINTS: dict[str, Callable[[], object]] = {
    "MK310, fewest criteria": lambda: number_of_criteria.FEWEST,
    "MK310, most criteria": lambda: number_of_criteria.MOST,
    "MK311, largest share of one criterion": lambda: float(one_criterion_decides.MOST),
    "MK314, most levels above": lambda: level_gap_unfit.MOST,
    "MK512, fewest hours of training before the launch": lambda: little_training.LEAST,
    "MK313, chain of supervision": lambda: "never" if NO_REPORTING_LINE_RULE.code == "MK313" else "",
    "MK317, attributes that do not belong into a score": (
        lambda: "none" if PROTECTED_ATTRIBUTE.code == "MK317" else ""
    ),
}


def rows(title: str) -> dict[str, tuple[str, str]]:
    """What one table of the page says: key to default and source."""
    text = PAGE.read_text(encoding="utf-8").split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"
    ]
    return {key.strip("`"): (value, source) for key, value, source in cells[2:]}


TABLES = {
    "What a program gets unless it says otherwise": KEYS,
    "What `new` proposes": PROPOSED,
    "What the lints hold a program against": LINTS,
}


@pytest.mark.parametrize("title", TABLES)
def test_every_default_of_the_page_is_that_of_the_code(title: str) -> None:
    shown = {key: value for key, (value, _) in rows(title).items()}
    assert shown == {key: written(found()) for key, found in TABLES[title].items()}


@pytest.mark.parametrize("title", TABLES)
def test_every_default_has_a_source(title: str) -> None:
    for key, (_, source) in rows(title).items():
        assert any(known in source for known in SOURCES), key


def test_every_source_stands_in_the_list_of_sources() -> None:
    text = PAGE.read_text(encoding="utf-8")
    listed = text.split("## Sources\n", 1)[1]
    for year in re.findall(r"\b(?:19|20)\d\d\b", text.split("## Sources\n", 1)[0]):
        assert f"({year})" in listed


def written(value: object) -> str:
    """A default as the page writes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
