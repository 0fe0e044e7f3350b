"""What other policies would make of the same people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from mentorkit.assignment import Assignment, Stopped, Watch, assign
from mentorkit.finding import CannotRun
from mentorkit.program import Matching, Program
from mentorkit.scores import Scores

Policy = Literal["most_matched", "highest_total", "fair", "fair_leximin", "stable"]
POLICIES: tuple[str, ...] = get_args(Policy)


@dataclass(frozen=True)
class Outcome:
    """One policy's set of pairs."""

    optimise: str
    assignment: Assignment
    same: int
    """How many of its pairs are also pairs of the program's own policy."""


@dataclass(frozen=True)
class Comparison:
    """Policies side by side."""

    own: str
    outcomes: tuple[Outcome, ...]
    left_out: Mapping[str, str]
    """Policies that are missing, and why."""


def compare(program: Program, scores: Scores, own: Assignment, watch: Watch) -> Comparison:
    """Every policy on the same scores; `own` is what the program's policy made of them."""
    chosen = program.matching.optimise
    others = [policy for policy in POLICIES if policy != chosen]
    found: dict[str, Assignment] = {chosen: own}
    left_out: dict[str, str] = {}
    for number, policy in enumerate(others):
        matching = program.matching.model_copy(update={"optimise": policy})
        if why := _impossible(matching):
            left_out[policy] = why
            continue
        try:
            watch.note("other policies", number, len(others))
            found[policy] = assign(program.model_copy(update={"matching": matching}), scores, watch=watch)
        except Stopped:
            left_out[policy] = "the search was stopped before it had pairs"
        except CannotRun as error:
            left_out[policy] = str(error)
    pairs = {*own.pairs}
    return Comparison(
        chosen,
        tuple(
            Outcome(policy, found[policy], len(pairs.intersection(found[policy].pairs)))
            for policy in dict.fromkeys([*POLICIES, chosen])
            if policy in found
        ),
        left_out,
    )


def _impossible(matching: Matching) -> str:
    """Why the policy cannot be had with the rest of the section, if so."""
    parts = [part for part in ("priority", "balance") if getattr(matching, part)]
    if matching.optimise == "stable" and parts:
        return f"a stable set cannot keep to {' and '.join(parts)}"
    if matching.optimise == "fair_leximin" and matching.balance:
        return "fair_leximin follows scores alone and cannot keep to balance"
    return ""
