"""Headings that sound like a field, in the words of sign-up forms, and the names made of the others."""

from __future__ import annotations

import re
import unicodedata

_END = r"( name| id| e-?mail)?\W*\d*\W*$"
"""How a heading ends that asks for people, not for what they are like, as "preferred mentor gender" does."""
_BOTH, _MENTORS, _MENTEES = ("mentors", "mentees"), ("mentors",), ("mentees",)


def _near(
    pattern: str, roles: tuple[str, ...] = _BOTH
) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return ((re.compile(pattern), roles),)


NEAR: dict[str, tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = {
    "id": _near(r"\b(\w{0,4}id|(staff|employee|personnel|payroll|worker|badge) ?(no|nr|number|code)?)\b"),
    "email": _near(r"\be-?mail|\bmail\b"),
    "name": _near(
        r"^(?!.*(nick|user|first|last|sur|family|given|manager|file|department|team|preferred)).*\bname\b"
    ),
    "manager": _near(r"^(?!.*(agree|endors|approv|support)).*\b(manager|supervisor|reports to|boss)\b"),
    "level": _near(r"\b(level|grade|seniority|band)\b"),
    "function": _near(r"^(?!.*department).*\b(function|profession|discipline|business area)\b"),
    "department": _near(r"\b(department|division|team|unit|organi[sz]ation|directorate|ministry)\b"),
    "location": _near(r"\b(location|office|site|city|based|workplace|campus)\b"),
    "utc_offset": _near(r"\b(utc|gmt|time ?zone)\b"),
    "languages": _near(r"\blanguages?\b"),
    "skills": _near(
        r"good at|can (you )?help|help (others )?with|could teach|can teach|to share|to offer|expertise"
        r"|strengths|(mentor|your) skills|competenc",
        _MENTORS,
    ),
    "development_goals": _near(
        r"like to learn|want to learn|wish to learn|like to (develop|improve)|want to (develop|improve)"
        r"|learning (goal|need|wish)|development (goal|need|area)|skills? .*(important|want|need|seek)"
        r"|help .*with|topics",
        _MENTEES,
    ),
    "availability": _near(r"availab|usually free|when .*(free|meet)|time ?slots?|times? .*meet"),
    "preferences": _near(
        rf"(preferred|wish\w*( for)?( an?)?) (mentor|mentee)s?{_END}|prefer .*(as|for) .*(mentor|mentee)"
        rf"|(mentor|mentee)s? (wish(es)?|choices?|preferences?){_END}|wished (mentor|mentee)"
        rf"|(first|second|third|fourth|1st|2nd|3rd|4th) choice( of| for)?( an?)? (mentor|mentee)s?{_END}"
    ),
    "capacity": _near(
        r"how many .*(mentee|people|person|mentor)|max\w* .*mentees|mentees .*(max|take|number)", _MENTORS
    ),
    "training_completed": _near(r"(training|course)s? .*(complet|done|taken)|complet\w* .*(training|course)"),
    "hire_date": _near(
        r"\b(hire|hired|joining|joined|entry|employed since|start) ?date|date of (hire|joining|entry)"
    ),
}
"""Field to patterns of a heading, with the roles in whose rosters they mean the field."""

PROTECTED = re.compile(
    r"\b(gender|sex|sexual|orientation|age|birth|birthday|birthdate|dob|ethnic\w*|race|racial|religio\w*|faith"
    r"|disab\w*|nationality|citizenship|marital|married|pregnan\w*|parental|veteran|identity|identities|male"
    r"|female|pronouns?|characteristics|caste|union)\b"
)
"""Headings of what the law protects in many countries; they never become a rule by themselves."""
RATED = re.compile(r"communicat|explain|listen|passes? (it )?on")
"""A rating of how well somebody passes on what they know."""
PROMISE = re.compile(r"endors|agree|approv|confirm|commit|willing|released|support")
"""A promise without which mentoring does not begin."""
WHERE = re.compile(r"meet|office|site|location|city|when|free|availab|time")
"""Where or when somebody can meet."""


def own_name(heading: str, taken: set[str]) -> str:
    """A field's name made from a heading: snake_case, short, and not taken yet."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|\[.*?\]", " ", heading).casefold())
    words = re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    name = ""
    for word in words:
        if name and len(name) + len(word) > 30:
            break
        name = f"{name}_{word}" if name else word[:30]
    name = name if name[:1].isalpha() else f"column_{name}".rstrip("_")
    number = 2
    base = name
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return name
