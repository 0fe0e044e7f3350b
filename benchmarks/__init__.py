"""Timings of whole commands and of their parts."""
