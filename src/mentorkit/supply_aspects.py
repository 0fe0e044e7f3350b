"""What mentees want or are and mentors bring or are, aspect by aspect, and which of them go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Literal

from mentorkit.criteria.level_gap import LevelGap
from mentorkit.fields import fold
from mentorkit.people import Person
from mentorkit.program import Program
from mentorkit.section import Section
from mentorkit.sides import Sides
from mentorkit.vocabulary import Facts

Aspect = Literal["objective", "skill", "level", "location", "language"]
ASPECTS: tuple[Aspect, ...] = ("objective", "skill", "level", "location", "language")
FIELDS = {"level": "level", "location": "location", "language": "languages"}
Said = Callable[[Person], Iterable[str]]
Serves = Callable[[str, str], bool]
"""Whether a mentee who says the one may be served by a mentor who says the other, both folded."""
COUNTED: dict[Aspect, str] = {
    "objective": "who wants a skill of it, who brings one",
    "skill": "who wants it, who brings it",
    "location": "who is there",
    "language": "who speaks it",
}
"""Which mentees and mentors a row counts, where both say the same."""


def targeted(aspect: Aspect, facts: Facts) -> Iterator[str]:
    """What has a row though nobody may name it."""
    for objective in facts.objectives:
        if aspect == "skill":
            yield from objective.skills
        elif aspect == "objective" and objective.skills:
            yield objective.id


def said(aspect: Aspect, program: Program, facts: Facts) -> tuple[Said, Said]:
    """What a mentee wants or is, and what a mentor brings or is."""
    if aspect in ("level", "location", "language"):
        return (lambda person: person.items(FIELDS[aspect]),) * 2
    ours, theirs = skill_fields(program, facts)

    def skills(fields: Iterable[str]) -> Said:
        return lambda person: chain.from_iterable(person.items(field) for field in fields)

    if aspect == "skill":
        return skills(ours), skills(theirs)

    def objectives(fields: Iterable[str]) -> Said:
        def named(person: Person) -> Iterator[str]:
            own = {fold(item) for item in skills(fields)(person)}
            for objective in facts.objectives:
                if not own.isdisjoint(map(fold, objective.skills)):
                    yield objective.id

        return named

    return objectives(ours), objectives(theirs)


def skill_fields(program: Program, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields in which mentees name skills and in which mentors do.

    Those that a criterion or a hard rule compares; else development_goals and skills.
    """
    known = {name for name, spec in facts.vocabulary.fields.items() if spec.skills}
    known |= {"skills", "development_goals"}
    rules: list[Section] = [*program.matching.criteria]
    rules += [rule for _, _, rule in program.matching.constraints()]
    sides = [(each.mentee_field, each.mentor_field) for each in rules if isinstance(each, Sides)]
    both = [each for each in sides if {*each} <= known]
    ours, theirs = zip(*both or [("development_goals", "skills")], strict=True)
    return tuple(dict.fromkeys(ours)), tuple(dict.fromkeys(theirs))


def served(aspect: Aspect, program: Program, facts: Facts) -> tuple[str, Serves | None]:
    """Which mentors count for a mentee's level or location, in words; None for those of the same.

    What the hard rules on it allow; without a rule on levels, what the criterion counts; without that, a
    mentor above (our choice: one career level or more).
    """
    if aspect not in ("level", "location"):
        return COUNTED[aspect], None
    own = (aspect, aspect)
    rules = [(never, rule) for _, never, rule in program.matching.constraints() if rule.looks_at() == own]
    if rules:
        names = " and ".join(dict.fromkeys(rule.name for _, rule in rules))

        def allowed(ours: Person, theirs: Person) -> bool:
            for never, rule in rules:
                held = rule.holds(ours, theirs, facts)
                if rule.blank_forbids(never) if held is None else held is never:
                    return False
            return True

        return f"who is there, whom {names} allows them", _between(aspect, allowed, facts)
    if aspect == "location":
        return COUNTED[aspect], None
    gaps = [each for each in program.matching.criteria if isinstance(each, LevelGap) and each.field == aspect]
    if gaps:
        return "who is there, whom level_gap counts", _between(
            aspect, lambda ours, theirs: any(each.value(ours, theirs, facts) for each in gaps), facts
        )

    def above(ours: Person, theirs: Person) -> bool:
        one, other = (facts.rank(person.text("level")) for person in (ours, theirs))
        return one is not None and other is not None and other > one

    return "who is there, who is above", _between(aspect, above, facts)


def _between(field: str, test: Callable[[Person, Person], bool], facts: Facts) -> Serves:
    """The test of two people who say just this."""
    words = {fold(level): level for level in facts.vocabulary.levels}

    def serves(ours: str, theirs: str) -> bool:
        one, other = (
            Person(role, {field: words.get(value, value)})
            for role, value in (("mentee", ours), ("mentor", theirs))
        )
        return test(one, other)

    return serves
