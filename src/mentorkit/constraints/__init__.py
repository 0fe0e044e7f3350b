"""Hard pair rules: one class a file; what never may be, and what must be, between two people."""

from mentorkit.constraints._base import Constraint
from mentorkit.constraints.level_gap import LevelGap
from mentorkit.constraints.reporting_line import ReportingLine
from mentorkit.constraints.same import Same
from mentorkit.constraints.shares import Shares
from mentorkit.constraints.within import Within

CONSTRAINTS = (LevelGap, ReportingLine, Same, Shares, Within)

__all__ = ["CONSTRAINTS", "Constraint", "LevelGap", "ReportingLine", "Same"]
