"""mentorkit: mentoring programs as reviewed definitions, qualified mentors and proven pairings.

In Python: `mentorkit.open_program("program.yaml").match().pairs` is a DataFrame; docs/python.md has the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentorkit.api import Program, open_program, open_run
    from mentorkit.finding import CannotRun
    from mentorkit.results import Pairings, Problems, Result, Run, Verification

__version__ = "0.1.0"
__all__ = [
    "CannotRun",
    "Pairings",
    "Problems",
    "Program",
    "Result",
    "Run",
    "Verification",
    "__version__",
    "open_program",
    "open_run",
]

_WHERE = {
    "CannotRun": "finding",
    **dict.fromkeys(("Program", "open_program", "open_run"), "api"),
    **dict.fromkeys(("Pairings", "Problems", "Result", "Run", "Verification"), "results"),
}
"""The public names and their modules, imported when they are asked for: commands need no pandas for them."""


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
