"""Programs and runs whose report pages are hard: names that want to be code, and very many people."""

from __future__ import annotations

import copy
import csv
from pathlib import Path
from typing import Any

from mentorkit.export.page import page
from mentorkit.overview import KEY

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 6
NAMES = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "<!-- <b>not bold",
    "[red]x[/red]",
    "{{ 7 * 7 }} ${8 * 8}",
    "&lt;i&gt; &amp; &#65;",
    "=1+1",
    "مريم الزهراء",
    "רות כהן (ירושלים)",
    "山田 花子",
    "👩🏽‍🏫 Zoë Ångström",
    LONG,
    "Ann van der Berg-Özdemir " * 8,
    'O\'Neil "Quote" \\u003c',
    "javascript:alert(4)",
)
"""Names of mentees; blanks at the ends are not part of them."""
PROGRAM = """\
version: 1
name: "<b>Nasty</b> & [bold]Söhne[/bold]"
purpose: "</p><script>alert(5)</script>"
objectives:
  - id: growth
    focus: skill_development
    statement: "<img src=x onerror=alert(6)> more skills"
    skills: ["<u>C++</u>", "R&D"]
vocabulary:
  skills: ["<u>C++</u>", "R&D"]
rosters: {mentors: {file: mentors.csv}, mentees: {file: mentees.csv}}
matching:
  criteria:
    - {kind: covers, mentee: development_goals, mentor: skills, weight: 3, serves: [growth]}
    - {kind: same, field: location, weight: 1}
"""
PLACES = ("<i>Lyon</i>", "القاهرة", "Leeds")
SKILLS = ("<u>C++</u>", "R&D")


def nasty_program(folder: Path) -> None:
    """A program under nasty/ with twice as many mentees as mentors, all of them with names from above."""
    home = folder / "nasty"
    home.mkdir()
    (home / "program.yaml").write_text(PROGRAM, encoding="utf-8")
    for role, heading, names in (
        ("mentees", "development_goals", NAMES),
        ("mentors", "skills", [f"{name} senior" for name in NAMES[::2]]),
    ):
        with (home / f"{role}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "name", "email", "level", "function", "location", heading])
            for at, name in enumerate(names):
                row = [f"<{role[-2]}{at}>", name.strip(), f"{role}{at}@example.org", "", f"<s>{at % 3}</s>"]
                writer.writerow([*row, PLACES[at % 3], SKILLS[at % 2]])


def crowd(document: dict[str, Any], pairs: int) -> bytes:
    """The page of a run with so many pairs, two a mentor, made of the pairs of a run that was solved."""
    made = copy.deepcopy(
        {name: part for name, part in document.items() if name not in ("robustness", "previous")}
    )
    mentees = [f"E{number:05}" for number in range(pairs + 200)]
    mentors = [f"M{number:05}" for number in range(pairs // 2)]
    made["pairs"] = [_pair(document["pairs"], mentors, number) for number in range(pairs)]
    for number, pair in enumerate(made["pairs"]):
        pair["mentee"] = mentees[number]
    gaps = document["unmatched"]
    made["unmatched"] = [gaps[n % len(gaps)] | {"mentee": mentees[pairs + n]} for n in range(200)]
    made |= {"free_places": [], "more_places": [], "blocking_pairs": {"count": 0}}
    made["totals"] |= {"mentees": len(mentees), "matched": pairs}
    about = made[KEY]
    about["mentees"] = [_person(about["mentees"], key, "Mentee") for key in mentees]
    about["mentors"] = [_person(about["mentors"], key, "Mentor") | {"places": 2} for key in mentors]
    about["details"] = {}
    return page(made)


def _pair(like: list[dict[str, Any]], mentors: list[str], number: int) -> dict[str, Any]:
    pair = copy.deepcopy(like[number % len(like)])
    pair["mentor"] = mentors[number // 2]
    for step, other in enumerate(pair.get("alternatives", ()), start=1):
        other["mentor"] = mentors[(number // 2 + step) % len(mentors)]
    return pair


def _person(like: list[dict[str, Any]], key: str, role: str) -> dict[str, Any]:
    number = int(key[1:])
    return like[number % len(like)] | {"id": key, "name": f"{role} {number}"}
