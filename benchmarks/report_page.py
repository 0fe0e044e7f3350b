"""Times how long a report page takes to be made and, in a real browser, until its table is drawn.

The runs are the example year's, with its pairs repeated under other names. Every figure is the median of
RUNS, each in a browser window that remembers nothing, with the least and the most. Run
`python -m benchmarks.report_page`; it needs Chromium or Chrome and playwright (the extra dev).
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.page import ABSENT, READY, command, launched, visit
from tests.browser.pages import crowd

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
RUNS = 5
SIZES = (100, 1_000, 10_000)
OPENED = """() => new Promise(done => {
    const look = () => document.documentElement.dataset.ready === "yes"
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
        : setTimeout(look, 2);
    look();
})"""
"""Milliseconds from the start of the visit until the first picture after the page said it is ready."""
DOM = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
SEARCHED = """word => new Promise(done => {
    const from = performance.now(), box = document.getElementById("pairs-search");
    box.value = word;
    box.dispatchEvent(new Event("input", {bubbles: true}));
    const look = () => / of /.test(document.getElementById("pairs-count").textContent)
        ? done(performance.now() - from)
        : setTimeout(look, 2);
    look();
})"""
SORTED = """() => new Promise(done => {
    const from = performance.now(), heading = document.querySelector("table#pairs thead th:nth-child(3)");
    heading.click();
    const look = () => heading.hasAttribute("aria-sort")
        ? done(performance.now() - from)
        : setTimeout(look, 2);
    look();
})"""


def example(folder: Path) -> dict[str, Any]:
    """The run of the example year."""
    asked = ["match", str(ROOT / "programs" / "harbour.yaml"), "--out", str(folder / "run")]
    subprocess.run([sys.executable, "-m", "mentorkit", *asked], check=True, capture_output=True)
    found: dict[str, Any] = json.loads((folder / "run" / "run.json").read_bytes())
    return found


def opened(browser: Browser, path: Path) -> tuple[float, float, float, float]:
    """Seconds until the page is parsed, its table is drawn, a search and a sort are done."""
    seen = visit(browser, path)
    drawn = float(seen.page.evaluate(OPENED))
    seen.page.wait_for_function(READY)
    parsed = float(seen.page.evaluate(DOM))
    sorted_, searched = (
        float(seen.page.evaluate(SORTED)),
        float(seen.page.evaluate(SEARCHED, "Mentee 77")),
    )
    seen.page.context.close()
    return parsed / 1000, drawn / 1000, sorted_ / 1000, searched / 1000


def spread(figures: Sequence[float]) -> str:
    """Median, least and most."""
    return f"{statistics.median(figures):.2f} ({min(figures):.2f} to {max(figures):.2f})"


def row(browser: Browser, run: dict[str, Any], size: int, folder: Path) -> str:
    """A line of the table."""
    path, making = folder / f"{size}.html", []
    for _ in range(RUNS):
        start = time.perf_counter()
        page = crowd(run, size)
        making.append(time.perf_counter() - start)
    path.write_bytes(page)
    opened(browser, path)
    times = zip(*(opened(browser, path) for _ in range(RUNS)), strict=True)
    cells = " | ".join(spread(figures) for figures in (making, *times))
    return f"| {size:,} | {len(page) / 1e6:.1f} | {cells} |"


def main() -> None:
    """Print the table."""
    program = command()
    if program is None:
        sys.exit(ABSENT)
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launched(playwright, program)
        version = f"Chromium {browser.version}, Python {platform.python_version()}"
        print(f"{platform.platform()}, {os.cpu_count()} cores, {version}\n")
        print("| pairs | MB | made, s | parsed, s | table drawn, s | sorted, s | searched, s |")
        print("|---|---|---|---|---|---|---|")
        run = example(Path(name))
        for size in SIZES:
            print(row(browser, run, size, Path(name)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
