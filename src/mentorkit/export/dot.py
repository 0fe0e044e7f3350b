"""The pairing network as a Graphviz file, to be drawn by `dot`, `sfdp` and the like."""

from __future__ import annotations

from mentorkit.export.one_line import one_line
from mentorkit.handover import Handover, plain

SHOWN = ("function", "level")
"""Fields of people that stand below the name."""


def dot(handed: Handover) -> str:
    """People as boxes, mentors filled, and an arrow from mentor to mentee with the score."""
    lines = [
        "digraph pairs {",
        f"  graph [label={_quoted(handed.program.name)}, rankdir=LR]",
        '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"]',
        '  edge [fontname="sans-serif"]',
    ]
    for person, roles in handed.people.values():
        known = {field: plain(person.values.get(field)) for field in SHOWN}
        label = _quoted(person.name, *filter(None, known.values()))
        about = {"role": " and ".join(role[:-1] for role in roles)} | known
        told = "".join(f", {name}={_quoted(text)}" for name, text in about.items() if text)
        colour = ', fillcolor="#dbe7f3"' if "mentors" in roles else ""
        lines.append(f"  {_quoted(person.id)} [label={label}{told}{colour}]")
    for pair in handed.connections:
        ends = f"{_quoted(pair.mentor.id)} -> {_quoted(pair.mentee.id)}"
        lines.append(f'  {ends} [label="{pair.record.score:.1f}", score="{pair.record.score:.4f}"]')
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(*lines: str) -> str:
    """Text in quotes that Graphviz shows as it is: nothing in it is an escape or an HTML entity."""
    plain_lines = (
        one_line(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines
    )
    return '"' + "\\n".join(plain_lines) + '"'
