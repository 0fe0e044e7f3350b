"""What changed between two programs, and what that does to the people."""

from mentorkit.diff._diff import Change, Detail, diff
from mentorkit.diff.direction import Kind
from mentorkit.diff.normal import normal, same

__all__ = ["Change", "Detail", "Kind", "diff", "normal", "same"]
