"""Documents as JSON."""

from __future__ import annotations

import json

from mentorkit.report import Document


def document_json(document: Document) -> str:
    """Indented JSON; keys in the order of the contract."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
