"""The exports that other systems take: what each is called, what it needs, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from mentorkit.export.chronus import chronus
from mentorkit.export.dot import SHOWN as IN_DOT
from mentorkit.export.dot import dot
from mentorkit.export.graphml import SHOWN as IN_GRAPHML
from mentorkit.export.graphml import graphml
from mentorkit.export.hris import COLUMNS as OF_HRIS
from mentorkit.export.hris import hris
from mentorkit.export.jsonl import jsonl
from mentorkit.export.pair_table import COLUMNS, pair_table
from mentorkit.handover import Handover, columns_read


@dataclass(frozen=True)
class System:
    """One export."""

    write: Callable[[Handover], str]
    ends: str
    """What names of its files end with."""
    fields: frozenset[str] = frozenset()
    """The roster fields that it shows, beside id, name and email."""
    keys: tuple[str, ...] = ()
    """The fields by which the other system knows people: `id` or `email`. Such cells are never changed."""


def table(columns: Mapping[str, str]) -> System:
    """An export with a row a pair, heading to field."""
    fields = columns_read(columns.values())
    keys = tuple(name for name in ("id", "email") if name in fields)
    return System(partial(pair_table, columns=columns), "csv", frozenset(fields), keys)


SYSTEMS: Mapping[str, System] = {
    "chronus": System(chronus, "csv", keys=("email",)),
    "pairs": table(COLUMNS),
    "hris": System(hris, "csv", frozenset(columns_read(OF_HRIS.values())), ("id",)),
    "graphml": System(graphml, "graphml", frozenset(IN_GRAPHML)),
    "dot": System(dot, "dot", frozenset(IN_DOT)),
    "jsonl": System(jsonl, "jsonl"),
}
"""The exports that every program has, by name."""
