"""What every part of the program file is made of: a frozen model that refuses unknown keys."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mentorkit.finding import Steps


class Section(BaseModel):
    """Base of all models of the program file; docstrings under fields become schema and docs."""

    # Validators are built when they are first needed: `check` needs that of the whole program alone.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema with the docstrings below the fields as descriptions.

        They are read here and not, as pydantic can, when a class is made: most commands never show them.
        """
        node = handler(core_schema)
        properties = handler.resolve_ref_schema(node).get("properties", {})
        for name, text in _docstrings(cls).items():
            properties[cls.model_fields[name].alias or name].setdefault("description", text)
        return node


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Field to the docstring that stands below it, in the class or in one that it inherits from."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, Section) and each is not Section:
            (parsed,) = ast.parse(textwrap.dedent(inspect.getsource(each))).body
            body = parsed.body if isinstance(parsed, ast.ClassDef) else []
            for field, below in itertools.pairwise(body):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(below, ast.Expr)
                    and isinstance(below.value, ast.Constant)
                    and field.target.id in model.model_fields
                ):
                    found[field.target.id] = inspect.cleandoc(str(below.value.value))
    return found


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


Text = Annotated[
    str,
    StringConstraints(min_length=1, strip_whitespace=True),
    Field(json_schema_extra={"pattern": r"\S"}),  # the length is that of the stripped text
]
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
