"""The straight path from a program and its rosters to scores, for commands and for Python alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorkit import load
from mentorkit.decisions import Decision
from mentorkit.finding import Finding, Location, has_errors

if TYPE_CHECKING:
    from mentorkit.living import Carried
    from mentorkit.people import Role
    from mentorkit.pool_files import Named
    from mentorkit.pooling import Pooled, Pooling
    from mentorkit.previous import Previous
    from mentorkit.previous_files import Followed, Following
    from mentorkit.program import Program
    from mentorkit.qualification import Qualification
    from mentorkit.scores import Scores
    from mentorkit.vocabulary import Facts


@dataclass(frozen=True)
class Gathered:
    """All files that matching is made from, as they were read."""

    definition: load.Definition
    """Without its pool, where that does not count."""
    cohort: load.Cohort
    inputs: tuple[load.Input, ...]
    by_hand: tuple[Decision, ...] = ()
    pooling: Pooling | None = None
    named: Named | None = None
    following: Following | None = None
    before: Followed | None = None


@dataclass(frozen=True)
class Basis:
    """All that is read before decisions count: the program, everybody's qualification, pool, previous run."""

    definition: load.Definition
    facts: Facts
    mentors: Qualification
    mentees: Qualification
    pooling: Pooling | None = None
    named: Named | None = None
    following: Following | None = None
    before: Followed | None = None


@dataclass(frozen=True)
class Decided:
    """What some decisions make of the basis."""

    decisions: tuple[Decision, ...]
    """With those that follow from a previous run."""
    pool: Pooled
    scores: Scores
    carried: Carried | None


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
    basis: Basis
    by_hand: tuple[Decision, ...] = ()
    """The decisions that somebody took."""
    carried: Carried | None = None
    """What is taken over from a previous run, where one is followed."""


def gather(
    definition: load.Definition,
    files: Mapping[Role, load.Given | None],
    decisions: load.Given | None = None,
    following: Following | None = None,
    pooling: Pooling | None = None,
) -> tuple[Gathered, list[Finding]]:
    """Everything that a program, options and decisions name, read. Raises CannotRun."""
    from mentorkit.pooling import in_force, listed
    from mentorkit.previous_files import followed

    definition = in_force(definition, pooling)
    cohort, findings = load.cohort(definition, files)
    inputs = list(cohort.inputs)
    by_hand: tuple[Decision, ...] = ()
    if decisions is not None:
        by_hand, entered, wrong = load.decisions(decisions, cohort.mentors, cohort.mentees)
        inputs.append(entered)
        findings += wrong
    named, entries, wrong = listed(definition, pooling, cohort.mentors, cohort.mentees)
    inputs += entries
    findings += wrong
    before = None
    if following is not None:
        before, wrong = followed(definition, cohort.mentors, cohort.mentees, following)
        inputs += before.inputs
        findings += wrong
        if decisions is None and before.previous.decided:
            findings.append(_left_behind(before.previous))
    read = Gathered(definition, cohort, tuple(inputs), by_hand, pooling, named, following, before)
    return read, findings


def _left_behind(before: Previous) -> Finding:
    path = before.decided[0]
    message = f"the run was made with the decisions of {path}, and none are given now"
    hint = f"what they forbade or waived holds again with --decisions {path}"
    return Finding("MK908", message, Location(before.path), hint)


def prepare(read: Gathered, told: Sequence[Finding] = ()) -> tuple[Prepared | None, list[Finding]]:
    """Qualify, choose the pool and score; None where a finding is an error.

    `told` are the findings of reading, which are not errors; those returned go on from them.
    """
    from mentorkit.qualification import qualify

    cohort, plan, findings = read.cohort, read.definition.program, list(told)
    mentors, mentees = (qualify(plan, each, cohort.facts) for each in (cohort.mentors, cohort.mentees))
    basis = Basis(
        read.definition, cohort.facts, mentors, mentees, read.pooling, read.named, read.following, read.before
    )
    made, wrong = decide(basis, read.by_hand)
    findings += wrong
    if made is None or has_errors(findings):
        return None, findings
    pool = made.pool
    found = Prepared(
        plan,
        pool.mentors,
        pool.mentees,
        made.scores,
        read.inputs,
        findings,
        made.decisions,
        pool,
        basis,
        read.by_hand,
        made.carried,
    )
    return found, findings


def decide(
    basis: Basis, by_hand: Sequence[Decision], known: Prepared | None = None
) -> tuple[Decided | None, list[Finding]]:
    """What follows from the previous run, the pool and the scores under these decisions.

    None where a finding is an error. The pool of what is known is taken over where it cannot be another.
    """
    from mentorkit.living import carry
    from mentorkit.logs import Pair
    from mentorkit.pooling import applied
    from mentorkit.scores import score

    plan, facts, mentors, mentees = basis.definition.program, basis.facts, basis.mentors, basis.mentees
    findings: list[Finding] = []
    decided, carried, living, keep = tuple(by_hand), None, tuple[Pair, ...](), None
    if basis.following is not None and basis.before is not None:
        before, moves = basis.before, basis.following.moves
        carried, wrong = carry(plan, facts, mentors, mentees, decided, before.previous, before.ended, moves)
        decided, living, keep = (*decided, *carried.decisions), carried.living, carried.keep
        findings += wrong
        if has_errors(findings):
            return None, findings
    if known is not None and living == (known.carried.living if known.carried else ()):
        pool = known.pool
    else:
        pool = applied(basis.definition, facts, mentors, mentees, basis.pooling, basis.named, living)
    findings += pool.findings
    if has_errors(findings):
        return None, findings
    scores, wrong = score(plan, facts, pool.mentors, pool.mentees, decided, living, keep)
    findings += wrong
    return (None if has_errors(findings) else Decided(decided, pool, scores, carried)), findings
