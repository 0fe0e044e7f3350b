"""What stands beside a program to start from: the folder's README, and rosters of examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mentorkit.start import Answers, Side
from mentorkit.start_plans import OWNER, plan_dates, training_due
from mentorkit.start_program import still_open
from mentorkit.yaml_text import one_line

MARK = "EXAMPLE"
"""How rows begin that are no people."""
ABOUT = """\
This folder defines a mentoring program. Keep it under version control: a change of the rules is then
reviewed like any other."""
COMMANDS = """\
`check` reviews the definition, `qualify` says who may take part and why, `match` finds the best pairs
and writes the lists, `verify` proves that nothing better exists."""
PROGRAM, README, SCHEMA = "program.yaml", "README.md", "program.schema.json"


def readme_text(answers: Answers) -> str:
    """The page that says what the folder is, what to do next, and who does what until when."""
    rosters = [side for side in (answers.mentors, answers.mentees) if side.example]
    lines = [f"# {_plain(answers.name)}", ""]
    lines += [_plain(answers.purpose), ""] if answers.purpose else []
    lines += [
        ABOUT,
        "",
        "| file | what it is |",
        "|---|---|",
        f"| `{PROGRAM}` | the program: goals, who may take part, who is paired with whom |",
        *(f"| `{side.file}` | an example roster; put your people in place of its rows |" for side in rosters),
        f"| `{SCHEMA}` | lets an editor complete and check `{PROGRAM}` while you type |",
        "",
        "Rosters and results hold personal data: share them with nobody who does not need them.",
        "",
        "## What to do next",
        "",
    ]
    if still_open(answers):
        lines += ["Still open:", "", *(f"* {_plain(each)}" for each in still_open(answers)), ""]
    lines += [
        "Run these, in this folder and in this order:",
        "",
        "```console",
        f"$ mentorkit check {PROGRAM}",
        f"$ mentorkit qualify {PROGRAM}",
        f"$ mentorkit match {PROGRAM} --out runs/{answers.launch.year}",
        f"$ mentorkit verify runs/{answers.launch.year}",
        "```",
        "",
        COMMANDS,
        "",
        "## Who does what",
        "",
        "| until | who | what |",
        "|---|---|---|",
        *_duties(answers),
    ]
    return "\n".join(lines) + "\n"


def _duties(answers: Answers) -> Iterator[str]:
    sponsor = _plain(answers.sponsor or "Sponsor")
    if not answers.approved:
        yield f"| {plan_dates(answers)[0][0]} | {sponsor} | approves the program |"
    for day, audience, subject, _ in plan_dates(answers):
        yield f"| {day} | {OWNER} | writes to {audience}: {subject} |"
    yield f"| {training_due(answers)} | Mentors, mentees and managers | complete their training |"
    yield f"| {answers.launch} | Mentors and mentees | begin |"
    owner = _plain(answers.owner or answers.sponsor or "Owner of the objective")
    goal = f"{answers.target} of {answers.size} mentees is the goal"
    yield f"| {answers.close} | {owner} | reports what was reached: {goal} |"


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", one_line(words))


def example_rows(answers: Answers, role: str) -> list[list[str]]:
    """The headings of a roster and two people who do not exist, so that every command runs at once."""
    mentors = role == "mentors"
    side, other = (answers.mentors, answers.mentees) if mentors else (answers.mentees, answers.mentors)
    letter, names = ("M", ("Ana Silva", "Bo Lindqvist")) if mentors else ("E", ("Chidi Okafor", "Dana Novak"))
    level = answers.levels[min(2, len(answers.levels) - 1) if mentors else 0] if answers.levels else ""
    skills = "; ".join(answers.skills)
    boss = f"{MARK}-M2", f"{MARK}-M1"
    function = answers.functions[0] if answers.functions else _first(other, "function", "Operations")
    columns: dict[str, tuple[str, tuple[str, str]]] = {
        "id": ("Employee ID", (f"{MARK}-{letter}1", f"{MARK}-{letter}2")),
        "name": ("Full name", (f"{names[0]} ({MARK})", f"{names[1]} ({MARK})")),
        "email": (
            "E-mail",
            (f"example-{letter}1@example.org".lower(), f"example-{letter}2@example.org".lower()),
        ),
        "manager": ("Line manager", boss if not mentors and other.example else ("", "")),
        "level": ("Job level", (level, level)),
        "function": ("Business function", (function, function)),
        "department": ("Department", ("Department A", "Department B")),
        "location": ("Location", (_first(other, "location", "Lyon"),) * 2),
        "languages": ("Languages", (_first(other, "languages", "English"),) * 2),
        "skills": ("Areas of expertise", (skills, skills)),
        "development_goals": ("Development goals", (skills, answers.skills[0] if answers.skills else "")),
        "communication_rating": ("Communication rating (1-7)", ("6", "5")),
        "capacity": ("Max mentees", ("1", "1")),
    }
    kept = [column for name, column in columns.items() if name in side.has]
    return [[heading for heading, _ in kept], *([cells[row] for _, cells in kept] for row in (0, 1))]


def _first(side: Side, field: str, otherwise: str) -> str:
    return next(iter(side.words.get(field, ())), otherwise)
