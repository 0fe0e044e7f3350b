"""The exact optimum: pairs, who is unmatched, and a certificate for every aim."""

from mentorkit.assignment._assign import Assignment, assign
from mentorkit.assignment.aims import Aims, Certificate
from mentorkit.assignment.watch import Stopped, Watch

__all__ = ["Aims", "Assignment", "Certificate", "Stopped", "Watch", "assign"]
