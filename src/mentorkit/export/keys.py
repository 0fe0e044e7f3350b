"""The cells by which another system knows people: they must be there, apart, and survive a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mentorkit.export.csv_file import guarded
from mentorkit.export.eml import address
from mentorkit.fields import fold
from mentorkit.finding import Finding, Location
from mentorkit.handover import Handover
from mentorkit.people import Person


def unfit(handed: Handover, keys: Iterable[str]) -> list[Finding]:
    """Everybody whom the other system could not know, or would take for somebody else.

    What a spreadsheet would take for a formula is refused and not guarded: with an apostrophe before it, it
    would be the key of nobody.
    """
    people = [person for person, _ in handed.people.values()]
    return [finding for key in keys for finding in _unfit(handed, people, key)]


def _unfit(handed: Handover, people: list[Person], key: str) -> Iterator[Finding]:
    first: dict[str, Person] = {}
    what = "e-mail address" if key == "email" else key
    for person in people:
        at = _place(handed, person, key)
        text = person.id if key == "id" else person.text(key)
        if text is None:
            hint = "add it to the roster and match again"
            yield Finding("MK930", f"{person.name} has no {what}", at, hint)
        elif key == "email" and address(text) is None:
            yield Finding(
                "MK930", f'"{text}" of {person.name} is no {what}', at, "write it as name@place.org"
            )
        elif guarded(text) != text:
            hint = "with a mark before it nobody would know it; mend it in the roster and match again"
            yield Finding("MK931", f'a spreadsheet would take "{text}" for a formula', at, hint)
        elif first.setdefault(fold(text), person) is not person:
            message = f'{first[fold(text)].name} and {person.name} have the same {what} "{text}"'
            yield Finding("MK930", message, at, "give each their own and match again")


def _place(handed: Handover, person: Person, key: str) -> Location:
    roster = handed.cast.mentors if person.key in handed.cast.mentors.by_key else handed.cast.mentees
    return roster.locate(person, key)
