"""The certificates of a run as plain data."""

from __future__ import annotations

from mentorkit.assignment import Assignment
from mentorkit.report import Document
from mentorkit.scores import POINT, Scores


def certificates(scores: Scores, assignment: Assignment) -> list[Document]:
    """What was reached for each aim, its bound, and the prices and gains that prove it."""
    found: list[Document] = []
    for each in assignment.certificates:
        scored = each.aim in ("total", "lowest")
        value, bound = (number / POINT if scored else number for number in (each.value, each.bound))
        entry: Document = {"aim": each.aim, "value": value, "bound": bound, "proven": each.proven}
        if each.served:
            entry["served"] = list(each.served)
        for name, people, numbers in (
            ("prices", scores.mentors, each.prices),
            ("gains", scores.mentees, each.gains),
        ):
            if numbers is not None:
                both = zip(people, numbers.tolist(), strict=True)
                entry[name] = {person.id: number for person, number in both if number}
        if each.bonus is not None:
            entry["bonus"] = each.bonus
        found.append(entry)
    return found
