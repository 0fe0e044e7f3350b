"""Plain data as YAML text that every reader takes the same: YAML 1.1, 1.2 and a person."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from mentorkit.fields import shown

_PLAIN = re.compile(r"(\.\./)*[^\W\d_]([\w .&'/+()%-]*[\w.&'/+()%-])?")
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"])
"""Words that some reader of YAML takes for something other than text."""
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def flow(value: object) -> str:
    """A value on one line: text, number, date, true or false, list or mapping."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return shown(value)
    if isinstance(value, int | dt.date):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key_text(str(key))}: {flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return text(str(value))


def text(value: str) -> str:
    """A text as it is where nobody can mistake it, else in double quotes."""
    if _PLAIN.fullmatch(value) and value.casefold() not in _WORDS and all(map(_shows, value)):
        return value
    return f'"{"".join(_ESCAPES.get(sign) or (sign if _shows(sign) else _escaped(sign)) for sign in value)}"'


def key_text(key: str) -> str:
    """A key; `on` is one of the program's own and stays as it is."""
    return key if key == "on" else text(key)


def one_line(value: str) -> str:
    """A text for a comment or a sentence: without line breaks and what is not seen."""
    return " ".join("".join(sign if _shows(sign) else " " for sign in value).split())


def _shows(sign: str) -> bool:
    """Whether a character can be seen and is no switch of direction, mark of byte order or the like."""
    return sign == " " or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
