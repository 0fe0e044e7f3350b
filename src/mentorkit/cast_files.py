"""The people of a program as letters and exports show them, with what a run made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mentorkit import load, plan_files
from mentorkit.completions import Transcript, trained
from mentorkit.finding import Finding, Location, has_errors

if TYPE_CHECKING:
    from mentorkit.people import Person, Role, Roster
    from mentorkit.program import Program
    from mentorkit.qualification import Qualification
    from mentorkit.recipients import Cast, Outcome

READ = ("manager", "function", "department", "location", "training_completed")
"""Fields that letters show where a roster has them; no cell of these can stop the command."""
AGAIN = "match again with --out; the same people and rules give the same pairs"

Files = Mapping["Role", str | None]


def cast(
    definition: load.Definition, run: str | None, files: Files, named: Collection[str]
) -> tuple[Cast | None, list[load.Input], list[Finding]]:
    """Everybody, with what a run made of them; None where a finding is an error. Raises CannotRun."""
    from mentorkit.people import Roster
    from mentorkit.recipients import Cast
    from mentorkit.training import managers

    program, outcome, inputs, findings = definition.program, None, list(definition.inputs), list[Finding]()
    if run is not None:
        outcome, recorded, findings = _outcome(definition, run)
        files = {**recorded, **{role: file for role, file in files.items() if file is not None}}
        if outcome is None:
            return None, inputs, findings
    rosters: dict[str, Roster] = {}
    roles: tuple[Role, ...] = ("mentors", "mentees", "people")
    for role in roles:
        if role != "people" or program.rosters.people or files.get("people"):
            rosters[role], used, wrong = load.roster(definition, role, files.get(role), {*READ, *named})
            inputs += used
            findings += wrong
    if has_errors(findings):
        return None, inputs, findings
    if outcome is not None:
        rosters["mentors"] = _judged(rosters["mentors"], outcome.mentors)
        rosters["mentees"] = _judged(rosters["mentees"], outcome.mentees)
    done = Transcript()
    if program.training and program.training.completions:
        by_role = list(rosters.values())
        led_by = Roster("people", managers(rosters["mentees"], by_role))
        done, used, wrong = plan_files.transcript(definition, plan_files.everybody([*by_role, led_by]))
        inputs += used
        findings += wrong
        rosters = {role: trained(roster, done, program.training) for role, roster in rosters.items()}
        if has_errors(findings):
            return None, inputs, findings
    both = rosters["mentors"], rosters["mentees"]
    waited = _awaited(program, both) if outcome is None and program.training else {}
    return Cast(program, *both, rosters.get("people"), outcome, done, waited), inputs, findings


def _awaited(program: Program, rosters: Iterable[Roster]) -> dict[str, tuple[str, ...]]:
    """Key of everybody who would qualify after a training to those trainings."""
    from mentorkit.qualification import qualify

    facts = program.facts()
    standings = (each for roster in rosters for each in qualify(program, roster, facts).standings)
    return {each.person.key: each.after for each in standings if each.state == "conditional"}


def _outcome(definition: load.Definition, path: str) -> tuple[Outcome | None, dict[Role, str], list[Finding]]:
    """A run, if it is whole and of this program and these people as they are now."""
    from mentorkit import run as runs
    from mentorkit import verify
    from mentorkit.recipients import Outcome
    from mentorkit.reread import ROLES, reread

    found = runs.read(path)
    # A note that somebody laid beside the run changes nothing of it.
    findings = list(verify.verify_files(replace(found, foreign=())).findings)
    made_from = [each.sha256 for each in found.record.inputs if each.role == "program"]
    if made_from != [definition.inputs[0].sha256]:
        message = f"the run {path} was not made from this program as it is now"
        findings.append(Finding("MK911", message, Location(definition.source.file), AGAIN))
    if has_errors(findings):
        return None, {}, findings
    inputs, wrong, told = reread(found)
    findings += [*wrong, *told]
    if inputs is None or has_errors(findings):
        return None, {}, findings
    paths: dict[Role, list[str]] = {role: [] for role in ROLES}
    for each in found.record.inputs:
        for role in ROLES:
            if each.role == role:
                paths[role].append(each.path)
    files = {role: some[0] for role, some in paths.items() if len(some) == 1}
    return Outcome(found.record, inputs.mentors, inputs.mentees), files, findings


def _judged(roster: Roster, qualification: Qualification) -> Roster:
    """The roster with all that qualification and matching know of each person."""

    def whole(person: Person) -> Person:
        standing = qualification.by_key.get(person.key)
        return replace(person, values={**person.values, **standing.person.values}) if standing else person

    return replace(roster, people=tuple(map(whole, roster.people)))
