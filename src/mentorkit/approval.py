"""An approval: who approved which run and when, as a file beside it. It is a record, not a signature."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

import mentorkit
from mentorkit.run import APPROVAL, Run, digest, written


class Approval(BaseModel):
    """What approval.json says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mentorkit: str
    program: str
    run: str
    """The SHA-256 of run.json, which has those of all other files."""
    by: str
    date: dt.date
    note: str = ""
    sha256: str
    """Of all this, so that a change by mistake shows."""

    @property
    def said(self) -> str:
        """Who approved when."""
        return f"approved by {self.by} on {self.date.isoformat()}"


def approval(run: Run, by: str, date: dt.date, note: str = "") -> bytes:
    """The approval of a run as a file."""
    document = {
        "mentorkit": mentorkit.__version__,
        "program": run.record.program,
        "run": digest(run.data),
        "by": by,
        "date": date.isoformat(),
        "note": note,
    }
    return written(document | {"sha256": digest(written(document))})


def read(data: bytes) -> Approval | None:
    """What the bytes of an approval.json say; None where they are not what was written."""
    try:
        document = json.loads(data)
        own = document.pop("sha256")
        if digest(written(document)) != own or written(document | {"sha256": own}) != data:
            return None
        return Approval.model_validate(document | {"sha256": own})
    except (ValidationError, ValueError, AttributeError, KeyError, TypeError, RecursionError):
        return None


def approved(folder: Path) -> str:
    """`was approved by … on …` where a run folder has an approval, also one that was changed; else blank."""
    path = folder / APPROVAL
    try:
        found = read(path.read_bytes())
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"has an {APPROVAL} that cannot be read ({error.strerror or error})"
    return f"was {found.said}" if found else f"has an {APPROVAL} that is not what was written"
