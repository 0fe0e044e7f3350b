"""Levels, skills and functions of a program to start from: given, asked, or read from the rosters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentorkit.commands import _questions as questions
from mentorkit.commands._options import say
from mentorkit.commands._start_rosters import StartRole
from mentorkit.fields import fold
from mentorkit.yaml_text import one_line

if TYPE_CHECKING:
    from mentorkit.start import Focus, Side

Sides = dict[StartRole, "Side"]


def several(given: str) -> tuple[str, ...]:
    """The words of a list, each once, between semicolons or, without any, commas."""
    words = (one_line(word) for word in given.split(";" if ";" in given else ","))
    return tuple({fold(word): word for word in words if word}.values())


def words_of(
    flags: Mapping[str, str | None], focus: Focus, sides: Sides, *, asking: bool
) -> tuple[dict[str, tuple[str, ...]], Sides]:
    """Levels, targeted skills and functions at risk, and the rosters with the levels that slips stand for."""
    from mentorkit import start, start_words

    levels, sides = _levels(flags["levels"], sides, asking=asking)
    nothing = start.Side("")
    mentors, mentees = (sides.get(role, nothing) for role in ("mentors", "mentees"))
    examples = not sides
    proposed: dict[str, tuple[str, ...]] = {
        "skills": start.EXAMPLE_SKILLS[focus] if examples else start_words.most_wished(mentors, mentees),
        "functions": start.EXAMPLE_FUNCTIONS if examples and focus != "skill_development" else (),
    }
    asked = {
        "skills": "The skills that the program shall build",
        "functions": f"Business functions that would lack leaders{_of(_words('function', mentors, mentees))}",
    }
    answers = {"levels": levels}
    for key, question in asked.items():
        given = flags[key]
        if given is not None:
            answers[key] = several(given)
        elif asking and (key != "functions" or focus != "skill_development"):
            answers[key] = _ask(question, proposed[key])
        else:
            answers[key] = proposed[key]
    meant = start_words.skill_slips(mentors, mentees, answers["skills"])
    if meant:
        say(f"taken for other words of the same skill: {_pairs(meant)} (vocabulary: skills:)")
    return answers, sides


def _levels(given: str | None, sides: Sides, *, asking: bool) -> tuple[tuple[str, ...], Sides]:
    """The levels from low to high, and the rosters in which slips of them are mapped to what is meant."""
    from mentorkit import start
    from mentorkit.start_words import in_order

    found = _counts(sides)
    if given is not None:
        levels = several(given)
        return levels, _mended(sides, _meant(levels, found, asking=asking))
    if not asking:
        return (() if sides else start.EXAMPLE_LEVELS), _mended(sides, _meant((), found, asking=False))
    proposed = in_order(tuple(found)) if sides else start.EXAMPLE_LEVELS
    question = f"Career levels from low to high, with commas between{_of(tuple(found))}"
    while True:
        levels = _ask(question, proposed)
        meant = _meant(levels, found, asking=True)
        others = _others(levels, found, meant)
        if not others or questions.agree(f"  Leave out {', '.join(others)}?", default=False):
            return levels, _mended(sides, meant)
        proposed = levels


def _meant(levels: tuple[str, ...], found: Counter[str], *, asking: bool) -> dict[str, str]:
    """The levels of the rosters that are slips for others, as far as somebody agrees."""
    from mentorkit.start_words import level_slips

    meant = level_slips(levels, found)
    if asking:
        return {
            odd: usual
            for odd, usual in meant.items()
            if questions.agree(f'  Is "{odd}" the level "{usual}"?', default=True)
        }
    if meant:
        say(f"taken for slips: {_pairs(meant)} (rosters: columns: level: values:)")
    _others(levels, found, meant)
    return meant


def _others(levels: tuple[str, ...], found: Counter[str], meant: Mapping[str, str]) -> list[str]:
    """The levels of the rosters that a list leaves out, after a warning."""
    from mentorkit.start_words import lacking

    others = [level for level in lacking(levels, tuple(found)) if level not in meant]
    if others:
        say(f"the rosters also have {', '.join(others)}: as no levels of the program, these cells are faults")
    return others


def _mended(sides: Sides, meant: Mapping[str, str]) -> Sides:
    from mentorkit.start_words import corrected

    return {role: corrected(side, "level", meant) for role, side in sides.items()}


def _ask(question: str, proposed: tuple[str, ...]) -> tuple[str, ...]:
    sign = "; " if any("," in word for word in proposed) else ", "
    return questions.ask(question, sign.join(proposed), several)


def _counts(sides: Sides) -> Counter[str]:
    """How many people of both rosters have each level, in its first spelling."""
    spelt: dict[str, str] = {}
    counts = Counter[str]()
    for side in sides.values():
        for word in side.words.get("level", ()):
            counts[spelt.setdefault(fold(word), word)] += side.counts.get("level", {}).get(word, 1)
    return counts


def _pairs(meant: Mapping[str, str]) -> str:
    return ", ".join(f'"{odd}" for "{usual}"' for odd, usual in meant.items())


def _words(field: str, *sides: Side) -> tuple[str, ...]:
    words = (word for side in sides for word in side.words.get(field, ()))
    return tuple({fold(word): word for word in words}.values())


def _of(words: tuple[str, ...]) -> str:
    return f" (the rosters have {', '.join(words[:20])})" if words else ""
