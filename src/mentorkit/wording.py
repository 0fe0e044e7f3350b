"""Whether a text names something: whole words, in any case, with the vocabulary's synonyms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mentorkit.vocabulary import Vocabulary


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, without case, signs and underscores."""
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a text, one after another."""
    wanted = words(phrase)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


def names_skill(vocabulary: Vocabulary, text: str, skill: str) -> bool:
    """Whether a text names a skill, by its own word or by a synonym."""
    known = vocabulary.skill(skill)
    return any(mentions(text, word) for word in (known, *vocabulary.skills.get(known, ())))
