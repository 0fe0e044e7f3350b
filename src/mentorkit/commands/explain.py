"""`mentorkit explain`: what a code means and how to mend what it finds."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from mentorkit.commands import _complete
from mentorkit.finding import CannotRun, nearest
from mentorkit.pages import Page, pages


def explain(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            autocompletion=_complete.codes,
            help="A finding's code, such as MK112; without it, all are listed.",
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="The pages of all codes, one after another.")] = False,
) -> None:
    """Explain a finding: what is wrong, why it matters, a bad and a good example."""
    known = pages()
    if code is None:
        sys.stdout.write("\n\n".join(map(_page, known.values())) + "\n" if every else _list(known))
        return
    page = known.get(code.strip().upper())
    if page is None:
        raise CannotRun(f'there is no code "{code}"; {nearest(code.upper(), known)}')
    sys.stdout.write(_page(page) + "\n")


def _page(page: Page) -> str:
    kind = f"{page.severity.value}, of rosters" if page.rosters else page.severity.value
    quiet = (
        f"\n\nTo keep it quiet where it does not fit: # mentorkit: ignore[{page.code}] the reason"
        if page.lint
        else ""
    )
    return f"{page.code} ({kind})\n\n{page.text}{quiet}"


def _list(known: dict[str, Page]) -> str:
    return "".join(f"{page.code}  {page.severity.value:<7}  {page.summary}\n" for page in known.values())
