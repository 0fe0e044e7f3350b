"""What run.json says of the decisions and their cost, and what all its parts have in common."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Number = int | Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """Keys that are not known here are passed over: a run may say more."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class TotalsOfDecisionsRecord(Part):
    """What the best set comes to with some decisions."""

    matched: int
    score: Number
    lowest: Number | None


class GivenBackRecord(Part):
    """What leaving a decision out would bring."""

    matched: int
    score: Number


class DecisionRecord(Part):
    """A decision by hand, and what leaving it alone out would give back."""

    decision: Literal["lock", "forbid"]
    mentee: str
    mentor: str
    reason: str = ""
    by: str = ""
    waive: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    without: TotalsOfDecisionsRecord | None = None
    gives_back: GivenBackRecord | None = None
    note: str = ""


class DecisionsRecord(Part):
    """All decisions by hand, and what they cost together."""

    before: TotalsOfDecisionsRecord | None
    after: TotalsOfDecisionsRecord
    each: tuple[DecisionRecord, ...]
