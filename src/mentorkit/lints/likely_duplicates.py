"""Two entries that are probably one person.

Somebody who signed up twice takes two places, or is paired with themself under the other id; and a
mentor who stands there twice has twice the capacity on paper. Equal ids and equal e-mail addresses
are reported without this lint (MK809, MK819); here it is the name with what else is known.

Bad:

    id,name,email,department
    m1,Ann Lee,ann.lee@example.org,Finance
    m7,"Lee, Ann",,Finance

Good:

    id,name,email,department
    m1,Ann Lee,ann.lee@example.org,Finance

Two entries of different ids are meant where the name is the same, in any order of its parts, and
department, location, function or manager too; or where the part of the e-mail address before the @ is
the same and the names are near. Whatever else is known of both must agree, so that two people of one
name in different departments are two. Addresses of one domain with different parts before the @ are
two people as well.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from mentorkit.fields import fold, spoken
from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.lints._spelling import plain
from mentorkit.people import Person, Roster
from mentorkit.program import Program

AGREEING = ("department", "location", "function", "manager")
"""Fields of which one must be the same, besides the name."""
NEAR = 0.8
"""How alike two names are that belong to one e-mail name (difflib's ratio; our choice)."""
COMPARED = 20
"""People of one name or e-mail name who are held against each other; more is a mailbox or a test."""


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    seen: dict[str, list[Person]] = {}
    keys = set[str]()
    for roster in (mentors, mentees):
        for person in roster.people:
            if person.key in keys:
                continue  # a mentor who is a mentee too
            keys.add(person.key)
            found = None
            for handle in filter(None, (_name(person), _local(person))):
                others = seen.setdefault(handle, [])
                found = found or next((each for each in others if _alike(person, each)), None)
                if len(others) < COMPARED:
                    others.append(person)
            if found is not None:
                said = f'"{person.id}" is probably "{found.id}" ({found.at}): {_why(person, found)}'
                hint = "keep one of the two, or give them different names where they are two people"
                field = "name" if person.knows("name") else "email"
                yield Remark(said, hint=hint, place=roster.locate(person, field))


def _name(person: Person) -> str:
    """The parts of the name in one order, without accents; with a mark that no e-mail name has."""
    words = re.findall(r"\w+", plain(person.text("name") or ""))
    return "name " + " ".join(sorted(words)) if len(words) > 1 else ""


def _local(person: Person) -> str:
    """The e-mail address before the @, without what follows a plus."""
    local, at, _ = fold(person.text("email") or "").partition("@")
    return local.partition("+")[0] if at else ""


def _alike(one: Person, other: Person) -> bool:
    """Whether all that is known of both says that they are one."""
    same = [one.category(field) == other.category(field) for field in AGREEING if _both(one, other, field)]
    if not all(same) or (_both(one, other, "level") and one.category("level") != other.category("level")):
        return False
    if _both(one, other, "email"):
        mails = [fold(person.text("email") or "") for person in (one, other)]
        if mails[0] == mails[1]:
            return False  # MK819 says so
        if _local(one) == _local(other):
            return _near_names(one, other)
        if mails[0].partition("@")[2] == mails[1].partition("@")[2]:
            return False
    return any(same) and _name(one) == _name(other) != ""


def _near_names(one: Person, other: Person) -> bool:
    ours, theirs = (plain(person.text("name") or "") for person in (one, other))
    alike = difflib.SequenceMatcher(None, ours, theirs).ratio() >= NEAR
    return bool(ours and theirs) and (alike or _name(one) == _name(other))


def _both(one: Person, other: Person, field: str) -> bool:
    return one.knows(field) and other.knows(field)


def _why(one: Person, other: Person) -> str:
    if _name(one) == _name(other):
        same = [spoken(field) for field in AGREEING if _both(one, other, field)]
        return f"the same name and {' and '.join(same) if same else 'e-mail name'}"
    return f"near names, {one.name} and {other.name}, and the same e-mail name"


LIKELY_DUPLICATES = RosterLint("MK833", Severity.WARNING, _check, __doc__)
