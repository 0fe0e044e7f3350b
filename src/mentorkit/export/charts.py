"""Charts as SVG that stands in a page: drawn by matplotlib, coloured by the page's own style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentorkit.export.inline_svg import SETTINGS, TOKENS, inlined
from mentorkit.figures import Bars, Flow
from mentorkit.formats import safe

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCH, WIDE, EDGE = 72, 390, 8
"""Units in an inch, of a chart's width, and around it; a unit is a little more than a pixel on a page."""
LINE, FURTHER, CELL = 19, 12, 22
"""Units of a name's first bar, of each further one, and of a line of a flow (our choice, as all here)."""
SIGN, LONGEST, ACROSS = 5.2, 26, 16
"""Units of a letter; letters that a name has beside a chart and above it. The table has all of them."""
SMALL = 8.5
"""The size of letters."""
FAINT, WEAK, STRONG = 0.04, 0.1, 0.5
"""How strong the cells of a flow are: empty, one, the most; the number on it must stay easy to read."""
INK, MUTED, *FILLS = TOKENS


def bars(name: str, title: str, said: str, shown: Bars, *, decimals: int = 0) -> str:
    """Horizontal bars, the series of a name one below another; the values stand at their ends."""
    names, several = [_short(each, LONGEST) for each in shown.names], len(shown.series)
    legend = 20 if several > 1 else 0
    figure, axes = _drawing((LINE + FURTHER * (several - 1)) * len(names), _room(names), legend, 0)
    most = max((value for row in shown.series.values() for value in row), default=0) or 1
    high = 0.8 / several
    for number, (label, values) in enumerate(shown.series.items()):
        places = [place + (number - (several - 1) / 2) * high for place in range(len(names))]
        axes.barh(places, values, height=high * 0.92, color=FILLS[number], label=label, linewidth=0)
        for place, value in zip(places, values, strict=True):
            written = f"{value:,.{decimals}f}"
            axes.text(value + most * 0.015, place, written, va="center_baseline", color=INK, size=SMALL)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, most * 1.14)
    axes.set_xticks([])
    if several > 1:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=several, frameon=False, labelcolor=INK,
            fontsize=SMALL, handlelength=0.9, handleheight=0.9, columnspacing=1.2, borderaxespad=0.2,
        )  # fmt: skip
    return _svg(figure, axes, name, title, said)


def columns(name: str, title: str, said: str, shown: Bars, below: str) -> str:
    """Upright bars of one series, such as a distribution; each starts at the number below its left edge."""
    ((_, values),) = shown.series.items()
    figure, axes = _drawing(130, EDGE, 4, 34)
    axes.bar(range(len(values)), values, width=0.92, color=FILLS[0], linewidth=0)
    for place, value in enumerate(values):
        if value:
            axes.text(place, value, f"{value:,.0f}", ha="center", va="bottom", color=INK, size=SMALL)
    starts = [each.partition(" ")[0] for each in shown.names]
    axes.set_xticks([place - 0.5 for place in range(len(values))], starts)
    axes.set_xlim(-0.6, len(values) - 0.4)
    axes.set_ylim(0, max(values) * 1.14)
    axes.set_yticks([])
    axes.set_xlabel(below, color=MUTED, size=SMALL)
    return _svg(figure, axes, name, title, said)


def grid(name: str, title: str, said: str, flow: Flow) -> str:
    """A flow: mentees' groups from top to bottom, mentors' from left to right; the fuller, the stronger."""
    from matplotlib.patches import Rectangle

    rows, across = ([_short(*each) for each in ((n, LONGEST) for n in flow.mentees)],
                    [_short(n, ACROSS) for n in flow.mentors])  # fmt: skip
    above = SIGN * max(map(len, across)) * 0.7 + 26
    figure, axes = _drawing(CELL * len(rows), _room(rows), above, 2, right=44)
    most = max(max(row) for row in flow.counts) or 1
    for y, row in enumerate(flow.counts):
        for x, value in enumerate(row):
            strength = WEAK + (STRONG - WEAK) * value / most if value else FAINT
            axes.add_patch(Rectangle((x - 0.47, y - 0.45), 0.94, 0.9, color=FILLS[0], alpha=strength, lw=0))
            if value:
                axes.text(x, y, f"{value:,}", ha="center", va="center_baseline", color=INK, size=SMALL)
    axes.set_yticks(range(len(rows)), rows)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(across)), across, rotation=38, ha="left", rotation_mode="anchor")
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(across) - 0.5)
    return _svg(figure, axes, name, title, said)


def _short(text: str, most: int) -> str:
    """A name that fits beside a chart."""
    plain = " ".join(safe(text).split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _room(names: Sequence[str]) -> float:
    """Units that names take at the left."""
    return EDGE + SIGN * max(map(len, names), default=0)


def _drawing(
    high: float, left: float, above: float, below: float, right: float = EDGE
) -> tuple[Figure, Axes]:
    """An empty chart whose inside has so many units of height, by matplotlib's objects alone."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    whole = above + high + below
    with rc_context(SETTINGS):
        figure = Figure(figsize=(WIDE / INCH, whole / INCH), dpi=INCH)
        axes = figure.add_axes((left / WIDE, below / whole, (WIDE - left - right) / WIDE, high / whole))
    figure.patch.set_visible(False)
    axes.patch.set_visible(False)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure, axes


def _svg(figure: Figure, axes: Axes, name: str, title: str, said: str) -> str:
    axes.tick_params(length=0, labelcolor=INK, labelsize=SMALL, pad=4)
    return inlined(figure, name, title, said)
