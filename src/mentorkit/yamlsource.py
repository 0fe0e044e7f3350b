"""YAML text to plain data with the position of every key and value; the only import of yaml.

Scalars follow YAML 1.2 as editors read it: `no`, `12:30`, `010` and dates stay text. What makes
a definition hard to review (anchors, aliases, tags, merge keys, repeated keys) is refused.
"""

from __future__ import annotations

import bisect
import contextlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from mentorkit.finding import Finding, Location, Steps

LIMIT = 1 << 20
"""Bytes; a program file above this is refused (our choice: some 200 times a full program)."""
DEPTH = 50
"""Nesting levels; a program needs about eight."""


@dataclass(frozen=True)
class Source:
    """Plain data read from YAML, and where each part of it stands."""

    file: str
    data: Any
    values: dict[Steps, Location] = field(repr=False)
    keys: dict[Steps, Location] = field(repr=False)

    def locate(self, path: Steps, *, key: bool = False) -> Location:
        """The place of a value (or of its key); steps that are not in the file are dropped."""
        known = self.known(path)
        places = self.keys if key and known in self.keys else self.values
        return places.get(known, Location(self.file, 1, 1))

    def heading(self, path: Steps) -> Location:
        """The place of a value, or of its key where the value is a whole section below it."""
        value = self.locate(path)
        key = self.locate(path, key=True)
        return key if key.line < value.line else value

    def known(self, path: Steps) -> Steps:
        """The path without steps that are not in the file, such as the members of a union."""
        known: Steps = ()
        for step in path:
            if (*known, step) in self.values:
                known = (*known, step)
        return known

    def graft(self, path: Steps, branch: Source) -> Source:
        """The same source with another file's data in place of the value at a top-level key."""
        moved = {(*path, *at): place for at, place in branch.values.items()}
        keys = {(*path, *at): place for at, place in branch.keys.items() if at}
        data = {**self.data, path[0]: branch.data}
        return Source(self.file, data, {**self.values, **moved}, {**self.keys, **keys})


def parse(data: bytes, file: str) -> tuple[Source | None, list[Finding]]:
    """Read YAML bytes; the source is None where anything is wrong."""
    if len(data) > LIMIT:
        return None, [Finding("MK001", f"the file is larger than {LIMIT >> 20} MiB", Location(file))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8-sig")
        column = len(before) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text"
        return None, [Finding("MK001", message, Location(file, line, column), "save the file as UTF-8")]
    builder = _Builder(file, text)
    try:
        value = builder.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        at_end = error.problem_mark is not None and error.problem_mark.index >= len(text)
        mark = (error.context_mark if at_end else None) or error.problem_mark or error.context_mark
        place = builder.at(mark.index) if mark else Location(file)
        builder.findings.append(Finding("MK002", _plain(error), place, _advice(error)))
    except yaml.reader.ReaderError as error:
        place = builder.at(int(error.position))
        message = f"the character U+{int(error.character):04X} is not allowed in YAML"
        builder.findings.append(Finding("MK002", message, place))
    except _TooDeep as error:
        builder.findings.append(Finding("MK002", f"nested more than {DEPTH} deep", error.place))
    if builder.findings:
        return None, builder.findings
    if not isinstance(value, dict):
        message = "the file is empty" if value is None else "the file holds no keys at its top level"
        return None, [Finding("MK002", message, Location(file, 1, 1))]
    return Source(file, value, builder.values, builder.keys), []


class _TooDeep(Exception):
    def __init__(self, place: Location) -> None:
        self.place = place


class _Builder:
    """Turns a stream of YAML events into data, positions and findings."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        self.values: dict[Steps, Location] = {}
        self.keys: dict[Steps, Location] = {}
        self.findings: list[Finding] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """The first document; a second one is a finding."""
        value, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse("a second document", event, "keep one program in one file")
                    break
                value = self.node(next(events), events, ())
        return value

    def node(self, event: Any, events: Iterator[yaml.Event], path: Steps) -> Any:
        """The value that an event begins."""
        place = self.place(event)
        self.values[path] = place
        if len(path) > DEPTH:
            raise _TooDeep(place)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(f"the alias *{event.anchor}", event, "write the value out")
            return None
        if event.anchor:
            self.refuse(f"the anchor &{event.anchor}", event, "write the value out where it is needed")
        if event.tag:
            self.refuse(f"the tag {event.tag}", event, "leave it out; types come from the key")
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_half(event.value, place)
            return resolve(event.value) if event.style is None else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.node(event, events, (*path, len(items))))
            return items
        return self.mapping(events, path)

    def mapping(self, events: Iterator[yaml.Event], path: Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            place = self.place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.findings.append(Finding("MK002", "a key must be a plain word", place))
                self.node(event, events, (*path, "?"))
                self.node(next(events), events, (*path, "?"))
                continue
            name = event.value
            self.refuse_half(name, place)
            if name == "<<":
                self.refuse("the merge key <<", event, "write the keys out")
            if event.anchor or event.tag:
                self.refuse(f"an anchor or tag on the key {name!r}", event, "leave it out")
            if name in found:
                first = self.keys[(*path, name)]
                message = f'the key "{name}" stands twice; the first is on line {first.line}'
                self.findings.append(Finding("MK003", message, place, "remove one of the two"))
            at = (*path, name)
            value = self.node(next(events), events, at)
            if name not in found:
                found[name] = value
                self.keys[at] = place
        return found

    def refuse_half(self, text: str, place: Location) -> None:
        """An escape may make half of a character (a surrogate), which no file can hold."""
        if half := [sign for sign in text if "\ud800" <= sign <= "\udfff"]:
            message = f"the character U+{ord(half[0]):04X} is not allowed in YAML"
            self.findings.append(Finding("MK002", message, place))

    def refuse(self, what: str, event: yaml.Event, hint: str) -> None:
        self.findings.append(Finding("MK004", f"{what} is refused here", self.place(event), hint))

    def place(self, event: yaml.Event) -> Location:
        mark = event.start_mark
        return self.at(mark.index) if mark else Location(self.file)

    def at(self, index: int) -> Location:
        """The place of a character; lines end as editors see it, not at every break that YAML knows."""
        line = bisect.bisect_right(self.starts, index)
        return Location(self.file, line, index - self.starts[line - 1] + 1)


_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+|\.)?([eE][-+]?[0-9]{1,2})?")


def resolve(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads it: true, false, null, decimal numbers; all else is text."""
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        with contextlib.suppress(ValueError):  # a lone "." or "e5" has no digits: text
            if math.isfinite(number := float(text)):
                return number
    return text


def _plain(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return "not valid YAML: " + ", ".join(parts)


def _advice(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "'\\t'" in problem:
        return "indent with spaces, not with a tab"
    if "but got '?'" in problem:
        return 'put text that holds a question mark in "quotes"'
    if "mapping values are not allowed" in problem:
        return 'put text that holds a colon in "quotes"'
    return ""
