"""Two spellings of one word, where a rule or criterion looks for equal words.

`same` takes Finance and Finence for two departments, and nobody sees it: the pair just scores less, or
a hard rule lets through what it should forbid. Case and spaces make no difference to mentorkit; accents,
hyphens and slips of the keyboard do.

Bad:

    id,department
    e1,Finance
    e2,Finence

Good:

    id,department
    e1,Finance
    e2,Finance

Compared are the cells of both rosters with each other and with the words that the program names. Meant
are words that differ in accents or signs alone, and long ones that differ by one letter of which the
rarer is rare (our choice). Skills of a vocabulary are left to MK811.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mentorkit.constraints import Same as SameConstraint
from mentorkit.constraints import Shares
from mentorkit.criteria import Covers, Overlap
from mentorkit.criteria import Same as SameCriterion
from mentorkit.criteria.function_at_risk import FunctionAtRisk
from mentorkit.criteria.lookup import Lookup
from mentorkit.fields import fold
from mentorkit.finding import Severity
from mentorkit.lints._base import Remark, RosterLint
from mentorkit.lints._spelling import bare, near_pairs
from mentorkit.people import Person, Roster
from mentorkit.program import Program
from mentorkit.rules.one_of import OneOf

NAMES = frozenset(["id", "name", "email", "manager", "preferences"])
"""Fields that hold people: Andersen and Anderson are two."""
RARE, OFTEN = 2, 5
"""A slip stands in two cells at most, or a fifth as often as the word that is meant (our choice)."""

Cell = tuple[Roster, Person, str]
"""A person's field in a roster."""


def _check(program: Program, mentors: Roster, mentees: Roster) -> Iterator[Remark]:
    told = set[tuple[str, str, str]]()
    for (ours, theirs), words in _compared(program).items():
        named = {fold(word): word for word in words}
        cells: dict[str, list[Cell]] = {}
        written: dict[str, str] = {}
        for roster, field in ((mentees, ours), (mentors, theirs)):
            for person in roster.people if field else ():
                for item in person.items(field):
                    cells.setdefault(fold(item), []).append((roster, person, field))
                    written.setdefault(fold(item), item)
        written |= named
        for pair in near_pairs(word for word in written.values() if "@" not in word):
            odd, usual = sorted(map(fold, pair), key=lambda key: (key in named, len(cells.get(key, ()))))
            if odd in named or not _probable(odd, usual, cells, named):
                continue
            roster, person, field = cells[odd][0]
            if (field, odd, usual) not in told:
                told.add((field, odd, usual))
                yield _remark(cells[odd], written[odd], written[usual], len(cells.get(usual, ())))


def _remark(cells: list[Cell], odd: str, usual: str, often: int) -> Remark:
    roster, person, field = cells[0]
    other = f"{_times(often)}" if often else "in the program"
    said = f'{field}: "{odd}" ({_times(len(cells))}) counts as another word than "{usual}" ({other})'
    hint = f"if both mean the same, write them alike, or map one under columns: {field}: values:"
    return Remark(said, hint=hint, place=roster.locate(person, field, odd))


def _times(count: int) -> str:
    return f"{count} time{'s' * (count > 1)}"


def _probable(odd: str, usual: str, cells: dict[str, list[Cell]], named: Iterable[str]) -> bool:
    """Whether a word is rare enough to be a slip of a letter; one of an accent or sign may stand often."""
    if usual in named or bare(odd) == bare(usual):
        return True
    return len(cells[odd]) <= RARE or len(cells[odd]) * OFTEN <= len(cells[usual])


def _compared(program: Program) -> dict[tuple[str, str], list[str]]:
    """Fields of mentee and mentor whose words must be equal, and what the program itself names."""
    facts, found = program.facts(), dict[tuple[str, str], list[str]]()

    def compare(mentee: str, mentor: str, words: Iterable[str] = ()) -> None:
        left, right = (field if _worded(program, field) else "" for field in (mentee, mentor))
        if left or right:
            found.setdefault((left, right), []).extend(words)

    for criterion in program.matching.criteria:
        if isinstance(criterion, FunctionAtRisk):
            at_risk = [name for each in facts.served(criterion.serves) for name in each.functions_at_risk]
            compare(*criterion.looks_at() or ("", ""), at_risk)
        elif isinstance(criterion, Lookup):
            compare(criterion.mentee_field, "", criterion.table)
            compare("", criterion.mentor_field, (word for row in criterion.table.values() for word in row))
        elif isinstance(criterion, SameCriterion | Overlap | Covers):
            compare(criterion.mentee_field, criterion.mentor_field)
    for _, _, rule in program.matching.constraints():
        if isinstance(rule, SameConstraint | Shares):
            compare(rule.mentee_field, rule.mentor_field)
    for tier in program.matching.priority:
        compare(tier.field, "", [tier.value])
    for section, side in ((program.qualification.mentees, 0), (program.qualification.mentors, 1)):
        for _, _, one in section.parts():
            if isinstance(one, OneOf):
                compare("" if side else one.field, one.field if side else "", one.values)
    return found


def _worded(program: Program, name: str) -> bool:
    """Whether a field holds words of the organisation that nothing else checks."""
    field = program.vocabulary.known_fields.get(name)
    if field is None or name in NAMES or field.type not in ("text", "list", "ratings"):
        return False
    return not (program.vocabulary.skills and name in ("skills", "development_goals"))


NEAR_SPELLINGS = RosterLint("MK835", Severity.WARNING, _check, __doc__)
