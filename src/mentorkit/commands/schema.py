"""`mentorkit schema`: the JSON Schema of the program file."""

from __future__ import annotations

import sys


def schema() -> None:
    """Print the JSON Schema of the program file, for editors and other checkers.

    Keep it as program.schema.json beside the programs, and begin each of them with
    `# yaml-language-server: $schema=program.schema.json`: the editor then completes keys and kinds,
    explains them and underlines what is wrong.
    """
    from mentorkit.json_schema import schema_text

    sys.stdout.write(schema_text())
