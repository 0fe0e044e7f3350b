"""The page of a finding code: what it means, how much it matters, and more where it is a lint's."""

from __future__ import annotations

from dataclasses import dataclass

from mentorkit.cures import CURES
from mentorkit.finding import CODES, Severity
from mentorkit.lints import LINTS, ROSTER_LINTS

FAMILIES = {
    "0": "the file, its YAML and its keys",
    "1": "objectives",
    "2": "qualification",
    "3": "matching",
    "4": "communication",
    "5": "training",
    "6": "the pool",
    "7": "measurement",
    "8": "rosters",
    "9": "decisions and runs",
}
"""The first digit of a code to what the code is about."""
_SEVERITIES = {
    Severity.ERROR: "An error: the program cannot be carried out until it is mended. It cannot be ignored.",
    Severity.WARNING: "A warning: the command goes on, and something will probably not be as it was meant.",
    Severity.NOTE: "A note: good to know, nothing to mend.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say of a code."""

    code: str
    severity: Severity
    text: str
    """A first line that says what is wrong, and more below it where there is more to say."""
    lint: bool
    rosters: bool = False
    """Whether it is found only where rosters are read too."""

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.partition("\n")[0]


def _of_codes() -> dict[str, Page]:
    found = {}
    for code, (severity, meaning) in CODES.items():
        sentence = f"{meaning[0].upper()}{meaning[1:]}."
        about = f"{_SEVERITIES[severity]} {code[:3]}xx is about {FAMILIES[code[2]]}."
        parts = [sentence, *([CURES[code]] if code in CURES else []), about]
        found[code] = Page(code, severity, "\n\n".join(parts), lint=False)
    return found


def pages() -> dict[str, Page]:
    """Every code's page, in the order of the codes."""
    found = _of_codes()
    found |= {each.code: Page(each.code, each.severity, each.page.strip(), lint=True) for each in LINTS}
    found |= {
        each.code: Page(each.code, each.severity, each.page.strip(), lint=True, rosters=True)
        for each in ROSTER_LINTS
    }
    return dict(sorted(found.items()))
