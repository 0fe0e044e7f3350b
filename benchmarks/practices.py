"""Times the commands of the other practices as whole processes, at 1,000 and 10,000 mentees.

One run each, since what is asked is seconds and minutes. `python -m benchmarks.practices [SIZE ...]`;
docs/benchmarks.md holds a run's table and its machine.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.rosters import PROGRAM, write
from benchmarks.whole_commands import measured

SIZES = (1_000, 10_000)
LAUNCH = dt.date(2027, 1, 18)
TODAY = "2027-07-01"
ROLES = 40
MORE = """\
launch: 2027-01-18
close: 2027-12-10
pool:
  mentors:
    rank_by: [{kind: brings_skills, field: skills, weight: 1}]
  mentees:
    require: [{rule: at_least, field: hours_a_month, value: 2}]
    rank_by:
      - {kind: nine_box, performance: performance, potential: potential, weight: 40}
      - {kind: skill_gaps, field: development_goals, weight: 30}
      - {kind: function_at_risk, weight: 20}
      - {kind: availability, field: hours_a_month, none: 0, full: 4, weight: 10}
    quotas:
      - {field: location, at_least: 2}
      - {field: function, at_most: 11%}
      - {field: level, at_least: 10%, value: team lead}
training:
  mentors: [{name: listening, hours: 4, due: 2026-12-11}, {name: basics, hours: 3, due: 2027-01-08}]
  mentees: [{name: owning your goals, hours: 2, due: 2027-01-08}]
  managers: [{name: supporting a mentee, hours: 1, due: 2027-01-08}]
  completions: {file: completions.csv}
communication:
  contact: Program office
  messages:
    - {audience: mentors, subject: Whom you will mentor, on: 2027-01-11, owner: Program office}
    - {audience: mentees, subject: Your mentor, on: 2027-01-11, owner: Program office}
    - {audience: managers, subject: Who of your people has a mentor, on: 2027-01-13, owner: Program office}
succession:
  candidates: {file: candidates.csv}
  critical_roles:
"""
TAIL = """\
progress:
  meetings: {file: meetings.csv}
  plan: {meetings_per_month: 1}
"""


def program(folder: Path, mentees: int, *, optimise: str = "most_matched") -> Path:
    """A program with a section for every practice, its rosters and logs; returns the program's path."""
    path = write(folder, mentees)
    chance = random.Random(11)  # noqa: S311  # people, not secrets
    people = {role: _more(folder / f"{role}.csv", chance) for role in ("mentors", "mentees")}
    fields = (
        "fields: {tenure_years: number, hours_a_month: number, "
        "performance: {type: number, from: 1, to: 5}, potential: {type: number, from: 1, to: 5}}"
    )
    text = PROGRAM.replace("fields: {tenure_years: number}", fields)
    text = text.replace("matching:\n", f"matching:\n  optimise: {optimise}\n")
    roles = "".join(
        f"    - {{title: Head {number}, function: function {number % 10}, incumbent: mentor-{number}}}\n"
        for number in range(ROLES)
    )
    path.write_text(text + MORE + roles + TAIL, encoding="utf-8")
    taught = [
        *((each, "basics") for each in people["mentors"]),
        *((each, "owning your goals") for each in people["mentees"]),
    ]
    done = (
        [each["id"], course, "completed", "2026-12-17"] for each, course in taught if chance.random() < 0.9
    )
    _table(folder / "completions.csv", ["Employee ID", "Course", "Status", "Completed On"], done)
    able = chance.sample(people["mentees"], len(people["mentees"]) // 4)
    standing = (
        [each["id"], f"Head {chance.randrange(ROLES)}", chance.choice(["now", "1-2 years"])] for each in able
    )
    _table(folder / "candidates.csv", ["Employee ID", "Role", "Readiness"], standing)
    return path


def meetings(folder: Path, pairs: Path) -> None:
    """A log of a meeting a month of every pair of a run, with gaps."""
    chance = random.Random(13)  # noqa: S311  # meetings, not secrets
    with pairs.open(encoding="utf-8-sig", newline="") as file:
        found = [(row["mentee"], row["mentor"]) for row in csv.DictReader(file)]
    rows = (
        [
            mentee,
            mentor,
            (LAUNCH + dt.timedelta(days=30 * month + chance.randrange(20))).isoformat(),
            "meeting",
        ]
        for month in range(5)
        for mentee, mentor in found
        if chance.random() < 0.8
    )
    _table(folder / "meetings.csv", ["Mentee", "Mentor", "Date", "Kind"], rows)


def worked() -> float:
    """Seconds of the processor that all processes so far took; on a busy machine they tell more."""
    spent = os.times()
    return spent.children_user + spent.children_system


def _more(path: Path, chance: random.Random) -> list[dict[str, str]]:
    """The columns that the other practices look at, added to a roster."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["email"] = f"{row['id']}@example.org"
        row["hours_a_month"] = str(chance.randrange(1, 6))
        row["performance"], row["potential"] = str(chance.randrange(1, 6)), str(chance.randrange(1, 6))
    _table(path, list(rows[0]), (list(row.values()) for row in rows))
    return rows


def _table(path: Path, heading: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])


def main() -> None:
    """Print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    command = [sys.executable, "-m", "mentorkit"]
    print("| whole process | mentees | s | of the processor, s | peak, MiB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as parent:
        for size in sizes:
            folder = Path(parent) / str(size)
            path, fair = (
                program(folder, size),
                program(folder.with_name(f"{size}-fair"), size, optimise="fair"),
            )
            meetings_of = folder / "run"
            calls = {
                "pool": ["pool", str(path)],
                "supply": ["supply", str(path)],
                "supply, `optimise: fair`": ["supply", str(fair)],
                "training": ["training", str(path), "--today", TODAY],
                "match --out": ["match", str(path), "--out", str(meetings_of)],
                "brief, letters for everybody": [
                    "brief", str(path), "--run", str(meetings_of), "--out", str(folder / "letters"),
                ],
                "succession --run": ["succession", str(path), "--run", str(meetings_of), "--today", TODAY],
                "progress": ["progress", str(path), "--run", str(meetings_of), "--today", TODAY],
            }  # fmt: skip
            for name, call in calls.items():
                if name == "progress":
                    meetings(folder, meetings_of / "pairs.csv")
                before = worked()
                took, peak, _ = measured([*command, *call, "--format", "json", "--fail-on", "never"])
                print(
                    f"| {name} | {size:,} | {took:.1f} | {worked() - before:.1f} | {peak:.0f} |", flush=True
                )
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
