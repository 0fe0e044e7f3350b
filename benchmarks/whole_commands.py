"""Times check, qualify, match and why as whole processes, and score and solve apart.

Every figure is the median of RUNS after one warm-up, with the least and the most, and the peak
memory of the process. Run `make bench`; docs/benchmarks.md holds a run's table and its machine.
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
from pathlib import Path

from benchmarks.rosters import write

RUNS = 5
SIZES = (100, 1_000, 10_000)
IMPORTS = "import typer, rich, pydantic, yaml, numpy, pandas, scipy.sparse.csgraph"
APART = """
import json, sys, time
from mentorkit import load
from mentorkit.assignment import assign
from mentorkit.qualification import qualify
from mentorkit.scores import score
definition, _ = load.program(sys.argv[1])
cohort, _ = load.cohort(definition, {})
plan, facts = definition.program, cohort.facts
able = [qualify(plan, roster, facts) for roster in (cohort.mentors, cohort.mentees)]
start = time.perf_counter()
scores, _ = score(plan, facts, *able)
for chunk in scores.chunks():
    scores.block(chunk)
scored = time.perf_counter()
assignment = assign(plan, scores)
solved = time.perf_counter()
print(json.dumps({"score": scored - start, "solve": solved - scored, "proven": assignment.proven}))
"""


def measured(command: list[str]) -> tuple[float, float, str]:
    """Wall seconds, peak MiB and output of one process."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        alone = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # as the command sets it for itself
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=alone)
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
        else:  # Windows has no figure for a process that ended
            process.wait()
            peak = float("nan")
        took = time.perf_counter() - start
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        output.seek(0)
        return took, peak, output.read().decode()


def row(name: str, command: list[str]) -> str:
    """A line of the table."""
    measured(command)
    runs = [measured(command) for _ in range(RUNS)]
    times = [took for took, _, _ in runs]
    spread = f"{min(times):.2f} to {max(times):.2f}"
    return f"| {name} | {statistics.median(times):.2f} | {spread} | {max(peak for _, peak, _ in runs):.0f} |"


def main() -> None:
    """Print the tables."""
    python = [sys.executable, "-c"]
    command = [sys.executable, "-m", "mentorkit"]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| whole process | median, s | spread, s | peak, MiB |\n|---|---|---|---|")
    print(row("bare import of the libraries that match uses", [*python, IMPORTS]), flush=True)
    apart = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            program = str(write(Path(folder) / str(size), size))
            for verb in ("check", "qualify", "match", "why"):
                tail = [] if verb == "check" else ["--format", "json"]
                tail += ["--mentee", "mentee-0"] if verb == "why" else []  # without a mentor in larger ones
                print(row(f"{verb}, {size:,} mentees", [*command, verb, program, *tail]), flush=True)
            runs = [json.loads(measured([*python, APART, program])[2]) for _ in range(RUNS)]
            medians = [statistics.median(run[part] for run in runs) for part in ("score", "solve")]
            proven = all(run["proven"] for run in runs)
            apart.append(f"| {size:,} x {size // 2:,} | {medians[0]:.2f} | {medians[1]:.2f} | {proven} |")
    print(
        "\n| mentees x mentors | score all pairs, s | score, solve and prove, s | proven |\n|---|---|---|---|"
    )
    print("\n".join(apart))


if __name__ == "__main__":
    main()
