"""Pairs as JSON Lines: an object a pair, for programs."""

from __future__ import annotations

import json
import re
from typing import Any

from mentorkit.handover import Connection, Handover
from mentorkit.people import Person
from mentorkit.readers import AUDIENCES


def jsonl(handed: Handover) -> str:
    """An object a line: the program, both people, the score and its parts.

    What is private, or for administrators alone, says nothing here. All parts' numbers are left out then:
    the one that is missing would follow from the others and the score.
    """
    heard = frozenset[str]().union(
        *(handed.cast.heard[audience] for audience in AUDIENCES if audience != "administrators")
    )
    whole = heard >= {criterion.label for criterion in handed.program.matching.criteria}
    lines = (json.dumps(_pair(handed, each, heard, whole), ensure_ascii=False) for each in handed.connections)
    return "".join(f"{_BREAKS.sub(_escaped, line)}\n" for line in lines)


_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What JSON need not escape and many readers of lines end a line at."""


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _pair(handed: Handover, pair: Connection, heard: frozenset[str], whole: bool) -> dict[str, Any]:
    numbers = ("weight", "value", "unknown") if whole else ()
    launch, close = handed.program.launch, handed.program.close
    return {
        "program": handed.program.name,
        "launch": launch.isoformat() if launch else None,
        "close": close.isoformat() if close else None,
        "mentee": _person(pair.mentee),
        "mentor": _person(pair.mentor),
        "score": pair.record.score,
        "parts": [
            part.model_dump(include={"criterion", "sentence", *numbers})
            for part in pair.record.parts
            if part.criterion in heard
        ],
    }


def _person(person: Person) -> dict[str, str | None]:
    return {"id": person.id, "name": person.text("name"), "email": person.text("email")}
