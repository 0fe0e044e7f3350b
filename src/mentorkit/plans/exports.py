"""What is handed over to other systems, in the columns that they ask for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Limits

from mentorkit.section import Section, Text


class Export(Section):
    """A table with a row a pair, for a system that takes pairs in columns of its own."""

    columns: Annotated[dict[Text, Text], Limits(min_length=1)]
    """Heading to what stands below it: `mentee_` or `mentor_` before a field of the person (`mentee_email`,
    `mentor_id`), or `connection` (a name for the pair), `program`, `launch`, `close` or `score`."""
