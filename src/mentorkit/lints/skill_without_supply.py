"""A skill that mentees ask for and no mentor brings.

No way of matching mends it: whoever asks for that skill gets a mentor for something else. Known in
time it is a list of people to be asked; known in the autumn it is why mentees gave up (practice 2:
mentors in the skills that the program targets).

Bad:

    mentees.csv                      mentors.csv
    id,development_goals             id,skills
    e1,negotiation                   m1,coaching
    e2,coaching

Good:

    mentees.csv                      mentors.csv
    id,development_goals             id,skills
    e1,negotiation                   m1,coaching
    e2,coaching                      m2,negotiation

Mentors without a place (capacity 0) bring nothing. A word that is no skill of the vocabulary is
reported by MK811, and two columns without any word in common by MK820; neither is repeated here.
"""

from __future__ import annotations

from collections.abc import Iterator

from mentorkit.constraints import Shares
from mentorkit.criteria import Covers, Overlap
from mentorkit.fields import fold
from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.roster_checks import TELLING


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    known = program.vocabulary.synonyms
    for ours, theirs in _compared(program):
        if not (mentees.has(ours) and mentors.has(theirs)):
            continue
        brought = [
            {fold(skill) for skill in mentor.items(theirs)}
            for mentor in mentors.people
            if mentor.items(theirs) and mentor.number("capacity") != 0
        ]
        supply = set[str]().union(*brought)
        demand: dict[str, list[tuple[Person, str]]] = {}
        asking = 0
        for mentee in mentees.people:
            wishes = mentee.items(ours)
            asking += bool(wishes)
            for skill in wishes:
                demand.setdefault(fold(skill), []).append((mentee, skill))
        if not supply & demand.keys() and min(asking, len(brought)) >= TELLING:
            continue  # other words on either side: MK820
        for name, wanted in demand.items():
            if name in supply or (known and name not in known):
                continue
            mentee, skill = wanted[0]
            count = len(wanted)
            who = f"{count} mentee{'s' * (count > 1)} ask{'s' * (count == 1)}"
            said = f'{who} for "{skill}", and no mentor who has a place brings it'
            hint = "find a mentor for it, or talk with those who ask before they are matched"
            yield Remark(said, hint=hint, place=mentees.locate(mentee, ours, skill))


def _compared(program: Program) -> list[tuple[str, str]]:
    """The fields of skills of mentee and mentor that matching holds against each other."""
    skilled = {"skills", "development_goals"}
    skilled |= {name for name, field in program.vocabulary.fields.items() if field.skills}
    rules = [rule for _, _, rule in program.matching.constraints()]
    pairs = [
        (part.mentee_field, part.mentor_field)
        for part in (*program.matching.criteria, *rules)
        if isinstance(part, Covers | Overlap | Shares) and skilled & {part.mentee_field, part.mentor_field}
    ]
    wishes = [pair for pair in pairs if pair != ("skills", "skills")]  # what a mentee has is no wish
    return list(dict.fromkeys(wishes or [("development_goals", "skills")]))


SKILL_WITHOUT_SUPPLY = RosterLint("MK830", Severity.WARNING, _check, __doc__)
