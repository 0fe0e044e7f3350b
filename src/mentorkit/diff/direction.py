"""Whether a change of a rule tightens or loosens it, where that is clear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from mentorkit.diff.normal import Node, Plain, same
from mentorkit.vocabulary import Vocabulary

Kind = Literal["added", "removed", "tightened", "loosened", "changed"]
Way = Literal[1, -1] | None
"""1 where fewer people or pairs meet the condition, -1 where more do, None where that is not clear."""

_RISING: dict[tuple[str, str], Literal[1, -1]] = {
    ("at_least", "value"): 1,
    ("at_most", "value"): -1,
    ("on_or_after", "value"): 1,
    ("on_or_before", "value"): -1,
    ("covers_objectives", "at_least"): 1,
    ("shares", "at_least"): 1,
    ("within", "at_most"): -1,
}
"""What a higher value does."""
_STRICTER = {("covers_objectives", "each"): True, ("training_completed", "otherwise"): "not_met"}
"""Of two values, the one that fewer people meet."""
_OUTCOMES = ("not_met", "conditional", "met")


def direction(old: Node, new: Node, vocabularies: Sequence[Vocabulary], *, never: bool = False) -> Kind:
    """Whether fewer people or pairs pass a changed rule (tightened), or more; else changed.

    `never` says that the rule forbids where its condition holds.
    """
    ways: list[Way] = [
        -1 if never and way == 1 else 1 if never and way == -1 else way
        for way in _condition(old, new, vocabularies)
    ]
    if old.get("unknown") != new.get("unknown"):
        ways.append(1 if new.get("unknown") == "forbid" else -1)
    return kind_of(ways)


def kind_of(ways: Sequence[Way]) -> Kind:
    """One word for several changes of one thing."""
    if ways and all(way == 1 for way in ways):
        return "tightened"
    if ways and all(way == -1 for way in ways):
        return "loosened"
    return "changed"


def compared(old: Plain, new: Plain) -> Way:
    """1 where the new value is higher."""
    return 1 if new > old else -1 if new < old else None


def _condition(old: Node, new: Node, vocabularies: Sequence[Vocabulary]) -> Iterator[Way]:
    """A way for everything that changed in a rule's condition."""
    keys = {key for key in old.keys() | new.keys() if not same(old.get(key), new.get(key))}
    keys -= {"because", "unknown"}
    rule = str(old.get("rule", ""))
    if rule == "rating" and keys & {"at_least", "conditional_from", "after"}:
        yield _rating(old, new)
        keys -= {"at_least", "conditional_from", "after"}
    if rule == "level_gap" and keys & {"at_least", "at_most"}:
        yield _interval(old, new)
        keys -= {"at_least", "at_most"}
    for key in sorted(keys):
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            yield None
        elif (rule, key) in _RISING:
            yield _signed(_RISING[rule, key], compared(before, after))
        elif (rule, key) in _STRICTER:
            yield 1 if after == _STRICTER[rule, key] else -1
        elif key == "value" and rule in ("level_at_least", "level_at_most"):
            yield _signed(1 if rule == "level_at_least" else -1, _level(before, after, vocabularies))
        elif key == "values":
            yield 1 if set(after) < set(before) else -1 if set(after) > set(before) else None
        else:
            yield None


def _signed(sign: Literal[1, -1], way: Way) -> Way:
    if way is None:
        return None
    return 1 if sign == way else -1


def _level(old: str, new: str, vocabularies: Sequence[Vocabulary]) -> Way:
    """1 where the new level is the higher one in every vocabulary that has both."""
    both = [words.ranks for words in vocabularies if {old, new} <= words.ranks.keys()]
    ways = {compared(ranks[old], ranks[new]) for ranks in both}
    return ways.pop() if len(ways) == 1 else None


def _rating(old: Node, new: Node) -> Way:
    """The outcomes for every rating, held against each other."""
    if old.get("after") and new.get("after") and old["after"] != new["after"]:
        return None
    bars = [node[key] for node in (old, new) for key in ("at_least", "conditional_from") if key in node]
    found = {compared(_outcome(new, each), _outcome(old, each)) for each in bars} - {None}
    return found.pop() if len(found) == 1 else None


def _outcome(rule: Node, rating: Decimal) -> int:
    low: Decimal = rule["conditional_from"] if "conditional_from" in rule else rule["at_least"]
    return _OUTCOMES.index(
        "met" if rating >= rule["at_least"] else "conditional" if rating >= low else "not_met"
    )


def _interval(old: Node, new: Node) -> Way:
    """1 where the new range of levels lies within the old one."""
    if _within(new, old):
        return 1
    return -1 if _within(old, new) else None


def _within(inner: Node, outer: Node) -> bool:
    lows, highs = (inner.get("at_least"), outer.get("at_least")), (inner.get("at_most"), outer.get("at_most"))
    return _reaches(*lows, lambda mine, limit: mine >= limit) and _reaches(
        *highs, lambda mine, limit: mine <= limit
    )


def _reaches(mine: Decimal | None, limit: Decimal | None, holds: Callable[[Decimal, Decimal], bool]) -> bool:
    return limit is None or (mine is not None and holds(mine, limit))
