"""Rule rating."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from mentorkit.fields import FieldType, fold, shown, spoken
from mentorkit.people import Person
from mentorkit.rules._base import Bound, FieldRule, Verdict
from mentorkit.section import Number, Problem, Text
from mentorkit.vocabulary import Facts


class Rating(FieldRule):
    """A rating reaches a bar, or comes near enough for a training to close the gap.

    {rule: rating, field: communication_rating, at_least: 5, conditional_from: 4, after: active-listening}

    Between `conditional_from` and the bar the person is conditional: qualified after that training.
    A ratings field is read at the item that `of` names, or as the lowest of its ratings. Mentor competences
    are rated from 1 to 7 in six domains, of which communication is one (Fleming et al. 2013; Hyun et al.
    2022).
    """

    TYPES: ClassVar[tuple[FieldType, ...]] = ("number", "ratings")

    rule: Literal["rating"]
    of: Text | None = None
    """Which of several ratings."""
    at_least: Number
    """The bar."""
    conditional_from: Number | None = None
    """The lowest rating that training can lift to the bar."""
    after: Text | None = None
    """That training."""

    @property
    def name(self) -> str:
        return f"rating {self.field}{f' of {self.of}' if self.of else ''}"

    @property
    def subject(self) -> str:
        return f"{spoken(self.field)}{f' of {self.of}' if self.of else ''}"

    def reads(self) -> tuple[str, ...]:
        return (*self.uses(), "training_completed") if self.after else self.uses()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        yield from super().problems(facts)
        field = facts.field(self.field)
        if field and field.type == "number" and self.of is not None:
            yield Problem("MK202", f'"{self.field}" is one number; of: needs a ratings field', ("of",))
        if self.conditional_from is not None and self.conditional_from >= self.at_least:
            message = (
                f"conditional_from {shown(self.conditional_from)} is not below the bar {shown(self.at_least)}"
            )
            yield Problem("MK203", message, ("conditional_from",))
        if (self.conditional_from is None) != (self.after is None):
            given, wanted = ("after", "conditional_from") if self.after else ("conditional_from", "after")
            message = f"{given} needs {wanted} beside it"
            yield Problem("MK203", message, (given,), "name the training and the rating it starts from")

    def bound(self, facts: Facts) -> Bound | None:
        low = self.at_least if self.conditional_from is None else self.conditional_from
        return None if self.of else Bound(self.field, low=low, key="at_least")

    def judge(self, person: Person, facts: Facts) -> Verdict | None:
        rating = self.rating(person)
        if rating is None:
            return None
        words = f"{self.subject} {shown(rating)}"
        if rating >= self.at_least:
            return Verdict("met", words)
        if self.conditional_from is not None and self.after and rating >= self.conditional_from:
            if fold(self.after) in map(fold, person.items("training_completed")):
                return Verdict("met", f"{words}, and {self.after} completed")
            reason = f"{words}: {shown(self.at_least)} needed, or {self.after} completed"
            return Verdict("conditional", reason, self.after)
        return Verdict("not_met", f"{words}, at least {shown(self.at_least)} needed")

    def rating(self, person: Person) -> Decimal | None:
        """The number that is held against the bar."""
        number = person.number(self.field)
        if number is not None:
            return number
        ratings = {fold(name): rating for name, rating in person.ratings(self.field).items()}
        if self.of is not None:
            return ratings.get(fold(self.of))
        return min(ratings.values(), default=None)
