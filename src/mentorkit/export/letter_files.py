"""Letters as files: drafts with names that every system takes, and the table to merge."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from mentorkit.export.csv_file import for_spreadsheets
from mentorkit.export.eml import address, draft
from mentorkit.export.mail_merge import mail_merge
from mentorkit.fields import fold
from mentorkit.finding import Finding, Location
from mentorkit.letters import LISTED, Letter
from mentorkit.under_way import along

FOLDER, TABLE = "letters", "letters.csv"
LONGEST = 60
"""Characters of an id that a file's name has at most."""


def letter_files(
    letters: Sequence[Letter], texts: Sequence[str], date: dt.date | None
) -> tuple[dict[str, bytes], list[str]]:
    """A draft a letter and the table of all, and the drafts' names in the letters' order."""
    names = list(_names(letters))
    files = {
        name: draft(letter.name, letter.email, letter.subject, text, date)
        for name, letter, text in along(
            "writing letters", zip(names, letters, texts, strict=True), len(names)
        )
    }
    files[TABLE] = for_spreadsheets(mail_merge(letters, names, texts))
    return files, names


def _names(letters: Iterable[Letter]) -> Iterator[str]:
    """Names that every file system takes and tells apart; with a hash where an id is no such name."""
    seen = set[str]()
    for letter in letters:
        plain = re.sub(r"[^A-Za-z0-9@_.-]+", "-", letter.id).strip(".-")[:LONGEST]
        name = f"{letter.audience.removesuffix('s')}-{plain}"
        if plain != letter.id or name.lower() in seen:
            key = f"{fold(letter.id)}\n{letter.message}"
            name += f"-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        seen.add(name.lower())
        yield f"{FOLDER}/{name}.eml"


def without_address(letters: Sequence[Letter], file: str) -> list[Finding]:
    """Who has no address, or one that no mail program takes: their drafts have no recipient yet."""
    odd = [each for each in letters if address(each.email) is None]
    if not odd:
        return []
    shown = ", ".join(f"{each.name} ({each.email})" if each.email else each.name for each in odd[:LISTED])
    more = ", …" if len(odd) > LISTED else ""
    message = (
        f"{len(odd):,} of {len(letters):,} letters have no address that a mail program takes: {shown}{more}"
    )
    return [Finding("MK406", message, Location(file), "add the addresses to the rosters, or to the drafts")]
