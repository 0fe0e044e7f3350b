"""Writes docs/reference and the JSON Schema from the program's models; `--check` only compares.

Run `make docs` after changing a rule, a criterion, a constraint, a field or a finding code.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from finding_pages import findings, lints
from pydantic import BaseModel
from typer.models import ArgumentInfo

from mentorkit.cli import COMMANDS, verb
from mentorkit.columns import ALIASES, ColumnMap
from mentorkit.constraints import CONSTRAINTS, Constraint
from mentorkit.criteria import CRITERIA, Criterion
from mentorkit.fields import BUILT_IN
from mentorkit.json_schema import NAME, model_schema, schema_text
from mentorkit.program import Program
from mentorkit.ranking import RANKINGS, Ranking
from mentorkit.rules import RULES, Rule

HERE = Path(__file__).parent / "reference"
SCHEMA = Path(__file__).parent.parent / "programs" / NAME
MADE = "<!-- Made by docs/generate.py from docstrings; edit those and run `make docs`. -->"


def pages() -> dict[str, str]:
    """Every page's name and text."""
    return {
        "program.md": _page("The program file", _program()),
        "rules.md": _page("Qualification rules", _drawer(RULES, Rule, "rule", RULES_INTRODUCTION)),
        "criteria.md": _page(
            "Matching criteria", _drawer(CRITERIA, Criterion, "kind", CRITERIA_INTRODUCTION)
        ),
        "constraints.md": _page(
            "Constraints", _drawer(CONSTRAINTS, Constraint, "rule", CONSTRAINTS_INTRODUCTION)
        ),
        "ranking.md": _page("Ranking a pool", _drawer(RANKINGS, Ranking, "kind", RANKING_INTRODUCTION)),
        "rosters.md": _page("Rosters", _rosters()),
        "findings.md": _page("Findings", findings()),
        "lints.md": _page("Lints", lints()),
        "commands.md": _page("Commands", _commands()),
    }


RULES_INTRODUCTION = """\
Rules stand under `qualification` and look at one person. A person who meets every rule is qualified;
who would meet them after a named training is conditional; everybody else is not yet qualified.
A rule whose cell is blank is not met, unless it says `unknown: allow`."""
CRITERIA_INTRODUCTION = """\
Criteria stand under `matching: criteria` and look at a mentee and a mentor. Each gives a value from
0 to 1. Weights become whole points that sum to 1,000,000 (largest remainder, ties in file order); a
part is points x value, rounded half to even; the score is the sum of the parts / 10,000."""
RANKING_INTRODUCTION = """\
Entries stand under `pool: mentees: rank_by` and `pool: mentors: rank_by` and look at one person. Each gives a
value from 0 to 1. Weights become whole points that sum to 1,000,000 (largest remainder, ties in file order); a
part is points x value, rounded half to even; the score is the sum of the parts / 10,000."""
CONSTRAINTS_INTRODUCTION = """\
Constraints stand under `matching: never` and `matching: must` and look at a mentee and a mentor.
Under `never` a pair is forbidden where the condition holds, under `must` where it does not. Where a
cell is blank, `must` forbids and `never` allows (and the run counts such pairs), unless the rule says
`unknown: allow` or `unknown: forbid`."""


FORMATS = """\
What a roster is read from (`file`, `files`, `sheet`, `header_row`, `encoding`, `rows`) stands under
[roster file](program.md#roster-file). `--mentors`, `--mentees` and `--people` name another file, which is read
in the same way.

## What cells may hold

| type | is read | is refused |
|---|---|---|
| text | anything; outer blanks go | |
| number | `4.5`, `4,5`, `-3`, `1.200,50`, `1,200.50` | `1,200` (a thousand or a fraction), words |
| date | `2027-01-31`, `31.01.2027`, `31/01/2027`, with or without a time, Excel dates | `03/04/2027` without `dates:` |
| yes_no | yes, y, true, 1, x, on; no, n, false, 0, off | other words |
| level | a level of the vocabulary; case and spaces do not matter | other words |
| list | items between `;`, `\\|` or line breaks, or commas where the cell has none of these | |
| ratings | numbers, one a column | words |

A blank cell is not known. Values are compared without case, spaces and Unicode variants; accents count.
Answers in words are mapped under `values:`, such as `{maybe: 1}`, and so are words in another language.
Headings that hold `?`, `:`, `,` or `#` stand in "quotes" in the program file.

Managers and preferences name people by id, e-mail address or name. A name that several people have counts
for each of them, with a warning. Two people of one e-mail address and different ids are reported; they are
never paired with each other where one is a mentor and the other a mentee."""
PAIR_FILES = """\
## Decisions by hand

`--decisions FILE` reads a CSV or Excel list with the headings `mentee`, `mentor`, `decision` and, where you
like, `reason`, `by` and `waive`. People are named by id, e-mail address or name. `decision` is `lock`, `forbid`
or blank. A lock uses one of the mentor's places. Where it breaks a rule it is refused, unless `waive` names that
rule; several are separated by `;` or `,`. What can be waived are the constraints by their names
(`reporting_line`, `same department`, `level_gap`, ...) and the words
`qualification`, `pool`, `capacity` and `floor`.

## Score tables

The criterion `table` reads a CSV or Excel list with the headings `mentee`, `mentor` and `value`.

## Rejected rows

`--rejects FILE` writes the rows that could not be used, one block a roster: file, line, reasons, and the cells as
they stand there."""


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([MADE, "", f"# {title}", "", *lines]).rstrip() + "\n"


def _program() -> Iterator[str]:
    yield "Only `version`, `name`, `rosters` and `matching: criteria` are required."
    yield ""
    schema = model_schema()
    yield from _keys("Top level", Program, schema)
    seen: set[str] = set()
    yield from _below(schema, schema, seen)


def _below(node: dict[str, Any], schema: dict[str, Any], seen: set[str]) -> Iterator[str]:
    """The models that a model's keys refer to, each once, in the order of the keys."""
    for name in _references(node.get("properties", {})):
        model = schema["$defs"][name]
        if name in seen or "properties" not in model or _is_entry(model):
            continue
        seen.add(name)
        yield from _keys(_spaced(name), model, schema)
        yield from _below(model, schema, seen)


def _is_entry(model: dict[str, Any]) -> bool:
    """Rules, criteria and constraints have pages of their own."""
    return any("const" in model["properties"].get(key, {}) for key in ("rule", "kind"))


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rpartition("/")[2]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _keys(title: str, model: type[BaseModel] | dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    node = schema if isinstance(model, type) else model
    yield from [f"## {title}", ""]
    if node.get("description"):
        yield from [_sentence(node["description"]), ""]
    yield from _table(node, schema, ())
    yield ""


def _table(node: dict[str, Any], schema: dict[str, Any], without: Sequence[str]) -> Iterator[str]:
    yield from ["| key | holds | unless given | meaning |", "|---|---|---|---|"]
    required = node.get("required", [])
    for name, part in node["properties"].items():
        if name in without:
            continue
        default = "required" if name in required else _default(part)
        meaning = _sentence(part.get("description", "")).replace("|", "\\|")
        yield f"| `{name}` | {_holds(part, schema)} | {default} | {meaning} |"


def _default(part: dict[str, Any]) -> str:
    value = part.get("default")
    if value is None or value in ([], {}) or isinstance(value, dict):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _holds(part: dict[str, Any], schema: dict[str, Any]) -> str:
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{_spaced(name).lower()}](#{_spaced(name).lower().replace(' ', '-')})"
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return ", ".join(f"`{word}`" for word in part["enum"])
    if "discriminator" in part:
        for title, page, classes in (
            ("rule", "rules", RULES),
            ("criterion", "criteria", CRITERIA),
            ("constraint", "constraints", CONSTRAINTS),
            ("ranking", "ranking", RANKINGS),
        ):
            if _matches(part, classes):
                return f"[{title}]({page}.md)"
    if "anyOf" in part:
        kinds = [_holds(choice, schema) for choice in part["anyOf"] if choice.get("type") != "null"]
        return " or ".join(
            kind for kind in dict.fromkeys(kinds) if kind != "whole number" or "number" not in kinds
        )
    kind = part.get("type")
    if kind == "array":
        return f"list of {_holds(part.get('items', {}), schema)}"
    if kind == "object":
        return f"names with {_holds(part.get('additionalProperties', {}), schema)}"
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true, false"}
    return "date" if part.get("format") == "date" else words.get(str(kind), "")


def _matches(part: dict[str, Any], classes: Sequence[type[BaseModel]]) -> bool:
    words = set(part["discriminator"]["mapping"])
    own = {
        str(each.model_fields[key].annotation)
        for each in classes
        for key in ("rule", "kind")
        if key in each.model_fields
    }
    return all(any(f"'{word}'" in text for text in own) for word in words)


def _drawer(
    classes: Sequence[type[BaseModel]], base: type[BaseModel], tag: str, introduction: str
) -> Iterator[str]:
    yield from [introduction, "", "## All of them", ""]
    shared = base.model_json_schema(by_alias=True)
    yield from _table(shared, shared, ())
    yield ""
    for each in classes:
        node = each.model_json_schema(by_alias=True)
        yield from [f"## {node['properties'][tag]['const']}", "", *_prose(inspect.getdoc(each) or ""), ""]
        types = getattr(each, "TYPES", ())
        if types:
            yield from [f"For fields of type {', '.join(types)}.", ""]
        own = [name for name in node["properties"] if name not in shared["properties"] and name != tag]
        if own:
            yield from _table(node, node, [name for name in node["properties"] if name not in own])
            yield ""


def _prose(text: str) -> Iterator[str]:
    """A docstring; lines that are YAML become code."""
    for line in text.splitlines():
        if line.startswith("{"):
            yield from ["```yaml", f"- {line}", "```"]
        else:
            yield line


def _rosters() -> Iterator[str]:
    yield "Built-in fields, and the headings that are understood without a map (case, spaces and"
    yield "punctuation are ignored). First and last name in two columns join as `name`. An absent id"
    yield "falls back to the e-mail address."
    yield from ["", "| field | type | headings |", "|---|---|---|"]
    for field in BUILT_IN:
        yield f"| `{field.name}` | {field.type} | {', '.join(ALIASES.get(field.name, ()))} |"
    yield from ["", *FORMATS.splitlines()]
    node = ColumnMap.model_json_schema(by_alias=True)
    yield from ["", "## Column maps", "", *_prose(inspect.getdoc(ColumnMap) or ""), ""]
    yield from _table(node, node, ())
    yield from ["", *PAIR_FILES.splitlines()]


def _commands() -> Iterator[str]:
    yield "Exit codes: 0 done; 1 findings at or above `--fail-on`, or a broken promise under `expect`;"
    yield "2 could not run; 3 a bug in mentorkit; 130 interrupted."
    for command in map(verb, COMMANDS):
        yield from ["", f"## mentorkit {command.__name__}", "", inspect.getdoc(command) or "", ""]
        yield from ["| option | meaning |", "|---|---|"]
        for name, hint in get_type_hints(command, include_extras=True).items():
            if name != "return":
                yield _option(name, *get_args(hint)[:2])


def _option(name: str, kind: Any, info: Any) -> str:
    """A row of the table of options, from typer's annotation."""
    declared = (info.default, *(info.param_decls or ()))
    words = [word for word in declared if str(word).startswith("-")] or [f"--{name.replace('_', '-')}"]
    named = info.metavar or name.upper()
    shown = f"`{named}`" if isinstance(info, ArgumentInfo) else ", ".join(f"`{word}`" for word in words)
    choice = next(
        (each for each in (kind, *get_args(kind)) if inspect.isclass(each) and issubclass(each, Enum)), None
    )
    one_of = f" One of {', '.join(f'`{each.value}`' for each in choice)}." if choice else ""
    return f"| {shown} | {info.help}{one_of} |"


def _spaced(name: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).strip().capitalize()


def _sentence(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Write the pages, or say which are out of date."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="compare only")
    check = options.parse_args().check
    stale = []
    HERE.mkdir(exist_ok=True)
    made = {HERE / name: text for name, text in pages().items()} | {SCHEMA: schema_text()}
    for path, text in made.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8", newline="\n")
    if check and stale:
        sys.stderr.write(f"out of date: {', '.join(stale)}; run make docs\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
