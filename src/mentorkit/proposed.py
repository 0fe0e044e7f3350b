"""What the columns of a roster are taken for: fields that are understood, and columns that are left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as defaulted

from mentorkit.looks import Look
from mentorkit.people import Role


@dataclass(frozen=True)
class Understood:
    """A built-in field, and the columns that are taken for it."""

    field: str
    headings: tuple[str, ...]
    map: object = None
    """What the program says under `columns`; None where the heading is understood by itself."""
    near: bool = False
    """Whether it is a guess that somebody should confirm."""
    counts: Mapping[str, int] = defaulted(default_factory=dict)
    """Different items or categories of its cells and how often each is there, the most frequent first."""

    @property
    def words(self) -> tuple[str, ...]:
        """The different items or categories."""
        return tuple(self.counts)


@dataclass(frozen=True)
class LeftOver:
    """A column that is no built-in field and could become one of the program's own."""

    headings: tuple[str, ...]
    name: str
    look: Look
    map: object
    use: str = ""
    """What rules could do with it: communication, promise or where; empty where nothing is obvious."""


@dataclass(frozen=True)
class Proposal:
    """Every column of a roster: understood, left over, or not to be used."""

    role: Role
    file: str
    people: int
    understood: tuple[Understood, ...]
    left: tuple[LeftOver, ...]
    unused: Mapping[str, str] = defaulted(default_factory=dict)
    """Heading to why it is not used."""

    @property
    def knows_people(self) -> bool:
        """Whether a column holds an id or an e-mail address."""
        return any(each.field in ("id", "email") for each in self.understood)
