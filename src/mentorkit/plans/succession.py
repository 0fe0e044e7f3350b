"""The roles whose bench the program builds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from mentorkit.roster_file import RosterFile
from mentorkit.section import Section
from mentorkit.vocabulary import CriticalRole


class Candidates(RosterFile):
    """Who stands for which critical role, one row a person and role.

    Under `columns` stand person (or id, email, name), role and readiness, where a heading is not understood
    by itself. Readiness is now, one_to_two_years or three_to_five_years; other words are mapped under
    `values`.
    """


class Succession(Section):
    """The roles whose bench the program builds."""

    critical_roles: tuple[CriticalRole, ...] = ()
    """Roles whose vacancy would hurt."""
    candidates: Candidates | None = None
    """Who stands for which of them, and how ready they are."""
    advance: Annotated[int, Limits(ge=0, le=2)] = 1
    """How many steps of readiness a candidate moves whom the program gives a mentor (our choice: 1); an
    assumption for what is expected, not a measurement."""
