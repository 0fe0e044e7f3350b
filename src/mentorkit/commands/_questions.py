"""Questions on the terminal: asked on stderr, each with an answer that Enter accepts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import typer

from mentorkit.commands._options import say
from mentorkit.formats import safe

Answer = TypeVar("Answer")


def attended() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, default: str, read: Callable[[str], Answer]) -> Answer:
    """An answer; `read` raises ValueError, with what is wrong, for one that is to be given again."""
    while True:
        shown = safe(question)
        given = typer.prompt(shown, default=default, show_default=bool(default), err=True)
        try:
            return read(str(given).strip())
        except ValueError as error:
            say(f"  {error}")


def choose(question: str, choices: Sequence[tuple[str, str]], default: str) -> str:
    """One of several words, each with what it means, chosen by its word or number."""
    say(question)
    for number, (word, meaning) in enumerate(choices, start=1):
        say(f"  {number}. {word}: {meaning}")
    words = [word for word, _ in choices]

    def read(given: str) -> str:
        if given.isdecimal() and 0 < int(given) <= len(words):
            return words[int(given) - 1]
        if given in words:
            return given
        raise ValueError(f'"{given}" is none of them; type a number from 1 to {len(words)}')

    return ask("  Which one", default, read)


def agree(question: str, *, default: bool) -> bool:
    """Yes or no."""
    return typer.confirm(safe(question), default=default, err=True)
