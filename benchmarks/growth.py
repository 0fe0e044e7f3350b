"""How the engine's time grows with the cohort: a table, the fitted exponent, and docs/growth.svg.

`python -m benchmarks.growth` measures 1,000 to 100,000 mentees in fresh processes: the median of three runs
up to FEW, one run beyond.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from importlib.util import find_spec
from math import exp, log
from pathlib import Path
from statistics import linear_regression, median

from benchmarks import peers
from benchmarks.whole_commands import measured

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
QUICK = (150, 300, 600)
FEW = 10_000
CHART = Path("docs/growth.svg")
COLOURS = {"real": "#1f5fa8", "coarse": "#c4561b"}

Point = tuple[int, float, float]
"""Mentees, seconds, MiB."""


def measure(kind: str, sizes: Sequence[int]) -> list[Point]:
    """The engine at each size, with the core that it chooses itself."""
    points = []
    for size in sizes:
        runs = [measured(peers.command(peers.mentorkit, kind, size)) for _ in range(3 if size <= FEW else 1)]
        took = median(float(json.loads(output)["seconds"]) for *_, output in runs)
        points.append((size, took, max(peak for _, peak, _ in runs)))
    return points


def fitted(points: Sequence[Point]) -> tuple[float, float]:
    """The b and a of seconds = exp(a) x mentees ** b, by least squares of the logarithms."""
    slope, height = linear_regression(
        [log(size) for size, *_ in points], [log(took) for _, took, _ in points]
    )
    return slope, height


def draw(lines: dict[str, list[Point]], path: Path) -> None:
    """The times on logarithmic axes, in an SVG that is the same for the same figures."""
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none", "font.size": 10})
    pyplot = importlib.import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots(figsize=(6.4, 4.2), layout="constrained")
    for kind, points in lines.items():
        slope, height = fitted(points)
        sizes = [size for size, *_ in points]
        curve = [exp(height) * size**slope for size in sizes]
        axes.plot(sizes, [took for _, took, _ in points], "o", color=COLOURS[kind])
        axes.plot(sizes, curve, color=COLOURS[kind], label=f"{kind}: grows as mentees^{slope:.2f}")
    axes.set(xscale="log", yscale="log", xlabel="mentees (half as many mentors)")
    axes.set(ylabel="seconds to score, solve and certify")
    axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def show(sizes: Sequence[int] = SIZES, path: Path = CHART) -> None:
    """Print the table and draw the chart."""
    lines = {kind: measure(kind, sizes) for kind in COLOURS}
    print(f"| mentees x mentors | {' | '.join(f'{kind}, s | {kind}, MiB' for kind in lines)} |")
    print("|---" * (1 + 2 * len(lines)) + "|")
    for row in zip(*lines.values(), strict=True):
        size = row[0][0]
        cells = " | ".join(f"{took:.3f} | {peak:.0f}" for _, took, peak in row)
        print(f"| {size:,} x {size // 2:,} | {cells} |")
    print("".join(f"\n{kind}: mentees^{fitted(points)[0]:.2f}." for kind, points in lines.items()) + "\n")
    if find_spec("matplotlib"):
        draw(lines, path)
        print(f"Drawn: {path.name}\n")
    else:
        print("Skipped: the chart, as matplotlib is not installed.\n")


if __name__ == "__main__":
    show()
