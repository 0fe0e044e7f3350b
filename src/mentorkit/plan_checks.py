"""What the sections training and succession name and does not exist, or does not fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mentorkit import bench, completions
from mentorkit.contradictions import repeated
from mentorkit.fields import fold, shown
from mentorkit.finding import Steps, nearest
from mentorkit.plans import Survey
from mentorkit.program import Program
from mentorkit.roster_file import RosterFile
from mentorkit.rows import WHO
from mentorkit.section import Problem
from mentorkit.vocabulary import Facts

SURVEYED = (*WHO, "role")
"""The keys that `columns` of a survey may have."""


def training(program: Program, facts: Facts) -> Iterator[Problem]:
    """Columns that nobody knows, and a survey's numbers and questions held against each other."""
    plan = program.training
    if plan is None:
        return
    if plan.completions:
        yield from _columns(("training", "completions"), plan.completions, completions.known_columns(plan))
    if plan.survey:
        yield from _survey(plan.survey)


def succession(program: Program, facts: Facts) -> Iterator[Problem]:
    """Critical roles that stand twice, and skills and columns that nobody knows."""
    plan = program.succession
    if plan is None:
        return
    for number in repeated([fold(role.title) for role in plan.critical_roles]):
        message = f'the critical role "{plan.critical_roles[number].title}" stands twice'
        hint = "give each a title of its own, such as the role and the site"
        yield Problem("MK011", message, ("succession", "critical_roles", number, "title"), hint)
    for number, role in enumerate(plan.critical_roles):
        for place, skill in enumerate(role.skills):
            if program.vocabulary.skills and fold(skill) not in program.vocabulary.synonyms:
                at: Steps = ("succession", "critical_roles", number, "skills", place)
                hint = nearest(skill, program.vocabulary.skills)
                yield Problem("MK601", f'the vocabulary has no skill "{skill}"', at, hint)
    if plan.candidates:
        yield from _columns(("succession", "candidates"), plan.candidates, bench.KNOWN_COLUMNS)


def _survey(survey: Survey) -> Iterator[Problem]:
    base: Steps = ("training", "survey")
    yield from _columns(base, survey, SURVEYED)
    if survey.before:
        yield from _columns((*base, "before"), survey.before, SURVEYED)
    low, high = survey.scale.low, survey.scale.high
    if survey.favourable is not None and not low <= survey.favourable <= high:
        message = (
            f"favourable {shown(survey.favourable)} is not on the scale from {shown(low)} to {shown(high)}"
        )
        yield Problem("MK007", message, (*base, "favourable"))
    for level in type(survey.levels).model_fields:
        items = getattr(survey.levels, level)
        for number in repeated([fold(item.label) for item in items]):
            message = f'the question "{items[number].label}" stands twice under {level}'
            yield Problem("MK011", message, (*base, "levels", level, number), "give one of them a name:")


def _columns(base: Steps, spec: RosterFile, known: Collection[str]) -> Iterator[Problem]:
    for name in spec.columns:
        if name not in known:
            message = f'there is no column "{name}" here'
            yield Problem("MK008", message, (*base, "columns", name), nearest(name, known))
