"""Packs and letters from templates: names are shown as text, and what is not known is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mentorkit.communication import Words
from mentorkit.fields import shown
from mentorkit.finding import Finding, Location, nearest
from mentorkit.formats import safe
from mentorkit.letters import Letter
from mentorkit.packs import Pack
from mentorkit.template_files import Template, message_name

if TYPE_CHECKING:
    from jinja2 import Environment

MOST = 20
"""Places that are reported before the rest is left."""
_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")
_AT_START = re.compile(r"\d+[.)](?=\s|$)|[#+=-]")


@dataclass(frozen=True)
class Failed(Exception):
    """A template cannot be filled in."""

    at: Location
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Templates:
    """Templates that are ready to be filled in, one way of showing text for each kind of file."""

    templates: Mapping[str, Template]

    @cached_property
    def _made(self) -> dict[str, Environment]:
        return {end: _environment(self.templates, text) for end, text in SHOWN.items()}

    def faults(self) -> Iterator[Finding]:
        """What no template engine could read."""
        from jinja2 import TemplateError

        for name, template in self.templates.items():
            try:
                self._of(name).get_template(name)
            except TemplateError as error:
                failed = _failure(error, self.templates, template)
                yield Finding("MK404", failed.message, failed.at, failed.hint)

    def fill(self, names: Iterable[str], values: Mapping[str, object]) -> str:
        """The first of the names that there is, filled in. Raises Failed."""
        from jinja2 import TemplateError

        name = next(name for name in names if name in self.templates)
        try:
            text = self._of(name).get_template(name).render(values)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise _failure(error, self.templates, self.templates[name]) from None
        return re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n")).strip("\n") + "\n"

    def _of(self, name: str) -> Environment:
        return self._made.get(name.rpartition(".")[2], self._made["txt"])


def pack_files(templates: Templates, packs: Iterable[Pack]) -> tuple[dict[str, bytes], list[Finding]]:
    """Every pack as Markdown and as HTML that needs nothing else."""
    files, faults = dict[str, bytes](), _Faults()
    for pack in packs:
        for end in ("md", "html"):
            names = f"pack-{pack.audience}.{end}", f"pack.{end}"
            with faults.of(f"the pack of the {pack.audience}"):
                files[f"pack-{pack.audience}.{end}"] = templates.fill(names, pack.values).encode()
    return files, faults.findings()


def letter_texts(templates: Templates, letters: Iterable[Letter]) -> tuple[list[str], list[Finding]]:
    """The text of every letter, in their order."""
    from markupsafe import Markup

    texts, faults = list[str](), _Faults()
    for letter in letters:
        if len(faults.first) >= MOST:
            break
        with faults.of(f"{letter.audience.removesuffix('s')} {letter.id}"):
            values = dict(letter.values)
            name = message_name(letter.message) if letter.message is not None else ""
            if name in templates.templates:
                values["body"] = Markup(templates.fill([name], values).rstrip("\n"))  # noqa: S704  # plain text
            texts.append(templates.fill((f"letter-{letter.audience}.txt", "letter.txt"), values))
    return texts, faults.findings()


class _Faults:
    """Faults by place, with the first reader whom each is about and how many more there are."""

    def __init__(self) -> None:
        self.first: dict[tuple[Location, str, str], str] = {}
        self.more: dict[tuple[Location, str, str], int] = {}
        self._who = ""

    def of(self, who: str) -> _Faults:
        self._who = who
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Failed):
            return False
        key = error.at, error.message, error.hint if "blank" not in error.hint else ""
        if key in self.first:
            self.more[key] = self.more.get(key, 0) + 1
        else:
            self.first[key] = f"{self._who}{f': {error.hint}' if error.hint and not key[2] else ''}"
        return True

    def findings(self) -> list[Finding]:
        found = []
        for (place, message, hint), who in self.first.items():
            more = self.more.get((place, message, hint), 0)
            others = f" and {more} more" if more else ""
            found.append(Finding("MK404", f"{message} ({who}{others})", place, hint))
        return found


def as_text(value: object) -> str:
    """A value as people read it, in one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return shown(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{as_text(name)} {as_text(number)}" for name, number in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(map(as_text, value))
    return " ".join(safe(str(value)).split())


def _markdown(value: object) -> str:
    """Text that Markdown shows as it is."""
    text = as_text(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN.sub(r"\\\1", text)
    begin = _AT_START.match(text)
    if not begin:
        return text
    cut = begin.end() - 1
    return f"{text[:cut]}\\{text[cut:]}"


SHOWN: dict[str, Callable[[object], str] | None] = {"txt": as_text, "md": _markdown, "html": None}
"""The ends of templates' names, and how a value is written there; None leaves it to the escaping of HTML."""


def _environment(templates: Mapping[str, Template], text: Callable[[object], str] | None) -> Environment:
    """Jinja2 without what a template has no business with: files, modules, the inner life of values."""
    from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    class Given(BaseLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
            if template not in templates:
                raise TemplateNotFound(template, f'there is no template "{template}"')
            return templates[template].text, _mark(template), None

    class Absent(StrictUndefined):
        @property
        def _undefined_message(self) -> str:
            owner, name = self._undefined_obj, str(self._undefined_name)
            if not isinstance(owner, Words):
                return super()._undefined_message.replace("'", '"')
            hint = owner.why_not(name) or nearest(name, owner.values)
            return f'{owner.what} has no "{name}"\n{hint}'

    class Environment_(ImmutableSandboxedEnvironment):  # noqa: N801  # beside the one it is made from
        def getattr(self, obj: Any, attribute: str) -> Any:
            return self._said(obj, attribute) if isinstance(obj, Words) else super().getattr(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:
            return self._said(obj, argument) if isinstance(obj, Words) else super().getitem(obj, argument)

        def _said(self, words: Words, name: str) -> Any:
            return words.values[name] if name in words.values else self.undefined(obj=words, name=name)

    def finalize(value: object) -> object:
        if isinstance(value, Markup | StrictUndefined):
            return value  # what is made of templates, and what fails when it is shown
        if isinstance(value, Words):
            raise TypeError(f"{value.what} is no text; name one of its parts\n{nearest('', value.values)}")
        return Markup(text(value)) if text else as_text(value)  # noqa: S704  # written as its file needs it

    return Environment_(
        loader=Given(),
        undefined=Absent,
        finalize=finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )


def _mark(name: str) -> str:
    return f"<template {name}>"


def _failure(error: Exception, templates: Mapping[str, Template], asked: Template) -> Failed:
    """What went wrong, in which template and on which line."""
    from jinja2 import TemplateSyntaxError

    message, _, hint = str(error).partition("\n")
    if isinstance(error, TemplateSyntaxError):
        wrong = templates.get(error.name or "", asked)
        return Failed(wrong.at(error.lineno), f"the template cannot be read: {error.message}")
    by_mark = {_mark(name): template for name, template in templates.items()}
    place, trace = asked.at(1), error.__traceback__
    while trace is not None:
        inside = by_mark.get(trace.tb_frame.f_code.co_filename)
        if inside is not None:
            place = inside.at(trace.tb_lineno)
        trace = trace.tb_next
    return Failed(place, message or type(error).__name__, hint)
