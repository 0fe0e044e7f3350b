"""Which trainings prepare people for the program, and which go on with it while it runs."""

from __future__ import annotations

import datetime as dt

from mentorkit.fields import fold
from mentorkit.plans import Module
from mentorkit.program import Program

LATER = dt.timedelta(days=30)
"""A training that is due so long after the launch goes on with what was taught before it (our choice)."""


def late(program: Program, role: str) -> list[tuple[int, Module]]:
    """The trainings of a role that should be over at the launch and are due after it, with their places.

    A second training well into the program is no late one, unless a rule makes people wait for it.
    """
    modules: tuple[Module, ...] = getattr(program.training, role, ())
    launch = program.launch
    if launch is None:
        return []
    begun = any(module.due is None or module.due <= launch for module in modules)
    waited_for = awaited(program)
    return [
        (number, module)
        for number, module in enumerate(modules)
        if module.due is not None
        and module.due > launch
        and (not begun or module.due - launch < LATER or fold(module.name) in waited_for)
    ]


def preparing(program: Program, role: str) -> list[Module]:
    """The trainings of a role that prepare for the start: all but those that go on with it later."""
    modules: tuple[Module, ...] = getattr(program.training, role, ())
    slow = {number for number, _ in late(program, role)}
    launch = program.launch
    return [
        module
        for number, module in enumerate(modules)
        if launch is None or module.due is None or module.due <= launch or number in slow
    ]


def awaited(program: Program) -> set[str]:
    """The trainings that rules wait for."""
    roles = (program.qualification.mentors, program.qualification.mentees)
    rules = [rule for section in roles for _, _, rule in section.parts()]
    names = [getattr(rule, key, None) for rule in rules for key in ("after", "training")]
    return {fold(name) for name in names if name}
