"""Words that are probably slips of the keyboard for other words, which are written more often."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from mentorkit.fields import fold
from mentorkit.lints._spelling import bare, near_pairs, plain

RARE, OFTEN = 2, 5
"""A slip stands in two cells at most, or a fifth as often as the word that is meant, as MK835 has it."""
SHORT = 4
"""Letters from which one slip makes no other level: levels are few and unlike (our choice)."""


def slips(counts: Mapping[str, int], named: Collection[str] = ()) -> dict[str, str]:
    """Each probable slip among words, and what is meant: the more frequent word, or one of `named`."""
    sure = set(map(fold, named))
    found: dict[str, str] = {}
    for pair in near_pairs(counts):
        odd, usual = sorted(pair, key=lambda word: (fold(word) in sure, counts[word]))
        same = bare(odd) == bare(usual)
        rarer = counts[odd] < counts[usual] and (counts[odd] <= RARE or counts[odd] * OFTEN <= counts[usual])
        if fold(odd) not in sure and (same or rarer or fold(usual) in sure):
            found[odd] = max(
                found.get(odd, usual), usual, key=lambda word: (fold(word) in sure, counts[word])
            )
    return {odd: _end(usual, found) for odd, usual in found.items()}


def level_meant(word: str, levels: Iterable[str]) -> str | None:
    """The one of several levels for which a word is a slip: "Team Laed" for "Team Lead"; else None."""
    near = [level for level in levels if fold(level) != fold(word) and _near(word, level)]
    return near[0] if len(near) == 1 else None


def _end(word: str, found: Mapping[str, str]) -> str:
    """The word that is meant by the word that is meant, where that is a slip itself."""
    seen = set[str]()
    while word in found and word not in seen:
        seen.add(word)
        word = found[word]
    return word


def _near(one: str, other: str) -> bool:
    ours, theirs = (re.findall(r"\w+", plain(text)) for text in (one, other))
    if bare(one) == bare(other):
        return not re.search(r"\d", one)
    unlike = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    return len(ours) == len(theirs) and len(unlike) == 1 and _slip(*unlike[0])


def _slip(one: str, other: str) -> bool:
    """One letter added, left out, exchanged or swapped with the next; not at the start, not in numbers."""
    if min(len(one), len(other)) < SHORT or one[0] != other[0] or re.search(r"\d", one + other):
        return False
    if re.fullmatch("[ivx]+", one + other):  # VIII is no slip for VII
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return abs(len(one) - len(other)) == 1
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
