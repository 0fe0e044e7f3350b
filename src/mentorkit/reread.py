"""The inputs of a run, read again from where the run says they are, and the run held against them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mentorkit import load, pooling
from mentorkit.decisions import Decision
from mentorkit.finding import CannotRun, Finding, Location, has_errors
from mentorkit.previous_files import Following, followed

if TYPE_CHECKING:
    from mentorkit.people import Role
    from mentorkit.run import Run
    from mentorkit.verify import Verdict
    from mentorkit.verify.cast import Inputs

ROLES: tuple[Role, ...] = ("mentors", "mentees", "people")
MOVED = "verify runs where match ran, with the inputs where they were"


def reread(run: Run) -> tuple[Inputs | None, list[Finding], list[Finding]]:
    """The inputs, what is wrong with them as the inputs of this run, and the findings of reading them.

    None where they cannot be read any more; then nothing can be held against them.
    """
    recorded = run.record.inputs
    programs = [each.path for each in recorded if each.role == "program"]
    if len(programs) != 1:
        return None, [Finding("MK911", f"the run names {len(programs)} programs, not one", run.at)], []
    try:
        return _read(run, programs[0])
    except CannotRun as error:
        return None, [Finding("MK911", str(error), run.at, MOVED)], []


def _read(run: Run, program: str) -> tuple[Inputs | None, list[Finding], list[Finding]]:
    from mentorkit.qualification import qualify
    from mentorkit.verify.cast import Inputs
    from mentorkit.verify.followed import Follow
    from mentorkit.verify.followed import followed as following
    from mentorkit.verify.pool import pooled

    paths: dict[str, list[str]] = {}
    for each in run.record.inputs:
        paths.setdefault(each.role, []).append(each.path)
    definition, findings = load.program(program)
    if definition is None:
        return None, [_unreadable(program)], findings
    said = run.record.pool
    lists = paths.get("pool", [])
    asked_pool = pooling.Pooling(lists[0] if lists else None, off=said is not None and said.by == "none")
    definition = pooling.in_force(definition, asked_pool)
    # One file may be in place of the program's own; several can only be the program's.
    files: dict[Role, str | None] = {role: paths[role][0] for role in ROLES if len(paths.get(role, ())) == 1}
    cohort, more = load.cohort(definition, files)
    findings += more
    inputs, decided = list(cohort.inputs), tuple[Decision, ...]()
    for path in paths.get("decisions", ())[:1]:
        decided, entered, more = load.decisions(path, cohort.mentors, cohort.mentees)
        inputs.append(entered)
        findings += more
    named, entries, more = pooling.listed(definition, asked_pool, cohort.mentors, cohort.mentees)
    inputs += entries
    findings += more
    follow = None
    for path in paths.get("previous", ())[:1]:
        logs_of = paths.get("meetings", [])
        asked = Following(path, 0, logs_of[0] if len(logs_of) == 1 else None)
        before, more = followed(definition, cohort.mentors, cohort.mentees, asked)
        inputs += before.inputs
        findings += more
        moves = run.record.previous.moves if run.record.previous else 0
        follow = Follow(before.previous, before.ended, moves)
    wrong = _changed(run, inputs)
    if has_errors(findings):
        return None, [*wrong, _unreadable(program)], findings
    plan, facts = definition.program, cohort.facts
    mentors, mentees = qualify(plan, cohort.mentors, facts), qualify(plan, cohort.mentees, facts)
    listed = None if named is None else {"mentors": named.mentors, "mentees": named.mentees}
    read = pooled(Inputs(plan, facts, mentors, mentees, decided, listed=listed), said)
    return read if follow is None else following(read, follow), wrong, findings


def _changed(run: Run, inputs: list[load.Input]) -> list[Finding]:
    """Inputs whose bytes are others than the run says, and files that only one of the two knows."""
    here = Counter((each.role, each.path) for each in inputs)
    there = Counter((each.role, each.path) for each in run.record.inputs)
    hashes = {(each.role, each.path): each.sha256 for each in inputs}
    changed = [
        Finding("MK911", f"the file of the {each.role} was changed since the run", Location(each.path))
        for each in run.record.inputs
        if hashes.get((each.role, each.path), each.sha256) != each.sha256
    ]
    gone = [
        Finding("MK911", f"the run names {path} for the {role}, the program does not", run.at)
        for role, path in there - here
    ]
    new = [
        Finding("MK911", f"the program names {path} for the {role}, the run does not", run.at)
        for role, path in here - there
    ]
    return [*changed, *gone, *new]


def _unreadable(program: str) -> Finding:
    return Finding(
        "MK911", "the inputs have errors now, so that the run cannot be checked", Location(program)
    )


def verified(run: Run, *, full: bool = False) -> tuple[Verdict, list[Finding]]:
    """What every check of a run came to, and all findings about it and its inputs."""
    from mentorkit import verify as verification

    inputs, moved, told = reread(run)
    compared = "against their hashes in run.json"
    read = verification.Check("inputs", compared, len(run.record.inputs), tuple(moved))
    checks = (verification.verify_files(run), *verification.verify_approval(run), read)
    verdict = verification.Verdict(checks)
    if inputs is not None:
        rest = verification.verify(run, inputs, told, full=full)
        verdict = verification.Verdict((*checks, *rest.checks), rest.possible, rest.seen, rest.mentees)
    findings = verdict.findings + (told if inputs is None else [])
    return verdict, findings
