"""What `check --trace` shows: every goal with its measure, mentor rule, criterion, training and message."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mentorkit import links
from mentorkit.criteria import Criterion
from mentorkit.fields import shown
from mentorkit.program import Program
from mentorkit.report import Cell, Column, Document, Listing, Report, counted, listing
from mentorkit.rules import Rule
from mentorkit.rules.covers_objectives import CoversObjectives
from mentorkit.vocabulary import Measure, Objective

NONE = "none"
"""A hole: nothing in the program stands here."""
SINGLE = {
    "mentor_rules": "mentor_rule",
    "criteria": "criterion",
    "trainings": "training",
    "messages": "message",
}
"""What follows from a goal, in the order of the chain; many and one."""
ONCE = ("measure", "skill")
"""Holes of an objective as a whole."""


def trace(program: Program) -> Report:
    """The report on a program: a row an objective and skill, and a row a criterion."""
    objectives = [_objective(program, objective) for objective in program.objectives]
    total = sum((criterion.stated for criterion in program.matching.criteria), Decimal(0))
    criteria = [_criterion(program, criterion, total) for criterion in program.matching.criteria]
    rows = [chain for objective in objectives for chain in objective["chains"]]
    holes = {
        "measure": sum(objective["measure"] is None for objective in objectives),
        "skill": sum(chain["skill"] is None for chain in rows),
        **{title: sum(not chain[step] for chain in rows) for step, title in SINGLE.items()},
        "aimless_criteria": sum(not criterion["serves"] for criterion in criteria),
    }
    document: Document = {
        "program": program.name,
        "objectives": objectives,
        "criteria": criteria,
        "holes": holes,
    }
    return Report(
        f"{program.name}: from goals to messages",
        (_table(document), *map(_goal, objectives), _criteria(document)),
        document,
        _summary(document),
    )


def _chains(program: Program, objective: Objective) -> list[dict[str, Any]]:
    """What follows from each skill of an objective; from the objective itself where it names none."""
    found = []
    for skill in links.skills(program, objective) or (None,):
        if skill is None:
            serving, of_mentors = links.serving_rules(program, objective), links.mentor_rules(program)
            rules = [rule for rule in serving if rule in of_mentors]
            criteria = links.serving_criteria(program, objective)
        else:
            rules = links.asking_for(program, objective, skill)
            criteria = links.rewarding(program, objective, skill)
        taught = links.teaching(program, skill) if skill else []
        messages = links.speaking_of(program, objective, skill)
        found.append(
            {
                "skill": skill,
                "mentor_rules": [_rule(rule) for rule in rules],
                "criteria": [criterion.label for criterion in criteria],
                "trainings": [f"{module.name} ({role})" for role, module in taught],
                "messages": [f"{message.subject} ({message.audience})" for message in messages],
            }
        )
    return found


def _rule(rule: Rule) -> str:
    if not isinstance(rule, CoversObjectives):
        return rule.name
    whose = "every objective" if rule.each else "any objective"
    return f"{rule.name}: {counted(rule.at_least, 'skill')} of {whose}"


def _objective(program: Program, objective: Objective) -> Document:
    measure = objective.measure
    return {
        "id": objective.id,
        "statement": objective.statement,
        "measure": None if measure is None else _measure(measure),
        "chains": _chains(program, objective),
    }


def _measure(measure: Measure) -> str:
    numbers = [NONE if each is None else shown(each) for each in (measure.baseline, measure.target)]
    what = measure.label or measure.metric.replace("_", " ")
    return f"{what}: from {numbers[0]} to {numbers[1]} by {measure.by or NONE}"


def _criterion(program: Program, criterion: Criterion, total: Decimal) -> Document:
    share = 100 * criterion.stated / total
    return {
        "criterion": criterion.label,
        "share": float(round(share, 1)),
        "serves": [objective.id for objective in links.served(program, criterion)],
    }


def _table(document: Document) -> Listing:
    """A row an objective and skill, for files."""
    rows: list[dict[str, Cell]] = [
        {
            "objective": objective["id"],
            "statement": objective["statement"],
            "measure": objective["measure"] or NONE,
            "skill": chain["skill"] or NONE,
            **{title: "; ".join(chain[step]) or NONE for step, title in SINGLE.items()},
        }
        for objective in document["objectives"]
        for chain in objective["chains"]
    ]
    columns = [Column(name) for name in ("objective", "statement", "measure", "skill", *SINGLE.values())]
    return listing("trace", "From goals to messages", columns, rows)


def _goal(objective: Document) -> Listing:
    """One objective on screen: what belongs to all its skills once, and a row a skill."""
    chains = objective["chains"]
    shared = [each for each in chains[0]["messages"] if all(each in chain["messages"] for chain in chains)]
    apart = any(chain["messages"] != shared for chain in chains)
    rows: list[dict[str, Cell]] = [
        {
            "skill": chain["skill"] or NONE,
            **{title: "; ".join(chain[step]) or NONE for step, title in SINGLE.items()},
            "message": "; ".join(each for each in chain["messages"] if each not in shared) or NONE,
        }
        for chain in chains
    ]
    columns = [
        Column("skill", "Skill"),
        *(Column(title, title.replace("_", " ").capitalize()) for title in SINGLE.values()),
    ]
    if not apart:
        columns.pop()
    elif shared:
        columns[-1] = Column("message", "Further message")
    notes = [f"measure: {objective['measure'] or NONE}"]
    notes += [f"message: {each}" for each in shared or ([] if apart else [NONE])]
    title = f"{objective['id']}: {objective['statement']}"
    return listing(f"goal {objective['id']}", title, columns, rows, notes)


def _criteria(document: Document) -> Listing:
    rows: list[dict[str, Cell]] = [
        {**each, "serves": ", ".join(each["serves"]) or NONE} for each in document["criteria"]
    ]
    columns = [
        Column("criterion", "Criterion"),
        Column("share", "Share of the weight, %", number=True, decimals=1),
        Column("serves", "Serves"),
    ]
    return listing("criteria", "From criteria to goals", columns, rows)


def _summary(document: Document) -> tuple[str, ...]:
    if not document["objectives"]:
        return ("The program names no objectives; nothing can be traced.",)
    holes: dict[str, int] = document["holes"]
    missing = [
        f"no {what.replace('_', ' ')} for {counted(count, 'objective' if what in ONCE else 'row')}"
        for what, count in holes.items()
        if count and what != "aimless_criteria"
    ]
    aimless = holes["aimless_criteria"]
    missing += [f"{counted(aimless, 'criterion', 'criteria')} without a goal"] if aimless else []
    total = sum(holes.values())
    return (f"{counted(total, 'hole')}: {', '.join(missing)}." if total else "The chain has no holes.",)
