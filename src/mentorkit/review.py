"""The review of programs: what the lints say, less what was not asked for and what a comment ignores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorkit.finding import CODES, CannotRun, Finding, Severity, in_order, nearest
from mentorkit.ignores import key, silenced
from mentorkit.lints import LINTS, ROSTER_LINTS
from mentorkit.under_way import along

if TYPE_CHECKING:
    from mentorkit.definition import Definition, Loaded
    from mentorkit.ignores import Ignore
    from mentorkit.lints import Remark
    from mentorkit.people import Roster

OF_LINTS: dict[str, Severity] = {lint.code: lint.severity for lint in LINTS}
OF_LINTS |= {lint.code: lint.severity for lint in ROSTER_LINTS}
"""The codes of lints with their severity."""
ALL_CODES: tuple[str, ...] = tuple(sorted({*CODES, *OF_LINTS}))
"""Every code there is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are asked for: codes, or beginnings of codes such as MK3."""

    select: tuple[str, ...] = ()
    """What is asked for; everything where nothing is named."""
    ignore: tuple[str, ...] = ()
    """What is left out of it."""

    def wants(self, code: str) -> bool:
        """Whether a code is asked for: of select and ignore, what names it more closely decides."""
        wanted = max((len(part) for part in self.select if code.startswith(part)), default=-1)
        left_out = max((len(part) for part in self.ignore if code.startswith(part)), default=-1)
        return left_out < (wanted if self.select else 0)


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be said of one program, before its comments are heard."""

    findings: tuple[Finding, ...]
    ignores: tuple[Ignore, ...]
    looked_for: frozenset[str]
    """Codes that would have been found; an ignore of another cannot be told from a needless one."""


def choice(select: Sequence[str], ignore: Sequence[str]) -> Choice:
    """The choice that options make, each with codes between commas. Raises CannotRun on an unknown code."""
    chosen, left_out = _codes("--select", select), _codes("--ignore", ignore)
    for code in left_out:
        if code in CODES and CODES[code][0] is Severity.ERROR:
            raise CannotRun(f"--ignore {code}: {code} is an error, and errors are always shown")
    return Choice(chosen, left_out)


def _codes(option: str, given: Sequence[str]) -> tuple[str, ...]:
    found = [word.strip().upper() for text in given for word in text.split(",")]
    for word in found:
        if len(word) < 2 or not any(code.startswith(word) for code in ALL_CODES):
            raise CannotRun(f'{option}: there is no code "{word}"; {nearest(word, ALL_CODES)}')
    return tuple(dict.fromkeys(found))


def review(
    loaded: Loaded,
    choice: Choice = EVERYTHING,
    people: tuple[Roster, Roster] | None = None,
    more: Iterable[Finding] = (),
) -> Review:
    """What is wrong with a program file, and what the lints say where nothing is.

    `people` are the mentors and the mentees, `more` what was found while they were read.
    """
    found, looked_for = [*loaded.findings, *more], set[str]()
    if loaded.definition is not None:
        found += _remarks(loaded.definition, choice, people)
        looked_for |= {code for code in CODES if code < "MK800"} | {lint.code for lint in LINTS}
    if people is not None:
        looked_for |= {code for code in CODES if "MK800" <= code < "MK900"}
        looked_for |= {lint.code for lint in ROSTER_LINTS}
    return Review(tuple(found), loaded.ignores, frozenset(looked_for))


def _remarks(
    definition: Definition, choice: Choice, people: tuple[Roster, Roster] | None
) -> Iterator[Finding]:
    program = definition.program

    def finding(code: str, severity: Severity, remark: Remark) -> Finding:
        place = remark.place or definition.source.heading(remark.path)
        return Finding(code, remark.message, place, remark.hint, severity)

    for lint in along("reviewing the program", LINTS):
        if choice.wants(lint.code):
            yield from (finding(lint.code, lint.severity, remark) for remark in lint.check(program))
    for of_rosters in along("reviewing the rosters", ROSTER_LINTS):
        if people is not None and choice.wants(of_rosters.code):
            code, severity = of_rosters.code, of_rosters.severity
            yield from (finding(code, severity, remark) for remark in of_rosters.check(program, *people))


def settled(reviews: Sequence[Review], choice: Choice = EVERYTHING) -> list[Finding]:
    """The findings of all reviews in order, without what comments ignore, and what is wrong with those.

    A vocabulary that several programs share is heard once: its ignores are needed where any of them does.
    """
    comments: dict[Ignore, set[str]] = {}
    for each in reviews:
        for ignore in each.ignores:
            comments.setdefault(ignore, set()).update(each.looked_for)
    silent = silenced(comments)
    left, used = list[Finding](), set[tuple[str, int, str]]()
    for finding in in_order(finding for each in reviews for finding in each.findings):
        if finding.severity is Severity.ERROR:
            left.append(finding)
        elif key(finding) in silent:
            used.add(key(finding))
        elif choice.wants(finding.code):
            left.append(finding)
    for ignore, looked_for in comments.items():
        left += [each for each in _about(ignore, looked_for, used, choice) if choice.wants(each.code)]
    return in_order(left)


def _about(
    ignore: Ignore, looked_for: set[str], used: set[tuple[str, int, str]], choice: Choice
) -> Iterator[Finding]:
    """What is wrong with a comment that ignores findings."""
    if not ignore.codes:
        hint = "write the code in brackets and the reason behind it: # mentorkit: ignore[MK112] the reason"
        yield Finding("MK014", f'"{ignore.text[:60]}" cannot be read as an ignore', ignore.place, hint)
        return
    if not ignore.reason:
        verb = "is" if len(ignore.codes) == 1 else "are"
        message = f"{' and '.join(ignore.codes)} {verb} ignored without a reason"
        yield Finding("MK013", message, ignore.place, "write the reason behind the bracket")
    for code in ignore.codes:
        severity = OF_LINTS.get(code) or (CODES[code][0] if code in CODES else None)
        if severity is None:
            yield Finding("MK014", f"there is no code {code}", ignore.place, nearest(code, ALL_CODES))
        elif severity is Severity.ERROR:
            yield Finding("MK014", f"{code} is an error, and errors cannot be ignored", ignore.place)
        elif code in looked_for and choice.wants(code) and (ignore.place.file, ignore.line, code) not in used:
            where = f"on line {ignore.line}" if ignore.line else "below this line"
            hint = "take the comment away" if len(ignore.codes) == 1 else "take the code out of the brackets"
            yield Finding("MK014", f"{code} is ignored, but nothing {where} is {code}", ignore.place, hint)
