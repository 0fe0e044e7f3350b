"""The charts of a page, each with the table that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentorkit.export.charts import bars, columns, grid
from mentorkit.figures import Bars, Figures, Flow
from mentorkit.report import Document

TOLD = 20
"""Bars that the text alternative of a chart tells; the table beside it has all."""


@dataclass(frozen=True)
class Chart:
    """A drawing, what it shows, and the same as a table."""

    name: str
    title: str
    svg: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def charts(shown: Figures, document: Document) -> list[Chart]:
    """All charts that the figures allow."""
    return list(_charts(shown, document))


def _charts(shown: Figures, document: Document) -> Iterator[Chart]:
    yield _bars("funnel-chart", "From those invited to those matched", "stage", shown.funnel)
    if shown.scores is not None:
        title = "How the scores are spread"
        total = document["totals"]
        said = f"{total['matched']:,} pairs from {total['lowest']:.1f}, mean {total['mean']:.1f}."
        svg = columns("scores-chart", title, said, shown.scores, "score of the pair, of 100")
        yield Chart("scores-chart", title, svg, ("score", "pairs"), _lines(shown.scores))
    yield _bars("load-chart", "Mentees per mentor", "mentors with", shown.load)
    if shown.coverage is not None:
        yield _bars("coverage-chart", "Skills wanted and met", "skill", shown.coverage)
    for flow in shown.flows:
        yield _flow(flow)
    if shown.policies is not None:
        yield _bars("policies-chart", "What other policies would do", "policy", shown.policies, decimals=1)
    if shown.firmness is not None:
        runs = document["robustness"]["runs"]
        title = f"Pairs that stay under other weights, {runs:,} runs"
        yield _bars("firmness-chart", title, "the pair stayed", shown.firmness)


def _bars(name: str, title: str, head: str, shown: Bars, *, decimals: int = 0) -> Chart:
    told = [
        ", ".join(_worded(shown, label, values[number], decimals) for label, values in shown.series.items())
        for number in range(min(len(shown.names), TOLD))
    ]
    said = "; ".join(f"{place}: {values}" for place, values in zip(shown.names, told, strict=False))
    svg = bars(name, title, f"{said}.", shown, decimals=decimals)
    return Chart(name, title, svg, (head, *shown.series), _lines(shown, decimals))


def _worded(shown: Bars, label: str, value: float, decimals: int) -> str:
    number = f"{value:,.{decimals}f}"
    return number if len(shown.series) == 1 else f"{number} {label}"


def _lines(shown: Bars, decimals: int = 0) -> tuple[tuple[str, ...], ...]:
    rows = zip(shown.names, *shown.series.values(), strict=True)
    return tuple((name, *_written(values, decimals)) for name, *values in rows)


def _written(values: Sequence[float], decimals: int) -> tuple[str, ...]:
    return tuple(f"{value:,.{decimals}f}" for value in values)


def _flow(flow: Flow) -> Chart:
    title = f"From mentees to mentors, by {flow.field}"
    most = sorted(
        ((value, mentee, mentor) for mentee, row in zip(flow.mentees, flow.counts, strict=True)
         for mentor, value in zip(flow.mentors, row, strict=True) if value),
        key=lambda each: (-each[0], each[1], each[2]),
    )  # fmt: skip
    said = "; ".join(f"{value:,} from {mentee} to {mentor}" for value, mentee, mentor in most[:5])
    name = f"{flow.field}-chart"
    lines = tuple((mentee, *_written(row, 0)) for mentee, row in zip(flow.mentees, flow.counts, strict=True))
    svg = grid(name, title, f"Most: {said}.", flow)
    return Chart(name, title, svg, ("mentees in", *flow.mentors), lines)
