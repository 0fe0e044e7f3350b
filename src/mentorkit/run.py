"""The run folder as a record: what run.json says, and the files that stand beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from mentorkit.finding import CannotRun, Location
from mentorkit.run_parts import DecisionsRecord, Number
from mentorkit.run_parts import Part as _Record

RECORD = "run.json"
APPROVAL = "approval.json"
"""What says that somebody approved the run; it is written beside it later, and run.json does not name it."""
OF_THE_SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What file managers leave in a folder; nobody's work."""


class InputRecord(_Record):
    """A file that the run was made from."""

    role: str
    path: str
    sha256: str


class PartRecord(_Record):
    """One criterion's share in a pair."""

    criterion: str
    weight: Number
    value: Number
    unknown: bool
    sentence: str


class PairRecord(_Record):
    """A pair with its score and its reasons."""

    mentee: str
    mentor: str
    score: Number
    parts: tuple[PartRecord, ...]
    after: dict[str, tuple[str, ...]] = {}
    locked: bool = False
    waived: tuple[str, ...] = ()
    kept: bool = False


class GapRecord(_Record):
    """A mentee without a mentor."""

    mentee: str
    reason: str
    detail: str
    would_help: str = ""


class PlacesRecord(_Record):
    """A mentor with places left."""

    mentor: str
    places: int


class TotalsRecord(_Record):
    """The figures of the run."""

    mentees: int
    matched: int
    score: Number
    mean: Number | None
    lowest: Number | None


class PromiseRecord(_Record):
    """A promise, and what came of it."""

    promise: str
    wanted: str | Number
    got: str | Number | None
    kept: bool


class FindingRecord(_Record):
    """A finding about the inputs."""

    code: str
    message: str
    file: str
    line: int
    column: int


class CertificateRecord(_Record):
    """What was reached for one aim, the bound, and what proves it."""

    aim: str
    value: Number
    bound: Number
    proven: bool
    served: tuple[int, ...] | None = None
    prices: dict[str, int] | None = None
    gains: dict[str, int] | None = None
    bonus: int | None = None


class ChangeRecord(_Record):
    """What became of a pair of the previous run, or a pair that it did not have."""

    change: str
    mentee: str
    mentor: str | None = None
    before: str | None = None
    reason: str | None = None
    detail: str | None = None


class PriceRecord(_Record):
    """What one more person of a group would add to a pool, or the fewest of it cost."""

    quota: int
    group: str
    price: int


class PoolProofRecord(_Record):
    """What a pool reached for one aim, and the prices that bound it."""

    aim: str
    value: int
    bound: int
    by: Literal["prices", "search"]
    prices: tuple[PriceRecord, ...]


class PoolSideRecord(_Record):
    """Who is in the pool of one role."""

    size: int | None = None
    inside: tuple[str, ...] = Field(alias="in")
    staying: tuple[str, ...] = ()
    proofs: tuple[PoolProofRecord, ...] = ()


class PoolRecord(_Record):
    """Which pool was applied: the program's own, that of a file, or none."""

    by: Literal["program", "file", "none"]
    mentees: PoolSideRecord | None
    mentors: PoolSideRecord | None


class PreviousRecord(_Record):
    """The run that this one follows, and what has changed since."""

    moves: int
    living: int
    keep: int
    apart: tuple[tuple[str, str], ...]
    changes: tuple[ChangeRecord, ...]


class Record(_Record):
    """All that run.json says and `verify` looks at."""

    mentorkit: str
    program: str
    optimise: str
    proven: bool
    inputs: tuple[InputRecord, ...]
    pairs: tuple[PairRecord, ...]
    unmatched: tuple[GapRecord, ...]
    free_places: tuple[PlacesRecord, ...]
    totals: TotalsRecord
    expect: tuple[PromiseRecord, ...]
    findings: tuple[FindingRecord, ...]
    certificates: tuple[CertificateRecord, ...]
    blocking_pairs: int
    unchecked: dict[str, int]
    previous: PreviousRecord | None = None
    pool: PoolRecord | None = None
    decisions: DecisionsRecord | None = None
    files: dict[str, str]
    sha256: str


@dataclass(frozen=True)
class Run:
    """A run folder as it was found."""

    path: Path
    """run.json."""
    record: Record
    untouched: bool
    """Whether run.json holds against its own hash, byte for byte."""
    files: Mapping[str, bytes]
    """The recorded files that are there."""
    foreign: tuple[str, ...]
    """Names in the folder that the run does not record, its approval apart."""
    data: bytes = b""
    """The bytes of run.json."""
    approval: bytes | None = None
    """The bytes of approval.json, where the folder has one."""

    @property
    def at(self) -> Location:
        """run.json as a place."""
        return Location(self.path.as_posix())

    def beside(self, name: str, line: int = 0) -> Location:
        """A file of the folder as a place."""
        return Location((self.path.parent / name).as_posix(), line)


def read(path: str) -> Run:
    """The run of a folder or of a run.json. Raises CannotRun."""
    place = Path(path)
    try:
        place = place / RECORD if place.is_dir() else place
        data = place.read_bytes()
        document = json.loads(data)
        record = Record.model_validate_json(data)
        entries = {entry.name: entry for entry in place.parent.iterdir()}
        files = {name: entries[name].read_bytes() for name in record.files if _is_file(entries.get(name))}
        approved = entries[APPROVAL].read_bytes() if _is_file(entries.get(APPROVAL)) else None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ": ".join(map(str, first["loc"]))
        raise CannotRun(f"{place} is not the record of a run: {where}: {first['msg']}") from None
    except FileNotFoundError:
        raise CannotRun(f"there is no run at {path}; {RECORD} or its folder is wanted") from None
    except OSError as error:
        raise CannotRun(f"{path} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise CannotRun(f"{place} is not the record of a run: it is not JSON") from None
    known = {place.name, *OF_THE_SYSTEM} if approved is None else {place.name, APPROVAL, *OF_THE_SYSTEM}
    foreign = sorted(entries.keys() - record.files.keys() - known)
    return Run(place, record, _untouched(data, document), files, tuple(foreign), data, approved)


def _is_file(entry: Path | None) -> bool:
    return entry is not None and entry.is_file()


def _untouched(data: bytes, document: dict[str, object]) -> bool:
    """Whether the bytes are those that the run was written with: its own hash, and no other spelling."""
    own = document.pop("sha256")
    return digest(written(document)) == own and written(document | {"sha256": own}) == data


def written(document: Mapping[str, object]) -> bytes:
    """A document as JSON in UTF-8, a line for each key and for each entry of a list of entries."""

    def plain(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = []
    for key, value in document.items():
        text = plain(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(f"  {plain(entry)}" for entry in value) + "\n ]"
        lines.append(f" {plain(key)}: {text}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode(errors="replace")


def digest(data: bytes) -> str:
    """The SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
