"""The straight path that `match` and `scores` walk together: program and rosters to scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorkit import consistency, load
from mentorkit.commands._options import ResultFormat, read_program, stop_at_errors
from mentorkit.decisions import Decision
from mentorkit.finding import Finding

if TYPE_CHECKING:
    from mentorkit.people import Role
    from mentorkit.program import Program
    from mentorkit.qualification import Qualification
    from mentorkit.scores import Scores


@dataclass(frozen=True)
class Prepared:
    """Everything that stands before the solver."""

    program: Program
    mentors: Qualification
    mentees: Qualification
    scores: Scores
    inputs: tuple[load.Input, ...]
    findings: list[Finding]
    decisions: tuple[Decision, ...]


def unapplied(definition: load.Definition) -> list[Finding]:
    """Errors for what the program asks of its pairs and this version cannot carry out yet."""
    return [
        Finding(problem.code, problem.message, definition.source.heading(problem.path), problem.hint)
        for problem in consistency.unapplied(definition.program)
    ]


def walk(
    program: str,
    files: dict[Role, str | None],
    decisions: str | None,
    rejects: str | None,
    form: ResultFormat,
) -> Prepared:
    """Load, qualify and score; ends the command where an input has errors."""
    from mentorkit.qualification import qualify
    from mentorkit.scores import score

    definition, findings = read_program(program, form)
    findings += unapplied(definition)
    stop_at_errors(findings, form)
    cohort, wrong = load.cohort(definition, files)
    findings += wrong
    inputs = list(cohort.inputs)
    decided: tuple[Decision, ...] = ()
    if decisions is not None:
        decided, entered, wrong = load.decisions(decisions, cohort.mentors, cohort.mentees)
        inputs.append(entered)
        findings += wrong
    stop_at_errors(findings, form, cohort.rosters, rejects, [each.path for each in inputs])
    plan, facts = definition.program, cohort.facts
    mentors, mentees = qualify(plan, cohort.mentors, facts), qualify(plan, cohort.mentees, facts)
    scores, wrong = score(plan, facts, mentors, mentees, decided)
    findings += wrong
    stop_at_errors(findings, form)
    return Prepared(plan, mentors, mentees, scores, tuple(inputs), findings, decided)
