"""A field that rules or criteria look at, blank for more than half of the people.

A blank is not met under `require`, forbids under `must` and counts 0 in a criterion unless the program
says otherwise; so a column that few have filled decides by who answered, not by what they answered.
More than half is our choice.

Bad:

    mentees.csv
    id,availability
    e1,
    e2,Mon
    e3,

Good:

    mentees.csv
    id,availability
    e1,Fri
    e2,Mon
    e3,

Left out is what people may well leave blank: preferences, capacity, completed trainings, the answer
that `asked_by` looks at, and rules with an `unknown:` of their own. Of a criterion with `asked_by` only
the mentees count who asked for it; what mentors say to it is their offer.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.constraints import ReportingLine
from mentorkit.criteria import Preference
from mentorkit.finding import Location, Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.roster_checks import TELLING

Use = tuple[str, str, str]
"""The role, its field, and the yes_no field that says whom it concerns, or nothing for everybody."""


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    users: dict[Use, list[str]] = {}
    for use, name in _uses(program):
        users.setdefault(use, []).append(name)
    told = set[tuple[str, str]]()
    for (role, field, asked), names in users.items():
        roster = mentors if role == "mentors" else mentees
        people = [each for each in roster.people if not asked or each.yes(asked) is True]
        blank = [person for person in people if not person.knows(field)]
        if (role, field) in told or len(people) < TELLING or len(blank) * 2 <= len(people):
            continue
        place = _heading(roster, blank[0], field)
        if place is not None:
            told.add((role, field))
            asking = " who asked for it" if asked else ""
            used = " and ".join(f'"{name}"' for name in dict.fromkeys(names))
            verb = "look" if len(set(names)) > 1 else "looks"
            said = (
                f"{field} is blank for {len(blank)} of {len(people)} {role}{asking}, and {used} {verb} at it"
            )
            yield Remark(said, hint="ask for the answers, or do without the field", place=place)


def _uses(program: Program) -> Iterator[tuple[Use, str]]:
    """Every field that must be filled to decide anything, and who looks at it."""
    for role in ("mentors", "mentees"):
        for _, _, rule in program.qualification_of("mentors" if role == "mentors" else "mentees").parts():
            for field in rule.uses():
                if rule.unknown == "forbid" and field != "training_completed":
                    yield (role, field, ""), rule.name
    for criterion in program.matching.criteria:
        fields = criterion.looks_at()
        if fields is not None and not isinstance(criterion, Preference):
            for role, field in zip(("mentees", "mentors"), fields, strict=True):
                if field and (role == "mentees" or not criterion.asked_by):
                    yield (role, field, criterion.asked_by or ""), criterion.label
    for _, _, condition in program.matching.constraints():
        fields = condition.looks_at()
        if isinstance(condition, ReportingLine) and program.rosters.people is None:
            yield ("mentees", "manager", ""), condition.name
        elif fields is not None and condition.unknown is None:
            yield ("mentees", fields[0], ""), condition.name
            yield ("mentors", fields[1], ""), condition.name


def _heading(roster: Roster, person: Person, field: str) -> Location | None:
    """The heading of a field in the file of a person; None where the file has none (MK804 says so)."""
    at = person.at.file, person.at.sheet
    columns = roster.columns.get(at, {}).get(field)
    return roster.tables[at].at(roster.tables[at].heading_line, columns[0]) if columns else None


MOSTLY_BLANK = RosterLint("MK832", Severity.WARNING, _check, __doc__)
