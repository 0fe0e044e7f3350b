"""What a program is for, where all its objectives agree."""

from __future__ import annotations

from mentorkit.program import Program


def for_skills(program: Program) -> bool:
    """Whether every objective develops skills, and there is one."""
    return _all(program, "skill_development")


def for_high_potentials(program: Program) -> bool:
    """Whether every objective builds future leaders, and there is one."""
    return _all(program, "succession_pipeline", "leadership_depth")


def _all(program: Program, *foci: str) -> bool:
    return bool(program.objectives) and all(each.focus in foci for each in program.objectives)
