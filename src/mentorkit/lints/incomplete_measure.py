"""A measure that lacks its baseline, target or date.

A figure says something only beside where it stood at the start, where it should stand, and when it is
read. A baseline that nobody wrote down before the launch cannot be had afterwards (practice 1:
specific goals). A measure of the organisation's own (`metric: own`) also needs a label that says what
it is. The rate of matched people has no baseline in a first cycle, and none is asked for.

Bad:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        measure: {metric: bench_strength, target: 2}

Good:

    objectives:
      - id: bench
        focus: succession_pipeline
        statement: Two ready-now successors for every plant-manager role
        measure: {metric: bench_strength, baseline: 0.5, target: 2, by: 2027-12-17}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program
from mentorkit.vocabulary import Measure


def _check(program: Program) -> Iterator[Remark]:
    for number, objective in enumerate(program.objectives):
        missing = list(_missing(program, objective.measure)) if objective.measure else []
        if missing:
            keys, whats = zip(*missing, strict=True)
            message = f'the measure of "{objective.id}" has {_joined(whats)}'
            yield Remark(message, ("objectives", number, "measure"), f"add {_joined(keys, 'and')}")


def _missing(program: Program, measure: Measure) -> Iterator[tuple[str, str]]:
    """The keys that are missing, and how to say so."""
    if measure.metric == "own" and measure.label is None:
        yield "label:", "no label that says what is measured"
    never_measured = measure.metric == "matched_rate" and program.cycle == 1
    if measure.baseline is None and not never_measured:
        yield "baseline:", "no baseline"
    if measure.target is None:
        yield "target:", "no target"
    if measure.by is None:
        yield "by:", "no date"


def _joined(parts: tuple[str, ...], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


INCOMPLETE_MEASURE = Lint("MK113", Severity.WARNING, _check, __doc__)
