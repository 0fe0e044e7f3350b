"""Where a program asks whether mentors can pass their skills on."""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.criteria import Criterion
from mentorkit.lints._subjects import on_communication
from mentorkit.lints._uses import mentor_rules
from mentorkit.program import Program
from mentorkit.rules import Rating


def has_communication_rule(program: Program) -> bool:
    """Whether a rule under communication, or one on such a rating elsewhere, holds for every mentor."""
    for part, _, rule in mentor_rules(program):
        rated = [rule.of] if isinstance(rule, Rating) and rule.of else []
        if part == "communication" or any(map(on_communication, [*rule.uses(), *rated])):
            return True
    return False


def communication_criteria(program: Program) -> Iterator[tuple[int, Criterion]]:
    """Criteria that give points for a mentor's rating in communication, with their number.

    A text or list, such as a preferred way to communicate, is no rating.
    """
    known = program.vocabulary.known_fields
    for number, criterion in enumerate(program.matching.criteria):
        fields = criterion.looks_at()
        if fields and on_communication(fields[1]) and known[fields[1]].type in ("number", "ratings"):
            yield number, criterion
