"""What in a program stands behind an objective and its skills: rules, criteria, trainings and messages.

Where the program does not say it outright, the reading is generous: a rule, criterion or message
that may be meant counts, so that what is reported as missing is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.criteria import Covers, Criterion, Overlap, Table
from mentorkit.criteria.function_at_risk import FunctionAtRisk
from mentorkit.fields import fold
from mentorkit.plans import Message, Module
from mentorkit.program import Program
from mentorkit.rules import Rating, Rule
from mentorkit.rules.covers_objectives import CoversObjectives
from mentorkit.rules.one_of import OneOf
from mentorkit.rules.training_completed import TrainingCompleted
from mentorkit.sides import Sides
from mentorkit.vocabulary import Objective, Vocabulary
from mentorkit.wording import mentions, names_skill


def skills(program: Program, objective: Objective) -> tuple[str, ...]:
    """The skills of an objective in the vocabulary's words, each once."""
    found: dict[str, str] = {}
    for skill in map(program.vocabulary.skill, objective.skills):
        found.setdefault(fold(skill), skill)
    return tuple(found.values())


def asking_for(program: Program, objective: Objective, skill: str) -> list[Rule]:
    """The rules under which this skill of an objective is one that a mentor must bring, or may qualify by."""
    return [rule for rule in mentor_rules(program) if _asks_for(program, rule, objective, skill)]


def mentor_rules(program: Program) -> list[Rule]:
    """The rules of qualification and pool that a mentor meets."""
    pool = program.pool.mentors if program.pool else None
    rules = [rule for _, _, rule in program.qualification.mentors.parts()]
    return [*rules, *(pool.require if pool else ())]


def _mentee_rules(program: Program) -> list[Rule]:
    pool = program.pool.mentees if program.pool else None
    return [*program.qualification.mentees.require, *(pool.require if pool else ())]


def _asks_for(program: Program, rule: Rule, objective: Objective, skill: str) -> bool:
    if isinstance(rule, CoversObjectives):
        # An objective with fewer skills than the rule counts qualifies nobody.
        return rule.at_least <= len(objective.skills)
    if isinstance(rule, TrainingCompleted):
        taught = [module.name for _, module in teaching(program, skill)]
        return fold(rule.training) in map(fold, taught) or names_skill(
            program.vocabulary, rule.training, skill
        )
    return any(names_skill(program.vocabulary, text, skill) for text in _texts(rule))


def _texts(rule: Rule) -> Iterator[str]:
    yield from rule.uses()
    if isinstance(rule, OneOf):
        yield from rule.values
    if isinstance(rule, Rating) and rule.of:
        yield rule.of


def serving_rules(program: Program, objective: Objective) -> list[Rule]:
    """The rules that choose people for an objective: for one of its skills, or for a function at risk."""
    at_risk = {fold(function) for function in objective.functions_at_risk}
    return [
        rule
        for rule in (*mentor_rules(program), *_mentee_rules(program))
        if any(_asks_for(program, rule, objective, skill) for skill in objective.skills)
        or (isinstance(rule, OneOf) and at_risk & set(map(fold, rule.values)))
    ]


def serving_criteria(program: Program, objective: Objective) -> list[Criterion]:
    """The criteria that serve an objective."""
    return [each for each in program.matching.criteria if objective in served(program, each)]


def served(program: Program, criterion: Criterion) -> list[Objective]:
    """The objectives that a criterion serves.

    Unless it says which, function_at_risk serves all that name a function.
    """
    if not criterion.serves and isinstance(criterion, FunctionAtRisk):
        return [objective for objective in program.objectives if objective.functions_at_risk]
    return [objective for objective in program.objectives if objective.id in criterion.serves]


def rewarding(program: Program, objective: Objective, skill: str) -> list[Criterion]:
    """The criteria under which a mentor who brings this skill of an objective scores higher."""
    return [
        each
        for each in program.matching.criteria
        if (not each.serves or objective.id in each.serves) and _rewards(program.vocabulary, each, skill)
    ]


def _rewards(vocabulary: Vocabulary, criterion: Criterion, skill: str) -> bool:
    field = criterion.mentor_field if isinstance(criterion, Sides) else ""
    if any(names_skill(vocabulary, text, skill) for text in (criterion.name or "", field)):
        return True
    own = vocabulary.fields.get(field)
    if isinstance(criterion, Covers | Overlap):
        # A list of the organisation's own may well hold skills; who says that it serves a goal means it.
        return field in ("skills", "development_goals") or bool(own and (own.skills or criterion.serves))
    return isinstance(criterion, Table) and bool(criterion.serves)  # assessed elsewhere


def teaching(program: Program, skill: str) -> list[tuple[str, Module]]:
    """The trainings that teach a skill, each with whose it is."""
    known = fold(program.vocabulary.skill(skill))
    return [
        (role, module)
        for role, module in modules(program)
        if known in {fold(program.vocabulary.skill(word)) for word in module.teaches}
        or names_skill(program.vocabulary, module.name, skill)
    ]


def modules(program: Program) -> list[tuple[str, Module]]:
    """All trainings, each with whose it is."""
    training = program.training
    if training is None:
        return []
    roles = {"mentors": training.mentors, "mentees": training.mentees, "managers": training.managers}
    return [(role, module) for role, several in roles.items() for module in several]


def messages(program: Program) -> tuple[Message, ...]:
    """All messages of the communication plan."""
    return program.communication.messages if program.communication else ()


def speaking_of(program: Program, objective: Objective, skill: str | None = None) -> list[Message]:
    """The messages that speak of an objective or, where one is given, of its skill."""
    wanted = objective.skills if skill is None else (skill,)
    return [
        message
        for message in messages(program)
        if objective.id in message.serves
        or mentions(message.subject, objective.id)
        or any(names_skill(program.vocabulary, message.subject, word) for word in wanted)
    ]
