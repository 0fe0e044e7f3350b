"""Findings as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Sequence

import mentorkit
from mentorkit.finding import Finding, Severity
from mentorkit.report import finding_document


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
