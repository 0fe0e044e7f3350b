"""Kills `match --out` at random moments and says whether a whole run is left; exit 1 if one was torn.

Run `make faults`, or `python -m benchmarks.faults 500` for more kills.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.rosters import write

KILLS = 200


def picture(folder: Path) -> dict[str, str]:
    """The files of a folder and their hashes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def main() -> int:
    """Kill, mend, compare."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    chance = random.Random(7)  # noqa: S311  # moments, not secrets
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        out = base / "runs" / "run"
        commands = []
        for seed in (1, 2):
            program = write(base / str(seed), 60, seed)
            commands.append([sys.executable, "-m", "mentorkit", "match", str(program), "--out", str(out)])
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        pictures = {}
        for state, command in (("new", commands[1]), ("old", commands[0])):
            start = time.perf_counter()
            subprocess.run(command, check=True, **quiet)  # type: ignore[call-overload]  # the same two for all
            took = time.perf_counter() - start
            pictures[state] = picture(out)
        shutil.copytree(out, base / "old")
        broken = base / "broken.yaml"
        broken.write_text("version: 1\n", encoding="utf-8")
        left: Counter[str] = Counter()
        for _ in range(kills):
            shutil.rmtree(out.parent)
            shutil.copytree(base / "old", out)
            process = subprocess.Popen(commands[1], **quiet)  # type: ignore[call-overload]  # as above
            time.sleep(took * chance.uniform(0.5, 1.1))
            process.kill()
            process.wait()
            # Any later command that names the folder puts it right, even one that fails.
            mend = [sys.executable, "-m", "mentorkit", "match", str(broken), "--out", str(out)]
            subprocess.run(mend, check=False, **quiet)  # type: ignore[call-overload]  # as above
            seen = picture(out) if out.is_dir() else {}
            state = next((name for name, files in pictures.items() if files == seen), "TORN")
            stray = len(list(out.parent.iterdir())) > 1
            left[state + (" with files beside it" if stray else "")] += 1
    print(f"{kills} kills: " + ", ".join(f"{count} {state}" for state, count in sorted(left.items())))
    return 0 if left.keys() <= {"old", "new"} else 1


if __name__ == "__main__":
    sys.exit(main())
