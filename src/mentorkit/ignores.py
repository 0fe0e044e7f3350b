"""Comments that silence findings of their line: `# mentorkit: ignore[MK304, MK305] reason`."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mentorkit.finding import Finding, Location

_COMMENT = re.compile(
    # Nothing is given back once it is taken: a line of blanks would be looked at once for each of them.
    r"(?:^|(?<=[ \t\r\n]))#++[ \t]*+mentorkit\b[ \t]*+(?P<colon>:?)[ \t]*+"
    r"(?P<verb>[A-Za-z]+)(?P<rest>[^\r\n]*)",
    re.IGNORECASE,
)
_CODES = re.compile(
    r"\[[ \t]*+(?P<codes>MK\d{3}(?:[ \t]*+,[ \t]*+MK\d{3})*+)[ \t]*+,?[ \t]*+\](?P<reason>.*)", re.I
)
_SIGNS = " \t:;.,-\u2013\u2014#"
"""What may stand around a reason without being one."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """One such comment; without codes it is one that cannot be read."""

    codes: tuple[str, ...]
    reason: str
    line: int
    """The line that it holds for: its own, or the next that is not blank or a comment; 0 if none is left."""
    place: Location
    text: str = ""


def ignores(
    text: str, file: str, starts: Sequence[int], scalars: Sequence[tuple[int, int]]
) -> tuple[Ignore, ...]:
    """The ignores among the comments of a YAML text.

    `starts` are the indexes at which lines start, `scalars` the half-open spans of the values and keys,
    in order: what stands inside one is no comment.
    """
    return tuple(_found(text, file, starts, scalars))


def key(finding: Finding) -> tuple[str, int, str]:
    """By what an ignore knows a finding: file, line and code."""
    return finding.location.file, finding.location.line, finding.code


def silenced(ignores: Iterable[Ignore]) -> set[tuple[str, int, str]]:
    """The keys of what comments ignore; what is said of the comments themselves cannot be."""
    return {
        (ignore.place.file, ignore.line, code)
        for ignore in ignores
        for code in ignore.codes
        if code not in ("MK013", "MK014")
    }


def may_ignore(text: str) -> bool:
    """Whether a text may hold an ignore, found without a look at its structure."""
    return _COMMENT.search(text) is not None


def _found(
    text: str, file: str, starts: Sequence[int], scalars: Sequence[tuple[int, int]]
) -> Iterator[Ignore]:
    begins = [begin for begin, _ in scalars]
    searched, target = 0, 0
    for match in _COMMENT.finditer(text):
        at = match.start()
        before = bisect.bisect_right(begins, at) - 1
        if before >= 0 and at < scalars[before][1]:
            continue
        line = bisect.bisect_right(starts, at)
        place = Location(file, line, at - starts[line - 1] + 1)
        own = text[starts[line - 1] : at].strip()
        if own and not own.startswith("#"):
            searched = target = line
        elif not (searched and searched <= line and (line < target or not target)):
            searched, target = line, _next_line(text, starts, line)  # stacked comments share what follows
        # What another tool may see as the end of the line is part of the comment here, but not of the reason.
        rest, said = match["rest"], match[0].lstrip("#").strip()
        codes = _CODES.match(rest.lstrip()) if match["colon"] and match["verb"].lower() == "ignore" else None
        if codes:
            named = [code.strip().upper() for code in codes["codes"].split(",")]
            yield Ignore(tuple(dict.fromkeys(named)), codes["reason"].strip(_SIGNS), target, place, said)
        elif _meant(match["verb"], match["colon"], rest):
            yield Ignore((), "", target, place, said)


def _meant(verb: str, colon: str, rest: str) -> bool:
    """Whether a comment that cannot be read was meant as an ignore, and is not just about mentorkit."""
    near = difflib.SequenceMatcher(None, verb.lower(), "ignore").ratio() > 0.7 or verb.lower() == "noqa"
    coded = "[" in rest or re.search(r"\bMK\d", rest, re.IGNORECASE) is not None
    return near and (coded or (bool(colon) and not rest.strip()))


def _next_line(text: str, starts: Sequence[int], line: int) -> int:
    for number in range(line, len(starts)):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        content = text[starts[number] : end].strip()
        if content and not content.startswith("#"):
            return number + 1
    return 0
