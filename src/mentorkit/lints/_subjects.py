"""What a field is about, told by its name: skills, communication, or what the law protects."""

from __future__ import annotations

import re
import unicodedata

from mentorkit.fields import spoken
from mentorkit.program import Program

# Whole words of a field's name, so that "age" is in age_group and not in language or stage. The
# lists are our choice: the attributes that anti-discrimination laws of many countries name.
_PROTECTED = (
    "age", "ages", "birth", "birthday", "birthdate", "born", "dob",
    "gender", "genders", "sex", "sexes", "transgender", "sexual", "sexuality", "lgbt", "lgbtq", "lgbtqia",
    "ethnic", "ethnicity", "ethnicities", "race", "races", "racial", "skin colour", "skin color",
    "ancestry", "national origin", "nationality", "nationalities", "citizenship",
    "religion", "religions", "religious", "faith", "creed",
    "disability", "disabilities", "genetic",
    "marital", "married", "civil status", "civil partnership", "family status",
    "pregnant", "pregnancy", "maternity", "paternity",
    "veteran", "veterans", "military status", "military service",
    "trade union", "union membership",
)  # fmt: skip  # a kind a line
_PROTECTED_ALONE = frozenset(["disabled", "is disabled", "registered disabled"])
"""Names that mean it only as a whole: account_disabled is about an account."""
_COMMUNICATION = (
    "communication", "communicates", "communicating", "communicator", "coaching", "coach", "coaches",
    "explains", "explain", "explaining", "listens", "listen", "listening", "teaches", "teaching",
)  # fmt: skip  # as many as fit
_SKILLS = ("skill", "skills", "goal", "goals", "topic", "topics", "expertise", "competency", "competencies")


def protected(field: str) -> str:
    """The part of a field's name that says something the law protects in many countries, or blank."""
    name = _words(field)
    return name if name in _PROTECTED_ALONE else _first(_PROTECTED, name)


def on_communication(field: str) -> bool:
    """Whether a field's (or rating's) name says that it is about passing skills on."""
    return bool(_first(_COMMUNICATION, _words(field)))


def on_skills(program: Program, field: str) -> bool:
    """Whether a field holds skills, those that somebody wishes for included."""
    own = program.vocabulary.fields.get(field)
    return bool(own and own.skills) or bool(_first(_SKILLS, _words(field)))


def _first(phrases: tuple[str, ...], name: str) -> str:
    return next((phrase for phrase in phrases if f" {phrase} " in f" {name} "), "")


def _words(field: str) -> str:
    """A name in small letters, its words one blank apart; dateOfBirth has three."""
    name = unicodedata.normalize("NFKC", spoken(field))
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.split(r"[\W\d_]+", apart)).strip().casefold()
