"""Two programs to what changed in meaning; nothing that changed is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentorkit.diff.direction import Kind, compared, direction, kind_of
from mentorkit.diff.entries import BY_NAME, LISTS, Entries, paired
from mentorkit.diff.normal import Node, Plain, normal, same
from mentorkit.program import Program
from mentorkit.vocabulary import Vocabulary

Path = tuple[str, ...]

_TURNED: dict[Kind, Kind] = {
    "added": "removed",
    "removed": "added",
    "tightened": "loosened",
    "loosened": "tightened",
    "changed": "changed",
}


@dataclass(frozen=True)
class Detail:
    """One value that changed; None where there was or is none."""

    key: str
    """The key, with dots where it stands deeper; empty where the subject itself is the value."""
    old: Plain
    new: Plain


@dataclass(frozen=True)
class Change:
    """One thing of a program that was added, removed, tightened, loosened or changed."""

    section: str
    """The section of the program file; program for what stands at its top."""
    kind: Kind
    subject: str
    """What it is about, in the administrator's words."""
    details: tuple[Detail, ...] = ()
    formerly: str = ""
    """The subject before, where it is called otherwise now."""

    @property
    def turned(self) -> Change:
        """The same change, seen from the new program to the old one."""
        return replace(
            self,
            kind=_TURNED[self.kind],
            subject=self.formerly or self.subject,
            formerly=self.subject if self.formerly else "",
            details=tuple(Detail(each.key, each.new, each.old) for each in self.details),
        )


def diff(old: Program, new: Program) -> tuple[Change, ...]:
    """Everything that changed in meaning, in the order of the program file.

    Comments, the order of keys and of lists without an order, and the unit of weights mean nothing.
    """
    words = (old.vocabulary, new.vocabulary)
    before, after = normal(old), normal(new)
    found: list[Change] = []
    for key in _keys(before, after, [field.alias or name for name, field in Program.model_fields.items()]):
        ours, theirs = before.get(key), after.get(key)
        if isinstance(ours, Node) or isinstance(theirs, Node):
            found += _section(key, (key,), _beside(ours, theirs), _beside(theirs, ours), words)
        else:
            section = key if key == "objectives" else "program"
            found += _part(section, (key,), ours, theirs, words)
    return tuple(found)


Words = tuple[Vocabulary, Vocabulary]


def _beside(side: Plain, other: Plain) -> Mapping[str, Plain]:
    """A section's content; where the other program has none of it, without what is a default."""
    if isinstance(side, Node) and other is None:
        return {key: value for key, value in side.items() if key in side.given}
    return side or {}


def _section(
    section: str, path: Path, old: Mapping[str, Plain], new: Mapping[str, Plain], words: Words
) -> Iterator[Change]:
    for key in _keys(old, new):
        yield from _part(section, (*path, key), old.get(key), new.get(key), words)


def _part(section: str, path: Path, old: Plain, new: Plain, words: Words) -> Iterator[Change]:
    """The changes of one part of a section."""
    if same(old, new):
        return
    if path in LISTS:
        yield from _entries(section, LISTS[path], old or (), new or (), words)
    elif path in BY_NAME:
        yield from _by_name(section, BY_NAME[path], old or {}, new or {})
    elif any(place[: len(path)] == path for place in LISTS):
        # A section with lists of its own: those apart, and what else it holds as one change.
        own = [key for key in _keys(old or {}, new or {}) if (*path, key) not in LISTS]
        ours, theirs = ({key: side[key] for key in own if key in side} for side in (old or {}, new or {}))
        details = _details("", ours, theirs)
        if details:
            yield Change(section, _kind(path, details), path[-1], tuple(details))
        rest = [key for key in _keys(old or {}, new or {}) if (*path, key) in LISTS]
        for key in rest:
            yield from _part(section, (*path, key), (old or {}).get(key), (new or {}).get(key), words)
    elif old is None or new is None:
        kind: Kind = "added" if old is None else "removed"
        yield Change(section, kind, path[-1], _whole(old, new))
    else:
        details = _details("", old, new)
        yield Change(section, _kind(path, details), path[-1], tuple(details))


def _entries(
    section: str, entries: Entries, old: Sequence[Node], new: Sequence[Node], words: Words
) -> Iterator[Change]:
    for ours, theirs in paired(old, new, entries.known_by):
        if ours is None or theirs is None:
            node = theirs if ours is None else ours
            assert node is not None  # noqa: S101  # no pair is empty on both sides
            kind: Kind = "added" if ours is None else "removed"
            yield Change(section, kind, entries.called(node), _whole(ours, theirs, entries.hidden(node)))
        elif not same(ours, theirs):
            kind = "changed"
            if entries.hard:
                kind = direction(ours, theirs, words, never=entries.never)
            subject, was = entries.called(theirs), entries.called(ours)
            details = tuple(_details("", ours, theirs))
            yield Change(section, kind, subject, details, "" if was == subject else was)


def _by_name(
    section: str, subject: str, old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> Iterator[Change]:
    for name in _keys(old, new):
        called = subject.format(name)
        if name not in old or name not in new:
            kind: Kind = "added" if name not in old else "removed"
            yield Change(section, kind, called, _whole(old.get(name), new.get(name)))
        elif not same(old[name], new[name]):
            yield Change(section, "changed", called, tuple(_details("", old[name], new[name])))


def _whole(old: Plain, new: Plain, hidden: frozenset[str] = frozenset()) -> tuple[Detail, ...]:
    """The content of something that was added or removed: what it gives beside its name."""
    side = new if old is None else old
    if not isinstance(side, Node):
        return () if side == () else (Detail("", old, new),)
    keys = [key for key in _keys(side, side) if key in side.given and key not in hidden]
    return tuple(Detail(key, old and old.get(key), new and new.get(key)) for key in keys)


def _details(key: str, old: Plain, new: Plain) -> list[Detail]:
    """Every value that differs, by the keys that lead to it."""
    if same(old, new):
        return []
    old, new = _named(old, new), _named(new, old)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        found: list[Detail] = []
        for name in _keys(old, new):
            found += _details(f"{key}.{name}" if key else name, old.get(name), new.get(name))
        return found
    return [Detail(key, old, new)]


def _named(value: Plain, other: Plain) -> Plain:
    """No names at all, where the other side has some: each of those was added by itself."""
    return (
        {}
        if value is None and isinstance(other, Mapping) and other and not isinstance(other, Node)
        else value
    )


def _kind(path: Path, details: Sequence[Detail]) -> Kind:
    """Tightened or loosened for the hard limits that stand in no list."""
    if path == ("matching", "floor"):
        return kind_of([compared(details[0].old, details[0].new)])
    if path[0] == "qualification" and [each.key for each in details] == ["conditional"]:
        return "tightened" if details[0].new == "wait" else "loosened"
    return "changed"


def _keys(old: Mapping[str, Plain], new: Mapping[str, Plain], order: Sequence[str] = ()) -> list[str]:
    """The keys of both, in the order of the new one (or in a given one), then those that are gone."""
    known = [key for key in order if key in old or key in new]
    found = dict.fromkeys([*known, *new, *old])
    return sorted(found, key=lambda key: key == "because")  # a reason comes after what it is for
