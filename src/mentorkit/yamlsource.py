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
from mentorkit.ignores import Ignore, ignores, may_ignore

LIMIT = 1 << 20
"""Bytes; a program file above this is refused (our choice: some 200 times a full program)."""
VALUES = 20_000
"""Values; a program file above this is refused (our choice: some 50 times a full program)."""
DEPTH = 50
"""Nesting levels; a program needs about eight."""
_DOUBTFUL = re.compile("[\t\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^%", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """Plain data read from YAML, and where each part of it stands."""

    file: str
    data: Any
    values: dict[Steps, Location] = field(repr=False)
    keys: dict[Steps, Location] = field(repr=False)
    ignores: tuple[Ignore, ...] = ()
    """Comments that silence findings, each with the file that it stands in."""

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
        ignores = (*self.ignores, *branch.ignores)
        return Source(self.file, data, {**self.values, **moved}, {**self.keys, **keys}, ignores)


def parse(data: bytes, file: str) -> tuple[Source | None, list[Finding]]:
    """Read YAML bytes; the source is None where anything is wrong."""
    if len(data) > LIMIT:
        return None, [Finding("MK001", f"the file is larger than {LIMIT >> 20} MiB", Location(file))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # its own object: a byte order mark is not in it
        place = _Builder(file, before).at(len(before))
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8 text"
        return None, [Finding("MK001", message, place, "save the file as UTF-8")]
    value, builder = _quickly(file, text) or _carefully(file, text)
    if builder.findings:
        return None, builder.findings
    if not isinstance(value, dict):
        message = "the file is empty" if value is None else "the file holds no keys at its top level"
        return None, [Finding("MK002", message, Location(file, 1, 1))]
    return Source(file, value, builder.values, builder.keys, builder.ignores()), []


def _quickly(file: str, text: str) -> tuple[Any, _Builder] | None:
    """What PyYAML's parser in C makes of a text, in a tenth of the time; None where it may err.

    The parser in Python is the measure. The other one takes some tabs, question marks and rare line ends
    differently, puts nothing elsewhere, and words its complaints in its own way; so it is heard only where a
    text has none of these and nothing is wrong.
    """
    if not hasattr(yaml, "CSafeLoader") or _DOUBTFUL.search(text):
        return None
    builder = _Builder(file, text)
    try:
        value = builder.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, _TooDeep, _TooMuch):
        return None
    return None if builder.findings or builder.asks else (value, builder)


def _carefully(file: str, text: str) -> tuple[Any, _Builder]:
    """The value, if there is one, and all that is wrong, by PyYAML's parser in Python."""
    builder = _Builder(file, text)
    value = None
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
    except _TooMuch as error:
        builder.findings = [Finding("MK001", f"the file holds more than {VALUES} values", error.place)]
    return value, builder


class _TooDeep(Exception):
    def __init__(self, place: Location) -> None:
        self.place = place


class _TooMuch(Exception):
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
        self.read = 0
        self.text = text
        self.asks = False
        """Whether in braces plain text is nothing, or has a question mark, which begins a key to some."""
        self.braces = 0
        self.scalars: list[tuple[int, int]] | None = [] if may_ignore(text) else None
        """Where values and keys stand, so that what looks like a comment inside one is none."""

    def ignores(self) -> tuple[Ignore, ...]:
        """The comments that silence findings."""
        if self.scalars is None:
            return ()
        return ignores(self.text, self.file, self.starts, self.scalars)

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
        self.read += 1
        if len(path) > DEPTH:
            raise _TooDeep(place)
        if self.read > VALUES:
            raise _TooMuch(place)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(f"the alias *{event.anchor}", event, "write the value out")
            return None
        if event.anchor:
            self.refuse(f"the anchor &{event.anchor}", event, "write the value out where it is needed")
        if event.tag:
            self.refuse(f"the tag {event.tag}", event, "leave it out; types come from the key")
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_half(event.value, place)
            self.note(event)
            return event.value if event.style else resolve(event.value)
        read = self.sequence if isinstance(event, yaml.SequenceStartEvent) else self.mapping
        self.braces += bool(event.flow_style)
        value = read(events, path)
        self.braces -= bool(event.flow_style)
        return value

    def sequence(self, events: Iterator[yaml.Event], path: Steps) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, (*path, len(items))))
        return items

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
            self.note(event)
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

    def note(self, event: yaml.ScalarEvent) -> None:
        """Keep where a scalar stands; the line on which a block begins may end in a comment."""
        begin, end = event.start_mark, event.end_mark
        if self.braces and not event.style and (not event.value or "?" in event.value):
            self.asks = True
        if self.scalars is not None and begin is not None and end is not None:
            first = begin.index
            if event.style in ("|", ">"):
                first = self.starts[min(bisect.bisect_right(self.starts, first), len(self.starts) - 1)]
            self.scalars.append((first, end.index))

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
