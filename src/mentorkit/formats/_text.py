"""Findings as text: a line each, with the file's own line and a caret below where it is at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from mentorkit.finding import Finding
from mentorkit.formats._base import safe, totals
from mentorkit.formats._excerpt import excerpt, lines

SHOWN = 20
"""Different findings of one code that text shows for one file; the rest is counted."""


def text(findings: Sequence[Finding], texts: Mapping[str, bytes] | None = None) -> str:
    """A line a finding, as editors jump to it, its line and its hint below, and the totals last.

    The same message on several lines of a file stands there once, with the other lines. What points at the
    same place as the finding before does not show it again.
    """

    @lru_cache(maxsize=1)  # findings come file by file
    def lines_of(file: str) -> list[str]:
        return lines(texts[file]) if texts and file in texts else []

    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        place = finding.location
        alike.setdefault((place.file, place.sheet, finding.code, finding.message), []).append(finding)
    said: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    shown_before = None
    for (file, sheet, code, message), group in alike.items():
        seen[file, code] += 1
        if seen[file, code] <= SHOWN:
            place = group[0].location
            said.append(f"{place}: {group[0].severity.value} {code} {' '.join(message.splitlines())}")
            if not sheet and place != shown_before:
                said += excerpt(lines_of(file), place.line, place.column)
            shown_before = place
            said += [f"    also on {_numbers(group[1:])}"] if len(group) > 1 else []
            said += [f"    {group[0].hint}"] if group[0].hint else []
    for (file, code), count in seen.items():
        if count > SHOWN:
            said.append(f"{file}: and {count - SHOWN} more {code}")
    if findings:
        said.append(totals(findings))
    return "".join(f"{safe(line)}\n" for line in said)


def _numbers(group: Sequence[Finding]) -> str:
    numbers = sorted({finding.location.line for finding in group})
    shown = ", ".join(str(number) for number in numbers[:12])
    more = f" and {len(numbers) - 12} more" if len(numbers) > 12 else ""
    return f"line{'s' * (len(numbers) > 1)} {shown}{more}"
