"""The exact optimum: pairs, who is unmatched, and a certificate for every aim."""

from mentorkit.assignment._assign import Assignment, Certificate, assign

__all__ = ["Assignment", "Certificate", "assign"]
