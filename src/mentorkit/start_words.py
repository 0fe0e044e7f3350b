"""The words of a program to start from: levels and skills as the rosters have them, and their slips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mentorkit.fields import fold
from mentorkit.slips import level_meant, slips
from mentorkit.start import Answers, Side

SKILLS_SHOWN = 60
"""Skills above which a roster holds free text, and a vocabulary of them would be noise."""
TARGETED = 3
"""Skills that an objective targets unless others are named; few enough to be a focus (our choice)."""


def vocabulary_skills(answers: Answers) -> dict[str, list[str]]:
    """Every skill of rosters and objective once, with its slips; none where they are free text."""
    found = (
        *answers.skills,
        *answers.mentors.words.get("skills", ()),
        *answers.mentees.words.get("development_goals", ()),
    )
    words = {fold(word): word for word in reversed(found)}
    meant = skill_slips(answers.mentors, answers.mentees, answers.skills)
    skills: dict[str, list[str]] = {word: [] for word in reversed(words.values()) if word not in meant}
    for odd, usual in meant.items():
        skills[usual].append(odd)
    return skills if len(skills) <= SKILLS_SHOWN else {}


def skill_slips(mentors: Side, mentees: Side, named: Iterable[str] = ()) -> dict[str, str]:
    """Skills of the rosters that are probably slips, and the skills that are meant."""
    counts = {fold(word): (word, 0) for word in named}
    known = list(counts)
    for side, field in ((mentors, "skills"), (mentees, "development_goals")):
        for word in side.words.get(field, ()):
            first, often = counts.get(fold(word), (word, 0))
            counts[fold(word)] = first, often + side.counts.get(field, {}).get(word, 1)
    return slips(dict(counts.values()), known)


def most_wished(mentors: Side, mentees: Side) -> tuple[str, ...]:
    """The skills that mentees ask for most and that some mentor brings; else what mentors bring most."""
    meant = skill_slips(mentors, mentees)
    offered = [word for word in mentors.words.get("skills", ()) if word not in meant]
    known = {fold(word) for word in offered}
    wished = [word for word in mentees.words.get("development_goals", ()) if word not in meant]
    brought = [word for word in wished if fold(word) in known or not known]
    return tuple((brought or offered)[:TARGETED])


def in_order(levels: Sequence[str]) -> tuple[str, ...]:
    """Levels in the order of the numbers in their names, where each has one of its own; else none."""
    numbers = [re.findall(r"\d+", level)[:1] for level in levels]
    told = {number[0] for number in numbers if number}
    if len(levels) < 2 or len(told) != len(levels):
        return ()
    return tuple(
        level for _, level in sorted(zip(numbers, levels, strict=True), key=lambda each: int(each[0][0]))
    )


def lacking(levels: Sequence[str], found: Sequence[str]) -> list[str]:
    """The levels of the rosters that a list of levels leaves out; none where the list is empty."""
    known = set(map(fold, levels))
    return [level for level in found if known and fold(level) not in known]


def level_slips(levels: Sequence[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Levels that are probably slips for those of a list or, where it is empty, for more frequent ones."""
    meant = {}
    for word in lacking(levels, list(counts)) if levels else counts:
        others = levels or [other for other in counts if counts[other] > counts[word]]
        usual = level_meant(word, others)
        if usual is not None:
            meant[word] = usual
    return {word: usual for word, usual in meant.items() if usual not in meant}


def corrected(side: Side, field: str, meant: Mapping[str, str]) -> Side:
    """A roster of which some cells of a field mean other words."""
    known = {fold(word) for word in side.words.get(field, ())}
    values = {word: usual for word, usual in meant.items() if fold(word) in known}
    if not values:
        return side
    rule = side.columns.get(field)
    base = dict(rule) if isinstance(rule, Mapping) else {"column": rule or side.headings[field][0]}
    before = base.get("values")
    base["values"] = {**(before if isinstance(before, Mapping) else {}), **values}
    odd = set(map(fold, values))
    words = tuple(word for word in side.words[field] if fold(word) not in odd)
    unseen = [usual for usual in dict.fromkeys(values.values()) if fold(usual) not in set(map(fold, words))]
    return replace(
        side,
        columns={**side.columns, field: base},
        words={**side.words, field: (*words, *unseen)},
    )
