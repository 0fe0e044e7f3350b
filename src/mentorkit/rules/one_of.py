"""Rule one_of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from mentorkit.fields import FieldType, fold, spoken
from mentorkit.people import Person
from mentorkit.rules._base import FieldRule, Verdict, judged
from mentorkit.section import Problem, Texts
from mentorkit.vocabulary import Facts


class OneOf(FieldRule):
    """A text is one of several, or a list holds at least one of them.

    {rule: one_of, field: location, values: [Lyon, Leeds]}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("text", "level", "list", "ratings")

    rule: Literal["one_of"]
    values: Texts
    """What meets the rule; case and spaces are ignored."""

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        field = facts.field(self.field)
        if field and field.type == "level":
            for number, value in enumerate(self.values):
                yield from facts.unknown_level(value, "MK204", ("values", number))

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        if not person.knows(self.field):
            return None
        items = person.items(self.field)
        wanted = {fold(facts.word(self.field, value)) for value in self.values}
        words = f"{spoken(self.field)} {', '.join(items)}"
        needed = f"{words}; one of {', '.join(self.values)} needed"
        return judged(any(fold(item) in wanted for item in items), words, needed)
