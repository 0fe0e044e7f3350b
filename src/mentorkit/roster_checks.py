"""Rosters held against the program: missing columns, unknown skills and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
                message = f'no column holds {field}, which "{name}" needs'
                yield Finding("MK804", message, place, f"{hint} If so: columns: {{{field}: HEADING}}")


def unknown_skills(program: Program, roster: Roster) -> Iterator[Finding]:
    """Each word that is no skill of the vocabulary once, with how often it stands there."""
    known = program.vocabulary.synonyms
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
            hint = nearest(word, program.vocabulary.skills)
            yield Finding("MK811", message, roster.locate(person, field), hint)


def unknown_names(mentors: Roster, mentees: Roster) -> Iterator[Finding]:
    """Preferences for people who are not in the other roster."""
    for roster, other in ((mentees, mentors), (mentors, mentees)):
        known = other.names
        for person in roster.people:
            for name in person.items("preferences"):
                if fold(name) not in known:
                    message = f'preferences: "{name}" is nobody in the roster of {other.role}'
                    yield Finding("MK814", message, roster.locate(person, "preferences"))
