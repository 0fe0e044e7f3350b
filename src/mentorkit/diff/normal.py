"""A program as plain data in which two ways to write the same thing are equal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mentorkit.columns import ColumnMap
from mentorkit.constraints import Constraint
from mentorkit.criteria import Criterion
from mentorkit.fields import shown
from mentorkit.plans import Message, Module, PoolSide, Quota
from mentorkit.program import Expect, Matching, Program, Sponsor
from mentorkit.ranking import Ranking
from mentorkit.roster_file import RosterFile
from mentorkit.rules import Rule
from mentorkit.section import Section
from mentorkit.sides import Sides
from mentorkit.vocabulary import CriticalRole, Objective

Plain = Any
"""Text, true or false, Decimal, Fraction (a share of the whole), date, tuple, Bag, dict or Node."""

UNORDERED = frozenset(
    (
        "sponsors", "objectives", "require", "rank_by", "quotas", "expertise", "communication", "never",
        "must", "criteria",
        "messages", "mentors", "mentees", "managers", "critical_roles", "former",
        "skills", "functions_at_risk", "serves", "teaches", "one_of", "values", "files",
    )
)  # fmt: skip
"""Lists whose order says nothing. All others count as ordered, those that are yet to come included."""


class Bag(tuple[Plain, ...]):
    """A list whose order says nothing; it keeps the order of the file for whoever reads it."""

    __slots__ = ()


class Node(dict[str, Plain]):
    """A section: what it holds by key, absent where there is nothing."""

    def __init__(self, content: Mapping[str, Plain], label: str, given: frozenset[str]) -> None:
        """Content by key, what the administrator calls it, and the keys that differ from their default."""
        super().__init__(content)
        self.label = label
        self.given = given


def normal(program: Program) -> Node:
    """The program's meaning: weights as shares, defaults filled in, short forms written out."""
    return _node(program)


def canonical(value: Plain) -> str:
    """A text that is the same for values of one meaning, whatever the order of keys and of bags."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal() | Fraction():
            return str(Fraction(value))
        case dt.date():
            return value.isoformat()
        case Mapping():
            return "{" + ",".join(f"{json.dumps(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
        case Bag():
            return "<" + ",".join(sorted(map(canonical, value))) + ">"
        case tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
        case _:
            raise TypeError(f"a program holds no {type(value).__name__}")


def same(old: Plain, new: Plain) -> bool:
    """Whether two values mean the same."""
    return canonical(old) == canonical(new)


def _node(section: Section) -> Node:
    content: dict[str, Plain] = {}
    given = set()
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if value is not None and value not in ((), {}):
            key = field.alias or name
            content[key] = _plain(value, name)
            if field.is_required() or value != field.get_default(call_default_factory=True):
                given.add(key)
    content = {key: value for key, value in content.items() if not _says_nothing(section, key, value)}
    _same_meaning(section, content)
    return Node(content, _label(section), frozenset(given & content.keys() | _made(section)))


def _says_nothing(section: Section, key: str, value: Plain) -> bool:
    """A section without anything, or one that may be absent and holds nothing but defaults."""
    field = type(section).model_fields.get(key)
    optional = field is not None and not field.is_required() and field.get_default() is None
    return bool(value == {} or (optional and isinstance(value, Node) and not value.given))


def _plain(value: object, key: str) -> Plain:
    match value:
        case Section():
            return _node(value)
        case Mapping():
            return {str(name): _plain(each, key) for name, each in value.items()}
        case tuple() | list():
            items = [_plain(each, key) for each in value]
            return Bag(items) if key in UNORDERED else tuple(items)
        case bool() | str() | dt.date() | Decimal():
            return value
        case int():
            return Decimal(value)
        case _:
            raise TypeError(f"a program holds no {type(value).__name__}")


def _same_meaning(section: Section, content: dict[str, Plain]) -> None:
    """Give what can be written in several ways one form."""
    match section:
        case Matching():
            _share(section.criteria, content["criteria"])
            for never, part in ((True, "never"), (False, "must")):
                rules: Sequence[Constraint] = getattr(section, part)
                for rule, node in zip(rules, content.get(part, ()), strict=True):
                    node["unknown"] = "forbid" if rule.blank_forbids(never) else "allow"
        case RosterFile():
            rest = {key: value for key, value in content.items() if key not in ("file", "files")}
            content.clear()
            content.update({"files": Bag(section.paths), **rest})
        case ColumnMap() if section.values:
            content["values"] = {cell: _word(meaning) for cell, meaning in section.values.items()}
        case Expect() if isinstance(section.matched, str):
            content["matched"] = _percent(section.matched)
        case PoolSide() if section.rank_by:
            _share(section.rank_by, content["rank_by"])
        case Quota():
            for key in ("at_least", "at_most"):
                if isinstance(limit := getattr(section, key), str):
                    content[key] = _percent(limit)
    if isinstance(section, Sides):
        ours, theirs = section.mentee_field, section.mentor_field
        for key in ("field", "mentee", "mentor"):
            content.pop(key, None)
        content.update({"field": ours} if ours == theirs else {"mentee": ours, "mentor": theirs})


def _share(weighed: Sequence[Criterion] | Sequence[Ranking], nodes: Sequence[Node]) -> None:
    """Weights as exact shares of their sum: what they say does not depend on their unit."""
    weights = [Fraction(each.stated) for each in weighed]
    for weight, node in zip(weights, nodes, strict=True):
        node["weight"] = weight / sum(weights)


def _percent(share: str) -> str:
    return f"{shown(Decimal(share.rstrip('%')))}%"


def _word(meaning: object) -> str:
    """What a cell is read as: the column map's yes and no, and its numbers, are read as words."""
    if isinstance(meaning, bool):
        return "yes" if meaning else "no"
    return str(meaning)


def _made(section: Section) -> set[str]:
    """Keys that the one form has in place of those of the file."""
    if isinstance(section, RosterFile):
        return {"files"}
    if isinstance(section, Sides):
        return {"field"} if section.mentee_field == section.mentor_field else {"mentee", "mentor"}
    return set()


def _label(section: Section) -> str:
    match section:
        case Criterion() | Ranking():
            return section.label
        case Quota():
            return section.groups
        case Rule() | Constraint() | Sponsor() | Module():
            return section.name
        case Objective():
            return section.id
        case Message():
            return f'to {section.audience} "{section.subject}"'
        case CriticalRole():
            return section.title
        case _:
            return ""
