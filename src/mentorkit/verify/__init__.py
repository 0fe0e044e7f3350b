"""A run held against its files, its inputs and its proofs, by plain formulas of its own."""

from mentorkit.verify._verify import FULL_UP_TO, SAMPLE, Check, Verdict, verify, verify_approval, verify_files

__all__ = ["FULL_UP_TO", "SAMPLE", "Check", "Verdict", "verify", "verify_approval", "verify_files"]
