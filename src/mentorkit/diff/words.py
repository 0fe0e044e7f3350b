"""Changes of a program as sentences and as plain data."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mentorkit.diff._diff import Change, Detail
from mentorkit.diff.normal import Bag, Node, Plain
from mentorkit.fields import shown
from mentorkit.yamlsource import resolve

NONE = "none"
ARROW = "→"
_BARE = re.compile(r"[^\W\d][\w.%+/-]*|\d+(\.\d+)?%")
"""Text that needs no quotes to be told from the words around it."""
_DECIMALS = (1, 2, 4, 8, 16)
"""Tried in turn until two different shares look different."""
_NAMES = frozenset(["id", "name", "title", "audience", "subject"])
"""What the subject says already where it is called otherwise now."""


def sentence(change: Change) -> str:
    """What a change says after its kind: the subject, and every value before and after."""
    told = "; ".join(_each(change))
    subject = f"{change.formerly}, now {change.subject}" if change.formerly else change.subject
    return f"{subject}: {told}" if told else subject


def details(change: Change) -> str:
    """The sentence without its subject."""
    was = [f"was {change.formerly}"] if change.formerly else []
    return "; ".join([*was, *_each(change)])


def document(change: Change) -> dict[str, Any]:
    """A change as plain data; shares of the whole are per cent."""
    found: dict[str, Any] = {"section": change.section, "change": change.kind, "subject": change.subject}
    if change.formerly:
        found["formerly"] = change.formerly
    return found | {
        "details": [
            {"key": each.key, "old": plain(each.old), "new": plain(each.new)} for each in change.details
        ],
        "sentence": sentence(change),
    }


def plain(value: Plain) -> Any:
    """A value as JSON has it."""
    match value:
        case Fraction():
            return round(float(value) * 100, 4)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dt.date():
            return value.isoformat()
        case Mapping():
            return {key: plain(each) for key, each in value.items()}
        case tuple():
            return [plain(each) for each in value]
        case _:
            return value


def _each(change: Change) -> list[str]:
    hidden = _NAMES if change.formerly else ()
    return [_told(detail, change) for detail in change.details if detail.key not in hidden]


def _told(detail: Detail, change: Change) -> str:
    key = f"{detail.key} " if detail.key else ""
    if change.kind in ("added", "removed"):
        return f"{key}{said(detail.new if detail.old is None else detail.old)}"
    old, new = detail.old, detail.new
    if _texts(old) and _texts(new):
        return f"{key}{_list(old or (), new or ())}"
    if isinstance(old, Fraction) and isinstance(new, Fraction):
        return f"{key}{_shares(old, new)}"
    return f"{key}{said(old)} {ARROW} {said(new)}"


def said(value: Plain) -> str:
    """A value in words; text in quotes where it could be taken for something else."""
    match value:
        case None:
            return NONE
        case bool():
            return "true" if value else "false"
        case Fraction():
            return _percent(value, 1)
        case Decimal():
            return shown(value)
        case dt.date():
            return value.isoformat()
        case str():
            bare = _BARE.fullmatch(value) and resolve(value) == value and value != NONE
            return value if bare else json.dumps(value, ensure_ascii=False)
        case Mapping():
            keys = [key for key in value if not isinstance(value, Node) or key in value.given]
            return ", ".join(f"{said(key)} {said(value[key])}" for key in keys) or NONE
        case _:
            sign = "; " if any(isinstance(each, Mapping) for each in value) else ", "
            return sign.join(map(said, value)) or NONE


def _texts(value: Plain) -> bool:
    return value is None or (isinstance(value, tuple) and all(isinstance(each, str) for each in value))


def _list(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """What joined and left a list of texts, and its new order where that matters."""
    came, gone = (
        list((Counter(new) - Counter(old)).elements()),
        list((Counter(old) - Counter(new)).elements()),
    )
    told = [f"adds {said(tuple(came))}"] if came else []
    told += [f"drops {said(tuple(gone))}"] if gone else []
    if len(came) == len(gone) == 1:
        told = [f"{said(gone[0])} {ARROW} {said(came[0])}"]
    if old and new and not isinstance(new, Bag) and len(new) > 1:
        told.append(f"now {said(new)}" if told else f"now in the order {said(new)}")
    return ", ".join(told)


def _shares(old: Fraction, new: Fraction) -> str:
    pairs = ((_percent(old, digits), _percent(new, digits)) for digits in _DECIMALS)
    trace = f"{_percent(old, 1)} {ARROW} a trace {'more' if new > old else 'less'}"
    return next((f"{a} {ARROW} {b}" for a, b in pairs if a != b), trace)


def _percent(share: Fraction, digits: int) -> str:
    """Per cent of the whole, rounded half up to some decimals."""
    scaled = (share * 100 * 10**digits * 2 + 1).__floor__() // 2
    whole, rest = divmod(scaled, 10**digits)
    return f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".") + " %"
