"""The JSON Schema of the program file: what editors and other checkers hold a definition against.

Made from the models, so that it says what `check` says: keys, kinds, types, limits and their
descriptions. What it cannot say (names that must exist, dates in order) is left to `check`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mentorkit.constraints import CONSTRAINTS
from mentorkit.criteria import CRITERIA
from mentorkit.program import Program
from mentorkit.ranking import RANKINGS
from mentorkit.rules import RULES
from mentorkit.section import Section

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best; the schema uses nothing that a later one changed."""
ID = "urn:mentorkit:program:1"
"""1 is the `version` of the program file."""
NAME = "program.schema.json"
"""The file that `mentorkit schema` is kept in, beside the programs that name it."""

_UNIONS: tuple[tuple[str, str, Sequence[type[Section]]], ...] = (
    ("Rule", "rule", RULES),
    ("Criterion", "kind", CRITERIA),
    ("Constraint", "rule", CONSTRAINTS),
    ("Ranking", "kind", RANKINGS),
)
_NOT_BLANK: Schema = {"pattern": r"\S", "patternErrorMessage": "needs text that is not empty"}
_LIMITS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}


@lru_cache(maxsize=1)
def model_schema() -> Schema:
    """What pydantic makes of the models: the source of near words and of the reference pages."""
    return Program.model_json_schema(by_alias=True)


def json_schema() -> Schema:
    """The JSON Schema of the program file (draft 7), short forms and descriptions included."""
    raw = model_schema()
    names = _names(raw)
    unions = {name: _union(name, tag, classes) for name, tag, classes in _UNIONS}
    sections = {names[name]: _titled(_plain(node, names), names[name]) for name, node in raw["$defs"].items()}
    program = _plain({key: part for key, part in raw.items() if key != "$defs"}, names)
    # load puts the file of a shared vocabulary in its place before the models see it
    path = {"type": "string", **_NOT_BLANK}
    shared = program["properties"]["vocabulary"]
    program["properties"]["vocabulary"] = {
        "description": shared["description"],
        **_either([{"$ref": shared["$ref"]}, path]),
    }
    head = {"$schema": DRAFT, "$id": ID, "title": "Mentoring program"}
    return {**head, **program, "$defs": dict(sorted({**sections, **unions}.items()))}


def schema_text() -> str:
    """The schema as a file: JSON that ends with a line break."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _names(raw: Schema) -> dict[str, str]:
    """Pydantic's name of each section to ours; a kind is called by its drawer and its word."""
    names = {name: name for name in raw["$defs"]}
    for mapping, union in _mappings(raw):
        names |= {reference.rpartition("/")[2]: f"{union}.{word}" for word, reference in mapping.items()}
    return names


def _mappings(node: object) -> list[tuple[dict[str, str], str]]:
    if isinstance(node, list):
        return [pair for part in node for pair in _mappings(part)]
    if not isinstance(node, dict):
        return []
    own = [(node["discriminator"]["mapping"], _union_of(node))] if "discriminator" in node else []
    return own + [pair for part in node.values() for pair in _mappings(part)]


def _union_of(node: Schema) -> str:
    """Rule, Criterion, Constraint or Ranking, by the words that choose."""
    words = set(node["discriminator"]["mapping"])
    return next(name for name, tag, classes in _UNIONS if words == {_word(each, tag) for each in classes})


def _word(kind: type[Section], tag: str) -> str:
    return str(kind.model_fields[tag].annotation.__args__[0])  # type: ignore[union-attr]


def _union(name: str, tag: str, classes: Sequence[type[Section]]) -> Schema:
    """One of several kinds, chosen by a word; a wrong key is then wrong for that kind alone."""
    words = {_word(each, tag): _first_paragraph(each.__doc__ or "") for each in classes}
    return {
        "title": name,
        "type": "object",
        "required": [tag],
        "properties": {tag: {"enum": list(words), "enumDescriptions": list(words.values())}},
        "allOf": [
            {
                "if": {"type": "object", "properties": {tag: {"const": word}}, "required": [tag]},
                "then": {"$ref": f"#/$defs/{name}.{word}"},
            }
            for word in words
        ],
    }


def _titled(node: Schema, name: str) -> Schema:
    """The section with its name in words; a kind's own word says what it is."""
    title = name.rpartition(".")[2]
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in title).strip()
    for part in node.get("properties", {}).values():
        if "const" in part and "description" not in part:
            part["description"] = node["description"]
    return {"title": words if "." in name else words.capitalize(), **node}


def _plain(node: Schema, names: dict[str, str]) -> Schema:
    """A part of pydantic's schema in fewer words: no titles, one type for numbers, no empty defaults."""
    if "discriminator" in node:
        return {**_described(node), "$ref": f"#/$defs/{_union_of(node)}"}
    made: Schema = {}
    for key, part in node.items():
        if key in _LIMITS:
            made[_LIMITS[key]] = part
        elif key == "$ref":
            made[key] = f"#/$defs/{names[part.rpartition('/')[2]]}"
        elif key == "properties":
            in_order = sorted(part.items(), key=lambda pair: "const" not in pair[1])  # the kind comes first
            made[key] = {name: _plain(each, names) for name, each in in_order}
        elif key in ("items", "additionalProperties") and isinstance(part, dict):
            made[key] = _plain(part, names)
        elif key not in ("anyOf", "title", "description", "default"):
            made[key] = copy.deepcopy(part)
    if made.get("pattern") == _NOT_BLANK["pattern"]:
        del made["minLength"]
        made |= _NOT_BLANK
    choices = [_plain(each, names) for each in node.get("anyOf", ())]
    made = _described(node) | made | _either(choices)
    return made | _default(node, made)


def _either(choices: list[Schema]) -> Schema:
    """One of several; whole numbers are numbers, and a single type may also be null."""
    kinds = [each for each in choices if each != {"type": "null"}]
    if {"type": "number"} in kinds:
        kinds = [each for each in kinds if each != {"type": "integer"}]
    blank = len(kinds) < len(choices) and {"type": "null"} in choices
    if len(kinds) == 1 and (not blank or isinstance(kinds[0].get("type"), str)):
        only = kinds[0]
        if blank:
            only = {**only, "type": [only["type"], "null"]}
            if "enum" in only:
                only["enum"] = [*only["enum"], None]
        return only
    sections = [each for each in kinds if "$ref" in each]
    others = [each for each in kinds if "$ref" not in each] + [{"type": "null"}] * blank
    if len(sections) == 1 and others:
        # Told apart by the type, so that what is wrong within a section is reported there, not for the whole.
        other = others[0] if len(others) == 1 else {"anyOf": others}
        words = {"examples": other["enum"]} if "enum" in other else {}  # editors complete no else
        return {**words, "if": {"type": "object"}, "then": sections[0], "else": other}
    return {"anyOf": [*sections, *others]} if kinds else {}


def _described(node: Schema) -> Schema:
    text = _first_paragraph(node.get("description", ""))
    return {"description": text} if text else {}


def _default(node: Schema, made: Schema) -> Schema:
    """What holds where the key is absent; nothing, an empty list and whole sections go without saying."""
    value = node.get("default")
    if isinstance(value, str) and "number" in made.get("type", ()):
        value = float(value) if "." in value else int(value)  # exact decimals are text to pydantic
    return {} if value is None or value == "" or isinstance(value, list | dict) else {"default": value}


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split())
