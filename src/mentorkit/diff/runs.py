"""Two runs to what became of everybody, and of what they were made from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mentorkit.approval import read as read_approval
from mentorkit.diff._diff import Change
from mentorkit.fields import fold
from mentorkit.run import InputRecord, PairRecord, PromiseRecord, Record, Run

Kind = Literal["other_mentor", "matched", "unmatched", "rescored"]
KINDS: tuple[Kind, ...] = ("other_mentor", "matched", "unmatched", "rescored")
"""Another mentor, newly matched, no longer matched, the same mentor with another score."""
Number = int | float


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the runs name them."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class MenteeChange:
    """What changed for a mentee; None for no mentor."""

    kind: Kind
    mentee: Someone
    before: Someone | None
    now: Someone | None
    score_before: Number | None
    score_now: Number | None
    reason: str = ""
    """Why there is or was no mentor."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both runs, in words and as it stands in them."""

    name: str
    before: Number | str | None
    now: Number | str | None


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A decision that only one of the runs has."""

    kind: Literal["added", "removed"]
    decision: str
    mentee: Someone
    mentor: Someone
    waived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputChange:
    """A file that was changed, or that only one of the runs was made from."""

    kind: Literal["changed", "moved", "added", "removed"]
    role: str
    path: str
    formerly: str = ""
    """Where the same content stood before."""


@dataclass(frozen=True)
class RunDifference:
    """Two runs side by side."""

    program: str
    old: str
    new: str
    mentees: tuple[MenteeChange, ...]
    same: int
    """Pairs of both runs, also those with another score."""
    figures: tuple[Figure, ...]
    promises: tuple[tuple[str, PromiseRecord | None, PromiseRecord | None], ...]
    decisions: tuple[DecisionChange, ...]
    inputs: tuple[InputChange, ...]
    program_changes: tuple[Change, ...] = ()
    """What changed in meaning, where both programs can still be read."""
    notes: tuple[str, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether anything but their places and approvals differs."""
        kept = all(before == now for _, before, now in self.promises)
        figures = all(each.before == each.now for each in self.figures if each.name != "approved")
        return bool(self.mentees or self.decisions or self.inputs) or not (kept and figures)


def diff_runs(old: Run, new: Run, names: tuple[str, str]) -> RunDifference:
    """What differs between two runs; `names` are the places as they were asked for."""
    called = _names(old) | _names(new)
    pairs = [{fold(pair.mentee): pair for pair in run.record.pairs} for run in (old, new)]
    same = sum(
        1
        for key, pair in pairs[1].items()
        if key in pairs[0] and fold(pairs[0][key].mentor) == fold(pair.mentor)
    )
    return RunDifference(
        new.record.program,
        *names,
        tuple(sorted(_mentees(old.record, new.record, called), key=_order)),
        same,
        tuple(_figures(old, new)),
        tuple(_promises(old.record, new.record)),
        tuple(_decisions(old.record, new.record, called)),
        tuple(_inputs(old.record.inputs, new.record.inputs)),
        notes=tuple(_notes(old, new, names)),
    )


def _order(change: MenteeChange) -> tuple[int, str]:
    return KINDS.index(change.kind), fold(change.mentee.id)


Called = Mapping[tuple[str, str], str]
"""(role, normalised id) to name."""


def _names(run: Run) -> dict[tuple[str, str], str]:
    """What the tables of a run call people."""
    found: dict[tuple[str, str], str] = {}
    for file, roles in (
        ("pairs.csv", (("mentee", "mentee_name"), ("mentor", "mentor_name"))),
        ("unmatched.csv", (("mentee", "name"),)),
    ):
        text = run.files.get(file, b"").decode("utf-8-sig", errors="replace")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            for role, column in roles:
                key, name = row.get(role) or "", row.get(column) or ""
                if key and name:
                    found[role, fold(key)] = name.removeprefix("'")
    return found


def _someone(role: str, name: str, called: Called) -> Someone:
    return Someone(name, called.get((role, fold(name)), ""))


def _mentees(old: Record, new: Record, called: Called) -> Iterator[MenteeChange]:
    before, now = ({fold(pair.mentee): pair for pair in each.pairs} for each in (old, new))
    gaps = [{fold(gap.mentee): gap for gap in each.unmatched} for each in (old, new)]

    def why(side: int, key: str) -> str:
        if key in gaps[side]:
            return gaps[side][key].detail or gaps[side][key].reason
        return "not in the earlier run" if side == 0 else "not in the roster any more"

    for key in dict.fromkeys([*now, *before]):
        ours, theirs = before.get(key), now.get(key)
        if ours and theirs and fold(ours.mentor) == fold(theirs.mentor):
            if ours.score == theirs.score:
                continue
            kind, reason = KINDS[3], ""
        elif ours and theirs:
            kind, reason = KINDS[0], ""
        elif theirs:
            kind, reason = KINDS[1], f"before: {why(0, key)}"
        else:
            kind, reason = KINDS[2], why(1, key)
        either = theirs or ours
        assert either is not None  # noqa: S101  # the key is that of one of them
        yield MenteeChange(
            kind,
            _someone("mentee", either.mentee, called),
            _someone("mentor", ours.mentor, called) if ours else None,
            _someone("mentor", theirs.mentor, called) if theirs else None,
            ours.score if ours else None,
            theirs.score if theirs else None,
            reason,
        )


def _figures(old: Run, new: Run) -> Iterator[Figure]:
    before, now = old.record.totals, new.record.totals
    for name in ("mentees", "matched", "score", "mean", "lowest"):
        yield Figure(name, getattr(before, name), getattr(now, name))
    for name in ("blocking_pairs", "optimise"):
        yield Figure(name, getattr(old.record, name), getattr(new.record, name))
    yield Figure("proven", *("yes" if each.record.proven else "no" for each in (old, new)))
    yield Figure("approved", _approved(old), _approved(new))


def _approved(run: Run) -> str:
    found = None if run.approval is None else read_approval(run.approval)
    return "no" if found is None else found.said


def _promises(old: Record, new: Record) -> Iterator[tuple[str, PromiseRecord | None, PromiseRecord | None]]:
    before, now = ({each.promise: each for each in record.expect} for record in (old, new))
    for name in dict.fromkeys([*now, *before]):
        yield name, before.get(name), now.get(name)


Decided = tuple[str, str, str, tuple[str, ...]]


def _decided(record: Record) -> dict[tuple[str, str, str, tuple[str, ...]], Decided]:
    """The decisions of a run by normalised ids: as it lists them, else the locks that its pairs show."""
    if record.decisions is not None:
        said = [(each.decision, each.mentee, each.mentor, each.waived) for each in record.decisions.each]
    else:
        locked: list[PairRecord] = [pair for pair in record.pairs if pair.locked]
        said = [("lock", pair.mentee, pair.mentor, pair.waived) for pair in locked]
    return {(word, fold(mentee), fold(mentor), waived): (word, mentee, mentor, waived)
            for word, mentee, mentor, waived in said}  # fmt: skip


def _decisions(old: Record, new: Record, called: Called) -> Iterator[DecisionChange]:
    before, now = _decided(old), _decided(new)
    sides: Sequence[tuple[Literal["added", "removed"], list[Decided]]] = (
        ("added", [now[key] for key in now if key not in before]),
        ("removed", [before[key] for key in before if key not in now]),
    )
    for kind, some in sides:
        for word, mentee, mentor, waived in some:
            people = _someone("mentee", mentee, called), _someone("mentor", mentor, called)
            yield DecisionChange(kind, word, *people, waived)


def _inputs(old: Sequence[InputRecord], new: Sequence[InputRecord]) -> Iterator[InputChange]:
    before = {(each.role, each.path): each.sha256 for each in old}
    now = {(each.role, each.path): each.sha256 for each in new}
    gone = {(role, sha256): path for (role, path), sha256 in before.items() if (role, path) not in now}
    for (role, path), sha256 in now.items():
        if (role, path) in before:
            if before[role, path] != sha256:
                yield InputChange("changed", role, path)
        elif (role, sha256) in gone:
            yield InputChange("moved", role, path, gone.pop((role, sha256)))
        else:
            yield InputChange("added", role, path)
    yield from (InputChange("removed", role, path) for (role, _), path in gone.items())


def _notes(old: Run, new: Run, names: tuple[str, str]) -> Iterator[str]:
    for run, name in ((old, names[0]), (new, names[1])):
        if not run.untouched:
            yield f"{name} is not what was written: its own hash does not fit; mentorkit verify says more"
    if old.record.program != new.record.program:
        yield f'the runs are of two programs, "{old.record.program}" and "{new.record.program}"'
