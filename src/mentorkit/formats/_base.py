"""What every format is made from, and what all of them are careful about."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from mentorkit.finding import Finding, Severity
from mentorkit.report import counted

_SWITCHES = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def _no_page(code: str) -> str:
    return ""


@dataclass(frozen=True)
class Outcome:
    """What was checked and what was found, with all that a format may show of it."""

    findings: Sequence[Finding]
    files: Sequence[str] = ()
    """Every file that was checked, as findings name it."""
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """What some of the files hold, so that a finding's line can be shown."""
    unreadable: Sequence[str] = ()
    """What could not be read, in sentences."""
    page: Callable[[str], str] = _no_page
    """A code to its page in the reference."""
    limit: Severity | None = Severity.ERROR
    """The least severity that is a failure; None where nothing is."""
    root: str = ""
    """The folder that paths in documents for other machines are relative to."""

    def relative(self, file: str) -> str:
        """A path below the root without it, as a checkout elsewhere has it."""
        path = PurePath(file)
        if self.root and path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return file

    def fails(self, finding: Finding) -> bool:
        """Whether a finding is at or above the limit."""
        return self.limit is not None and finding.severity.rank <= self.limit.rank


def totals(findings: Sequence[Finding]) -> str:
    """How many findings of each severity there are."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(counted(counts[severity], severity.value) for severity in Severity if counts[severity])


def safe(line: str) -> str:
    """Text without what a terminal would act on: controls, lone surrogates, switches of direction."""
    return line if line.isascii() and line.isprintable() else "".join(map(_harmless, line))


def _harmless(sign: str) -> str:
    kind = unicodedata.category(sign)
    acted_on = kind in ("Cc", "Cs", "Zl", "Zp") and sign != "\n"
    return "\ufffd" if acted_on or unicodedata.bidirectional(sign) in _SWITCHES else sign
