"""Matching that may pair people with their bosses.

Nobody speaks freely to the person who writes their appraisal, and a mentor who is also the boss's boss
puts the manager in between in an awkward place. Mentors stand outside the mentee's chain of
supervision (OPM 2008). The rule follows the chain at any distance, as far as managers are known: a
roster of `people` helps.

Another department or team is no replacement, since chains of supervision cross them. Where the
rosters cannot say who leads whom, say in an ignore what keeps bosses apart.

Bad:

    matching:
      criteria:
        - {kind: same, field: location, weight: 1}

Good:

    matching:
      never:
        - {rule: reporting_line}
      criteria:
        - {kind: same, field: location, weight: 1}
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.constraints import ReportingLine
from mentorkit.finding import Severity
from mentorkit.lints._base import Lint, Remark
from mentorkit.program import Program


def _check(program: Program) -> Iterator[Remark]:
    never = program.matching.never
    if not any(isinstance(rule, ReportingLine) for rule in never):
        hint = "add {rule: reporting_line} under never:, and a roster of people with their managers"
        message = "nothing keeps a mentor out of the mentee's reporting line"
        yield Remark(message, ("matching", "never") if never else ("matching",), hint)


NO_REPORTING_LINE_RULE = Lint("MK313", Severity.WARNING, _check, __doc__)
