"""Findings as text and json."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import mentorkit
from mentorkit.finding import Finding, Severity
from mentorkit.report import counted, finding_document

_SWITCHES = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
SHOWN = 20
"""Different findings of one code that text shows for one file; the rest is counted."""


def text(findings: Sequence[Finding]) -> str:
    """A line a finding, as editors jump to it, its hint below, and the totals last.

    The same message on several lines of a file stands there once, with the other lines.
    """
    alike: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        place = finding.location
        alike.setdefault((place.file, place.sheet, finding.code, finding.message), []).append(finding)
    lines: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    for (file, _, code, message), group in alike.items():
        seen[file, code] += 1
        if seen[file, code] <= SHOWN:
            said = " ".join(message.splitlines())
            lines.append(f"{group[0].location}: {group[0].severity.value} {code} {said}")
            lines += [f"    also on {_lines(group[1:])}"] if len(group) > 1 else []
            lines += [f"    {group[0].hint}"] if group[0].hint else []
    for (file, code), count in seen.items():
        if count > SHOWN:
            lines.append(f"{file}: and {count - SHOWN} more {code}")
    if findings:
        lines.append(totals(findings))
    return "".join(f"{safe(line)}\n" for line in lines)


def _lines(group: Sequence[Finding]) -> str:
    numbers = sorted({finding.location.line for finding in group})
    shown = ", ".join(str(number) for number in numbers[:12])
    more = f" and {len(numbers) - 12} more" if len(numbers) > 12 else ""
    return f"line{'s' * (len(numbers) > 1)} {shown}{more}"


def as_json(findings: Sequence[Finding]) -> str:
    """One document with every finding."""
    document = {
        "mentorkit": mentorkit.__version__,
        "findings": [finding_document(finding) for finding in findings],
        "totals": {
            f"{severity.value}s": sum(finding.severity is severity for finding in findings)
            for severity in Severity
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def totals(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])


def safe(line: str) -> str:
    """Text without what a terminal would act on: controls, lone surrogates, switches of direction."""
    return "".join("\ufffd" if _acted_on(sign) else sign for sign in line)


def _acted_on(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return (kind in ("Cc", "Cs", "Zl", "Zp") and sign != "\n") or unicodedata.bidirectional(sign) in _SWITCHES


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": text, "json": as_json}
