"""Letters as rows of a table that word processors merge."""

from __future__ import annotations

from collections.abc import Sequence

from mentorkit.communication import Words
from mentorkit.export.csv_file import rows_csv
from mentorkit.export.templated import as_text
from mentorkit.letters import Letter
from mentorkit.under_way import along

HEADING = (
    "audience", "id", "name", "email", "subject", "file", "program", "first_day", "last_day", "partners",
    "partner_emails", "why", "people", "tasks", "text",
)  # fmt: skip


def mail_merge(letters: Sequence[Letter], files: Sequence[str], texts: Sequence[str]) -> str:
    """A row a letter: who, what about, the parts, and the whole text."""
    lines = along("writing the table of letters", zip(letters, files, texts, strict=True), len(letters))
    rows = [_row(*line) for line in lines]
    return rows_csv([HEADING, *rows])


def _row(letter: Letter, file: str, text: str) -> list[str]:
    values = letter.values
    partners, reports = _all(values.get("partners")), _all(values.get("reports"))
    first = [letter.audience, letter.id, letter.name, letter.email or "", letter.subject, file]
    program = values["program"]
    known = program.values if isinstance(program, Words) else {}
    return [
        *map(as_text, first),
        *(as_text(known.get(name, "")) for name in ("name", "launch", "close")),
        "; ".join(as_text(each.values["name"]) for each in partners),
        "; ".join(as_text(each.values.get("email", "")) for each in partners),
        "; ".join(as_text(each.values["reasons"]) for each in partners),
        "; ".join(_with_mentors(each) for each in reports),
        "; ".join(
            " by ".join(as_text(each.values[name]) for name in ("what", "day") if name in each.values)
            for each in _all(values.get("tasks"))
        ),
        text,
    ]


def _with_mentors(mentee: Words) -> str:
    mentors = as_text(mentee.values["mentors"])
    return as_text(mentee.values["name"]) + (f" with {mentors}" if mentors else "")


def _all(value: object) -> list[Words]:
    return [each for each in value if isinstance(each, Words)] if isinstance(value, tuple) else []
