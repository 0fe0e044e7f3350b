"""Pydantic's complaints about a program file in plain words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mentorkit.finding import Finding, Steps, nearest
from mentorkit.json_schema import Schema, model_schema
from mentorkit.yamlsource import Source

_TYPES = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "date_type": "a date such as 2027-01-31",
    "date_parsing": "a date such as 2027-01-31",
    "date_from_datetime_parsing": "a date such as 2027-01-31",
}
_EMPTY = {"string_too_short": "text that is not empty", "too_short": "at least one entry"}
_LIKE_A_NUMBER = re.compile(r"[-+]?(\d|\.\d|\.inf|\.nan)", re.IGNORECASE)
_YES, _NO = {"yes", "y", "on", "1"}, {"no", "n", "off", "0"}
_LIMITS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}


def complaints(error: ValidationError, source: Source) -> Iterator[Finding]:
    """A finding for every error of a validation, each at its place in the file."""
    rows = error.errors(include_url=False)
    paths = [source.known(row["loc"]) for row in rows]
    above = {path[:length] for path in paths for length in range(len(path))}
    best: dict[object, ErrorDetails] = {}
    for row, path in zip(rows, paths, strict=True):
        if _off_type(row) and path in above:
            continue
        about_key = row["type"] in ("extra_forbidden", "missing")
        spot = (path, row["loc"][-1]) if about_key else path
        if spot not in best or _off_type(best[spot]) > _off_type(row):
            best[spot] = row
    return (_finding(row, source) for row in best.values())


def _off_type(row: ErrorDetails) -> int:
    """0 where the value has the type of the union's member that complains; that member says most."""
    kind, value = row["type"], row["input"]
    if kind == "literal_error":
        return 0 if isinstance(value, str) and not _LIKE_A_NUMBER.match(value) else 3
    if kind not in _TYPES and kind not in _EMPTY:
        return 0
    return {"float_type": 1, "int_type": 2, "int_from_float": 2}.get(kind, 3)


def _finding(row: ErrorDetails, source: Source) -> Finding:
    kind, path, context = row["type"], row["loc"], row.get("ctx", {})
    place, value = source.locate(path), _quoted(row["input"])
    key, named = str(path[-1]) if path else "", _named(source.known(path))
    if kind == "extra_forbidden":
        known = _keys(path[:-1])
        return Finding("MK005", f'unknown key "{key}"', source.locate(path, key=True), nearest(key, known))
    if kind == "missing":
        return Finding("MK006", f'the key "{key}" is missing', source.locate(path[:-1]))
    if kind == "union_tag_not_found":
        word = context["discriminator"].strip("'")
        return Finding("MK006", f'the key "{word}" is missing', place, nearest("", _tags(path)))
    if kind == "union_tag_invalid":
        word, tag = context["discriminator"].strip("'"), str(context["tag"])
        place = source.locate((*path, word))
        return Finding("MK008", f'there is no {word} "{tag}"', place, nearest(tag, _tags(path)))
    if kind == "literal_error" and str(row["input"]) == str(context["expected"]):
        return Finding("MK007", f"{named}{value} is not a number", place)
    if kind == "literal_error":
        known = [word.strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return Finding("MK007", f"{value} is not known here", place, nearest(str(row["input"]), known))
    if kind in _TYPES:
        return Finding("MK007", f"{named}{value} is not {_TYPES[kind]}", place, _advice(kind, row["input"]))
    if kind in _EMPTY:
        return Finding("MK007", f"{named}needs {_EMPTY[kind]}", place)
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return Finding("MK007", f"{named}{value} must be {words} {context[name]}", place)
    if kind == "string_pattern_mismatch":
        return Finding("MK007", f"{named}{value} does not have the right form", place, "such as 95%")
    return Finding("MK007", row["msg"].removeprefix("Value error, "), place)


def _advice(kind: str, value: object) -> str:
    """How to write what was meant, where YAML 1.2 reads a value otherwise than people (or YAML 1.1) do."""
    if kind == "bool_type" and str(value).casefold() in _YES | _NO:
        return f"write {'true' if str(value).casefold() in _YES else 'false'}"
    if kind == "string_type" and isinstance(value, bool | float | int):
        return 'put it in "quotes" to make it text'
    if kind in ("int_type", "int_from_float", "float_type"):
        if isinstance(value, float) and value.is_integer():
            return f"write {int(value)}"
        if isinstance(value, str) and _LIKE_A_NUMBER.match(value):
            return "write digits without quotes, such as 1000 or 0.5"
    return ""


def _named(path: Steps) -> str:
    words = [step for step in path if isinstance(step, str)]
    return f"{words[-1]}: " if words else ""


def _quoted(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a mapping"
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f'"{shown[:60]}{"…" if len(shown) > 60 else ""}"'


def _keys(path: Steps) -> list[str]:
    return [key for node in _nodes(path) for key in node.get("properties", {})]


def _tags(path: Steps) -> list[str]:
    return [tag for node in _nodes(path) for tag in node.get("discriminator", {}).get("mapping", {})]


def _nodes(path: Steps) -> list[Schema]:
    """The parts of the schema that describe a place, without references."""
    found = _spread(model_schema())
    for step in path:
        below: list[Schema] = []
        for node in found:
            mapping = node.get("discriminator", {}).get("mapping", {})
            if step in mapping:
                below += _spread({"$ref": mapping[step]})
            elif isinstance(step, int):
                below += _spread(node.get("items", {}))
            elif step in node.get("properties", {}):
                below += _spread(node["properties"][step])
            elif isinstance(node.get("additionalProperties"), dict):
                below += _spread(node["additionalProperties"])
        found = below or found  # a step that only pydantic knows, such as a union's member
    return found


def _spread(node: Schema) -> list[Schema]:
    """A node and, where it is a choice, what can be chosen."""
    if "$ref" in node:
        return _spread(model_schema()["$defs"][node["$ref"].rpartition("/")[2]])
    if "discriminator" in node:
        return [node]
    return [node, *(part for choice in node.get("anyOf", []) for part in _spread(choice))]
