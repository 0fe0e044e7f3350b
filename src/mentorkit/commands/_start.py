"""From flags and answers to the files of a program to start from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mentorkit.commands import _questions as questions
from mentorkit.commands._options import DONE, say, talk
from mentorkit.commands._start_dates import ask_approval, ask_day
from mentorkit.commands._start_rosters import StartRole, field_named, roster_bytes, roster_side
from mentorkit.commands._start_words import words_of
from mentorkit.finding import CannotRun, Severity, in_order
from mentorkit.yaml_text import one_line

if TYPE_CHECKING:
    from mentorkit.finding import Finding
    from mentorkit.start import Answers, Focus, Side

FOCUSES = (
    ("skill_development", "people gain skills that the organisation needs"),
    ("succession_pipeline", "people become ready for roles that will fall vacant"),
    ("leadership_depth", "more people can lead, in more places"),
)
SIZE = 20
"""Mentees of a program without a roster: a first cohort that one administrator can know (our choice)."""
ROLES: tuple[StartRole, ...] = ("mentors", "mentees")


@dataclass(frozen=True)
class Flags:
    """What the command line said; None where it said nothing."""

    folder: Path
    name: str | None
    focus: str | None
    texts: Mapping[str, str | None]
    """purpose, plan, sponsor, sponsor_role, owner."""
    days: Mapping[str, dt.date | None]
    """approved, launch, close."""
    size: int | None
    rosters: Mapping[StartRole, str | None]
    lists: Mapping[str, str | None]
    """levels, skills, functions."""
    mapped: tuple[str, ...]
    yes: bool
    force: bool


def begin(flags: Flags, today: dt.date) -> int:
    """Ask what is not said, write the files, and say what comes next; the exit code. Raises CannotRun."""
    _whole(flags)
    asking = not flags.yes and questions.attended()
    if not asking and not flags.yes:
        missing = [f"--{flag}" for flag in ("name", "focus") if getattr(flags, flag) is None]
        if missing:
            proposal = f'--name "{default_name(flags.folder, today)}" --focus {FOCUSES[0][0]}'
            raise CannotRun(f"nobody is here to ask: give {' and '.join(missing)}, or --yes for {proposal}")
    _free(flags)
    for file in filter(None, flags.rosters.values()):
        roster_bytes(file)  # before anything is asked
    answers = answered(flags, today, asking=asking)
    if asking and not questions.agree(f"Write the program to {flags.folder}?", default=True):
        say("nothing was written")
        return DONE
    _write(answers, flags.folder)
    return DONE


def default_name(folder: Path, today: dt.date) -> str:
    """The folder's name in words."""
    words = re.sub(r"[-_.]+", " ", folder.resolve().name).strip()
    return words[:1].upper() + words[1:] if words else f"Mentoring {today.year + 1}"


def default_launch(today: dt.date) -> dt.date:
    """The first Monday ten weeks on: time to win mentors, tell everyone and train them (our choice)."""
    later = today + dt.timedelta(weeks=10)
    return later + dt.timedelta(days=-later.weekday() % 7)


def default_close(launch: dt.date) -> dt.date:
    """A Friday some nine months later."""
    return launch + dt.timedelta(weeks=39, days=(4 - launch.weekday()) % 7)


def answered(flags: Flags, today: dt.date, *, asking: bool) -> Answers:
    """Everything that the program needs to be written."""
    from mentorkit import start
    from mentorkit.start_program import statement

    name = _name(flags, today, asking)
    focus = cast("Focus", flags.focus or FOCUSES[0][0])
    if asking and flags.focus is None:
        focus = cast("Focus", questions.choose("What is the program for?", FOCUSES, focus))
    texts = {key: _text(flags, key, question, asking) for key, question in TEXTS.items()}
    texts["sponsor_role"] = _text(flags, "sponsor_role", "  As what", asking and bool(texts["sponsor"]))
    launch, close, approved = _dates(flags, today, asking, sponsored=bool(texts["sponsor"]))
    sides = _sides(flags, asking)
    lists, sides = words_of(flags.lists, focus, sides, asking=asking)
    known = {"levels": len(lists["levels"]) > 1, "skills": bool(lists["skills"])}
    mentors, mentees = (sides.get(role) or start.example_side(role, **known) for role in ROLES)
    size = flags.size or (mentees.people if not mentees.example and mentees.people else SIZE)
    if asking and flags.size is None:
        size = questions.ask("How many mentees", str(size), _count)
    found = start.Answers(
        name=name, focus=focus, today=today, launch=launch, close=close, size=size, mentors=mentors,
        mentees=mentees, approved=approved, levels=lists["levels"], skills=lists["skills"],
        functions=lists["functions"], **texts,
    )  # fmt: skip
    if asking and flags.texts["owner"] is None:
        say(f"The objective: {statement(found)}")
    sponsor = "the sponsor" if found.sponsor else "leave it open"
    return replace(found, owner=_text(flags, "owner", f"Who answers for it (Enter: {sponsor})", asking))


TEXTS = {
    "purpose": "The business reason, in a sentence (Enter: leave it open)",
    "plan": "The business plan or strategy that it supports (Enter: leave it open)",
    "sponsor": "Who in the leadership stands behind it (Enter: leave it open)",
}


def _whole(flags: Flags) -> None:
    """Refuses text that no file can hold."""
    texts = {"name": flags.name, **flags.texts, **flags.lists}
    for key, given in texts.items():
        if given and any("\ud800" <= sign <= "\udfff" for sign in given):
            raise CannotRun(f"--{key.replace('_', '-')} is not UTF-8 text")
    if flags.name is not None and not one_line(flags.name):
        raise CannotRun("--name is empty")


def _name(flags: Flags, today: dt.date, asking: bool) -> str:
    if flags.name is not None:
        return flags.name.strip()
    proposed = default_name(flags.folder, today)
    return questions.ask("What is the program called", proposed, _filled) if asking else proposed


def _text(flags: Flags, key: str, question: str, asking: bool) -> str:
    given = flags.texts[key]
    if given is not None or not asking:
        return (given or "").strip()
    return questions.ask(question, "", str)


def _filled(given: str) -> str:
    if not given:
        raise ValueError("it needs a name")
    return given


def _count(given: str) -> int:
    if not given.isdecimal() or not int(given):
        raise ValueError(f'"{given}" is not a number of people')
    return int(given)


def _dates(
    flags: Flags, today: dt.date, asking: bool, *, sponsored: bool
) -> tuple[dt.date, dt.date, dt.date | None]:
    """Launch, close and approval. Raises CannotRun where they are out of order."""
    approved, launch, close = (flags.days[key] for key in ("approved", "launch", "close"))
    if asking and approved is None and sponsored:
        approved = ask_approval()
    if launch is None:
        launch = (
            default_launch(today) if close is None else min(default_launch(today), close - dt.timedelta(91))
        )
        if asking:
            launch = ask_day("The first day", launch)
    if close is None:
        close = default_close(launch)
        if asking:
            close = ask_day("The last day", close, launch)
    if close <= launch:
        raise CannotRun(f"--close {close} is not after the launch on {launch}")
    return launch, close, approved


def _sides(flags: Flags, asking: bool) -> dict[StartRole, Side]:
    """The rosters that there are."""
    mapped = _mapped(flags)
    found: dict[StartRole, Side] = {}
    last: Side | None = None
    for role in ROLES:
        beside = flags.folder / f"{role}.csv"
        file = flags.rosters[role] or (str(beside) if flags.force and beside.is_file() else None)
        if asking and file is None:
            file = questions.ask(f"The roster of {role}, a CSV or Excel file (Enter: examples)", "", _file)
        if file:
            last = found[role] = roster_side(role, file, flags.folder, last, mapped[role], asking=asking)
    return found


def _file(given: str) -> str:
    if given and not Path(given).expanduser().is_file():
        raise ValueError(f"there is no file {given}")
    return str(Path(given).expanduser()) if given else ""


def _mapped(flags: Flags) -> dict[StartRole, list[tuple[str, str]]]:
    found: dict[StartRole, list[tuple[str, str]]] = {"mentors": [], "mentees": []}
    for text in flags.mapped:
        place, _, heading = text.partition("=")
        role, _, field = place.partition(".")
        if role not in found or not field_named(field) or not heading.strip():
            raise CannotRun(f'--map "{text}" is not ROLE.FIELD=HEADING, as in mentors.skills="Good at"')
        if not flags.rosters[role]:
            raise CannotRun(f'--map "{text}" needs --{role} FILE')
        found[role].append((field_named(field), heading.strip()))
    return found


def _free(flags: Flags) -> None:
    """Refuses a folder that holds a file which would be written. Raises CannotRun."""
    from mentorkit.export.together import in_the_way
    from mentorkit.start_folder import PROGRAM, README, SCHEMA

    examples = [f"{role}.csv" for role in ROLES if not flags.rosters[role]]
    there = in_the_way(flags.folder, [PROGRAM, README, SCHEMA, *examples])
    if there and not flags.force:
        rosters = [
            f"--{name.removesuffix('.csv')} {flags.folder / name}" for name in there if name in examples
        ]
        use = f" ({' '.join(rosters)} to start from it)" if rosters else ""
        raise CannotRun(f"{flags.folder} holds {', '.join(there)}{use}; name another folder, or use --force")


def _write(answers: Answers, folder: Path) -> None:
    from mentorkit.export.csv_file import for_spreadsheets, rows_csv
    from mentorkit.export.together import write_together
    from mentorkit.json_schema import schema_text
    from mentorkit.start_folder import PROGRAM, README, SCHEMA, example_rows, readme_text
    from mentorkit.start_program import program_text, still_open

    sides: dict[StartRole, Side] = {"mentors": answers.mentors, "mentees": answers.mentees}
    files = {
        side.file: for_spreadsheets(rows_csv(example_rows(answers, role)))
        for role, side in sides.items()
        if side.example
    }
    files[README] = readme_text(answers).encode()
    files[SCHEMA] = schema_text().encode()
    files[PROGRAM] = program_text(answers).encode()
    write_together(folder, files)
    say(f"wrote {folder}: {', '.join(files)}")
    wrong = _reread(folder / PROGRAM)
    if still_open(answers):
        say("still open, as README.md says too:")
        for each in still_open(answers):
            say(f"  * {each}")
    if wrong:
        first = f"{wrong[0].location}: {wrong[0].message}"
        say(f"next: mend what is wrong in the rosters, first {first}")
        say(f"then: mentorkit check {folder / PROGRAM} --rosters")
    else:
        say(f"next: mentorkit check {folder / PROGRAM}")


def _reread(path: Path) -> list[Finding]:
    """The errors of the program's rosters, after qualify and match's remarks on them were shown."""
    from mentorkit import load

    definition, findings = load.program(str(path))
    if definition is None:
        raise AssertionError("a program that was written here has errors")
    findings = [*findings, *load.cohort(definition, {})[1]]
    talk([each for each in findings if each.severity is not Severity.NOTE])
    return [each for each in in_order(findings) if each.severity is Severity.ERROR]
