"""Levels, skills and functions of a program to start from: given, asked, or read from the rosters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentorkit.commands import _questions as questions
from mentorkit.commands._start_rosters import StartRole
from mentorkit.fields import fold
from mentorkit.finding import CannotRun
from mentorkit.yaml_text import one_line

if TYPE_CHECKING:
    from mentorkit.start import Focus, Side


def several(given: str) -> tuple[str, ...]:
    """The words of a list, each once, between semicolons or, without any, commas."""
    words = (one_line(word) for word in given.split(";" if ";" in given else ","))
    return tuple({fold(word): word for word in words if word}.values())


def words_of(
    flags: Mapping[str, str | None], focus: Focus, sides: Mapping[StartRole, Side], *, asking: bool
) -> dict[str, tuple[str, ...]]:
    """Levels, targeted skills and functions at risk: given, asked, or proposed. Raises CannotRun."""
    from mentorkit import start

    nothing = start.Side("")
    mentors, mentees = (sides.get(role, nothing) for role in ("mentors", "mentees"))
    found = _words("level", mentors, mentees)
    examples = not sides
    proposed: dict[str, tuple[str, ...]] = {
        "levels": start.EXAMPLE_LEVELS if examples else start.in_order(found) if asking else (),
        "skills": start.EXAMPLE_SKILLS[focus] if examples else start.most_wished(mentors, mentees),
        "functions": start.EXAMPLE_FUNCTIONS if examples and focus != "skill_development" else (),
    }
    functions = _words("function", mentors, mentees)
    asked = {
        "levels": f"Career levels from low to high, with commas between{_of(found)}",
        "skills": "The skills that the program shall build",
        "functions": f"Business functions that would lack leaders{_of(functions)}",
    }
    answers: dict[str, tuple[str, ...]] = {}
    for key, question in asked.items():
        given = flags[key]

        def read(text: str, key: str = key) -> tuple[str, ...]:
            words = several(text)
            lacking = start.lacking(words, found) if key == "levels" else []
            if lacking:
                raise ValueError(f"the rosters also have {', '.join(lacking)}")
            return words

        if given is not None:
            try:
                answers[key] = read(given)
            except ValueError as error:
                raise CannotRun(f"--{key}: {error}") from None
        elif asking and (key != "functions" or focus != "skill_development"):
            sign = "; " if any("," in word for word in proposed[key]) else ", "
            answers[key] = questions.ask(question, sign.join(proposed[key]), read)
        else:
            answers[key] = proposed[key]
    return answers


def _words(field: str, *sides: Side) -> tuple[str, ...]:
    words = (word for side in sides for word in side.words.get(field, ()))
    return tuple({fold(word): word for word in words}.values())


def _of(words: tuple[str, ...]) -> str:
    return f" (the rosters have {', '.join(words[:20])})" if words else ""
