"""Who may read which field, and with it which reasons: what packs and letters may show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from mentorkit.criteria import Criterion
from mentorkit.program import Program
from mentorkit.rules import Rule
from mentorkit.section import Problem
from mentorkit.vocabulary import Audience, Facts, FieldDefinition, Vocabulary

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
KNOWN_TO_ALL = frozenset(["id", "name", "email", "level", "function", "department", "location"])
"""Built-in fields that stand in the organisation's own directory (our choice)."""
CONFIDED = frozenset(["preferences"])
"""Built-in fields for administrators alone: nobody learns who did not choose them (our choice)."""


def readers(vocabulary: Vocabulary, field: str) -> tuple[Audience, ...]:
    """Whose packs and letters may show a field; nobody's where it is private."""
    own = vocabulary.fields.get(field)
    if own is not None:
        return () if own.private else own.readers
    if field in KNOWN_TO_ALL:
        return AUDIENCES
    if field in CONFIDED:
        return ("administrators",)
    default: tuple[Audience, ...] = FieldDefinition().readers
    return default if field in vocabulary.known_fields else ()


def may_read(vocabulary: Vocabulary, field: str, audience: Audience) -> bool:
    """Whether an audience may read a field."""
    return audience in readers(vocabulary, field)


def may_hear(vocabulary: Vocabulary, criterion: Criterion, audience: Audience) -> bool:
    """Whether an audience may read what a criterion says of a pair: all the fields that it looks at.

    What no roster holds, such as the number of a score table, is for the administrators (our choice); nobody
    hears what a criterion itself keeps confidential.
    """
    if criterion.confidential:
        return False
    fields = {field for need in criterion.needs() for _, field in need}
    if not fields - {criterion.asked_by}:
        return audience == "administrators"
    return all(may_read(vocabulary, field, audience) for field in fields)


def may_know(vocabulary: Vocabulary, rule: Rule, audience: Audience) -> bool:
    """Whether an audience may read what a qualification rule says of a person."""
    return all(may_read(vocabulary, field, audience) for field in {*rule.uses(), *rule.reads()})


def contradictions(program: Program, facts: Facts) -> Iterator[Problem]:
    """Private fields that name readers all the same."""
    for name, field in program.vocabulary.fields.items():
        if field.private and field.readers and "readers" in field.model_fields_set:
            message = f'"{name}" is private, and names {", ".join(field.readers)} as readers'
            path = ("vocabulary", "fields", name, "readers")
            yield Problem("MK405", message, path, "leave out private, or the readers")
