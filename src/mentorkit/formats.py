"""Findings as text and json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

import mentorkit
from mentorkit.finding import Finding, Severity
from mentorkit.report import counted, finding_document

SHOWN = 20
"""Findings of one code that text shows for one file; the rest is counted."""


def text(findings: Sequence[Finding]) -> str:
    """A line a finding, as editors jump to it, its hint below, and the totals last."""
    lines: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = finding.location.file, finding.code
        seen[kind] += 1
        if seen[kind] <= SHOWN:
            lines.append(f"{finding.location}: {finding.severity.value} {finding.code} {finding.message}")
            if finding.hint:
                lines.append(f"    {finding.hint}")
    for (file, code), count in seen.items():
        if count > SHOWN:
            lines.append(f"{file}: and {count - SHOWN} more {code}")
    if findings:
        lines.append(totals(findings))
    return "".join(f"{safe(line)}\n" for line in lines)


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
    """Text without what a terminal would act on."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in line)


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": text, "json": as_json}
