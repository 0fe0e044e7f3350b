"""Rosters held against the program: missing columns, unknown skills and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from mentorkit.constraints import Same as SameConstraint
from mentorkit.constraints import Shares
from mentorkit.criteria import Covers, Overlap, Preference
from mentorkit.criteria import Same as SameCriterion
from mentorkit.fields import fold
from mentorkit.finding import Finding, nearest
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.roster_file import RosterFile
from mentorkit.sides import Need

SHARED = 3
"""An e-mail address that more people have is a mailbox, not a person's."""
TELLING = 3
"""Filled cells on either side from which it tells something that no value is common."""
COMPARED = (Covers, Overlap, SameCriterion, SameConstraint, Shares)
"""Criteria and constraints that look for equal values."""


def missing_columns(
    program: Program, needed: Iterable[tuple[str, Need]], rosters: Sequence[Roster]
) -> Iterator[Finding]:
    """Columns that qualification or matching needs and no roster has, with the nearest heading.

    Where the program maps the field, the map's own finding says what is wrong.
    """
    by_role = {roster.role: roster for roster in rosters}
    told = set()
    for name, choices in needed:
        loaded = [(by_role[role], field) for role, field in choices if role in by_role]
        if not loaded or choices in told or any(roster.has(field) for roster, field in loaded):
            continue
        told.add(choices)
        roster, field = loaded[0]
        spec: RosterFile | None = getattr(program.rosters, roster.role)
        if spec and field in spec.columns:
            continue
        for file, columns in roster.columns.items():
            if field not in columns:
                table = roster.tables[file]
                place = table.at(table.heading_line)
                hint = nearest(field, filter(None, table.headings))
                if hint.startswith("did you mean"):
                    hint += f" If so: columns: {{{field}: HEADING}}"
                yield Finding("MK804", f'no column holds {field}, which "{name}" needs', place, hint)


def unknown_skills(program: Program, roster: Roster) -> Iterator[Finding]:
    """Each word that is no skill of the vocabulary once, with how often it stands there."""
    known = program.vocabulary.synonyms
    words = [word for skill, others in program.vocabulary.skills.items() for word in (skill, *others)]
    if not known:
        return
    for field in ("skills", "development_goals"):
        seen: dict[str, list[tuple[Person, str]]] = {}
        for person in roster.people:
            for item in person.items(field):
                if fold(item) not in known:
                    seen.setdefault(fold(item), []).append((person, item))
        for entries in seen.values():
            person, word = entries[0]
            times = f" ({len(entries)} times)" if len(entries) > 1 else ""
            message = f'{field}: "{word}"{times} is not a skill of the vocabulary'
            near = nearest(word, words)
            hint = near if near.startswith("did") else nearest(word, program.vocabulary.skills)
            yield Finding("MK811", message, roster.locate(person, field, word), hint)


def unknown_names(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    """Preferences for people who are not in the other roster, or who share their name."""
    fields = dict.fromkeys(
        criterion.field for criterion in program.matching.criteria if isinstance(criterion, Preference)
    )
    for roster, other in ((mentees, mentors), (mentors, mentees)):
        names = [person.name for person in other.people]
        if not names:
            continue  # that nobody is there is said already
        for person, field in product(roster.people, fields):
            for name in person.items(field):
                if other.called(name) is None:
                    several = fold(name) in other.bearers
                    what = "the name of several people" if several else "nobody"
                    message = f'{field}: "{name}" is {what} in the roster of {other.role}'
                    near = nearest(name, names)
                    hint = near if near.startswith("did") else ""
                    hint = (
                        "name them by id or e-mail; as it stands the wish counts for each"
                        if several
                        else hint
                    )
                    yield Finding("MK814", message, roster.locate(person, field, name), hint)


def same_people(mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    """People of different ids who have one e-mail address."""
    seen: dict[str, Person] = {}
    shared = Counter(
        fold(mail) for each in (mentors, mentees) for person in each.people if (mail := person.text("email"))
    )
    for roster in (mentors, mentees):
        for person in roster.people:
            mail = person.text("email")
            if mail is None or shared[fold(mail)] > SHARED:
                continue
            first = seen.setdefault(fold(mail), person)
            if first.key != person.key:
                message = f'"{person.id}" has the e-mail address of "{first.id}" ({first.at})'
                hint = "the same person under two ids? Has a leading zero been lost?"
                yield Finding("MK819", message, roster.locate(person, "email"), hint)


def nothing_in_common(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    """Two columns that are compared and share no value at all: other words, or another language."""
    parts = [*program.matching.criteria, *(rule for _, _, rule in program.matching.constraints())]
    told = set()
    for part in parts:
        if not isinstance(part, COMPARED):
            continue
        ours, theirs = part.mentee_field, part.mentor_field
        left = {fold(item): item for person in mentees.people for item in person.items(ours)}
        right = {fold(item): item for person in mentors.people for item in person.items(theirs)}
        many = min(
            sum(map(bool, (person.items(field) for person in roster.people)))
            for roster, field in ((mentees, ours), (mentors, theirs))
        )
        if many >= TELLING and not left.keys() & right.keys() and (ours, theirs) not in told:
            told.add((ours, theirs))
            message = (
                f"{ours} of mentees ({_some(left)}) and {theirs} of mentors ({_some(right)}) "
                "have no value in common"
            )
            place = next(mentees.locate(person, ours) for person in mentees.people if person.items(ours))
            yield Finding("MK820", message, place, "other words for the same? Map them under values:")


def _some(items: dict[str, str]) -> str:
    shown = list(items.values())[:3]
    return ", ".join(shown) + (", …" if len(items) > 3 else "")


def cut_capacities(program: Program, mentors: Roster) -> Iterator[Finding]:
    """Capacities above the program's limit."""
    limit = program.matching.capacity.at_most
    for mentor in mentors.people:
        own = mentor.number("capacity")
        if own is not None and limit is not None and own > limit:
            message = f'capacity {own} of "{mentor.id}" is cut to {limit}, the program\'s at_most'
            yield Finding("MK815", message, mentors.locate(mentor, "capacity"))
