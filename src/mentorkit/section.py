"""What every part of the program file is made of: a frozen model that refuses unknown keys."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from mentorkit.finding import Steps


class Section(BaseModel):
    """Base of all models of the program file; docstrings under fields become schema and docs."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a model finds wrong with its own cross-references; `path` is relative to the model."""

    code: str
    message: str
    path: Steps = ()
    hint: str = ""


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that is not empty."""
Sign = Annotated[str, StringConstraints(min_length=1)]
"""Text that may be a blank."""
if TYPE_CHECKING:
    Number = Decimal
    Texts = tuple[str, ...]
    Signs = tuple[str, ...]
else:
    Number = Annotated[int | float, AfterValidator(_exact)]
    Texts = Annotated[Text | tuple[Text, ...], AfterValidator(_several)]
    Signs = Annotated[Sign | tuple[Sign, ...], AfterValidator(_several)]
# A number is exactly as written: 0.1 is one tenth, not the nearest binary fraction; and quoted
# digits are text, not a number. Texts are one text or a list of them.
Share = Annotated[Number, Field(ge=0, le=1)]
"""A number from 0 to 1."""
