"""What a program makes of its people, and what a former version of it would make of the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mentorkit import load, pooling
from mentorkit.definition import Definition
from mentorkit.finding import Finding, has_errors, in_order
from mentorkit.program import Program, Rosters
from mentorkit.roster_file import RosterFile
from mentorkit.under_way import tell

if TYPE_CHECKING:
    from mentorkit.diff.effects import Result
    from mentorkit.people import Role

Files = Mapping["Role", str | None]
"""Files to read in place of the program's."""


def result(definition: Definition, files: Files) -> tuple[Result | None, list[Finding]]:
    """Qualification, scores and pairs as `match` makes them; None where a finding is an error."""
    cohort, findings = load.cohort(definition, files)
    if has_errors(findings):
        return None, findings
    from mentorkit.assignment import Watch, assign
    from mentorkit.diff.effects import Result
    from mentorkit.qualification import qualify
    from mentorkit.scores import score
    from mentorkit.unmatched import explain

    plan, facts = definition.program, cohort.facts
    mentors, mentees = qualify(plan, cohort.mentors, facts), qualify(plan, cohort.mentees, facts)
    pooled = pooling.applied(definition, facts, mentors, mentees)
    if has_errors(pooled.findings):
        return None, [*findings, *pooled.findings]
    mentors, mentees = pooled.mentors, pooled.mentees
    scores, wrong = score(plan, facts, mentors, mentees)
    pairs = assign(plan, scores, watch=Watch(tell))
    gaps = {gap.mentee: gap.detail for gap in explain(scores, pairs, mentees)}
    return Result(plan, mentors, mentees, scores, pairs, gaps), [*findings, *pooled.findings, *wrong]


def former(
    old: Definition, new: Definition, files: Files
) -> tuple[Result | None, list[Finding], tuple[str, ...]]:
    """What the old program makes of the new one's people, with what to note of how they were read.

    The files are those of the new program, as those of the old one may be gone; its own column maps read
    them, so that a change of a map shows. Where those do not fit the files, the new ones do, with a note.
    """
    own, left_out = _at_hand(old.program.rosters, new)
    notes = [f"the old program's {each} are not here; it is applied without them" for each in left_out]
    made, findings = result(_with(old, own, new), files)
    if made is None and own != new.program.rosters:
        first = next(each for each in in_order(findings) if has_errors([each]))
        again, wrong = result(_with(old, new.program.rosters, new), files)
        if again is not None:
            told = f"{first.location}: {first.message}"
            notes.append(f"the old program cannot read these rosters ({told}); the new column maps read them")
            return again, wrong, tuple(notes)
    return made, findings, tuple(notes)


def _with(old: Definition, rosters: Rosters, new: Definition) -> Definition:
    """The old program with other rosters; what it names stands beside the new one."""
    program: Program = old.program.model_copy(update={"rosters": rosters})
    return replace(old, path=new.path, program=program)


def _at_hand(old: Rosters, new: Definition) -> tuple[Rosters, list[str]]:
    """The old rosters with the new one's files, and which are left out as nobody has them any more."""
    found: dict[str, RosterFile | None] = {}
    left_out = []
    for role in Rosters.model_fields:
        ours: RosterFile | None = getattr(old, role)
        theirs: RosterFile | None = getattr(new.program.rosters, role)
        if ours and theirs:
            ours = ours.model_copy(update={"file": theirs.file, "files": theirs.files})
        elif ours and not all(new.beside(name).is_file() for name in ours.paths):
            left_out.append(f"{role} ({', '.join(ours.paths)})")
            ours = None
        found[role] = ours
    return old.model_copy(update=found), left_out
