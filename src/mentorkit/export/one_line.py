"""Text in one line that every format can hold."""

from __future__ import annotations

import re

from mentorkit.formats import safe

_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
"""What Unicode leaves empty for good, and XML forbids in part."""


def one_line(text: str) -> str:
    """The text without controls, switches of direction and line breaks."""
    return _NO_CHARACTERS.sub("\ufffd", " ".join(safe(text).split()))
