"""What a report page tells of a run beyond its pairs: goals, funnel, coverage, and who everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from mentorkit import links
from mentorkit.assignment import Assignment
from mentorkit.fields import fold, shown
from mentorkit.grid import FULL
from mentorkit.open_words import Open
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.qualification import Qualification
from mentorkit.report import Report
from mentorkit.scores import Scores
from mentorkit.supply_aspects import skill_fields
from mentorkit.vocabulary import Objective

KEY = "overview"
"""Where a run's document has it."""


class _Plain(BaseModel):
    """Plain data: what run.json holds and the page is made of."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Goal(_Plain):
    """An objective, and what in the program serves it."""

    id: str
    statement: str
    focus: str
    supports: str | None
    owner: str | None
    skills: tuple[str, ...]
    functions_at_risk: tuple[str, ...]
    measure: str | None
    baseline: str | None
    target: str | None
    by: str | None
    criteria: tuple[str, ...]
    rules: tuple[str, ...]
    pool: tuple[str, ...]
    trainings: tuple[str, ...]
    messages: int


class CriterionLine(_Plain):
    """A criterion with its weight in per cent."""

    name: str
    weight: float
    shown: bool
    """Whether what it says of a pair may be shown."""


class Stage(_Plain):
    """How many people were left at one stage."""

    name: str
    mentees: int
    mentors: int


class Coverage(_Plain):
    """One skill of an objective: what the matched mentees want, and what their mentors bring."""

    objective: str
    skill: str
    wanted: int
    """Matched mentees who want it."""
    met: int
    """Those of them whose mentor brings it."""
    mentors: int
    """Matched mentors who bring it."""


class PersonLine(_Plain):
    """Somebody as the organisation's directory has them."""

    id: str
    name: str | None = None
    level: str | None = None
    function: str | None = None
    location: str | None = None
    places: int = 0
    """A mentor's places."""


class Overview(_Plain):
    """All that the page needs and the rest of a run does not say."""

    purpose: str | None
    sponsors: tuple[str, ...]
    launch: str | None
    close: str | None
    goals: tuple[Goal, ...]
    criteria: tuple[CriterionLine, ...]
    levels: tuple[str, ...]
    stages: tuple[Stage, ...]
    coverage: tuple[Coverage, ...]
    mentees: tuple[PersonLine, ...]
    """Everybody of the roster."""
    mentors: tuple[PersonLine, ...]
    """Those who may be matched, and those with a lock."""
    details: dict[str, str]
    """Mentee's id to what may be said of why they have no mentor, where that is not all of it."""
    hides_training: tuple[str, ...]
    """Roles of whom it may not be said that they still need a training."""
    said: tuple[str, ...]
    """The sentences that sum the run up."""


def with_overview(
    report: Report, program: Program, assignment: Assignment, mentors: Qualification, mentees: Qualification
) -> Report:
    """The report with what its page needs under `overview` in the document."""
    found = overview(program, assignment, mentors, mentees, report.summary)
    return replace(report, document=report.document | {KEY: found.model_dump(mode="json")})


def overview(
    program: Program,
    assignment: Assignment,
    mentors: Qualification,
    mentees: Qualification,
    said: Sequence[str] = (),
) -> Overview:
    """The overview of one run."""
    scores, open_ = assignment.scores, Open(program)
    criteria = tuple(
        CriterionLine(name=each.label, weight=100 * points / FULL, shown=open_.criterion(each))
        for each, points in zip(program.matching.criteria, scores.points, strict=True)
    )
    places = {person.key: count for person, count in zip(scores.mentors, scores.places, strict=True)}
    return Overview(
        purpose=program.purpose,
        sponsors=tuple(f"{each.name}, {each.role}" if each.role else each.name for each in program.sponsors),
        launch=str(program.launch) if program.launch else None,
        close=str(program.close) if program.close else None,
        goals=tuple(_goal(program, objective) for objective in program.objectives),
        criteria=criteria,
        levels=program.vocabulary.levels,
        stages=_stages(assignment, mentors, mentees),
        coverage=tuple(_coverage(program, scores, assignment, open_)),
        mentees=tuple(_person(open_, each.person) for each in mentees.standings),
        mentors=tuple(_person(open_, person, places[person.key]) for person in scores.mentors),
        details=open_.details(mentees, {scores.mentees[row].key for row, _ in assignment.pairs}),
        hides_training=open_.hidden_trainings(),
        said=tuple(said),
    )


def _goal(program: Program, objective: Objective) -> Goal:
    measure = objective.measure
    sides = [program.pool.mentees, program.pool.mentors] if program.pool else []
    ranks = [rank.label for side in sides if side for rank in side.rank_by if objective.id in rank.serves]
    taught = [module.name for skill in objective.skills for _, module in links.teaching(program, skill)]
    return Goal(
        id=objective.id,
        statement=objective.statement,
        focus=objective.focus.replace("_", " "),
        supports=objective.supports,
        owner=objective.owner,
        skills=objective.skills,
        functions_at_risk=objective.functions_at_risk,
        measure=(measure.label or measure.metric.replace("_", " ")) if measure else None,
        baseline=shown(measure.baseline) if measure and measure.baseline is not None else None,
        target=shown(measure.target) if measure and measure.target is not None else None,
        by=str(measure.by) if measure and measure.by else None,
        criteria=tuple(each.label for each in links.serving_criteria(program, objective)),
        rules=_once(rule.name for rule in links.serving_rules(program, objective)),
        pool=_once(ranks),
        trainings=_once(taught),
        messages=len(links.speaking_of(program, objective)),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _stages(assignment: Assignment, mentors: Qualification, mentees: Qualification) -> tuple[Stage, ...]:
    """From everybody of the rosters to those in a pair.

    Eligible: no rule speaks against them, though a training may be missing. Qualified: they may be matched.
    """
    matched = len({row for row, _ in assignment.pairs}), len({column for _, column in assignment.pairs})
    names = ("invited", "eligible", "qualified", "in the pool", "matched")
    counts = [(*_counts(side), number) for side, number in zip((mentees, mentors), matched, strict=True)]
    both = zip(names, *counts, strict=True)
    return tuple(Stage(name=name, mentees=ours, mentors=theirs) for name, ours, theirs in both)


def _counts(side: Qualification) -> tuple[int, int, int, int]:
    states = [each.state for each in side.standings]
    may = sum(state in side.matched_states for state in states)
    return len(states), sum(state != "not_yet" for state in states), may, len(side.matchable)


def _coverage(program: Program, scores: Scores, assignment: Assignment, open_: Open) -> Iterable[Coverage]:
    ours, theirs = (
        [field for field in fields if open_.field(field)] for fields in skill_fields(program, scores.facts)
    )
    wants = {row: _items(scores.mentees[row], ours) for row, _ in assignment.pairs}
    brings = {column: _items(scores.mentors[column], theirs) for _, column in assignment.pairs}
    for objective in program.objectives:
        for skill in links.skills(program, objective):
            key = fold(skill)
            yield Coverage(
                objective=objective.id,
                skill=skill,
                wanted=sum(key in items for items in wants.values()),
                met=len({row for row, column in assignment.pairs if key in wants[row] & brings[column]}),
                mentors=sum(key in items for items in brings.values()),
            )


def _items(person: Person, fields: Iterable[str]) -> set[str]:
    return {fold(item) for field in fields for item in person.items(field)}


def _person(open_: Open, person: Person, places: int = 0) -> PersonLine:
    texts = {field: person.text(field) for field in ("name", "level", "function", "location")}
    return PersonLine(
        id=person.id, places=places, **{field: text for field, text in texts.items() if open_.field(field)}
    )
