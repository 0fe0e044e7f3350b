"""The matching engine side by side with other solvers: tables in Markdown for docs/benchmarks.md.

`python -m benchmarks.engine [--quick] [SECTION]`: dense, large, start, small, growth; without a section, all.
Whoever is compared takes turns, each time in a fresh process. A figure is the median of ROUNDS with the least
and the most; a ratio is taken within each round, so that a busy moment of the machine hits both sides.
"""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from benchmarks import growth, peers
from benchmarks.rosters import write
from benchmarks.whole_commands import measured

ROUNDS = 5
TARGETS = {
    ("real", "mentorkit, scipy core"): "at least 3",
    ("real", "mentorkit, OR-tools core"): "at least 7",
    ("coarse", "mentorkit, scipy core"): "at least 1.7, the better core 2",
    ("coarse", "mentorkit, OR-tools core"): "at least 1.7, the better core 2",
}
"""How many times faster than linear_sum_assignment."""
MODULES = """
import atexit, sys
atexit.register(lambda: print("\\nmodules", *(name for name in sys.modules if name != "__main__")))
sys.argv = ["mentorkit", "match", sys.argv[1], "--format", "json"]
from mentorkit.cli import main
main()
"""
"""Ends with the names of all modules that a match imports; whoever imports stands after what it imports."""
OUTERMOST = """
import importlib, sys
for name in reversed(sys.argv[1:]):
    if name not in sys.modules:
        try:
            importlib.import_module(name)
        except ImportError:
            continue  # another module puts it there
        print(name)
print("modules", *sys.modules)
"""
"""Imports modules by as few names as it takes; prints those, and what was imported."""


@dataclass(frozen=True)
class Run:
    """One process."""

    seconds: float
    """What was timed inside it, or where it times nothing, the whole process."""
    peak: float
    """MiB."""
    held: float
    """MiB of imports and of what is solved: people, or a ready matrix."""
    answer: Mapping[str, object]


def run(command: list[str]) -> Run:
    """Run a process that prints a line of JSON, as benchmarks.peers does, or anything else."""
    took, peak, output = measured(command)
    answer = json.loads(output) if command[1:3] == ["-m", "benchmarks.peers"] else {}
    return Run(answer.get("seconds", took), peak, answer.get("held", float("nan")), answer)


def side_by_side(commands: Mapping[str, list[str]], rounds: int = ROUNDS) -> dict[str, list[Run]]:
    """The runs of each command, taking turns; prints their table."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    values = {name: {run.answer.get("value") for run in some} for name, some in runs.items()}
    best = next((some for some in values.values() if some != {None}), {None})
    print("| | median, s | spread, s | peak, MiB | before solving, MiB | same optimum |")
    print("|---|---|---|---|---|---|")
    for name, some in runs.items():
        same = "-" if values[name] == {None} else "yes" if values[name] == best and len(best) == 1 else "NO"
        times = [each.seconds for each in some]
        spread = f"{min(times):.3f} to {max(times):.3f}"
        peak, held = max(each.peak for each in some), max(each.held for each in some)
        before = "-" if math.isnan(held) else f"{held:.0f}"
        print(f"| {name} | {statistics.median(times):.3f} | {spread} | {peak:.0f} | {before} | {same} |")
    print(flush=True)
    return runs


def ratios(*rows: tuple[str, Sequence[float], Sequence[float], str]) -> None:
    """Print the table of (what, dividends, divisors, target)."""
    print("| ratio | median | spread | target |\n|---|---|---|---|")
    for what, above, below, target in rows:
        each = [one / other for one, other in zip(above, below, strict=True)]
        print(f"| {what} | {statistics.median(each):.2f} | {min(each):.2f} to {max(each):.2f} | {target} |")
    print(flush=True)


def seconds(runs: Sequence[Run]) -> list[float]:
    """What each run took."""
    return [each.seconds for each in runs]


def peaks(runs: Sequence[Run]) -> list[float]:
    """The memory of each process."""
    return [each.peak for each in runs]


def added(runs: Sequence[Run]) -> list[float]:
    """The memory that solving added to what was there before."""
    return [each.peak - each.held for each in runs]


def engines(kind: str, size: int) -> dict[str, list[str]]:
    """The engine with each core that can run here."""
    cores = {"mentorkit, scipy core": "scipy"}
    if find_spec("ortools"):
        cores["mentorkit, OR-tools core"] = "ortools"
    return {name: peers.command(peers.mentorkit, kind, size, core) for name, core in cores.items()}


def made(kind: str, size: int, folder: Path) -> Path:
    """The weights of a cohort in a file."""
    path = folder / f"{kind}-{size}.npy"
    if not path.exists():
        share = run(peers.command(peers.make, kind, size, path)).answer["allowed"]
        print(f"{kind}, {size:,} x {size // 2:,}: {share:.1%} of the pairs are allowed.\n")
    return path


def dense(quick: bool, folder: Path) -> None:
    """Score, solve and certify against linear_sum_assignment on a ready matrix."""
    size = 600 if quick else 10_000
    for kind in ("real", "coarse"):
        print(f"### {kind}, {size:,} x {size // 2:,}\n")
        path = made(kind, size, folder)
        # maximize=True copies the matrix, which takes over a second and a GiB; who negates it spares both.
        others = {
            "scipy dense, maximize=True": peers.command(peers.scipy_maximised, path),
            "scipy dense, negated beforehand": peers.command(peers.scipy_negated, path),
        }
        own = engines(kind, size)
        runs = side_by_side({**others, **own})
        path.unlink()
        rows = []
        for solver, name in product(others, own):
            hoped = TARGETS[kind, name] if "maximize" in solver else "-"
            rows.append((f"time, {solver} / {name}", seconds(runs[solver]), seconds(runs[name]), hoped))
            hoped = "at least 15" if "maximize" in solver else "-"
            rows.append((f"memory, {solver} / {name}", peaks(runs[solver]), peaks(runs[name]), hoped))
            if "maximize" in solver:  # the other solves in place
                rows.append((f"memory added, {solver} / {name}", added(runs[solver]), added(runs[name]), "-"))
        ratios(*rows)


def large(quick: bool, _: Path) -> None:
    """One scan of all scores, and the whole certified run."""
    size = 1_000 if quick else 100_000
    print(f"### real, {size:,} x {size // 2:,}, one run each\n")
    own = engines("real", size)
    scan = "one scan of all scores"
    runs = side_by_side({scan: peers.command(peers.scan, "real", size), **own}, 1)
    print(f"All proven: {all(runs[name][0].answer['proven'] for name in own)}. Target: below 1,024 MiB.\n")
    ratios(*((f"{name} / scan", seconds(runs[name]), seconds(runs[scan]), "-") for name in own))


def start(quick: bool, folder: Path) -> None:
    """The whole match process against the bare import of the modules that it imports."""
    size = 300 if quick else 1_000
    print(f"### The whole `mentorkit match`, {size:,} x {size // 2:,}\n")
    program = str(write(folder / "start", size))
    python = [sys.executable, "-c"]
    wanted = measured([*python, MODULES, program])[2].rpartition("\nmodules ")[2].split()
    names, _, imported = measured([*python, OUTERMOST, *wanted])[2].rpartition("modules ")
    found = set(imported.split())
    both, more = len(found & set(wanted)), len(found - set(wanted))
    print(f"A match imports {len(wanted):,} modules; the bare import {both:,} of them and {more} others.\n")
    bare = "import " + ", ".join(names.split())
    command = [sys.executable, "-m", "mentorkit", "match", program, "--format", "json"]
    measured(command)
    whole = "the whole process, from CSV files to JSON"
    runs = side_by_side({whole: command, "bare import of the modules": [*python, bare]})
    process, imports = map(seconds, runs.values())
    ratios(("whole / bare import", process, imports, "at most 1.5"))


def fetched(folder: Path, *wanted: str) -> Path | None:
    """A folder of its own with some packages, so that two versions can be compared; None where pip fails."""
    place = folder / wanted[0]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
    if subprocess.run([*pip, str(place), *wanted], check=False, capture_output=True).returncode:
        print(f"Skipped: pip could not install {' and '.join(wanted)}.\n")
        return None
    return place


def small(quick: bool, folder: Path) -> None:
    """mentor-match on its own problem, and other solvers on all pairs of the real one."""
    size = 300 if quick else 1_000
    print(f"### mentor-match's own problem, {size:,} x {size // 2:,}, one place each\n")
    if place := fetched(folder, "mentor-match==7.0.1", "munkres==1.1.4"):
        other = "mentor-match 7.0.1 with munkres 1.1.4"
        own = engines("grades", size)
        runs = side_by_side({other: peers.command(peers.mentor_match, size, at=place), **own})
        whole = seconds(runs[other])
        ratios(*((f"mentor-match / {name}", whole, seconds(runs[name]), "at least 100") for name in own))
    slow = 100 if quick else 200
    for few, packages in ((slow, ["munkres==1.1.4", "munkres==3.0.0"]), (size, ["munkres==3.0.0"])):
        print(f"### Other solvers, real, {few:,} x {few // 2:,}\n")
        if few == size:
            # Measured once: 5 s at 200, 66 s at 500.
            print(f"Without munkres 1.1.4, which takes more than a minute from about 500; see {slow}.\n")
        path = made("real", few, folder)
        commands = {"linear_sum_assignment": peers.command(peers.scipy_maximised, path)}
        for package in packages:
            if place := fetched(folder, package):
                commands[package.replace("==", " ")] = peers.command(peers.munkres, path, at=place)
        if find_spec("ortools"):
            commands["OR-tools SimpleMinCostFlow, all pairs"] = peers.command(peers.ortools_flow, path)
        commands["HiGHS simplex, all pairs"] = peers.command(peers.highs, path)
        side_by_side({**commands, **engines("real", few)})


def grows(quick: bool, folder: Path) -> None:
    """Times from 1,000 to 100,000 mentees."""
    print("### Growth\n")
    growth.show(growth.QUICK if quick else growth.SIZES, folder / "growth.svg" if quick else growth.CHART)


SECTIONS = {"dense": dense, "large": large, "start": start, "small": small, "growth": grows}


def machine() -> str:
    """What the figures were measured on."""
    packages = []
    for name in ("numpy", "scipy", "ortools"):
        try:
            packages.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            packages.append(f"no {name}")
    parts = [platform.platform(), f"{os.cpu_count()} cores", f"Python {platform.python_version()}", *packages]
    return ", ".join(parts)


def main() -> None:
    """Print the tables of the sections asked for."""
    asked = [each for each in sys.argv[1:] if each != "--quick"]
    if unknown := set(asked) - SECTIONS.keys():
        sys.exit(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    print(f"{machine()}\n", flush=True)
    if not find_spec("ortools"):
        print("Skipped: OR-tools and the core that uses it, as ortools is not installed.\n")
    with tempfile.TemporaryDirectory() as folder:
        for name in asked or SECTIONS:
            SECTIONS[name]("--quick" in sys.argv, Path(folder))


if __name__ == "__main__":
    main()
