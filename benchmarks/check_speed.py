"""Times check against the linters that people already use, as whole processes that take turns.

One program of 150 lines: `mentorkit check` against `yamllint` followed by `check-jsonschema` with the
schema that mentorkit itself prints. 500 programs in one call: against `yamllint` alone. A figure is the
median of ROUNDS after one warm-up; a ratio is taken within each round, so that a busy moment of the machine
hits both sides.
`--tools DIR` names the folder that the other linters' commands are in, else that of this Python.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONE = ROOT / "programs" / "emerging-leaders.yaml"
MANY = 500
LINES = 150
ROUNDS = 15

Job = Callable[[], None]


def ran(*command: str | Path) -> None:
    """One process from start to end; findings are no failure, a missing command is."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()}")


def took(job: Job) -> float:
    """Seconds on the wall."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def compared(ours: Job, theirs: Job, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of both in every round; who goes first changes from round to round."""
    ours()
    theirs()
    rows = []
    for number in range(rounds):
        if number % 2:
            second = took(theirs)
            rows.append((took(ours), second))
        else:
            rows.append((took(ours), took(theirs)))
    return [row[0] for row in rows], [row[1] for row in rows]


def line(name: str, ours: Sequence[float], theirs: Sequence[float]) -> str:
    """A row of the table."""
    ratios = sorted(mine / other for mine, other in zip(ours, theirs, strict=True))
    figures = f"{statistics.median(ours):.3f} | {statistics.median(theirs):.3f}"
    return f"| {name} | {figures} | {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) |"


def of_lines(text: str, count: int) -> str:
    """A program of so many lines: comments make up what is missing."""
    missing = max(0, count - len(text.splitlines()))
    return "# A program under review.\n" * missing + text


def copies(folder: Path) -> None:
    """Programs that differ from one another, made from those of the project."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "programs").glob("*.yaml"))]
    alone = [text for text in texts if "\nvocabulary: " not in text]
    for number in range(MANY):
        text = of_lines(alone[number % len(alone)], LINES)
        changed = text.replace("\nname: ", f"\nname: Cohort {number} of ", 1)
        (folder / f"program-{number:03}.yaml").write_text(changed, encoding="utf-8")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tools", type=Path, default=Path(sys.executable).parent)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = options.parse_args()
    check: list[str | Path] = [Path(sys.executable).parent / "mentorkit", "check"]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| | mentorkit check, s | the others, s | ratio (least to most) |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one, schema, many = folder / "one.yaml", folder / "program.schema.json", folder / "many"
        one.write_text(of_lines(ONE.read_text(encoding="utf-8"), LINES), encoding="utf-8")
        schema.write_bytes(subprocess.run([check[0], "schema"], stdout=subprocess.PIPE, check=True).stdout)
        many.mkdir()
        copies(many)

        def both() -> None:
            ran(chosen.tools / "yamllint", one)
            ran(chosen.tools / "check-jsonschema", "--schemafile", schema, one)

        times = compared(lambda: ran(*check, one), both, chosen.rounds)
        lines = len(one.read_text(encoding="utf-8").splitlines())
        print(line(f"one program, {lines} lines; yamllint, then check-jsonschema", *times), flush=True)
        rounds = max(3, chosen.rounds // 5)
        times = compared(lambda: ran(*check, many), lambda: ran(chosen.tools / "yamllint", many), rounds)
        print(line(f"{MANY} programs in one call; yamllint", *times))


if __name__ == "__main__":
    main()
