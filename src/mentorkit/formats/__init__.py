"""Findings as text, json, github, sarif and junit; nothing here reads a file."""

from __future__ import annotations

from collections.abc import Callable

from mentorkit.formats._base import Outcome, safe, totals
from mentorkit.formats._json import as_json
from mentorkit.formats._text import SHOWN, text


def _github(outcome: Outcome) -> str:
    from mentorkit.formats._github import github

    return github(outcome)


def _sarif(outcome: Outcome) -> str:
    from mentorkit.formats._sarif import sarif

    return sarif(outcome)


def _junit(outcome: Outcome) -> str:
    from mentorkit.formats._junit import junit

    return junit(outcome)


FORMATS: dict[str, Callable[[Outcome], str]] = {
    "text": lambda outcome: text(outcome.findings, outcome.texts),
    "json": lambda outcome: as_json(outcome.findings),
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
}
"""Every format by its name; what only one of them needs is imported when it is asked for."""

__all__ = ["FORMATS", "SHOWN", "Outcome", "as_json", "safe", "text", "totals"]
