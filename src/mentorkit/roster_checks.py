"""Rosters held against the program: missing columns, unknown skills and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from mentorkit.criteria import Preference
from mentorkit.fields import fold
from mentorkit.finding import Finding, nearest
from mentorkit.people import Person, Roster
from mentorkit.program import Program, RosterFile
from mentorkit.sides import Need


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
                place, headings = roster.headings[file]
                hint = nearest(field, filter(None, headings))
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
            yield Finding("MK811", message, roster.locate(person, field), hint)


def unknown_names(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    """Preferences for people who are not in the other roster, or who share their name."""
    fields = dict.fromkeys(
        criterion.field for criterion in program.matching.criteria if isinstance(criterion, Preference)
    )
    for roster, other in ((mentees, mentors), (mentors, mentees)):
        shared = Counter(fold(person.name) for person in other.people)
        for person, field in product(roster.people, fields):
            for name in person.items(field):
                if fold(name) not in other.names:
                    several = shared[fold(name)] > 1
                    what = "the name of several people" if several else "nobody"
                    message = f'{field}: "{name}" is {what} in the roster of {other.role}'
                    hint = (
                        "name them by id or e-mail; as it stands the wish counts for each" if several else ""
                    )
                    yield Finding("MK814", message, roster.locate(person, field), hint)


def cut_capacities(program: Program, mentors: Roster) -> Iterator[Finding]:
    """Capacities above the program's limit."""
    limit = program.matching.capacity.at_most
    for mentor in mentors.people:
        own = mentor.number("capacity")
        if own is not None and limit is not None and own > limit:
            message = f'capacity {own} of "{mentor.id}" is cut to {limit}, the program\'s at_most'
            yield Finding("MK815", message, mentors.locate(mentor, "capacity"))
