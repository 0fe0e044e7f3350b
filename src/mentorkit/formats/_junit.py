"""Findings as JUnit XML, which build servers read: a test case for every file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mentorkit.finding import Finding
from mentorkit.formats._base import Outcome, safe, totals

_NOT_XML = re.compile("[\ufffe\uffff]")


def junit(outcome: Outcome) -> str:
    """A failure where a file has findings at or above the limit; what is below it is said beside."""
    by_file: dict[str, list[Finding]] = {file: [] for file in outcome.files}
    for finding in outcome.findings:
        by_file.setdefault(finding.location.file, []).append(finding)
    failed = sum(any(map(outcome.fails, found)) for found in by_file.values())
    counts: dict[str, str] = {
        "tests": str(len(by_file) + len(outcome.unreadable)),
        "failures": str(failed),
        "errors": str(len(outcome.unreadable)),
    }
    suites = Element("testsuites", {"name": "mentorkit"} | counts)
    suite = SubElement(suites, "testsuite", {"name": "mentorkit check", "skipped": "0"} | counts)
    for file, found in by_file.items():
        case = SubElement(suite, "testcase", classname="mentorkit", name=_plain(outcome.relative(file)))
        _say(case, "failure", [finding for finding in found if outcome.fails(finding)])
        _say(case, "system-out", [finding for finding in found if not outcome.fails(finding)])
    for number, words in enumerate(outcome.unreadable, 1):
        case = SubElement(suite, "testcase", classname="mentorkit", name=f"unreadable {number}")
        SubElement(case, "error", message=_plain(words))
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _say(case: Element, name: str, findings: Sequence[Finding]) -> None:
    if findings:
        part = SubElement(case, name)
        if name == "failure":
            part.attrib |= {"message": totals(findings), "type": findings[0].code}
        part.text = "\n".join(map(_line, findings))


def _line(finding: Finding) -> str:
    hint = f" ({finding.hint})" if finding.hint else ""
    return _plain(f"{finding.location}: {finding.severity.value} {finding.code} {finding.message}{hint}")


def _plain(words: str) -> str:
    """Words in one line, with nothing that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", safe(" ".join(words.splitlines())))
