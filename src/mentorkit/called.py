"""The one mentor or mentee who goes by an id, e-mail address or name."""

from __future__ import annotations

from mentorkit.fields import fold
from mentorkit.finding import CannotRun
from mentorkit.people import Roster
from mentorkit.qualification import Qualification

NAMED = 5
"""People of one name who are listed by their ids."""


def key(side: Qualification, text: str) -> str:
    """The key of the one person who is called so. Raises CannotRun with a suggestion."""
    roster = Roster(side.role, tuple(each.person for each in side.standings))
    known = roster.called(text)
    if known is not None:
        return known
    role = side.role.removesuffix("s")
    several = roster.bearers.get(fold(text), ())
    if several:
        ids = [roster.by_key[each].id for each in several[:NAMED]]
        more = ", …" if len(several) > NAMED else ""
        raise CannotRun(
            f'{len(several)} {side.role} are called "{text}"; name one by id: {", ".join(ids)}{more}'
        )
    parts = [
        f"{name} ({person.id})"
        for person in roster.people
        if (name := person.text("name")) and fold(text) in map(fold, name.split())
    ]
    more = ", …" if len(parts) > NAMED else ""
    hint = f"did you mean {', '.join(parts[:NAMED])}{more}?" if parts else roster.near(text)
    raise CannotRun(f'there is no {role} "{text}"{f"; {hint}" if hint else ""}')
