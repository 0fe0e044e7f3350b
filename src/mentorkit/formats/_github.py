"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from mentorkit.finding import Finding, Severity
from mentorkit.formats._base import Outcome, safe

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github(outcome: Outcome) -> str:
    """A command a finding; the title is the code."""
    return "".join(f"{_command(finding, outcome)}\n" for finding in outcome.findings)


def _command(finding: Finding, outcome: Outcome) -> str:
    place = finding.location
    at = {"file": outcome.relative(place.file)}
    if place.line and not place.sheet:  # a cell of a workbook has no line that a page could show
        at |= {"line": str(place.line), "col": str(place.column or 1)}
    at["title"] = f"mentorkit {finding.code}"
    where = f"{place}: " if place.sheet else ""
    message = f"{where}{finding.message}" + (f"\n{finding.hint}" if finding.hint else "")
    properties = ",".join(f"{name}={_property(value)}" for name, value in at.items())
    return f"::{COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _data(words: str) -> str:
    """A message as GitHub unescapes it: per cent signs and line ends are escaped."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "%0A".join(safe(line).replace("%", "%25") for line in lines)


def _property(words: str) -> str:
    """A property likewise; it ends at a comma, and all of them at a colon."""
    return _data(words).replace(":", "%3A").replace(",", "%2C")
