"""The roles whose bench the program builds."""

from __future__ import annotations

from mentorkit.section import Section
from mentorkit.vocabulary import CriticalRole


class Succession(Section):
    """The roles whose bench the program builds."""

    critical_roles: tuple[CriticalRole, ...] = ()
    """Roles whose vacancy would hurt."""
