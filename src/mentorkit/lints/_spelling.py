"""When two spellings are probably meant as one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONG = 7
"""Letters from which a word that differs in one letter is probably a slip; among shorter ones there are too
many pairs such as policy and police (our choice)."""
SHORTEST = 4
"""Letters and digits from which signs and accents make no other word; C, C++ and C# are three."""
_LETTERS = str.maketrans("łøđħŧ", "lodht")
"""Letters whose stroke is no accent to Unicode, as people type them without it."""


def plain(text: str) -> str:
    """A text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)


def bare(text: str) -> str:
    """A text as letters and digits alone."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def near_pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that differ in accents or signs, or in one slip of one long word; each pair once.

    Works through an index of the words with a letter left out, so that thousands take no time.
    """
    index: dict[str, list[str]] = {}
    told = set[tuple[str, str]]()
    for word in words:
        form = bare(word)
        long = any(len(part) >= LONG - 1 for part in re.findall(r"[^\W\d_]+", plain(word)))
        shorter = (form[:at] + form[at + 1 :] for at in range(len(form) if long else 0))
        for variant in {form, *shorter}:
            others = index.setdefault(variant, [])
            for other in others:
                if (other, word) not in told and near(other, word):
                    told.add((other, word))
                    yield other, word
            others.append(word)


def near(one: str, other: str) -> bool:
    """Whether two different texts are probably the same word."""
    if bare(one) == bare(other):
        return len(bare(one)) >= SHORTEST and not bare(one).isdigit()
    ours, theirs = (re.findall(r"\w+", plain(text)) for text in (one, other))
    if len(ours) != len(theirs):
        return False
    unlike = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(unlike) == 1 and _slip(*unlike[0])


def _slip(one: str, other: str) -> bool:
    """One letter added, left out, exchanged or swapped with the next, in a long word, not at its start."""
    if max(len(one), len(other)) < LONG or one[0] != other[0] or re.search(r"\d", one + other):
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other)) == 1
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
