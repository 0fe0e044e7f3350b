"""Ranking nine_box."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import ConfigDict, model_validator

from mentorkit.fields import fold, shown, spoken
from mentorkit.people import Person
from mentorkit.ranking._base import CODES, Ranking
from mentorkit.section import Problem, Text
from mentorkit.vocabulary import Facts


class NineBox(Ranking):
    """The cell of the nine-box grid: performance and potential as two numbers, or the cell by its name.

    {kind: nine_box, performance: performance_rating, potential: potential_rating, weight: 40}

    {kind: nine_box, field: talent_box, best: [star, high potential, core player], weight: 40}

    The mean of how far performance and potential are from the bottom to the top of their scales; the
    vocabulary says `from` and `to` of both. Of n names in `best` the first counts 1, the next (n - 1)/n and
    so on, a name that is not listed 0.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["performance", "potential"]}, {"required": ["field", "best"]}]
        }
    )

    kind: Literal["nine_box"]
    performance: Text | None = None
    """A number with a scale: how well the person does today."""
    potential: Text | None = None
    """A number with a scale: how far the person could go."""
    field: Text | None = None
    """A text: the name of the cell."""
    best: tuple[Text, ...] = ()
    """The names of the cells that count, the best first."""

    @model_validator(mode="after")
    def _one_way(self) -> NineBox:
        numbers, names = (self.performance, self.potential), (self.field, self.best)
        if not (all(numbers) and not any(names)) and not (all(names) and not any(numbers)):
            raise ValueError("needs either performance and potential, or field and best")
        return self

    def fields(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.performance, self.potential, self.field)))

    def problems(self, facts: Facts) -> Iterator[Problem]:
        if self.field:
            yield from facts.misfits(self.field, ["text"], CODES)
            folded = [fold(name) for name in self.best]
            for number, name in enumerate(self.best):
                if fold(name) in folded[:number]:
                    yield Problem("MK011", f'"{name}" stands twice', ("best", number))
        for key in ("performance", "potential"):
            name = getattr(self, key)
            if name:
                yield from facts.misfits(name, ["number"], CODES, (key,))
                field = facts.field(name)
                if field and field.type == "number" and (field.low is None or field.high is None):
                    hint = f"{name}: {{type: number, from: 1, to: 5}} under vocabulary: fields"
                    yield Problem("MK202", f'"{name}" needs a scale: from and to', (key,), hint)

    def value(self, person: Person, facts: Facts) -> Fraction | None:
        if self.field:
            cell = person.text(self.field)
            if cell is None:
                return None
            names = [fold(name) for name in self.best]
            place = names.index(fold(cell)) if fold(cell) in names else len(names)
            return Fraction(len(names) - place, len(names))
        heights = [self._height(person, name, facts) for name in self.fields()]
        known = [height for height in heights if height is not None]
        return sum(known, Fraction(0)) / 2 if len(known) == len(heights) else None

    def _height(self, person: Person, name: str, facts: Facts) -> Fraction | None:
        rating, low, high = person.number(name), *_scale(name, facts)
        return None if rating is None else Fraction(rating - low) / Fraction(high - low)

    def sentence(self, person: Person, facts: Facts) -> str:
        if self.field:
            names, cell = [fold(name) for name in self.best], person.text(self.field) or ""
            place = f"number {names.index(fold(cell)) + 1} of" if fold(cell) in names else "none of"
            return f"{spoken(self.field)} {cell}, {place} {len(names)}"
        return ", ".join(
            f"{spoken(name)} {shown(person.number(name) or Decimal(0))} of {shown(_scale(name, facts)[1])}"
            for name in self.fields()
        )


def _scale(name: str, facts: Facts) -> tuple[Decimal, Decimal]:
    field = facts.field(name)
    assert field and field.low is not None and field.high is not None  # noqa: S101  # `problems` asks for it
    return field.low, field.high
