"""Scores of the same mentees with other mentors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from mentorkit.locks import places
from mentorkit.people import Person
from mentorkit.scores import Scores


def with_mentors(scores: Scores, mentors: Iterable[Person]) -> Scores:
    """The scores where just these mentors may be matched; pairs that are locked stay, with their mentors.

    Forbidden pairs hold for mentors who were in the scores. For scores that follow no previous run.
    """
    able = {each.key: each for each in mentors}
    locked = {scores.mentors[column].key: scores.mentors[column] for column in scores.locks.values()}
    people = able | locked
    columns = {key: column for column, key in enumerate(sorted(people))}
    taken = Counter(scores.mentors[column].key for column in scores.locks.values())
    own = {key: places(scores.matching.capacity, able[key]) if key in able else 0 for key in columns}
    before = [columns.get(each.key) for each in scores.mentors]
    forbidden = ((row, before[column]) for row, column in scores.forbidden)
    return replace(
        scores,
        mentors=tuple(people[key] for key in columns),
        places=tuple(max(own[key], taken[key]) for key in columns),
        locks={row: columns[scores.mentors[column].key] for row, column in scores.locks.items()},
        forbidden=frozenset((row, column) for row, column in forbidden if column is not None),
        only_locked=frozenset(columns[key] for key in locked.keys() - able.keys()),
    )
