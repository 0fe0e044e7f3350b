"""A list of who is in the pool, made by `pool` or by hand, read for the people of the rosters."""

from __future__ import annotations

from dataclasses import dataclass

from mentorkit.definition import Definition, Input
from mentorkit.fields import Field, fold
from mentorkit.finding import Finding, Location, nearest
from mentorkit.people import Roster
from mentorkit.roster_file import RosterFile
from mentorkit.rows import Row, Shape
from mentorkit.spreadsheets import read_rows

STATES = ("in", "waiting", "not_eligible")
"""What a column `pool` says of a person; only the first is in."""
ROLES = {"mentee": "mentees", "mentees": "mentees", "mentor": "mentors", "mentors": "mentors"}
SHAPE = Shape(
    {"role": Field("role"), "pool": Field("pool")}, {"role": ("role",), "pool": ("pool", "in pool")}
)
HINTS = 20
"""Unknown people for whom the nearest id is looked up; it takes a while for each."""


@dataclass(frozen=True)
class Named:
    """The keys of those whom a list names; None for a role of which it names nobody."""

    mentees: frozenset[str] | None = None
    mentors: frozenset[str] | None = None


def named(
    definition: Definition, file: str, mentors: Roster, mentees: Roster
) -> tuple[Named, list[Input], list[Finding]]:
    """Who is in the pool by a table with a column of ids, e-mail addresses or names. Raises CannotRun.

    With a column `role`, mentor or mentee; without it a person counts in every roster that has them. With a
    column `pool`, as `pool --out` writes it, only rows that say `in` count.
    """
    rows, inputs, findings = read_rows(definition, RosterFile(file=file), ("pool",), "pool", SHAPE, file)
    by_role = {"mentees": mentees, "mentors": mentors}
    found: dict[str, set[str]] = {}
    for row in rows:
        state = row.text("pool")
        if state is not None and fold(state) not in map(fold, STATES):
            hint = "write in for those who are in the pool"
            message = f'"{state}" is neither {", ".join(STATES[:-1])} nor {STATES[-1]}'
            findings.append(Finding("MK604", message, row.at("pool"), hint))
        if "pool" in row.columns and fold(state or "") != "in":
            continue
        roles = _roles(row, findings)
        hits = [(role, key) for role in roles if (key := _key(row, by_role[role])) is not None]
        if roles and not hits:
            findings.append(_nobody(row, roles, by_role, hint=len(findings) < HINTS))
        for role, key in hits:
            found.setdefault(role, set()).add(key)
    if not found and not findings:
        findings.append(Finding("MK604", "nobody in this list is in the pool", Location(inputs[0].path)))
    mentees_in, mentors_in = (found.get(role) for role in ("mentees", "mentors"))
    result = Named(
        None if mentees_in is None else frozenset(mentees_in),
        None if mentors_in is None else frozenset(mentors_in),
    )
    return result, inputs, findings


def _roles(row: Row, findings: list[Finding]) -> tuple[str, ...]:
    word = row.text("role")
    if word is None:
        return ("mentees", "mentors")
    if fold(word) not in ROLES:
        findings.append(Finding("MK604", f'"{word}" is neither mentor nor mentee', row.at("role")))
        return ()
    return (ROLES[fold(word)],)


def _key(row: Row, roster: Roster) -> str | None:
    """The key of the one person whom a row names; what is believed first decides."""
    return next((key for _, text in row.who if (key := roster.called(text)) is not None), None)


def _nobody(row: Row, roles: tuple[str, ...], rosters: dict[str, Roster], *, hint: bool) -> Finding:
    text = next((text for _, text in row.who), None)
    if text is None:
        return Finding("MK604", "the row says neither id, e-mail address nor name", row.at())
    where = " or ".join(roles)
    near = nearest(text, [person.id for role in roles for person in rosters[role].people]) if hint else ""
    if any(fold(text) in rosters[role].bearers for role in roles):
        return Finding("MK604", f'"{text}" is the name of several people', row.at(), "name them by id")
    return Finding("MK605", f'"{text}" is nobody in the roster of {where}', row.at(), near)
