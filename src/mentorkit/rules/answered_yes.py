"""Rule answered_yes."""

from __future__ import annotations

from typing import ClassVar, Literal

from mentorkit.fields import FieldType, spoken
from mentorkit.people import Person
from mentorkit.rules._base import FieldRule, Verdict, judged
from mentorkit.vocabulary import Facts


class AnsweredYes(FieldRule):
    """A yes-or-no question was answered yes.

    {rule: answered_yes, field: manager_endorsed}
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("yes_no",)

    rule: Literal["answered_yes"]

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        answer = person.yes(self.field)
        if answer is None:
            return None
        return judged(answer, f"{spoken(self.field)}: yes", f"{spoken(self.field)}: answered no, must be yes")
