"""mentorkit: mentoring programs as reviewed definitions, qualified mentors and proven pairings."""

__version__ = "0.1.0"
