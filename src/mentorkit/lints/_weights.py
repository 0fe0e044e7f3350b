"""What criteria weigh."""

from __future__ import annotations

from decimal import Decimal

from mentorkit.criteria import WORDS, Criterion


def weighed(criterion: Criterion) -> Decimal:
    """The weight as a number, a word for what it counts."""
    return WORDS[criterion.weight] if isinstance(criterion.weight, str) else criterion.weight
