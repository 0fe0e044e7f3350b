"""Hard pair rules: one class a file; what never may be, and what must be, between two people."""

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from mentorkit.constraints._base import Constraint
from mentorkit.constraints.level_gap import LevelGap
from mentorkit.constraints.reporting_line import ReportingLine
from mentorkit.constraints.same import Same
from mentorkit.constraints.shares import Shares
from mentorkit.constraints.within import Within

CONSTRAINTS = (LevelGap, ReportingLine, Same, Shares, Within)

if TYPE_CHECKING:
    AnyConstraint = Constraint
else:
    AnyConstraint = Annotated[Union[CONSTRAINTS], Discriminator("rule")]  # noqa: UP007  # made from the tuple

__all__ = ["CONSTRAINTS", "AnyConstraint", "Constraint", "LevelGap", "ReportingLine", "Same", "Shares"]
