"""Who stands for which critical role, and who knows it: names of the program and rows of a list to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mentorkit import columns
from mentorkit.fields import Field, fold
from mentorkit.finding import Finding, Steps, nearest
from mentorkit.people import Person, bearers
from mentorkit.plans import Succession
from mentorkit.rows import WHO, Row, Shape
from mentorkit.section import Problem
from mentorkit.vocabulary import Bench, Readiness

FIELDS = ("role", "readiness")
KNOWN_COLUMNS = (*WHO, *FIELDS)
"""The keys that `columns` may have."""
READINESS: tuple[Readiness, ...] = ("now", "one_to_two_years", "three_to_five_years")
"""From the readiest on."""
SPOKEN = {"now": "now", "one_to_two_years": "1 to 2 years", "three_to_five_years": "3 to 5 years"}
"""Readiness in a sentence."""
_SPELT: dict[Readiness, tuple[str, ...]] = {
    "now": ("now", "readynow", "immediate", "immediately", "0"),
    "one_to_two_years": ("onetotwoyears", "1to2years", "12years", "12", "12yrs", "1to2", "readyin12years",
                         "in12years", "ready12years", "readyin1to2years"),
    "three_to_five_years": ("threetofiveyears", "3to5years", "35years", "35", "35yrs", "3to5",
                            "readyin35years", "in35years", "ready35years", "readyin3to5years"),
}  # fmt: skip
_WORDS = {word: readiness for readiness, words in _SPELT.items() for word in words}
"""Letters and digits of a cell to what it says: 1-2 years, 1 to 2, Ready now."""
ALIASES: dict[str, tuple[str, ...]] = {
    "person": ("person", "candidate", "candidate id", "successor", "successor id"),
    "name": (*columns.ALIASES["name"], "candidate name", "successor name"),
    "role": ("critical role", "target role", "position", "position title", "role title", "successor for",
             "succession role", "job title"),
    "readiness": ("ready", "readiness level", "ready in", "time to readiness", "successor readiness"),
}  # fmt: skip
"""Headings understood without a map."""
EXAMPLES = 3
"""Roles that a note on other roles names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person for one role."""

    key: str
    role: str
    """The role's title, folded."""
    readiness: Readiness
    known: bool
    """Whether the person is in a roster."""
    said: str
    """The person as the list names them."""


def shape() -> Shape:
    """What a list of candidates holds."""
    fields = {name: Field(name) for name in FIELDS}
    return Shape(fields, ALIASES, tuple((name,) for name in FIELDS))


def candidates(
    succession: Succession, rows: Sequence[Row], people: Iterable[Person]
) -> tuple[tuple[Candidate, ...], list[Finding]]:
    """Every candidate of a critical role once; whoever is in no roster counts, with a warning."""
    names, findings = bearers(people), list[Finding]()
    titles = {fold(role.title): role.title for role in succession.critical_roles}
    found: dict[tuple[str, str], tuple[Candidate, Row]] = {}
    others: dict[str, list[Row]] = {}
    strangers: list[Row] = []
    for row in rows:
        title, word = row.text("role"), row.text("readiness")
        who = next((text for _, text in row.who), None)
        if who is None or title is None:
            what = "neither id, e-mail address nor name" if who is None else "no role"
            findings.append(Finding("MK807", f"the row has {what}", row.at("" if who is None else "role")))
            continue
        if fold(title) not in titles:
            others.setdefault(fold(title), []).append(row)
            continue
        readiness = _WORDS.get("".join(sign for sign in fold(word or "") if sign.isalnum()))
        if readiness is None:
            findings.append(_unread(row, word))
            continue
        keys = [names.get(fold(text), ()) for _, text in row.who]
        one = next((key[0] for key in keys if len(key) == 1), None)
        if one is None:
            strangers.append(row)
        entry = Candidate(one or fold(who), fold(title), readiness, one is not None, who)
        first, before = found.setdefault((entry.key, entry.role), (entry, row))
        if first.readiness != readiness:
            message = (
                f'"{who}" stands here a second time for {titles[entry.role]}, '
                f"{SPOKEN[readiness]} and not {SPOKEN[first.readiness]} as on line {before.line}"
            )
            findings.append(Finding("MK809", message, row.at("readiness")))
    findings += _other_roles(others, list(titles.values()))
    if strangers:
        many = "1 candidate is" if len(strangers) == 1 else f"{len(strangers):,} candidates are"
        message = f"{many} in none of the rosters: {next(text for _, text in strangers[0].who)}"
        hint = "they count on the bench, but nobody knows whether the program reaches them"
        more = ", …" if len(strangers) > 1 else ""
        findings.append(Finding("MK843", message + more, strangers[0].at(), hint))
    return tuple(entry for entry, _ in found.values()), findings


def bench(
    succession: Succession, entries: Iterable[Candidate], people: Sequence[Person]
) -> tuple[Bench, list[Problem]]:
    """Who stands for what and who knows it; a problem for every name of the program that is nobody's.

    Nobody is a successor to their own role.
    """
    names, problems = bearers(people), list[Problem]()
    knowing: dict[str, dict[str, Literal["incumbent", "former"]]] = {}
    for number, role in enumerate(succession.critical_roles):
        own = knowing.setdefault(fold(role.title), {})
        for path, text in _named(number, role.incumbent, role.former):
            keys = names.get(fold(text), ())
            if len(keys) == 1:
                own.setdefault(keys[0], "incumbent" if path[-1] == "incumbent" else "former")
            else:
                problems.append(_nobody(role.title, path, text, people, several=bool(keys)))
    standing: dict[str, dict[str, Readiness]] = {}
    for entry in entries:
        if knowing.get(entry.role, {}).get(entry.key) != "incumbent":
            standing.setdefault(entry.key, {})[entry.role] = entry.readiness
    return Bench(standing, knowing), problems


def _named(number: int, incumbent: str | None, former: Sequence[str]) -> Iterator[tuple[Steps, str]]:
    base: Steps = ("succession", "critical_roles", number)
    if incumbent is not None:
        yield (*base, "incumbent"), incumbent
    yield from (((*base, "former", place), text) for place, text in enumerate(former))


def _nobody(title: str, path: Steps, text: str, people: Sequence[Person], *, several: bool) -> Problem:
    who = "incumbent" if path[-1] == "incumbent" else "former incumbent"
    if several:
        message = f'the {who} "{text}" of {title} is the name of several people'
        return Problem("MK844", message, path, "name them by id or e-mail")
    near = nearest(text, [person.name for person in people])
    hint = near if near.startswith("did") else "name them by id, e-mail or name as a roster has it"
    return Problem("MK844", f'the {who} "{text}" of {title} is in none of the rosters', path, hint)


def _unread(row: Row, word: str | None) -> Finding:
    if word is None:
        return Finding("MK807", "readiness: the cell is blank", row.at("readiness"), f"known: {_known()}")
    hint = f'known: {_known()}; map others: columns: {{readiness: {{column: …, values: {{"{word}": now}}}}}}'
    return Finding("MK807", f'readiness: "{word}" is no readiness', row.at("readiness"), hint)


def _known() -> str:
    return ", ".join(READINESS)


def _other_roles(others: Mapping[str, list[Row]], titles: Sequence[str]) -> Iterator[Finding]:
    """Roles that are not critical: one that may be misspelt by itself, the rest together."""
    rest: list[Row] = []
    words: list[str] = []
    for rows in others.values():
        word = rows[0].text("role") or ""
        hint = nearest(word, titles)
        if hint.startswith("did"):
            message = f'critical_roles has no "{word}"; its candidates do not count'
            yield Finding("MK845", message, rows[0].at("role"), hint)
        else:
            rest += rows
            words.append(f'"{word}"')
    if rest:
        shown = ", ".join(words[:EXAMPLES]) + (", …" if len(words) > EXAMPLES else "")
        message = (
            f"{len(rest):,} row{'s are' if len(rest) > 1 else ' is'} passed over, of other roles: {shown}"
        )
        yield Finding("MK846", message, rest[0].at("role"))
