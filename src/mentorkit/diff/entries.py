"""The lists of a program whose entries are known by something better than their position."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mentorkit.diff.normal import Node, canonical

KnownBy = Callable[[Node], object]
"""What an old entry and a new one have in common if they are the same; None where that cannot be said."""


def _values(*keys: str) -> KnownBy:
    """By several values, of which the last must be there."""

    def known_by(node: Node) -> object:
        return tuple(node.get(key) for key in keys) if keys[-1] in node else None

    return known_by


def _label(node: Node) -> object:
    return node.get("rule") or node.get("kind"), node.label


def _compares(node: Node) -> object:
    return tuple(node.get(key) for key in ("kind", "field", "mentee", "mentor", "of", "file"))


@dataclass(frozen=True)
class Entries:
    """How the entries of one list are named and recognised."""

    subject: str
    known_by: tuple[KnownBy, ...]
    """Tried in turn: the surest first."""
    named_by: frozenset[str] = frozenset()
    """Keys that the subject says already."""
    hard: bool = False
    """Whether the entries are rules that people or pairs pass or not."""
    never: bool = False
    """Whether such a rule forbids where it holds."""

    def called(self, node: Node) -> str:
        """The subject of a change of this entry."""
        return self.subject.format(node.label)

    def hidden(self, node: Node) -> frozenset[str]:
        """The keys that need not be said again beside the subject."""
        return frozenset(["name"]) if "name" in node and "kind" in node else self.named_by


def _rules(subject: str, *, never: bool = False) -> Entries:
    named_by = frozenset(["rule", "field", "mentee", "mentor", "of", "training"])
    return Entries(subject, (_label,), named_by, hard=True, never=never)


def _ranking(role: str) -> Entries:
    named_by = frozenset(["kind", "field", "performance", "potential"])
    return Entries(f"{{}} in the ranking of the pool of {role}", (_label, _values("kind")), named_by)


def _quotas(role: str) -> Entries:
    known_by = (_values("value", "field"), _values("field"))
    return Entries(f"quota of {{}} in the pool of {role}", known_by, frozenset(["field", "value"]))


def _trainings(role: str) -> Entries:
    return Entries(f"training {{}} of {role}", (_values("name"),), frozenset(["name"]))


LISTS: dict[tuple[str, ...], Entries] = {
    ("sponsors",): Entries("sponsor {}", (_values("name"),), frozenset(["name"])),
    ("objectives",): Entries("objective {}", (_values("id"), _values("statement")), frozenset(["id"])),
    ("qualification", "mentors", "require"): _rules("rule {} for mentors"),
    ("qualification", "mentors", "expertise"): _rules("expertise rule {} for mentors"),
    ("qualification", "mentors", "communication"): _rules("communication rule {} for mentors"),
    ("qualification", "mentees", "require"): _rules("rule {} for mentees"),
    ("pool", "mentees", "require"): _rules("rule {} for the pool of mentees"),
    ("pool", "mentors", "require"): _rules("rule {} for the pool of mentors"),
    ("pool", "mentees", "rank_by"): _ranking("mentees"),
    ("pool", "mentors", "rank_by"): _ranking("mentors"),
    ("pool", "mentees", "quotas"): _quotas("mentees"),
    ("pool", "mentors", "quotas"): _quotas("mentors"),
    ("matching", "never"): _rules("never {}", never=True),
    ("matching", "must"): _rules("must {}"),
    ("matching", "criteria"): Entries(
        "criterion {}", (_label, _compares), frozenset(["kind", "field", "mentee", "mentor", "of", "file"])
    ),
    ("communication", "messages"): Entries(
        "message {}",
        (_values("audience", "subject"), _values("subject"), _values("audience", "on")),
        frozenset(["audience", "subject"]),
    ),
    ("training", "mentors"): _trainings("mentors"),
    ("training", "mentees"): _trainings("mentees"),
    ("training", "managers"): _trainings("managers"),
    ("succession", "critical_roles"): Entries("critical role {}", (_values("title"),), frozenset(["title"])),
}
BY_NAME: dict[tuple[str, ...], str] = {
    ("vocabulary", "skills"): "skill {}",
    ("vocabulary", "fields"): "field {}",
}
"""Mappings whose keys are names."""


def paired(
    old: Sequence[Node], new: Sequence[Node], known_by: Sequence[KnownBy]
) -> Iterator[tuple[Node | None, Node | None]]:
    """Entries of both lists that are the same one, in the new order; then those that are gone.

    First those that did not change, then by each way to know them in turn. Where several answer to one
    name, they are paired in the order of their content, so that the lists may be swapped.
    """
    texts = [[canonical(entry) for entry in side] for side in (old, new)]
    partner: dict[int, int] = {}
    left, right = list(range(len(old))), list(range(len(new)))
    for known in (canonical, *known_by):
        groups: dict[object, tuple[list[int], list[int]]] = {}
        for side, numbers, entries in ((0, left, old), (1, right, new)):
            for number in sorted(numbers, key=texts[side].__getitem__):
                name = known(entries[number])
                if name is not None:
                    groups.setdefault(name, ([], []))[side].append(number)
        for ours, theirs in groups.values():
            partner |= dict(zip(theirs, ours, strict=False))
        left = [number for number in left if number not in partner.values()]
        right = [number for number in right if number not in partner]
    for number, entry in enumerate(new):
        yield (old[partner[number]] if number in partner else None), entry
    yield from ((old[number], None) for number in left)
