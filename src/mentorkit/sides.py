"""The two sides of a pair: which fields of mentee and mentor are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import ConfigDict, model_validator

from mentorkit.fields import FieldType
from mentorkit.people import Role
from mentorkit.section import Problem, Section, Text
from mentorkit.vocabulary import Facts

CODES = ("MK301", "MK302")
"""Unknown field, unfit type."""

Need = tuple[tuple[Role, str], ...]
"""Roster fields of which at least one must have a column."""


class Sides(Section):
    """One field that both have, or one of the mentee's and one of the mentor's."""

    TYPES: ClassVar[tuple[FieldType, ...]] = ()

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["field"]},
                {"required": ["mentee", "mentor"]},
            ],
            "dependencies": {"mentee": ["mentor"], "mentor": ["mentee"]},
        }
    )

    field: Text | None = None
    """The field that both sides have; or else `mentee` and `mentor`."""
    mentee: Text | None = None
    """The mentee's field, where it is not the mentor's."""
    mentor: Text | None = None
    """The mentor's field, where it is not the mentee's."""

    @model_validator(mode="after")
    def _both_sides(self) -> Self:
        if (self.field is None) == (self.mentee is None and self.mentor is None):
            raise ValueError("needs either field, or mentee and mentor")
        if self.field is None and (self.mentee is None or self.mentor is None):
            raise ValueError("mentee and mentor go together")
        return self

    @property
    def mentee_field(self) -> str:
        """The field looked up in the mentee."""
        return self.mentee or self.field or ""

    @property
    def mentor_field(self) -> str:
        """The field looked up in the mentor."""
        return self.mentor or self.field or ""

    def looks_at(self) -> tuple[str, str] | None:
        """The fields of the mentee and of the mentor that decide."""
        return self.mentee_field, self.mentor_field

    def needs(self) -> tuple[Need, ...]:
        """Both fields must be in their rosters."""
        return ((("mentees", self.mentee_field),), (("mentors", self.mentor_field),))

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown fields and unfit types."""
        for side in ("field", "mentee", "mentor"):
            name = getattr(self, side)
            if name is not None:
                yield from facts.misfits(name, self.TYPES, CODES, (side,))
