"""The first cohort of a program, from its rosters to a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mentorkit import load
from mentorkit.finding import CannotRun, Finding, has_errors
from mentorkit.pooling import small_groups

if TYPE_CHECKING:
    from mentorkit.people import Role, Roster
    from mentorkit.report import Report

COMPARED = ("function", "location")
"""Fields by which the pool is compared with the roster where it has them, beside level and quotas."""


def read(
    definition: load.Definition, of: str | None, files: Mapping[Role, load.Given | None]
) -> tuple[dict[Role, Roster], list[load.Input], list[Finding]]:
    """The rosters that the pool of one role, or of both, is chosen from. Raises CannotRun."""
    findings, rosters, inputs = list[Finding](), dict["Role", "Roster"](), list(definition.inputs)
    for role in _roles(definition, of):
        rosters[role], used, wrong = load.applicants(definition, role, files.get(role), COMPARED)
        inputs += used
        findings += wrong
    return rosters, inputs, findings


def choose(
    definition: load.Definition,
    of: str | None,
    rosters: Mapping[Role, Roster],
    inputs: Sequence[load.Input],
    told: Sequence[Finding] = (),
) -> tuple[Report | None, list[Finding]]:
    """Who is in, as a report; None where a finding is an error. `told` are the findings of reading."""
    from mentorkit.pool import select
    from mentorkit.pool_report import report
    from mentorkit.qualification import qualify

    plan, facts, findings = definition.program, definition.program.facts(), list(told)
    able = {role: qualify(plan, roster, facts) for role, roster in rosters.items()}
    found, problems = select(plan, facts, able.get("mentors"), able.get("mentees"))
    findings += [
        Finding(each.code, each.message, definition.source.heading(each.path), each.hint) for each in problems
    ]
    if has_errors(findings):
        return None, findings
    findings += small_groups(definition, found)
    sides = [side for side in found.sides if of is None or side.role == of]
    sources = [{"role": each.role, "path": each.path, "sha256": each.sha256} for each in inputs]
    return report(plan, sides, COMPARED, sources, findings), findings


def _roles(definition: load.Definition, of: str | None) -> list[Role]:
    """The rosters that are needed. Raises CannotRun where the program chooses no such pool."""
    plan = definition.program.pool
    sides = {"mentees": plan.mentees, "mentors": plan.mentors} if plan else {}
    if not any(sides.values()):
        raise CannotRun(f"{definition.path} has no pool; say under pool: who is chosen, and by what")
    if of is not None and sides[of] is None:
        raise CannotRun(f"{definition.path} has no pool of {of}; add pool: {of}:")
    wanted = [name for name, side in sides.items() if side is not None and (of is None or of == name)]
    if "mentees" in wanted and plan is not None and plan.mentees is not None and plan.mentees.size is None:
        wanted.append("mentors")  # their places are the size
    roles: list[Role] = ["mentors", "mentees"]
    return [role for role in roles if role in wanted]
