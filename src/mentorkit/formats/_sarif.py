"""Findings as SARIF 2.1.0 (OASIS), which code-scanning services and editors read."""

from __future__ import annotations

import json
from pathlib import PurePath, PureWindowsPath
from typing import Any
from urllib.parse import quote

import mentorkit
from mentorkit.finding import CODES, Finding, Severity
from mentorkit.formats._base import Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif(outcome: Outcome) -> str:
    """One run with the rules that were broken, each with its page, and where."""
    first: dict[str, Finding] = {}
    for finding in outcome.findings:
        first.setdefault(finding.code, finding)
    numbers = {code: number for number, code in enumerate(sorted(first))}
    files = dict.fromkeys([*outcome.files, *(finding.location.file for finding in outcome.findings)])
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "mentorkit",
                        "semanticVersion": mentorkit.__version__,
                        "rules": [_rule(first[code], outcome.page(code)) for code in numbers],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(outcome)],
                "artifacts": [{"location": {"uri": _uri(outcome.relative(file))}} for file in files],
                "results": [_result(finding, numbers[finding.code], outcome) for finding in outcome.findings],
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, page: str) -> dict[str, Any]:
    short = page.strip().partition("\n")[0] or CODES[finding.code][1]
    return {
        "id": finding.code,
        "shortDescription": {"text": short},
        "fullDescription": {"text": short},
        "help": {"text": page or short},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def _invocation(outcome: Outcome) -> dict[str, Any]:
    notices = [{"level": "error", "message": {"text": words}} for words in outcome.unreadable]
    return {"executionSuccessful": not notices, "toolExecutionNotifications": notices}


def _result(finding: Finding, number: int, outcome: Outcome) -> dict[str, Any]:
    place = finding.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(outcome.relative(place.file))}}
    where: dict[str, Any] = {"physicalLocation": physical}
    if place.sheet:  # a workbook has no lines of text
        where["logicalLocations"] = [{"fullyQualifiedName": str(place).removeprefix(f"{place.file}:")}]
    elif place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    hint = f"\n{finding.hint}" if finding.hint else ""
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{hint}"},
        "locations": [where],
    }


def _uri(file: str) -> str:
    """A path as a URI: relative where the path is."""
    path: PurePath = PurePath(file)
    if PureWindowsPath(file).drive:
        path = PureWindowsPath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
