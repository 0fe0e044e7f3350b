"""The straight path that `match` and `scores` walk together: program and rosters to scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorkit import load
from mentorkit.commands._options import ResultFormat, read_program, stop_at_errors
from mentorkit.decisions import Decision
from mentorkit.finding import Finding

if TYPE_CHECKING:
    from mentorkit.commands._pool import Pooled, Pooling
    from mentorkit.commands._previous import Following
    from mentorkit.living import Carried
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
    pool: Pooled
    """The first cohort, as far as one is chosen."""
    carried: Carried | None = None
    """What is taken over from a previous run, where one is followed."""


def walk(
    program: str,
    files: dict[Role, str | None],
    decisions: str | None,
    rejects: str | None,
    form: ResultFormat,
    following: Following | None = None,
    pooling: Pooling | None = None,
) -> Prepared:
    """Load, qualify, choose the pool and score; ends the command where an input has errors."""
    from mentorkit.commands import _pool
    from mentorkit.commands._previous import followed
    from mentorkit.living import carry
    from mentorkit.logs import Pair
    from mentorkit.qualification import qualify
    from mentorkit.scores import score

    definition, findings = read_program(program, form)
    definition = _pool.in_force(definition, pooling)
    cohort, wrong = load.cohort(definition, files)
    findings += wrong
    inputs = list(cohort.inputs)
    decided: tuple[Decision, ...] = ()
    if decisions is not None:
        decided, entered, wrong = load.decisions(decisions, cohort.mentors, cohort.mentees)
        inputs.append(entered)
        findings += wrong
    listed, entries, wrong = _pool.listed(definition, pooling, cohort.mentors, cohort.mentees)
    inputs += entries
    findings += wrong
    before = None
    if following is not None:
        before, wrong = followed(definition, cohort.mentors, cohort.mentees, following)
        inputs += before.inputs
        findings += wrong
    stop_at_errors(findings, form, cohort.rosters, rejects, [each.path for each in inputs])
    plan, facts = definition.program, cohort.facts
    mentors, mentees = qualify(plan, cohort.mentors, facts), qualify(plan, cohort.mentees, facts)
    carried, living, keep = None, tuple[Pair, ...](), None
    if following is not None and before is not None:
        carried, wrong = carry(
            plan, facts, mentors, mentees, decided, before.previous, before.ended, following.moves
        )
        decided, living, keep = (*decided, *carried.decisions), carried.living, carried.keep
        findings += wrong
        stop_at_errors(findings, form)
    pool = _pool.applied(definition, facts, mentors, mentees, pooling, listed, living)
    mentors, mentees = pool.mentors, pool.mentees
    findings += pool.findings
    stop_at_errors(findings, form)
    scores, wrong = score(plan, facts, mentors, mentees, decided, living, keep)
    findings += wrong
    stop_at_errors(findings, form)
    return Prepared(plan, mentors, mentees, scores, tuple(inputs), findings, decided, pool, carried)
