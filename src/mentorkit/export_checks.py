"""What the exports of a program name: fields that exist, and that others may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mentorkit.finding import Steps, nearest
from mentorkit.program import Program
from mentorkit.readers import readers
from mentorkit.section import Problem
from mentorkit.vocabulary import Facts, Vocabulary

BUILT_IN = ("chronus", "pairs", "hris", "graphml", "dot", "jsonl")
"""The exports that every program has."""
OF_A_PAIR = ("connection", "program", "launch", "close", "score")
"""What columns may hold that belongs to no one person."""
SIDES = ("mentee", "mentor")


def sided(field: str) -> tuple[str, str]:
    """`mentee_email` as mentee and email; the first is blank where it is neither side's."""
    side, _, name = field.partition("_")
    return (side, name) if side in SIDES and name else ("", field)


def exports(program: Program, facts: Facts) -> Iterator[Problem]:
    """Names of exports that are taken, and columns of fields that do not exist or are nobody's to read."""
    for name, each in program.exports.items():
        if name in BUILT_IN:
            message = f'"{name}" is an export that every program has'
            yield Problem("MK011", message, ("exports", name), "choose another name")
        yield from columns(program.vocabulary, each.columns, ("exports", name, "columns"))


def columns(words: Vocabulary, wanted: Mapping[str, str], path: Steps = ()) -> Iterator[Problem]:
    """What is wrong with columns, heading to field."""
    for heading, field in wanted.items():
        side, name = sided(field)
        if field in OF_A_PAIR:
            continue
        if not side or name not in words.known_fields:
            known = [f"{each}_{one}" for one in words.known_fields for each in SIDES]
            yield Problem(
                "MK408", f'no pair has a "{field}"', (*path, heading), nearest(field, [*OF_A_PAIR, *known])
            )
        elif not set(readers(words, name)) - {"administrators"}:
            hint = "leave the column out; what is private is in no export"
            yield Problem("MK408", f'"{name}" is for administrators alone', (*path, heading), hint)
