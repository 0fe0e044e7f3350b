"""Program files that somebody, or something, has spoiled: mutations of real ones, by text and by meaning."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from mentorkit.yamlsource import parse
from tests.conftest import ROOT, TESTS

OURS = sorted((ROOT / "programs").glob("*.yaml"))
CASES = sorted((TESTS / "cases" / "program").glob("*/*.yaml"))
SEEDS = [path.read_bytes() for path in OURS * 12 + CASES]
"""Whole programs often, small cases too."""

SCALARS = [
    "no", "Yes", "010", "0o17", "0x1F", "1_000", "1,000", "12:30", "12:30:45", "2027-02-30", "2027-01-11",
    "1e3", "1e400", "-1e-400", "9" * 400, "-0.0", ".inf", "-.INF", ".nan", "1.", ".", "~", "null", "''",
    '""', '" "', "true", "TRUE", "[]", "{}", "[[]]", "{a: {}}", "[{}]", "- a", "*a", "&a x", "!!str 1",
    "!t", "<<", "? a", "|", ">-", "%x", "@x", "`x", "# x", "a: b", "{", "}", "[", "]", ",", '"', "'",
    '"\\ud83d"', '"\\0"', '"\\x41"', "\u00a0", "\u2028", "\u202e", "\u0000", "\ud7ff", "\ufeff", "e\u0301",
    "🎓", "x" * 5_000, "../" * 50, "/dev/zero", ".", "/", "\\", "mentors", "level", "skills", "rating",
    "covers", "same", "level_gap", "high", "low", "wait", "100%", "-1%", "0", "-1", "1", "2", "3", "101",
    "1000000", "1e5", "0.1", "manager", "operations", "id", "name",
]  # fmt: skip
"""What stands elsewhere or nowhere: words that YAML 1.1 and 1.2 read apart, half syntax, odd text."""
LINES = [
    "---", "...", "%YAML 1.1", "%TAG ! x:", "\ttab: x", "key: &a [*a]", "<<: *a", "? [a]", ": b", "- - - -",
    "}", "]", "# mentorkit: ignore", "# mentorkit: ignore[MK112]",
    "# mentorkit: ignore[MK112, MK3, ,MK999] because", "# yaml-language-server: $schema=x", "text: |",
    "  text: >+2", "name: twice", "name: twice", "matching:", "\x85", "\r", "pool: {mentees: {size: 0}}",
    "objectives: [{}]", "expect:", "vocabulary: shared/hospital-vocabulary.yaml",
    "vocabulary: {levels: [a, a], skills: {a: [b], b: [a]}, fields: {id: number, x: {from: 2, to: 1}}}",
]  # fmt: skip
"""Whole lines to put anywhere."""
OPENERS = ["[", "{a: ", "- ", "a: [", "? ", '["', "!!map {", "&a ["]
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 10**30, 1.0, 0.5, -0.0, 1e308, "", " ", "x", "x" * 5_000, "\ud7ff",
    "no", "1", "100%", "2027-01-11", "0001-01-01", "9999-12-31", [], {}, [[]], [{}], {"": ""}, {"a": None},
    [None], ["a", "a"], {"rule": "rating"}, {"kind": "covers"}, {"rule": "same", "field": "level"},
    {"rule": "level_at_least", "value": "manager"},
    {"rule": "rating", "field": "communication_rating", "at_least": 5},
    {"kind": "level_gap", "ideal": 2, "weight": 1}, {"rule": "level_gap", "at_least": 0, "at_most": 0},
    {"type": "ratings", "from": 1, "to": 5}, {"column": "A"}, {"grid": "*"}, {"names": {"A": "b"}},
]  # fmt: skip
"""Parts of programs, fitting and unfitting, to put in place of others."""

Text = Callable[[st.DrawFn, str], str]


def _at(draw: st.DrawFn, size: int) -> int:
    return draw(st.integers(0, max(size - 1, 0)))


def _span(draw: st.DrawFn, lines: list[str]) -> slice:
    first = _at(draw, len(lines))
    return slice(first, first + draw(st.integers(1, 8)))


def _drop_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[_span(draw, lines)]
    return "".join(lines)


def _repeat_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.splitlines(keepends=True)
    span = _span(draw, lines)
    lines[span] = lines[span] * draw(st.sampled_from([2, 3, 300]))
    return "".join(lines)


def _move_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.splitlines(keepends=True)
    span = _span(draw, lines)
    moved = lines[span]
    del lines[span]
    place = _at(draw, len(lines))
    return "".join([*lines[:place], *moved, *lines[place:]])


def _splice(draw: st.DrawFn, text: str) -> str:
    other = draw(st.sampled_from(SEEDS)).decode("utf-8", "replace")
    return text[: _at(draw, len(text))] + other[_at(draw, len(other)) :]


def _insert_line(draw: st.DrawFn, text: str) -> str:
    lines = text.splitlines(keepends=True)
    place = _at(draw, len(lines))
    indent = " " * draw(st.sampled_from([0, 0, 2, 4, 6]))
    return "".join([*lines[:place], f"{indent}{draw(st.sampled_from(LINES))}\n", *lines[place:]])


_KEY = re.compile(r"[\w.-]+(?=\s*:)")
_VALUE = re.compile(r"(?<=[:,\[] )[^,{}\[\]\n]+")


def _swap_keys(draw: st.DrawFn, text: str) -> str:
    keys = list(_KEY.finditer(text))
    if len(keys) < 2:
        return text
    first, second = (keys[_at(draw, len(keys))] for _ in range(2))
    return text[: first.start()] + second[0] + text[first.end() :]


def _swap_value(draw: st.DrawFn, text: str) -> str:
    values = list(_VALUE.finditer(text))
    if not values:
        return text
    old = values[_at(draw, len(values))]
    return text[: old.start()] + draw(st.sampled_from(SCALARS)) + text[old.end() :]


def _indent(draw: st.DrawFn, text: str) -> str:
    lines = text.splitlines(keepends=True)
    span = _span(draw, lines)
    by = draw(st.sampled_from([" ", "  ", "    ", "\t", "- ", "", "      "]))
    lines[span] = [by + line.lstrip() if by == "" else by + line for line in lines[span]]
    return "".join(lines)


def _cut(draw: st.DrawFn, text: str) -> str:
    return text[: _at(draw, len(text))]


def _deepen(draw: st.DrawFn, text: str) -> str:
    place = _at(draw, len(text))
    opener = draw(st.sampled_from(OPENERS))
    return text[:place] + opener * draw(st.sampled_from([3, 45, 60, 3_000])) + text[place:]


def _line_ends(draw: st.DrawFn, text: str) -> str:
    return text.replace("\n", draw(st.sampled_from(["\r\n", "\r", "\x85", "\u2028", "\n\n"])))


def _with_mark(draw: st.DrawFn, text: str) -> str:
    return "\ufeff" + text


TEXTS: tuple[Text, ...] = (
    _drop_lines, _repeat_lines, _move_lines, _splice, _insert_line, _insert_line, _swap_keys, _swap_keys,
    _swap_value, _swap_value, _swap_value, _indent, _cut, _deepen, _line_ends, _with_mark,
)  # fmt: skip


@st.composite
def spoiled_texts(draw: st.DrawFn) -> bytes:
    """A program with one to six mutations of its text, and now and then of its bytes."""
    text = draw(st.sampled_from(SEEDS)).decode("utf-8", "replace")
    for _ in range(draw(st.integers(1, 6))):
        text = draw(st.sampled_from(TEXTS))(draw, text)[:400_000]
    data = bytearray(text.encode("utf-8", "replace"))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 5]))):
        if data:
            data[_at(draw, len(data))] = draw(st.integers(0, 255))
    return bytes(data)


def _parsed() -> list[Any]:
    found = [parse(data, "seed.yaml")[0] for data in SEEDS]
    return [source.data for source in found if source is not None]


MEANINGS = _parsed()
Place = tuple[Any, str | int]


def _places(node: Any) -> list[Place]:
    """Every container in a tree with each of its keys or positions."""
    steps = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    return [place for step in steps for place in [(node, step), *_places(node[step])]]


def _kin() -> dict[str, list[Any]]:
    """Key to the values that it has anywhere: what fits a place in form, if seldom in meaning."""
    found: dict[str, dict[str, Any]] = {}
    for tree in MEANINGS:
        for node, step in _places(tree):
            if isinstance(step, str):
                found.setdefault(step, {})[json.dumps(node[step], sort_keys=True)] = node[step]
    return {key: list(values.values()) for key, values in found.items()}


KIN = _kin()
GENTLE = ["kin", "kin", "kin", "word", "drop", "repeat", "move", "section"]
SECTIONS = [
    "vocabulary",
    "objectives",
    "rosters",
    "qualification",
    "matching",
    "pool",
    "communication",
    "training",
]
ROUGH = ["drop", "repeat", "copy", "value", "value", "key"]


@st.composite
def spoiled_meanings(draw: st.DrawFn) -> bytes:
    """A program that is still YAML, with some of its parts removed, repeated, swapped or replaced.

    Gently, so that most still fit the schema and lints have their say, or roughly.
    """
    tree = copy.deepcopy(draw(st.sampled_from(MEANINGS)))
    kinds = draw(st.sampled_from([GENTLE, GENTLE, ROUGH]))
    for _ in range(draw(st.integers(1, 6))):
        if not (places := _places(tree)):
            break
        node, step = places[_at(draw, len(places))]
        other, there = places[_at(draw, len(places))]
        match draw(st.sampled_from(kinds)):
            case "kin" if step in KIN:
                node[step] = copy.deepcopy(draw(st.sampled_from(KIN[str(step)])))
            case "section":
                name = draw(st.sampled_from(SECTIONS))
                tree[name] = copy.deepcopy(draw(st.sampled_from(KIN[name])))
            case "word" if isinstance(node[step], str) and isinstance(other[there], str):
                node[step] = other[there]
            case "move" if isinstance(node, list):
                node.insert(_at(draw, len(node)), node.pop(int(step)))
            case "repeat" if isinstance(node, list):
                node.insert(_at(draw, len(node)), copy.deepcopy(node[int(step)]))
            case "drop":
                del node[step]
            case "copy":
                node[step] = copy.deepcopy(other[there])
            case "key" if isinstance(node, dict):
                other_key = draw(st.sampled_from([there, "x", "", "name", "field", "weight", "1"]))
                node[str(other_key)] = node.pop(step)
            case "value":
                node[step] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    text = json.dumps(tree, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))
    return text.encode("utf-8", "replace")


spoiled = st.one_of(spoiled_texts(), spoiled_meanings())
"""Any of them."""


def folder() -> Path:
    """Where the mutated programs are read from: beside the vocabulary that some of them share."""
    return ROOT / "programs"
