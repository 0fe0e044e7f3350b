"""Where people and other lists come from, and how their columns are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, ConfigDict, model_validator
from pydantic import Field as Limits

from mentorkit.columns import ColumnMap
from mentorkit.section import Section, Text, Texts


def _mapped(value: str | ColumnMap) -> ColumnMap:
    return ColumnMap(column=value) if isinstance(value, str) else value


if TYPE_CHECKING:
    AnyMap = ColumnMap
else:
    AnyMap = Annotated[Text | ColumnMap, AfterValidator(_mapped)]


def _decodes(name: str) -> str:
    try:
        b"x".decode(name)
    except UnicodeDecodeError:
        pass  # two bytes a character
    except (LookupError, UnicodeError):
        raise ValueError(f'there is no encoding "{name}"') from None
    return name


class Rows(Section):
    """Which rows of a file belong to the roster, where one file holds several roles."""

    column: Text
    """The heading of the column that tells."""
    one_of: Texts
    """The cells that count; case and spaces are ignored."""


class RosterFile(Section):
    """Where a roster comes from and how its columns are read."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["file"]}, {"required": ["files"]}]})

    file: Text | None = None
    """A CSV or Excel file, relative to the program file."""
    files: tuple[Text, ...] = ()
    """Several files that together are the roster."""
    sheet: Text | Annotated[int, Limits(ge=1)] | None = None
    """The sheet of a workbook: its name, or its number from 1."""
    header_row: Annotated[int, Limits(ge=1)] | None = None
    """The row that holds the headings, as a spreadsheet counts; unless given, the first that is not blank."""
    encoding: Annotated[Text, AfterValidator(_decodes)] | None = None
    """The encoding of a CSV that is not UTF-8, such as cp1250."""
    columns: dict[str, AnyMap] = {}
    """Field to its heading or column map, where a heading is not understood by itself."""
    rows: Rows | None = None
    """Which rows count, where one file holds several roles."""

    @model_validator(mode="after")
    def _a_file(self) -> RosterFile:
        if (self.file is None) == (not self.files):
            raise ValueError("needs either file or files")
        return self

    @property
    def paths(self) -> tuple[str, ...]:
        """The files, one or several."""
        return (self.file,) if self.file else self.files
