"""Generated programs: half as many mentors as mentees, capacities 1 to 3, seeded."""

from __future__ import annotations

import csv
import random
from pathlib import Path

PROGRAM = """\
version: 1
name: Benchmark
vocabulary:
  levels: [analyst, specialist, team lead, manager, senior manager, director]
  fields: {tenure_years: number}
objectives:
  - id: bench
    focus: succession_pipeline
    statement: Two ready-now successors for every critical role
    skills: [skill 1, skill 2, skill 3]
    functions_at_risk: [function 1, function 2]
rosters: {mentors: {file: mentors.csv}, mentees: {file: mentees.csv}}
qualification:
  mentors:
    require:
      - {rule: at_least, field: tenure_years, value: 1}
      - {rule: level_at_least, value: specialist}
matching:
  capacity: {default: 1, at_most: 3}
  never:
    - {rule: reporting_line}
    - {rule: same, field: department}
  must:
    - {rule: level_gap, at_least: 1, at_most: 3}
    - {rule: shares, field: languages}
  criteria:
    - {kind: covers, mentee: development_goals, mentor: skills, ordered: true, weight: 35}
    - {kind: function_at_risk, weight: 25}
    - {kind: level_gap, ideal: 2, weight: 20}
    - {kind: closeness, field: utc_offset, full: 0, none: 6, weight: 10}
    - {kind: same, field: location, weight: 10}
"""
LEVELS = ["analyst", "specialist", "team lead", "manager", "senior manager", "director"]


def write(folder: Path, mentees: int, seed: int = 7) -> Path:
    """A program and its rosters; returns the program's path."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)  # noqa: S311  # people, not secrets
    for role, count in (("mentees", mentees), ("mentors", mentees // 2)):
        rows = [_row(chance, role, number, mentees // 2) for number in range(count)]
        with (folder / f"{role}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    path = folder / "program.yaml"
    path.write_text(PROGRAM, encoding="utf-8")
    return path


def _row(chance: random.Random, role: str, number: int, mentors: int) -> dict[str, object]:
    skills = [f"skill {n}" for n in range(40)]
    shape = [1, 2, 3, 4, 3, 2] if role == "mentors" else [5, 5, 4, 2, 1, 0]
    return {
        "id": f"{role[:-1]}-{number}",
        "name": f"Person {number}",
        "level": chance.choices(LEVELS, shape)[0],
        "function": f"function {chance.randrange(10)}",
        "location": f"site {chance.randrange(20)}",
        "department": f"department {chance.randrange(200)}",
        "utc_offset": chance.choice([-5, 0, 1, 1, 1, 5.5, 8]),
        "skills": ";".join(chance.sample(skills, chance.randrange(2, 8))),
        "development_goals": ";".join(chance.sample(skills, chance.randrange(2, 5))),
        "languages": ";".join(chance.sample(["en", "de", "fr", "es"], chance.randrange(1, 3))),
        "capacity": chance.choice([1, 1, 2, 3]),
        "tenure_years": chance.randrange(15),
        "manager": f"mentor-{number // 6 if role == 'mentors' else chance.randrange(mentors)}",
    }
