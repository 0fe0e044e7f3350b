"""The templates of packs and letters: mentorkit's, those of the program's folder, and messages' texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from mentorkit.definition import Definition, normal, read_bytes
from mentorkit.finding import Finding, Location, nearest
from mentorkit.readers import AUDIENCES

PACKAGED = ("pack.md", "pack.html", "letter.txt")
"""The templates that mentorkit has."""
OWN_NAMES = frozenset(
    [*PACKAGED, *(f"{stem}-{each}.{end}" for each in AUDIENCES for stem, end in (
        ("pack", "md"), ("pack", "html"), ("letter", "txt"),
    ))]
)  # fmt: skip
"""The names that a program's folder may have; all others are parts that these include."""


@dataclass(frozen=True)
class Template:
    """A template's text and where it stands."""

    text: str
    file: str
    line: int = 1
    """The line of the file on which the text begins."""
    column: int = 1
    spread: bool = True
    """Whether a line of the text is a line of the file."""

    def at(self, line: int) -> Location:
        """A line of the text, counted from 1, as a place."""
        if not self.spread:
            return Location(self.file, self.line, self.column)
        return Location(self.file, self.line + line - 1, self.column if line == 1 else 1)


def templates(definition: Definition) -> tuple[dict[str, Template], list[Finding]]:
    """Every template by its name; `message N` is the text of a message. Raises CannotRun."""
    packaged = resources.files("mentorkit") / "templates"
    found = {
        f"mentorkit/{name}": Template((packaged / name).read_text(encoding="utf-8"), f"mentorkit/{name}")
        for name in PACKAGED
    }
    found |= {name.removeprefix("mentorkit/"): template for name, template in found.items()}
    own, findings = _of_folder(definition)
    return found | own | dict(_of_messages(definition)), findings


def _of_folder(definition: Definition) -> tuple[dict[str, Template], list[Finding]]:
    plan = definition.program.communication
    if plan is None or plan.templates is None:
        return {}, []
    place = definition.source.locate(("communication", "templates"))
    folder = definition.beside(plan.templates)
    if not folder.is_dir():
        return {}, [Finding("MK403", f'communication: there is no folder "{plan.templates}"', place)]
    found, findings = dict[str, Template](), list[Finding]()
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith("."):
            continue
        file = normal(path)
        try:
            text = read_bytes(path).decode("utf-8-sig")
        except UnicodeDecodeError:
            message = "the template is not UTF-8 text"
            findings.append(Finding("MK403", message, Location(file), "save the file as UTF-8"))
            continue
        found[path.name] = Template(text, file)
        if re.match(r"(pack|letter)\b", path.name) and path.name not in OWN_NAMES:
            message = f'"{path.name}" is not the name of a template'
            findings.append(Finding("MK403", message, Location(file), nearest(path.name, sorted(OWN_NAMES))))
    return found, findings


def _of_messages(definition: Definition) -> Iterable[tuple[str, Template]]:
    """The texts of messages, with the line of the program file on which each begins."""
    plan = definition.program.communication
    lines: list[str] | None = None
    for number, message in enumerate(plan.messages if plan else ()):
        if message.body is None:
            continue
        if lines is None:
            lines = read_bytes(definition.path).decode("utf-8-sig", "replace").splitlines()
        at = definition.source.locate(("communication", "messages", number, "body"))
        begins = lines[at.line - 1][at.column - 1 : at.column] if at.line <= len(lines) else ""
        yield (
            message_name(number),
            (
                Template(message.body, at.file, at.line + 1)
                if begins == "|"
                else Template(message.body, at.file, at.line, at.column, spread=False)
            ),
        )


def message_name(number: int) -> str:
    """The name of the text of a message."""
    return f"message {number}"


def fields_named(found: Mapping[str, Template], known: Iterable[str]) -> set[str]:
    """The roster fields that templates speak of, so that they are read."""
    spoken = {part for each in found.values() for part in re.findall(r"{[{%].*?[%}]}", each.text, re.DOTALL)}
    return {word for part in spoken for word in re.findall(r"\w+", part)} & set(known)
