"""What a lint says of a program that is written out in a test."""

from __future__ import annotations

import json

from mentorkit import consistency, yamlsource
from mentorkit.lints import Lint
from mentorkit.program import Program
from tests.conftest import program_text


def program(**sections: str | None) -> Program:
    """A minimal program with some sections of its own; it has no errors."""
    source, findings = yamlsource.parse(program_text(**sections).encode(), "program.yaml")
    assert source is not None, findings
    found = Program.model_validate_json(json.dumps(source.data), strict=True)
    assert [each for each in consistency.problems(found) if each.code != "MK009"] == []
    return found


def said(lint: Lint, **sections: str | None) -> list[str]:
    """Every remark as `path: message`."""
    return [
        f"{'.'.join(map(str, remark.path))}: {remark.message}" for remark in lint.check(program(**sections))
    ]
