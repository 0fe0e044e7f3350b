"""What `check --trace` prints: the chain from goals to messages, in place of findings."""

from __future__ import annotations

from collections.abc import Sequence

from mentorkit.commands._options import ResultFormat, show, stop_at_errors, talk
from mentorkit.definition import Definition
from mentorkit.finding import CannotRun, Finding

FORMS = {None: ResultFormat.TABLE, "text": ResultFormat.TABLE, "json": ResultFormat.JSON}


def show_chain(
    definitions: Sequence[Definition | None], findings: Sequence[Finding], form: str | None
) -> None:
    """Print the chain of the one program and say the findings on stderr; `form` is as in --format.

    Ends the command where the program has errors. Raises CannotRun for several programs or another form.
    """
    from mentorkit.trace import trace

    if form not in FORMS:
        raise CannotRun(f"--trace prints a table, or a document with --format json; not {form}")
    if len(definitions) > 1:
        raise CannotRun("--trace needs one program, not several")
    stop_at_errors(findings, FORMS[form])
    talk(findings)
    for definition in definitions:
        if definition is not None:
            show(trace(definition.program), FORMS[form], "trace")
