"""What the section progress names twice, or reads from columns that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit import logs
from mentorkit.contradictions import repeated
from mentorkit.fields import fold
from mentorkit.finding import nearest
from mentorkit.program import Program
from mentorkit.section import Problem
from mentorkit.vocabulary import Facts


def progress(program: Program, facts: Facts) -> Iterator[Problem]:
    """Stages that stand twice, and columns of logs and readings that do not exist."""
    plan = program.progress
    if plan is None:
        return
    for number in repeated([fold(stage.name) for stage in plan.stages]):
        message = f'the stage "{plan.stages[number].name}" stands twice'
        yield Problem("MK011", message, ("progress", "stages", number), "give each a name of its own")
    for name, spec, shape in (
        ("meetings", plan.meetings, logs.ENTRIES),
        ("checkins", plan.checkins, logs.ENTRIES),
        ("readings", plan.readings, logs.READINGS),
    ):
        for column in spec.columns if spec else ():
            if column not in shape.known:
                hint = nearest(column, shape.known)
                at = ("progress", name, "columns", column)
                yield Problem("MK008", f'there is no column "{column}" here', at, hint)
