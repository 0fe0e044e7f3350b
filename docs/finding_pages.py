"""The reference pages of findings and lints, made from their codes and docstrings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mentorkit.cures import CURES
from mentorkit.finding import CODES
from mentorkit.pages import pages


def findings() -> Iterator[str]:
    """Every code in a table, those of lints with a link to their page."""
    yield "Every message names its place as `file:line:column` (`file:Sheet!D17` in a workbook). Codes"
    yield "with a link are lints: advice, each with a page that `mentorkit explain CODE` prints too."
    yield from ["", "| code | severity | meaning |", "|---|---|---|"]
    for page in pages().values():
        shown = f"[{page.code}](lints.md#{page.code.lower()})" if page.lint else page.code
        yield f"| {shown} | {page.severity.value} | {page.summary.rstrip('.')} |"
    yield from ["", "## How to mend what is found in rosters, decisions and runs"]
    for code, cure in CURES.items():
        if code in CODES:
            yield from ["", f"**{code}**: {CODES[code][1]}.", *cure.splitlines()]


LINTS_INTRODUCTION = """\
What a careful consultant would ask about a program. `mentorkit check` says it, warnings and notes alike, and
goes on; `--select` and `--ignore` take codes or their beginnings, `--fail-on warning` makes it count.

Where a remark does not fit, a comment says so with its reason, at the end of the line or above it:

```yaml
capacity: {default: 4}   # mentorkit: ignore[MK315] our mentors are full-time coaches
```

A comment without a reason is itself a finding (MK013), and so is one that finds nothing to ignore (MK014).
Errors cannot be ignored."""


def lints() -> Iterator[str]:
    """The pages of all lints."""
    yield from [*LINTS_INTRODUCTION.splitlines(), ""]
    for page in pages().values():
        if page.lint:
            rosters = (
                " Found only where rosters are read: `--rosters`, or `--mentors` and `--mentees`."
                * page.rosters
            )
            yield from [f"## {page.code}", "", f"**{page.summary}** A {page.severity.value}.{rosters}", ""]
            yield from [*_examples(page.text.splitlines()[2:]), ""]


def _examples(lines: Sequence[str]) -> Iterator[str]:
    """A lint's page; what is indented is YAML."""
    for number, line in enumerate(lines):
        block = line.startswith("    ")
        before = next((each for each in reversed(lines[:number]) if each.strip()), "")
        after = next((each for each in lines[number + 1 :] if each.strip()), "")
        if block and not before.startswith("    "):
            yield "```yaml"
        yield line[4:] if block else line
        if block and not after.startswith("    "):
            yield "```"
